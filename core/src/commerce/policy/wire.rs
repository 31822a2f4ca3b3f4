//! Approval policies and directories as they travel.

use crate::calendar::Instant;
use crate::canonical::Json;
use crate::money::{Currency, Dec};
use crate::quantity::{Id, Map};
use serde::{Deserialize, Serialize};

/// An approval policy (*alçadas de aprovação*) of schema `approval-policy/1`. A policy never changes: a change is a new version.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(rename = "Policy"))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct PolicyText {
    /// `approval-policy/1`.
    pub schema: String,
    /// Its id.
    pub id: Id,
    /// Its version.
    pub version: u64,
    /// Currency of all its amounts.
    pub currency: Currency,
    /// Own fields `custom.*` with their types: `decimal`, `int`, `string`, `set`, `bool`.
    #[serde(default, skip_serializing_if = "no_fields")]
    pub fields: Map<String>,
    /// Separation of duties.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sod: Option<SeparationOfDuties>,
    /// What a change of the cart means for a request.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reapproval: Option<Reapproval>,
    /// How long an approval may be executed, in seconds; without it for ever.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub approval_valid_for_s: Option<u64>,
    /// Rules; all of them are looked at in the order of priority, then id.
    pub rules: Vec<Rule>,
    /// What holds where no rule decides.
    pub default: DefaultRule,
}

fn no_fields(fields: &Map<String>) -> bool {
    fields.is_empty()
}

/// Who may not approve.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct SeparationOfDuties {
    /// Whether nobody approves the own request; true by default.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub requester_cannot_approve: Option<bool>,
    /// Whether each level needs other people; false by default.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub distinct_across_levels: Option<bool>,
}

/// What a change of the cart means.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Reapproval {
    /// `any_change` (default): every change supersedes the request; `material`: small ones are tolerated.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mode: Option<ReapprovalMode>,
    /// Tolerated increase of the total as an amount; 0 by default. The larger of both tolerances holds.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tolerance_abs: Option<Dec>,
    /// Tolerated increase in percent of the submitted total; 0 by default.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tolerance_pct: Option<Dec>,
    /// Whether a lower total is tolerated; true by default.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ignore_decrease: Option<bool>,
    /// Fields that make up the cart's hash; by default currency, total, suppliers, categories, payment term, UF and lines hash.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fields: Option<Vec<String>>,
}

/// Kinds of [`Reapproval`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum ReapprovalMode {
    /// Every change counts.
    AnyChange,
    /// Only material changes count.
    Material,
}

/// A rule.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(rename = "PolicyRule"))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Rule {
    /// Its id.
    pub id: Id,
    /// Lower ones first; 100 by default.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub priority: Option<i64>,
    /// Whether it is looked at; true by default.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub enabled: Option<bool>,
    /// Whether no further rule is looked at once it matched; false by default.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub stop: Option<bool>,
    /// `require`, `deny` or `auto_approve`.
    pub effect: String,
    /// Its condition: true, false, `{"all":[..]}`, `{"any":[..]}`, `{"not":..}` or `{"field","op","value"}`.
    pub when: Json,
    /// Steps of the effect `require`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub steps: Option<Vec<Step>>,
}

/// What holds where no rule decides.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct DefaultRule {
    /// `require`, `deny` or `auto_approve`.
    pub effect: String,
    /// Steps of the effect `require`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub steps: Option<Vec<Step>>,
}

/// A step: who must approve.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(rename = "PolicyStep"))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Step {
    /// Its id; the same step may stand under several rules if it is identical.
    pub id: Id,
    /// Its level, from 1; levels run one after the other, the steps of a level side by side.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub level: Option<i64>,
    /// Who is eligible: all that any selector names.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub approvers: Option<Vec<Selector>>,
    /// Who is eligible instead if the approvers are too few.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fallback: Option<Vec<Selector>>,
    /// How many must approve: `any` (default), `all` or `{"n": 2}`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub quorum: Option<Json>,
    /// When a rejection ends the request: `immediate` (default) or `when_unreachable`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub on_reject: Option<OnReject>,
    /// Whether nobody approves above the own limit; true by default.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub enforce_approve_limit: Option<bool>,
    /// Who is added or put in place if nobody decides in time.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub escalations: Option<Vec<Escalation>>,
    /// When the step ends undecided, in seconds from the opening of its level; without it never.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub expire_after_s: Option<u64>,
    /// What that means: `expire` (default), `reject` or `approve`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub on_expire: Option<OnExpire>,
}

/// When a rejection ends a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum OnReject {
    /// At once.
    Immediate,
    /// When the quorum can no longer be reached.
    WhenUnreachable,
}

/// What the expiry of a step means.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum OnExpire {
    /// The request expires.
    Expire,
    /// The request is rejected.
    Reject,
    /// The step is approved by itself.
    Approve,
}

/// Names users: exactly one of `user`, `role`, `group`, `manager_of`, `cost_center_owner`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(rename = "ApproverSelector"))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Selector {
    /// One user.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub user: Option<String>,
    /// All users with a role.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub role: Option<String>,
    /// All users of a group.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub group: Option<String>,
    /// The manager of `requester`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub manager_of: Option<ManagerOf>,
    /// With `manager_of`: exactly so many steps up, 1 to 1000; 1 by default.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hops: Option<u32>,
    /// `true`: the owner of the requester's cost centre.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cost_center_owner: Option<bool>,
}

/// Whose manager.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum ManagerOf {
    /// That of the requester.
    Requester,
}

/// Who comes in if nobody decides in time.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Escalation {
    /// Seconds from the opening of the level.
    pub after_s: u64,
    /// Who.
    pub to: Vec<Selector>,
    /// `add` (default) to those eligible, or `replace` them.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mode: Option<EscalationMode>,
}

/// What an escalation does to those eligible so far.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum EscalationMode {
    /// They stay.
    Add,
    /// They go.
    Replace,
}

/// Users, absences, delegations and cost centres of a company.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(rename = "Directory"))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct DirectoryText {
    /// Users by id.
    pub users: Map<User>,
    /// Who is away.
    #[serde(default)]
    pub absences: Vec<Absence>,
    /// Who may vote for whom.
    #[serde(default)]
    pub delegations: Vec<Delegation>,
    /// Owners of cost centres.
    #[serde(default)]
    pub cost_centers: Map<String>,
}

/// A user.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(rename = "DirectoryUser"))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct User {
    /// Roles.
    #[serde(default)]
    pub roles: Vec<String>,
    /// Groups.
    #[serde(default)]
    pub groups: Vec<String>,
    /// Id of the manager.
    pub manager: Option<String>,
    /// Largest total that this user may approve, in the policy's currency; without it no limit.
    pub approve_limit: Option<Dec>,
    /// Whether the user may act; true by default.
    pub active: Option<bool>,
}

/// A time in which a user is away.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Absence {
    /// Who.
    pub user: String,
    /// From this instant on.
    pub from: Instant,
    /// Until before this instant.
    pub to: Instant,
}

/// A right to vote for somebody else.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Delegation {
    /// Its id.
    pub id: Id,
    /// Who gives it.
    pub from: String,
    /// Who gets it.
    pub to: String,
    /// From this instant on.
    pub from_at: Instant,
    /// Until before this instant.
    pub to_at: Instant,
    /// Largest total it holds for; without it any.
    pub max_amount: Option<Dec>,
}
