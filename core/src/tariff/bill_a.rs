//! The bill of group A: demand, energy, free market, compensation, reactive excess (tariff section 8).

use super::bill_b::SceeTerms;
use super::credit_lines::{Compensated, credit_lines};
use super::demand::Billed;
use super::exact::Exact;
use super::line::{Item, Kind, Sheet};
use super::moves::{Halt, LotEnergy, Meter, Move, Receiver, compensate, fits};
use super::post::{ByPost, Post};
use super::rates_a::RatesA;
use super::reactive::Excess;
use super::rule::Rule;
use super::taxes::{Carries, TaxRules};

/// Energy bought on the free market.
#[derive(Debug, Clone, Copy)]
pub(crate) struct FreeMarket {
    pub price: Exact,
    pub charges: Option<Exact>,
    /// Part of the demand that incentivised sources waive.
    pub discount: Exact,
}

/// Injection of a plant in kW.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Injection {
    pub contracted: Exact,
    pub measured: Exact,
    pub rate: Exact,
}

/// Excess reactive energy and demand with their prices.
#[derive(Debug, Clone, Copy)]
pub(crate) struct ReactiveExcess {
    pub excess: ByPost<Excess>,
    pub energy_rate: Exact,
    pub demand_rate: Exact,
}

/// A bill of group A before its lines.
#[derive(Debug)]
pub(crate) struct GroupA<'a> {
    pub rates: &'a RatesA,
    pub taxes: &'a TaxRules,
    pub billed: ByPost<Billed>,
    /// Energy at peak and off-peak, with the losses of the meter.
    pub consumption: ByPost<Exact>,
    pub injection: Option<Injection>,
    /// Irrigation energy off-peak, with the part of the price that is waived.
    pub irrigation: Option<Exact>,
    pub free: Option<FreeMarket>,
    pub scee: Option<SceeTerms>,
    pub charge_rules: &'a [&'static Rule],
    pub reactive: Option<ReactiveExcess>,
    pub icms_on_unused_demand: bool,
}

impl GroupA<'_> {
    /// Writes the lines; the energy compensated by post is returned, lots are left with what remains.
    pub fn bill(&self, lots: &mut [LotEnergy], moves: &mut Vec<Move>, sheet: &mut Sheet) -> Result<ByPost<i64>, Halt> {
        let mut compensated = self.consumption.map(|_| 0);
        if self.scee.is_some() {
            self.compensate(lots, moves, &mut compensated)?;
        }
        self.demand_lines(sheet)?;
        self.injection_lines(sheet)?;
        self.energy_lines(&compensated, sheet)?;
        self.free_lines(sheet)?;
        if let Some(terms) = &self.scee {
            let done = Compensated { moves, lots, charge_rules: self.charge_rules, prices: &self.rates.prices };
            credit_lines(terms, self.taxes, &done, sheet)?;
        }
        if let Some(reactive) = &self.reactive {
            reactive_lines(reactive, &self.billed, self.taxes, sheet)?;
        }
        Ok(compensated)
    }

    fn compensate(
        &self,
        lots: &mut [LotEnergy],
        moves: &mut Vec<Move>,
        compensated: &mut ByPost<i64>,
    ) -> Result<(), Halt> {
        // Losses of the meter may leave the grid: what is compensated never does.
        let mut consumption = ByPost::default();
        for (post, energy) in self.consumption.iter() {
            *consumption.slot(post) = Some(fits(energy.on_grid())?);
        }
        let totals = self.rates.prices.map(|price| price.total);
        let receiver = Receiver {
            meter: Meter::GroupA,
            consumption: &consumption,
            prices: &totals,
            te_energia: &self.rates.te_energia,
            most: super::bill_b::total(&consumption)?,
            floor: None,
        };
        compensate(&receiver, lots, moves)?;
        for step in moves.iter() {
            let sum = compensated.get(step.to).copied().unwrap_or(0);
            *compensated.slot(step.to) = Some(sum + step.milli);
        }
        Ok(())
    }

    fn line(
        &self,
        kind: Kind,
        post: Post,
        rule: &'static Rule,
        qty: Exact,
        rate: Exact,
        sheet: &mut Sheet,
    ) -> Result<(), Halt> {
        fits(sheet.energy(self.taxes, Item::new(kind, post, rule), qty, rate))
    }

    fn unused(&self, kind: Kind, post: Post, rule: &'static Rule) -> Item {
        let carries = Carries { icms: self.icms_on_unused_demand, pis_cofins: true };
        Item { carries, ..Item::new(kind, post, rule) }
    }

    fn demand_lines(&self, sheet: &mut Sheet) -> Result<(), Halt> {
        for (post, billed) in self.billed.iter() {
            let rate = fits(self.rates.demand.get(post).copied())?;
            self.line(Kind::Demand, post, Rule::DEMAND, billed.measured, rate, sheet)?;
            let unused = self.unused(Kind::DemandUnused, post, Rule::DEMAND_UNUSED);
            fits(sheet.energy(self.taxes, unused, billed.unused, rate))?;
            let twice = fits(rate.times(Exact::new(2, 0)))?;
            self.line(Kind::DemandOverrun, post, Rule::OVERRUN, billed.overrun, twice, sheet)?;
        }
        Ok(())
    }

    /// Demand of injection beyond the highest billed one of consumption, and overrun above 1 % (R-A-5).
    fn injection_lines(&self, sheet: &mut Sheet) -> Result<(), Halt> {
        let Some(injection) = self.injection else { return Ok(()) };
        let mut highest = Exact::ZERO;
        for (_, billed) in self.billed.iter() {
            highest = highest.max(billed.total()?);
        }
        let beyond = fits(injection.contracted.minus(highest))?.max(Exact::ZERO);
        self.line(Kind::InjectionDemand, Post::Unico, Rule::INJECTION, beyond, injection.rate, sheet)?;
        let limit = fits(injection.contracted.times(Exact::new(101, 2)))?;
        if injection.measured > limit {
            let overrun = fits(injection.measured.minus(injection.contracted))?;
            let twice = fits(injection.rate.times(Exact::new(2, 0)))?;
            self.line(Kind::InjectionOverrun, Post::Unico, Rule::INJECTION, overrun, twice, sheet)?;
        }
        Ok(())
    }

    fn energy_lines(&self, compensated: &ByPost<i64>, sheet: &mut Sheet) -> Result<(), Halt> {
        let flag_rule = if self.scee.is_some() { Rule::FLAG_NOT_COMPENSATED } else { Rule::FLAG };
        for (post, energy) in self.consumption.iter() {
            let price = fits(self.rates.prices.get(post).copied())?;
            self.line(Kind::EnergyTusd, post, Rule::ENERGY_A, *energy, price.tusd, sheet)?;
            if self.free.is_some() {
                continue;
            }
            self.line(Kind::EnergyTe, post, Rule::ENERGY_A, *energy, price.te, sheet)?;
            if !price.flag.is_zero() {
                let off = Exact::grid(compensated.get(post).copied().unwrap_or(0));
                self.line(Kind::Flag, post, flag_rule, fits(energy.minus(off))?, price.flag, sheet)?;
            }
        }
        if let Some(waived) = self.irrigation {
            let price = fits(self.rates.prices.get(Post::ForaPonta).copied())?;
            for (kind, rate) in
                [(Kind::IrrigationTe, price.te), (Kind::IrrigationTusd, price.tusd), (Kind::IrrigationFlag, price.flag)]
            {
                if kind == Kind::IrrigationTusd || !rate.is_zero() {
                    self.line(kind, Post::ForaPonta, Rule::IRRIGATION, waived.negated(), rate, sheet)?;
                }
            }
        }
        Ok(())
    }

    /// Energy of the free market, and what incentivised sources waive of the demand (R-A-9).
    fn free_lines(&self, sheet: &mut Sheet) -> Result<(), Halt> {
        let Some(free) = self.free else { return Ok(()) };
        let mut energy = Exact::ZERO;
        for (_, post) in self.consumption.iter() {
            energy = fits(energy.plus(*post))?;
        }
        self.line(Kind::AclEnergy, Post::Unico, Rule::FREE_MARKET, energy, free.price, sheet)?;
        if let Some(charges) = free.charges {
            self.line(Kind::AclCharges, Post::Unico, Rule::FREE_MARKET, energy, charges, sheet)?;
        }
        for (post, billed) in self.billed.iter() {
            let rate = fits(self.rates.demand.get(post).copied())?;
            let part = |demand: Exact| fits(demand.times(free.discount)).map(Exact::negated);
            self.line(Kind::IncentiveDemand, post, Rule::INCENTIVE, part(billed.measured)?, rate, sheet)?;
            let unused = self.unused(Kind::IncentiveDemandUnused, post, Rule::INCENTIVE);
            fits(sheet.energy(self.taxes, unused, part(billed.unused)?, rate))?;
        }
        Ok(())
    }
}

/// Excess reactive energy, and demand beyond the billed one of the post or, in the green modality, the single one (R-A-7).
pub(crate) fn reactive_lines(
    reactive: &ReactiveExcess,
    billed: &ByPost<Billed>,
    taxes: &TaxRules,
    sheet: &mut Sheet,
) -> Result<(), Halt> {
    for (post, excess) in reactive.excess.iter() {
        let mut line = |kind, qty, rate| fits(sheet.energy(taxes, Item::new(kind, post, Rule::REACTIVE), qty, rate));
        line(Kind::ReactiveEnergy, excess.energy, reactive.energy_rate)?;
        if let Some(billed) = billed.get(post).or_else(|| billed.get(Post::Unico)) {
            let demand = fits(excess.power.minus(billed.total()?))?.max(Exact::ZERO);
            line(Kind::ReactiveDemand, demand, reactive.demand_rate)?;
        }
    }
    Ok(())
}
