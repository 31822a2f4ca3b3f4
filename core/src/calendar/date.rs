use super::Month;
use super::scan::Scan;
use super::wire::text_on_the_wire;
use crate::issue::{Code, Error, Issue, Param};
use chrono::{Datelike, Days, NaiveDate, Weekday};
use std::fmt;

/// A civil date of the years 0001 to 9999, `YYYY-MM-DD` on the wire.
///
/// ```
/// use coaraci::calendar::Date;
/// let first_due: Date = "2025-01-31".parse()?;
/// assert_eq!(first_due.add_months(1)?.to_string(), "2025-02-28");
/// assert_eq!(first_due.add_months(2)?.to_string(), "2025-03-31");
/// # Ok::<(), coaraci::issue::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date(NaiveDate);

impl Date {
    /// The date of a year (1 to 9999), month and day, if it exists.
    pub fn new(year: i32, month: u32, day: u32) -> Option<Date> {
        NaiveDate::from_ymd_opt(year, month, day).and_then(Date::within)
    }

    /// Reads `YYYY-MM-DD`.
    ///
    /// # Errors
    /// `BAD_DATE` for another form or a day that does not exist.
    pub fn parse(text: &str) -> Result<Date, Error> {
        let read = || {
            let mut scan = Scan(text);
            let year = scan.digits(4)?;
            scan.mark('-')?;
            let month = scan.digits(2)?;
            scan.mark('-')?;
            let day = scan.digits(2)?;
            scan.end()?;
            Date::new(i32::try_from(year).ok()?, month, day)
        };
        read().ok_or_else(|| Issue::error(Code::BAD_DATE).into())
    }

    /// The date of a Unix day: 1970-01-01 is day 0.
    pub(crate) fn from_unix_day(day: i64) -> Option<Date> {
        i32::try_from(day).ok().and_then(NaiveDate::from_epoch_days).and_then(Date::within)
    }

    /// Its Unix day: 1970-01-01 is day 0.
    pub(crate) const fn unix_day(self) -> i32 {
        self.0.to_epoch_days()
    }

    fn within(date: NaiveDate) -> Option<Date> {
        (1..=9999).contains(&date.year()).then_some(Date(date))
    }

    /// The date as chrono's type.
    pub const fn get(self) -> NaiveDate {
        self.0
    }

    /// Its year.
    pub fn year(self) -> i32 {
        self.0.year()
    }

    /// Its month, 1 to 12.
    pub fn month_number(self) -> u32 {
        self.0.month()
    }

    /// Its day of the month, 1 to 31.
    pub fn day(self) -> u32 {
        self.0.day()
    }

    /// Its day of the year, 1 to 366.
    pub fn day_of_year(self) -> u32 {
        self.0.ordinal()
    }

    /// Its day of the week.
    pub fn weekday(self) -> Weekday {
        self.0.weekday()
    }

    /// Whether it is a Saturday or a Sunday.
    pub fn is_weekend(self) -> bool {
        matches!(self.weekday(), Weekday::Sat | Weekday::Sun)
    }

    /// Its month.
    pub fn month(self) -> Month {
        Month::of(self)
    }

    /// The date so many days later (earlier if negative).
    ///
    /// # Errors
    /// `DATE_RANGE` outside the years 0001 to 9999.
    pub fn add_days(self, days: i64) -> Result<Date, Error> {
        let moved = match u64::try_from(days) {
            Ok(days) => self.0.checked_add_days(Days::new(days)),
            Err(_) => self.0.checked_sub_days(Days::new(days.unsigned_abs())),
        };
        moved.and_then(Date::within).ok_or_else(out_of_range)
    }

    /// The same day so many calendar months later (earlier if negative), or the last day of that month if it is shorter.
    ///
    /// Count from the first date of a series, never from the one before: the contractual day is then kept.
    ///
    /// # Errors
    /// `DATE_RANGE` outside the years 0001 to 9999.
    pub fn add_months(self, months: i64) -> Result<Date, Error> {
        let month = self.month().add_months(months)?;
        month.day(self.day().min(month.days())).ok_or_else(out_of_range)
    }

    /// Days from this date to another one; negative if that is earlier.
    pub fn days_until(self, other: Date) -> i64 {
        other.0.signed_duration_since(self.0).num_days()
    }

    /// The dates from this one up to, and without, `end`.
    pub fn until(self, end: Date) -> impl Iterator<Item = Date> {
        self.0.iter_days().map(Date).take_while(move |date| *date < end)
    }
}

fn out_of_range() -> Error {
    Issue::error(Code::DATE_RANGE).into()
}

impl TryFrom<NaiveDate> for Date {
    type Error = Error;

    /// # Errors
    /// `DATE_RANGE` outside the years 0001 to 9999.
    fn try_from(date: NaiveDate) -> Result<Self, Error> {
        Date::within(date).ok_or_else(out_of_range)
    }
}

impl From<Date> for NaiveDate {
    fn from(date: Date) -> Self {
        date.0
    }
}

impl From<Date> for Param {
    fn from(date: Date) -> Self {
        Param::Date(date.0)
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.0, f)
    }
}

text_on_the_wire!(Date, "date text", {
    "type": "string",
    "format": "date",
    "description": "Civil date, YYYY-MM-DD, years 0001 to 9999."
});
