use super::Date;
use super::holiday::TARIFF;
use crate::issue::{Code, Error, Issue};
use serde::{Deserialize, Serialize};

/// A time-of-use post of a tariff (*posto tarifário*).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Post {
    /// The only post of a conventional tariff.
    Unico,
    /// Peak (*ponta*).
    Ponta,
    /// The hour before and the hour after the peak, group B only (*intermediário*).
    Intermediario,
    /// Off-peak (*fora de ponta*).
    ForaPonta,
}

/// A group of consumers by voltage (*grupo tarifário*).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum TariffGroup {
    /// Medium and high voltage.
    A,
    /// Low voltage.
    B,
}

/// Minutes of a day.
const DAY: u32 = 1440;

/// The posts of a day: three consecutive peak hours that ANEEL sets per distributor, for group B an intermediate hour on both
/// sides, off-peak for the rest and for the whole of Saturdays, Sundays and [`tariff_holidays`](super::tariff_holidays).
///
/// Times are legal local time; each minute has the post of its own date. Basis: REN ANEEL 1.000/2021, art. 2, XXXVIII.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Posts {
    start: u32,
    group: TariffGroup,
}

impl Posts {
    /// Posts with a peak that begins so many minutes (0 to 1439) after midnight.
    ///
    /// # Errors
    /// `OUT_OF_RANGE`.
    pub fn new(peak_start_minutes: u32, group: TariffGroup) -> Result<Posts, Error> {
        if peak_start_minutes < DAY {
            Ok(Posts { start: peak_start_minutes, group })
        } else {
            Err(Issue::error(Code::OUT_OF_RANGE).with("min", 0).with("max", DAY - 1).into())
        }
    }

    /// Whether a date has peak and intermediate posts.
    pub fn apply_on(date: Date) -> bool {
        !date.is_weekend() && !TARIFF.contains(date)
    }

    /// The post of a minute (0 to 1439) of a date.
    pub fn at(self, date: Date, minute: u32) -> Post {
        if Posts::apply_on(date) { self.on_a_working_day(minute) } else { Post::ForaPonta }
    }

    /// The post of a minute (0 to 1439) of a day on which the posts apply.
    pub fn on_a_working_day(self, minute: u32) -> Post {
        let since_start = (minute + DAY - self.start) % DAY;
        match (since_start, self.group) {
            (0..180, _) => Post::Ponta,
            (180..240 | 1380..1440, TariffGroup::B) => Post::Intermediario,
            _ => Post::ForaPonta,
        }
    }
}
