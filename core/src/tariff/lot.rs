//! Credit lots and the compensation of a bill as requests give them (tariff sections 6 and 7).

use super::bill_b::SceeTerms;
use super::exact::{Exact, overflow};
use super::moves::{LotEnergy, Meter};
use super::post::{ByPost, Post};
use super::prorate::{Run, Runs, energy_in_range};
use super::rates::place;
use super::retained::{PostTransition, Regime, Terms, Trouble};
use super::rule::Rule;
use super::table::TariffSegment;
use crate::calendar::Date;
use crate::issue::{Code, Error, Issue, Pointer, Problems};
use crate::money::Dec;
use crate::quantity::Id;
use serde::{Deserialize, Serialize};

/// Energy that a unit may compensate: its own injection of the cycle, a credit, or surplus received.
#[derive(Debug, Clone, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct CreditLot {
    /// Its name in the answer.
    pub id: Id,
    /// Compensation regime of its origin.
    pub regime: Regime,
    /// Energy by post in kWh, at most 6 decimals.
    pub kwh: ByPost<Dec<6>>,
    /// Last day of the transition; 2045-12-31 for GD I and 2028-12-31 for the others if absent.
    pub transition_end: Option<Date>,
    /// What is supposed for the time after the transition; needed only there.
    pub post_transition: Option<PostTransition>,
}

impl CreditLot {
    /// A lot of a conventional unit.
    pub fn new(id: Id, regime: Regime, kwh: ByPost<Dec<6>>) -> Self {
        CreditLot { id, regime, kwh, transition_end: None, post_transition: None }
    }

    /// Its terms, seen from a request in which it stands at `place`.
    ///
    /// # Errors
    /// `UNKNOWN_REGIME`, and those of the supposition.
    pub(crate) fn terms(&self, place: &Pointer) -> Result<Terms, Error> {
        terms(self.regime, self.transition_end, self.post_transition.as_ref(), place)
    }

    /// Its energy on the grid.
    ///
    /// # Errors
    /// `OUT_OF_RANGE` below zero, `OVERFLOW` above 10^12 kWh.
    pub(crate) fn energy(&self, place: &Pointer) -> Result<ByPost<i64>, Error> {
        let mut problems = Problems::new();
        let place = place.field("kwh");
        let read = |(post, kwh): (Post, &Dec<6>)| {
            let at = || place.field(post.name());
            let kwh = Exact::from(*kwh);
            if kwh.is_negative() {
                return Err(Issue::error(Code::OUT_OF_RANGE).at(at()).with("min", 0).with("max", 1e12).into());
            }
            energy_in_range(kwh).map(|milli| (post, milli)).ok_or_else(|| Issue::error(Code::OVERFLOW).at(at()).into())
        };
        let energy = self.kwh.iter().filter_map(|entry| problems.take(read(entry))).collect();
        problems.finish().map(|()| energy)
    }
}

/// The terms of energy of a regime.
///
/// # Errors
/// `UNKNOWN_REGIME`, and those of the supposition.
pub(crate) fn terms(
    regime: Regime,
    transition_end: Option<Date>,
    post_transition: Option<&PostTransition>,
    place: &Pointer,
) -> Result<Terms, Error> {
    let mut problems = Problems::new();
    problems.require(regime != Regime::Unknown, || {
        Issue::error(Code::UNKNOWN_REGIME).at(place.field("regime")).with("expected", Regime::WORDS)
    });
    let policy = post_transition.map(|policy| policy.policy(&place.field("post_transition")));
    let policy = policy.and_then(|policy| problems.take(policy));
    let end = transition_end.or_else(|| regime.usual_end());
    match end {
        Some(transition_end) if problems.is_empty() => Ok(Terms { regime, transition_end, policy }),
        _ => Err(problems.into_error()),
    }
}

/// The charge on each compensated kWh at a register, averaged over the cycle day by day (R-GD-5, R-VAL-2).
///
/// # Errors
/// `MISSING_COMPONENT`, `POST_TRANSITION_POLICY_REQUIRED`, `OVERFLOW`.
pub(crate) fn mean_charge(
    terms: &Terms,
    post: Post,
    segments: &[TariffSegment],
    runs: &Runs,
    lot: &Pointer,
) -> Result<Exact, Error> {
    let on = |run: &Run, day: Date| {
        let segment = segments.get(run.segment);
        let components = segment.and_then(|segment| segment.components.get(post));
        let scee = segment.and_then(|segment| segment.scee.get(post));
        let field = if scee.is_some() { "scee" } else { "components" };
        let trouble =
            |trouble: Trouble| trouble.issue(lot, terms.transition_end, &place(run.segment, field).field(post.name()));
        terms.charge(day, components, scee).map_err(trouble)
    };
    // A run has one segment and one year; only the end of the transition can still divide it.
    runs.weighted(|run| {
        let before = (run.first.days_until(terms.transition_end) + 1).clamp(0, run.days);
        let mut sum = Exact::ZERO;
        for (days, from) in [(before, 0), (run.days - before, before)] {
            if days > 0 {
                let part = on(run, run.first.add_days(from)?)?.times(Exact::from(days));
                sum = part.and_then(|part| sum.plus(part)).ok_or_else(overflow)?;
            }
        }
        Ok(sum)
    })
}

/// The rule behind the charge of a lot on the last day of a cycle.
pub(crate) fn charge_rule(terms: &Terms, segments: &[TariffSegment], runs: &Runs) -> &'static Rule {
    let last = runs.iter().last();
    let published =
        last.and_then(|run| segments.get(run.segment)).is_some_and(|segment| segment.scee.posts().count() > 0);
    match last.map(|run| run.first.add_days(run.days - 1)) {
        Some(Ok(day)) => terms.rule(day, published),
        _ => Rule::GD_II,
    }
}

/// A lot ready for the moves.
///
/// # Errors
/// Those of [`mean_charge`]; `POSTO_MISMATCH` for energy of a post that the unit does not know.
pub(crate) fn ready(
    terms: &Terms,
    energy: &ByPost<i64>,
    meter: Meter,
    posts: &[Post],
    (segments, runs): (&[TariffSegment], &Runs),
    place: &Pointer,
) -> Result<LotEnergy, Error> {
    let left =
        meter.receive(0, energy).map_err(|_| Error::from(Issue::error(Code::POSTO_MISMATCH).at(place.field("kwh"))))?;
    let charge = posts.iter().map(|post| Ok((*post, mean_charge(terms, *post, segments, runs, place)?)));
    Ok(LotEnergy { left, charge: charge.collect::<Result<_, Error>>()? })
}

/// Which taxes compensated energy returns, by the rules of the state and of federal law (tariff R-TAX-5).
#[derive(Debug, Clone, Copy, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct SceeTaxes {
    /// ICMS on the TE of compensated energy is returned, default yes (Convênio ICMS 16/2015).
    #[serde(default = "yes")]
    pub icms_exempt_te: bool,
    /// ICMS on the TUSD of compensated energy is returned, default no: states differ.
    #[serde(default)]
    pub icms_exempt_tusd: bool,
    /// PIS and COFINS on compensated energy are returned, default yes (Lei 13.169/2015).
    #[serde(default = "yes")]
    pub pis_cofins_exempt: bool,
    /// The retained charge carries all taxes, default no.
    #[serde(default)]
    pub retained_taxed: bool,
    /// The taxes of the minimum are due even where the retained charge exceeds it, default no (practice in Minas Gerais).
    #[serde(default)]
    pub availability_tax_floor: bool,
}

fn yes() -> bool {
    true
}

impl Default for SceeTaxes {
    fn default() -> Self {
        SceeTaxes {
            icms_exempt_te: true,
            icms_exempt_tusd: false,
            pis_cofins_exempt: true,
            retained_taxed: false,
            availability_tax_floor: false,
        }
    }
}

/// Readings of the rule that compares the compensated bill with the minimum.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum MinBillPolicy {
    /// The energy value never falls below the minimum (REN 1.000/2021, art. 655-I).
    #[default]
    Ren1000Max,
    /// GD II and GD III with consumption from the minimum on pay no less and no more than their charges (Lei 14.300/2022, art. 16, § 1).
    #[serde(rename = "lei14300_art16")]
    Lei14300Art16,
}

impl SceeTaxes {
    /// The terms of the compensation, with the reading of the minimum and whether a lot is of GD I.
    pub(crate) fn terms(&self, policy: MinBillPolicy, has_gd_i: bool) -> SceeTerms {
        SceeTerms {
            icms_exempt_te: self.icms_exempt_te,
            icms_exempt_tusd: self.icms_exempt_tusd,
            pis_cofins_exempt: self.pis_cofins_exempt,
            retained_taxed: self.retained_taxed,
            tax_floor: self.availability_tax_floor,
            floor_lifted_above_minimum: policy == MinBillPolicy::Lei14300Art16 && !has_gd_i,
        }
    }
}
