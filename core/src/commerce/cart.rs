//! The one synchronous question of a cart hook: limits, plan and approval request together.

use super::ledger::Ledger;
use super::limits::{self, Limit, LimitDecision, LimitOverride, LimitReport, Outcome, Purchase};
use super::policy::{self, Context, Directory, Plan, PlanOutcome, Policy, Value};
use super::request::{self, ApprovalCommand, ApprovalRequest, RequestStatus};
use crate::calendar::Instant;
use crate::canonical::Json;
use crate::issue::{Code, Error};
use crate::quantity::Map;
use serde::{Deserialize, Serialize};

/// When a cart is checked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum CartStage {
    /// A line is added.
    Add,
    /// A line is changed.
    Update,
    /// The cart becomes an order.
    Complete,
}

impl CartStage {
    /// The stage of a word.
    pub(super) fn of(word: &str) -> Option<CartStage> {
        match word {
            "add" => Some(CartStage::Add),
            "update" => Some(CartStage::Update),
            "complete" => Some(CartStage::Complete),
            _ => None,
        }
    }
}

/// What a cart hook may do.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct CheckedCart {
    /// Whether the step may be done.
    pub allowed: bool,
    /// Why not, or what will stop the order: the codes of the first condition that holds.
    pub codes: Vec<Code>,
    /// What the limits say.
    pub limits: LimitDecision,
    /// What the policy says.
    pub plan: Plan,
}

/// What all carts of a company share.
#[derive(Clone, Copy)]
pub(super) struct Company<'a> {
    pub ledger: &'a Ledger,
    pub policy: &'a Policy,
    pub directory: &'a Directory,
    pub limits: &'a [Limit],
    pub overrides: &'a [LimitOverride],
    pub now: Instant,
}

/// A cart.
#[derive(Clone, Copy)]
pub(super) struct Cart<'a> {
    pub stage: CartStage,
    pub purchase: &'a Purchase,
    pub context: &'a Map<Json>,
    pub request: Option<&'a ApprovalRequest>,
}

/// Checks a cart.
///
/// # Errors
/// Those of checking limits, of planning, and of applying time and the changed cart to the approval request.
pub(super) fn check(company: &Company<'_>, cart: &Cart<'_>) -> Result<CheckedCart, Error> {
    let Company { ledger, policy, directory, now, .. } = *company;
    let decision = limits::check(ledger, company.limits, company.overrides, cart.purchase, now)?;
    let compiled = policy.compiled().map_err(|error| error.within("/policy"))?;
    let within = |error: Error| error.within("/context");
    let mut context = policy::read_context(compiled, cart.context).map_err(within)?;
    // Only a request asks for it.
    let hash = |_: &ApprovalRequest| policy::cart_hash(compiled, &context).map_err(within);
    let cart_hash = cart.request.map(hash).transpose()?;
    tell_limits(&mut context, &decision);
    let plan = policy::plan(compiled, &context, directory, now).map_err(within)?;
    let request = cart.request.zip(cart_hash);
    let request = request.map(|(request, hash)| presently(company, cart, request, &hash)).transpose()?;
    let (codes, blocks) = judge(&decision, &plan, request);
    let allowed = match blocks {
        Blocks::Nothing => true,
        Blocks::Completion => cart.stage != CartStage::Complete,
        Blocks::Everything => false,
    };
    Ok(CheckedCart { allowed, codes, limits: decision, plan })
}

/// What the limits said may be asked for by the policy, unless the caller's context already says it.
fn tell_limits(context: &mut Context, decision: &LimitDecision) {
    let outcome = match decision.outcome {
        Outcome::Allow => "allow",
        Outcome::Review => "review",
        Outcome::Deny => "deny",
    };
    let exceeded = decision.reports.iter().filter(|report| exceeds(report)).map(|report| report.limit.to_string());
    context.complete("limit.outcome", Value::Text(outcome.to_owned()));
    context.complete("limit.exceeded", Value::Set(exceeded.collect()));
}

fn exceeds(report: &LimitReport) -> bool {
    report.codes.iter().any(|code| [Code::LIMIT_EXCEEDED, Code::PER_ORDER_EXCEEDED].contains(code))
}

/// Where the request stands now, and whether it is for this cart.
#[derive(Clone, Copy)]
struct Presently {
    status: RequestStatus,
    /// Whether an approval has outlived its validity.
    outlived: bool,
    /// Whether the cart is not the one that was approved, nor a tolerated change of it.
    stale: bool,
}

fn presently(
    company: &Company<'_>,
    cart: &Cart<'_>,
    request: &ApprovalRequest,
    cart_hash: &str,
) -> Result<Presently, Error> {
    let run = |request: &ApprovalRequest, command: ApprovalCommand| {
        request::command(company.policy, company.directory, request, &command).map(|(request, _)| request)
    };
    let ticked = run(request, ApprovalCommand::new("tick", company.now))?;
    let valid_for = company.policy.compiled()?.approval_valid_for_s;
    let age = ticked.approved_at.map(|at| u64::try_from(at.seconds_until(company.now)).unwrap_or(0));
    let outlived = age.zip(valid_for).is_some_and(|(age, valid)| age >= valid);
    let mut stale = false;
    if ticked.status == RequestStatus::Approved && ticked.cart_hash != cart_hash {
        let mut command = ApprovalCommand::new("cart_changed", company.now);
        command.context = Some(cart.context.clone());
        stale = run(&ticked, command)?.status == RequestStatus::Superseded;
    }
    Ok(Presently { status: ticked.status, outlived, stale })
}

/// Which steps a condition stops.
enum Blocks {
    Nothing,
    Completion,
    Everything,
}

/// The first condition that holds.
fn judge(decision: &LimitDecision, plan: &Plan, request: Option<Presently>) -> (Vec<Code>, Blocks) {
    if decision.outcome == Outcome::Deny {
        let denying = decision.reports.iter().filter(|report| report.outcome == Outcome::Deny);
        let mut codes: Vec<Code> = denying.flat_map(|report| report.codes.iter().copied()).collect();
        codes.sort_by_key(|code| code.name());
        codes.dedup();
        return (codes, Blocks::Everything);
    }
    match plan.outcome {
        PlanOutcome::Denied => return (vec![Code::PLAN_DENIED], Blocks::Everything),
        PlanOutcome::Blocked => return (plan.codes.iter().map(|code| code.code).collect(), Blocks::Everything),
        PlanOutcome::RequiresApproval | PlanOutcome::AutoApproved => {}
    }
    let required = plan.outcome == PlanOutcome::RequiresApproval || decision.outcome == Outcome::Review;
    let status = request.map(|request| request.status);
    let ended = match status {
        Some(RequestStatus::Rejected) => Some(Code::APPROVAL_REJECTED),
        Some(RequestStatus::Expired) => Some(Code::APPROVAL_EXPIRED),
        Some(RequestStatus::Cancelled) => Some(Code::APPROVAL_CANCELLED),
        Some(RequestStatus::Superseded) => Some(Code::APPROVAL_SUPERSEDED),
        Some(RequestStatus::Approved) if request.is_some_and(|request| request.outlived) => {
            Some(Code::APPROVAL_EXPIRED)
        }
        _ => None,
    };
    match (status, ended) {
        (Some(RequestStatus::Pending), _) => (vec![Code::APPROVAL_PENDING], Blocks::Everything),
        (_, Some(code)) if required => (vec![code], Blocks::Completion),
        (status, _) if required && status != Some(RequestStatus::Approved) => {
            (vec![Code::APPROVAL_MISSING], Blocks::Completion)
        }
        _ if request.is_some_and(|request| request.stale) => (vec![Code::STALE_CART], Blocks::Completion),
        _ => (Vec::new(), Blocks::Nothing),
    }
}
