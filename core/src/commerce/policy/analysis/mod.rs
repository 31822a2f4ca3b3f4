//! Static analysis of a policy: rules that never or always match, overlaps, steps that nobody or too few can approve.

mod dnf;
mod satisfiable;
#[cfg(test)]
mod tests;

use super::condition::Condition;
use super::directory::Directory;
use super::validate::{Compiled, CompiledRule, Effect, Quorum, StepRule};
use super::wire::OnExpire;
use crate::canonical::canonical_text;
use crate::issue::{Code, Error};
use crate::money::{Currency, Money};
use dnf::{Budget, normal_form};
use rust_decimal::Decimal;
use serde::Serialize;
use std::collections::BTreeSet;

/// One thing that the analysis found.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(rename = "PolicyFinding"))]
pub struct Finding {
    /// `APPROVE_LIMIT_GAP`: the limit above which the step cannot be approved.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub above: Option<String>,
    /// What it is.
    pub code: Code,
    /// How many active users the step has.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub have: Option<usize>,
    /// Position of the escalation.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub index: Option<usize>,
    /// The rule, or `default`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rule: Option<String>,
    /// The step.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub step: Option<String>,
    /// `OVERLAP`: the other rule.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub with: Option<String>,
}

impl Finding {
    fn new(code: Code) -> Finding {
        Finding { above: None, code, have: None, index: None, rule: None, step: None, with: None }
    }

    fn of_rule(code: Code, rule: &str) -> Finding {
        Finding { rule: Some(rule.to_owned()), ..Finding::new(code) }
    }

    fn of_step(code: Code, rule: &str, step: &StepRule) -> Finding {
        Finding { step: Some(step.id.clone()), ..Finding::of_rule(code, rule) }
    }
}

/// Everything found, in the order of the findings' canonical text.
///
/// # Errors
/// `ANALYSIS_TOO_LARGE`.
pub(in crate::commerce) fn analyse(policy: &Compiled, directory: &Directory) -> Result<Vec<Finding>, Error> {
    let mut budget = Budget::new();
    let mut findings = Vec::new();
    let live = live_rules(policy, &mut findings, &mut budget)?;
    let guards: Vec<(usize, &&CompiledRule)> =
        live.iter().enumerate().filter(|(_, rule)| rule.effect != Effect::AutoApprove).collect();
    for (position, rule) in live.iter().enumerate().filter(|(_, rule)| rule.effect == Effect::AutoApprove) {
        let seen = guards.iter().filter(|(other, _)| *other < position || !rule.stop);
        let seen: Vec<&Condition> = seen.map(|(_, guard)| &guard.when).collect();
        if !satisfiable::any(&normal_form(&[&rule.when], &seen, &mut budget)?) {
            findings.push(Finding::of_rule(Code::EFFECT_OVERRIDDEN, &rule.id));
            continue;
        }
        for (_, guard) in &guards {
            if satisfiable::any(&normal_form(&[&rule.when, &guard.when], &[], &mut budget)?) {
                let finding = Finding::of_rule(Code::OVERLAP, &rule.id);
                findings.push(Finding { with: Some(guard.id.clone()), ..finding });
            }
        }
    }
    let conditions: Vec<&Condition> = live.iter().map(|rule| &rule.when).collect();
    let reachable = satisfiable::any(&normal_form(&[], &conditions, &mut budget)?);
    findings.push(Finding::new(if reachable { Code::DEFAULT_REACHABLE } else { Code::DEFAULT_UNREACHABLE }));
    for rule in live.iter().filter(|rule| rule.effect == Effect::Require) {
        let bound = satisfiable::least_upper_bound(&normal_form(&[&rule.when], &[], &mut budget)?, "order.total");
        for step in rule.steps.iter().filter_map(|position| policy.steps.get(*position)) {
            check_step(&rule.id, step, bound, policy.currency, directory, &mut findings);
        }
    }
    for step in policy.default_steps.iter().filter_map(|position| policy.steps.get(*position)) {
        check_step("default", step, None, policy.currency, directory, &mut findings);
    }
    let mut texts = Vec::with_capacity(findings.len());
    for finding in findings {
        texts.push((canonical_text(&finding)?, finding));
    }
    texts.sort_by(|(one, _), (other, _)| one.cmp(other));
    Ok(texts.into_iter().map(|(_, finding)| finding).collect())
}

/// The rules that can decide something: those that never match or are shadowed are reported and left out.
fn live_rules<'a>(
    policy: &'a Compiled,
    findings: &mut Vec<Finding>,
    budget: &mut Budget,
) -> Result<Vec<&'a CompiledRule>, Error> {
    let mut live = Vec::new();
    let mut stops: Vec<&Condition> = Vec::new();
    for rule in &policy.rules {
        if !satisfiable::any(&normal_form(&[&rule.when], &[], budget)?) {
            findings.push(Finding::of_rule(Code::RULE_NEVER_MATCHES, &rule.id));
            continue;
        }
        if !satisfiable::any(&normal_form(&[], &[&rule.when], budget)?) {
            findings.push(Finding::of_rule(Code::RULE_ALWAYS_MATCHES, &rule.id));
        }
        if !satisfiable::any(&normal_form(&[&rule.when], &stops, budget)?) {
            findings.push(Finding::of_rule(Code::RULE_SHADOWED, &rule.id));
            continue;
        }
        if rule.stop {
            stops.push(&rule.when);
        }
        live.push(rule);
    }
    Ok(live)
}

fn check_step(
    rule: &str,
    step: &StepRule,
    bound: Option<Decimal>,
    currency: Currency,
    directory: &Directory,
    findings: &mut Vec<Finding>,
) {
    if let Some(users) = static_users(step, directory) {
        let have = users.len();
        let need = match step.quorum {
            Quorum::Any | Quorum::All => 1,
            Quorum::Count(count) => usize::try_from(count).unwrap_or(usize::MAX),
        };
        let counted = |code| Finding { have: Some(have), ..Finding::of_step(code, rule, step) };
        if have == 0 {
            findings.push(Finding::of_step(Code::NO_APPROVER, rule, step));
        } else if have < need {
            findings.push(counted(Code::QUORUM_TOO_HIGH));
        } else {
            if have == need {
                findings.push(counted(Code::NO_SPARE_APPROVER));
            }
            if let Some(limit) = gap(step, &users, need, bound, directory) {
                let above = Money::exact(limit, currency).map_or(limit.to_string(), |limit| limit.to_string());
                findings.push(Finding { above: Some(above), ..Finding::of_step(Code::APPROVE_LIMIT_GAP, rule, step) });
            }
        }
    }
    if step.on_expire == OnExpire::Approve {
        findings.push(Finding::of_step(Code::AUTO_APPROVE_ON_TIMEOUT, rule, step));
    }
    for (index, escalation) in step.escalations.iter().enumerate() {
        if step.expire_after_s.is_some_and(|expiry| escalation.after_s >= expiry) {
            let finding = Finding::of_step(Code::ESCALATION_AFTER_EXPIRY, rule, step);
            findings.push(Finding { index: Some(index), ..finding });
        }
    }
}

/// Active users of the step's selectors; none if one of them depends on the request.
fn static_users<'a>(step: &'a StepRule, directory: &'a Directory) -> Option<BTreeSet<&'a str>> {
    let selectors = step.approvers.iter().chain(&step.fallback);
    let users: Option<Vec<Vec<&str>>> = selectors.map(|selector| directory.static_users(selector)).collect();
    users.map(|users| users.into_iter().flatten().collect())
}

/// The limit above which the step cannot reach its quorum, if orders may be above it.
fn gap(
    step: &StepRule,
    users: &BTreeSet<&str>,
    need: usize,
    bound: Option<Decimal>,
    directory: &Directory,
) -> Option<Decimal> {
    let limits = users.iter().map(|id| directory.user(id)?.approve_limit).map(|limit| limit.map(|limit| limit.get()));
    let mut limits: Vec<Decimal> = limits.collect::<Option<_>>()?;
    limits.sort_by(|a, b| b.cmp(a));
    let limit = *limits.get(need.checked_sub(1)?)?;
    let reached = bound.is_some_and(|bound| limit >= bound);
    (step.enforce_approve_limit && !reached).then_some(limit)
}
