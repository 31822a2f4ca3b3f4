use super::scan::Scan;
use super::wire::text_on_the_wire;
use crate::issue::{Code, Error, Issue};
use std::fmt;

/// A fixed distance of local time from UTC, `±HH:MM` on the wire, at most 14:59; east is positive.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Offset(i32);

impl Offset {
    /// No distance.
    pub const UTC: Offset = Offset(0);

    /// Brasília time, UTC−3.
    pub const BRASILIA: Offset = Offset(-3 * 3600);

    /// Largest distance in seconds, 14:59.
    const MOST: i32 = 14 * 3600 + 59 * 60;

    /// An offset of whole minutes.
    pub fn from_seconds(seconds: i32) -> Option<Offset> {
        ((-Offset::MOST..=Offset::MOST).contains(&seconds) && seconds % 60 == 0).then_some(Offset(seconds))
    }

    /// Its seconds, east positive.
    pub const fn seconds(self) -> i32 {
        self.0
    }

    /// Reads `±HH:MM`, at most 14:59.
    ///
    /// # Errors
    /// `TZ_UNKNOWN` for another form.
    pub fn parse(text: &str) -> Result<Offset, Error> {
        offset_seconds(text, 14).map(Offset).ok_or_else(|| Issue::error(Code::TZ_UNKNOWN).into())
    }
}

impl fmt::Display for Offset {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.0 < 0 { '-' } else { '+' };
        let minutes = self.0.abs() / 60;
        write!(f, "{sign}{:02}:{:02}", minutes / 60, minutes % 60)
    }
}

text_on_the_wire!(Offset, "offset text", {
    "type": "string",
    "pattern": "^[+-](0[0-9]|1[0-4]):[0-5][0-9]$",
    "description": "Distance of local time from UTC, ±HH:MM."
});

/// The seconds of `±HH:MM` with at most `most` hours.
pub(super) fn offset_seconds(text: &str, most: u32) -> Option<i32> {
    let sign = if text.starts_with('-') { -1 } else { 1 };
    let mut scan = Scan(text);
    scan.mark(if sign < 0 { '-' } else { '+' })?;
    let hours = scan.digits(2).filter(|hours| *hours <= most)?;
    scan.mark(':')?;
    let minutes = scan.digits(2).filter(|minutes| *minutes < 60)?;
    scan.end()?;
    i32::try_from(hours * 3600 + minutes * 60).ok().map(|seconds| sign * seconds)
}
