//! Lines of compensated energy, move by move: what is returned, and what stays charged (tariff R-SCEE-3, R-TAX-5).

use super::bill_b::SceeTerms;
use super::exact::Exact;
use super::line::{Item, Kind, Sheet};
use super::moves::{Halt, LotEnergy, Move, fits};
use super::post::ByPost;
use super::rates::Price;
use super::rule::Rule;
use super::taxes::{Carries, TaxRules};

/// What was compensated.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Compensated<'a> {
    pub moves: &'a [Move],
    pub lots: &'a [LotEnergy],
    /// Rules behind the charge of each lot.
    pub charge_rules: &'a [&'static Rule],
    pub prices: &'a ByPost<Price>,
}

/// The charge on each kWh of a move.
pub(crate) fn charge_of(lots: &[LotEnergy], step: &Move) -> Result<Exact, Halt> {
    fits(lots.get(step.lot).and_then(|lot| lot.charge.get(step.to)).copied())
}

/// Writes credits and retained charges; the charges without taxes are returned.
pub(crate) fn credit_lines(
    terms: &SceeTerms,
    taxes: &TaxRules,
    done: &Compensated<'_>,
    sheet: &mut Sheet,
) -> Result<Exact, Halt> {
    let mut line = |kind, step: &Move, carries, rule, energy, rate| {
        let item = Item { kind, post: step.to, lot: Some(step.lot), carries, rule };
        fits(sheet.energy(taxes, item, energy, rate))
    };
    let pis_cofins = terms.pis_cofins_exempt;
    for step in done.moves {
        let price = fits(done.prices.get(step.to))?;
        let energy = Exact::grid(-step.milli);
        let (te, tusd) = (terms.icms_exempt_te, terms.icms_exempt_tusd);
        let rule = Rule::COMPENSATION;
        line(Kind::CompensationTe, step, Carries { icms: te, pis_cofins }, rule, energy, price.te)?;
        line(Kind::CompensationTusd, step, Carries { icms: tusd, pis_cofins }, rule, energy, price.tusd)?;
    }
    let mut untaxed = Exact::ZERO;
    let carries = Carries { icms: terms.retained_taxed, pis_cofins: terms.retained_taxed };
    for step in done.moves {
        let (charge, energy) = (charge_of(done.lots, step)?, Exact::grid(step.milli));
        if charge.is_zero() {
            continue;
        }
        let rule = done.charge_rules.get(step.lot).copied().unwrap_or(Rule::GD_II);
        line(Kind::SceeRetained, step, carries, rule, energy, charge)?;
        if !terms.retained_taxed {
            untaxed = fits(energy.times(charge).and_then(|part| untaxed.plus(part)))?;
        }
    }
    Ok(untaxed)
}
