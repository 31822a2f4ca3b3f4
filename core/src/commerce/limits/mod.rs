//! Spending limits (*limite de gastos*).

use super::ledger::{Book, Ledger, Line, Movement, MovementKind, amount, line_amounts};
use crate::calendar::{Instant, Window, WindowRule, WindowSpan};
use crate::issue::{Code, Error, Issue, Pointer, Problems};
use crate::money::{Currency, Dec, Money};
use crate::quantity::Id;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

#[cfg(test)]
mod tests;

/// A spending limit. An amount of `0.00` means that nothing may be spent; no limit means no bound.
#[derive(Debug, Clone, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(rename = "SpendingLimit"))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Limit {
    /// Its id; limits are reported in the order of their ids.
    pub id: Id,
    /// What may be spent in one window, in the limit's currency.
    pub amount: Dec,
    /// Which lines it is for; all of them by default.
    #[serde(default)]
    pub selector: LineSelector,
    /// The window in which it holds.
    pub window: Window,
    /// What exceeding it means: `hard` (default) denies, `soft` asks for an approval, `monitor` only reports.
    pub enforcement: Option<Enforcement>,
    /// The most that one order may spend.
    pub per_order_max: Option<Dec>,
    /// Whether refunds and cancellations count in the window of their order (`original`, default) or in their own
    /// (`refund_window`).
    pub refund_attribution: Option<RefundAttribution>,
    /// Whether open reservations count (`reserved_and_committed`, default) or not (`committed`).
    pub basis: Option<LimitBasis>,
    /// In force from this instant on.
    pub valid_from: Option<Instant>,
    /// In force until before this instant.
    pub valid_to: Option<Instant>,
    /// Its currency; the ledger's by default.
    pub currency: Option<Currency>,
}

/// Which lines a limit is for: all given members must match.
#[derive(Debug, Clone, Default, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct LineSelector {
    /// The buyer.
    pub employee: Option<Id>,
    /// The cost centre.
    pub cost_center: Option<Id>,
    /// The category and everything below it.
    pub category: Option<String>,
    /// The supplier.
    pub supplier: Option<Id>,
}

impl LineSelector {
    fn matches(&self, line: Sides<'_>) -> bool {
        let same = |wanted: &Option<Id>, given: &Option<Id>| wanted.is_none() || wanted == given;
        same(&self.employee, line.employee)
            && same(&self.cost_center, line.cost_center)
            && same(&self.supplier, line.supplier)
            && self.category.as_ref().is_none_or(|wanted| {
                let below = line.category.as_ref().and_then(|given| given.strip_prefix(wanted.as_str()));
                below.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
            })
    }
}

/// What exceeding a limit means.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Enforcement {
    /// The purchase is denied.
    Hard,
    /// The purchase needs an approval.
    Soft,
    /// The purchase is allowed and the limit reported.
    Monitor,
}

/// In which window refunds and cancellations count.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum RefundAttribution {
    /// In that of their order.
    Original,
    /// In their own.
    RefundWindow,
}

/// What counts as used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum LimitBasis {
    /// Open reservations and commitments.
    ReservedAndCommitted,
    /// Commitments alone.
    Committed,
}

/// More room in a limit for a time.
#[derive(Debug, Clone, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct LimitOverride {
    /// Its id.
    pub id: Id,
    /// The limit.
    pub limit: Id,
    /// How much more, in the limit's currency.
    pub extra: Dec,
    /// From this instant on.
    pub from: Instant,
    /// Until before this instant.
    pub to: Instant,
    /// Who granted it; that of the requester does not count.
    pub granted_by: Id,
    /// Why.
    pub reason: String,
}

/// A purchase: the whole order as it is to stand, what is committed already included.
#[derive(Debug, Clone, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Purchase {
    /// Its order; earlier entries of it are replaced by the purchase.
    pub order: Id,
    /// Who buys.
    pub requester: Id,
    /// Its currency; the ledger's by default.
    pub currency: Option<Currency>,
    /// Its lines.
    pub lines: Vec<Line>,
}

/// The decision; the worst of several wins.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// It may be bought.
    Allow,
    /// An approval is needed.
    Review,
    /// It may not be bought.
    Deny,
}

/// The ends of a limit's window.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ReportWindow {
    /// Its start in UTC; null if it has none.
    pub start: Option<Instant>,
    /// Its end in UTC; null if it has none.
    pub end: Option<Instant>,
}

/// What a limit says about a purchase.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct LimitReport {
    /// The limit.
    pub limit: Id,
    /// Its window.
    pub window: ReportWindow,
    /// Its amount with the overrides that count.
    #[cfg_attr(feature = "schema", schemars(with = "Dec"))]
    pub capacity: Money,
    /// What other orders use of it, at least zero.
    #[cfg_attr(feature = "schema", schemars(with = "Dec"))]
    pub used: Money,
    /// What the purchase asks of it.
    #[cfg_attr(feature = "schema", schemars(with = "Dec"))]
    pub requested: Money,
    /// Capacity less used less requested; negative if it is exceeded.
    #[cfg_attr(feature = "schema", schemars(with = "Dec"))]
    pub remaining: Money,
    /// The decision.
    pub outcome: Outcome,
    /// Why, in alphabetical order: `LIMIT_BOUNDARY`, `LIMIT_EXCEEDED`, `MONITOR_ONLY`, `OVERRIDE_APPLIED`,
    /// `OVERRIDE_SELF_GRANTED`, `PER_ORDER_EXCEEDED`.
    pub codes: Vec<Code>,
}

/// What all limits say about a purchase.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct LimitDecision {
    /// The decision.
    pub outcome: Outcome,
    /// Sum of all lines.
    #[cfg_attr(feature = "schema", schemars(with = "Dec"))]
    pub requested_total: Money,
    /// What each limit that matches a line says, by id.
    pub reports: Vec<LimitReport>,
    /// Version of the ledger that the decision was made on: store the reservation only if it is still that.
    pub expected_version: u64,
    /// `NO_LIMIT_APPLIES` if no limit matches.
    pub codes: Vec<Code>,
}

/// What an amount is for, wherever it stands.
#[derive(Clone, Copy)]
struct Sides<'a> {
    employee: &'a Option<Id>,
    cost_center: &'a Option<Id>,
    category: &'a Option<String>,
    supplier: &'a Option<Id>,
}

/// The members of the same names.
macro_rules! sides {
    ($of:expr) => {{
        let of = $of;
        Sides { employee: &of.employee, cost_center: &of.cost_center, category: &of.category, supplier: &of.supplier }
    }};
}

/// A purchase in minor units.
struct Request<'a> {
    purchase: &'a Purchase,
    amounts: Vec<i64>,
    now: Instant,
}

/// Checks a purchase against all limits.
///
/// # Errors
/// What no ledger can hold, `MONEY_SCALE`; then in this order `CURRENCY_MISMATCH` of the purchase, `EMPTY_PURCHASE`,
/// `AMOUNT_NOT_POSITIVE`; then limit by limit (by id) `CURRENCY_MISMATCH` and the error of its window; `OVERFLOW`.
pub(super) fn check(
    ledger: &Ledger,
    limits: &[Limit],
    overrides: &[LimitOverride],
    purchase: &Purchase,
    now: Instant,
) -> Result<LimitDecision, Error> {
    let book = ledger.book().map_err(|error| error.within("/ledger"))?;
    let mut problems = Problems::new();
    let currency = purchase.currency.unwrap_or(book.currency);
    let amounts = line_amounts(&purchase.lines, currency).map_err(|error| error.within("/purchase/lines"));
    let amounts = problems.take(amounts).unwrap_or_default();
    let mut sized: Vec<(usize, &Limit, Sizes)> = Vec::with_capacity(limits.len());
    for (index, limit) in limits.iter().enumerate() {
        let sizes =
            Sizes::of(limit, book.currency).map_err(|error| error.within(Pointer::from("/limits").index(index)));
        if let Some(sizes) = problems.take(sizes) {
            sized.push((index, limit, sizes));
        }
    }
    sized.sort_by(|(_, one, _), (_, other, _)| one.id.cmp(&other.id));
    for (index, grant) in overrides.iter().enumerate() {
        let first = sized.partition_point(|(_, limit, _)| limit.id < grant.limit);
        for (_, limit, sizes) in sized.iter_mut().skip(first).take_while(|(_, limit, _)| limit.id == grant.limit) {
            let extra = amount(grant.extra, limit.currency.unwrap_or(book.currency));
            let place = Pointer::from("/overrides").index(index).field("extra");
            let extra = problems.take(extra.map_err(|error| error.within(place))).unwrap_or(0);
            if (grant.from..grant.to).contains(&now) {
                sizes.grant(extra, grant.granted_by == purchase.requester);
            }
        }
    }
    problems.finish()?;
    if currency != book.currency {
        return Err(Issue::error(Code::CURRENCY_MISMATCH).at("/purchase/currency").into());
    }
    if purchase.lines.is_empty() {
        return Err(Issue::error(Code::EMPTY_PURCHASE).at("/purchase/lines").into());
    }
    if let Some(index) = amounts.iter().position(|amount| *amount <= 0) {
        let place = Pointer::from("/purchase/lines").index(index).field("amount");
        return Err(Issue::error(Code::AMOUNT_NOT_POSITIVE).at(place).into());
    }
    let request = Request { purchase, amounts, now };
    let mut reports = Vec::with_capacity(sized.len());
    for (index, limit, sizes) in sized {
        let place = || Pointer::from("/limits").index(index);
        if limit.currency.is_some_and(|currency| currency != book.currency) {
            return Err(Issue::error(Code::CURRENCY_MISMATCH).at(place().field("currency")).into());
        }
        reports.extend(report(book, limit, sizes, &request).map_err(|error| error.within(place()))?);
    }
    let total = request.amounts.iter().map(|amount| i128::from(*amount)).sum();
    Ok(LimitDecision {
        outcome: reports.iter().map(|report| report.outcome).max().unwrap_or(Outcome::Allow),
        requested_total: Money::from_wide(total, book.currency)?,
        codes: if reports.is_empty() { vec![Code::NO_LIMIT_APPLIES] } else { Vec::new() },
        reports,
        expected_version: book.version,
    })
}

/// A limit's amounts in minor units.
struct Sizes {
    capacity: i128,
    per_order_max: Option<i64>,
    codes: Vec<Code>,
}

impl Sizes {
    fn of(limit: &Limit, currency: Currency) -> Result<Sizes, Error> {
        let currency = limit.currency.unwrap_or(currency);
        let mut problems = Problems::new();
        let mut read =
            |value, place: &'static str| problems.take(amount(value, currency).map_err(|error| error.within(place)));
        let capacity = read(limit.amount, "/amount").map_or(0, i128::from);
        let per_order_max = limit.per_order_max.and_then(|most| read(most, "/per_order_max"));
        problems.finish().map(|()| Sizes { capacity, per_order_max, codes: Vec::new() })
    }

    /// Counts an override that is valid now; one that the requester granted does not count.
    fn grant(&mut self, extra: i64, by_requester: bool) {
        self.codes.push(if by_requester { Code::OVERRIDE_SELF_GRANTED } else { Code::OVERRIDE_APPLIED });
        if !by_requester {
            self.capacity += i128::from(extra);
        }
    }
}

/// What one limit says; nothing if it is not in force or matches no line.
fn report(book: &Book, limit: &Limit, sizes: Sizes, request: &Request<'_>) -> Result<Option<LimitReport>, Error> {
    let in_force =
        limit.valid_from.is_none_or(|from| from <= request.now) && limit.valid_to.is_none_or(|to| request.now < to);
    let lines = request.purchase.lines.iter().zip(&request.amounts);
    let matching = lines.filter(|(line, _)| limit.selector.matches(sides!(line)));
    let (count, requested) = matching.fold((0, 0), |(count, sum), (_, amount)| (count + 1, sum + i128::from(*amount)));
    if !in_force || count == 0 {
        return Ok(None);
    }
    let (span, used) = usage(book, limit, request).map_err(|error| error.within("/window"))?;
    let after = used + requested;
    let mut codes = sizes.codes;
    let mut exceeded = false;
    if after > sizes.capacity {
        codes.push(Code::LIMIT_EXCEEDED);
        exceeded = true;
    }
    if after == sizes.capacity {
        codes.push(Code::LIMIT_BOUNDARY);
    }
    if sizes.per_order_max.is_some_and(|most| requested > i128::from(most)) {
        codes.push(Code::PER_ORDER_EXCEEDED);
        exceeded = true;
    }
    let outcome = match limit.enforcement.unwrap_or(Enforcement::Hard) {
        _ if !exceeded => Outcome::Allow,
        Enforcement::Hard => Outcome::Deny,
        Enforcement::Soft => Outcome::Review,
        Enforcement::Monitor => {
            codes.push(Code::MONITOR_ONLY);
            Outcome::Allow
        }
    };
    codes.sort_by_key(|code| code.name());
    codes.dedup();
    Ok(Some(LimitReport {
        limit: limit.id.clone(),
        window: ReportWindow { start: span.start, end: span.end },
        capacity: Money::from_wide(sizes.capacity, book.currency)?,
        used: Money::from_wide(used, book.currency)?,
        requested: Money::from_wide(requested, book.currency)?,
        remaining: Money::from_wide(sizes.capacity - after, book.currency)?,
        outcome,
        codes,
    }))
}

/// The window in which the purchase counts, and what other orders use in it.
///
/// # Errors
/// Those of the window.
fn usage(book: &Book, limit: &Limit, request: &Request<'_>) -> Result<(WindowSpan, i128), Error> {
    let order = book.orders.get(&request.purchase.order).copied();
    let attributed = order.and_then(|order| book.first.get(order).copied()).unwrap_or(request.now);
    let rule = limit.window.rule()?;
    let matches: Vec<bool> =
        book.dimensions.iter().map(|dimensions| limit.selector.matches(sides!(dimensions))).collect();
    let counting = book.movements.iter().filter(|movement| {
        (movement.order.is_none() || movement.order != order)
            && matches.get(movement.dimensions).copied().unwrap_or(false)
            && counts(movement, limit, request.now)
    });
    let counting = counting.map(|movement| (instant_of(movement, limit), i128::from(movement.amount)));
    if let WindowRule::Rolling { seconds } = rule {
        return rolling(rule, seconds, attributed, request.now, counting.collect());
    }
    let span = rule.span(attributed)?;
    let used: i128 = counting.filter(|(at, _)| span.contains(*at)).map(|(_, amount)| amount).sum();
    Ok((span, used.max(0)))
}

fn counts(movement: &Movement, limit: &Limit, now: Instant) -> bool {
    match movement.kind {
        MovementKind::Reserved { expires_at } => {
            limit.basis != Some(LimitBasis::Committed) && expires_at.is_none_or(|expiry| now < expiry)
        }
        MovementKind::Committed | MovementKind::Returned | MovementKind::Adjusted => true,
    }
}

/// The instant by which a movement is attributed.
fn instant_of(movement: &Movement, limit: &Limit) -> Instant {
    let own =
        movement.kind == MovementKind::Returned && limit.refund_attribution == Some(RefundAttribution::RefundWindow);
    if own { movement.at } else { movement.attributed }
}

/// The worst of all rolling windows `(e − seconds, e]` in which an order attributed to `from` lies, `e` not after now.
///
/// What is used changes only where an amount enters (`e` is its instant) or leaves (`e` is its instant plus the length).
fn rolling(
    rule: WindowRule,
    seconds: i64,
    from: Instant,
    now: Instant,
    mut amounts: Vec<(Instant, i128)>,
) -> Result<(WindowSpan, i128), Error> {
    amounts.sort_by_key(|(at, _)| *at);
    let mut sums = Vec::with_capacity(amounts.len() + 1);
    let mut sum = 0_i128;
    sums.push(sum);
    for (_, amount) in &amounts {
        sum += amount;
        sums.push(sum);
    }
    let up_to = |end: i64| {
        let count = amounts.partition_point(|(at, _)| at.unix() <= end);
        sums.get(count).copied().unwrap_or(0)
    };
    let used = |end: Instant| (up_to(end.unix()) - up_to(end.unix().saturating_sub(seconds))).max(0);
    let last = from.unix().saturating_add(seconds);
    let mut ends: BTreeSet<Instant> = BTreeSet::from([from]);
    let changes = amounts.iter().flat_map(|(at, _)| [Ok(*at), at.add_seconds(seconds)]).filter_map(Result::ok);
    ends.extend(changes.filter(|end| from <= *end && end.unix() < last && *end <= now));
    let mut worst = (from, used(from));
    for end in ends {
        let candidate = used(end);
        if candidate > worst.1 {
            worst = (end, candidate);
        }
    }
    Ok((rule.span(worst.0)?, worst.1))
}
