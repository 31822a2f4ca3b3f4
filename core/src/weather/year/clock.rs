use crate::calendar::{Date, is_leap_year};
use crate::issue::{Code, Error, Issue};
use crate::series::TimeAxis;
use crate::weather::extraterrestrial::spencer;
use crate::weather::position::{day_number, delta_t_on};
use serde::Deserialize;

const DAY_S: i64 = 86_400;

/// What happens to the rows of 29 February.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum LeapDay {
    /// They count like all others.
    #[default]
    Keep,
    /// They are left out.
    Drop,
}

/// Rows of one day in local standard time.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct LocalDay {
    /// Number of the date from 2000-01-01.
    pub number: i64,
    /// First row.
    pub row: usize,
    /// How many rows.
    pub count: usize,
    /// Representative moment of the first row, in seconds from midnight of universal time of the date.
    pub second: f64,
    /// Month, January 0.
    pub month: usize,
    /// Day of the year, January 1st 1.
    pub day_of_year: f64,
    /// Days of the year.
    pub year_days: f64,
    /// Terrestrial less universal time, s.
    pub delta_t_s: f64,
}

/// The local days of a year of rows.
#[derive(Debug, Clone)]
pub(crate) struct YearClock {
    /// The days in the order of the rows.
    pub days: Vec<LocalDay>,
    /// Seconds from row to row.
    pub step_s: f64,
    /// How many rows there are.
    pub rows: usize,
    /// Whether the stamps name moments and no intervals.
    pub instants: bool,
}

impl YearClock {
    /// The days of a series of 365 or 366 whole days. With `month_years` it is a typical year: 365 days from January 1st, the months
    /// of different years and February without its 29th.
    ///
    /// # Errors
    /// `WEATHER_LENGTH` for another number of rows, `TIME_RANGE` for years outside 1800 to 2199, at the fields of a weather.
    pub fn new(axis: &TimeAxis, month_years: Option<&[i32; 12]>, leap: LeapDay) -> Result<YearClock, Error> {
        let step = i64::from(axis.step_s());
        let per_day = usize::try_from(DAY_S / step).unwrap_or(24);
        let whole = |days: usize| axis.count() == per_day * days;
        let typical = month_years.is_some();
        if !(whole(365) || whole(366) && !typical) {
            let least = per_day * 365;
            let issue = Issue::error(Code::WEATHER_LENGTH).at("/ghi_w_m2").with("count", axis.count());
            return Err(issue.with("min", least).with("max", if typical { least } else { per_day * 366 }).into());
        }
        let offset_s = i64::from(axis.offset().seconds());
        // the first representative moment in local time
        let first_s = axis.representative_unix_s(0) + offset_s as f64;
        let first_day = (first_s / DAY_S as f64).floor();
        let mut second = first_s - first_day * DAY_S as f64;
        let mut date = Date::from_unix_day(first_day as i64).ok_or_else(|| time_range("/start"))?;
        let mut days: Vec<LocalDay> = Vec::with_capacity(367);
        let mut row = 0;
        if typical && (date.month_number(), date.day()) != (1, 1) {
            return Err(Issue::error(Code::TYPICAL_YEAR_START).at("/start").into());
        }
        while row < axis.count() {
            let left = ((DAY_S as f64 - second) / step as f64).ceil().max(1.0) as usize;
            let count = left.min(axis.count() - row);
            let month = date.month_number() as usize - 1;
            let real = match month_years.and_then(|years| years.get(month)) {
                Some(year) => {
                    Date::new(*year, date.month_number(), date.day()).ok_or_else(|| time_range("/month_years"))?
                }
                None => date,
            };
            let dropped = leap == LeapDay::Drop && (real.month_number(), real.day()) == (2, 29);
            if !dropped {
                let unix_day = i64::from(real.unix_day());
                days.push(LocalDay {
                    number: day_number(unix_day),
                    row,
                    count,
                    second: second - offset_s as f64,
                    month,
                    day_of_year: f64::from(real.day_of_year()),
                    year_days: if is_leap_year(real.year()) { 366.0 } else { 365.0 },
                    delta_t_s: delta_t_on(unix_day)
                        .map_err(|error| error.within(if typical { "/month_years" } else { "/start" }))?,
                });
            }
            second += count as f64 * step as f64 - DAY_S as f64;
            row += count;
            date = date.add_days(1)?;
            if typical && (date.month_number(), date.day()) == (2, 29) {
                date = date.add_days(1)?;
            }
        }
        let instants = axis.stamp() == crate::series::Stamp::Instant;
        Ok(YearClock { days, step_s: step as f64, rows: axis.count(), instants })
    }

    /// Hours from row to row.
    pub fn step_h(&self) -> f64 {
        self.step_s / 3600.0
    }
}

/// Squares of the mean over the actual distance to the sun on the dates of universal time that a local day touches.
#[derive(Debug, Clone, Copy)]
pub(super) struct DistanceFactors {
    before: f64,
    here: f64,
    after: f64,
}

impl LocalDay {
    /// The factors of the day before, the day and the day after.
    pub(super) fn distance_factors(&self) -> DistanceFactors {
        let (first, last) = (self.day_of_year <= 1.0, self.day_of_year >= self.year_days);
        DistanceFactors {
            before: spencer(if first { 365.0 } else { self.day_of_year - 1.0 }),
            here: spencer(self.day_of_year),
            after: spencer(if last { 1.0 } else { self.day_of_year + 1.0 }),
        }
    }
}

impl DistanceFactors {
    /// The factor at a second from midnight of universal time of the date.
    #[inline(always)]
    pub(super) fn at(&self, second: f64) -> f64 {
        let here = if second < 0.0 { self.before } else { self.here };
        if second < DAY_S as f64 { here } else { self.after }
    }
}

fn time_range(path: &'static str) -> Error {
    Issue::error(Code::TIME_RANGE).at(path).into()
}
