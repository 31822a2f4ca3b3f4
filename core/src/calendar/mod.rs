//! Civil dates, instants and what Brazilian rules make of them: bank and tariff holidays, business days, day counts, windows.
//!
//! No clock and no zone database: `now` and the zone are arguments.

mod business;
mod date;
mod day_count;
mod due_date;
mod easter;
mod holiday;
mod instant;
mod month;
mod post;
mod scan;
mod window;
mod wire;
mod zone;

pub use business::{Adjustment, BankCalendar, CalendarChanges};
pub use date::Date;
pub use day_count::{DayCount, YearFraction, days_30e};
pub use due_date::{DueDate, due_dates};
pub use easter::easter;
pub use holiday::{Holiday, bank_holidays, tariff_holidays};
pub use instant::Instant;
pub use month::{Month, days_in_month, is_leap_year};
pub use post::{Post, Posts, TariffGroup};
pub use window::{Bounds, Window, WindowRule, WindowSpan, WindowUnit};
pub use zone::{Offset, Zone};

#[cfg(test)]
mod tests;
