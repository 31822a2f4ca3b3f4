//! The sun, the sky and weather series (*recurso solar*): where the sun stands, what arrives on a plane, typical years.
//!
//! Formulas are those of the papers cited at each model. Angles are degrees at every border and radians inside; azimuth is clockwise
//! from true north; irradiance is W/m², irradiation kWh/m², pressure Pa, temperature °C.

pub(crate) mod air_mass;
pub(crate) mod clear_sky;
pub(crate) mod climate;
pub(crate) mod decomposition;
mod delta_t;
pub(crate) mod extraterrestrial;
pub(crate) mod mean_day;
mod ops;
mod position;
pub(crate) mod read;
pub(crate) mod spa;
pub(crate) mod stochastic;
mod sun_times;
pub(crate) mod transposition;
pub(crate) mod year;

pub use climate::{Climate, ClimateInput, ClimateSite};
pub use ops::*;
pub use transposition::PerezSet;
pub use year::{LeapDay, SiteInput, Sky, WeatherInput, WeatherKind, WeatherTimes};
