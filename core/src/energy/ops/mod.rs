//! The operations, by what they are for.

mod quote;
mod sizing;

pub use quote::{EstimateMonthlyRequest, MonthlyEnergy, estimate_monthly};
pub use sizing::{SizeSystemRequest, SizedSystem, SystemSize, size_system};
