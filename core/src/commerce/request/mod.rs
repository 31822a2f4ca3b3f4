//! Approval requests: a state machine over a frozen plan.

mod cart;
#[cfg(test)]
mod properties;
mod state;
#[cfg(test)]
mod tests;
mod timers;
mod votes;

pub use state::*;

use super::policy::{Compiled, Context, Directory, Eligibility, Order, Plan, PlanOutcome, Policy, StepRule};
use super::policy::{cart_hash, plan, read_context};
use crate::calendar::Instant;
use crate::canonical::Json;
use crate::issue::{Code, Error, Issue};
use crate::quantity::{Id, Map};
use RequestEventType as Event;

/// A request while a command is applied to it.
struct Process<'a> {
    policy: &'a Compiled,
    directory: &'a Directory,
    request: ApprovalRequest,
    /// The last accepted context, read.
    context: Context,
    events: Vec<RequestEvent>,
}

/// Makes the plan of an order and freezes it in a request.
///
/// # Errors
/// Those of the policy and of planning; for an order that is blocked, its first code.
pub(super) fn submit(
    policy: &Policy,
    directory: &Directory,
    values: &Map<Json>,
    at: Instant,
) -> Result<(ApprovalRequest, Vec<RequestEvent>, Plan), Error> {
    let compiled = policy.compiled().map_err(|error| error.within("/policy"))?;
    let context = read_context(compiled, values).map_err(|error| error.within("/context"))?;
    let plan = plan(compiled, &context, directory, at).map_err(|error| error.within("/context"))?;
    if let Some(blocked) = plan.codes.first() {
        let issue = Issue::error(blocked.code).at("/context");
        let step = blocked.step.as_ref().and_then(|step| Id::try_from(step.clone()).ok());
        return Err(match &step {
            Some(step) => issue.with("step", step).into(),
            None => issue.into(),
        });
    }
    let request = ApprovalRequest {
        policy_id: policy.text().id.clone(),
        policy_version: policy.text().version,
        policy_hash: policy.hash().map_err(|error| error.within("/policy"))?.to_owned(),
        status: RequestStatus::Pending,
        submitted_at: at,
        last_at: at,
        approved_at: None,
        context: values.clone(),
        cart_hash: cart_hash(compiled, &context)?,
        submitted_total: Order::read(compiled, &context)?.total.into(),
        level_opened_at: None,
        active: None,
        levels: levels(&plan)?,
    };
    let events = vec![RequestEvent::new(Event::Submitted, at)];
    let mut process = Process { policy: compiled, directory, request, context, events };
    match plan.outcome {
        PlanOutcome::Denied => process.close(RequestStatus::Rejected, RequestEvent::new(Event::RequestDenied, at)),
        PlanOutcome::AutoApproved => process.approve(RequestEvent::new(Event::RequestAutoApproved, at)),
        PlanOutcome::RequiresApproval | PlanOutcome::Blocked => process.open(0, at),
    }
    Ok((process.request, process.events, plan))
}

fn levels(plan: &Plan) -> Result<Vec<RequestLevel>, Error> {
    let step = |step: &super::policy::PlanStep| -> Result<RequestStep, Error> {
        Ok(RequestStep {
            step: Id::try_from(step.step.clone())?,
            need: step.need.into(),
            eligible: step.eligible.clone(),
            done: false,
            votes: Vec::new(),
            escalated: Default::default(),
        })
    };
    let level = |level: &super::policy::PlanLevel| -> Result<RequestLevel, Error> {
        Ok(RequestLevel { level: level.level, steps: level.steps.iter().map(step).collect::<Result<_, _>>()? })
    };
    plan.levels.iter().map(level).collect()
}

/// Applies a command. An error changes nothing.
///
/// # Errors
/// `POLICY_CHANGED` for another policy than the request's; `MISSING_FIELD` for what the command needs; then in this order
/// `TIME_REVERSAL`, `COMMAND_UNKNOWN` and those of the command.
pub(super) fn command(
    policy: &Policy,
    directory: &Directory,
    request: &ApprovalRequest,
    command: &ApprovalCommand,
) -> Result<(ApprovalRequest, Vec<RequestEvent>), Error> {
    let compiled = policy.compiled().map_err(|error| error.within("/policy"))?;
    if policy.hash().map_err(|error| error.within("/policy"))? != request.policy_hash {
        return Err(Issue::error(Code::POLICY_CHANGED).at("/policy").into());
    }
    let context = read_context(compiled, &request.context).map_err(|error| error.within("/request/context"))?;
    check_fields(command)?;
    if command.at < request.last_at {
        return Err(Issue::error(Code::TIME_REVERSAL).at("/command/at").into());
    }
    let mut process = Process { policy: compiled, directory, request: request.clone(), context, events: Vec::new() };
    let run: fn(&mut Process<'_>, &ApprovalCommand) -> Result<(), Error> = match command.cmd.as_str() {
        "approve" => |process, command| process.vote(command, true),
        "reject" => |process, command| process.vote(command, false),
        "cancel" => |process, command| process.cancel(command),
        "execute" => |process, command| process.execute(command),
        "cart_changed" => |process, command| process.change_cart(command),
        "tick" => |_, _| Ok(()),
        _ => return Err(Issue::error(Code::COMMAND_UNKNOWN).at("/command/cmd").into()),
    };
    process.apply_timers(command.at);
    run(&mut process, command)?;
    process.request.last_at = command.at;
    Ok((process.request, process.events))
}

/// What a command needs is there.
fn check_fields(command: &ApprovalCommand) -> Result<(), Error> {
    let missing = match command.cmd.as_str() {
        "approve" | "reject" | "cancel" if command.actor.is_none() => "/command/actor",
        "cart_changed" if command.context.is_none() => "/command/context",
        _ => return Ok(()),
    };
    Err(Issue::error(Code::MISSING_FIELD).at(missing).into())
}

impl Process<'_> {
    fn refused<T>(&self, code: Code, place: &'static str) -> Result<T, Error> {
        Err(Issue::error(code).at(place).into())
    }

    fn is_pending(&self) -> bool {
        self.request.status == RequestStatus::Pending
    }

    /// Opens the level at a position; after the last one the request is approved.
    fn open(&mut self, position: usize, at: Instant) {
        match self.request.levels.get(position) {
            None => self.approve(RequestEvent::new(Event::RequestApproved, at)),
            Some(level) => {
                let event = RequestEvent::new(Event::LevelActivated, at);
                self.events.push(RequestEvent { level: Some(level.level), ..event });
                self.request.active = Some(position.into());
                self.request.level_opened_at = Some(at);
            }
        }
    }

    fn approve(&mut self, event: RequestEvent) {
        self.request.approved_at = Some(event.at);
        self.close(RequestStatus::Approved, event);
    }

    fn close(&mut self, status: RequestStatus, event: RequestEvent) {
        self.request.status = status;
        self.request.active = None;
        self.request.level_opened_at = None;
        self.events.push(event);
    }

    /// The steps of the active level.
    fn steps(&self) -> &[RequestStep] {
        let level = self.request.active.and_then(|position| self.request.levels.get(position.get()));
        level.map(|level| level.steps.as_slice()).unwrap_or_default()
    }

    fn step_mut(&mut self, step: usize) -> Option<&mut RequestStep> {
        let active = self.request.active?;
        self.request.levels.get_mut(active.get())?.steps.get_mut(step)
    }

    /// Opens the next level if every step of the active one is done.
    fn advance(&mut self, at: Instant) {
        if let Some(active) = self.request.active
            && self.steps().iter().all(|step| step.done)
        {
            self.open(active.get().saturating_add(1), at);
        }
    }

    fn rule(&self, step: &RequestStep) -> Option<&StepRule> {
        self.policy.step(step.step.as_str())
    }

    fn total(&self) -> rust_decimal::Decimal {
        self.context.decimal("order.total").unwrap_or_default()
    }

    fn requester(&self) -> &str {
        self.context.text("requester.id").unwrap_or_default()
    }

    fn eligibility(&self, now: Instant, rule: &StepRule) -> Eligibility<'_> {
        Eligibility {
            requester: self.requester(),
            cost_center: self.context.text("requester.cost_center"),
            total: self.total(),
            now,
            requester_cannot_approve: self.policy.requester_cannot_approve,
            enforce_approve_limit: rule.enforce_approve_limit,
        }
    }

    fn cancel(&mut self, command: &ApprovalCommand) -> Result<(), Error> {
        if !self.is_pending() {
            return self.refused(Code::REQUEST_CLOSED, "/request/status");
        }
        if command.actor.as_deref() != Some(self.requester()) {
            return self.refused(Code::NOT_REQUESTER, "/command/actor");
        }
        self.close(RequestStatus::Cancelled, RequestEvent::new(Event::RequestCancelled, command.at));
        Ok(())
    }

    fn execute(&mut self, command: &ApprovalCommand) -> Result<(), Error> {
        match (self.request.status, self.request.approved_at) {
            (RequestStatus::Executed, _) => self.refused(Code::REQUEST_CLOSED, "/request/status"),
            (RequestStatus::Approved, Some(approved_at)) => {
                let age = u64::try_from(approved_at.seconds_until(command.at)).unwrap_or(0);
                if self.policy.approval_valid_for_s.is_some_and(|valid| age >= valid) {
                    return self.refused(Code::APPROVAL_EXPIRED, "/command/at");
                }
                if command.cart_hash.as_deref() != Some(self.request.cart_hash.as_str()) {
                    return self.refused(Code::STALE_CART, "/command/cart_hash");
                }
                self.close(RequestStatus::Executed, RequestEvent::new(Event::RequestExecuted, command.at));
                Ok(())
            }
            _ => self.refused(Code::NOT_APPROVED, "/request/status"),
        }
    }
}
