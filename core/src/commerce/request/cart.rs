//! Changes of the cart while a request is pending or approved.

use super::{ApprovalCommand, Event, Process, RequestEvent, RequestStatus};
use crate::commerce::policy::{Context, Order, PlanOutcome, cart_hash, plan};
use crate::issue::{Code, Error};
use crate::money::Exact;
use std::collections::BTreeSet;

impl Process<'_> {
    /// The cart has another content: nothing if its hash is the same, else it is tolerated or supersedes the request.
    ///
    /// # Errors
    /// `REQUEST_CLOSED`; those of reading the new context and, where changes may be tolerated, of planning it.
    pub(super) fn change_cart(&mut self, command: &ApprovalCommand) -> Result<(), Error> {
        if !matches!(self.request.status, RequestStatus::Pending | RequestStatus::Approved) {
            return self.refused(Code::REQUEST_CLOSED, "/request/status");
        }
        let Some(values) = &command.context else { return self.refused(Code::MISSING_FIELD, "/command/context") };
        let context = Context::read(values, &self.policy.own()).map_err(|error| error.within("/command/context"))?;
        let hash = cart_hash(self.policy, &context).map_err(|error| error.within("/command/context"))?;
        if hash == self.request.cart_hash {
            return Ok(());
        }
        let tolerated = self.policy.material && self.tolerates(&context, command)?;
        if tolerated {
            self.request.context = values.clone();
            self.request.cart_hash = hash;
            self.context = context;
            self.events.push(RequestEvent::new(Event::CartChangeTolerated, command.at));
        } else {
            self.close(RequestStatus::Superseded, RequestEvent::new(Event::RequestSuperseded, command.at));
        }
        Ok(())
    }

    fn tolerates(&self, new: &Context, command: &ApprovalCommand) -> Result<bool, Error> {
        let within = |error: Error| error.within("/command/context");
        let total = Order::read(self.policy, new).map_err(within)?.total;
        let plan = plan(self.policy, new, self.directory, command.at).map_err(within)?;
        let open = matches!(plan.outcome, PlanOutcome::RequiresApproval | PlanOutcome::AutoApproved);
        let known: BTreeSet<&str> =
            self.request.levels.iter().flat_map(|level| &level.steps).map(|step| step.step.as_str()).collect();
        let mut steps = plan.levels.iter().flat_map(|level| &level.steps);
        let same = |field: &str| new.get(field) == self.context.get(field);
        let fields = ["order.currency", "order.payment_term_days", "order.delivery_uf", "requester.id"];
        Ok(open
            && steps.all(|step| known.contains(step.step.as_str()))
            && self.is_within_tolerance(total)
            && new.is_subset(&self.context, "order.suppliers")
            && new.is_subset(&self.context, "order.categories")
            && fields.iter().all(|field| same(field))
            && (self.policy.ignore_decrease || total >= self.request.submitted_total.get())
            && self.voters_may_approve(total))
    }

    /// Whether an increase is at most the larger tolerance; it counts from the submitted total, so that it never adds up.
    fn is_within_tolerance(&self, total: rust_decimal::Decimal) -> bool {
        let submitted = Exact::from(self.request.submitted_total.get());
        let increase = Exact::from(total) - submitted.clone();
        let share = submitted.percent(self.policy.tolerance_pct);
        increase <= Exact::from(self.policy.tolerance_abs) || increase <= share
    }

    /// Whether everyone whose approval counts in a step that enforces limits may approve the total.
    fn voters_may_approve(&self, total: rust_decimal::Decimal) -> bool {
        let steps = self.request.levels.iter().flat_map(|level| &level.steps);
        let enforced = steps.filter(|step| self.rule(step).is_none_or(|rule| rule.enforce_approve_limit));
        let approvals = enforced.flat_map(|step| &step.votes).filter(|vote| vote.approve);
        approvals.map(|vote| &vote.principal).all(|principal| self.directory.may_approve(principal, total))
    }
}
