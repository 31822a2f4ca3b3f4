//! Prices, offers, quotes' amounts and single formulas.

use crate::Answer;
use crate::calendar::Instant;
use crate::commerce::pricing::{self, *};
use crate::issue::Error;
use crate::money::{Currency, Dec, Fixed, Money, Rounding};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

/// An article to price from lists.
#[derive(Debug, Clone, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct ResolvePriceRequest {
    /// The price lists.
    pub lists: Vec<PriceList>,
    /// The article.
    pub sku: String,
    /// Quantity, above zero.
    pub qty: Dec,
    /// Who buys, in which currency.
    pub context: PriceContext,
    /// The present instant.
    pub now: Instant,
    /// Which list wins; `most_specific` by default.
    pub strategy: Option<PriceStrategy>,
}

/// Find the unit price of an article for a buyer in price lists; the whole quantity takes the price of its tier.
///
/// # Errors
/// `QTY_NOT_POSITIVE`; `PRICE_NOT_FOUND` if no list that applies has a tier for the quantity.
pub fn resolve_price(request: ResolvePriceRequest) -> Result<Answer<ResolvedPrice>, Error> {
    let strategy = request.strategy.unwrap_or(PriceStrategy::MostSpecific);
    let (lists, context) = (&request.lists, &request.context);
    pricing::resolve(lists, &request.sku, request.qty.get(), context, request.now, strategy).map(Answer::new)
}

/// A quantity to price by brackets.
#[derive(Debug, Clone, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct PriceGraduatedRequest {
    /// Quantity, above zero.
    pub qty: Dec,
    /// The tiers; the lowest begins at the first unit.
    pub tiers: Vec<PriceTier>,
    /// Currency of the prices; reais by default.
    pub currency: Option<Currency>,
    /// Rounding mode; half_even (ABNT NBR 5891) by default.
    pub rounding: Option<Rounding>,
}

/// A gross amount.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct GrossAmount {
    /// The amount.
    #[cfg_attr(feature = "schema", schemars(with = "Dec"))]
    pub gross: Money,
}

/// Price a quantity by brackets: each bracket's units at that bracket's price, rounded once at the end.
///
/// # Errors
/// `QTY_NOT_POSITIVE`; `PRICE_NOT_FOUND` if no tier covers the first unit; `OVERFLOW`.
pub fn price_graduated(request: PriceGraduatedRequest) -> Result<Answer<GrossAmount>, Error> {
    let rule = request.rounding.unwrap_or(Rounding::HalfEven);
    let currency = request.currency.unwrap_or(Currency::Brl);
    let gross = pricing::graduated(request.qty.get(), &request.tiers, currency, rule)?;
    Ok(Answer::new(GrossAmount { gross }))
}

/// Offers to choose from.
#[derive(Debug, Clone, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct BestOfferRequest {
    /// The offers.
    pub offers: Vec<Offer>,
    /// Quantity, above zero.
    pub qty: Dec,
    /// The company that buys.
    pub company: Option<String>,
    /// Which offer wins; `lowest_price` by default.
    pub strategy: Option<OfferStrategy>,
    /// Currency of the prices; reais by default.
    pub currency: Option<Currency>,
}

/// Choose the best offer for a quantity among those that are active, fresh, allowed and in stock.
///
/// # Errors
/// `QTY_NOT_POSITIVE`; `NO_OFFER`; `OVERFLOW`.
pub fn best_offer(request: BestOfferRequest) -> Result<Answer<BestOffer>, Error> {
    let strategy = request.strategy.unwrap_or(OfferStrategy::LowestPrice);
    let currency = request.currency.unwrap_or(Currency::Brl);
    let company = request.company.as_deref();
    pricing::best(&request.offers, request.qty.get(), company, currency, strategy).map(Answer::new)
}

/// A quote to price.
#[derive(Debug, Clone, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct PriceQuoteRequest {
    /// Currency of all amounts; it must have two decimals.
    pub currency: Currency,
    /// Rounding mode; half_even (ABNT NBR 5891) by default.
    pub rounding: Option<Rounding>,
    /// The lines.
    pub lines: Vec<QuoteLine>,
    /// The most that a line may be discounted, in percent.
    pub max_line_discount_pct: Option<Dec>,
    /// Discounts on the order.
    pub order_discounts: Option<Vec<Discount>>,
    /// The most that the order may be discounted, in percent.
    pub max_order_discount_pct: Option<Dec>,
    /// Freight to share among the lines.
    pub freight: Option<Freight>,
    /// Taxes in the order in which they are computed.
    pub taxes: Option<Vec<TaxRule>>,
    /// The least margin.
    pub margin_floor: Option<MarginFloor>,
}

/// Price a quote to the cent: gross, discounts, freight, taxes as given rates, totals, margin against its floor.
///
/// Every share adds up exactly: the total is the sum of the lines. Rates, exemptions and margins of value added are the caller's
/// data; ICMS exemption of solar generators: Convênio ICMS 101/97.
///
/// # Errors
/// In the order of the steps: `CURRENCY_UNSUPPORTED`, `EMPTY_QUOTE`; line by line `QTY_NOT_POSITIVE`, `PRICE_NEGATIVE`,
/// `DISCOUNT_NEGATIVE`, `DISCOUNT_EXCEEDS_PRICE`; those of the order's discounts; `FREIGHT_NEGATIVE`, `MONEY_SCALE`; `MISSING_FIELD`
/// for what `st` needs, `RATE_NEGATIVE`, `TAX_MODE`; `COST_MISSING`; `NEGATIVE_WEIGHT`, `OVERFLOW`.
pub fn price_quote(request: PriceQuoteRequest) -> Result<Answer<PricedQuote>, Error> {
    let quote = QuotePricing {
        currency: request.currency,
        rounding: request.rounding.unwrap_or(Rounding::HalfEven),
        lines: &request.lines,
        max_line_discount_pct: request.max_line_discount_pct,
        order_discounts: request.order_discounts.as_deref().unwrap_or_default(),
        max_order_discount_pct: request.max_order_discount_pct,
        freight: request.freight.as_ref(),
        taxes: request.taxes.as_deref().unwrap_or_default(),
        margin_floor: request.margin_floor.as_ref(),
    };
    pricing::price(&quote).map(Answer::new)
}

/// A net amount and the taxes that are part of its price.
#[derive(Debug, Clone, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct GrossUpPriceRequest {
    /// What must remain.
    pub net: Dec,
    /// Rates of the taxes that are part of the price (*por dentro*), in percent.
    pub included_rates_pct: Vec<Dec>,
    /// Its currency; reais by default.
    pub currency: Option<Currency>,
}

/// Find the price whose included taxes leave a net amount: `net / (1 − Σ rates)`.
///
/// # Errors
/// `RATE_NEGATIVE`; `RATES_TOO_HIGH` from 100 % on; `OVERFLOW`.
pub fn gross_up_price(request: GrossUpPriceRequest) -> Result<Answer<GrossAmount>, Error> {
    let currency = request.currency.unwrap_or(Currency::Brl);
    let gross = pricing::gross_up(request.net.get(), &request.included_rates_pct, currency)?;
    Ok(Answer::new(GrossAmount { gross }))
}

/// A cost and the margin that its price must have.
#[derive(Debug, Clone, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct MinPriceForMarginRequest {
    /// The cost.
    pub cost: Dec,
    /// Least margin in percent of the revenue.
    pub floor_pct: Dec,
    /// Taxes that are part of the price, in percent; 0 by default.
    pub included_tax_pct: Option<Dec>,
    /// Its currency; reais by default.
    pub currency: Option<Currency>,
}

/// A least price.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct MinPrice {
    /// The price.
    #[cfg_attr(feature = "schema", schemars(with = "Dec"))]
    pub min_price: Money,
}

/// Find the least price whose margin reaches a floor: `cost / ((1 − floor)(1 − included))`, rounded up to the cent.
///
/// The included tax is not rounded here; `price_quote` rounds it, and may find a margin just below the floor: then raise the price
/// by a cent.
///
/// # Errors
/// `RATES_TOO_HIGH` if either rate is 100 % or more; `OVERFLOW`.
pub fn min_price_for_margin(request: MinPriceForMarginRequest) -> Result<Answer<MinPrice>, Error> {
    let included = request.included_tax_pct.unwrap_or_default().get();
    let currency = request.currency.unwrap_or(Currency::Brl);
    let min_price = pricing::price_for_margin(request.cost.get(), request.floor_pct.get(), included, currency)?;
    Ok(Answer::new(MinPrice { min_price }))
}

/// A margin of value added for another state.
#[derive(Debug, Clone, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct AdjustMvaRequest {
    /// Original margin of value added (*MVA*), in percent.
    pub mva_pct: Dec,
    /// Interstate rate of ICMS, in percent.
    pub inter_pct: Dec,
    /// Internal rate of ICMS of the destination, in percent.
    pub intra_pct: Dec,
}

/// An adjusted margin of value added.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct AdjustedMva {
    /// Percent with two digits.
    pub mva_adjusted_pct: Fixed<2>,
}

/// Adjust a margin of value added for a purchase from another state: `(1 + MVA)(1 − inter)/(1 − intra) − 1`.
///
/// # Errors
/// `RATES_TOO_HIGH` for an internal rate of 100 % or more; `OVERFLOW`.
pub fn adjust_mva(request: AdjustMvaRequest) -> Result<Answer<AdjustedMva>, Error> {
    let (mva, inter, intra) = (request.mva_pct.get(), request.inter_pct.get(), request.intra_pct.get());
    Ok(Answer::new(AdjustedMva { mva_adjusted_pct: pricing::mva_adjusted(mva, inter, intra)? }))
}

/// A load.
#[derive(Debug, Clone, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct TaxableWeightRequest {
    /// What it weighs.
    pub weight_kg: Dec,
    /// What room it takes.
    pub volume_m3: Dec,
    /// Kilograms that count for a cubic metre; 300 by default.
    pub factor_kg_m3: Option<Dec>,
}

/// Weights of a load.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct FreightWeight {
    /// The weight that its room counts for (*peso cubado*), six digits.
    pub cubed_kg: Dec,
    /// The weight that freight is charged on: the greater of both.
    pub taxable_kg: Dec,
}

/// Find the weight that freight is charged on: the greater of weight and volume times 300 kg/m³.
///
/// # Errors
/// `NEGATIVE_WEIGHT`, `OVERFLOW`.
pub fn taxable_weight(request: TaxableWeightRequest) -> Result<Answer<FreightWeight>, Error> {
    let factor = request.factor_kg_m3.map_or(Decimal::from(300), Dec::get);
    let (cubed_kg, taxable_kg) = pricing::taxable_weight(request.weight_kg.get(), request.volume_m3.get(), factor)?;
    Ok(Answer::new(FreightWeight { cubed_kg, taxable_kg }))
}
