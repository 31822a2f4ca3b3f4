//! The smallest principal that leaves a net amount after its own IOF and financed fees.

use super::iof::{Iof, IofRule};
use super::schedule::{Accruals, Contract, MOST_PRINCIPAL, Schedule};
use crate::issue::{Code, Error, Issue};

/// Cents around the fixed point within which the principal lies.
const WINDOW: i64 = 30;

/// Rounds of the fixed-point iteration: the IOF is below 4 % of the principal, so that each gains more than a digit.
const ROUNDS: u32 = 64;

/// A principal with its schedule and tax.
pub(super) struct GrossUp {
    pub principal: i64,
    pub iof: Iof,
    pub schedule: Schedule,
}

struct Search<'a> {
    contract: Contract,
    accruals: Accruals,
    rule: &'a IofRule,
    /// Net amount and fees, in cents.
    needed: i64,
}

impl Search<'_> {
    fn at(&mut self, principal: i64) -> Result<GrossUp, Error> {
        self.contract.principal = principal;
        let schedule = Schedule::with(&self.contract, &mut self.accruals)?;
        let iof = self.rule.of(principal, self.contract.release, &schedule)?;
        Ok(GrossUp { principal, iof, schedule })
    }

    fn suffices(&self, found: &GrossUp) -> bool {
        found.principal - found.iof.total_brl.minor() >= self.needed
    }
}

/// The smallest principal `P` in cents with `P − IOF(P) − fees ≥ net`.
///
/// # Errors
/// Those of the schedule; `GROSS_UP_FAILED` where no principal does it.
pub(super) fn gross_up(contract: Contract, rule: &IofRule, net: i64, fees: i64) -> Result<GrossUp, Error> {
    let failed = || Error::from(Issue::error(Code::GROSS_UP_FAILED));
    let needed = net.checked_add(fees).filter(|needed| (1..=MOST_PRINCIPAL).contains(needed)).ok_or_else(failed)?;
    let accruals = Accruals::new(&contract);
    let mut search = Search { contract, accruals, rule, needed };
    let mut near = needed;
    for _ in 0..ROUNDS {
        let tax = search.at(near)?.iof.total_brl.minor();
        let next = needed.checked_add(tax).filter(|next| *next <= MOST_PRINCIPAL).ok_or_else(failed)?;
        if next == near {
            break;
        }
        near = next;
    }
    let mut first = (near - WINDOW).max(1);
    // Should the window begin with a principal that suffices, a smaller one may.
    while first > 1 {
        let start = search.at(first)?;
        if !search.suffices(&start) {
            break;
        }
        first = (first - WINDOW).max(1);
    }
    for principal in first..=near.saturating_add(WINDOW).min(MOST_PRINCIPAL) {
        let found = search.at(principal)?;
        if search.suffices(&found) {
            return Ok(found);
        }
    }
    Err(failed())
}
