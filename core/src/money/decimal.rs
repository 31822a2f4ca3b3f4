use crate::issue::{Code, Error, Issue};
use crate::quantity::refuse;
use rust_decimal::Decimal;
use serde::de::Visitor;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::fmt;

/// An exact decimal that travels as text, with at most 15 integer and `PLACES` fractional digits.
///
/// Grammar: `-?(0|[1-9][0-9]*)(\.[0-9]{1,28})?`, at most 60 characters: no plus sign, exponent, blank, comma or leading zero.
/// It is printed without trailing zeros.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Dec<const PLACES: u32 = 12>(Decimal);

impl<const PLACES: u32> Dec<PLACES> {
    /// The value.
    pub const fn get(self) -> Decimal {
        self.0
    }
}

/// For values that were computed: no range check.
impl<const PLACES: u32> From<Decimal> for Dec<PLACES> {
    fn from(value: Decimal) -> Self {
        Dec(value.normalize())
    }
}

impl<const PLACES: u32> fmt::Display for Dec<PLACES> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.0.normalize(), f)
    }
}

impl<const PLACES: u32> Serialize for Dec<PLACES> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// What [`Dec`] asks of a deserializer; a number in its place is `DECIMAL_NOT_STRING`.
pub(crate) const EXPECTED: &str = "decimal text";

impl<'de, const PLACES: u32> Deserialize<'de> for Dec<PLACES> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Text<const PLACES: u32>;
        impl<const PLACES: u32> Visitor<'_> for Text<PLACES> {
            type Value = Dec<PLACES>;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(EXPECTED)
            }
            fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<Dec<PLACES>, E> {
                parse_decimal(text, PLACES).map(Dec).map_err(refuse)
            }
        }
        deserializer.deserialize_str(Text::<PLACES>)
    }
}

#[cfg(feature = "schema")]
impl<const PLACES: u32> schemars::JsonSchema for Dec<PLACES> {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        format!("Decimal{PLACES}").into()
    }
    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({
            "type": "string",
            "format": "decimal",
            "pattern": r"^-?(0|[1-9][0-9]*)(\.[0-9]{1,28})?$",
            "description": format!("Exact decimal as text: at most 15 integer and {PLACES} fractional digits.")
        })
    }
}

/// Reads decimal text.
///
/// # Errors
/// `DECIMAL_SYNTAX` for text outside the grammar of [`Dec`]; `DECIMAL_RANGE` for more than 15 integer or `places` fractional
/// digits, trailing zeros not counted.
pub fn parse_decimal(text: &str, places: u32) -> Result<Decimal, Error> {
    let syntax = || Error::from(Issue::error(Code::DECIMAL_SYNTAX));
    if text.len() > 60 {
        return Err(syntax());
    }
    let digits = text.strip_prefix('-').unwrap_or(text);
    let (whole, fraction) = match digits.split_once('.') {
        Some((whole, fraction)) if (1..=28).contains(&fraction.len()) => (whole, fraction),
        Some(_) => return Err(syntax()),
        None => (digits, ""),
    };
    let all_digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    if whole.is_empty() || (whole.len() > 1 && whole.starts_with('0')) || !all_digits(whole) || !all_digits(fraction) {
        return Err(syntax());
    }
    let fraction = fraction.trim_end_matches('0');
    let scale = u32::try_from(fraction.len()).unwrap_or(u32::MAX);
    if whole.len() > 15 || scale > places {
        return Err(Issue::error(Code::DECIMAL_RANGE).into());
    }
    // At most 31 digits: they fit an i128, and 15 + 12 (or a rate's 16 decimals with few integer digits) fit a Decimal.
    let unscaled = whole.bytes().chain(fraction.bytes()).fold(0_i128, |sum, digit| sum * 10 + i128::from(digit - b'0'));
    let unscaled = if text.starts_with('-') { -unscaled } else { unscaled };
    let value = Decimal::try_from_i128_with_scale(unscaled, scale).map_err(|_| Issue::error(Code::DECIMAL_RANGE))?;
    Ok(value)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<String, Code> {
        parse_decimal(text, 12).map(|value| value.to_string()).map_err(|error| error.code())
    }

    #[test]
    fn reads_the_canonical_forms() {
        assert_eq!(read("100.00000000000000000"), Ok("100".into()));
        assert_eq!(read("-12.340"), Ok("-12.34".into()));
        assert_eq!(read("-0.00"), Ok("0".into()));
        assert_eq!(read("999999999999999.999999999999"), Ok("999999999999999.999999999999".into()));
    }

    #[test]
    fn refuses_what_is_no_decimal() {
        for text in ["", "-", "+1", "01", "1.", ".5", "1,5", " 1", "1e3", "0x1", "١", "1.00000000000000000000000000000"]
        {
            assert_eq!(read(text), Err(Code::DECIMAL_SYNTAX), "{text}");
        }
        for text in ["1000000000000000", "0.0000000000001"] {
            assert_eq!(read(text), Err(Code::DECIMAL_RANGE), "{text}");
        }
    }
}
