use super::Date;
use super::holiday::TARIFF;
use crate::issue::{Code, Error, Issue};

/// A part of a day by the time-of-use rule of tariffs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Period {
    /// Peak (*ponta*).
    Peak,
    /// The hour before and the hour after the peak (*intermediário*), group B only.
    Intermediate,
    /// All other hours (*fora de ponta*).
    OffPeak,
}

/// Minutes of a day.
const DAY: u32 = 1440;

/// The peak of a distributor: three consecutive hours that ANEEL sets in its tariff review, with an intermediate hour on both
/// sides for group B; off-peak for the rest and for the whole of Saturdays, Sundays and
/// [`tariff_holidays`](super::tariff_holidays).
///
/// Times are legal local time; each minute has the period of its own date. Basis: REN ANEEL 1.000/2021, art. 2.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PeakHours {
    start: u32,
    intermediate: bool,
}

impl PeakHours {
    /// A peak that begins so many minutes (0 to 1439) after midnight, with or without intermediate hours.
    ///
    /// # Errors
    /// `OUT_OF_RANGE`.
    pub fn new(start_minutes: u32, intermediate: bool) -> Result<PeakHours, Error> {
        if start_minutes < DAY {
            Ok(PeakHours { start: start_minutes, intermediate })
        } else {
            Err(Issue::error(Code::OUT_OF_RANGE).with("min", 0).with("max", DAY - 1).into())
        }
    }

    /// Whether a date has a peak at all.
    pub fn apply_on(date: Date) -> bool {
        !date.is_weekend() && !TARIFF.contains(date)
    }

    /// The period of a minute (0 to 1439) of a date.
    pub fn at(self, date: Date, minute: u32) -> Period {
        if PeakHours::apply_on(date) { self.on_a_working_day(minute) } else { Period::OffPeak }
    }

    /// The period of a minute (0 to 1439) of a day that has a peak.
    pub fn on_a_working_day(self, minute: u32) -> Period {
        match (minute + DAY - self.start) % DAY {
            0..180 => Period::Peak,
            180..240 | 1380..1440 if self.intermediate => Period::Intermediate,
            _ => Period::OffPeak,
        }
    }
}
