//! The operations, by what they are for.

mod climate;

pub use climate::{LookUpClimateRequest, MonthlyClimate, look_up_climate};
