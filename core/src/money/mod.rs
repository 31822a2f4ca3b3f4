//! Exact decimals and money: never a float, every rounding named.
//!
//! [`Dec`] is a decimal that travels as text, [`Money`] an amount in whole minor units of a [`Currency`],
//! [`Rate`] a fraction with its basis, [`Rounding`] the rule by which one of them is rounded.

mod allocation;
mod currency;
mod decimal;
mod exact;
mod fixed;
mod rate;
mod rounding;

pub use allocation::allocate;
pub use currency::Currency;
pub(crate) use decimal::EXPECTED;
pub use decimal::{Dec, parse_decimal};
pub use exact::Exact;
pub use fixed::Fixed;
pub use rate::{Rate, RateBasis};
pub use rounding::Rounding;

use crate::issue::{Code, Error, Issue};
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::fmt;

/// An amount of money in whole minor units (cents) of a currency.
///
/// On the wire a field `*_brl` is decimal text with exactly two decimals: `"18518.40"`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Money {
    minor: i64,
    currency: Currency,
}

impl Money {
    /// Nothing, in reais.
    pub const ZERO: Money = Money { minor: 0, currency: Currency::Brl };

    /// Whole cents of real.
    pub const fn from_cents(cents: i64) -> Money {
        Money { minor: cents, currency: Currency::Brl }
    }

    /// Whole minor units of a currency.
    pub const fn from_minor(minor: i64, currency: Currency) -> Money {
        Money { minor, currency }
    }

    /// Whole minor units of a currency that may be too many.
    ///
    /// # Errors
    /// `OVERFLOW` if they do not fit.
    pub fn from_wide(minor: i128, currency: Currency) -> Result<Money, Error> {
        let minor = i64::try_from(minor).map_err(|_| Issue::error(Code::OVERFLOW))?;
        Ok(Money { minor, currency })
    }

    /// An exact amount rounded to the currency's minor unit.
    ///
    /// # Errors
    /// `OVERFLOW` if it does not fit.
    pub fn of_exact(amount: &Exact, currency: Currency, rule: Rounding) -> Result<Money, Error> {
        let minor = amount.round(currency.places(), rule).ok_or_else(|| Issue::error(Code::OVERFLOW))?;
        Money::from_wide(minor, currency)
    }

    /// An amount that already has no more decimals than its currency.
    ///
    /// # Errors
    /// `MONEY_SCALE` if it has more; `DECIMAL_RANGE` if it does not fit.
    pub fn exact(amount: Decimal, currency: Currency) -> Result<Money, Error> {
        let amount = amount.normalize();
        if amount.scale() > currency.places() {
            return Err(Issue::error(Code::MONEY_SCALE).with("places", currency.places()).into());
        }
        Money::rounded(amount, currency, Rounding::Down)
    }

    /// The amount rounded to the currency's minor unit.
    ///
    /// # Errors
    /// `OVERFLOW` if it does not fit.
    pub fn rounded(amount: Decimal, currency: Currency, rule: Rounding) -> Result<Money, Error> {
        let rounded = rule.round(amount, currency.places());
        let scale = Decimal::from(10_u32.pow(currency.places()));
        let minor = rounded.checked_mul(scale).and_then(|minor| minor.to_i64());
        match minor {
            Some(minor) => Ok(Money { minor, currency }),
            None => Err(Issue::error(Code::OVERFLOW).into()),
        }
    }

    /// Whole minor units.
    pub const fn minor(self) -> i64 {
        self.minor
    }

    /// Its currency.
    pub const fn currency(self) -> Currency {
        self.currency
    }

    /// The amount as a decimal.
    pub fn amount(self) -> Decimal {
        Decimal::new(self.minor, self.currency.places())
    }

    /// The sum.
    ///
    /// # Errors
    /// `CURRENCY_MISMATCH` or `OVERFLOW`.
    pub fn checked_add(self, other: Money) -> Result<Money, Error> {
        self.combine(other, i64::checked_add)
    }

    /// The difference.
    ///
    /// # Errors
    /// `CURRENCY_MISMATCH` or `OVERFLOW`.
    pub fn checked_sub(self, other: Money) -> Result<Money, Error> {
        self.combine(other, i64::checked_sub)
    }

    fn combine(self, other: Money, apply: fn(i64, i64) -> Option<i64>) -> Result<Money, Error> {
        if self.currency != other.currency {
            return Err(Issue::error(Code::CURRENCY_MISMATCH).into());
        }
        match apply(self.minor, other.minor) {
            Some(minor) => Ok(Money { minor, currency: self.currency }),
            None => Err(Issue::error(Code::OVERFLOW).into()),
        }
    }

    /// The sum of amounts in reais.
    ///
    /// # Errors
    /// `CURRENCY_MISMATCH` or `OVERFLOW`.
    pub fn total(amounts: impl IntoIterator<Item = Money>) -> Result<Money, Error> {
        amounts.into_iter().try_fold(Money::ZERO, Money::checked_add)
    }
}

impl fmt::Display for Money {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.amount())
    }
}

impl Serialize for Money {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// Reads decimal text as reais; amounts in other currencies are read as [`Dec`] beside their currency.
impl<'de> Deserialize<'de> for Money {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let amount = Dec::<12>::deserialize(deserializer)?.get();
        Money::exact(amount, Currency::Brl).map_err(crate::quantity::refuse)
    }
}

#[cfg(feature = "schema")]
impl schemars::JsonSchema for Money {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Money".into()
    }
    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({
            "type": "string",
            "format": "decimal",
            "pattern": r"^-?(0|[1-9][0-9]{0,14})(\.[0-9]{1,2})?$",
            "description": "Amount in reais as decimal text with two decimals.",
            "examples": ["18518.40"]
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keeps_whole_cents_and_prints_them() {
        let money = Money::exact(Decimal::new(12345, 1), Currency::Brl).unwrap();
        assert_eq!(money.to_string(), "1234.50");
        assert_eq!(Money::exact(Decimal::new(1_234_567, 3), Currency::Brl).unwrap_err().code(), Code::MONEY_SCALE);
        assert_eq!(Money::from_cents(-5).to_string(), "-0.05");
    }

    #[test]
    fn refuses_to_mix_currencies() {
        let brl = Money::from_cents(100);
        let usd = Money::from_minor(100, Currency::Usd);
        assert_eq!(brl.checked_add(usd).unwrap_err().code(), Code::CURRENCY_MISMATCH);
        assert_eq!(Money::from_cents(i64::MAX).checked_add(brl).unwrap_err().code(), Code::OVERFLOW);
    }
}
