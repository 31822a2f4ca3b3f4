//! Free shipping, freight and insurance by tables of the caller; every step is listed, so that the sum can be audited.

use crate::Answer;
use crate::commerce::pricing;
use crate::issue::{Code, Error, Issue, Pointer, Problems};
use crate::money::{Currency, Dec, Exact, Money, Rounding};
use crate::quantity::Id;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

/// A cart and the amount from which shipping is free.
#[derive(Debug, Clone, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct FreeShippingGapRequest {
    /// From this amount on shipping is free; zero or more.
    pub threshold_brl: Money,
    /// Amount of the cart; zero or more.
    pub subtotal_brl: Money,
}

/// How far free shipping is.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct FreeShippingGap {
    /// Whether shipping is free: exactly the threshold is enough.
    pub reached: bool,
    /// What is missing.
    pub remaining_brl: Money,
    /// Share of the threshold that is reached, 0 to 1.
    pub progress: f64,
}

/// Find what a cart lacks for free shipping.
///
/// # Errors
/// `OUT_OF_RANGE` for a negative amount.
pub fn free_shipping_gap(request: FreeShippingGapRequest) -> Result<Answer<FreeShippingGap>, Error> {
    let (threshold, subtotal) = (request.threshold_brl.minor(), request.subtotal_brl.minor());
    let mut problems = Problems::new();
    for (amount, place) in [(threshold, "/threshold_brl"), (subtotal, "/subtotal_brl")] {
        let issue = || Issue::error(Code::OUT_OF_RANGE).at(place).with("min", 0).with("max", i64::MAX);
        problems.require(amount >= 0, issue);
    }
    problems.finish()?;
    let reached = subtotal >= threshold;
    // Cents below 2^53 are exact as floats, and beyond them the quotient is.
    let progress = if reached { 1.0 } else { subtotal as f64 / threshold as f64 };
    let remaining_brl = Money::from_cents(if reached { 0 } else { threshold - subtotal });
    Ok(Answer::new(FreeShippingGap { reached, remaining_brl, progress }))
}

/// A step of a quotation.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct QuotationStep {
    /// What it is: `base`, `per_kg`, `rate`, `minimum`, or the id of an adjustment.
    pub code: String,
    /// The factor on what was there, if it is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub factor: Option<Dec>,
    /// The amount that was added, if it is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub amount_brl: Option<Money>,
    /// What it comes to so far, rounded half-even (ABNT NBR 5891).
    pub running_brl: Money,
}

/// A quotation.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Quotation {
    /// The row of the table that was used.
    pub row: Id,
    /// The steps in order.
    pub steps: Vec<QuotationStep>,
    /// What it comes to.
    pub total_brl: Money,
}

/// A factor or an amount on a quotation; exactly one of both.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct QuotationAdjustment {
    /// Its code.
    pub code: Id,
    /// A factor on what is there so far.
    pub factor: Option<Dec>,
    /// An amount to add; negative for a discount.
    pub amount_brl: Option<Money>,
}

/// A quotation being made.
struct Running {
    steps: Vec<QuotationStep>,
    sum: Money,
}

impl Running {
    fn new() -> Running {
        Running { steps: Vec::new(), sum: Money::ZERO }
    }

    fn add(&mut self, code: &str, amount: Money) -> Result<(), Error> {
        self.sum = self.sum.checked_add(amount)?;
        let code = code.to_owned();
        self.steps.push(QuotationStep { code, factor: None, amount_brl: Some(amount), running_brl: self.sum });
        Ok(())
    }

    fn multiply(&mut self, code: &str, factor: Dec) -> Result<(), Error> {
        let product = Exact::from_minor(self.sum.minor(), 2) * Exact::from(factor.get());
        self.sum = Money::of_exact(&product, Currency::Brl, Rounding::HalfEven)?;
        let code = code.to_owned();
        self.steps.push(QuotationStep { code, factor: Some(factor), amount_brl: None, running_brl: self.sum });
        Ok(())
    }

    /// Applies every adjustment once, in order.
    fn finish(mut self, row: &Id, adjustments: &[QuotationAdjustment]) -> Result<Quotation, Error> {
        for (index, adjustment) in adjustments.iter().enumerate() {
            let place = Pointer::from("/adjustments").index(index);
            match (adjustment.factor, adjustment.amount_brl) {
                (Some(factor), None) => self.multiply(adjustment.code.as_str(), factor)?,
                (None, Some(amount)) => self.add(adjustment.code.as_str(), amount)?,
                (None, None) => return Err(Issue::error(Code::MISSING_FIELD).at(place.field("factor")).into()),
                (Some(_), Some(_)) => {
                    return Err(Issue::error(Code::FIELDS_EXCLUDE_EACH_OTHER).at(place.field("amount_brl")).into());
                }
            }
        }
        Ok(Quotation { row: row.clone(), steps: self.steps, total_brl: self.sum })
    }
}

/// A row of a freight table.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct FreightRow {
    /// Its id.
    pub id: Id,
    /// The zone that it is for: a state, a region, a carrier's zone.
    pub zone: String,
    /// For loads of this weight and more; 0 by default.
    pub min_kg: Option<Dec>,
    /// For loads below this weight; unbounded by default.
    pub max_kg: Option<Dec>,
    /// Amount for the load.
    pub base_brl: Money,
    /// Amount for each kilogram above `min_kg`; none by default.
    pub per_kg_brl: Option<Dec>,
}

/// A load to quote.
#[derive(Debug, Clone, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct QuoteFreightRequest {
    /// What it weighs.
    pub weight_kg: Dec,
    /// What room it takes.
    pub volume_m3: Dec,
    /// Kilograms that count for a cubic metre; 300 by default.
    pub factor_kg_m3: Option<Dec>,
    /// The zone of delivery.
    pub zone: String,
    /// The freight table.
    pub table: Vec<FreightRow>,
    /// Factors and amounts on it, applied once and in order.
    pub adjustments: Option<Vec<QuotationAdjustment>>,
}

/// Quote freight from a table of the caller by the taxable weight, with every step listed.
///
/// # Errors
/// `NEGATIVE_WEIGHT`; `NO_RATE` if no row is for the zone and weight; `MISSING_FIELD` or `FIELDS_EXCLUDE_EACH_OTHER` for an adjustment;
/// `OVERFLOW`.
pub fn quote_freight(request: QuoteFreightRequest) -> Result<Answer<Quotation>, Error> {
    let factor = request.factor_kg_m3.map_or(Decimal::from(300), Dec::get);
    let (_, taxable) = pricing::taxable_weight(request.weight_kg.get(), request.volume_m3.get(), factor)?;
    let taxable = taxable.get();
    let row = request.table.iter().find(|row| {
        row.zone == request.zone
            && row.min_kg.unwrap_or_default().get() <= taxable
            && row.max_kg.is_none_or(|most| taxable < most.get())
    });
    let row = row.ok_or_else(|| Issue::error(Code::NO_RATE).at("/table"))?;
    let mut running = Running::new();
    running.add("base", row.base_brl)?;
    if let Some(rate) = row.per_kg_brl {
        let above = Exact::from(taxable) - Exact::from(row.min_kg.unwrap_or_default().get());
        running
            .add("per_kg", Money::of_exact(&(above * Exact::from(rate.get())), Currency::Brl, Rounding::HalfEven)?)?;
    }
    running.finish(&row.id, request.adjustments.as_deref().unwrap_or_default()).map(Answer::new)
}

/// A row of an insurance table.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct InsuranceRow {
    /// Its id.
    pub id: Id,
    /// The cover that it is for.
    pub cover: String,
    /// For this insured amount and more; 0 by default.
    pub min_brl: Option<Money>,
    /// For less than this insured amount; unbounded by default.
    pub max_brl: Option<Money>,
    /// Premium of the term as a fraction of the insured amount.
    pub premium_fraction: Dec,
    /// Least premium; none by default.
    pub min_premium_brl: Option<Money>,
}

/// A cover to quote.
#[derive(Debug, Clone, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct QuoteInsuranceRequest {
    /// The insured amount, zero or more.
    pub insured_brl: Money,
    /// The cover.
    pub cover: String,
    /// The insurance table.
    pub table: Vec<InsuranceRow>,
    /// Factors and amounts on it, applied once and in order.
    pub adjustments: Option<Vec<QuotationAdjustment>>,
}

/// Quote insurance from a table of the caller, with every step listed.
///
/// # Errors
/// `OUT_OF_RANGE` for a negative amount; `NO_RATE` if no row is for the cover and amount; `MISSING_FIELD` or
/// `FIELDS_EXCLUDE_EACH_OTHER` for an adjustment; `OVERFLOW`.
pub fn quote_insurance(request: QuoteInsuranceRequest) -> Result<Answer<Quotation>, Error> {
    let insured = request.insured_brl.minor();
    if insured < 0 {
        let issue = Issue::error(Code::OUT_OF_RANGE).at("/insured_brl").with("min", 0).with("max", i64::MAX);
        return Err(issue.into());
    }
    let row = request.table.iter().find(|row| {
        row.cover == request.cover
            && row.min_brl.is_none_or(|least| least.minor() <= insured)
            && row.max_brl.is_none_or(|most| insured < most.minor())
    });
    let row = row.ok_or_else(|| Issue::error(Code::NO_RATE).at("/table"))?;
    let premium = Exact::from_minor(insured, 2) * Exact::from(row.premium_fraction.get());
    let premium = Money::of_exact(&premium, Currency::Brl, Rounding::HalfEven)?;
    let mut running = Running::new();
    running.add("rate", premium)?;
    if let Some(least) = row.min_premium_brl.filter(|least| least.minor() > premium.minor()) {
        running.add("minimum", least.checked_sub(premium)?)?;
    }
    running.finish(&row.id, request.adjustments.as_deref().unwrap_or_default()).map(Answer::new)
}
