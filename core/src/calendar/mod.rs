//! Civil dates, instants and what Brazilian rules make of them: bank and tariff holidays, business days, day counts, windows.
//!
//! No clock and no zone database: `now` and the zone are arguments.

mod date;
mod instant;
mod month;
mod scan;
mod wire;
mod zone;

pub use date::Date;
pub use instant::Instant;
pub use month::{Month, days_in_month, is_leap_year};
pub use zone::Offset;

#[cfg(test)]
mod tests;
