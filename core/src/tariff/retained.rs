//! What remains charged on compensated energy, R$/kWh (tariff R-GD-5 to R-GD-8; Lei 14.300/2022, arts. 17 and 27).

use super::components::{Components, SceeDiscounts, SceeTariff};
use super::exact::{Exact, overflow};
use super::prorate::in_range;
use super::rule::Rule;
use super::word::words;
use crate::calendar::Date;
use crate::issue::{Code, Error, Issue, Pointer};
use crate::money::Dec;
use serde::Deserialize;

words! {
    /// Compensation regimes of generating units.
    Regime {
        /// Connected or filed in time: every component is compensated until 2045.
        GdI = "gd_i",
        /// The distribution network is charged by a share that grows each year.
        GdIi = "gd_ii",
        /// Large remote or concentrated generation: the networks are charged.
        GdIii = "gd_iii",
    }
}

impl Regime {
    /// Last day of the transition where a lot does not say it (R-GD-3).
    pub(crate) fn usual_end(self) -> Option<Date> {
        match self {
            Regime::GdI => Date::new(2045, 12, 31),
            _ => Date::new(2028, 12, 31),
        }
    }

    fn discount(self, discounts: &SceeDiscounts) -> Option<(Exact, Exact)> {
        let discount = match self {
            Regime::GdI => discounts.gd_i,
            Regime::GdIi => discounts.gd_ii,
            Regime::GdIii => discounts.gd_iii,
            Regime::Unknown => None,
        };
        discount.map(|discount| (discount.tusd_fraction.into(), discount.te_fraction.into()))
    }
}

/// Kinds of [`PostTransition`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum PostTransitionKind {
    /// A fraction of Fio B.
    FioBFraction,
    /// All of TUSD and what is not energy in TE, less a credit for the benefits.
    AllNonEnergy,
}

/// What the caller supposes for the time after the transition: law leaves it open (Lei 14.300/2022, art. 17).
#[derive(Debug, Clone, Copy, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct PostTransition {
    /// Which supposition.
    pub kind: PostTransitionKind,
    /// Fraction of Fio B that is charged; only for `fio_b_fraction`.
    pub charged_fraction: Option<Dec>,
    /// Credit for the benefits of distributed generation, R$/kWh, default 0; only for `all_non_energy`.
    pub benefit_credit_brl_kwh: Option<Dec>,
}

/// A supposition that was checked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Policy {
    FioBFraction(Exact),
    AllNonEnergy(Exact),
}

impl PostTransition {
    /// The supposition, seen from a request in which it stands at `place`.
    ///
    /// # Errors
    /// `MISSING_FIELD` for what the kind needs, `UNKNOWN_FIELD` for what it does not take.
    pub(crate) fn policy(&self, place: &Pointer) -> Result<Policy, Error> {
        let refuse = |code, field| Err(Issue::error(code).at(place.field(field)).into());
        match (self.kind, self.charged_fraction, self.benefit_credit_brl_kwh) {
            (PostTransitionKind::FioBFraction, _, Some(_)) => refuse(Code::UNKNOWN_FIELD, "benefit_credit_brl_kwh"),
            (PostTransitionKind::FioBFraction, None, _) => refuse(Code::MISSING_FIELD, "charged_fraction"),
            (PostTransitionKind::FioBFraction, Some(fraction), _) => Ok(Policy::FioBFraction(fraction.into())),
            (PostTransitionKind::AllNonEnergy, Some(_), _) => refuse(Code::UNKNOWN_FIELD, "charged_fraction"),
            (PostTransitionKind::AllNonEnergy, None, credit) => {
                Ok(Policy::AllNonEnergy(credit.unwrap_or_default().into()))
            }
        }
    }
}

/// The regime of a lot with what decides its charge.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Terms {
    pub regime: Regime,
    pub transition_end: Date,
    pub policy: Option<Policy>,
}

/// Why a charge cannot be computed; the caller knows the places.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Trouble {
    MissingComponent(&'static str),
    PolicyRequired,
    Overflow,
}

impl Trouble {
    /// The issue, with the component at `components` and the policy at `terms`.
    pub fn issue(self, terms: &Pointer, transition_end: Date, components: &Pointer) -> Error {
        match self {
            Trouble::MissingComponent(component) => Issue::error(Code::MISSING_COMPONENT)
                .at(components.field(component))
                .with("component", component)
                .into(),
            Trouble::PolicyRequired => Issue::error(Code::POST_TRANSITION_POLICY_REQUIRED)
                .at(terms.field("post_transition"))
                .with("transition_end", transition_end)
                .law("Lei 14.300/2022, art. 17")
                .into(),
            Trouble::Overflow => overflow(),
        }
    }
}

impl Terms {
    /// The charge on one day (*S*), exact.
    pub fn charge(
        &self,
        day: Date,
        components: Option<&Components>,
        scee: Option<&SceeTariff>,
    ) -> Result<Exact, Trouble> {
        if let Some(scee) = scee {
            return self.published(scee);
        }
        let components = components.copied().unwrap_or_default();
        if day > self.transition_end {
            return self.after_transition(&components);
        }
        match self.regime {
            Regime::GdI | Regime::Unknown => Ok(Exact::ZERO),
            Regime::GdIi => {
                let fio_b = needed(components.fio_b_brl_kwh, "fio_b_brl_kwh")?;
                let share = share(day.year()).ok_or(Trouble::PolicyRequired)?;
                fio_b.times(share).ok_or(Trouble::Overflow)
            }
            Regime::GdIii => {
                let fio_b = needed(components.fio_b_brl_kwh, "fio_b_brl_kwh")?;
                let fio_a = needed(components.fio_a_brl_kwh, "fio_a_brl_kwh")?;
                let charges = optional(components.tfsee_brl_kwh)?.plus(optional(components.ped_brl_kwh)?);
                let sum = || fio_b.plus(fio_a.times(Exact::new(4, 1))?)?.plus(charges?);
                sum().ok_or(Trouble::Overflow)
            }
        }
    }

    /// The rule behind the charge on a day.
    pub fn rule(&self, day: Date, published: bool) -> &'static Rule {
        match self.regime {
            _ if published => Rule::SCEE_TARIFF,
            _ if day > self.transition_end => Rule::AFTER_TRANSITION,
            Regime::GdIii => Rule::GD_III,
            _ => Rule::GD_II,
        }
    }

    /// `S = tusd_scee (1 - d_tusd) + te_scee (1 - d_te)` (R-GD-8).
    fn published(&self, scee: &SceeTariff) -> Result<Exact, Trouble> {
        let (tusd_off, te_off) = self.regime.discount(&scee.discounts).ok_or(Trouble::MissingComponent("discounts"))?;
        let tusd = in_range(scee.tusd_brl_kwh.into()).ok_or(Trouble::Overflow)?;
        let te = in_range(scee.te_brl_kwh.into()).ok_or(Trouble::Overflow)?;
        let sum = || {
            let tusd = tusd.times(Exact::ONE.minus(tusd_off)?)?;
            tusd.plus(te.times(Exact::ONE.minus(te_off)?)?)
        };
        sum().ok_or(Trouble::Overflow)
    }

    /// The caller's supposition (R-GD-7).
    fn after_transition(&self, components: &Components) -> Result<Exact, Trouble> {
        match self.policy.ok_or(Trouble::PolicyRequired)? {
            Policy::FioBFraction(fraction) => {
                let fio_b = needed(components.fio_b_brl_kwh, "fio_b_brl_kwh")?;
                fio_b.times(fraction).ok_or(Trouble::Overflow)
            }
            Policy::AllNonEnergy(credit) => {
                let tusd = needed(components.tusd_total_brl_kwh, "tusd_total_brl_kwh")?;
                let te = optional(components.te_non_energy_brl_kwh)?;
                tusd.plus(te).and_then(|sum| sum.minus(credit)).ok_or(Trouble::Overflow)
            }
        }
    }
}

/// Share of Fio B that GD II is charged in a year (Lei 14.300/2022, art. 27): none known after 2030.
fn share(year: i32) -> Option<Exact> {
    let percent = match year {
        ..=2022 => 0,
        2023 => 15,
        2024 => 30,
        2025 => 45,
        2026 => 60,
        2027 => 75,
        2028..=2030 => 90,
        _ => return None,
    };
    Some(Exact::new(percent, 2))
}

fn needed(component: Option<Dec>, name: &'static str) -> Result<Exact, Trouble> {
    let component = component.ok_or(Trouble::MissingComponent(name))?;
    in_range(component.into()).ok_or(Trouble::Overflow)
}

fn optional(component: Option<Dec>) -> Result<Exact, Trouble> {
    in_range(component.unwrap_or_default().into()).ok_or(Trouble::Overflow)
}
