//! The operations, by what they are for.

mod mean_day;
mod quote;
mod sizing;

pub use mean_day::{EstimateMeanDayRequest, MeanDayYear, estimate_mean_day};
pub use quote::{EstimateMonthlyRequest, MonthlyEnergy, estimate_monthly};
pub use sizing::{SizeSystemRequest, SizedSystem, SystemSize, size_system};
