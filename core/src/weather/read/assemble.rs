use crate::calendar::{Date, Instant, Offset, days_in_month, is_leap_year};
use crate::issue::{Code, Error, Issue};
use crate::series::{Samples, Stamp};

/// Common year that a typical year is given where the rows' own years do not order it.
const COMMON_YEAR: i32 = 2019;
const DAY_S: i32 = 86_400;

/// A row of a file.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct FileRow {
    /// Line, counted from one.
    pub line: usize,
    /// Year of the row.
    pub year: i32,
    /// Month, 1 to 12.
    pub month: i32,
    /// Day of the month.
    pub day: i32,
    /// Stamp, seconds from local midnight.
    pub second: i32,
    /// Global, direct, diffuse irradiance (W/m²), temperature (°C), wind (m/s), pressure (Pa).
    pub values: [Option<f64>; 6],
}

/// What a reader finds in a file.
#[derive(Debug, Clone, Default)]
pub(crate) struct File {
    /// Latitude and longitude, degrees.
    pub latitude: f64,
    /// As `latitude`.
    pub longitude: f64,
    /// Altitude, m.
    pub altitude_m: f64,
    /// Standard time less universal time, h.
    pub utc_offset_h: f64,
    /// The rows.
    pub rows: Vec<FileRow>,
    /// What the stamps mean; open where it is none.
    pub stamp: Option<Stamp>,
    /// Seconds from row to row.
    pub step_s: i32,
    /// Seconds by which the moments lie behind the stamps.
    pub late_s: i32,
}

/// A year of rows.
#[derive(Debug, Clone)]
pub(crate) struct Assembled {
    pub start: Instant,
    pub step_s: u32,
    pub stamp: Stamp,
    pub month_years: Option<[i32; 12]>,
    /// Global, direct, diffuse irradiance, temperature, wind, pressure.
    pub columns: [Samples; 6],
}

/// Puts the rows of a file together; `stamp` is the caller's word on what the stamps mean.
///
/// # Errors
/// `WEATHER_LENGTH`, `WEATHER_ROW_ORDER` with the line, `AMBIGUOUS_TIMESTAMP`, `WEATHER_SYNTAX`, `FIELDS_EXCLUDE_EACH_OTHER` for a word
/// against the format.
pub(crate) fn assemble(file: &File, offset: Offset, stamp: Option<Stamp>) -> Result<Assembled, Error> {
    let stamp = match (file.stamp, stamp) {
        (Some(known), None) => known,
        (Some(known), Some(given)) if known == given => known,
        (Some(_), Some(_)) => return Err(Issue::error(Code::FIELDS_EXCLUDE_EACH_OTHER).at("/stamp").into()),
        (None, Some(given)) => given,
        (None, None) => return Err(Issue::error(Code::AMBIGUOUS_TIMESTAMP).at("/stamp").into()),
    };
    let step = file.step_s;
    if !(60..=3600).contains(&step) || DAY_S % step != 0 {
        return Err(Issue::error(Code::STEP_DIVIDES_NO_DAY).at("/text").into());
    }
    let per_day = usize::try_from(DAY_S / step).unwrap_or(24);
    let (short, long) = (per_day * 365, per_day * 366);
    let count = file.rows.len();
    if count != short && count != long {
        let issue = Issue::error(Code::WEATHER_LENGTH).at("/text").with("count", count);
        return Err(issue.with("min", short).with("max", long).into());
    }
    let leap = count == long;
    let first = file.rows.first().map_or(0, |row| row.second);
    let mut years: [Option<i32>; 12] = [None; 12];
    let (mut month, mut day, mut at) = (1_i32, 1_i32, 0_i32);
    for row in &file.rows {
        let expected = (month, day, first + at * step);
        if (row.month, row.day, row.second) != expected {
            return Err(Issue::error(Code::WEATHER_ROW_ORDER).at("/text").with("line", row.line).into());
        }
        // a month of two years takes that of most of its rows, the first ones
        if let Some(year) = usize::try_from(month - 1).ok().and_then(|month| years.get_mut(month)) {
            year.get_or_insert(row.year);
        }
        at += 1;
        if at == DAY_S / step {
            (day, at) = (day + 1, 0);
            let year = if leap { 2020 } else { COMMON_YEAR };
            let length = days_in_month(year, u32::try_from(month).unwrap_or(1));
            if day > i32::try_from(length).unwrap_or(31) {
                (month, day) = (month + 1, 1);
            }
        }
    }
    let years: [i32; 12] = years.map(|year| year.unwrap_or(COMMON_YEAR));
    let [january, rest @ ..] = &years;
    let same = rest.iter().all(|year| year == january);
    // a common year that the calendar says has 366 days is a typical one too
    let typical = !same || (!leap && is_leap_year(*january));
    let year = if typical { COMMON_YEAR } else { *january };
    if leap && !is_leap_year(year) {
        return Err(Issue::error(Code::WEATHER_LENGTH)
            .at("/text")
            .with("count", count)
            .with("min", short)
            .with("max", short)
            .into());
    }
    let midnight = Date::new(year, 1, 1).and_then(|date| Instant::midnight(date, offset).ok());
    let start = midnight.and_then(|midnight| midnight.add_seconds(i64::from(first + file.late_s)).ok());
    let column = |at: usize| Samples::with_gaps(file.rows.iter().map(|row| row.values.get(at).copied().flatten()));
    Ok(Assembled {
        start: start.ok_or_else(|| Error::from(Issue::error(Code::TIME_RANGE).at("/text")))?,
        step_s: step as u32,
        stamp,
        month_years: typical.then_some(years),
        columns: [column(0)?, column(1)?, column(2)?, column(3)?, column(4)?, column(5)?],
    })
}
