use super::scan::Scan;
use super::wire::text_on_the_wire;
use super::{Date, Offset};
use crate::issue::{Code, Error, Issue, Param};
use std::fmt;

/// Seconds of a day.
const DAY: i64 = 86_400;

/// A second of the years 0001 to 9999, RFC 3339 with an offset on the wire: `2026-07-01T02:30:00Z`.
///
/// It is read with `Z` or `±HH:MM`, without fraction and leap second, and always written in UTC.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Instant(i64);

impl Instant {
    /// 0001-01-01T00:00:00Z.
    pub const MIN: Instant = Instant(-719_162 * DAY);
    /// 9999-12-31T23:59:59Z.
    pub const MAX: Instant = Instant(2_932_897 * DAY - 1);

    /// The instant of a Unix time in seconds.
    ///
    /// # Errors
    /// `TIME_RANGE` outside the years 0001 to 9999.
    pub fn from_unix(seconds: i64) -> Result<Instant, Error> {
        let instant = Instant(seconds);
        let known = (Instant::MIN..=Instant::MAX).contains(&instant);
        if known { Ok(instant) } else { Err(Issue::error(Code::TIME_RANGE).into()) }
    }

    /// Its Unix time in seconds.
    pub const fn unix(self) -> i64 {
        self.0
    }

    /// The first second of a date at an offset.
    ///
    /// # Errors
    /// `TIME_RANGE` outside the years 0001 to 9999.
    pub fn midnight(date: Date, offset: Offset) -> Result<Instant, Error> {
        Instant::midnight_of(date.unix_day().into(), offset)
    }

    /// The first second of a Unix day at an offset.
    ///
    /// # Errors
    /// `TIME_RANGE` outside the years 0001 to 9999.
    pub(super) fn midnight_of(day: i64, offset: Offset) -> Result<Instant, Error> {
        Instant::from_unix(day * DAY - i64::from(offset.seconds()))
    }

    /// The local date at an offset, and the second of that day.
    ///
    /// # Errors
    /// `TIME_RANGE` if that date is outside the years 0001 to 9999.
    pub fn local(self, offset: Offset) -> Result<(Date, u32), Error> {
        let second = (self.0 + i64::from(offset.seconds())).rem_euclid(DAY);
        let date = Date::from_unix_day(self.local_day(offset));
        let local = date.zip(u32::try_from(second).ok());
        local.ok_or_else(|| Issue::error(Code::TIME_RANGE).into())
    }

    /// The local day at an offset as a Unix day; it may lie outside the years of [`Date`].
    pub(super) const fn local_day(self, offset: Offset) -> i64 {
        (self.0 + offset.seconds() as i64).div_euclid(DAY)
    }

    /// Reads RFC 3339 with second precision.
    ///
    /// # Errors
    /// `TIME_SYNTAX` for another form, an impossible date or time, or a year outside 0001 to 9999 before or after it is turned
    /// to UTC.
    pub fn parse(text: &str) -> Result<Instant, Error> {
        let read = || {
            let date = Date::parse(text.get(..10)?).ok()?;
            let mut scan = Scan(text.get(10..)?);
            scan.mark('T')?;
            let hour = scan.digits(2).filter(|hour| *hour < 24)?;
            scan.mark(':')?;
            let minute = scan.digits(2).filter(|minute| *minute < 60)?;
            scan.mark(':')?;
            let second = scan.digits(2).filter(|second| *second < 60)?;
            let offset = match scan.0 {
                "Z" => 0,
                text => super::zone::offset_seconds(text, 23)?,
            };
            let local = i64::from(hour * 3600 + minute * 60 + second);
            Instant::from_unix(i64::from(date.unix_day()) * DAY + local - i64::from(offset)).ok()
        };
        read().ok_or_else(|| Issue::error(Code::TIME_SYNTAX).into())
    }

    /// The instant so many seconds later (earlier if negative).
    ///
    /// # Errors
    /// `TIME_RANGE` outside the years 0001 to 9999.
    pub fn add_seconds(self, seconds: i64) -> Result<Instant, Error> {
        self.0.checked_add(seconds).ok_or_else(|| Issue::error(Code::TIME_RANGE).into()).and_then(Instant::from_unix)
    }

    /// Seconds from this instant to another one; negative if that is earlier.
    pub const fn seconds_until(self, other: Instant) -> i64 {
        other.0 - self.0
    }
}

impl From<Instant> for Param {
    fn from(instant: Instant) -> Self {
        Param::Word(instant.to_string().into())
    }
}

impl fmt::Display for Instant {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Every instant in range has a date in UTC.
        let (date, second) = self.local(Offset::UTC).map_err(|_| fmt::Error)?;
        write!(f, "{date}T{:02}:{:02}:{:02}Z", second / 3600, second / 60 % 60, second % 60)
    }
}

text_on_the_wire!(Instant, "instant text", {
    "type": "string",
    "format": "date-time",
    "description": "Instant, RFC 3339 with second precision and Z or ±HH:MM, years 0001 to 9999."
});
