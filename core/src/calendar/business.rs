//! Business days of banks: a table of bits and prefix counts, built when the library is compiled.

use super::Date;
use super::holiday::BANK;
use crate::issue::{Code, Error, Issue, Problems};
use serde::{Deserialize, Deserializer, Serialize};
use std::ops::RangeInclusive;

/// Years of the bank calendar.
pub(super) const YEARS: RangeInclusive<i32> = 2000..=2199;
/// Unix day of 2000-01-01, a Saturday.
const FIRST: i32 = 10_957;
/// Days from 2000-01-01 to 2199-12-31.
const DAYS: i32 = 73_049;
const WORDS: usize = 1142;

/// One bit a day, set on business days, and the number of business days before each word: 11 kB.
struct Table {
    bits: [u64; WORDS],
    before: [u16; WORDS],
}

static TABLE: Table = build();

#[expect(clippy::indexing_slicing, reason = "evaluated by the compiler, which refuses a wrong index")]
const fn build() -> Table {
    let mut table = Table { bits: [u64::MAX; WORDS], before: [0; WORDS] };
    let mut weekend = 0;
    while weekend < DAYS {
        // Saturdays are the days 0, 7, 14, ..
        clear(&mut table.bits, weekend);
        clear(&mut table.bits, weekend + 1);
        weekend += 7;
    }
    let mut year = *YEARS.start();
    while year <= *YEARS.end() {
        let mut index = 0;
        while index < BANK.len() {
            if let Some(day) = BANK.unix_day(index, year) {
                clear(&mut table.bits, day - FIRST);
            }
            index += 1;
        }
        year += 1;
    }
    // Days after the last one are no days.
    table.bits[WORDS - 1] &= (1 << (DAYS % 64)) - 1;
    let mut word = 1;
    while word < WORDS {
        table.before[word] = table.before[word - 1] + table.bits[word - 1].count_ones() as u16;
        word += 1;
    }
    table
}

#[expect(clippy::indexing_slicing, reason = "evaluated by the compiler, which refuses a wrong index")]
const fn clear(bits: &mut [u64; WORDS], day: i32) {
    bits[(day / 64) as usize] &= !(1 << (day % 64));
}

/// The word of a day of the table and the position in it.
fn split(day: i32) -> Option<(usize, u32)> {
    let day = u32::try_from(day).ok()?;
    Some((usize::try_from(day / 64).ok()?, day % 64))
}

/// Whether a day of the national calendar is a business day.
fn is_national(day: i32) -> bool {
    split(day).and_then(|(word, bit)| TABLE.bits.get(word).map(|bits| bits >> bit & 1 == 1)).unwrap_or(false)
}

/// Business days of the national calendar before a day, 0 to [`DAYS`].
fn national_before(day: i32) -> i32 {
    let found = split(day).and_then(|(word, bit)| {
        let bits = TABLE.bits.get(word)? & ((1 << bit) - 1);
        Some(i32::from(*TABLE.before.get(word)?) + bits.count_ones().cast_signed())
    });
    found.unwrap_or(0)
}

/// How a payment date is moved off a day without business.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Adjustment {
    /// Not at all.
    #[default]
    None,
    /// To the next business day.
    Following,
    /// To the next business day, or the one before if that is in another month.
    ModifiedFollowing,
    /// To the business day before.
    Preceding,
    /// To the business day before, or the next one if that is in another month.
    ModifiedPreceding,
}

impl Adjustment {
    const NAMES: [(&'static str, Adjustment); 5] = [
        ("none", Adjustment::None),
        ("following", Adjustment::Following),
        ("modified_following", Adjustment::ModifiedFollowing),
        ("preceding", Adjustment::Preceding),
        ("modified_preceding", Adjustment::ModifiedPreceding),
    ];
}

impl<'de> Deserialize<'de> for Adjustment {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        super::day_count::convention(deserializer, &Adjustment::NAMES)
    }
}

/// Days by which a calendar differs from the national bank calendar: holidays of a state, a city or a contract.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct CalendarChanges {
    /// Dates that are holidays besides the national ones.
    #[serde(default, deserialize_with = "null_is_empty")]
    pub added: Vec<Date>,
    /// Dates of national holidays that are no holidays here. Saturdays and Sundays stay without business.
    #[serde(default, deserialize_with = "null_is_empty")]
    pub removed: Vec<Date>,
}

fn null_is_empty<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<Date>, D::Error> {
    Option::<Vec<Date>>::deserialize(deserializer).map(Option::unwrap_or_default)
}

/// A calendar of business days: the national bank holidays of Brazil, with dates added or removed.
///
/// Non-business days are Saturdays, Sundays and the holidays of [`bank_holidays`](super::bank_holidays); Ash Wednesday,
/// 24 and 31 December are business days. It runs from 2000-01-01 to 2199-12-31: a query that has to look at a day outside is
/// `CALENDAR_OUT_OF_RANGE`. A count takes constant time, plus a search among the added and removed dates.
///
/// ```
/// use coaraci::calendar::{BankCalendar, Date};
/// let (start, end): (Date, Date) = ("2012-01-03".parse()?, "2015-05-15".parse()?);
/// // The number that Tesouro Nacional prints in its pricing example of Tesouro IPCA+.
/// assert_eq!(BankCalendar::national().business_days(start, end)?, 846);
/// # Ok::<(), coaraci::issue::Error>(())
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct BankCalendar {
    /// National business days that are holidays here; sorted days of the table.
    added: Vec<i32>,
    /// National holidays from Monday to Friday that are business days here; sorted days of the table.
    removed: Vec<i32>,
}

impl BankCalendar {
    /// The national calendar.
    pub const fn national() -> Self {
        BankCalendar { added: Vec::new(), removed: Vec::new() }
    }

    /// The national calendar with changes.
    ///
    /// # Errors
    /// `HOLIDAY_CONFLICT` at each added date that is removed as well.
    pub fn new(changes: &CalendarChanges) -> Result<Self, Error> {
        let sorted = |dates: &[Date]| {
            let mut days: Vec<i32> = dates.iter().map(|date| date.unix_day() - FIRST).collect();
            days.sort_unstable();
            days.dedup();
            days
        };
        let (mut added, mut removed) = (sorted(&changes.added), sorted(&changes.removed));
        let mut problems = Problems::new();
        for (index, date) in changes.added.iter().enumerate() {
            let conflict = removed.binary_search(&(date.unix_day() - FIRST)).is_ok();
            problems.require(!conflict, || {
                let place = crate::issue::Pointer::from("/added").index(index);
                Issue::error(Code::HOLIDAY_CONFLICT).at(place)
            });
        }
        problems.finish()?;
        added.retain(|day| is_national(*day));
        removed.retain(|day| (0..DAYS).contains(day) && !is_national(*day) && day % 7 > 1);
        Ok(BankCalendar { added, removed })
    }

    /// Whether a date is a business day (*dia útil*).
    ///
    /// # Errors
    /// `CALENDAR_OUT_OF_RANGE`.
    pub fn is_business_day(&self, date: Date) -> Result<bool, Error> {
        let day = date.unix_day() - FIRST;
        if (0..DAYS).contains(&day) { Ok(self.is_business(day)) } else { Err(out_of_range()) }
    }

    /// Business days from `start` up to, and without, `end`; negative if `end` is earlier.
    ///
    /// # Errors
    /// `CALENDAR_OUT_OF_RANGE`.
    pub fn business_days(&self, start: Date, end: Date) -> Result<i32, Error> {
        let (from, to) = (start.unix_day() - FIRST, end.unix_day() - FIRST);
        let known = 0..=DAYS;
        if from == to {
            Ok(0)
        } else if known.contains(&from) && known.contains(&to) {
            Ok(self.before(to) - self.before(from))
        } else {
            Err(out_of_range())
        }
    }

    /// The n-th business day after a date, or before it if `count` is negative; zero leaves the date as it is.
    ///
    /// # Errors
    /// `CALENDAR_OUT_OF_RANGE`.
    pub fn add_business_days(&self, date: Date, count: i64) -> Result<Date, Error> {
        if count == 0 {
            return Ok(date);
        }
        let day = date.unix_day() - FIRST;
        // The first day that is looked at, and how many business days come before the wanted one.
        let (first, before) = if count > 0 {
            (day.checked_add(1), i64::from(self.before(day.saturating_add(1).clamp(0, DAYS))).checked_add(count - 1))
        } else {
            (day.checked_sub(1), i64::from(self.before(day.clamp(0, DAYS))).checked_add(count))
        };
        let looked = first.is_some_and(|first| (0..DAYS).contains(&first));
        let wanted = before.filter(|_| looked).and_then(|before| i32::try_from(before).ok());
        wanted.and_then(|before| self.nth(before)).and_then(date_of).ok_or_else(out_of_range)
    }

    /// The date on which a payment of a contractual date is due.
    ///
    /// # Errors
    /// `CALENDAR_OUT_OF_RANGE`.
    pub fn adjust(&self, date: Date, adjustment: Adjustment) -> Result<Date, Error> {
        if adjustment == Adjustment::None || self.is_business_day(date)? {
            return Ok(date);
        }
        let count = match adjustment {
            Adjustment::None => 0,
            Adjustment::Following => 1,
            Adjustment::Preceding => -1,
            Adjustment::ModifiedFollowing if self.any_until_end(date) => 1,
            Adjustment::ModifiedFollowing => -1,
            Adjustment::ModifiedPreceding if self.any_since_start(date) => -1,
            Adjustment::ModifiedPreceding => 1,
        };
        self.add_business_days(date, count)
    }

    /// Whether the rest of a month that begins with a date has a business day.
    fn any_until_end(&self, date: Date) -> bool {
        let day = date.unix_day() - FIRST;
        let left = date.month().days().cast_signed() - date.day().cast_signed();
        self.before(day + left + 1) > self.before(day)
    }

    /// Whether a month has a business day before a date in it.
    fn any_since_start(&self, date: Date) -> bool {
        let day = date.unix_day() - FIRST;
        self.before(day) > self.before(day + 1 - date.day().cast_signed())
    }

    fn is_business(&self, day: i32) -> bool {
        match is_national(day) {
            true => self.added.binary_search(&day).is_err(),
            false => self.removed.binary_search(&day).is_ok(),
        }
    }

    /// Business days before a day of the table, 0 to [`DAYS`].
    fn before(&self, day: i32) -> i32 {
        let earlier = |days: &[i32]| i32::try_from(days.partition_point(|known| *known < day)).unwrap_or(0);
        national_before(day) - earlier(&self.added) + earlier(&self.removed)
    }

    /// The business day that has exactly so many before it.
    fn nth(&self, before: i32) -> Option<i32> {
        if !(0..self.before(DAYS)).contains(&before) {
            return None;
        }
        // The last day with at most `before` business days in front of it is the one.
        let (mut low, mut high) = (0, DAYS);
        while low + 1 < high {
            let middle = low.midpoint(high);
            if self.before(middle) <= before { low = middle } else { high = middle }
        }
        Some(low)
    }
}

fn date_of(day: i32) -> Option<Date> {
    Date::from_unix_day((day + FIRST).into())
}

fn out_of_range() -> Error {
    Issue::error(Code::CALENDAR_OUT_OF_RANGE).into()
}
