//! The operations of the domain, grouped by subject.

mod annuity;
mod calendar;
mod cet;
mod columns;
mod indexers;
mod iof;
mod lines;
mod planning;
mod project;
mod project_months;
mod rates;
mod renegotiation;
mod returns;
mod schedule;
mod sensitivity;
mod servicing;

pub use annuity::*;
pub use calendar::*;
pub use cet::*;
pub(crate) use columns::*;
pub use indexers::*;
pub use iof::*;
pub use lines::*;
pub use planning::*;
pub use project::*;
pub use project_months::*;
pub use rates::{ConvertRateRequest, RateAnswer, RealRateRequest, convert_rate, real_rate};
pub use renegotiation::*;
pub use returns::*;
pub use schedule::amortization_schedule;
pub use sensitivity::*;
pub use servicing::*;
