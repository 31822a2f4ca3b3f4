//! Escalations and expiries of the active level.

use super::{Event, Process, RequestEvent, RequestStatus};
use crate::calendar::Instant;
use crate::commerce::policy::{EscalationMode, OnExpire};
use crate::quantity::Id;

/// A timer that is due. The order of the members is the order in which timers are applied.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Timer {
    deadline: Instant,
    what: What,
    step: Id,
    /// Position of the escalation in its list.
    index: usize,
    /// Position of the step in its level.
    position: usize,
}

/// An escalation comes before an expiry of the same instant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum What {
    Escalation,
    Expiry,
}

impl Process<'_> {
    /// Applies all timers due up to an instant, in the order of their deadlines; an approval by itself may open the next level.
    pub(super) fn apply_timers(&mut self, at: Instant) {
        while self.is_pending() {
            let active = self.request.active;
            for timer in self.due(at) {
                if !self.is_pending() || self.request.active != active {
                    break;
                }
                self.fire(&timer);
            }
            if self.request.active == active {
                return;
            }
        }
    }

    /// Timers of the open steps, sorted.
    fn due(&self, at: Instant) -> Vec<Timer> {
        let Some(opened) = self.request.level_opened_at else { return Vec::new() };
        // A deadline after the year 9999 never comes.
        let deadline = |seconds: u64| i64::try_from(seconds).ok().and_then(|seconds| opened.add_seconds(seconds).ok());
        let is_due = |deadline: &Instant| *deadline <= at;
        let mut timers = Vec::new();
        for (position, step) in self.steps().iter().enumerate().filter(|(_, step)| !step.done) {
            let Some(rule) = self.rule(step) else { continue };
            let timer = |deadline, what, index| Timer { deadline, what, step: step.step.clone(), index, position };
            for (index, escalation) in rule.escalations.iter().enumerate() {
                let pending = !step.escalated.contains(&index.into());
                let deadline = deadline(escalation.after_s).filter(is_due).filter(|_| pending);
                timers.extend(deadline.map(|deadline| timer(deadline, What::Escalation, index)));
            }
            let deadline = rule.expire_after_s.and_then(deadline).filter(is_due);
            timers.extend(deadline.map(|deadline| timer(deadline, What::Expiry, 0)));
        }
        timers.sort();
        timers
    }

    fn fire(&mut self, timer: &Timer) {
        let Some(step) = self.steps().get(timer.position).filter(|step| !step.done) else { return };
        let Some(rule) = self.rule(step) else { return };
        let event = |kind| RequestEvent::of_step(kind, timer.deadline, &timer.step);
        match timer.what {
            What::Escalation => {
                let Some(escalation) = rule.escalations.get(timer.index) else { return };
                let mut eligible = self.directory.eligible(&escalation.to, &self.eligibility(timer.deadline, rule));
                if escalation.mode == EscalationMode::Add {
                    eligible.extend(step.eligible.iter().cloned());
                }
                self.events.push(RequestEvent { eligible: Some(eligible.clone()), ..event(Event::StepEscalated) });
                if let Some(step) = self.step_mut(timer.position) {
                    step.eligible = eligible;
                    step.escalated.insert(timer.index.into());
                }
            }
            What::Expiry => match rule.on_expire {
                OnExpire::Expire => self.close(RequestStatus::Expired, event(Event::RequestExpired)),
                OnExpire::Reject => self.close(RequestStatus::Rejected, event(Event::RequestRejected)),
                OnExpire::Approve => {
                    self.events.push(event(Event::StepAutoApproved));
                    if let Some(step) = self.step_mut(timer.position) {
                        step.done = true;
                    }
                    self.advance(timer.deadline);
                }
            },
        }
    }
}
