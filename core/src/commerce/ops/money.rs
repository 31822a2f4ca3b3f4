//! Exact decimals and amounts (b2b: money): canonical form, rounding, allocation, conversion.

use crate::calendar::Instant;
use crate::issue::{Code, Error, Issue, Problems};
use crate::money::{Currency, Dec, Money, Rounding, allocate};
use crate::quantity::Id;
use crate::{Answer, Source, SourceKind};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

/// A decimal.
#[derive(Debug, Clone, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct CanonicalDecimalRequest {
    /// The decimal as text: at most 15 integer and 12 fractional digits after trailing zeros are removed.
    pub decimal: Dec,
}

/// A decimal.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct DecimalAnswer {
    /// The decimal as text.
    #[cfg_attr(feature = "schema", schemars(with = "Dec"))]
    pub decimal: String,
}

/// Write a decimal in its one canonical form: no trailing zeros after the point, no empty fraction, no minus before zero.
///
/// # Errors
/// `DECIMAL_NOT_STRING`, `DECIMAL_SYNTAX`, `DECIMAL_RANGE`.
pub fn canonical_decimal(request: CanonicalDecimalRequest) -> Result<Answer<DecimalAnswer>, Error> {
    Ok(Answer::new(DecimalAnswer { decimal: request.decimal.to_string() }))
}

/// A decimal to round.
#[derive(Debug, Clone, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct RoundDecimalRequest {
    /// The decimal.
    pub decimal: Dec,
    /// Rounding mode; half_even (ABNT NBR 5891) by default.
    pub rounding: Option<Rounding>,
    /// Number of decimals to keep, 0 to 12.
    #[cfg_attr(feature = "schema", schemars(range(min = 0, max = 12)))]
    pub places: i64,
}

/// Round a decimal to a number of places, and write it with exactly that many.
///
/// # Errors
/// `ROUNDING_MODE` for an unknown mode, then `DECIMAL_RANGE` for places outside 0 to 12.
pub fn round_decimal(request: RoundDecimalRequest) -> Result<Answer<DecimalAnswer>, Error> {
    let places = u32::try_from(request.places).ok().filter(|places| *places <= 12);
    let places =
        places.ok_or_else(|| Issue::error(Code::DECIMAL_RANGE).at("/places").with("min", 0).with("max", 12))?;
    let mut rounded = request.rounding.unwrap_or(Rounding::HalfEven).round(request.decimal.get(), places);
    rounded.rescale(places);
    // No minus before zero.
    let rounded = if rounded.is_zero() { rounded.abs() } else { rounded };
    Ok(Answer::new(DecimalAnswer { decimal: rounded.to_string() }))
}

/// An amount.
#[derive(Debug, Clone, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct MoneyAmountRequest {
    /// Its currency, ISO 4217 in upper case.
    pub currency: Currency,
    /// The amount.
    pub amount: Dec,
}

/// An amount as it is stored.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct MoneyAmount {
    /// The amount with exactly the decimals of its currency.
    #[cfg_attr(feature = "schema", schemars(with = "Dec"))]
    pub amount: Money,
    /// Its currency.
    pub currency: Currency,
}

impl From<Money> for MoneyAmount {
    fn from(amount: Money) -> Self {
        MoneyAmount { amount, currency: amount.currency() }
    }
}

/// Check an amount that is to be stored and write it with exactly the decimals of its currency; it is never rounded.
///
/// # Errors
/// `CURRENCY_UNKNOWN`, then those of the decimal, then `MONEY_SCALE` for more decimals than the currency has.
pub fn money_amount(request: MoneyAmountRequest) -> Result<Answer<MoneyAmount>, Error> {
    Ok(Answer::new(stored(request.amount, request.currency)?.into()))
}

fn stored(amount: Dec, currency: Currency) -> Result<Money, Error> {
    Money::exact(amount.get(), currency).map_err(|error| error.within("/amount"))
}

/// An amount to share.
#[derive(Debug, Clone, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct AllocateMoneyRequest {
    /// Its currency, ISO 4217 in upper case.
    pub currency: Currency,
    /// The amount; it may be negative.
    pub amount: Dec,
    /// One weight per share, zero or more; if all are zero, all count as one.
    pub weights: Vec<Dec>,
}

/// The shares of an amount.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct AllocatedMoney {
    /// Their currency.
    pub currency: Currency,
    /// One share per weight, in the same order; their sum is the amount exactly.
    #[cfg_attr(feature = "schema", schemars(with = "Vec<Dec>"))]
    pub amounts: Vec<Money>,
}

/// Share an amount by weights so that the shares add up to it exactly: largest remainder, ties to the first.
///
/// # Errors
/// `CURRENCY_UNKNOWN`, `MONEY_SCALE`, then `EMPTY_WEIGHTS` or `NEGATIVE_WEIGHT`.
pub fn allocate_money(request: AllocateMoneyRequest) -> Result<Answer<AllocatedMoney>, Error> {
    let mut problems = Problems::new();
    let total = problems.take(stored(request.amount, request.currency));
    let weights: Vec<Decimal> = request.weights.iter().map(|weight| weight.get()).collect();
    let minor = total.map_or(0, Money::minor);
    let shares = problems.take(allocate(minor, &weights).map_err(|error| error.within("/weights")));
    problems.finish()?;
    let amounts = shares.unwrap_or_default().into_iter().map(|minor| Money::from_minor(minor, request.currency));
    Ok(Answer::new(AllocatedMoney { currency: request.currency, amounts: amounts.collect() }))
}

/// An amount to convert.
#[derive(Debug, Clone, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct ConvertCurrencyRequest {
    /// Units of the target currency for one unit of the amount's, above zero.
    pub rate: Dec,
    /// When the rate held.
    pub rate_at: Option<Instant>,
    /// Where the rate comes from, as an id.
    pub rate_source: Option<Id>,
    /// Currency of the amount, ISO 4217 in upper case.
    #[cfg_attr(feature = "schema", schemars(with = "Currency"))]
    pub from_currency: String,
    /// The amount.
    pub amount: Dec,
    /// Currency of the result, ISO 4217 in upper case.
    #[cfg_attr(feature = "schema", schemars(with = "Currency"))]
    pub to_currency: String,
    /// Rounding mode; half_even (ABNT NBR 5891) by default.
    pub rounding: Option<Rounding>,
}

/// A converted amount with its rate.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ConvertedMoney {
    /// The amount in the target currency.
    #[cfg_attr(feature = "schema", schemars(with = "Dec"))]
    pub amount: Money,
    /// The target currency.
    pub currency: Currency,
    /// The rate that was used.
    pub rate: Dec,
    /// When the rate held, as given.
    pub rate_at: Option<Instant>,
    /// Where the rate comes from, as given.
    pub rate_source: Option<Id>,
}

/// Convert an amount to another currency: the exact product with the rate, rounded once.
///
/// # Errors
/// In this order: `FX_RATE_NOT_POSITIVE`; `CURRENCY_UNKNOWN` and `MONEY_SCALE` of the amount; `CURRENCY_UNKNOWN` of the target;
/// `OVERFLOW` for a result of more than 15 integer digits.
pub fn convert_currency(request: ConvertCurrencyRequest) -> Result<Answer<ConvertedMoney>, Error> {
    let mut problems = Problems::new();
    let rate = request.rate.get();
    problems.require(rate > Decimal::ZERO, || Issue::error(Code::FX_RATE_NOT_POSITIVE).at("/rate"));
    let known = |code: &str, place: &'static str| {
        Currency::of(code).ok_or_else(|| Error::from(Issue::error(Code::CURRENCY_UNKNOWN).at(place)))
    };
    let amount = known(&request.from_currency, "/from_currency").and_then(|from| stored(request.amount, from));
    let amount = problems.take(amount);
    let target = problems.take(known(&request.to_currency, "/to_currency"));
    let (Some(amount), Some(currency), true) = (amount, target, rate > Decimal::ZERO) else {
        return Err(problems.into_error());
    };
    let rule = request.rounding.unwrap_or(Rounding::HalfEven);
    let converted = product(amount, rate, currency, rule).ok_or_else(|| Issue::error(Code::OVERFLOW))?;
    let mut answer = Answer::new(ConvertedMoney {
        amount: converted,
        currency,
        rate: request.rate,
        rate_at: request.rate_at,
        rate_source: request.rate_source,
    });
    if let (Some(source), Some(at)) = (&answer.value.rate_source, answer.value.rate_at) {
        answer.sources.push(Source { kind: SourceKind::Rate, id: source.to_string(), vintage: at.to_string() });
    }
    Ok(answer)
}

/// `amount · rate` in another currency, exact and rounded once; none beyond the digits of a decimal.
fn product(amount: Money, rate: Decimal, currency: Currency, rule: Rounding) -> Option<Money> {
    let rate = rate.normalize();
    let power = |places: u32| 10_i128.checked_pow(places);
    let numerator = i128::from(amount.minor()).checked_mul(rate.mantissa())?.checked_mul(power(currency.places())?)?;
    let minor = rule.divide(numerator, power(amount.currency().places() + rate.scale())?);
    let within = minor.abs() < power(15 + currency.places())?;
    let minor = i64::try_from(minor).ok().filter(|_| within)?;
    Some(Money::from_minor(minor, currency))
}
