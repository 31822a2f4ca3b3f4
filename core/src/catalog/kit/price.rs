//! The price of a kit and what of it falls on each component.

use crate::issue::{Code, Error, Issue, Pointer, Problems};
use crate::money::{Currency, Dec, Exact, Money, Rounding, allocate};
use crate::quantity::Id;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

/// A component of a kit.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct KitComponent {
    /// Its id.
    pub id: Id,
    /// The article.
    pub sku: String,
    /// Quantity, above zero.
    pub qty: Dec,
    /// Price of one unit, zero or more.
    pub unit_price: Dec,
}

/// How a kit is priced.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct KitPricing {
    /// `sum` of the components, `fixed`, `pct_off` or `amount_off` the sum.
    pub mode: String,
    /// Price, percent or amount; not for `sum`.
    pub value: Option<Dec>,
}

/// What of a kit's price falls on a component.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct KitShare {
    /// The component.
    pub id: Id,
    /// Its part of the price, for invoices, refunds and taxes per item.
    #[cfg_attr(feature = "schema", schemars(with = "Dec"))]
    pub amount: Money,
}

/// A priced kit.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct PricedKit {
    /// Sum of the components at their own prices, each rounded.
    #[cfg_attr(feature = "schema", schemars(with = "Dec"))]
    pub components_total: Money,
    /// Price of the kit.
    #[cfg_attr(feature = "schema", schemars(with = "Dec"))]
    pub kit_price: Money,
    /// Sum less price; negative if the kit costs more.
    #[cfg_attr(feature = "schema", schemars(with = "Dec"))]
    pub discount: Money,
    /// The price shared by the components' totals; adds up exactly.
    pub allocated: Vec<KitShare>,
    /// `KIT_ABOVE_SUM` if the kit costs more than its components.
    pub codes: Vec<Code>,
}

/// Prices a kit.
///
/// # Errors
/// `MISSING_FIELD` for a mode that needs a value; `EMPTY_KIT`, `QTY_NOT_POSITIVE`, `PRICE_NEGATIVE`, `KIT_PRICING_MODE`,
/// `MONEY_SCALE` for a price or amount with more decimals than the currency, `DISCOUNT_EXCEEDS_PRICE`, `OVERFLOW`.
pub(in crate::catalog) fn price(
    components: &[KitComponent],
    pricing: &KitPricing,
    currency: Currency,
    rule: Rounding,
) -> Result<PricedKit, Error> {
    let known = matches!(pricing.mode.as_str(), "sum" | "fixed" | "pct_off" | "amount_off");
    if known && pricing.mode != "sum" && pricing.value.is_none() {
        return Err(Issue::error(Code::MISSING_FIELD).at("/pricing/value").into());
    }
    if components.is_empty() {
        return Err(Issue::error(Code::EMPTY_KIT).at("/components").into());
    }
    let mut problems = Problems::new();
    for (index, component) in components.iter().enumerate() {
        let place = Pointer::from("/components").index(index);
        let (qty, price) = (component.qty.get(), component.unit_price.get());
        problems.require(qty > Decimal::ZERO, || Issue::error(Code::QTY_NOT_POSITIVE).at(place.field("qty")));
        problems.require(price >= Decimal::ZERO, || Issue::error(Code::PRICE_NEGATIVE).at(place.field("unit_price")));
    }
    problems.require(known, || Issue::error(Code::KIT_PRICING_MODE).at("/pricing/mode"));
    problems.finish()?;
    let total = |component: &KitComponent| {
        let product = Exact::from(component.unit_price.get()) * Exact::from(component.qty.get());
        Money::of_exact(&product, currency, rule)
    };
    let totals = components.iter().map(total).collect::<Result<Vec<Money>, Error>>()?;
    let sum = Money::from_wide(totals.iter().map(|total| i128::from(total.minor())).sum(), currency)?;
    let value = pricing.value.unwrap_or_default().get();
    let stored = || Money::exact(value, currency).map_err(|error| error.within("/pricing/value"));
    let kit_price = match pricing.mode.as_str() {
        "fixed" => stored()?,
        "pct_off" => {
            let off = Exact::from_minor(sum.minor(), currency.places()).percent(value);
            sum.checked_sub(Money::of_exact(&off, currency, rule)?)?
        }
        "amount_off" => sum.checked_sub(stored()?)?,
        _ => sum,
    };
    if kit_price.minor() < 0 {
        return Err(Issue::error(Code::DISCOUNT_EXCEEDS_PRICE).at("/pricing/value").into());
    }
    let weights: Vec<Exact> = totals.iter().map(|total| Exact::from(i128::from(total.minor()))).collect();
    let shares = allocate(kit_price.minor(), &weights)?;
    let share = |(component, minor): (&KitComponent, i64)| KitShare {
        id: component.id.clone(),
        amount: Money::from_minor(minor, currency),
    };
    Ok(PricedKit {
        components_total: sum,
        kit_price,
        discount: sum.checked_sub(kit_price)?,
        allocated: components.iter().zip(shares).map(share).collect(),
        codes: if kit_price.minor() > sum.minor() { vec![Code::KIT_ABOVE_SUM] } else { Vec::new() },
    })
}
