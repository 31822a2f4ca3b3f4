//! Records of tasks and alerts over samples, without personal data by construction.

use crate::Answer;
use crate::calendar::Instant;
use crate::issue::{Code, Error, Issue, Pointer, Problems};
use crate::money::{Dec, Exact};
use crate::quantity::Id;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, VecDeque};

macro_rules! words {
    ($(#[$meta:meta])* $name:ident { $($variant:ident $word:literal)* }) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
        #[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
        pub enum $name { $(#[doc = $word] #[serde(rename = $word)] $variant,)* }
    };
}

words! {
    /// Who did a task.
    TaskAgent {
        HelioCore "helio.core"
        LeadOrigination "lead.origination"
        ViabilityPv "viability.pv"
        TariffsAneel "tariffs.aneel"
        CatalogCurator "catalog.curator"
        FinanceCredit "finance.credit"
        LegalCompliance "legal.compliance"
        LogisticsFulfillment "logistics.fulfillment"
        InsuranceRisk "insurance.risk"
        OmMonitor "om.monitor"
        SolarPanelDetection "solar.panel_detection"
        SolarThermalAnalysis "solar.thermal_analysis"
        SolarPhotogrammetry "solar.photogrammetry"
    }
}

words! {
    /// How a task ended.
    TaskOutcome { Success "success" Failure "failure" }
}

words! {
    /// Where the facts of a task come from.
    TaskSource { Aneel "ANEEL" Pvgis "PVGIS" NasaPower "NASA POWER" Bacen "BACEN" Catalog "CATALOG" }
}

/// A task that was done. There is no other member, so personal data cannot enter.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct TaskRecordRequest {
    /// Its id.
    pub task_id: Id,
    /// Who did it.
    pub agent: TaskAgent,
    /// How long it took.
    pub latency_ms: u32,
    /// How it ended.
    pub outcome: TaskOutcome,
    /// Codes of errors, upper snake case.
    pub errors: Vec<String>,
    /// Where its facts come from.
    pub sources: Vec<TaskSource>,
}

/// A record for a log.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct TaskRecord {
    /// One line of JSON with the six members in their order.
    pub line: String,
}

/// Write the record of a task for a log: six members in a fixed order, one line; errors are codes alone.
///
/// # Errors
/// `ERROR_NOT_A_CODE` at an error that is not in upper snake case.
pub fn task_record(request: TaskRecordRequest) -> Result<Answer<TaskRecord>, Error> {
    let mut problems = Problems::new();
    for (index, error) in request.errors.iter().enumerate() {
        let mut bytes = error.bytes();
        let fits = error.len() <= 64
            && bytes.next().is_some_and(|byte| byte.is_ascii_uppercase())
            && bytes.all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit() || byte == b'_');
        let place = Pointer::from("/errors").index(index);
        problems.require(fits, || Issue::error(Code::ERROR_NOT_A_CODE).at(place));
    }
    problems.finish()?;
    let line = serde_json::to_string(&request).map_err(|_| Issue::error(Code::NOT_FINITE))?;
    Ok(Answer::new(TaskRecord { line }))
}

/// What a rule looks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum AlertCondition {
    /// A value above the limit.
    Above,
    /// A value below the limit.
    Below,
    /// A value further from its reference than the limit, as a fraction of the reference.
    DriftAbove,
    /// At least so many samples of one source within the window.
    CountAtLeast,
}

/// A rule.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct AlertRule {
    /// Its id.
    pub id: Id,
    /// What it is about.
    pub metric: Id,
    /// What it looks for.
    pub condition: AlertCondition,
    /// The limit; exactly on it is no alert, but a count that reaches it is.
    pub limit: Dec,
    /// `count_at_least`: length of the window up to a sample; what is exactly that old has left.
    pub window_s: Option<u32>,
}

/// A sample.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct AlertSample {
    /// What it is about.
    pub metric: Id,
    /// When.
    pub at: Instant,
    /// Its value; not needed to be counted.
    pub value: Option<Dec>,
    /// `drift_above`: the value it is compared with, above zero.
    pub reference: Option<Dec>,
    /// Where it comes from.
    pub source: Option<Id>,
}

/// Samples and the rules for them.
#[derive(Debug, Clone, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct EvaluateAlertsRequest {
    /// The rules.
    pub rules: Vec<AlertRule>,
    /// The samples, in any order.
    pub samples: Vec<AlertSample>,
}

/// An alert.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Alert {
    /// The rule.
    pub rule: Id,
    /// When: the instant of the sample.
    pub at: Instant,
    /// Where the sample comes from.
    pub source: Option<Id>,
}

/// Alerts.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Alerts {
    /// The alerts by instant, then rule, then source.
    pub alerts: Vec<Alert>,
}

/// Evaluate alert rules over samples: values above or below a limit, drift from a reference, repeated samples of one source.
///
/// # Errors
/// `MISSING_FIELD` for a window, value or reference that a rule needs; `REFERENCE_NOT_POSITIVE`.
pub fn evaluate_alerts(request: EvaluateAlertsRequest) -> Result<Answer<Alerts>, Error> {
    let mut problems = Problems::new();
    let mut alerts = Vec::new();
    let mut samples: Vec<(usize, &AlertSample)> = request.samples.iter().enumerate().collect();
    samples.sort_by_key(|(index, sample)| (sample.at, *index));
    for (index, rule) in request.rules.iter().enumerate() {
        let own = samples.iter().filter(|(_, sample)| sample.metric == rule.metric).copied();
        match (rule.condition, rule.window_s) {
            (AlertCondition::CountAtLeast, None) => {
                let place = Pointer::from("/rules").index(index).field("window_s");
                problems.push(Issue::error(Code::MISSING_FIELD).at(place));
            }
            (AlertCondition::CountAtLeast, Some(window)) => {
                count(rule, window, own.map(|(_, sample)| sample), &mut alerts)
            }
            _ => {
                for (index, sample) in own {
                    let place = Pointer::from("/samples").index(index);
                    if problems.take(is_past(rule, sample).map_err(|error| error.within(place))) == Some(true) {
                        alerts.push(Alert { rule: rule.id.clone(), at: sample.at, source: sample.source.clone() });
                    }
                }
            }
        }
    }
    problems.finish()?;
    alerts.sort_by(|one, other| (one.at, &one.rule, &one.source).cmp(&(other.at, &other.rule, &other.source)));
    Ok(Answer::new(Alerts { alerts }))
}

/// Whether a sample's value is past a rule's limit, compared exactly.
fn is_past(rule: &AlertRule, sample: &AlertSample) -> Result<bool, Error> {
    let value = sample.value.ok_or_else(|| Issue::error(Code::MISSING_FIELD).at("/value"))?.get();
    let limit = rule.limit.get();
    if rule.condition != AlertCondition::DriftAbove {
        return Ok(if rule.condition == AlertCondition::Above { value > limit } else { value < limit });
    }
    let reference = sample.reference.ok_or_else(|| Issue::error(Code::MISSING_FIELD).at("/reference"))?.get();
    if reference <= Decimal::ZERO {
        return Err(Issue::error(Code::REFERENCE_NOT_POSITIVE).at("/reference").into());
    }
    let off = Exact::from(value) - Exact::from(reference);
    let off = if off.is_negative() { Exact::from(0) - off } else { off };
    Ok(off > Exact::from(reference) * Exact::from(limit))
}

/// One alert each time that the samples of a source within the window reach the limit.
fn count<'a>(rule: &AlertRule, window_s: u32, samples: impl Iterator<Item = &'a AlertSample>, alerts: &mut Vec<Alert>) {
    let mut by_source: BTreeMap<Option<&Id>, VecDeque<Instant>> = BTreeMap::new();
    for sample in samples {
        let seen = by_source.entry(sample.source.as_ref()).or_default();
        let reached = |seen: &VecDeque<Instant>| Decimal::from(seen.len()) >= rule.limit.get();
        let before = reached(seen);
        while seen.front().is_some_and(|at| at.seconds_until(sample.at) >= i64::from(window_s)) {
            seen.pop_front();
        }
        let still = before && reached(seen);
        seen.push_back(sample.at);
        if reached(seen) && !still {
            alerts.push(Alert { rule: rule.id.clone(), at: sample.at, source: sample.source.clone() });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn id(text: &str) -> Id {
        Id::try_from(text.to_owned()).unwrap()
    }

    fn sample(seconds: i64, value: Option<Decimal>, reference: Option<Decimal>) -> AlertSample {
        AlertSample {
            metric: id("m"),
            at: Instant::from_unix(seconds).unwrap(),
            value: value.map(Dec::from),
            reference: reference.map(Dec::from),
            source: Some(id("s")),
        }
    }

    fn alerts(condition: AlertCondition, limit: Decimal, window_s: Option<u32>, samples: Vec<AlertSample>) -> Vec<i64> {
        let rule = AlertRule { id: id("r"), metric: id("m"), condition, limit: limit.into(), window_s };
        let found = evaluate_alerts(EvaluateAlertsRequest { rules: vec![rule], samples }).unwrap();
        found.value.alerts.iter().map(|alert| alert.at.unix()).collect()
    }

    #[test]
    fn exactly_on_the_limit_is_no_drift() {
        let drift = |value| sample(1, Some(Decimal::new(value, 4)), Some(Decimal::new(72, 2)));
        let one_percent = Decimal::new(1, 2);
        assert!(alerts(AlertCondition::DriftAbove, one_percent, None, vec![drift(7_272)]).is_empty());
        assert_eq!(alerts(AlertCondition::DriftAbove, one_percent, None, vec![drift(7_273)]), [1]);
        assert_eq!(alerts(AlertCondition::DriftAbove, one_percent, None, vec![drift(7_127)]), [1]);
    }

    #[test]
    fn a_burst_alerts_once_until_it_ends() {
        let at = |seconds: &[i64]| seconds.iter().map(|second| sample(*second, None, None)).collect::<Vec<_>>();
        let three = Decimal::from(3);
        assert_eq!(alerts(AlertCondition::CountAtLeast, three, Some(10), at(&[0, 5, 9, 9, 30, 31, 32])), [9, 32]);
        // What is exactly ten seconds old has left.
        assert!(alerts(AlertCondition::CountAtLeast, three, Some(10), at(&[0, 5, 10])).is_empty());
    }
}
