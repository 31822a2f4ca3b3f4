//! Discounts that stack.

use super::list::PRIORITY;
use crate::issue::{Code, Error, Issue, Pointer, Problems};
use crate::money::{Dec, Exact};
use crate::quantity::Id;
use rust_decimal::Decimal;
use serde::Deserialize;

/// A discount on the gross amount of a line or of an order.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Discount {
    /// Its id.
    pub id: Id,
    /// What its value is.
    pub kind: DiscountKind,
    /// Percent, or an amount in the currency of the quote.
    pub value: Dec,
    /// How it goes with others.
    pub stack: DiscountStack,
    /// A lower number comes first; 100 by default.
    pub priority: Option<i64>,
    /// The most that it may be worth.
    pub max_amount: Option<Dec>,
}

/// What a discount's value is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum DiscountKind {
    /// Percent.
    Pct,
    /// An amount.
    Amount,
}

/// How a discount goes with others.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum DiscountStack {
    /// A percentage of the gross amount.
    Additive,
    /// A percentage of what the ones before leave.
    Sequential,
    /// It replaces all others if it is worth more than all of them.
    Exclusive,
}

/// What discounts come to, not yet rounded.
pub(super) struct Discounted {
    pub amount: Exact,
    pub ids: Vec<Id>,
    /// Whether the ceiling cut it.
    pub capped: bool,
}

/// What the discounts on a gross amount come to.
///
/// In (priority, id) order: additive percentages of the gross amount; sequential percentages of what remains; fixed amounts. Each is
/// cut at its `max_amount`. The best exclusive discount replaces all if it is strictly greater; then the ceiling cuts.
///
/// # Errors
/// `DISCOUNT_NEGATIVE` at values, most amounts and the ceiling; `DISCOUNT_EXCEEDS_PRICE`.
pub(super) fn apply(gross: &Exact, discounts: &[Discount], ceiling_pct: Option<Dec>) -> Result<Discounted, Error> {
    check(discounts)?;
    let mut sorted: Vec<&Discount> = discounts.iter().collect();
    sorted.sort_by_key(|discount| (discount.priority.unwrap_or(PRIORITY), &discount.id));
    let exclusive = |discount: &&&Discount| discount.stack == DiscountStack::Exclusive;
    let mut sum = nothing();
    let mut ids = Vec::new();
    for group in [Group::Additive, Group::Sequential, Group::Fixed] {
        for discount in sorted.iter().filter(|discount| group.holds(discount)) {
            let base =
                if group == Group::Sequential { (gross.clone() - sum.clone()).max(nothing()) } else { gross.clone() };
            sum = sum + discount.worth(&base);
            ids.push(discount.id.clone());
        }
    }
    let mut best: Option<(Exact, &Discount)> = None;
    for discount in sorted.iter().filter(exclusive) {
        let worth = discount.worth(gross);
        if best.as_ref().is_none_or(|(known, _)| worth > *known) {
            best = Some((worth, discount));
        }
    }
    if let Some((worth, discount)) = best
        && worth > sum
    {
        sum = worth;
        ids = vec![discount.id.clone()];
    }
    let ceiling = ceiling_pct.map(|most| gross.percent(most.get())).filter(|most| sum > *most);
    let capped = ceiling.is_some();
    let amount = ceiling.unwrap_or(sum);
    if amount > *gross {
        return Err(Issue::error(Code::DISCOUNT_EXCEEDS_PRICE).into());
    }
    Ok(Discounted { amount, ids, capped })
}

fn check(discounts: &[Discount]) -> Result<(), Error> {
    let mut problems = Problems::new();
    for (index, discount) in discounts.iter().enumerate() {
        let place = Pointer::root().index(index);
        for (value, name) in [(Some(discount.value), "value"), (discount.max_amount, "max_amount")] {
            let negative = value.is_some_and(|value| value.get() < Decimal::ZERO);
            problems.require(!negative, || Issue::error(Code::DISCOUNT_NEGATIVE).at(place.field(name)));
        }
    }
    problems.finish()
}

fn nothing() -> Exact {
    Exact::from(0)
}

/// The three groups of discounts that add up, in their order.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Group {
    Additive,
    Sequential,
    Fixed,
}

impl Group {
    fn holds(self, discount: &Discount) -> bool {
        let own = match (discount.stack, discount.kind) {
            (DiscountStack::Exclusive, _) => return false,
            (_, DiscountKind::Amount) => Group::Fixed,
            (DiscountStack::Additive, DiscountKind::Pct) => Group::Additive,
            (DiscountStack::Sequential, DiscountKind::Pct) => Group::Sequential,
        };
        own == self
    }
}

impl Discount {
    /// What it is worth on a base, cut at its most amount.
    fn worth(&self, base: &Exact) -> Exact {
        let worth = match self.kind {
            DiscountKind::Pct => base.percent(self.value.get()),
            DiscountKind::Amount => Exact::from(self.value.get()),
        };
        match self.max_amount {
            Some(most) => worth.min(Exact::from(most.get())),
            None => worth,
        }
    }
}
