//! Rates of other markets: time of use, tiers, demand with ratchets, and four ways to treat what is exported (tariff section 12).
//!
//! Intervals are summed over runs that share month and periods; inside a run every kWh meets the same tiers, so that a sum over a
//! run divided at a tier is the same as each interval divided there.

use super::exact::Exact;
use crate::calendar::{Date, Month};
use crate::issue::{Code, Error, Issue, Pointer, Problems};
use crate::money::Dec;
use serde::{Deserialize, Serialize};

/// What a tier's limit counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum TierBasis {
    /// All import of the month, over all periods.
    #[default]
    Total,
    /// The import of each period by itself.
    Period,
}

/// How import and export meet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Metering {
    /// Each interval's net import is bought and its net export sold.
    #[default]
    NetBilling,
    /// Import less export of the month, period by period; what is left of export is kept in kWh.
    NetMetering,
    /// All load is bought and all generation sold.
    BuyAllSellAll,
}

/// One tier of a period, from the limit of the tier before up to its own.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Tier {
    /// Energy of the month at which it ends; absent, and only absent, in the last tier.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub up_to_kwh: Option<Dec<6>>,
    /// Price of a kWh, in the currency of the rate.
    pub rate_per_kwh: Dec,
    /// Added to the price, default 0.
    #[serde(default)]
    pub adjustment_per_kwh: Dec,
    /// Price of an exported kWh, default 0; only that of a period's first tier is read.
    #[serde(default)]
    pub sell_per_kwh: Dec,
}

/// Prices of energy by period and tier.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct EnergyPrices {
    /// Period of each hour of a weekday: 12 months of 24 hours.
    pub weekday_period_index: Vec<Vec<u32>>,
    /// Period of each hour of Saturdays, Sundays and holidays.
    pub weekend_period_index: Vec<Vec<u32>>,
    /// The tiers of each period.
    pub periods: Vec<Vec<Tier>>,
    /// What a tier's limit counts, default all import.
    #[serde(default)]
    pub tier_basis: TierBasis,
}

/// Prices of demand by period.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct DemandPrices {
    /// Period of each hour of a weekday: 12 months of 24 hours.
    pub weekday_period_index: Vec<Vec<u32>>,
    /// Period of each hour of Saturdays, Sundays and holidays.
    pub weekend_period_index: Vec<Vec<u32>>,
    /// Price of a kW in each period.
    pub rates_per_kw: Vec<Dec>,
    /// A part of former peaks that is billed at least.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lookback: Option<Lookback>,
}

/// A ratchet: at least a part of the peaks measured in former months of the series.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Lookback {
    /// Number of former months.
    pub months: u32,
    /// The part, 0 to 1.
    pub fraction: Dec,
}

/// A rate, in any one currency.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct GenericRate {
    /// Energy.
    pub energy: EnergyPrices,
    /// Demand by period.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub demand: Option<DemandPrices>,
    /// Price of the highest kW of each month, January first.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub flat_demand_per_kw: Option<Vec<Dec>>,
    /// Charge of each month, default 0.
    #[serde(default)]
    pub fixed_per_month: Dec,
    /// Charge of each day of the month, default 0.
    #[serde(default)]
    pub fixed_per_day: Dec,
    /// Least bill of a month.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub minimum_per_month: Option<Dec>,
    /// Days that use the weekend's periods.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub holidays: Vec<Date>,
    /// How import and export meet, default `net_billing`.
    #[serde(default)]
    pub metering: Metering,
    /// Whether a negative month is used up by later ones, default yes; else its total is negative.
    #[serde(default = "yes")]
    pub carry_credit: bool,
}

fn yes() -> bool {
    true
}

impl GenericRate {
    /// A rate of energy alone, with net billing; other fields may be assigned.
    pub fn new(energy: EnergyPrices) -> Self {
        GenericRate {
            energy,
            demand: None,
            flat_demand_per_kw: None,
            fixed_per_month: Dec::default(),
            fixed_per_day: Dec::default(),
            minimum_per_month: None,
            holidays: Vec::new(),
            metering: Metering::NetBilling,
            carry_credit: true,
        }
    }

    /// Checks it, seen from a request in which it stands at `place`.
    ///
    /// # Errors
    /// `BAD_LENGTH` for tables that are not 12 by 24 or empty lists, `OUT_OF_RANGE` for an unknown period or limits that do not
    /// rise, `MISSING_FIELD` for a tier without a limit that is not the last, `TIER_NOT_OPEN_ENDED`.
    pub(crate) fn check(&self, place: &Pointer) -> Result<(), Error> {
        let mut problems = Problems::new();
        let energy = place.field("energy");
        problems.take(check_tables(
            [&self.energy.weekday_period_index, &self.energy.weekend_period_index],
            self.energy.periods.len(),
            &energy,
        ));
        length(self.energy.periods.len(), 1, MOST, || energy.field("periods"), &mut problems);
        for (index, tiers) in self.energy.periods.iter().enumerate() {
            let place = energy.field("periods").index(index);
            length(tiers.len(), 1, MOST, || place.clone(), &mut problems);
            problems.take(check_tiers(tiers, &place));
        }
        if let Some(demand) = &self.demand {
            let place = place.field("demand");
            let tables = [&demand.weekday_period_index, &demand.weekend_period_index];
            problems.take(check_tables(tables, demand.rates_per_kw.len(), &place));
            let part = demand.lookback.map_or(Exact::ZERO, |lookback| lookback.fraction.into());
            problems.require(!part.is_negative() && part <= Exact::ONE, || {
                Issue::error(Code::OUT_OF_RANGE)
                    .at(place.field("lookback").field("fraction"))
                    .with("min", 0)
                    .with("max", 1)
            });
        }
        if let Some(flat) = &self.flat_demand_per_kw {
            length(flat.len(), 12, 12, || place.field("flat_demand_per_kw"), &mut problems);
        }
        problems.finish()
    }
}

/// Periods of a rate, or tiers of a period, at the most.
const MOST: usize = 1000;

fn length(found: usize, min: usize, max: usize, place: impl Fn() -> Pointer, problems: &mut Problems) {
    problems.require((min..=max).contains(&found), || {
        Issue::error(Code::BAD_LENGTH).at(place()).with("min", min).with("max", max)
    });
}

fn check_tables(tables: [&Vec<Vec<u32>>; 2], periods: usize, place: &Pointer) -> Result<(), Error> {
    let mut problems = Problems::new();
    for (table, name) in tables.into_iter().zip(["weekday_period_index", "weekend_period_index"]) {
        length(table.len(), 12, 12, || place.field(name), &mut problems);
        for (month, hours) in table.iter().enumerate() {
            length(hours.len(), 24, 24, || place.field(name).index(month), &mut problems);
            let wrong =
                hours.iter().position(|period| usize::try_from(*period).map_or(true, |period| period >= periods));
            problems.require(wrong.is_none(), || {
                let place = place.field(name).index(month).index(wrong.unwrap_or_default());
                Issue::error(Code::OUT_OF_RANGE).at(place).with("min", 0).with("max", periods.saturating_sub(1))
            });
        }
    }
    problems.finish()
}

fn check_tiers(tiers: &[Tier], place: &Pointer) -> Result<(), Error> {
    let mut problems = Problems::new();
    let last = tiers.len().saturating_sub(1);
    let mut from = Exact::ZERO;
    for (index, tier) in tiers.iter().enumerate() {
        let place = || place.index(index).field("up_to_kwh");
        match tier.up_to_kwh.map(Exact::from) {
            Some(_) if index == last => problems.push(Issue::error(Code::TIER_NOT_OPEN_ENDED).at(place())),
            None if index < last => problems.push(Issue::error(Code::MISSING_FIELD).at(place())),
            Some(limit) => {
                problems.require(limit > from && super::prorate::energy_in_range(limit).is_some(), || {
                    Issue::error(Code::OUT_OF_RANGE).at(place()).with("min", from).with("max", 1e12)
                });
                from = limit;
            }
            None => {}
        }
    }
    problems.finish()
}

/// Intervals one after the other that share month and periods.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct RateRun {
    /// Number of the month in the series.
    pub month: usize,
    pub energy: usize,
    pub demand: usize,
    pub count: usize,
}

/// The hours of a kind of day that share periods: until which minute, which period of energy and of demand.
type Hours = Vec<(i64, usize, usize)>;

/// The intervals of a series by month and periods.
#[derive(Debug)]
pub(crate) struct RateCalendar {
    pub months: Vec<Month>,
    pub runs: Vec<RateRun>,
}

impl RateCalendar {
    /// The runs of a rate that was checked. An interval has the month, day and hour in which it begins (R-GEN-1).
    ///
    /// # Errors
    /// `DATE_RANGE` for a series that leaves the years of dates.
    pub fn new(rate: &GenericRate, start: (Date, u32), step: u32, count: usize) -> Result<Self, Error> {
        const DAY: i64 = 1440;
        let tables: Vec<[Hours; 2]> =
            (0..12).map(|month| [hours(rate, month, false), hours(rate, month, true)]).collect();
        let (mut months, mut runs): (Vec<Month>, Vec<RateRun>) = (Vec::new(), Vec::new());
        let step = i64::from(step);
        let (mut date, mut minute, mut left) = (start.0, i64::from(start.1), count);
        while left > 0 {
            if months.last() != Some(&date.month()) {
                months.push(date.month());
            }
            let month = months.len() - 1;
            let off = date.is_weekend() || rate.holidays.contains(&date);
            let number = usize::try_from(date.month_number()).unwrap_or(1) - 1;
            let hours = tables.get(number).and_then(|kinds| kinds.get(usize::from(off)));
            for (end, energy, demand) in hours.into_iter().flatten().copied() {
                let starts = (end - minute + step - 1).div_euclid(step).max(0);
                let count = usize::try_from(starts).unwrap_or(0).min(left);
                if count == 0 {
                    continue;
                }
                minute += step * i64::try_from(count).unwrap_or(0);
                left -= count;
                match runs.last_mut() {
                    Some(run) if (run.month, run.energy, run.demand) == (month, energy, demand) => run.count += count,
                    _ => runs.push(RateRun { month, energy, demand, count }),
                }
            }
            minute -= DAY;
            if left > 0 {
                date = date.add_days(1)?;
            }
        }
        Ok(RateCalendar { months, runs })
    }
}

fn hours(rate: &GenericRate, month: usize, off: bool) -> Hours {
    let of = |weekday: &Vec<Vec<u32>>, weekend: &Vec<Vec<u32>>, hour: usize| {
        let table = if off { weekend } else { weekday };
        table.get(month).and_then(|hours| hours.get(hour)).and_then(|period| usize::try_from(*period).ok()).unwrap_or(0)
    };
    let mut found = Hours::new();
    for hour in 0_usize..24 {
        let energy = of(&rate.energy.weekday_period_index, &rate.energy.weekend_period_index, hour);
        let demand = rate
            .demand
            .as_ref()
            .map_or(0, |demand| of(&demand.weekday_period_index, &demand.weekend_period_index, hour));
        let end = 60 * i64::try_from(hour + 1).unwrap_or(24);
        match found.last_mut() {
            Some((last, same, known)) if (*same, *known) == (energy, demand) => *last = end,
            _ => found.push((end, energy, demand)),
        }
    }
    found
}
