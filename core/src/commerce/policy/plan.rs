//! The plan: what a policy says about an order, with every reason.

use super::context::Context;
use super::directory::{Directory, Eligibility};
use super::distinct;
use super::validate::{Compiled, Effect, StepRule};
use crate::calendar::Instant;
use crate::issue::{Code, Error, Issue, Pointer, Problems};
use rust_decimal::Decimal;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// What a policy says about an order.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Plan {
    /// The decision.
    pub outcome: PlanOutcome,
    /// Rules that matched, in the order in which they were looked at; `default` when it decided.
    pub matched: Vec<Matched>,
    /// Who must approve, by level; empty unless the outcome is `requires_approval`.
    pub levels: Vec<PlanLevel>,
    /// Why the order is blocked.
    pub codes: Vec<PlanCode>,
}

/// Decisions of a [`Plan`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum PlanOutcome {
    /// A rule refuses it.
    Denied,
    /// Its levels must approve.
    RequiresApproval,
    /// It needs nobody.
    AutoApproved,
    /// Nobody could approve it; a blocked order is never approved by itself.
    Blocked,
}

/// A rule that matched.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Matched {
    /// Its id, or `default`.
    pub rule: String,
    /// What it does.
    pub effect: Effect,
    /// Whether its condition is true, or unknown because a field is missing.
    #[serde(rename = "match")]
    pub truth: Truth,
}

/// Why a rule matched.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Truth {
    /// Its condition is true.
    True,
    /// A field is missing: a rule that denies or requires counts as matched.
    Unknown,
}

/// The steps of one level.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct PlanLevel {
    /// Its number.
    pub level: i64,
    /// Its steps by id.
    pub steps: Vec<PlanStep>,
}

/// A step of a [`Plan`].
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct PlanStep {
    /// Its id.
    pub step: String,
    /// How many must approve.
    pub need: usize,
    /// Who may, by id.
    pub eligible: BTreeSet<String>,
    /// Whether the approvers were too few and the fallback came in.
    pub fallback: bool,
}

/// Why an order is blocked.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct PlanCode {
    /// `NO_ELIGIBLE_APPROVER` or `DISTINCT_APPROVERS_IMPOSSIBLE`.
    pub code: Code,
    /// The step, if it is about one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub step: Option<String>,
}

/// Makes the plan.
///
/// # Errors
/// `CONTEXT_INCOMPLETE` for a missing total, currency or requester; `CURRENCY_MISMATCH`.
pub(in crate::commerce) fn plan(
    policy: &Compiled,
    context: &Context,
    directory: &Directory,
    now: Instant,
) -> Result<Plan, Error> {
    let order = Order::read(policy, context)?;
    let mut matched = Vec::new();
    let mut positions: Vec<usize> = Vec::new();
    let mut strongest = None;
    for rule in &policy.rules {
        let truth = match (rule.when.evaluate(context), rule.effect) {
            (Some(true), _) => Truth::True,
            (None, Effect::Deny | Effect::Require) => Truth::Unknown,
            _ => continue,
        };
        matched.push(Matched { rule: rule.id.clone(), effect: rule.effect, truth });
        strongest = stronger(strongest, rule.effect);
        if rule.effect == Effect::Require {
            positions.extend(&rule.steps);
        }
        if rule.stop {
            break;
        }
    }
    let effect = strongest.unwrap_or_else(|| {
        let matched_default = Matched { rule: "default".to_owned(), effect: policy.default_effect, truth: Truth::True };
        matched.push(matched_default);
        positions.extend(&policy.default_steps);
        policy.default_effect
    });
    let (outcome, levels, codes) = match effect {
        Effect::Deny => (PlanOutcome::Denied, Vec::new(), Vec::new()),
        Effect::AutoApprove => (PlanOutcome::AutoApproved, Vec::new(), Vec::new()),
        Effect::Require => match levels(policy, &positions, &order, directory, now) {
            (levels, codes) if codes.is_empty() => (PlanOutcome::RequiresApproval, levels, codes),
            (_, codes) => (PlanOutcome::Blocked, Vec::new(), codes),
        },
    };
    Ok(Plan { outcome, matched, levels, codes })
}

/// Deny is stronger than require, which is stronger than auto-approve.
fn stronger(known: Option<Effect>, effect: Effect) -> Option<Effect> {
    let rank = |effect: Effect| match effect {
        Effect::Deny => 2,
        Effect::Require => 1,
        Effect::AutoApprove => 0,
    };
    Some(known.filter(|known| rank(*known) >= rank(effect)).unwrap_or(effect))
}

/// What a plan always needs to know.
pub(in crate::commerce) struct Order<'a> {
    pub total: Decimal,
    pub requester: &'a str,
    pub cost_center: Option<&'a str>,
}

impl<'a> Order<'a> {
    /// Reads it.
    ///
    /// # Errors
    /// `CONTEXT_INCOMPLETE`, `CURRENCY_MISMATCH`.
    pub fn read(policy: &Compiled, context: &'a Context) -> Result<Self, Error> {
        let mut problems = Problems::new();
        let missing = |field: &str| Issue::error(Code::CONTEXT_INCOMPLETE).at(Pointer::root().field(field));
        let total = context.decimal("order.total");
        let currency = context.text("order.currency");
        let requester = context.text("requester.id");
        problems.require(total.is_some(), || missing("order.total"));
        problems.require(currency.is_some(), || missing("order.currency"));
        problems.require(requester.is_some(), || missing("requester.id"));
        let (Some(total), Some(currency), Some(requester)) = (total, currency, requester) else {
            return Err(problems.into_error());
        };
        if currency != policy.currency.code() {
            let place = Pointer::root().field("order.currency");
            return Err(Issue::error(Code::CURRENCY_MISMATCH).at(place).into());
        }
        Ok(Order { total, requester, cost_center: context.text("requester.cost_center") })
    }
}

fn levels(
    policy: &Compiled,
    positions: &[usize],
    order: &Order<'_>,
    directory: &Directory,
    now: Instant,
) -> (Vec<PlanLevel>, Vec<PlanCode>) {
    let unique: BTreeSet<usize> = positions.iter().copied().collect();
    let steps: BTreeMap<(i64, &str), &StepRule> = unique
        .iter()
        .filter_map(|position| policy.steps.get(*position))
        .map(|step| ((step.level, step.id.as_str()), step))
        .collect();
    let mut levels: Vec<PlanLevel> = Vec::new();
    let mut codes = Vec::new();
    for ((level, id), step) in steps {
        let asked = Eligibility {
            requester: order.requester,
            cost_center: order.cost_center,
            total: order.total,
            now,
            requester_cannot_approve: policy.requester_cannot_approve,
            enforce_approve_limit: step.enforce_approve_limit,
        };
        let choice =
            [(&step.approvers, false), (&step.fallback, true)].into_iter().find_map(|(selectors, fallback)| {
                let eligible = directory.eligible(selectors, &asked);
                let need = step.quorum.need(eligible.len());
                (eligible.len() >= need).then(|| PlanStep { step: id.to_owned(), need, eligible, fallback })
            });
        match (choice, levels.last_mut()) {
            (None, _) => {
                codes.push(PlanCode { code: Code::NO_ELIGIBLE_APPROVER, step: Some(id.to_owned()) });
            }
            (Some(step), Some(last)) if last.level == level => last.steps.push(step),
            (Some(step), _) => levels.push(PlanLevel { level, steps: vec![step] }),
        }
    }
    if policy.distinct_across_levels && codes.is_empty() && !distinct::possible(&levels) {
        codes.push(PlanCode { code: Code::DISTINCT_APPROVERS_IMPOSSIBLE, step: None });
    }
    (levels, codes)
}
