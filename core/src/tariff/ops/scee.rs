//! The compensation system as requests and answers of bills give it.

use crate::issue::{Error, Pointer, Problems};
use crate::quantity::Id;
use crate::tariff::bill_b::{SceeTerms, on_the_wire};
use crate::tariff::exact::Exact;
use crate::tariff::lot::{CreditLot, MinBillPolicy, SceeTaxes, charge_rule, ready};
use crate::tariff::moves::{LotEnergy, Meter};
use crate::tariff::post::{ByPost, Post};
use crate::tariff::prorate::Runs;
use crate::tariff::retained::Regime;
use crate::tariff::rule::Rule;
use crate::tariff::table::TariffSegment;
use serde::{Deserialize, Serialize};

/// The compensation system (*Sistema de Compensação de Energia Elétrica*).
#[derive(Debug, Clone, Default, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Scee {
    /// Energy to use, in order: own injection of the cycle, credits from the oldest, surplus received.
    pub lots: Vec<CreditLot>,
    /// Which taxes compensated energy returns.
    #[serde(default)]
    pub tax: SceeTaxes,
    /// Reading of the minimum, default `ren1000_max`; group A has no minimum.
    #[serde(default)]
    pub min_bill_policy: MinBillPolicy,
}

impl Scee {
    /// How the kernels see it.
    pub(super) fn terms(&self) -> SceeTerms {
        let has_gd_i = self.lots.iter().any(|lot| lot.regime == Regime::GdI);
        self.tax.terms(self.min_bill_policy, has_gd_i)
    }
}

/// What the compensation did.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Compensation {
    /// Energy compensated, by the register where it was consumed.
    pub compensated_kwh: ByPost<Exact>,
    /// The lots, in order of use.
    pub lots: Vec<LotUse>,
    /// Value of the energy without taxes after compensation, before the complement to the minimum; only in group B.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value_before_floor_brl: Option<Exact>,
}

/// What a lot gave and kept, by its own posts; energy of a conventional unit is off-peak energy in an hourly one.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct LotUse {
    /// The lot.
    pub id: Id,
    /// Energy used.
    pub used_kwh: ByPost<Exact>,
    /// Energy left.
    pub left_kwh: ByPost<Exact>,
}

/// Lots ready for the moves, with the rule behind the charge of each.
pub(super) type ReadyLots = (Vec<LotEnergy>, Vec<&'static Rule>);

/// The lots of a request.
///
/// # Errors
/// `UNKNOWN_REGIME`, `OUT_OF_RANGE`, `OVERFLOW`, `POSTO_MISMATCH`, `MISSING_COMPONENT`, `POST_TRANSITION_POLICY_REQUIRED`.
pub(super) fn ready_lots(
    lots: &[CreditLot],
    meter: Meter,
    posts: &[Post],
    tariffs: (&[TariffSegment], &Runs),
) -> Result<ReadyLots, Error> {
    let mut problems = Problems::new();
    let mut found = ReadyLots::default();
    for (index, lot) in lots.iter().enumerate() {
        let place = Pointer::from("/scee/lots").index(index);
        let energy = problems.take(lot.energy(&place));
        let Some(terms) = problems.take(lot.terms(&place)) else { continue };
        found.1.push(charge_rule(&terms, tariffs.0, tariffs.1));
        if let Some(energy) = energy {
            found.0.extend(problems.take(ready(&terms, &energy, meter, posts, tariffs, &place)));
        }
    }
    problems.finish().map(|()| found)
}

/// What the compensation did, from the lots before and after.
pub(super) fn compensation(
    compensated: &ByPost<i64>,
    value_before_floor_brl: Option<Exact>,
    lots: &[CreditLot],
    before: &[LotEnergy],
    after: &[LotEnergy],
) -> Compensation {
    let used = |before: &LotEnergy, after: &LotEnergy| {
        let posts = before.left.iter().map(|(post, milli)| (post, milli - after.left.get(post).copied().unwrap_or(0)));
        on_the_wire(&posts.collect())
    };
    let lots = lots.iter().zip(before.iter().zip(after)).map(|(lot, (before, after))| LotUse {
        id: lot.id.clone(),
        used_kwh: used(before, after),
        left_kwh: on_the_wire(&after.left),
    });
    Compensation { compensated_kwh: on_the_wire(compensated), lots: lots.collect(), value_before_floor_brl }
}
