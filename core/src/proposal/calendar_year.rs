//! Energy by the hours of a year of 365 days, and of the first year of a project.

use crate::calendar::{Date, Month, days_in_month};
use crate::issue::{Code, Error, Issue};

/// Hours of a year of 365 days.
pub(super) const HOURS: usize = 8760;
/// Hours of a day.
pub(super) const DAY: usize = 24;

/// Energy of each hour of a year of 365 days, January first, on the grid of 1 mWh.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct CalendarYear(Vec<i64>);

impl CalendarYear {
    /// A year of hours that are all there.
    ///
    /// # Errors
    /// `BAD_LENGTH`.
    pub fn new(milli: Vec<i64>) -> Result<Self, Error> {
        if milli.len() == HOURS {
            return Ok(CalendarYear(milli));
        }
        Err(Issue::error(Code::BAD_LENGTH).with("min", HOURS).with("max", HOURS).into())
    }

    /// Energy in kWh as floats, rounded half to even to 1 mWh; less than nothing counts as nothing.
    ///
    /// # Errors
    /// `OVERFLOW`, `BAD_LENGTH`.
    pub fn of_kwh(kwh: &[f64]) -> Result<Self, Error> {
        let positive: Vec<f64> = kwh.iter().map(|kwh| if *kwh > 0.0 { *kwh } else { 0.0 }).collect();
        CalendarYear::new(crate::tariff::Energies::from_kwh(&positive)?.milli().to_vec())
    }

    /// The mean days of the months, repeated on each of their days.
    ///
    /// # Errors
    /// `OVERFLOW`, `BAD_LENGTH` for another number of hours than twelve times twenty-four.
    pub fn of_mean_days(kwh: &[f64]) -> Result<Self, Error> {
        let mut year = Vec::with_capacity(HOURS);
        for (month, hours) in (1_u32..).zip(kwh.chunks(DAY)) {
            for _ in 0..days(month) {
                year.extend_from_slice(hours);
            }
        }
        CalendarYear::of_kwh(&year)
    }

    /// Energy of twelve months on the grid, spread over equal days of the shape of each month; each month keeps its energy exactly.
    ///
    /// # Errors
    /// `BAD_LENGTH` for another number of months or hours of shapes.
    pub fn of_months(energy: &[i64], shapes: &[f64]) -> Result<Self, Error> {
        let mut year = Vec::with_capacity(HOURS);
        for (month, (energy, shape)) in (1_u32..).zip(energy.iter().zip(shapes.chunks(DAY))) {
            let (days, all) = (days(month), shape.iter().sum::<f64>());
            let mut done = 0;
            for day in 0..days {
                let mut sum = 0.0;
                for share in shape {
                    sum += share;
                    let part = (day as f64 + sum / all) / days as f64;
                    // Energy of a month is far below 2^53 units, and the part is at most one.
                    let upto = ((*energy as f64 * part).floor() as i64).clamp(done, *energy);
                    year.push(upto - done);
                    done = upto;
                }
            }
            if let Some(last) = year.last_mut() {
                *last += energy - done;
            }
        }
        CalendarYear::new(year)
    }

    /// All of it.
    pub fn total(&self) -> i64 {
        self.0.iter().sum()
    }

    /// Energy of each month, January first, kWh.
    pub fn monthly_kwh(&self) -> [f64; 12] {
        let mut months = [0.0; 12];
        let mut from = 0;
        for (month, slot) in (1_u32..).zip(&mut months) {
            let count = days(month) * DAY;
            *slot = self.0.iter().skip(from).take(count).sum::<i64>() as f64 / 1e6;
            from += count;
        }
        months
    }

    /// The hours of some dates; 29 February repeats the day before.
    pub fn on(&self, dates: impl Iterator<Item = Date>) -> Vec<i64> {
        let mut hours = Vec::with_capacity(366 * DAY);
        for date in dates {
            let first = day_of_365(date) * DAY;
            hours.extend_from_slice(self.0.get(first..first + DAY).unwrap_or_default());
        }
        hours
    }
}

/// Mean power of each hour of the day over whole days, kW.
pub(super) fn mean_day(milli: &[i64]) -> [f64; DAY] {
    let mut sums = [0_i64; DAY];
    for day in milli.chunks(DAY) {
        for (sum, energy) in sums.iter_mut().zip(day) {
            *sum += energy;
        }
    }
    let days = (milli.len() / DAY).max(1) as f64;
    sums.map(|sum| sum as f64 / 1e6 / days)
}

fn days(month: u32) -> usize {
    // A year without 29 February.
    usize::try_from(days_in_month(2025, month)).unwrap_or(0)
}

/// Number of a date in a year of 365 days, from 0; 29 February is the day before.
pub(super) fn day_of_365(date: Date) -> usize {
    let before = (1..date.month_number()).map(days).sum::<usize>();
    let day = usize::try_from(date.day()).unwrap_or(1).min(days(date.month_number()));
    before + day - 1
}

/// The first twelve months of a project.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct FirstYear {
    pub first: Date,
    /// The day after its last one.
    pub end: Date,
}

impl FirstYear {
    /// The year that begins with a month.
    ///
    /// # Errors
    /// `DATE_RANGE`.
    pub fn new(start: Month) -> Result<Self, Error> {
        let first = start.day(1).ok_or_else(|| Issue::error(Code::DATE_RANGE).at("/start_month"))?;
        Ok(FirstYear { first, end: first.add_months(12)? })
    }

    /// Its days.
    pub fn dates(self) -> impl Iterator<Item = Date> {
        self.first.until(self.end)
    }
}
