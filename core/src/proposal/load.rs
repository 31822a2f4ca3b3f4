//! The load of the first year: given by the hour, or a shape scaled to twelve bills.

use super::calendar_year::{CalendarYear, DAY, FirstYear};
use super::load_shape::{DayWeights, LoadShape, WeekWeights};
use crate::Answer;
use crate::calendar::{Date, Month, tariff_holidays};
use crate::issue::{Code, Error, Issue, Problems};
use crate::quantity::Energy;
use crate::tariff::Energies;
use chrono::Weekday;
use serde::{Deserialize, Serialize};

/// How a load is given.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum LoadKind {
    /// One of the typical shapes, scaled to the bills.
    Shape,
    /// A shape of one's own, scaled to the bills.
    Profile,
    /// Energy of every hour.
    Hourly,
}

/// What is consumed.
#[derive(Debug, Clone, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct LoadInput {
    /// How it is given.
    pub kind: LoadKind,
    /// The typical shape; only `shape`.
    pub shape: Option<LoadShape>,
    /// Energy of the twelve bills, January first; `shape` and `profile`.
    pub monthly_kwh: Option<[Energy; 12]>,
    /// Weights of the hours of a working day, 0 to 1,000,000, midnight first; only `profile`.
    pub working_day_factor: Option<[u32; 24]>,
    /// The same of a Saturday; default as on a working day; only `profile`.
    pub saturday_factor: Option<[u32; 24]>,
    /// The same of a Sunday or national holiday; default as on a Saturday; only `profile`.
    pub sunday_factor: Option<[u32; 24]>,
    /// Energy of each hour of a year of 365 days in local time, January first: 8,760 numbers or decimal texts; only `hourly`.
    pub hourly_kwh: Option<Energies>,
}

impl LoadInput {
    /// A typical shape scaled to twelve bills, January first.
    pub fn shape(shape: LoadShape, monthly_kwh: [Energy; 12]) -> Self {
        LoadInput {
            kind: LoadKind::Shape,
            shape: Some(shape),
            monthly_kwh: Some(monthly_kwh),
            working_day_factor: None,
            saturday_factor: None,
            sunday_factor: None,
            hourly_kwh: None,
        }
    }

    /// Energy of every hour of a year of 365 days, January first.
    pub fn hourly(hourly_kwh: Energies) -> Self {
        LoadInput {
            kind: LoadKind::Hourly,
            shape: None,
            monthly_kwh: None,
            working_day_factor: None,
            saturday_factor: None,
            sunday_factor: None,
            hourly_kwh: Some(hourly_kwh),
        }
    }

    /// The load of the first year of a project.
    ///
    /// # Errors
    /// `MISSING_FIELD` and `UNKNOWN_FIELD` for what the kind needs and does not take, `BAD_LENGTH`, `OUT_OF_RANGE` for weights,
    /// `NO_CONSUMPTION`, `OVERFLOW`; by pointers into the load.
    pub(super) fn resolve(&self, year: FirstYear) -> Result<Load, Error> {
        self.check_members()?;
        let missing = |place: &'static str| Error::from(Issue::error(Code::MISSING_FIELD).at(place));
        let load = match self.kind {
            LoadKind::Hourly => {
                let given = self.hourly_kwh.as_ref().ok_or_else(|| missing("/hourly_kwh"))?;
                if !given.fits() {
                    return Err(Issue::error(Code::OVERFLOW).at("/hourly_kwh").into());
                }
                let whole = CalendarYear::new(given.milli().to_vec()).map_err(|error| error.within("/hourly_kwh"))?;
                Load { total: whole.total(), hours: whole.on(year.dates()) }
            }
            LoadKind::Shape => {
                let shape = self.shape.ok_or_else(|| missing("/shape"))?;
                self.scaled(&shape.weights(), year)?
            }
            LoadKind::Profile => {
                let working_day = self.working_day_factor.ok_or_else(|| missing("/working_day_factor"))?;
                let saturday = self.saturday_factor.unwrap_or(working_day);
                let sunday = self.sunday_factor.unwrap_or(saturday);
                let mut problems = Problems::new();
                for (place, weights) in [
                    ("/working_day_factor", &working_day),
                    ("/saturday_factor", &saturday),
                    ("/sunday_factor", &sunday),
                ] {
                    let fits =
                        weights.iter().all(|weight| *weight <= MOST_WEIGHT) && weights.iter().any(|weight| *weight > 0);
                    problems.require(fits, || {
                        Issue::error(Code::OUT_OF_RANGE).at(place).with("min", 0).with("max", MOST_WEIGHT)
                    });
                }
                problems.finish()?;
                self.scaled(&WeekWeights { working_day, saturday, sunday }, year)?
            }
        };
        if load.total > 0 { Ok(load) } else { Err(Issue::error(Code::NO_CONSUMPTION).into()) }
    }

    fn check_members(&self) -> Result<(), Error> {
        let (shape, profile, hourly) =
            (self.kind == LoadKind::Shape, self.kind == LoadKind::Profile, self.kind == LoadKind::Hourly);
        let mut problems = Problems::new();
        for (place, given, needed, taken) in [
            ("/shape", self.shape.is_some(), shape, shape),
            ("/monthly_kwh", self.monthly_kwh.is_some(), !hourly, !hourly),
            ("/working_day_factor", self.working_day_factor.is_some(), profile, profile),
            ("/saturday_factor", self.saturday_factor.is_some(), false, profile),
            ("/sunday_factor", self.sunday_factor.is_some(), false, profile),
            ("/hourly_kwh", self.hourly_kwh.is_some(), hourly, hourly),
        ] {
            problems.require(given || !needed, || Issue::error(Code::MISSING_FIELD).at(place));
            problems.require(!given || taken, || Issue::error(Code::UNKNOWN_FIELD).at(place));
        }
        problems.finish()
    }

    fn scaled(&self, weights: &WeekWeights, year: FirstYear) -> Result<Load, Error> {
        let bills = self.monthly_kwh.ok_or_else(|| Issue::error(Code::MISSING_FIELD).at("/monthly_kwh"))?;
        let bills = Energies::from_kwh(&bills.map(Energy::get)).map_err(|error| error.within("/monthly_kwh"))?;
        let mut calendar = Calendar::default();
        let mut hours = Vec::with_capacity(366 * DAY);
        for month in year.first.month().until(year.end.month()) {
            let days: Vec<&DayWeights> = month.dates().map(|date| calendar.pick(date, weights)).collect();
            let position = usize::try_from(month.number()).unwrap_or(1) - 1;
            let energy = bills.milli().get(position).copied().unwrap_or(0);
            spread(energy, &days, &mut hours);
        }
        Ok(Load { total: bills.milli().iter().sum(), hours })
    }
}

const MOST_WEIGHT: u32 = 1_000_000;

/// A load on the grid of 1 mWh.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Load {
    /// Of each hour of the first year.
    pub hours: Vec<i64>,
    /// Of a year of 365 days.
    pub total: i64,
}

/// Kinds of days, with the holidays of a year.
#[derive(Debug, Default)]
struct Calendar {
    year: Option<i32>,
    holidays: Vec<Date>,
}

impl Calendar {
    fn pick<'a>(&mut self, date: Date, weights: &'a WeekWeights) -> &'a DayWeights {
        if self.year != Some(date.year()) {
            self.year = Some(date.year());
            self.holidays = tariff_holidays(date.year()).into_iter().map(|holiday| holiday.date).collect();
        }
        match date.weekday() {
            Weekday::Sun => &weights.sunday,
            _ if self.holidays.contains(&date) => &weights.sunday,
            Weekday::Sat => &weights.saturday,
            _ => &weights.working_day,
        }
    }
}

/// Spreads energy over hours by weight: the sum up to each hour is rounded down, so that all of it is the energy exactly.
fn spread(energy: i64, days: &[&DayWeights], hours: &mut Vec<i64>) {
    let weights = || days.iter().flat_map(|day| day.iter()).map(|weight| i128::from(*weight));
    let all: i128 = weights().sum();
    if all == 0 {
        hours.extend(weights().map(|_| 0));
        return;
    }
    let (mut weight, mut done) = (0_i128, 0_i64);
    let small = i64::try_from(all).ok().filter(|all| energy.checked_mul(*all).is_some());
    for hour in weights() {
        weight += hour;
        let upto = match small {
            Some(all) => energy * i64::try_from(weight).unwrap_or(all) / all,
            // At most 10^18 times 744 times 10^6; the quotient is at most the energy.
            None => i64::try_from(i128::from(energy) * weight / all).unwrap_or(energy),
        };
        hours.push(upto - done);
        done = upto;
    }
}

/// A shape and its bills.
#[derive(Debug, Clone, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct ShapeLoadRequest {
    /// First month of the twelve.
    pub start_month: Month,
    /// The load.
    pub load: LoadInput,
}

/// A load by the hour.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct ShapedLoad {
    /// Energy of each hour of twelve months, in local time: each a whole number of mWh.
    pub hourly_kwh: Vec<f64>,
    /// Mean power of each hour of the day by month, in the order of the months, kW.
    pub mean_days_kw: Vec<[f64; 24]>,
    /// Energy of a year of 365 days.
    pub annual_kwh: f64,
}

/// Spread twelve bills over the hours of a year by a typical shape (*curva de carga*), or place hours that are given.
///
/// Each month's hours add up to its bill exactly. Shapes are drawings of the project, not measurements.
///
/// # Errors
/// Under `/load`: `MISSING_FIELD`, `UNKNOWN_FIELD`, `BAD_LENGTH`, `OUT_OF_RANGE`, `NO_CONSUMPTION`, `OVERFLOW`; `DATE_RANGE`.
pub fn shape_load(request: ShapeLoadRequest) -> Result<Answer<ShapedLoad>, Error> {
    let year = FirstYear::new(request.start_month)?;
    let load = request.load.resolve(year).map_err(|error| error.within("/load"))?;
    Ok(Answer::new(ShapedLoad {
        mean_days_kw: mean_days(&load.hours, year),
        annual_kwh: load.total as f64 / 1e6,
        hourly_kwh: load.hours.iter().map(|milli| *milli as f64 / 1e6).collect(),
    }))
}

/// Mean power of each hour of the day by month, in the order of the months, kW.
pub(super) fn mean_days(hours: &[i64], year: FirstYear) -> Vec<[f64; DAY]> {
    let mut from = 0;
    let months = year.first.month().until(year.end.month());
    months
        .map(|month| {
            let count = usize::try_from(month.days()).unwrap_or(0) * DAY;
            let rows = hours.get(from..from + count).unwrap_or_default();
            from += count;
            super::calendar_year::mean_day(rows)
        })
        .collect()
}
