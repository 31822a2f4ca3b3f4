//! Price lists with tiers.

use crate::calendar::Instant;
use crate::issue::{Code, Error, Issue};
use crate::money::{Currency, Dec, Exact, Money, Rounding};
use crate::quantity::Id;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use std::cmp::Reverse;

/// Priority of a list, offer or discount that names none; a lower number comes first.
pub(super) const PRIORITY: i64 = 100;

/// A price list. It applies if its currency and validity fit and every selector that is given holds the buyer's value.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct PriceList {
    /// Its id.
    pub id: Id,
    /// Currency of its prices.
    pub currency: Currency,
    /// For these companies only; an empty list is for nobody.
    pub companies: Option<Vec<String>>,
    /// For these customer groups only.
    pub groups: Option<Vec<String>>,
    /// For these channels only.
    pub channels: Option<Vec<String>>,
    /// For deliveries to these states only.
    pub ufs: Option<Vec<String>>,
    /// In force from this instant on.
    pub valid_from: Option<Instant>,
    /// In force until before this instant.
    pub valid_to: Option<Instant>,
    /// A lower number comes first; 100 by default.
    pub priority: Option<i64>,
    /// Its prices.
    pub entries: Vec<PriceListEntry>,
}

/// A price in a list.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct PriceListEntry {
    /// The article.
    pub sku: String,
    /// Price of one unit.
    pub unit_price: Dec,
    /// For this quantity and more; 1 by default.
    pub min_qty: Option<Dec>,
    /// For at most this quantity.
    pub max_qty: Option<Dec>,
}

/// Who buys.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct PriceContext {
    /// Currency of the price.
    pub currency: Currency,
    /// The company.
    pub company: Option<String>,
    /// Its customer group.
    pub group: Option<String>,
    /// The channel.
    pub channel: Option<String>,
    /// State of delivery.
    pub uf: Option<String>,
}

/// Which list wins.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum PriceStrategy {
    /// The most specific list (companies 8, groups 4, channels 2, states 1), then priority, price, id.
    MostSpecific,
    /// The lowest price, then specificity, priority, id.
    LowestPrice,
}

/// The price that applies.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ResolvedPrice {
    /// The list it comes from.
    pub list: Id,
    /// Price of one unit, for the whole quantity.
    pub unit_price: Dec,
    /// Least quantity of its tier.
    pub min_qty: Dec,
}

impl PriceList {
    fn applies(&self, context: &PriceContext, now: Instant) -> bool {
        self.currency == context.currency
            && self.valid_from.is_none_or(|from| from <= now)
            && self.valid_to.is_none_or(|to| now < to)
            && self.selectors(context).iter().all(|(selector, value, _)| {
                selector.as_ref().is_none_or(|names| value.as_ref().is_some_and(|value| names.contains(value)))
            })
    }

    fn selectors<'a>(&'a self, context: &'a PriceContext) -> [(&'a Option<Vec<String>>, &'a Option<String>, u8); 4] {
        [
            (&self.companies, &context.company, 8),
            (&self.groups, &context.group, 4),
            (&self.channels, &context.channel, 2),
            (&self.ufs, &context.uf, 1),
        ]
    }

    fn specificity(&self, context: &PriceContext) -> u8 {
        self.selectors(context).iter().filter(|(selector, ..)| selector.is_some()).map(|(.., weight)| weight).sum()
    }

    /// The tier of a quantity: the greatest least quantity, then the lowest price.
    fn entry(&self, sku: &str, qty: Decimal) -> Option<&PriceListEntry> {
        let fitting = self.entries.iter().filter(|entry| {
            entry.sku == sku && entry.least() <= qty && entry.max_qty.is_none_or(|most| qty <= most.get())
        });
        fitting.min_by_key(|entry| (Reverse(entry.least()), entry.unit_price))
    }
}

impl PriceListEntry {
    fn least(&self) -> Decimal {
        self.min_qty.map_or(Decimal::ONE, Dec::get)
    }
}

/// The price that applies to a quantity.
///
/// # Errors
/// `QTY_NOT_POSITIVE`; `PRICE_NOT_FOUND`.
pub(in crate::commerce) fn resolve(
    lists: &[PriceList],
    sku: &str,
    qty: Decimal,
    context: &PriceContext,
    now: Instant,
    strategy: PriceStrategy,
) -> Result<ResolvedPrice, Error> {
    positive(qty)?;
    let applying = lists.iter().filter(|list| list.applies(context, now));
    let candidates = applying.filter_map(|list| list.entry(sku, qty).map(|entry| (list, entry)));
    let best = candidates.min_by_key(|(list, entry)| {
        let specific = Reverse(list.specificity(context));
        let priority = list.priority.unwrap_or(PRIORITY);
        match strategy {
            PriceStrategy::MostSpecific => ((None, specific, priority), entry.unit_price, &list.id),
            PriceStrategy::LowestPrice => ((Some(entry.unit_price), specific, priority), entry.unit_price, &list.id),
        }
    });
    let (list, entry) = best.ok_or_else(|| Issue::error(Code::PRICE_NOT_FOUND).at("/sku"))?;
    Ok(ResolvedPrice { list: list.id.clone(), unit_price: entry.unit_price, min_qty: entry.least().into() })
}

/// # Errors
/// `QTY_NOT_POSITIVE` at `/qty`.
pub(super) fn positive(qty: Decimal) -> Result<(), Error> {
    if qty > Decimal::ZERO { Ok(()) } else { Err(Issue::error(Code::QTY_NOT_POSITIVE).at("/qty").into()) }
}

/// A tier of a graduated price.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct PriceTier {
    /// The first unit that has this price.
    pub min_qty: Dec,
    /// Price of one unit.
    pub unit_price: Dec,
}

/// Each bracket's units at that bracket's price: tier k covers the units from its least to the one before the next tier's.
///
/// # Errors
/// `QTY_NOT_POSITIVE`; `PRICE_NOT_FOUND` if no tier covers the first unit; `OVERFLOW`.
pub(in crate::commerce) fn graduated(
    qty: Decimal,
    tiers: &[PriceTier],
    currency: Currency,
    rule: Rounding,
) -> Result<Money, Error> {
    positive(qty)?;
    let mut tiers: Vec<(Decimal, Decimal)> =
        tiers.iter().map(|tier| (tier.min_qty.get(), tier.unit_price.get())).collect();
    // Of tiers that begin at the same unit the cheapest is last, and the others cover nothing.
    tiers.sort_by_key(|(least, price)| (*least, Reverse(*price)));
    let first = tiers.first().filter(|(least, _)| *least <= Decimal::ONE);
    first.ok_or_else(|| Issue::error(Code::PRICE_NOT_FOUND).at("/tiers"))?;
    // A tier begins where the unit before it ends; the first one begins at zero.
    let begin = |least: Decimal| (least - Decimal::ONE).max(Decimal::ZERO).min(qty);
    let ends = tiers.iter().skip(1).map(|(least, _)| begin(*least)).chain([qty]);
    let mut from = Decimal::ZERO;
    let mut sum = Exact::from(0);
    for ((_, price), to) in tiers.iter().zip(ends) {
        sum = sum + (Exact::from(to) - Exact::from(from)) * Exact::from(*price);
        from = to;
    }
    Money::of_exact(&sum, currency, rule)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn tiers(rows: &[(i64, i64)]) -> Vec<PriceTier> {
        let tier = |(least, cents): &(i64, i64)| PriceTier {
            min_qty: Decimal::from(*least).into(),
            unit_price: Decimal::new(*cents, 2).into(),
        };
        rows.iter().map(tier).collect()
    }

    fn gross(qty: i64, rows: &[(i64, i64)]) -> i64 {
        graduated(qty.into(), &tiers(rows), Currency::Brl, Rounding::HalfEven).unwrap().minor()
    }

    #[test]
    fn a_graduated_price_counts_every_unit_in_its_bracket() {
        // 10 x 620.00 + 40 x 600.00 + 10 x 575.50
        assert_eq!(gross(60, &[(1, 62_000), (11, 60_000), (51, 57_550)]), 3_595_500);
        assert_eq!(gross(10, &[(51, 57_550), (1, 62_000), (11, 60_000)]), 620_000);
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(10_000))]
        #[test]
        fn equals_the_sum_over_single_units(qty in 1_i64..80, rows in prop::collection::vec((2_i64..70, 1_i64..10_000), 0..5), first in 1_i64..10_000) {
            let mut rows = rows;
            rows.push((1, first));
            let price = |unit: i64| {
                let least = rows.iter().map(|(least, _)| *least).filter(|least| *least <= unit).max().unwrap();
                rows.iter().filter(|(own, _)| *own == least).map(|(_, cents)| *cents).min().unwrap()
            };
            prop_assert_eq!(gross(qty, &rows), (1..=qty).map(price).sum::<i64>());
        }
    }
}
