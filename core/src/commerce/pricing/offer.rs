//! Offers of several suppliers for one article.

use super::list::{PRIORITY, positive};
use crate::issue::{Code, Error, Issue, Pointer, Problems};
use crate::money::{Currency, Dec, Exact, Money, Rounding};
use crate::quantity::Id;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

/// An offer.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Offer {
    /// Its id.
    pub id: Id,
    /// Price of the supplier for one unit.
    pub base_price: Dec,
    /// Factor on it: 1.12 adds 12 % to the cost (and is a margin of 1 − 1/1.12 = 10.71 %).
    pub markup: Dec,
    /// Least quantity; 1 by default.
    pub min_qty: Option<Dec>,
    /// Units in stock; none by default.
    pub stock: Option<Dec>,
    /// Whether more than the stock may be ordered; not by default.
    pub allow_backorder: Option<bool>,
    /// Days until delivery; 0 by default.
    pub lead_time_days: Option<i64>,
    /// A lower number comes first; 100 by default.
    pub priority: Option<i64>,
    /// Whether it is offered at all; true by default.
    pub active: Option<bool>,
    /// Whether its price is out of date; not by default.
    pub stale: Option<bool>,
    /// For these companies only; an empty list is for nobody.
    pub allowed_companies: Option<Vec<String>>,
}

/// Which offer wins.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum OfferStrategy {
    /// Lowest price, then priority, lead time, id.
    LowestPrice,
    /// Priority, then price, lead time, id.
    Priority,
    /// Shortest lead time, then price, priority, id.
    Fastest,
}

/// The offer that wins.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct BestOffer {
    /// Its id.
    pub offer: Id,
    /// Price of one unit with the markup.
    #[cfg_attr(feature = "schema", schemars(with = "Dec"))]
    pub unit_price: Money,
}

impl Offer {
    fn fits(&self, qty: Decimal, company: Option<&str>) -> bool {
        let allowed = self.allowed_companies.as_ref();
        self.active.unwrap_or(true)
            && !self.stale.unwrap_or(false)
            && allowed.is_none_or(|names| company.is_some_and(|company| names.iter().any(|name| name == company)))
            && self.min_qty.map_or(Decimal::ONE, Dec::get) <= qty
            && (self.allow_backorder.unwrap_or(false) || qty <= self.stock.unwrap_or_default().get())
    }

    fn price(&self, currency: Currency) -> Result<Money, Error> {
        let product = Exact::from(self.base_price.get()) * Exact::from(self.markup.get());
        Money::of_exact(&product, currency, Rounding::HalfEven)
    }
}

/// The best offer for a quantity: price is `base_price · markup`, rounded to cents.
///
/// # Errors
/// `QTY_NOT_POSITIVE`; `NO_OFFER`; `OVERFLOW`.
pub(in crate::commerce) fn best(
    offers: &[Offer],
    qty: Decimal,
    company: Option<&str>,
    currency: Currency,
    strategy: OfferStrategy,
) -> Result<BestOffer, Error> {
    positive(qty)?;
    let mut problems = Problems::new();
    let mut best = None;
    for (index, offer) in offers.iter().enumerate().filter(|(_, offer)| offer.fits(qty, company)) {
        let place = Pointer::from("/offers").index(index);
        let Some(unit_price) = problems.take(offer.price(currency).map_err(|error| error.within(place))) else {
            continue;
        };
        let (price, priority) = (unit_price.minor(), offer.priority.unwrap_or(PRIORITY));
        let lead = offer.lead_time_days.unwrap_or(0);
        let key = match strategy {
            OfferStrategy::LowestPrice => ([price, priority, lead], &offer.id),
            OfferStrategy::Priority => ([priority, price, lead], &offer.id),
            OfferStrategy::Fastest => ([lead, price, priority], &offer.id),
        };
        if best.as_ref().is_none_or(|(known, _)| key < *known) {
            best = Some((key, BestOffer { offer: offer.id.clone(), unit_price }));
        }
    }
    problems.finish()?;
    best.map(|(_, best)| best).ok_or_else(|| Issue::error(Code::NO_OFFER).at("/offers").into())
}
