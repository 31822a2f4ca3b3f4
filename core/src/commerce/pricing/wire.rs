//! A quote's lines and prices as they travel.

use super::discount::Discount;
use super::tax::{TaxMode, TaxRule};
use crate::commerce::limits::Outcome;
use crate::issue::Code;
use crate::money::{Currency, Dec, Fixed, Money, Rounding};
use crate::quantity::Id;
use serde::{Deserialize, Serialize};

/// A line to price.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct QuoteLine {
    /// Its id.
    pub id: Id,
    /// Quantity, above zero.
    pub qty: Dec,
    /// Price of one unit, zero or more.
    pub unit_price: Dec,
    /// Cost of one unit; needed for a margin floor.
    pub unit_cost: Option<Dec>,
    /// Weight of one unit; none counts as 0.
    pub weight_kg: Option<Dec>,
    /// Discounts on the line.
    pub discounts: Option<Vec<Discount>>,
}

/// Freight to share among the lines.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Freight {
    /// Its amount, zero or more.
    pub amount: Dec,
    /// By what it is shared; the net amounts by default.
    pub allocate_by: Option<FreightKey>,
}

/// By what freight is shared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum FreightKey {
    /// Net amounts.
    Value,
    /// Weights.
    Weight,
    /// Quantities.
    Quantity,
}

/// The least margin.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct MarginFloor {
    /// Percent of the revenue; exactly on it passes.
    pub pct: Dec,
    /// Whether it holds for the order (default) or for every line.
    pub scope: Option<MarginScope>,
    /// What a lower margin means: `deny` or `review`.
    pub action: MarginAction,
}

/// Where a margin floor holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum MarginScope {
    /// Over all lines.
    Order,
    /// On every line.
    Line,
}

/// What a margin below the floor means.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum MarginAction {
    /// The quote is refused.
    Deny,
    /// The quote needs an approval.
    Review,
}

impl From<MarginAction> for Outcome {
    fn from(action: MarginAction) -> Self {
        match action {
            MarginAction::Deny => Outcome::Deny,
            MarginAction::Review => Outcome::Review,
        }
    }
}

/// What to price.
#[derive(Debug, Clone)]
pub(in crate::commerce) struct QuotePricing<'a> {
    /// Currency of all amounts; it must have two decimals.
    pub currency: Currency,
    /// How amounts are rounded.
    pub rounding: Rounding,
    /// The lines.
    pub lines: &'a [QuoteLine],
    /// The most that a line may be discounted, in percent.
    pub max_line_discount_pct: Option<Dec>,
    /// Discounts on the order.
    pub order_discounts: &'a [Discount],
    /// The most that the order may be discounted, in percent.
    pub max_order_discount_pct: Option<Dec>,
    /// Freight.
    pub freight: Option<&'a Freight>,
    /// Taxes in the order in which they are computed.
    pub taxes: &'a [TaxRule],
    /// The least margin.
    pub margin_floor: Option<&'a MarginFloor>,
}

/// A tax on a line.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct PricedLineTax {
    /// Its name.
    pub code: Id,
    /// Whether it is added or a part of the price.
    pub mode: TaxMode,
    /// What it is taken on; of tax substitution, the base with the margin of value added.
    #[cfg_attr(feature = "schema", schemars(with = "Dec"))]
    pub base: Money,
    /// Its amount.
    #[cfg_attr(feature = "schema", schemars(with = "Dec"))]
    pub amount: Money,
}

/// A priced line.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct PricedLine {
    /// The line.
    pub id: Id,
    /// Unit price times quantity.
    #[cfg_attr(feature = "schema", schemars(with = "Dec"))]
    pub gross: Money,
    /// What its own discounts come to.
    #[cfg_attr(feature = "schema", schemars(with = "Dec"))]
    pub discount: Money,
    /// The discounts that count, in their order.
    pub discount_ids: Vec<Id>,
    /// Its share of the order's discount.
    #[cfg_attr(feature = "schema", schemars(with = "Dec"))]
    pub order_discount: Money,
    /// Gross less both discounts.
    #[cfg_attr(feature = "schema", schemars(with = "Dec"))]
    pub net: Money,
    /// Its share of the freight.
    #[cfg_attr(feature = "schema", schemars(with = "Dec"))]
    pub freight: Money,
    /// Its taxes, in their order.
    pub taxes: Vec<PricedLineTax>,
    /// Net, freight and the taxes that are added.
    #[cfg_attr(feature = "schema", schemars(with = "Dec"))]
    pub line_total: Money,
    /// `(revenue − cost)/revenue` in percent, revenue being net less included taxes; null without revenue, absent without cost.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub margin_pct: Option<Option<Fixed<4>>>,
}

/// Sums over all lines.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct PricedTotals {
    /// Gross amounts.
    #[cfg_attr(feature = "schema", schemars(with = "Dec"))]
    pub gross: Money,
    /// Discounts on lines.
    #[cfg_attr(feature = "schema", schemars(with = "Dec"))]
    pub line_discounts: Money,
    /// The order's discount.
    #[cfg_attr(feature = "schema", schemars(with = "Dec"))]
    pub order_discount: Money,
    /// Net amounts.
    #[cfg_attr(feature = "schema", schemars(with = "Dec"))]
    pub net: Money,
    /// Freight.
    #[cfg_attr(feature = "schema", schemars(with = "Dec"))]
    pub freight: Money,
    /// Taxes that are added, tax substitution among them.
    #[cfg_attr(feature = "schema", schemars(with = "Dec"))]
    pub taxes_on_top: Money,
    /// Taxes that are part of the prices.
    #[cfg_attr(feature = "schema", schemars(with = "Dec"))]
    pub taxes_included: Money,
    /// What is to be paid: the sum of the lines' totals, exact to the cent.
    #[cfg_attr(feature = "schema", schemars(with = "Dec"))]
    pub total: Money,
    /// Margin of the order in percent, under a margin floor for the order; null without revenue.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub margin_pct: Option<Option<Fixed<4>>>,
}

/// What happened while pricing.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct PricingCode {
    /// `LINE_DISCOUNT_CAPPED`, `ORDER_DISCOUNT_CAPPED` or `MARGIN_BELOW_FLOOR`.
    pub code: Code,
    /// The line; `*` for a margin of the whole order.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub line: Option<String>,
}

/// A priced quote.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct PricedQuote {
    /// The lines.
    pub lines: Vec<PricedLine>,
    /// Their sums.
    pub totals: PricedTotals,
    /// The discounts of the order that count, in their order.
    pub order_discount_ids: Vec<Id>,
    /// What happened, first capped lines, then the capped order, then margins below the floor.
    pub codes: Vec<PricingCode>,
    /// `allow`, or what the margin floor says.
    pub outcome: Outcome,
}
