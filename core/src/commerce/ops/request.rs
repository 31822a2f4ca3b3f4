use crate::Answer;
use crate::calendar::Instant;
use crate::canonical::Json;
use crate::commerce::policy::{Directory, Plan, Policy};
use crate::commerce::request::{self, ApprovalCommand, ApprovalRequest, RequestEvent};
use crate::issue::Error;
use crate::prepare::prepared_request;
use crate::quantity::Map;
use serde::Serialize;

prepared_request! {
    /// An order that needs a decision.
    pub struct SubmitApprovalRequest, SubmitApprovalPart, SubmitApprovalRest {
        prepared {
            /// The policy.
            pub policy: Policy,
            /// Users, absences, delegations and cost centres.
            pub directory: Directory,
        }
        rest {
            /// Values of fields, as for `plan_approval`.
            pub context: Map<Json>,
            /// The present instant.
            pub at: Instant,
        }
    }
}

/// A request that was made.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct SubmittedApproval {
    /// The request, to be stored.
    pub request: ApprovalRequest,
    /// What happened, to be stored.
    pub events: Vec<RequestEvent>,
    /// The plan that was frozen.
    pub plan: Plan,
}

/// Submit an order for approval: make its plan, freeze it and open the first level.
///
/// An order that needs nobody is approved at once, one that the policy denies is rejected at once.
///
/// # Errors
/// Those of `plan_approval`; `NO_ELIGIBLE_APPROVER` or `DISTINCT_APPROVERS_IMPOSSIBLE` for an order that nobody could approve.
pub fn submit_approval(request: SubmitApprovalRequest) -> Result<Answer<SubmittedApproval>, Error> {
    let (request, events, plan) = request::submit(&request.policy, &request.directory, &request.context, request.at)?;
    Ok(Answer::new(SubmittedApproval { request, events, plan }))
}

prepared_request! {
    /// A command to an approval request.
    pub struct ApplyApprovalCommandRequest, ApplyApprovalCommandPart, ApplyApprovalCommandRest {
        prepared {
            /// The policy of the request.
            pub policy: Policy,
            /// Users, absences, delegations and cost centres now.
            pub directory: Directory,
        }
        rest {
            /// The request as it was stored.
            pub request: ApprovalRequest,
            /// The command.
            pub command: ApprovalCommand,
        }
    }
}

/// A request after a command.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct AppliedApproval {
    /// The request, to be stored.
    pub request: ApprovalRequest,
    /// What happened, to be stored; the timers that were due come first.
    pub events: Vec<RequestEvent>,
}

/// Apply a command to an approval request: approve, reject, cancel, execute, cart_changed or tick. An error changes nothing.
///
/// # Errors
/// `POLICY_CHANGED`, `MISSING_FIELD`; then in this order `TIME_REVERSAL`, `COMMAND_UNKNOWN`, `REQUEST_CLOSED`, and by command
/// `STALE_CART`, `ACTOR_INACTIVE`, `DELEGATION_INVALID`, `SELF_APPROVAL`, `ALREADY_VOTED`, `STEP_CLOSED`, `LEVEL_NOT_ACTIVE`,
/// `NOT_ELIGIBLE`, `DISTINCT_APPROVER_REQUIRED`; `NOT_REQUESTER`; `NOT_APPROVED`, `APPROVAL_EXPIRED`, `STALE_CART`; those of planning
/// a changed cart.
pub fn apply_approval_command(request: ApplyApprovalCommandRequest) -> Result<Answer<AppliedApproval>, Error> {
    let (request, events) = request::command(&request.policy, &request.directory, &request.request, &request.command)?;
    Ok(Answer::new(AppliedApproval { request, events }))
}
