//! What a ledger comes to: every order's reservation, commitments and returns.

use super::wire::{EntryText, LedgerText, Line};
use crate::calendar::Instant;
use crate::issue::{Code, Error, Issue, Pointer, Problems};
use crate::money::{Currency, Dec, Money};
use crate::quantity::Id;
use std::collections::BTreeMap;

/// Kinds of entries.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum EntryKind {
    Reserve,
    Release,
    Commit,
    Refund,
    Cancel,
    Adjust,
}

impl EntryKind {
    pub fn of(name: &str) -> Option<EntryKind> {
        match name {
            "reserve" => Some(EntryKind::Reserve),
            "release" => Some(EntryKind::Release),
            "commit" => Some(EntryKind::Commit),
            "refund" => Some(EntryKind::Refund),
            "cancel" => Some(EntryKind::Cancel),
            "adjust" => Some(EntryKind::Adjust),
            _ => None,
        }
    }
}

/// What an amount is for.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::commerce) struct Dimensions {
    pub employee: Option<Id>,
    pub cost_center: Option<Id>,
    pub category: Option<String>,
    pub supplier: Option<Id>,
}

impl From<&Line> for Dimensions {
    fn from(line: &Line) -> Self {
        Dimensions {
            employee: line.employee.clone(),
            cost_center: line.cost_center.clone(),
            category: line.category.clone(),
            supplier: line.supplier.clone(),
        }
    }
}

/// An amount in a currency.
///
/// # Errors
/// `MONEY_SCALE`, `OVERFLOW`.
pub(in crate::commerce) fn amount(amount: Dec, currency: Currency) -> Result<i64, Error> {
    Money::exact(amount.get(), currency).map(Money::minor)
}

/// The amounts of lines in minor units.
///
/// # Errors
/// `MONEY_SCALE` or `OVERFLOW` at the lines' amounts.
pub(in crate::commerce) fn line_amounts(lines: &[Line], currency: Currency) -> Result<Vec<i64>, Error> {
    let mut problems = Problems::new();
    let place = |index| Pointer::root().index(index).field("amount");
    let amounts = lines.iter().enumerate().filter_map(|(index, line)| {
        problems.take(amount(line.amount, currency).map_err(|error| error.within(place(index))))
    });
    let amounts = amounts.collect();
    problems.finish().map(|()| amounts)
}

/// How a movement counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::commerce) enum MovementKind {
    /// An open reservation: it counts before its expiry.
    Reserved { expires_at: Option<Instant> },
    /// A commitment.
    Committed,
    /// A refund or cancellation, negative.
    Returned,
    /// A signed correction without an order.
    Adjusted,
}

/// An amount that counts, with the two instants by which it may be attributed.
#[derive(Debug, Clone, Copy)]
pub(in crate::commerce) struct Movement {
    pub kind: MovementKind,
    /// Position of its order in [`Book::orders`]; none for a correction.
    pub order: Option<usize>,
    /// First entry of its order; its own instant for a correction.
    pub attributed: Instant,
    /// Its own instant.
    pub at: Instant,
    /// Position in [`Book::dimensions`].
    pub dimensions: usize,
    /// Minor units.
    pub amount: i64,
}

/// A ledger added up.
#[derive(Debug, Clone)]
pub(in crate::commerce) struct Book {
    pub currency: Currency,
    pub version: u64,
    /// First instant of every order.
    pub first: Vec<Instant>,
    /// Positions in `first` by order.
    pub orders: BTreeMap<Id, usize>,
    /// Every combination that occurs, once.
    pub dimensions: Vec<Dimensions>,
    /// Everything that counts.
    pub movements: Vec<Movement>,
    pub(super) entries: BTreeMap<Id, usize>,
    pub(super) states: Vec<OrderState>,
    positions: BTreeMap<Dimensions, usize>,
}

/// When a reservation was made, when it expires, and its amounts by dimensions.
type Reservation = (Instant, Option<Instant>, Vec<(usize, i64)>);

/// Where an order stands.
#[derive(Debug, Clone)]
pub(super) struct OrderState {
    pub last_at: Instant,
    /// Amounts of the open reservation by dimensions.
    reservation: Option<Reservation>,
    /// Committed less refunded by dimensions.
    left: BTreeMap<usize, i128>,
}

impl OrderState {
    pub fn has_reservation(&self) -> bool {
        self.reservation.is_some()
    }
}

impl Book {
    /// Adds up a ledger.
    ///
    /// # Errors
    /// At the entries: `ENTRY_KIND`, `MISSING_FIELD` for an order, `MONEY_SCALE`.
    pub fn of(text: &LedgerText) -> Result<Book, Error> {
        let mut book = Book {
            currency: text.currency,
            version: text.version,
            first: Vec::new(),
            orders: BTreeMap::new(),
            dimensions: Vec::new(),
            movements: Vec::with_capacity(text.entries.len()),
            entries: BTreeMap::new(),
            states: Vec::new(),
            positions: BTreeMap::new(),
        };
        let mut problems = Problems::new();
        let place = Pointer::from("/entries");
        for (index, entry) in text.entries.iter().enumerate() {
            problems.take(book.add(index, entry).map_err(|error| error.within(place.index(index))));
        }
        problems.finish()?;
        book.close();
        Ok(book)
    }

    fn add(&mut self, index: usize, entry: &EntryText) -> Result<(), Error> {
        let kind = EntryKind::of(&entry.kind).ok_or_else(|| Issue::error(Code::ENTRY_KIND).at("/kind"))?;
        let lines = entry.lines.as_deref().unwrap_or_default();
        let amounts = line_amounts(lines, self.currency).map_err(|error| error.within("/lines"))?;
        let lines: Vec<(usize, i64)> =
            lines.iter().zip(amounts).map(|(line, amount)| (self.position(Dimensions::from(line)), amount)).collect();
        self.entries.entry(entry.id.clone()).or_insert(index);
        if kind == EntryKind::Adjust {
            self.push(MovementKind::Adjusted, None, entry.at, entry.at, &lines);
            return Ok(());
        }
        let order = entry.order.as_ref().ok_or_else(|| Issue::error(Code::MISSING_FIELD).at("/order"))?;
        let order = self.order(order, entry.at);
        let Some(first) = self.first.get(order).copied() else { return Ok(()) };
        let Some(state) = self.states.get_mut(order) else { return Ok(()) };
        state.last_at = state.last_at.max(entry.at);
        match kind {
            EntryKind::Reserve => state.reservation = Some((entry.at, entry.expires_at, lines)),
            EntryKind::Release => state.reservation = None,
            EntryKind::Commit => {
                state.reservation = None;
                lines.iter().for_each(|(key, amount)| *state.left.entry(*key).or_default() += i128::from(*amount));
                self.push(MovementKind::Committed, Some(order), first, entry.at, &lines);
            }
            EntryKind::Refund => {
                lines.iter().for_each(|(key, amount)| *state.left.entry(*key).or_default() -= i128::from(*amount));
                let returned: Vec<(usize, i64)> = lines.iter().map(|(key, amount)| (*key, -amount)).collect();
                self.push(MovementKind::Returned, Some(order), first, entry.at, &returned);
            }
            EntryKind::Cancel => {
                state.reservation = None;
                let left = std::mem::take(&mut state.left);
                // A sum of amounts that does not fit is returned in pieces that do.
                let returned: Vec<(usize, i64)> = left.into_iter().flat_map(|(key, sum)| pieces(key, -sum)).collect();
                self.push(MovementKind::Returned, Some(order), first, entry.at, &returned);
            }
            EntryKind::Adjust => {}
        }
        Ok(())
    }

    /// What is still reserved at the end counts.
    fn close(&mut self) {
        for order in 0..self.states.len() {
            let (Some(state), Some(first)) = (self.states.get(order), self.first.get(order).copied()) else { continue };
            if let Some((at, expires_at, lines)) = state.reservation.clone() {
                self.push(MovementKind::Reserved { expires_at }, Some(order), first, at, &lines);
            }
        }
    }

    fn push(
        &mut self,
        kind: MovementKind,
        order: Option<usize>,
        attributed: Instant,
        at: Instant,
        lines: &[(usize, i64)],
    ) {
        let movement = |(dimensions, amount): &(usize, i64)| Movement {
            kind,
            order,
            attributed,
            at,
            dimensions: *dimensions,
            amount: *amount,
        };
        self.movements.extend(lines.iter().map(movement));
    }

    fn position(&mut self, dimensions: Dimensions) -> usize {
        if let Some(position) = self.positions.get(&dimensions) {
            return *position;
        }
        let position = self.dimensions.len();
        self.dimensions.push(dimensions.clone());
        self.positions.insert(dimensions, position);
        position
    }

    fn order(&mut self, id: &Id, at: Instant) -> usize {
        if let Some(position) = self.orders.get(id) {
            return *position;
        }
        let position = self.first.len();
        self.first.push(at);
        self.states.push(OrderState { last_at: at, reservation: None, left: BTreeMap::new() });
        self.orders.insert(id.clone(), position);
        position
    }

    /// The state of an order.
    pub(super) fn state(&self, order: &Id) -> Option<&OrderState> {
        self.orders.get(order).and_then(|position| self.states.get(*position))
    }

    /// Committed less refunded of an order for these dimensions.
    pub(super) fn left(&self, order: &Id, dimensions: &Dimensions) -> i128 {
        let state = self.state(order);
        let position = self.positions.get(dimensions);
        state.zip(position).and_then(|(state, position)| state.left.get(position)).copied().unwrap_or(0)
    }
}

/// A sum in pieces of 64 bits.
fn pieces(key: usize, sum: i128) -> Vec<(usize, i64)> {
    let mut rest = sum;
    let mut pieces = Vec::new();
    while rest != 0 {
        let piece = i64::try_from(rest).unwrap_or(if rest < 0 { i64::MIN } else { i64::MAX });
        pieces.push((key, piece));
        rest -= i128::from(piece);
    }
    pieces
}
