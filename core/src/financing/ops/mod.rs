//! The operations of the domain, grouped by subject.

mod annuity;
mod calendar;
mod cet;
mod indexers;
mod iof;
mod rates;
mod returns;
mod schedule;
mod servicing;

pub use annuity::*;
pub use calendar::*;
pub use cet::*;
pub use indexers::*;
pub use iof::*;
pub use rates::{ConvertRateRequest, RateAnswer, RealRateRequest, convert_rate, real_rate};
pub use returns::*;
pub use schedule::amortization_schedule;
pub use servicing::*;
