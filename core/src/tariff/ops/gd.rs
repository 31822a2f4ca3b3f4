//! The operations `classify_gd` and `retained_charge`.

use crate::Answer;
use crate::calendar::Date;
use crate::issue::{Code, Error, Issue, Pointer, Problems};
use crate::money::Dec;
use crate::tariff::components::{Components, SceeTariff};
use crate::tariff::exact::Exact;
use crate::tariff::gd::{GdCategory, GdILoss, GdModality, GdSource, Plant, transition_end};
use crate::tariff::lot::terms;
use crate::tariff::retained::{PostTransition, Regime};
use serde::{Deserialize, Serialize};

/// A generating unit and the dates of its request.
#[derive(Debug, Clone, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct ClassifyGdRequest {
    /// Installed power in kW AC as first requested, above 0.
    pub power_kw: Dec,
    /// Day on which the connection was requested (*protocolo*).
    pub protocol_date: Date,
    /// Day of the connection budget (*orçamento de conexão*).
    pub budget_date: Option<Date>,
    /// Last day to connect that the budget names.
    pub connection_deadline: Option<Date>,
    /// Day on which injection began.
    pub injection_start: Option<Date>,
    /// Source, default solar.
    #[serde(default)]
    pub source: GdSource,
    /// Whether the generation is dispatchable, default no.
    #[serde(default)]
    pub dispatchable: bool,
    /// Who uses the energy, default the unit itself.
    #[serde(default)]
    pub modality: GdModality,
    /// Largest share of a beneficiary of shared generation, 0 to 1; needed where it decides: above 500 kW, not dispatchable.
    pub largest_share_fraction: Option<Dec>,
    /// Days by which the deadline was suspended, default 0 (Lei 14.300/2022, art. 26, § 4).
    #[serde(default)]
    pub suspended_days: u32,
    /// Why the right to GD I was lost, if it was.
    pub gd_i_lost_by: Option<GdILoss>,
    /// Power available to the unit in kW, which the generation may not exceed (REN 1.000/2021, art. 31).
    pub available_power_kw: Option<Dec>,
    /// Later increases of power, in order.
    #[serde(default)]
    pub increases: Vec<GdIncrease>,
}

/// A later increase of power: never GD I (REN 1.000/2021, art. 655-O).
#[derive(Debug, Clone, Copy, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct GdIncrease {
    /// Power added, kW AC, above 0.
    pub power_kw: Dec,
    /// Day on which it was requested.
    pub protocol_date: Date,
}

/// Class and regime of a generating unit.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct GdClass {
    /// Class by the power with all increases.
    pub category: GdCategory,
    /// Regime of the power first requested.
    pub regime: Regime,
    /// Last day of its transition.
    pub transition_end: Date,
    /// Last day on which injection had to begin to keep GD I, where the law sets one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub injection_deadline: Option<Date>,
    /// Power by regime: a lot of energy is divided among them by power.
    pub parts: Vec<GdPart>,
    /// Article behind the regime.
    pub law: &'static str,
}

/// Power that shares a regime.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct GdPart {
    /// Power in kW AC.
    pub power_kw: Exact,
    /// Its regime.
    pub regime: Regime,
    /// Last day of its transition.
    pub transition_end: Date,
}

impl ClassifyGdRequest {
    /// An ordinary unit that uses its own energy; other fields may be assigned.
    pub fn new(power_kw: Dec, protocol_date: Date) -> Self {
        ClassifyGdRequest {
            power_kw,
            protocol_date,
            budget_date: None,
            connection_deadline: None,
            injection_start: None,
            source: GdSource::Solar,
            dispatchable: false,
            modality: GdModality::AutoconsumoLocal,
            largest_share_fraction: None,
            suspended_days: 0,
            gd_i_lost_by: None,
            available_power_kw: None,
            increases: Vec::new(),
        }
    }
}

/// Classify a generating unit: micro or mini, GD I, II or III, end of the transition (Lei 14.300/2022, arts. 1, 26 and 27).
///
/// # Errors
/// `OUT_OF_RANGE` for a power that is not above 0 or a share outside 0 to 1, `POWER_ABOVE_MMGD_LIMIT`,
/// `POWER_ABOVE_AVAILABLE`, `MISSING_FIELD` for a share that decides.
pub fn classify_gd(request: ClassifyGdRequest) -> Result<Answer<GdClass>, Error> {
    let mut problems = Problems::new();
    let first = Exact::from(request.power_kw);
    let mut power = first;
    let increases = request.increases.iter().map(|increase| increase.power_kw);
    for (index, added) in std::iter::once(request.power_kw).chain(increases).enumerate() {
        let added = Exact::from(added);
        let place = || match index.checked_sub(1) {
            None => Pointer::from("/power_kw"),
            Some(index) => Pointer::from("/increases").index(index).field("power_kw"),
        };
        problems.require(added.is_positive(), || {
            Issue::error(Code::OUT_OF_RANGE).at(place()).with("min", 0).with("max", 5_000)
        });
        if index > 0 {
            power = power.plus(added).ok_or_else(crate::tariff::exact::overflow)?;
        }
    }
    let share = request.largest_share_fraction.map(Exact::from);
    let valid = share.is_none_or(|share| !share.is_negative() && share <= Exact::ONE);
    problems.require(valid, || {
        Issue::error(Code::OUT_OF_RANGE).at("/largest_share_fraction").with("min", 0).with("max", 1)
    });
    let plant = Plant {
        power,
        protocol: request.protocol_date,
        budget: request.budget_date,
        deadline: request.connection_deadline,
        injection: request.injection_start,
        source: request.source,
        dispatchable: request.dispatchable,
        modality: request.modality,
        concentrated: share.is_some_and(|share| share >= Exact::new(25, 2)),
        suspended_days: request.suspended_days.into(),
        lost: request.gd_i_lost_by.is_some(),
    };
    problems.require(power <= plant.limit(), || {
        let issue = Issue::error(Code::POWER_ABOVE_MMGD_LIMIT).at("/power_kw");
        issue.with("power_kw", power).with("limit_kw", plant.limit()).law("Lei 14.300/2022, art. 1, XI e XIII")
    });
    if let Some(available) = request.available_power_kw.map(Exact::from) {
        problems.require(power <= available, || {
            let issue = Issue::error(Code::POWER_ABOVE_AVAILABLE).at("/power_kw");
            issue.with("power_kw", power).with("limit_kw", available).law("REN ANEEL 1.000/2021, art. 31")
        });
    }
    problems.require(share.is_some() || !plant.needs_share(), || {
        Issue::error(Code::MISSING_FIELD).at("/largest_share_fraction").law("Lei 14.300/2022, art. 27, § 1º")
    });
    problems.finish()?;
    // The right of the first power is judged by that power alone.
    let original = Plant { power: first, ..plant };
    let regime = match original.regime()? {
        Regime::GdI => Regime::GdI,
        _ => plant.regime_without_right(),
    };
    let end = |regime, protocol| {
        transition_end(regime, protocol).ok_or_else(|| Error::from(Issue::error(Code::UNKNOWN_REGIME)))
    };
    let mut parts = vec![GdPart { power_kw: first, regime, transition_end: end(regime, request.protocol_date)? }];
    for increase in &request.increases {
        let regime = plant.regime_without_right();
        let transition_end = end(regime, increase.protocol_date)?;
        parts.push(GdPart { power_kw: increase.power_kw.into(), regime, transition_end });
    }
    let law = match regime {
        Regime::GdI => "Lei 14.300/2022, art. 26; REN ANEEL 1.000/2021, art. 655-O",
        Regime::GdIii => "Lei 14.300/2022, art. 27, § 1º; REN ANEEL 1.000/2021, art. 655-Q",
        _ => "Lei 14.300/2022, art. 27; REN ANEEL 1.000/2021, art. 655-P",
    };
    Ok(Answer::new(GdClass {
        category: plant.category(),
        regime,
        transition_end: end(regime, request.protocol_date)?,
        injection_deadline: original.last_day()?,
        parts,
        law,
    }))
}

/// Energy of a regime on some days.
#[derive(Debug, Clone, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct RetainedChargeRequest {
    /// Compensation regime.
    pub regime: Regime,
    /// The days.
    pub on: Vec<Date>,
    /// Components of the tariff of one post.
    pub components: Option<Components>,
    /// SCEE tariffs with their discounts, instead of components.
    pub scee: Option<SceeTariff>,
    /// Last day of the transition; 2045-12-31 for GD I and 2028-12-31 for the others if absent.
    pub transition_end: Option<Date>,
    /// What is supposed for the time after the transition; needed only there.
    pub post_transition: Option<PostTransition>,
}

/// Charges on compensated energy.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct RetainedCharges {
    /// The charge of each day, in the same order.
    pub days: Vec<RetainedDay>,
}

/// The charge of a day.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct RetainedDay {
    /// The day.
    pub on: Date,
    /// What each compensated kWh still pays, without taxes, exact.
    pub retained_brl_kwh: Exact,
    /// Id of the rule behind it.
    pub rule: &'static str,
    /// Acts and articles behind it.
    pub law: &'static str,
}

/// Find what each compensated kWh still pays on given days (Lei 14.300/2022, arts. 17 and 27).
///
/// # Errors
/// `UNKNOWN_REGIME`, `MISSING_COMPONENT`, `POST_TRANSITION_POLICY_REQUIRED`, `OVERFLOW`.
pub fn retained_charge(request: RetainedChargeRequest) -> Result<Answer<RetainedCharges>, Error> {
    let root = Pointer::root();
    let terms = terms(request.regime, request.transition_end, request.post_transition.as_ref(), &root)?;
    let place = Pointer::from(if request.scee.is_some() { "/scee" } else { "/components" });
    let charge = |day: &Date| {
        let retained = terms.charge(*day, request.components.as_ref(), request.scee.as_ref());
        let retained_brl_kwh = retained.map_err(|trouble| trouble.issue(&root, terms.transition_end, &place))?;
        let rule = terms.rule(*day, request.scee.is_some());
        Ok(RetainedDay { on: *day, retained_brl_kwh, rule: rule.id, law: rule.law })
    };
    let days = request.on.iter().map(charge).collect::<Result<Vec<_>, Error>>()?;
    Ok(Answer::new(RetainedCharges { days }))
}
