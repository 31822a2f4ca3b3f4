//! The operations of the domain, grouped by subject.

mod calendar;
mod rates;
mod schedule;

pub use calendar::*;
pub use rates::{ConvertRateRequest, RateAnswer, RealRateRequest, convert_rate, real_rate};
pub use schedule::amortization_schedule;
