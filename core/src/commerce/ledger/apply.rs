//! Adding an entry to a ledger.

use super::Ledger;
use super::book::{Book, Dimensions, EntryKind, line_amounts};
use super::wire::EntryText;
use crate::issue::{Code, Error, Issue, Pointer};
use std::collections::BTreeMap;

/// The ledger's version after the entry, or `None` if the ledger holds the same entry already.
///
/// # Errors
/// In this order: `IDEMPOTENCY_CONFLICT`, `VERSION_CONFLICT`, `ENTRY_KIND`, `EMPTY_PURCHASE`, `AMOUNT_NOT_POSITIVE`,
/// `ADJUST_NEEDS_REASON`, `TIME_REVERSAL`, `RESERVATION_EXPIRY_INVALID`, `NO_OPEN_RESERVATION`, `NOTHING_TO_CANCEL`,
/// `REFUND_EXCEEDS_COMMITTED`; before them what no ledger can hold.
pub(in crate::commerce) fn apply(
    ledger: &Ledger,
    entry: &EntryText,
    expected_version: u64,
) -> Result<Option<u64>, Error> {
    let book = ledger.book().map_err(|error| error.within("/ledger"))?;
    let refused = |code: Code, path: &'static str| Error::from(Issue::error(code).at(path));
    let kind = EntryKind::of(&entry.kind);
    if entry.order.is_none() && kind.is_some_and(|kind| kind != EntryKind::Adjust) {
        return Err(refused(Code::MISSING_FIELD, "/entry/order"));
    }
    let lines = entry.lines.as_deref().unwrap_or_default();
    let amounts = line_amounts(lines, book.currency).map_err(|error| error.within("/entry/lines"))?;
    if let Some(known) = book.entries.get(&entry.id).and_then(|position| ledger.text().entries.get(*position)) {
        // Both are compared as they were read: instants in UTC, amounts without trailing zeros.
        return if known == entry { Ok(None) } else { Err(refused(Code::IDEMPOTENCY_CONFLICT, "/entry/id")) };
    }
    if expected_version != book.version {
        let issue = Issue::error(Code::VERSION_CONFLICT).at("/expected_version");
        return Err(issue.with("version", i64::try_from(book.version).unwrap_or(i64::MAX)).into());
    }
    let kind = kind.ok_or_else(|| refused(Code::ENTRY_KIND, "/entry/kind"))?;
    if matches!(kind, EntryKind::Reserve | EntryKind::Commit | EntryKind::Refund) {
        if lines.is_empty() {
            return Err(refused(Code::EMPTY_PURCHASE, "/entry/lines"));
        }
        if let Some(index) = amounts.iter().position(|amount| *amount <= 0) {
            let place = Pointer::from("/entry/lines").index(index).field("amount");
            return Err(Issue::error(Code::AMOUNT_NOT_POSITIVE).at(place).into());
        }
    }
    if kind == EntryKind::Adjust {
        let given = entry.reason.as_ref().is_some_and(|reason| !reason.is_empty()) && entry.actor.is_some();
        return if given {
            next_version(book).map(Some)
        } else {
            Err(refused(Code::ADJUST_NEEDS_REASON, "/entry/reason"))
        };
    }
    let Some(order) = &entry.order else { return Err(refused(Code::MISSING_FIELD, "/entry/order")) };
    let state = book.state(order);
    if state.is_some_and(|state| entry.at < state.last_at) {
        return Err(refused(Code::TIME_REVERSAL, "/entry/at"));
    }
    match kind {
        EntryKind::Reserve if entry.expires_at.is_some_and(|expiry| expiry <= entry.at) => {
            Err(refused(Code::RESERVATION_EXPIRY_INVALID, "/entry/expires_at"))
        }
        EntryKind::Release if !state.is_some_and(|state| state.has_reservation()) => {
            Err(refused(Code::NO_OPEN_RESERVATION, "/entry/order"))
        }
        EntryKind::Cancel if state.is_none() => Err(refused(Code::NOTHING_TO_CANCEL, "/entry/order")),
        EntryKind::Refund if exceeds(book, entry, &amounts) => {
            Err(refused(Code::REFUND_EXCEEDS_COMMITTED, "/entry/lines"))
        }
        _ => next_version(book).map(Some),
    }
}

fn next_version(book: &Book) -> Result<u64, Error> {
    book.version.checked_add(1).ok_or_else(|| Issue::error(Code::OVERFLOW).at("/ledger/version").into())
}

/// Whether a refund gives back more than is left for some dimensions.
fn exceeds(book: &Book, entry: &EntryText, amounts: &[i64]) -> bool {
    let Some(order) = &entry.order else { return true };
    let mut wanted: BTreeMap<Dimensions, i128> = BTreeMap::new();
    for (line, amount) in entry.lines.iter().flatten().zip(amounts) {
        *wanted.entry(Dimensions::from(line)).or_default() += i128::from(*amount);
    }
    wanted.iter().any(|(dimensions, amount)| *amount > book.left(order, dimensions))
}
