//! The operations, by what they are for.

mod climate;
mod sun;
mod sun_times;

pub use climate::{LookUpClimateRequest, MonthlyClimate, look_up_climate};
pub(crate) use sun::SUN_POSITION;
pub use sun::{SunAlgorithm, SunPosition, SunPositionRequest, SunSite, sun_position};
pub use sun_times::{DeltaTAnswer, DeltaTRequest, NoSunrise, SunTimes, SunTimesRequest, delta_t, sun_times};
