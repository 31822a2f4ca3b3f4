//! Values at even steps of time: where each one stands, and what the months of a site add up to.
//!
//! A series is a [`TimeAxis`] and one list of [`Samples`] per quantity. A sample that is missing is marked, never a zero and never
//! a number that is none.

mod axis;
mod monthly;
mod samples;

pub use axis::{Stamp, TimeAxis};
pub use monthly::{MonthSum, monthly_sums};
pub use samples::Samples;

#[cfg(test)]
mod tests;
