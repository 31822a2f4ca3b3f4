//! The bill of group B: consumption or minimum, reductions, compensation, contributions (tariff sections 5 and 7).
//!
//! One kernel for single bills and for columns: prices and taxes are prepared once, and a sheet is kept for many bills.

use super::credit_lines::{Compensated, charge_of, credit_lines};
use super::cycle::FEWEST_DAYS_OF_THE_MINIMUM;
use super::exact::{Exact, GRID_PLACES};
use super::line::{Item, Kind, Line, LineUnit, Sheet};
use super::moves::{Halt, LotEnergy, Meter, Move, Receiver, compensate, fits};
use super::post::{ByPost, Post};
use super::rates::{Price, Rates};
use super::rule::Rule;
use super::social::{Bands, FREE_KWH, KWH};
use super::taxes::{Carries, TaxRules, Taxed};
use super::unit::{Connection, UnitB};
use crate::calendar::Date;

/// What bills of one unit, cycle and tariff share.
#[derive(Debug)]
pub(crate) struct GroupB<'a> {
    pub unit: &'a UnitB,
    pub rates: &'a Rates,
    pub taxes: &'a TaxRules,
    pub current_reading: Date,
    pub scee: Option<SceeTerms>,
}

/// How the compensation system treats a unit.
#[derive(Debug, Clone, Copy)]
pub(crate) struct SceeTerms {
    pub icms_exempt_te: bool,
    pub icms_exempt_tusd: bool,
    pub pis_cofins_exempt: bool,
    pub retained_taxed: bool,
    pub tax_floor: bool,
    /// Policy `lei14300_art16`, where no lot is of GD I.
    pub floor_lifted_above_minimum: bool,
}

/// What differs from bill to bill.
#[derive(Debug)]
pub(crate) struct Reading<'a> {
    /// Energy by register, on the grid.
    pub consumption: ByPost<i64>,
    /// Connection, which the columns may give row by row.
    pub connection: Connection,
    /// Irrigation energy on the grid, with the part of the price that is waived.
    pub irrigation: Option<(i64, Exact)>,
    /// Lots in order of use, left with what remains.
    pub lots: &'a mut [LotEnergy],
    /// Rules behind the charge of each lot.
    pub charge_rules: &'a [&'static Rule],
}

/// What a bill says beside its lines.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Outcome {
    /// Value of the minimum (*A*).
    pub minimum: Exact,
    /// Value of the energy after compensation and before the complement (*V*).
    pub value: Exact,
    /// Energy compensated by register, on the grid.
    pub compensated: ByPost<i64>,
}

impl GroupB<'_> {
    /// Writes the energy lines of a bill.
    pub fn bill(&self, reading: &mut Reading<'_>, moves: &mut Vec<Move>, sheet: &mut Sheet) -> Result<Outcome, Halt> {
        let consumed = total(&reading.consumption)?;
        let minimum_milli = self.minimum_energy(reading.connection, consumed);
        let minimum = self.minimum_value(minimum_milli)?;
        if let Some(terms) = self.scee {
            return self.compensated_bill(&terms, reading, consumed, (minimum_milli, minimum), moves, sheet);
        }
        let compensated = ByPost::default();
        let mut value = self.consumption_value(&reading.consumption)?;
        if let Some((milli, waived)) = reading.irrigation {
            let price = fits(self.rates.prices.get(self.irrigation_post()).copied())?;
            let reduction = Exact::grid(milli).times(waived).and_then(|energy| energy.times(price.total));
            value = fits(reduction.and_then(|reduction| value.minus(reduction)))?;
        }
        if minimum > value {
            self.minimum_lines(minimum_milli, sheet)?;
        } else {
            self.consumption_lines(&reading.consumption, &compensated, sheet)?;
            if let Some((milli, waived)) = reading.irrigation {
                self.irrigation_lines(milli, waived, sheet)?;
            }
        }
        Ok(Outcome { minimum, value, compensated })
    }

    /// Energy of the minimum on the grid (R-B-2 to R-B-4, R-SCEE-7).
    fn minimum_energy(&self, connection: Connection, consumed: i64) -> i64 {
        let unit = self.unit;
        let exempt = unit.is_public_lighting() || unit.isolated_individual || unit.prepaid;
        if exempt || self.rates.days < FEWEST_DAYS_OF_THE_MINIMUM {
            return 0;
        }
        let capped =
            unit.is_social() && connection == Connection::Tri && consumed <= FREE_KWH * KWH && self.bands().free_band;
        let minimum = if capped { FREE_KWH } else { connection.minimum_kwh() } * KWH;
        if unit.cadunico && self.scee.is_some() { minimum / 2 } else { minimum }
    }

    fn minimum_value(&self, milli: i64) -> Result<Exact, Halt> {
        if self.unit.is_social() {
            return self.banded_value(milli);
        }
        fits(Exact::grid(milli).times(self.rates.minimum.total))
    }

    fn bands(&self) -> Bands {
        Bands::on(self.current_reading, self.unit.families())
    }

    fn banded_value(&self, milli: i64) -> Result<Exact, Halt> {
        let price = fits(self.rates.prices.unico)?;
        let mut sum = Exact::ZERO;
        for part in self.bands().split(milli) {
            let value = Exact::grid(part.milli).times(price.total).and_then(|value| value.times(part.keeps));
            sum = fits(value.and_then(|value| sum.plus(value)))?;
        }
        Ok(sum)
    }

    /// Value of the consumption before reductions of irrigation.
    fn consumption_value(&self, consumption: &ByPost<i64>) -> Result<Exact, Halt> {
        if self.unit.is_social() {
            return self.banded_value(total(consumption)?);
        }
        let mut sum = Exact::ZERO;
        for (post, milli) in consumption.iter() {
            let price = fits(self.rates.prices.get(post))?;
            let (first, rest) = self.discounted(*milli);
            let mut value = Exact::grid(rest).times(price.total);
            if let Some(discount) = &self.rates.discount {
                let first = Exact::grid(first).times(discount.total);
                value = first.zip(value).and_then(|(first, rest)| first.plus(rest));
            }
            sum = fits(value.and_then(|value| sum.plus(value)))?;
        }
        Ok(sum)
    }

    /// Energy of the social discount and the rest (R-B-5).
    fn discounted(&self, milli: i64) -> (i64, i64) {
        const DISCOUNT_KWH: i64 = 120;
        let first = if self.rates.discount.is_some() { milli.min(DISCOUNT_KWH * KWH) } else { 0 };
        (first, milli - first)
    }

    fn irrigation_post(&self) -> Post {
        if self.unit.is_white() { Post::ForaPonta } else { Post::Unico }
    }

    /// Lines of the consumption, flags without what is compensated (R-B-1, R-B-4, R-B-5, R-B-7, R-SCEE-3).
    fn consumption_lines(&self, energy: &ByPost<i64>, off_flag: &ByPost<i64>, sheet: &mut Sheet) -> Result<(), Halt> {
        let energy_rule = if self.unit.is_white() { Rule::WHITE_TARIFF } else { Rule::CONSUMPTION };
        let flag_rule = if self.scee.is_some() { Rule::FLAG_NOT_COMPENSATED } else { Rule::FLAG };
        for (post, milli) in energy.iter() {
            let price = fits(self.rates.prices.get(post).copied())?;
            if self.unit.is_social() {
                let rules = (Rule::SOCIAL_TARIFF, Rule::SOCIAL_TARIFF);
                self.banded_lines(*milli, price, CONSUMPTION, rules, sheet)?;
                continue;
            }
            let mut line = |kind, rule, milli, rate| {
                fits(sheet.energy(self.taxes, Item::new(kind, post, rule), Exact::grid(milli), rate))
            };
            let (first, rest) = self.discounted(*milli);
            if let Some(discount) = &self.rates.discount {
                line(Kind::ConsumptionTe, Rule::SOCIAL_DISCOUNT, first, discount.te)?;
                line(Kind::ConsumptionTusd, Rule::SOCIAL_DISCOUNT, first, discount.tusd)?;
            }
            line(Kind::ConsumptionTe, energy_rule, rest, price.te)?;
            line(Kind::ConsumptionTusd, energy_rule, rest, price.tusd)?;
            if !price.flag.is_zero() {
                let compensated = off_flag.get(post).copied().unwrap_or(0);
                line(Kind::Flag, flag_rule, milli - compensated, price.flag)?;
            }
        }
        Ok(())
    }

    /// Lines of energy in the bands of the social tariff, at the reduced rates.
    fn banded_lines(
        &self,
        milli: i64,
        price: Price,
        kinds: [Kind; 3],
        (energy_rule, flag_rule): (&'static Rule, &'static Rule),
        sheet: &mut Sheet,
    ) -> Result<(), Halt> {
        let [te, tusd, flag] = kinds;
        for part in self.bands().split(milli) {
            // The free band of a minimum is not printed, that of a consumption is.
            if part.keeps.is_zero() && te == Kind::AvailabilityTe {
                continue;
            }
            let parts = [(te, price.te, energy_rule), (tusd, price.tusd, energy_rule), (flag, price.flag, flag_rule)];
            for (kind, rate, rule) in parts {
                if rate.is_zero() && kind == flag {
                    continue;
                }
                let rate = fits(rate.times(part.keeps))?;
                let item = Item::new(kind, Post::Unico, rule);
                fits(sheet.energy(self.taxes, item, Exact::grid(part.milli), rate))?;
            }
        }
        Ok(())
    }

    fn minimum_lines(&self, milli: i64, sheet: &mut Sheet) -> Result<(), Halt> {
        if self.unit.is_social() {
            let price = fits(self.rates.prices.unico)?;
            return self.banded_lines(milli, price, AVAILABILITY, (Rule::MINIMUM, Rule::MINIMUM), sheet);
        }
        let price = self.rates.minimum;
        let [te, tusd, flag] = AVAILABILITY;
        for (kind, rate) in [(te, price.te), (tusd, price.tusd), (flag, price.flag)] {
            if kind != flag || !rate.is_zero() {
                let item = Item::new(kind, Post::Unico, Rule::MINIMUM);
                fits(sheet.energy(self.taxes, item, Exact::grid(milli), rate))?;
            }
        }
        Ok(())
    }

    fn irrigation_lines(&self, milli: i64, waived: Exact, sheet: &mut Sheet) -> Result<(), Halt> {
        let post = self.irrigation_post();
        let price = fits(self.rates.prices.get(post).copied())?;
        let energy = fits(Exact::grid(milli).times(waived))?.negated();
        for (kind, rate) in
            [(Kind::IrrigationTe, price.te), (Kind::IrrigationTusd, price.tusd), (Kind::IrrigationFlag, price.flag)]
        {
            if kind != Kind::IrrigationFlag || !rate.is_zero() {
                fits(sheet.energy(self.taxes, Item::new(kind, post, Rule::IRRIGATION), energy, rate))?;
            }
        }
        Ok(())
    }

    /// A bill in the compensation system (R-SCEE-3 to R-SCEE-7).
    fn compensated_bill(
        &self,
        terms: &SceeTerms,
        reading: &mut Reading<'_>,
        consumed: i64,
        (minimum_milli, minimum): (i64, Exact),
        moves: &mut Vec<Move>,
        sheet: &mut Sheet,
    ) -> Result<Outcome, Halt> {
        let social = self.unit.is_social();
        let lifted = terms.floor_lifted_above_minimum && consumed >= minimum_milli;
        let kept = if social { FREE_KWH.saturating_mul(self.unit.families()).saturating_mul(KWH) } else { 0 };
        let totals = self.rates.prices.map(|price| price.total);
        let receiver = Receiver {
            meter: if self.unit.is_white() { Meter::White } else { Meter::Single },
            consumption: &reading.consumption,
            prices: &totals,
            te_energia: &self.rates.te_energia,
            most: (consumed - kept).max(0),
            floor: (!social && !lifted).then_some(minimum),
        };
        let mut value = compensate(&receiver, reading.lots, moves)?;
        let mut compensated = reading.consumption.map(|_| 0);
        for step in moves.iter() {
            let sum = compensated.get(step.to).copied().unwrap_or(0);
            *compensated.slot(step.to) = Some(sum + step.milli);
        }
        if social {
            let rest = consumed - total(&compensated)?;
            value = self.banded_value(rest)?;
            for step in moves.iter() {
                let charge = charge_of(reading.lots, step)?;
                value = fits(Exact::grid(step.milli).times(charge).and_then(|part| value.plus(part)))?;
            }
            self.consumption_lines(&ByPost::single(rest), &ByPost::default(), sheet)?;
        } else {
            self.consumption_lines(&reading.consumption, &compensated, sheet)?;
        }
        if social {
            for step in moves.iter() {
                let (price, energy) = (fits(self.rates.prices.get(step.to))?, Exact::grid(step.milli));
                for (kind, rate) in [(Kind::ConsumptionTe, price.te), (Kind::ConsumptionTusd, price.tusd)] {
                    let item = Item { lot: Some(step.lot), ..Item::new(kind, step.to, Rule::SOCIAL_COMPENSATION) };
                    fits(sheet.energy(self.taxes, item, energy, rate))?;
                }
            }
        }
        let done =
            Compensated { moves, lots: reading.lots, charge_rules: reading.charge_rules, prices: &self.rates.prices };
        let untaxed = credit_lines(terms, self.taxes, &done, sheet)?;
        if minimum > value && !lifted {
            let item = Item::new(Kind::AvailabilityComplement, Post::Unico, Rule::FLOOR);
            fits(minimum.minus(value).and_then(|lack| sheet.value(self.taxes, item, lack)))?;
        } else if terms.tax_floor && value >= minimum {
            // What is charged with taxes counts toward the taxed minimum.
            let taxed = fits(value.minus(untaxed))?;
            self.tax_floor(fits(minimum.minus(taxed))?, sheet)?;
        }
        Ok(Outcome { minimum, value, compensated })
    }

    /// Taxes of the minimum where charges without taxes fill it (R-TAX-5).
    fn tax_floor(&self, base: Exact, sheet: &mut Sheet) -> Result<(), Halt> {
        if !base.is_positive() {
            return Ok(());
        }
        let gross = fits(self.taxes.gross(base, Carries::ALL))?;
        let amount = fits(gross.minus(base).and_then(Exact::in_cents))?;
        let taxed = Taxed { amount, ..fits(self.taxes.tax(base, Carries::ALL))? };
        fits(sheet.push(Line {
            kind: Kind::AvailabilityTaxFloor,
            post: Post::Unico,
            index: None,
            unit: LineUnit::Brl,
            quantity: base,
            rate: Exact::ZERO,
            net: Exact::ZERO,
            taxed,
            rule: Some(Rule::TAX_FLOOR),
        }))
    }
}

const CONSUMPTION: [Kind; 3] = [Kind::ConsumptionTe, Kind::ConsumptionTusd, Kind::Flag];
const AVAILABILITY: [Kind; 3] = [Kind::AvailabilityTe, Kind::AvailabilityTusd, Kind::AvailabilityFlag];

/// The sum over the registers.
pub(crate) fn total(energy: &ByPost<i64>) -> Result<i64, Halt> {
    fits(energy.iter().try_fold(0_i64, |sum, (_, milli)| sum.checked_add(*milli)))
}

/// Energy on the grid as it travels.
pub(crate) fn on_the_wire(energy: &ByPost<i64>) -> ByPost<Exact> {
    energy.map(|milli| Exact::new((*milli).into(), GRID_PLACES))
}
