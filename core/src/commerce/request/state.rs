//! The state of an approval request and what happens to it.

use crate::calendar::Instant;
use crate::canonical::Json;
use crate::money::Dec;
use crate::quantity::{Id, Map};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// Where a request stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum RequestStatus {
    /// Votes are awaited.
    Pending,
    /// It may be executed.
    Approved,
    /// It was executed; final.
    Executed,
    /// Somebody or the policy refused it; final.
    Rejected,
    /// Nobody decided in time; final.
    Expired,
    /// The requester withdrew it; final.
    Cancelled,
    /// The cart changed too much; final.
    Superseded,
}

/// An approval request, as the caller stores it between commands.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct ApprovalRequest {
    /// The policy that it is judged by.
    pub policy_id: Id,
    /// Its version.
    pub policy_version: u64,
    /// SHA-256 of its canonical text.
    pub policy_hash: String,
    /// Where the request stands.
    pub status: RequestStatus,
    /// When it was submitted.
    pub submitted_at: Instant,
    /// Instant of the last accepted command.
    pub last_at: Instant,
    /// When it was approved.
    pub approved_at: Option<Instant>,
    /// The last accepted context.
    pub context: Map<Json>,
    /// Its cart hash.
    pub cart_hash: String,
    /// The total that was submitted: tolerated increases count from it.
    #[cfg_attr(feature = "schema", schemars(extend("x-unit" = "currency of the policy")))]
    pub submitted_total: Dec,
    /// When the active level was opened.
    pub level_opened_at: Option<Instant>,
    /// Position of the active level in `levels`; none unless votes are awaited.
    pub active: Option<Count>,
    /// The frozen plan with its votes.
    pub levels: Vec<RequestLevel>,
}

/// A count or a position that travels: of one width on every host.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(transparent)]
pub struct Count(u32);

impl Count {
    /// The number.
    pub fn get(self) -> usize {
        usize::try_from(self.0).unwrap_or(usize::MAX)
    }
}

impl From<usize> for Count {
    /// What is held in memory is less than 2^32.
    fn from(number: usize) -> Count {
        Count(u32::try_from(number).unwrap_or(u32::MAX))
    }
}

/// A level of a request.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct RequestLevel {
    /// Its number.
    pub level: i64,
    /// Its steps by id.
    pub steps: Vec<RequestStep>,
}

/// A step of a request.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct RequestStep {
    /// Its id.
    pub step: Id,
    /// How many must approve.
    pub need: Count,
    /// Who may.
    pub eligible: BTreeSet<String>,
    /// Whether it has all approvals or was approved by itself.
    pub done: bool,
    /// The votes so far.
    pub votes: Vec<Vote>,
    /// Positions of the escalations that came in.
    pub escalated: BTreeSet<Count>,
}

/// A vote.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Vote {
    /// Who voted.
    pub actor: String,
    /// For whom; the actor without a delegation.
    pub principal: String,
    /// For or against.
    pub approve: bool,
    /// When.
    pub at: Instant,
}

/// Kinds of events.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum RequestEventType {
    /// The request was made.
    Submitted,
    /// A level was opened.
    LevelActivated,
    /// Somebody approved a step.
    VoteApproved,
    /// Somebody rejected a step.
    VoteRejected,
    /// A step has all approvals.
    StepSatisfied,
    /// Others came in because nobody decided in time.
    StepEscalated,
    /// A step was approved by itself because nobody decided in time.
    StepAutoApproved,
    /// All levels approved.
    RequestApproved,
    /// The policy needs nobody.
    RequestAutoApproved,
    /// A step rejected it.
    RequestRejected,
    /// The policy denies it.
    RequestDenied,
    /// A step ended undecided.
    RequestExpired,
    /// The requester withdrew it.
    RequestCancelled,
    /// The cart changed too much.
    RequestSuperseded,
    /// The cart changed within the tolerance.
    CartChangeTolerated,
    /// It was executed.
    RequestExecuted,
}

/// Something that happened to a request.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct RequestEvent {
    /// What.
    #[serde(rename = "type")]
    pub kind: RequestEventType,
    /// When; a timer's event bears its own deadline.
    pub at: Instant,
    /// The level that was opened.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub level: Option<i64>,
    /// The step.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub step: Option<String>,
    /// Who voted.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub actor: Option<String>,
    /// For whom.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub principal: Option<String>,
    /// Who is eligible after an escalation.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub eligible: Option<BTreeSet<String>>,
}

impl RequestEvent {
    /// An event of the request as a whole.
    pub(super) fn new(kind: RequestEventType, at: Instant) -> RequestEvent {
        RequestEvent { kind, at, level: None, step: None, actor: None, principal: None, eligible: None }
    }

    /// An event of a step.
    pub(super) fn of_step(kind: RequestEventType, at: Instant, step: &Id) -> RequestEvent {
        RequestEvent { step: Some(step.to_string()), ..RequestEvent::new(kind, at) }
    }
}

/// A command to a request. Which members go with it depends on `cmd`.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct ApprovalCommand {
    /// `approve`, `reject`, `cancel`, `execute`, `cart_changed` or `tick`.
    pub cmd: String,
    /// When.
    pub at: Instant,
    /// `approve`, `reject`, `cancel`: who.
    pub actor: Option<String>,
    /// `approve`, `reject`: for whom the actor votes by delegation.
    pub on_behalf_of: Option<String>,
    /// `approve`, `reject`: the only step to vote on.
    pub step: Option<String>,
    /// `approve`, `reject`: the cart that was seen, if it is to be checked. `execute`: the cart that is executed.
    pub cart_hash: Option<String>,
    /// `cart_changed`: the new context.
    pub context: Option<Map<Json>>,
}

impl ApprovalCommand {
    /// A command without members.
    pub(in crate::commerce) fn new(cmd: &str, at: Instant) -> ApprovalCommand {
        let cmd = cmd.to_owned();
        ApprovalCommand { cmd, at, actor: None, on_behalf_of: None, step: None, cart_hash: None, context: None }
    }
}
