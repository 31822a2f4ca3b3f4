use crate::issue::{Code, Issue};
use crate::quantity::refuse;
use rust_decimal::{Decimal, RoundingStrategy};
use serde::{Deserialize, Deserializer, Serialize};

/// The rule by which a decimal is rounded.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Rounding {
    /// Ties to the even digit (ABNT NBR 5891).
    HalfEven,
    /// Ties away from zero.
    HalfUp,
    /// Towards zero.
    Down,
    /// Away from zero.
    Up,
    /// Towards minus infinity.
    Floor,
    /// Towards plus infinity.
    Ceil,
}

impl Rounding {
    const NAMES: [(&'static str, Rounding); 6] = [
        ("half_even", Rounding::HalfEven),
        ("half_up", Rounding::HalfUp),
        ("down", Rounding::Down),
        ("up", Rounding::Up),
        ("floor", Rounding::Floor),
        ("ceil", Rounding::Ceil),
    ];

    /// The value rounded to a number of decimals.
    pub fn round(self, value: Decimal, places: u32) -> Decimal {
        value.round_dp_with_strategy(places, self.strategy())
    }

    /// `numerator / denominator` rounded once to a whole number; the denominator must be above zero.
    pub fn divide(self, numerator: i128, denominator: i128) -> i128 {
        let quotient = numerator.div_euclid(denominator);
        let remainder = numerator.rem_euclid(denominator);
        if remainder == 0 {
            return quotient;
        }
        let above_half = remainder > denominator - remainder;
        let tie = remainder == denominator - remainder;
        let negative = numerator < 0;
        let raise = match self {
            Rounding::HalfEven => above_half || (tie && quotient % 2 != 0),
            Rounding::HalfUp => above_half || (tie && !negative),
            Rounding::Down => negative,
            Rounding::Up => !negative,
            Rounding::Floor => false,
            Rounding::Ceil => true,
        };
        quotient + i128::from(raise)
    }

    fn strategy(self) -> RoundingStrategy {
        match self {
            Rounding::HalfEven => RoundingStrategy::MidpointNearestEven,
            Rounding::HalfUp => RoundingStrategy::MidpointAwayFromZero,
            Rounding::Down => RoundingStrategy::ToZero,
            Rounding::Up => RoundingStrategy::AwayFromZero,
            Rounding::Floor => RoundingStrategy::ToNegativeInfinity,
            Rounding::Ceil => RoundingStrategy::ToPositiveInfinity,
        }
    }
}

impl<'de> Deserialize<'de> for Rounding {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let name = std::borrow::Cow::<str>::deserialize(deserializer)?;
        let known = Rounding::NAMES.iter().find(|(known, _)| *known == name);
        known.map(|(_, rule)| *rule).ok_or_else(|| refuse(Issue::error(Code::ROUNDING_MODE).into()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn divides_like_the_decimal_rule() {
        // Every rule on every quotient of small numbers, against rust_decimal on an exact decimal (denominator 8).
        for (_, rule) in Rounding::NAMES {
            for numerator in -40_i64..=40 {
                let exact = Decimal::new(numerator * 125, 3);
                let expected = rule.round(exact, 0);
                let found = rule.divide(numerator.into(), 8);
                assert_eq!(Decimal::from(found), expected, "{rule:?} {numerator}/8");
            }
        }
    }
}
