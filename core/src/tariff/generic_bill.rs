//! The bill of a generic rate, month by month (tariff R-GEN).

use super::exact::{Exact, GRID_PLACES};
use super::generic::{GenericRate, Metering, RateCalendar, TierBasis};
use super::intervals::{Interval, Seen};
use super::moves::{Halt, fits};
use std::collections::BTreeMap;

/// Kinds of lines; the number is that of a period.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum GenericKind {
    Energy,
    ExportCredit,
    Demand(usize),
    FlatDemand,
    Fixed,
    CreditCarried,
    CreditUsed,
    MinimumComplement,
}

/// A line: an exact quantity where it has one, and whole cents.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct GenericLine {
    pub kind: GenericKind,
    pub quantity: Option<Exact>,
    pub cents: i64,
}

/// One month.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct GenericMonthBill {
    pub lines: Vec<GenericLine>,
    pub total: i64,
    pub import: i64,
    pub export: i64,
    /// Highest mean kW of an interval's net import, exact.
    pub peak: Exact,
}

/// What is left after the last month.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Carried {
    /// Money in cents.
    pub credit: i64,
    /// Energy by period on the grid, none of them zero.
    pub bank: BTreeMap<usize, i64>,
}

/// Limits and prices of a rate, on the grid and exact.
struct Prices {
    /// By period and tier: limit and price.
    tiers: Vec<Vec<(i64, Exact)>>,
    sell: Vec<Exact>,
    demand: Vec<Exact>,
    lookback: (usize, Exact),
}

impl Prices {
    fn new(rate: &GenericRate) -> Result<Self, Halt> {
        let tier = |tier: &super::generic::Tier| {
            let limit = tier.up_to_kwh.map_or(Some(i64::MAX), |limit| Exact::from(limit).on_grid());
            let price = Exact::from(tier.rate_per_kwh).plus(tier.adjustment_per_kwh.into());
            fits(limit.zip(price.map(Exact::trimmed)))
        };
        let tiers = rate.energy.periods.iter().map(|tiers| tiers.iter().map(tier).collect());
        let sell =
            |tiers: &Vec<super::generic::Tier>| tiers.first().map_or(Exact::ZERO, |tier| tier.sell_per_kwh.into());
        let demand = rate.demand.as_ref();
        let lookback = demand.and_then(|demand| demand.lookback).map_or((0, Exact::ZERO), |lookback| {
            (usize::try_from(lookback.months).unwrap_or(usize::MAX), Exact::from(lookback.fraction))
        });
        Ok(Prices {
            tiers: tiers.collect::<Result<_, Halt>>()?,
            sell: rate.energy.periods.iter().map(sell).collect(),
            demand: demand
                .map_or_else(Vec::new, |demand| demand.rates_per_kw.iter().map(|rate| (*rate).into()).collect()),
            lookback,
        })
    }

    /// Divides energy at the tiers of a period, from what was counted before.
    fn divide(&self, period: usize, from: i64, energy: i64, used: &mut [Vec<i64>]) {
        let (Some(tiers), Some(used)) = (self.tiers.get(period), used.get_mut(period)) else { return };
        let (mut at, mut left) = (from, energy);
        for ((limit, _), used) in tiers.iter().zip(used) {
            let part = (limit - at).clamp(0, left);
            *used += part;
            at += part;
            left -= part;
        }
    }
}

/// Sums of one month.
#[derive(Clone)]
struct Sums {
    import: Vec<i64>,
    export: Vec<i64>,
    /// Import by period and tier.
    used: Vec<Vec<i64>>,
    /// Highest energy of an interval by period of demand; none if the period did not occur.
    peaks: Vec<Option<i64>>,
    total_import: i64,
}

impl Sums {
    fn new(prices: &Prices) -> Self {
        let periods = prices.tiers.len();
        Sums {
            import: vec![0; periods],
            export: vec![0; periods],
            used: prices.tiers.iter().map(|tiers| vec![0; tiers.len()]).collect(),
            peaks: vec![None; prices.demand.len().max(1)],
            total_import: 0,
        }
    }
}

/// Bills a series month by month; load and generation have the length of the calendar. Whole units have sums within 64 bits; with
/// floats the bills are right where what was `seen` is plain.
pub(crate) fn bill<I: Interval>(
    rate: &GenericRate,
    calendar: &RateCalendar,
    (load, generation): (&[I], &[I]),
    step_minutes: u32,
    seen: &mut Seen,
) -> Result<(Vec<GenericMonthBill>, Carried), Halt> {
    let prices = Prices::new(rate)?;
    let mut months = vec![Sums::new(&prices); calendar.months.len()];
    let (mut load, mut generation) = (load, generation);
    for run in &calendar.runs {
        let (Some((here, rest)), Some((made, more))) =
            (load.split_at_checked(run.count), generation.split_at_checked(run.count))
        else {
            break;
        };
        (load, generation) = (rest, more);
        let Some(month) = months.get_mut(run.month) else { break };
        let (sums, (net, most)) = (I::totals(here, made, seen), I::peaks(here, made));
        let (import, export, peak) = match rate.metering {
            Metering::BuyAllSellAll => (sums.load, sums.generation, most),
            Metering::NetBilling | Metering::NetMetering => (sums.grid(), sums.injection(), net.max(0)),
        };
        if rate.metering != Metering::NetMetering {
            let from = match rate.energy.tier_basis {
                TierBasis::Total => month.total_import,
                TierBasis::Period => month.import.get(run.energy).copied().unwrap_or(0),
            };
            prices.divide(run.energy, from, import, &mut month.used);
        }
        month.total_import += import;
        if let (Some(imports), Some(exports)) = (month.import.get_mut(run.energy), month.export.get_mut(run.energy)) {
            *imports += import;
            *exports += export;
        }
        if let Some(slot) = month.peaks.get_mut(run.demand) {
            *slot = Some(slot.map_or(peak, |known| known.max(peak)));
        }
    }
    let mut carried = Carried::default();
    let mut bills = Vec::with_capacity(months.len());
    for index in 0..months.len() {
        let (before, rest) = months.split_at_mut(index);
        let (Some(sums), Some(month)) = (rest.first_mut(), calendar.months.get(index)) else { break };
        bills.push(Month { rate, prices: &prices, month: *month, step_minutes }.bill(sums, before, &mut carried)?);
    }
    Ok((bills, carried))
}

struct Month<'a> {
    rate: &'a GenericRate,
    prices: &'a Prices,
    month: crate::calendar::Month,
    step_minutes: u32,
}

impl Month<'_> {
    fn bill(&self, sums: &mut Sums, before: &[Sums], carried: &mut Carried) -> Result<GenericMonthBill, Halt> {
        let rate = self.rate;
        if rate.metering == Metering::NetMetering {
            self.net(sums, carried)?;
        }
        let mut page = Page::default();
        let import: i64 = sums.import.iter().sum();
        let export: i64 = sums.export.iter().sum();
        page.energy_lines(self.prices, sums, rate.metering)?;
        let to_kw = Exact::new(i128::from(60 / self.step_minutes.max(1)), GRID_PLACES);
        let kw = |milli: i64| fits(to_kw.times(Exact::from(milli)));
        if rate.demand.is_some() {
            for (period, price) in self.prices.demand.iter().enumerate() {
                let Some(peak) = sums.peaks.get(period).copied().flatten() else { continue };
                let (months, part) = self.prices.lookback;
                let former =
                    before.iter().rev().take(months).filter_map(|sums| sums.peaks.get(period).copied().flatten());
                let least = fits(kw(former.max().unwrap_or(0))?.times(part))?;
                let billed = kw(peak)?.max(least).trimmed();
                page.line(GenericKind::Demand(period), Some(billed), fits(billed.times(*price))?, true)?;
            }
        }
        let peak = kw(sums.peaks.iter().flatten().copied().max().unwrap_or(0))?.trimmed();
        if let Some(price) = rate.flat_demand_per_kw.as_ref().and_then(|prices| prices.get(self.number())) {
            page.line(GenericKind::FlatDemand, Some(peak), fits(peak.times((*price).into()))?, false)?;
        }
        let days = Exact::from(i64::from(self.month.days()));
        let daily = Exact::from(rate.fixed_per_day).times(days);
        let fixed = daily.and_then(|daily| daily.plus(rate.fixed_per_month.into()));
        page.line(GenericKind::Fixed, None, fits(fixed)?, false)?;
        if rate.carry_credit && page.total < 0 {
            carried.credit = fits(carried.credit.checked_sub(page.total))?;
            page.cents(GenericKind::CreditCarried, -page.total)?;
        } else if page.total > 0 && carried.credit > 0 {
            let used = carried.credit.min(page.total);
            carried.credit -= used;
            page.cents(GenericKind::CreditUsed, -used)?;
        }
        if let Some(least) = rate.minimum_per_month {
            let least = fits(Exact::from(least).in_cents())?;
            page.cents(GenericKind::MinimumComplement, fits(least.checked_sub(page.total))?.max(0))?;
        }
        Ok(GenericMonthBill { lines: page.lines, total: page.total, import, export, peak })
    }

    fn number(&self) -> usize {
        usize::try_from(self.month.number()).unwrap_or(1) - 1
    }

    /// Import less export and bank, period by period; tiers count the positive rest of each period (R-GEN-3).
    fn net(&self, sums: &mut Sums, carried: &mut Carried) -> Result<(), Halt> {
        for (period, (import, export)) in sums.import.iter().zip(&sums.export).enumerate() {
            let bank = carried.bank.remove(&period).unwrap_or(0);
            let net = fits(import.checked_sub(*export).and_then(|net| net.checked_sub(bank)))?;
            if net < 0 {
                carried.bank.insert(period, -net);
            } else {
                self.prices.divide(period, 0, net, &mut sums.used);
            }
        }
        Ok(())
    }
}

/// The lines of a month.
#[derive(Default)]
struct Page {
    lines: Vec<GenericLine>,
    total: i64,
}

impl Page {
    fn energy_lines(&mut self, prices: &Prices, sums: &Sums, metering: Metering) -> Result<(), Halt> {
        let (mut cost, mut energy) = (Exact::ZERO, 0_i64);
        for (tiers, used) in prices.tiers.iter().zip(&sums.used) {
            for ((_, price), used) in tiers.iter().zip(used) {
                cost = fits(Exact::grid(*used).times(*price).and_then(|part| cost.plus(part)))?;
                energy = fits(energy.checked_add(*used))?;
            }
        }
        self.line(GenericKind::Energy, Some(Exact::grid(energy).trimmed()), cost, true)?;
        if metering == Metering::NetMetering {
            return Ok(());
        }
        let (mut credit, mut exported) = (Exact::ZERO, 0_i64);
        for (price, export) in prices.sell.iter().zip(&sums.export) {
            credit = fits(Exact::grid(*export).times(*price).and_then(|part| credit.plus(part)))?;
            exported = fits(exported.checked_add(*export))?;
        }
        let quantity = Exact::grid(exported).trimmed().negated();
        self.line(GenericKind::ExportCredit, Some(quantity), credit.negated(), false)
    }

    fn line(&mut self, kind: GenericKind, quantity: Option<Exact>, value: Exact, keep_zero: bool) -> Result<(), Halt> {
        let cents = fits(value.in_cents())?;
        if cents != 0 || keep_zero {
            self.total = fits(self.total.checked_add(cents))?;
            self.lines.push(GenericLine { kind, quantity, cents });
        }
        Ok(())
    }

    fn cents(&mut self, kind: GenericKind, cents: i64) -> Result<(), Halt> {
        self.line(kind, None, Exact::cents(cents), false)
    }
}
