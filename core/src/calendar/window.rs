use super::{Instant, Zone};
use crate::issue::{Code, Error, Issue, Problems};
use chrono::{Datelike, NaiveDate, Weekday};
use serde::{Deserialize, Serialize};

/// A time window as it stands in a request; which fields go with it depends on `kind`.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Window {
    /// `never` (one window that never ends), `fixed`, `rolling` or `calendar`.
    #[cfg_attr(feature = "schema", schemars(extend("enum" = ["never", "fixed", "rolling", "calendar"])))]
    pub kind: String,
    /// `fixed`: the first instant.
    pub from: Option<Instant>,
    /// `fixed`: the first instant after it.
    pub to: Option<Instant>,
    /// `rolling`: its length up to now, above zero.
    #[cfg_attr(feature = "schema", schemars(range(min = 1)))]
    pub seconds: Option<i64>,
    /// `calendar`: `day`, `week`, `month`, `quarter`, `half` or `year`.
    #[cfg_attr(feature = "schema", schemars(extend("enum" = ["day", "week", "month", "quarter", "half", "year", null])))]
    pub unit: Option<String>,
    /// `calendar`: the zone whose local time cuts the units, `America/Sao_Paulo` or `-03:00`.
    pub tz: Option<String>,
    /// `calendar`: the day on which a week begins, `mon` (default) to `sun`.
    #[cfg_attr(feature = "schema", schemars(extend("enum" = ["mon", "tue", "wed", "thu", "fri", "sat", "sun", null])))]
    pub week_start: Option<String>,
    /// `calendar`: the month (1 to 12) on whose first day quarters, halves and years are counted from; 1 by default.
    #[cfg_attr(feature = "schema", schemars(range(min = 1, max = 12)))]
    pub fiscal_start_month: Option<i64>,
}

/// Units of a calendar window.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WindowUnit {
    /// A local day.
    Day,
    /// Seven local days.
    Week,
    /// So many months, counted from the first month of the fiscal year: 1, 3, 6 or 12.
    Months(u8),
}

/// A window that was checked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum WindowRule {
    /// Everything.
    Never,
    /// `[from, to)`.
    Fixed {
        /// The first instant.
        from: Instant,
        /// The first instant after it.
        to: Instant,
    },
    /// `(now − seconds, now]`: what is exactly that old has left.
    Rolling {
        /// Its length.
        seconds: i64,
    },
    /// `[start, end)` of the local unit that contains now.
    Calendar {
        /// The unit.
        unit: WindowUnit,
        /// The zone of local time.
        zone: Zone,
        /// The first day of a week.
        week_start: Weekday,
        /// The first month of the fiscal year, 1 to 12.
        fiscal_start_month: u8,
    },
}

/// Which ends belong to a span.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum Bounds {
    /// There are no ends.
    #[serde(rename = "()")]
    Open,
    /// The start belongs to it, the end does not.
    #[serde(rename = "[)")]
    Start,
    /// The end belongs to it, the start does not.
    #[serde(rename = "(]")]
    End,
}

/// The span of a window at an instant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct WindowSpan {
    /// Its start in UTC; null if it has none.
    pub start: Option<Instant>,
    /// Its end in UTC; null if it has none.
    pub end: Option<Instant>,
    /// Which of both belong to it.
    pub bounds: Bounds,
}

impl WindowSpan {
    /// Whether an instant lies in it.
    pub fn contains(&self, at: Instant) -> bool {
        match self.bounds {
            Bounds::Open => true,
            Bounds::Start => self.start.is_none_or(|start| start <= at) && self.end.is_none_or(|end| at < end),
            Bounds::End => self.start.is_none_or(|start| start < at) && self.end.is_none_or(|end| at <= end),
        }
    }
}

impl Window {
    /// The span of the window at an instant.
    ///
    /// # Errors
    /// Those of [`Window::rule`] and [`WindowRule::span`], at their fields.
    pub fn span(&self, now: Instant) -> Result<WindowSpan, Error> {
        self.rule()?.span(now)
    }

    /// Checks the window.
    ///
    /// # Errors
    /// First `MISSING_FIELD` and `UNKNOWN_FIELD` for fields that its kind needs or does not have, then `WINDOW_INVALID`, then
    /// `TZ_UNKNOWN`.
    pub fn rule(&self) -> Result<WindowRule, Error> {
        self.check_fields()?;
        let invalid = |field: &'static str| Issue::error(Code::WINDOW_INVALID).at(field);
        match (self.kind.as_str(), self.from, self.to, self.seconds) {
            ("never", ..) => Ok(WindowRule::Never),
            ("fixed", Some(from), Some(to), _) if from < to => Ok(WindowRule::Fixed { from, to }),
            ("fixed", ..) => Err(invalid("/to").into()),
            ("rolling", _, _, Some(seconds)) if seconds > 0 => Ok(WindowRule::Rolling { seconds }),
            ("rolling", ..) => Err(invalid("/seconds").into()),
            ("calendar", ..) => self.calendar_rule(),
            _ => Err(invalid("/kind").into()),
        }
    }

    fn calendar_rule(&self) -> Result<WindowRule, Error> {
        let mut problems = Problems::new();
        let mut check = |valid: bool, field: &'static str| {
            problems.require(valid, || Issue::error(Code::WINDOW_INVALID).at(field));
        };
        let unit = match self.unit.as_deref() {
            Some("day") => Some(WindowUnit::Day),
            Some("week") => Some(WindowUnit::Week),
            Some("month") => Some(WindowUnit::Months(1)),
            Some("quarter") => Some(WindowUnit::Months(3)),
            Some("half") => Some(WindowUnit::Months(6)),
            Some("year") => Some(WindowUnit::Months(12)),
            _ => None,
        };
        check(unit.is_some(), "/unit");
        let week_start = match self.week_start.as_deref() {
            None | Some("mon") => Some(Weekday::Mon),
            Some("tue") => Some(Weekday::Tue),
            Some("wed") => Some(Weekday::Wed),
            Some("thu") => Some(Weekday::Thu),
            Some("fri") => Some(Weekday::Fri),
            Some("sat") => Some(Weekday::Sat),
            Some("sun") => Some(Weekday::Sun),
            Some(_) => None,
        };
        check(week_start.is_some(), "/week_start");
        let fiscal = u8::try_from(self.fiscal_start_month.unwrap_or(1)).ok().filter(|month| (1..=12).contains(month));
        check(fiscal.is_some(), "/fiscal_start_month");
        let zone = Zone::parse(self.tz.as_deref().unwrap_or_default()).map_err(|error| error.within("/tz"));
        let zone = problems.take(zone);
        match (unit, zone, week_start, fiscal) {
            (Some(unit), Some(zone), Some(week_start), Some(fiscal_start_month)) => {
                Ok(WindowRule::Calendar { unit, zone, week_start, fiscal_start_month })
            }
            _ => Err(problems.into_error()),
        }
    }

    /// The fields that the window's kind needs are there, those of other kinds are not.
    fn check_fields(&self) -> Result<(), Error> {
        let (needed, allowed): (&[&str], &[&str]) = match self.kind.as_str() {
            "never" => (&[], &[]),
            "fixed" => (&["/from", "/to"], &[]),
            "rolling" => (&["/seconds"], &[]),
            "calendar" => (&["/unit", "/tz"], &["/week_start", "/fiscal_start_month"]),
            _ => return Ok(()),
        };
        let given = [
            ("/from", self.from.is_some()),
            ("/to", self.to.is_some()),
            ("/seconds", self.seconds.is_some()),
            ("/unit", self.unit.is_some()),
            ("/tz", self.tz.is_some()),
            ("/week_start", self.week_start.is_some()),
            ("/fiscal_start_month", self.fiscal_start_month.is_some()),
        ];
        let mut problems = Problems::new();
        for (field, given) in given {
            let needed = needed.contains(&field);
            problems.require(given || !needed, || Issue::error(Code::MISSING_FIELD).at(field));
            problems
                .require(!given || needed || allowed.contains(&field), || Issue::error(Code::UNKNOWN_FIELD).at(field));
        }
        problems.finish()
    }
}

impl WindowRule {
    /// The span of the window at an instant.
    ///
    /// # Errors
    /// `WINDOW_INACTIVE` outside a fixed window; `TZ_HISTORY_UNSUPPORTED` if now or the start lies before 2019-02-17T03:00:00Z
    /// in a named zone; `TIME_RANGE` if an end lies outside the years 0001 to 9999.
    pub fn span(&self, now: Instant) -> Result<WindowSpan, Error> {
        match *self {
            WindowRule::Never => Ok(WindowSpan { start: None, end: None, bounds: Bounds::Open }),
            WindowRule::Fixed { from, to } => {
                let span = WindowSpan { start: Some(from), end: Some(to), bounds: Bounds::Start };
                if span.contains(now) { Ok(span) } else { Err(Issue::error(Code::WINDOW_INACTIVE).into()) }
            }
            WindowRule::Rolling { seconds } => {
                let start = now.add_seconds(seconds.saturating_neg())?;
                Ok(WindowSpan { start: Some(start), end: Some(now), bounds: Bounds::End })
            }
            WindowRule::Calendar { unit, zone, week_start, fiscal_start_month } => {
                let offset = zone.offset_at(now)?;
                let out_of_range = || Issue::error(Code::TIME_RANGE);
                let (first, next) =
                    unit.around(now.local_day(offset), week_start, fiscal_start_month).ok_or_else(out_of_range)?;
                let (start, end) = (Instant::midnight_of(first, offset)?, Instant::midnight_of(next, offset)?);
                zone.offset_at(start)?;
                Ok(WindowSpan { start: Some(start), end: Some(end), bounds: Bounds::Start })
            }
        }
    }
}

impl WindowUnit {
    /// The first local day of the unit around a day, and the first one after it, as Unix days. They may lie in the years 0 and
    /// 10000, whose midnights may be instants in range.
    fn around(self, day: i64, week_start: Weekday, fiscal_start_month: u8) -> Option<(i64, i64)> {
        match self {
            WindowUnit::Day => Some((day, day + 1)),
            WindowUnit::Week => {
                // 1970-01-01 was a Thursday, three days after a Monday.
                let start = day - (day + 3 - i64::from(week_start.num_days_from_monday())).rem_euclid(7);
                Some((start, start + 7))
            }
            WindowUnit::Months(count) => {
                let date = NaiveDate::from_epoch_days(i32::try_from(day).ok()?)?;
                let count = i32::from(count);
                let past = (date.month0().cast_signed() + 1 - i32::from(fiscal_start_month)).rem_euclid(12) % count;
                let start = date.year() * 12 + date.month0().cast_signed() - past;
                Some((first_day(start)?, first_day(start + count)?))
            }
        }
    }
}

/// The Unix day on which a month begins; months are counted from that of January of the year 0.
fn first_day(month: i32) -> Option<i64> {
    let number = month.rem_euclid(12).cast_unsigned() + 1;
    NaiveDate::from_ymd_opt(month.div_euclid(12), number, 1).map(|date| date.to_epoch_days().into())
}
