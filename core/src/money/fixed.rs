use super::{Exact, Rounding};
use crate::issue::{Code, Error, Issue};
use serde::{Serialize, Serializer};
use std::fmt;

/// A decimal that is printed with exactly `PLACES` fractional digits: `"25.0000"`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Fixed<const PLACES: u32>(i128);

impl<const PLACES: u32> Fixed<PLACES> {
    /// So many units of the last digit.
    pub const fn from_units(units: i128) -> Self {
        Fixed(units)
    }

    /// The value, rounded once to the last digit, ties to the even one (ABNT NBR 5891).
    ///
    /// # Errors
    /// `OVERFLOW` if it does not fit.
    pub fn rounded(value: &Exact) -> Result<Self, Error> {
        let units = value.round(PLACES, Rounding::HalfEven).ok_or_else(|| Issue::error(Code::OVERFLOW))?;
        Ok(Fixed(units))
    }

    /// The quotient, rounded once to the last digit, ties to the even one (ABNT NBR 5891).
    ///
    /// # Errors
    /// `OVERFLOW` if it does not fit or the denominator is not above zero.
    pub fn ratio(numerator: &Exact, denominator: &Exact) -> Result<Self, Error> {
        let units = numerator.divide(denominator, PLACES, Rounding::HalfEven);
        Ok(Fixed(units.ok_or_else(|| Issue::error(Code::OVERFLOW))?))
    }

    /// Units of the last digit.
    pub const fn units(self) -> i128 {
        self.0
    }
}

impl<const PLACES: u32> fmt::Display for Fixed<PLACES> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let one = 10_u128.pow(PLACES);
        let sign = if self.0 < 0 { "-" } else { "" };
        let (whole, fraction) = (self.0.unsigned_abs() / one, self.0.unsigned_abs() % one);
        match PLACES {
            0 => write!(f, "{sign}{whole}"),
            _ => write!(f, "{sign}{whole}.{fraction:0width$}", width = PLACES as usize),
        }
    }
}

impl<const PLACES: u32> Serialize for Fixed<PLACES> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

#[cfg(feature = "schema")]
impl<const PLACES: u32> schemars::JsonSchema for Fixed<PLACES> {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        format!("Fixed{PLACES}").into()
    }
    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({
            "type": "string",
            "format": "decimal",
            "description": format!("Decimal as text with exactly {PLACES} fractional digits.")
        })
    }
    fn inline_schema() -> bool {
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rust_decimal::Decimal;

    #[test]
    fn prints_all_its_digits_and_the_sign_of_a_small_number() {
        assert_eq!(Fixed::<4>::from_units(250_000).to_string(), "25.0000");
        assert_eq!(Fixed::<2>::from_units(-5).to_string(), "-0.05");
        assert_eq!(Fixed::<0>::from_units(7).to_string(), "7");
        let seventh = Fixed::<6>::ratio(&Exact::from(Decimal::ONE), &Exact::from(Decimal::from(7))).unwrap();
        assert_eq!(seventh.to_string(), "0.142857");
        assert!(Fixed::<2>::ratio(&Exact::from(Decimal::ONE), &Exact::from(Decimal::ZERO)).is_err());
    }
}
