use super::Instant;
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

/// Zones of Brazil below `America/` with their hours west of UTC, without daylight saving.
const NAMED: [(&str, i32); 16] = [
    ("Noronha", 2),
    ("Sao_Paulo", 3),
    ("Bahia", 3),
    ("Fortaleza", 3),
    ("Recife", 3),
    ("Maceio", 3),
    ("Belem", 3),
    ("Araguaina", 3),
    ("Santarem", 3),
    ("Manaus", 4),
    ("Cuiaba", 4),
    ("Campo_Grande", 4),
    ("Boa_Vista", 4),
    ("Porto_Velho", 4),
    ("Rio_Branco", 5),
    ("Eirunepe", 5),
];

/// The end of the last daylight saving time (Decreto 9.772/2019), 2019-02-17T03:00:00Z.
const SINCE: i64 = 1_550_372_400;

/// A time zone: one of Brazil by its IANA name (`America/Sao_Paulo`), or a fixed offset (`-03:00`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Zone {
    name: Option<&'static str>,
    offset: Offset,
}

impl Zone {
    /// Reads a zone.
    ///
    /// # Errors
    /// `TZ_UNKNOWN`.
    pub fn parse(text: &str) -> Result<Zone, Error> {
        let Some(place) = text.strip_prefix("America/") else {
            return Offset::parse(text).map(Zone::from);
        };
        let known = NAMED.iter().find(|(name, _)| *name == place);
        known
            .map(|(name, hours)| Zone { name: Some(name), offset: Offset(-3600 * hours) })
            .ok_or_else(|| Issue::error(Code::TZ_UNKNOWN).into())
    }

    /// Its offset at an instant.
    ///
    /// # Errors
    /// `TZ_HISTORY_UNSUPPORTED` for a named zone before 2019-02-17T03:00:00Z, when Brazil still had daylight saving.
    pub fn offset_at(self, instant: Instant) -> Result<Offset, Error> {
        if self.name.is_some() && instant.unix() < SINCE {
            Err(Issue::error(Code::TZ_HISTORY_UNSUPPORTED).into())
        } else {
            Ok(self.offset)
        }
    }
}

impl From<Offset> for Zone {
    fn from(offset: Offset) -> Self {
        Zone { name: None, offset }
    }
}

impl fmt::Display for Zone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.name {
            Some(name) => write!(f, "America/{name}"),
            None => fmt::Display::fmt(&self.offset, f),
        }
    }
}

text_on_the_wire!(Zone, "zone text", {
    "type": "string",
    "description": "Time zone of Brazil by its IANA name (America/Sao_Paulo), or a fixed offset ±HH:MM."
});
