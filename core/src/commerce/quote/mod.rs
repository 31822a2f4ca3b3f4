//! Quotes (*cotações*): a negotiation between buyer and seller as a state machine, with one hash per revision.

mod acceptance;
mod content;
mod state;
#[cfg(test)]
mod tests;

pub(super) use acceptance::{message, sign, verify};
pub(super) use content::hash as content_hash;
pub use state::*;

use crate::calendar::Instant;
use crate::canonical::Json;
use crate::issue::{Code, Error, Issue};
use crate::quantity::{Id, Map};
use QuoteEventType as Event;
use QuoteStatus as Status;

/// How long an offer stands unless it is said: 15 days.
const VALID_FOR_S: u32 = 1_296_000;

/// A draft.
pub(super) fn draft(author: Party, content: Map<Json>, valid_for_s: Option<u32>, convert_for_s: Option<u32>) -> Quote {
    Quote {
        status: Status::Draft,
        author,
        content,
        valid_for_s: valid_for_s.unwrap_or(VALID_FOR_S),
        convert_for_s,
        revisions: Vec::new(),
        turn: None,
        valid_until: None,
        accepted_at: None,
        order: None,
        last_at: None,
    }
}

/// A quote while a command is applied to it.
struct Process {
    quote: Quote,
    events: Vec<QuoteEvent>,
}

/// Applies a command. An error changes nothing.
///
/// # Errors
/// `MISSING_FIELD` for what the command needs; then in this order `TIME_REVERSAL`, `COMMAND_UNKNOWN`, `QUOTE_EXPIRED`,
/// `ALREADY_CONVERTED`, `QUOTE_STATE` or `QUOTE_NOT_ACCEPTED`, `NOT_YOUR_TURN`; then those of the command.
pub(super) fn command(quote: &Quote, command: &QuoteCommand) -> Result<(Quote, Vec<QuoteEvent>), Error> {
    check_fields(command)?;
    if quote.last_at.is_some_and(|last| command.at < last) {
        return refused(Code::TIME_REVERSAL, "/command/at");
    }
    let run: fn(&mut Process, &QuoteCommand) -> Result<(), Error> = match command.cmd.as_str() {
        "edit" => Process::edit,
        "submit" => Process::submit,
        "counter" => Process::counter,
        "accept" => Process::accept,
        "reject" => Process::reject,
        "cancel" => Process::cancel,
        "convert" => Process::convert,
        "reopen" => Process::reopen,
        "tick" => |_, _| Ok(()),
        _ => return refused(Code::COMMAND_UNKNOWN, "/command/cmd"),
    };
    let mut process = Process { quote: quote.clone(), events: Vec::new() };
    process.expire(command.at)?;
    if process.quote.status == Status::Expired && !matches!(command.cmd.as_str(), "reopen" | "tick") {
        return refused(Code::QUOTE_EXPIRED, "/command/at");
    }
    run(&mut process, command)?;
    process.quote.last_at = Some(command.at);
    Ok((process.quote, process.events))
}

fn refused<T>(code: Code, place: &'static str) -> Result<T, Error> {
    Err(Issue::error(code).at(place).into())
}

/// What a command needs is there.
fn check_fields(command: &QuoteCommand) -> Result<(), Error> {
    let by = (command.by.is_none(), "/command/by");
    let content = (command.content.is_none(), "/command/content");
    let needs: &[(bool, &'static str)] = match command.cmd.as_str() {
        "submit" | "reject" | "cancel" | "reopen" => &[by],
        "edit" | "counter" => &[by, content],
        "accept" => &[by, (command.revision.is_none(), "/command/revision"), (command.hash.is_none(), "/command/hash")],
        "convert" => {
            &[(command.order.is_none(), "/command/order"), (command.order_total.is_none(), "/command/order_total")]
        }
        _ => &[],
    };
    let mut problems = crate::issue::Problems::new();
    for (missing, place) in needs {
        problems.require(!missing, || Issue::error(Code::MISSING_FIELD).at(*place));
    }
    problems.finish()
}

impl Process {
    /// Applies the rows of time.
    fn expire(&mut self, now: Instant) -> Result<(), Error> {
        let deadline = match (self.quote.status, self.quote.accepted_at, self.quote.convert_for_s) {
            (Status::Submitted | Status::Countered, ..) => self.quote.valid_until,
            (Status::Accepted, Some(at), Some(seconds)) => at.add_seconds(seconds.into()).ok(),
            _ => None,
        };
        if let Some(deadline) = deadline.filter(|deadline| *deadline <= now) {
            self.close(Status::Expired, QuoteEvent::new(Event::Expired, deadline));
        }
        Ok(())
    }

    fn close(&mut self, status: Status, event: QuoteEvent) {
        self.quote.status = status;
        self.quote.turn = None;
        self.quote.valid_until = None;
        self.events.push(event);
    }

    fn event(&self, kind: Event, command: &QuoteCommand) -> QuoteEvent {
        let last = self.quote.revisions.last();
        QuoteEvent { by: command.by, revision: last.map(|revision| revision.n), ..QuoteEvent::new(kind, command.at) }
    }

    /// The quote is in one of these states.
    fn in_state(&self, states: &[Status]) -> Result<(), Error> {
        if states.contains(&self.quote.status) { Ok(()) } else { refused(Code::QUOTE_STATE, "/command/cmd") }
    }

    fn by(&self, command: &QuoteCommand, party: Option<Party>) -> Result<(), Error> {
        if command.by == party { Ok(()) } else { refused(Code::NOT_YOUR_TURN, "/command/by") }
    }

    fn edit(&mut self, command: &QuoteCommand) -> Result<(), Error> {
        self.in_state(&[Status::Draft])?;
        self.by(command, Some(self.quote.author))?;
        self.quote.content = command.content.clone().unwrap_or_default();
        self.events.push(self.event(Event::Edited, command));
        Ok(())
    }

    fn submit(&mut self, command: &QuoteCommand) -> Result<(), Error> {
        self.in_state(&[Status::Draft])?;
        self.by(command, Some(self.quote.author))?;
        let content = self.quote.content.clone();
        self.offer(command, content, "/quote/content", Status::Submitted, Event::Submitted)
    }

    fn counter(&mut self, command: &QuoteCommand) -> Result<(), Error> {
        self.in_state(&[Status::Submitted, Status::Countered])?;
        self.by(command, self.quote.turn)?;
        let content = command.content.clone().unwrap_or_default();
        self.offer(command, content, "/command/content", Status::Countered, Event::Countered)
    }

    /// Makes a revision; the other party must answer it.
    fn offer(
        &mut self,
        command: &QuoteCommand,
        content: Map<Json>,
        place: &'static str,
        status: Status,
        event: Event,
    ) -> Result<(), Error> {
        let by = command.by.unwrap_or(self.quote.author);
        content::total(&content).map_err(|error| error.within(place))?;
        let prev = self.quote.revisions.last().map(|revision| revision.hash.clone());
        let n = u32::try_from(self.quote.revisions.len()).unwrap_or(u32::MAX).saturating_add(1);
        let hash = content::revision_hash(n, prev.as_deref(), &content).map_err(|error| error.within(place))?;
        let until =
            command.at.add_seconds(self.quote.valid_for_s.into()).map_err(|error| error.within("/command/at"))?;
        self.quote.revisions.push(QuoteRevision { n, by, hash, prev });
        self.quote.content = content;
        self.quote.status = status;
        self.quote.turn = Some(by.other());
        self.quote.valid_until = Some(until);
        self.events.push(self.event(event, command));
        Ok(())
    }

    fn answer(&self, command: &QuoteCommand) -> Result<(), Error> {
        self.in_state(&[Status::Submitted, Status::Countered])?;
        self.by(command, self.quote.turn)
    }

    fn accept(&mut self, command: &QuoteCommand) -> Result<(), Error> {
        self.answer(command)?;
        let last = self.quote.revisions.last();
        if last.map(|revision| revision.n) != command.revision {
            return refused(Code::STALE_REVISION, "/command/revision");
        }
        if last.map(|revision| &revision.hash) != command.hash.as_ref() {
            return refused(Code::HASH_MISMATCH, "/command/hash");
        }
        self.quote.accepted_at = Some(command.at);
        self.close(Status::Accepted, self.event(Event::Accepted, command));
        Ok(())
    }

    fn reject(&mut self, command: &QuoteCommand) -> Result<(), Error> {
        self.answer(command)?;
        self.close(Status::Rejected, self.event(Event::Rejected, command));
        Ok(())
    }

    /// The author drops a draft; whoever made the standing offer withdraws it.
    fn cancel(&mut self, command: &QuoteCommand) -> Result<(), Error> {
        self.in_state(&[Status::Draft, Status::Submitted, Status::Countered])?;
        let owner = self.quote.turn.map_or(self.quote.author, Party::other);
        self.by(command, Some(owner))?;
        self.close(Status::Cancelled, self.event(Event::Cancelled, command));
        Ok(())
    }

    fn reopen(&mut self, command: &QuoteCommand) -> Result<(), Error> {
        self.in_state(&[Status::Rejected, Status::Expired, Status::Cancelled])?;
        self.by(command, Some(Party::Seller))?;
        self.quote.author = Party::Seller;
        self.quote.accepted_at = None;
        self.close(Status::Draft, self.event(Event::Reopened, command));
        Ok(())
    }

    /// Turns the accepted offer into an order: a quote is no way round limits and approvals.
    fn convert(&mut self, command: &QuoteCommand) -> Result<(), Error> {
        if self.quote.status == Status::Converted {
            let same = self.quote.order == command.order;
            return if same { Ok(()) } else { refused(Code::ALREADY_CONVERTED, "/command/order") };
        }
        if self.quote.status != Status::Accepted {
            return refused(Code::QUOTE_NOT_ACCEPTED, "/quote/status");
        }
        let limit = command.limit_outcome.unwrap_or(crate::commerce::Outcome::Allow);
        if limit == crate::commerce::Outcome::Deny {
            return refused(Code::LIMIT_DENIED, "/command/limit_outcome");
        }
        let cleared = match command.approval.as_deref() {
            Some("approved") => true,
            Some("none") | None => limit == crate::commerce::Outcome::Allow,
            Some(_) => false,
        };
        if !cleared {
            return refused(Code::APPROVAL_REQUIRED, "/command/approval");
        }
        let total = content::total(&self.quote.content).map_err(|error| error.within("/quote/content"))?;
        if command.order_total.map(|total| total.get()) != Some(total.amount()) {
            return refused(Code::TOTAL_MISMATCH, "/command/order_total");
        }
        self.quote.order = command.order.clone();
        let order = command.order.as_ref().map(Id::to_string);
        self.close(Status::Converted, QuoteEvent { order, ..self.event(Event::Converted, command) });
        Ok(())
    }
}
