//! Billed demand and overrun of group A (tariff R-A-1 to R-A-4; REN 1.000/2021, arts. 294, 300, 301, 311 to 314).

use super::exact::Exact;
use super::moves::{Halt, fits};
use super::post::ByPost;
use super::unit_a::UnitA;

/// Smallest contracted demand of at least one post, kW.
pub(crate) const LEAST_KW: Exact = Exact::new(30, 0);

/// Whether a post has 30 kW or more, or nothing is contracted by a plant that only injects (R-A-1).
pub(crate) fn contract_suffices(unit: &UnitA, contracted: &ByPost<Exact>) -> bool {
    let nothing = contracted.iter().all(|(_, kw)| kw.is_zero());
    contracted.iter().any(|(_, kw)| *kw >= LEAST_KW) || (unit.injects_only && nothing)
}

/// How the demand of a unit is billed.
#[derive(Debug, Clone, Copy)]
pub(crate) enum DemandRule {
    /// The larger of measured and contracted; overrun above 5 %.
    Ordinary,
    /// Rural and seasonal units: the measured one, at least a tenth of the highest of the 11 former cycles; no overrun.
    Seasonal { highest_former: Exact },
    /// Test period of a new supply: the measured one; overrun above 35 %.
    NewSupply,
    /// Test period of an increase from a former contract.
    Increase { former: Exact },
}

/// Demand of one post in kW.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Billed {
    pub measured: Exact,
    /// Billed beyond what was measured.
    pub unused: Exact,
    /// Measured beyond the contract, where that is an overrun.
    pub overrun: Exact,
}

impl Billed {
    /// The demand that is billed.
    pub fn total(&self) -> Result<Exact, Halt> {
        fits(self.measured.plus(self.unused))
    }

    /// The same with at least so much billed.
    pub fn at_least(self, least: Exact) -> Result<Self, Halt> {
        let lack = fits(least.minus(self.measured))?;
        Ok(Billed { unused: self.unused.max(lack), ..self })
    }
}

/// Demand of one post.
pub(crate) fn billed(rule: DemandRule, measured: Exact, contracted: Exact) -> Result<Billed, Halt> {
    let percent = |value: Exact, percent: i128| fits(value.times(Exact::new(percent, 2)));
    let (least, limit) = match rule {
        DemandRule::Ordinary => (contracted, Some(percent(contracted, 105)?)),
        DemandRule::Seasonal { highest_former } => (percent(highest_former, 10)?, None),
        DemandRule::NewSupply => (Exact::ZERO, Some(percent(contracted, 135)?)),
        DemandRule::Increase { former } => {
            let more = percent(fits(contracted.minus(former))?, 30)?;
            let limit = percent(former, 5)?.plus(more).and_then(|more| contracted.plus(more));
            (former, Some(fits(limit)?))
        }
    };
    let overrun = match limit {
        Some(limit) if measured > limit => fits(measured.minus(contracted))?,
        _ => Exact::ZERO,
    };
    let unused = fits(least.minus(measured))?.max(Exact::ZERO);
    Ok(Billed { measured, unused, overrun })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kw(tenths: i128) -> Exact {
        Exact::new(tenths, 1)
    }

    fn parts(rule: DemandRule, measured: i128, contracted: i128) -> (Exact, Exact) {
        let billed = billed(rule, kw(measured), kw(contracted)).unwrap();
        (billed.unused, billed.overrun)
    }

    #[test]
    fn five_percent_are_tolerated_and_no_more() {
        assert_eq!(parts(DemandRule::Ordinary, 3_150, 3_000), (Exact::ZERO, Exact::ZERO));
        assert_eq!(parts(DemandRule::Ordinary, 3_151, 3_000), (Exact::ZERO, kw(151)));
        assert_eq!(parts(DemandRule::Ordinary, 2_416, 3_000), (kw(584), Exact::ZERO));
    }

    #[test]
    fn the_test_period_tolerates_more() {
        assert_eq!(parts(DemandRule::NewSupply, 4_050, 3_000), (Exact::ZERO, Exact::ZERO));
        assert_eq!(parts(DemandRule::NewSupply, 4_051, 3_000), (Exact::ZERO, kw(1_051)));
        assert_eq!(parts(DemandRule::NewSupply, 100, 3_000), (Exact::ZERO, Exact::ZERO));
        // From 300 to 400 kW: 400 + 15 + 30 = 445 kW.
        let increase = DemandRule::Increase { former: kw(3_000) };
        assert_eq!(parts(increase, 4_450, 4_000), (Exact::ZERO, Exact::ZERO));
        assert_eq!(parts(increase, 4_520, 4_000), (Exact::ZERO, kw(520)));
        assert_eq!(parts(increase, 2_500, 4_000), (kw(500), Exact::ZERO));
    }

    #[test]
    fn a_season_without_use_pays_a_tenth() {
        assert_eq!(parts(DemandRule::Seasonal { highest_former: kw(1_900) }, 40, 2_000), (kw(150), Exact::ZERO));
        assert_eq!(parts(DemandRule::Seasonal { highest_former: kw(1_900) }, 9_000, 2_000), (Exact::ZERO, Exact::ZERO));
    }
}
