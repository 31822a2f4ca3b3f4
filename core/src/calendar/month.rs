use super::Date;
use super::scan::Scan;
use super::wire::text_on_the_wire;
use crate::issue::{Code, Error, Issue, Param};
use std::fmt;

/// A calendar month of the years 0001 to 9999, `YYYY-MM` on the wire.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Month(i32);

impl Month {
    const MIN: i64 = 12;
    const MAX: i64 = 9999 * 12 + 11;

    /// The month of a year (1 to 9999) and a number (1 to 12).
    pub fn new(year: i32, number: u32) -> Option<Month> {
        let month = i32::try_from(number).ok().filter(|month| (1..=12).contains(month))?;
        (1..=9999).contains(&year).then_some(Month(year * 12 + month - 1))
    }

    /// The month of a date.
    pub fn of(date: Date) -> Month {
        // A month number is at most 12.
        Month(date.year() * 12 + date.month_number().cast_signed() - 1)
    }

    /// Reads `YYYY-MM`.
    ///
    /// # Errors
    /// `BAD_MONTH` for another form or a month that does not exist.
    pub fn parse(text: &str) -> Result<Month, Error> {
        let read = || {
            let mut scan = Scan(text);
            let year = scan.digits(4)?;
            scan.mark('-')?;
            let number = scan.digits(2)?;
            scan.end()?;
            Month::new(i32::try_from(year).ok()?, number)
        };
        read().ok_or_else(|| Issue::error(Code::BAD_MONTH).into())
    }

    /// Its year.
    pub const fn year(self) -> i32 {
        self.0 / 12
    }

    /// Its number, 1 to 12.
    pub const fn number(self) -> u32 {
        (self.0 % 12 + 1).cast_unsigned()
    }

    /// How many days it has.
    pub const fn days(self) -> u32 {
        days_in_month(self.year(), self.number())
    }

    /// One of its days, 1 to [`Month::days`].
    pub fn day(self, day: u32) -> Option<Date> {
        Date::new(self.year(), self.number(), day)
    }

    /// Its days in order.
    pub fn dates(self) -> impl Iterator<Item = Date> {
        (1..=self.days()).filter_map(move |day| self.day(day))
    }

    /// The month so many months later (earlier if negative).
    ///
    /// # Errors
    /// `DATE_RANGE` outside the years 0001 to 9999.
    pub fn add_months(self, months: i64) -> Result<Month, Error> {
        let moved = i64::from(self.0).checked_add(months).filter(|moved| (Month::MIN..=Month::MAX).contains(moved));
        let moved = moved.and_then(|moved| i32::try_from(moved).ok());
        moved.map(Month).ok_or_else(|| Issue::error(Code::DATE_RANGE).into())
    }

    /// Months from this one to another one; negative if that is earlier.
    pub const fn months_until(self, other: Month) -> i32 {
        other.0 - self.0
    }

    /// The months from this one up to, and without, `end`.
    pub fn until(self, end: Month) -> impl Iterator<Item = Month> {
        (self.0..end.0).map(Month)
    }
}

/// Whether a year of the Gregorian calendar has 366 days.
pub const fn is_leap_year(year: i32) -> bool {
    year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
}

/// How many days a month (1 to 12) has.
pub const fn days_in_month(year: i32, month: u32) -> u32 {
    match month {
        2 if is_leap_year(year) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

impl From<Month> for Param {
    fn from(month: Month) -> Self {
        Param::Word(month.to_string().into())
    }
}

impl fmt::Display for Month {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}", self.year(), self.number())
    }
}

text_on_the_wire!(Month, "month text", {
    "type": "string",
    "pattern": "^[0-9]{4}-(0[1-9]|1[0-2])$",
    "description": "Calendar month, YYYY-MM, years 0001 to 9999."
});
