//! Approving and rejecting.

use super::{ApprovalCommand, Count, Event, Process, RequestEvent, RequestStatus, RequestStep, Vote};
use crate::commerce::policy::OnReject;
use crate::issue::{Code, Error};
use std::collections::BTreeSet;

impl Process<'_> {
    /// Casts a vote on every open step of the active level in which the principal is eligible, or on the one that is named.
    ///
    /// # Errors
    /// In this order: `REQUEST_CLOSED`, `STALE_CART`, `ACTOR_INACTIVE`, `DELEGATION_INVALID`, `SELF_APPROVAL`; without a step to vote
    /// on `ALREADY_VOTED`, `STEP_CLOSED`, `LEVEL_NOT_ACTIVE` or `NOT_ELIGIBLE`; `ALREADY_VOTED`; `DISTINCT_APPROVER_REQUIRED`.
    pub(super) fn vote(&mut self, command: &ApprovalCommand, approve: bool) -> Result<(), Error> {
        let Some(actor) = command.actor.as_deref() else {
            return self.refused(Code::MISSING_FIELD, "/command/actor");
        };
        let principal = command.on_behalf_of.as_deref().unwrap_or(actor);
        self.check_voter(command, actor, principal)?;
        let named = |step: &RequestStep| command.step.as_deref().is_none_or(|name| name == step.step.as_str());
        let open: Vec<usize> = self.positions(|step| !step.done && named(step) && self.may_vote(step, principal));
        if open.is_empty() {
            return self.refused(self.why_not(principal), "/command/actor");
        }
        let voted =
            |step: &RequestStep| step.votes.iter().any(|vote| vote.actor == actor || vote.principal == principal);
        let open: Vec<usize> = open.into_iter().filter(|step| !self.steps().get(*step).is_some_and(voted)).collect();
        if open.is_empty() {
            return self.refused(Code::ALREADY_VOTED, "/command/actor");
        }
        if approve && self.policy.distinct_across_levels && self.acted_before(actor) {
            return self.refused(Code::DISTINCT_APPROVER_REQUIRED, "/command/actor");
        }
        let vote = Vote { actor: actor.to_owned(), principal: principal.to_owned(), approve, at: command.at };
        for position in open {
            if !self.cast(position, &vote) {
                return Ok(());
            }
        }
        self.advance(command.at);
        Ok(())
    }

    fn check_voter(&self, command: &ApprovalCommand, actor: &str, principal: &str) -> Result<(), Error> {
        if !self.is_pending() {
            return self.refused(Code::REQUEST_CLOSED, "/request/status");
        }
        if command.cart_hash.as_ref().is_some_and(|seen| *seen != self.request.cart_hash) {
            return self.refused(Code::STALE_CART, "/command/cart_hash");
        }
        if !self.directory.is_active(actor) {
            return self.refused(Code::ACTOR_INACTIVE, "/command/actor");
        }
        if principal != actor && !self.directory.delegates(principal, actor, command.at, self.total()) {
            return self.refused(Code::DELEGATION_INVALID, "/command/on_behalf_of");
        }
        let own = [actor, principal].contains(&self.requester());
        if self.policy.requester_cannot_approve && own {
            return self.refused(Code::SELF_APPROVAL, "/command/actor");
        }
        Ok(())
    }

    fn positions(&self, fits: impl Fn(&RequestStep) -> bool) -> Vec<usize> {
        self.steps().iter().enumerate().filter(|(_, step)| fits(step)).map(|(position, _)| position).collect()
    }

    /// Whether a principal is eligible in a step. After a tolerated increase, nobody may approve above the own limit.
    fn may_vote(&self, step: &RequestStep, principal: &str) -> bool {
        let raised = self.total() > self.request.submitted_total.get();
        let enforced = self.rule(step).is_none_or(|rule| rule.enforce_approve_limit);
        step.eligible.contains(principal)
            && !(raised && enforced && !self.directory.may_approve(principal, self.total()))
    }

    /// Why a principal has no open step to vote on.
    fn why_not(&self, principal: &str) -> Code {
        let own = |step: &&RequestStep| step.eligible.contains(principal);
        let voted = |step: &RequestStep| step.votes.iter().any(|vote| vote.principal == principal);
        let later =
            self.request.levels.iter().skip(self.request.active.map_or(0, |active| active.get().saturating_add(1)));
        if self.steps().iter().filter(own).any(voted) {
            Code::ALREADY_VOTED
        } else if self.steps().iter().filter(own).any(|step| step.done) {
            Code::STEP_CLOSED
        } else if later.flat_map(|level| &level.steps).any(|step| own(&step)) {
            Code::LEVEL_NOT_ACTIVE
        } else {
            Code::NOT_ELIGIBLE
        }
    }

    /// Whether somebody acted in a vote of an earlier level.
    fn acted_before(&self, actor: &str) -> bool {
        let earlier = self.request.levels.iter().take(self.request.active.map_or(0, Count::get));
        earlier.flat_map(|level| &level.steps).flat_map(|step| &step.votes).any(|vote| vote.actor == actor)
    }

    /// Casts a vote on one step; false if it ended the request.
    fn cast(&mut self, position: usize, vote: &Vote) -> bool {
        let Some(step) = self.step_mut(position) else { return true };
        step.votes.push(vote.clone());
        let id = step.step.clone();
        let approvals = step.votes.iter().filter(|vote| vote.approve).count();
        let satisfied = vote.approve && approvals >= step.need.get();
        step.done |= satisfied;
        let voters: BTreeSet<&str> = step.votes.iter().map(|vote| vote.principal.as_str()).collect();
        let outstanding = step.eligible.iter().filter(|id| !voters.contains(id.as_str())).count();
        let unreachable = approvals + outstanding < step.need.get();
        let kind = if vote.approve { Event::VoteApproved } else { Event::VoteRejected };
        self.events.push(RequestEvent {
            actor: Some(vote.actor.clone()),
            principal: Some(vote.principal.clone()),
            ..RequestEvent::of_step(kind, vote.at, &id)
        });
        if satisfied {
            self.events.push(RequestEvent::of_step(Event::StepSatisfied, vote.at, &id));
        }
        if vote.approve {
            return true;
        }
        let on_reject = self.policy.step(id.as_str()).map_or(OnReject::Immediate, |rule| rule.on_reject);
        let ends = on_reject == OnReject::Immediate || unreachable;
        if ends {
            self.close(RequestStatus::Rejected, RequestEvent::of_step(Event::RequestRejected, vote.at, &id));
        }
        !ends
    }
}
