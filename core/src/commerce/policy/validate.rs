//! Validation of a policy, once, and the form in which it is evaluated.

use super::condition::Condition;
use super::field::{CUSTOM, Kind};
use super::wire::{EscalationMode, OnExpire, OnReject, PolicyText, Reapproval, ReapprovalMode, Selector, Step};
use crate::canonical::Json;
use crate::issue::{Code, Error, Issue, Pointer, Problems};
use crate::money::Currency;
use rust_decimal::Decimal;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// The schema of policies that the library knows.
const SCHEMA: &str = "approval-policy/1";
/// Priority of a rule that names none.
const PRIORITY: i64 = 100;
/// Fields of a cart's hash by default.
const CART_FIELDS: [&str; 7] = [
    "order.currency",
    "order.total",
    "order.suppliers",
    "order.categories",
    "order.payment_term_days",
    "order.delivery_uf",
    "order.lines_hash",
];
/// Largest number of steps up.
const MOST_HOPS: u32 = 1000;

/// What a rule does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Effect {
    /// The order is refused.
    Deny,
    /// Its steps must approve.
    Require,
    /// It needs nobody.
    AutoApprove,
}

/// How many must approve.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::commerce) enum Quorum {
    Any,
    All,
    Count(u64),
}

impl Quorum {
    /// The number among so many eligible users.
    pub fn need(self, eligible: usize) -> usize {
        match self {
            Quorum::Any => 1,
            Quorum::All => eligible.max(1),
            Quorum::Count(count) => usize::try_from(count).unwrap_or(usize::MAX),
        }
    }
}

/// A step in the form in which it is used.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::commerce) struct StepRule {
    pub id: String,
    pub level: i64,
    pub approvers: Vec<Selector>,
    pub fallback: Vec<Selector>,
    pub quorum: Quorum,
    pub on_reject: OnReject,
    pub enforce_approve_limit: bool,
    pub escalations: Vec<EscalationRule>,
    pub expire_after_s: Option<u64>,
    pub on_expire: OnExpire,
}

/// An escalation in the form in which it is used.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::commerce) struct EscalationRule {
    pub after_s: u64,
    pub to: Vec<Selector>,
    pub mode: EscalationMode,
}

/// A rule in the form in which it is evaluated.
#[derive(Debug, Clone)]
pub(in crate::commerce) struct CompiledRule {
    pub id: String,
    pub effect: Effect,
    pub stop: bool,
    pub when: Condition,
    /// Positions in [`Compiled::steps`].
    pub steps: Vec<usize>,
}

/// A policy in the form in which it is evaluated.
#[derive(Debug, Clone)]
pub(in crate::commerce) struct Compiled {
    pub currency: Currency,
    own: BTreeMap<String, Kind>,
    pub requester_cannot_approve: bool,
    pub distinct_across_levels: bool,
    pub material: bool,
    pub tolerance_abs: Decimal,
    pub tolerance_pct: Decimal,
    pub ignore_decrease: bool,
    pub cart_fields: Vec<String>,
    pub approval_valid_for_s: Option<u64>,
    /// Enabled rules in the order in which they are looked at.
    pub rules: Vec<CompiledRule>,
    pub default_effect: Effect,
    pub default_steps: Vec<usize>,
    /// All steps, each once.
    pub steps: Vec<StepRule>,
}

impl Compiled {
    /// The types of the policy's own fields.
    pub fn own(&self) -> BTreeMap<&str, Kind> {
        self.own.iter().map(|(name, kind)| (name.as_str(), *kind)).collect()
    }

    /// The step of an id.
    pub fn step(&self, id: &str) -> Option<&StepRule> {
        self.steps.iter().find(|step| step.id == id)
    }
}

/// Checks a policy and brings it into the form in which it is evaluated.
///
/// # Errors
/// All problems in the order of the document.
pub(super) fn compile(text: &PolicyText) -> Result<Compiled, Error> {
    let mut problems = Problems::new();
    let rules_place = Pointer::from("/rules");
    for (index, rule) in text.rules.iter().enumerate() {
        let given = rule.when != Json::Null;
        problems.require(given, || Issue::error(Code::MISSING_FIELD).at(rules_place.index(index).field("when")));
    }
    problems.finish()?;
    if text.schema != SCHEMA {
        return Err(Issue::error(Code::SCHEMA_UNKNOWN).at("/schema").into());
    }
    let mut problems = Problems::new();
    let own = own_fields(text, &mut problems);
    let known: BTreeMap<&str, Kind> = own.iter().map(|(name, kind)| (name.as_str(), *kind)).collect();
    let mut steps = Steps::default();
    let mut seen = BTreeSet::new();
    let mut rules = Vec::new();
    for (index, rule) in text.rules.iter().enumerate() {
        let place = rules_place.index(index);
        problems.require(seen.insert(&rule.id), || Issue::error(Code::RULE_ID_DUPLICATE).at(place.field("id")));
        let when = Condition::read(&rule.when, &known).map_err(|error| error.within(place.field("when")));
        let when = problems.take(when);
        let effect = effect(&rule.effect, &place, &mut problems);
        let own_steps = steps.read(rule.steps.as_deref(), effect, &place, &mut problems);
        if let (Some(when), Some(effect), true) = (when, effect, rule.enabled.unwrap_or(true)) {
            let compiled = CompiledRule {
                id: rule.id.to_string(),
                effect,
                stop: rule.stop.unwrap_or(false),
                when,
                steps: own_steps,
            };
            rules.push((rule.priority.unwrap_or(PRIORITY), compiled));
        }
    }
    let place = Pointer::from("/default");
    let default_effect = effect(&text.default.effect, &place, &mut problems);
    let default_steps = steps.read(text.default.steps.as_deref(), default_effect, &place, &mut problems);
    let cart_fields = cart_fields(text, &known, &mut problems);
    problems.finish()?;
    rules.sort_by(|(a, one), (b, other)| a.cmp(b).then_with(|| one.id.cmp(&other.id)));
    let sod = text.sod.as_ref();
    let reapproval = text.reapproval.as_ref();
    let tolerance = |pick: fn(&Reapproval) -> Option<crate::money::Dec>| {
        reapproval.and_then(pick).map(|tolerance| tolerance.get()).unwrap_or_default()
    };
    Ok(Compiled {
        currency: text.currency,
        own,
        requester_cannot_approve: sod.and_then(|sod| sod.requester_cannot_approve).unwrap_or(true),
        distinct_across_levels: sod.and_then(|sod| sod.distinct_across_levels).unwrap_or(false),
        material: reapproval.and_then(|reapproval| reapproval.mode) == Some(ReapprovalMode::Material),
        tolerance_abs: tolerance(|reapproval| reapproval.tolerance_abs),
        tolerance_pct: tolerance(|reapproval| reapproval.tolerance_pct),
        ignore_decrease: reapproval.and_then(|reapproval| reapproval.ignore_decrease).unwrap_or(true),
        cart_fields,
        approval_valid_for_s: text.approval_valid_for_s,
        rules: rules.into_iter().map(|(_, rule)| rule).collect(),
        // Without an effect there was a problem above.
        default_effect: default_effect.unwrap_or(Effect::Deny),
        default_steps,
        steps: steps.rules,
    })
}

fn own_fields(text: &PolicyText, problems: &mut Problems) -> BTreeMap<String, Kind> {
    let mut own = BTreeMap::new();
    for (name, kind) in text.fields.iter() {
        match Kind::of(kind).filter(|_| name.len() > CUSTOM.len() && name.starts_with(CUSTOM)) {
            Some(kind) => {
                own.insert(name.clone(), kind);
            }
            None => problems.push(Issue::error(Code::FIELD_UNKNOWN).at("/fields")),
        }
    }
    own
}

fn cart_fields(text: &PolicyText, own: &BTreeMap<&str, Kind>, problems: &mut Problems) -> Vec<String> {
    let Some(fields) = text.reapproval.as_ref().and_then(|reapproval| reapproval.fields.as_ref()) else {
        return CART_FIELDS.map(str::to_owned).to_vec();
    };
    let place = Pointer::from("/reapproval/fields");
    for (index, name) in fields.iter().enumerate() {
        let known = super::field::kind(name).is_some() || own.contains_key(name.as_str());
        problems.require(known, || Issue::error(Code::FIELD_UNKNOWN).at(place.index(index)));
    }
    fields.clone()
}

fn effect(word: &str, place: &Pointer, problems: &mut Problems) -> Option<Effect> {
    let effect = match word {
        "deny" => Some(Effect::Deny),
        "require" => Some(Effect::Require),
        "auto_approve" => Some(Effect::AutoApprove),
        _ => None,
    };
    problems.require(effect.is_some(), || Issue::error(Code::EFFECT_INVALID).at(place.field("effect")));
    effect
}

/// The steps that were read so far.
#[derive(Default)]
struct Steps {
    rules: Vec<StepRule>,
    positions: BTreeMap<String, usize>,
}

impl Steps {
    /// Reads the steps of a rule: their positions.
    fn read(
        &mut self,
        steps: Option<&[Step]>,
        effect: Option<Effect>,
        place: &Pointer,
        problems: &mut Problems,
    ) -> Vec<usize> {
        let place = place.field("steps");
        let steps = steps.unwrap_or_default();
        match effect {
            Some(Effect::Require) => {
                let issue = || Issue::error(Code::REQUIRE_WITHOUT_STEPS).at(place.clone());
                problems.require(!steps.is_empty(), issue);
            }
            Some(_) => {
                problems.require(steps.is_empty(), || Issue::error(Code::STEPS_NOT_ALLOWED).at(place.clone()));
            }
            None => {}
        }
        let mut positions = Vec::with_capacity(steps.len());
        for (index, step) in steps.iter().enumerate() {
            if let Some(rule) = read_step(step, &place.index(index), problems)
                && let Some(position) = self.place(rule, &place.index(index), problems)
                && !positions.contains(&position)
            {
                positions.push(position);
            }
        }
        positions
    }

    fn place(&mut self, rule: StepRule, place: &Pointer, problems: &mut Problems) -> Option<usize> {
        if let Some(position) = self.positions.get(&rule.id) {
            let same = self.rules.get(*position) == Some(&rule);
            problems.require(same, || Issue::error(Code::STEP_ID_CONFLICT).at(place.field("id")));
            return same.then_some(*position);
        }
        let position = self.rules.len();
        self.positions.insert(rule.id.clone(), position);
        self.rules.push(rule);
        Some(position)
    }
}

fn read_step(step: &Step, place: &Pointer, problems: &mut Problems) -> Option<StepRule> {
    let quorum = match &step.quorum {
        None => Some(Quorum::Any),
        Some(Json::Text(word)) if word == "any" => Some(Quorum::Any),
        Some(Json::Text(word)) if word == "all" => Some(Quorum::All),
        Some(Json::Object(members)) if members.len() == 1 => match members.get("n") {
            Some(Json::Integer(count)) if *count >= 1 => u64::try_from(*count).ok().map(Quorum::Count),
            _ => None,
        },
        Some(_) => None,
    };
    problems.require(quorum.is_some(), || Issue::error(Code::QUORUM_INVALID).at(place.field("quorum")));
    let approvers = step.approvers.clone().unwrap_or_default();
    let fallback = step.fallback.clone().unwrap_or_default();
    let place_of = |name: &str| place.field(name);
    problems.require(!approvers.is_empty(), || Issue::error(Code::STEP_WITHOUT_APPROVERS).at(place_of("approvers")));
    selectors(&approvers, &place_of("approvers"), problems);
    selectors(&fallback, &place_of("fallback"), problems);
    for (index, escalation) in step.escalations.iter().flatten().enumerate() {
        selectors(&escalation.to, &place_of("escalations").index(index).field("to"), problems);
    }
    let level = step.level.filter(|level| *level >= 1);
    problems.require(level.is_some(), || Issue::error(Code::LEVEL_INVALID).at(place_of("level")));
    let escalations = step.escalations.iter().flatten().map(|escalation| EscalationRule {
        after_s: escalation.after_s,
        to: escalation.to.clone(),
        mode: escalation.mode.unwrap_or(EscalationMode::Add),
    });
    Some(StepRule {
        id: step.id.to_string(),
        level: level?,
        approvers,
        fallback,
        quorum: quorum?,
        on_reject: step.on_reject.unwrap_or(OnReject::Immediate),
        enforce_approve_limit: step.enforce_approve_limit.unwrap_or(true),
        escalations: escalations.collect(),
        expire_after_s: step.expire_after_s,
        on_expire: step.on_expire.unwrap_or(OnExpire::Expire),
    })
}

fn selectors(selectors: &[Selector], place: &Pointer, problems: &mut Problems) {
    for (index, selector) in selectors.iter().enumerate() {
        let kinds = [
            selector.user.is_some(),
            selector.role.is_some(),
            selector.group.is_some(),
            selector.manager_of.is_some(),
            selector.cost_center_owner.is_some(),
        ];
        let one = kinds.iter().filter(|given| **given).count() == 1
            && selector.cost_center_owner != Some(false)
            && (selector.hops.is_none() || selector.manager_of.is_some());
        problems.require(one, || Issue::error(Code::SELECTOR_INVALID).at(place.index(index)));
        let reachable = selector.hops.is_none_or(|hops| (1..=MOST_HOPS).contains(&hops));
        problems.require(reachable, || {
            let issue = Issue::error(Code::OUT_OF_RANGE).at(place.index(index).field("hops"));
            issue.with("min", 1).with("max", MOST_HOPS)
        });
    }
}
