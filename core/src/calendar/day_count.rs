use super::{BankCalendar, Date, is_leap_year};
use crate::issue::{Code, Error, Issue, Param};
use crate::quantity::refuse;
use serde::{Deserialize, Deserializer, Serialize};

/// A day count convention: which share of a year lies between two dates.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum DayCount {
    /// Days over 365, in leap years too; the count of the CET.
    #[serde(rename = "act_365")]
    Act365,
    /// Days over 360.
    #[serde(rename = "act_360")]
    Act360,
    /// Days in leap years over 366 plus the other days over 365 (ISDA).
    ActActIsda,
    /// Months of 30 days, European: the 31st counts as the 30th.
    #[serde(rename = "30e_360")]
    European30,
    /// Months of 30 days, bond basis: an end on the 31st counts as the 30th only if the start is the 30th or 31st.
    #[serde(rename = "30u_360")]
    Bond30,
    /// Business days over 252.
    #[serde(rename = "bus_252")]
    Bus252,
}

impl DayCount {
    const NAMES: [(&'static str, DayCount); 6] = [
        ("act_365", DayCount::Act365),
        ("act_360", DayCount::Act360),
        ("act_act_isda", DayCount::ActActIsda),
        ("30e_360", DayCount::European30),
        ("30u_360", DayCount::Bond30),
        ("bus_252", DayCount::Bus252),
    ];

    /// The share of a year between two dates, `start` included and `end` not.
    ///
    /// # Errors
    /// `CALENDAR_OUT_OF_RANGE`, only for `bus_252`.
    pub fn between(self, start: Date, end: Date, calendar: &BankCalendar) -> Result<YearFraction, Error> {
        let days = start.days_until(end);
        let (numerator, denominator) = match self {
            DayCount::Act365 => (days, 365),
            DayCount::Act360 => (days, 360),
            DayCount::ActActIsda => {
                let leap = leap_days_before(end) - leap_days_before(start);
                (365 * leap + 366 * (days - leap), 365 * 366)
            }
            DayCount::European30 => (days_30e(start, end), 360),
            DayCount::Bond30 => (days_30u(start, end), 360),
            DayCount::Bus252 => (calendar.business_days(start, end)?.into(), 252),
        };
        Ok(YearFraction { numerator, denominator })
    }
}

impl<'de> Deserialize<'de> for DayCount {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        convention(deserializer, &DayCount::NAMES)
    }
}

/// Reads the name of a convention; another word is `BAD_CONVENTION`.
pub(super) fn convention<'de, D: Deserializer<'de>, T: Copy>(
    deserializer: D,
    names: &[(&'static str, T)],
) -> Result<T, D::Error> {
    let name = std::borrow::Cow::<str>::deserialize(deserializer)?;
    let known = names.iter().find(|(known, _)| *known == name);
    known.map(|(_, convention)| *convention).ok_or_else(|| {
        let mut issue = Issue::error(Code::BAD_CONVENTION);
        issue.params.insert("expected", Param::Words(names.iter().map(|(name, _)| (*name).into()).collect()));
        refuse(issue.into())
    })
}

/// A share of years as an exact ratio.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct YearFraction {
    /// Days, or days weighted by the length of the other kind of year.
    pub numerator: i64,
    /// 252, 360, 365 or 365 · 366.
    pub denominator: i64,
}

/// Days that lie in leap years from 0001-01-01 up to, and without, a date.
fn leap_days_before(date: Date) -> i64 {
    let year = date.year();
    let past = year - 1;
    let leap_years = past / 4 - past / 100 + past / 400;
    let this_year = if is_leap_year(year) { i64::from(date.day_of_year()) - 1 } else { 0 };
    i64::from(leap_years) * 366 + this_year
}

/// Days between two dates by European months of 30 days, the count of `compound_30e_30`.
pub fn days_30e(start: Date, end: Date) -> i64 {
    months_of_30(start, end) + i64::from(end.day().min(30)) - i64::from(start.day().min(30))
}

fn days_30u(start: Date, end: Date) -> i64 {
    let first = start.day().min(30);
    let last = if end.day() == 31 && first == 30 { 30 } else { end.day() };
    months_of_30(start, end) + i64::from(last) - i64::from(first)
}

fn months_of_30(start: Date, end: Date) -> i64 {
    30 * i64::from(start.month().months_until(end.month()))
}
