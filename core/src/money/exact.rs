use super::Rounding;
use num_bigint::BigInt;
use rust_decimal::Decimal;
use std::cmp::Ordering;
use std::ops::{Add, Mul, Sub};

/// A decimal of any length: sums and products are exact, and only [`Exact::round`] and [`Exact::divide`] round, once.
///
/// [`Decimal`] rounds a product silently at its 28th digit; a chain of percentages gets there.
#[derive(Debug, Clone)]
pub struct Exact {
    mantissa: Whole,
    scale: u32,
}

/// A whole number: 128 bits as long as they suffice.
#[derive(Debug, Clone)]
enum Whole {
    Small(i128),
    Large(BigInt),
}

impl Whole {
    fn combine(
        &self,
        other: &Whole,
        small: fn(i128, i128) -> Option<i128>,
        large: fn(BigInt, BigInt) -> BigInt,
    ) -> Whole {
        if let (Whole::Small(a), Whole::Small(b)) = (self, other)
            && let Some(result) = small(*a, *b)
        {
            return Whole::Small(result);
        }
        Whole::Large(large(self.large(), other.large()))
    }

    fn large(&self) -> BigInt {
        match self {
            Whole::Small(value) => BigInt::from(*value),
            Whole::Large(value) => value.clone(),
        }
    }

    fn power_of_ten(exponent: u32) -> Whole {
        10_i128.checked_pow(exponent).map_or_else(|| Whole::Large(BigInt::from(10).pow(exponent)), Whole::Small)
    }

    fn shift(&self, digits: u32) -> Whole {
        if digits == 0 {
            return self.clone();
        }
        self.combine(&Whole::power_of_ten(digits), i128::checked_mul, |a, b| a * b)
    }

    fn sign(&self) -> Ordering {
        match self {
            Whole::Small(value) => value.cmp(&0),
            Whole::Large(value) => value.cmp(&BigInt::ZERO),
        }
    }

    fn negated(&self) -> Whole {
        Whole::Small(0).combine(self, i128::checked_sub, |a, b| a - b)
    }

    /// The quotient rounded once to a whole number that fits; the denominator must be above zero.
    fn divide(&self, denominator: &Whole, rule: Rounding) -> Option<i128> {
        if let (Whole::Small(a), Whole::Small(b)) = (self, denominator) {
            return Some(rule.divide(*a, *b));
        }
        let (numerator, denominator) = (self.large(), denominator.large());
        let negative = numerator < BigInt::ZERO;
        let mut quotient = &numerator / &denominator;
        let mut remainder = numerator - &quotient * &denominator;
        if remainder < BigInt::ZERO {
            remainder += &denominator;
            quotient -= 1;
        }
        // The remainder tells as much as -1, 0 or 1 against one half does: a division by four with the same parity.
        let twice: BigInt = &remainder + &remainder;
        let part = match (remainder == BigInt::ZERO, twice.cmp(&denominator)) {
            (true, _) => 0,
            (_, Ordering::Less) => 1,
            (_, Ordering::Equal) => 2,
            (_, Ordering::Greater) => 3,
        };
        let quotient = i128::try_from(quotient).ok()?;
        let odd = quotient.rem_euclid(2);
        // The small quotient has the sign and the parity of the large one.
        let small = if negative { odd - 2 } else { odd };
        let raised = rule.divide(small * 4 + part, 4) - small;
        quotient.checked_add(raised)
    }
}

impl From<Decimal> for Exact {
    fn from(value: Decimal) -> Self {
        let value = value.normalize();
        Exact { mantissa: Whole::Small(value.mantissa()), scale: value.scale() }
    }
}

impl From<i128> for Exact {
    fn from(value: i128) -> Self {
        Exact { mantissa: Whole::Small(value), scale: 0 }
    }
}

impl Exact {
    /// Whole minor units as a decimal.
    pub fn from_minor(minor: i64, places: u32) -> Exact {
        Exact { mantissa: Whole::Small(minor.into()), scale: places }
    }

    /// So many percent of it.
    pub fn percent(&self, percent: Decimal) -> Exact {
        let product = self.clone() * Exact::from(percent);
        Exact { scale: product.scale + 2, ..product }
    }

    /// It, rounded to whole units of the last of so many decimals; `None` if that does not fit 128 bits.
    pub fn round(&self, places: u32, rule: Rounding) -> Option<i128> {
        let numerator = self.mantissa.shift(places.saturating_sub(self.scale));
        numerator.divide(&Whole::power_of_ten(self.scale.saturating_sub(places)), rule)
    }

    /// The quotient, rounded to whole units of the last of so many decimals; `None` if the denominator is not above zero or the
    /// result does not fit 128 bits.
    pub fn divide(&self, denominator: &Exact, places: u32, rule: Rounding) -> Option<i128> {
        if denominator.mantissa.sign() != Ordering::Greater {
            return None;
        }
        let numerator = self.mantissa.shift(denominator.scale + places);
        numerator.divide(&denominator.mantissa.shift(self.scale), rule)
    }

    /// Whether it is below zero.
    pub fn is_negative(&self) -> bool {
        self.mantissa.sign() == Ordering::Less
    }

    /// Whether it is above zero.
    pub fn is_positive(&self) -> bool {
        self.mantissa.sign() == Ordering::Greater
    }

    fn aligned(&self, other: &Exact) -> (Whole, Whole, u32) {
        let scale = self.scale.max(other.scale);
        (self.mantissa.shift(scale - self.scale), other.mantissa.shift(scale - other.scale), scale)
    }
}

impl Add for Exact {
    type Output = Exact;
    fn add(self, other: Exact) -> Exact {
        let (a, b, scale) = self.aligned(&other);
        Exact { mantissa: a.combine(&b, i128::checked_add, |a, b| a + b), scale }
    }
}

impl Sub for Exact {
    type Output = Exact;
    #[expect(clippy::suspicious_arithmetic_impl, reason = "a difference is the sum with the opposite")]
    fn sub(self, other: Exact) -> Exact {
        self + Exact { mantissa: other.mantissa.negated(), ..other }
    }
}

impl Mul for Exact {
    type Output = Exact;
    #[expect(clippy::suspicious_arithmetic_impl, reason = "scales add up")]
    fn mul(self, other: Exact) -> Exact {
        let mantissa = self.mantissa.combine(&other.mantissa, i128::checked_mul, |a, b| a * b);
        Exact { mantissa, scale: self.scale + other.scale }
    }
}

impl Ord for Exact {
    fn cmp(&self, other: &Self) -> Ordering {
        match self.aligned(other) {
            (Whole::Small(a), Whole::Small(b), _) => a.cmp(&b),
            (a, b, _) => a.large().cmp(&b.large()),
        }
    }
}

impl PartialOrd for Exact {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Exact {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Exact {}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const RULES: [Rounding; 6] =
        [Rounding::HalfEven, Rounding::HalfUp, Rounding::Down, Rounding::Up, Rounding::Floor, Rounding::Ceil];

    fn exact(text: &str) -> Exact {
        Exact::from(text.parse::<Decimal>().unwrap())
    }

    #[test]
    fn keeps_every_digit_of_a_long_chain() {
        // 0.9^40 has 40 decimals: 0.01478088294...
        let power = (0..40).fold(exact("1"), |product, _| product * exact("0.9"));
        let half = (0..20).fold(exact("1"), |product, _| product * exact("0.81"));
        assert_eq!(power, half);
        assert_eq!(power.round(8, Rounding::Down), Some(1_478_088));
        let long = exact("123456789012345.123456789012") * exact("1.123456789012");
        // Python: (Decimal("123456789012345.123456789012") * Decimal("1.123456789012")).
        assert_eq!(long.round(24, Rounding::Down), Some(138_698_367_765_541_215_226_720_905_153_483_936_144));
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(10_000))]

        #[test]
        fn long_and_short_numbers_round_alike(numerator in -4000_i64..4000, denominator in 1_i64..60) {
            // The same ratio, once in 128 bits and once beyond them.
            let stretch = BigInt::from(7).pow(60);
            for rule in RULES {
                let small = Whole::Small(numerator.into()).divide(&Whole::Small(denominator.into()), rule);
                let large = Whole::Large(BigInt::from(numerator) * &stretch)
                    .divide(&Whole::Large(BigInt::from(denominator) * &stretch), rule);
                prop_assert_eq!(small, large, "{:?}", rule);
            }
        }

        #[test]
        fn agrees_with_decimal_where_that_is_exact(a in -1_000_000_000_i64..1_000_000_000, b in -1_000_000_000_i64..1_000_000_000, s in 0_u32..9, t in 0_u32..9) {
            let (x, y) = (Decimal::new(a, s), Decimal::new(b, t));
            prop_assert_eq!(Exact::from(x) + Exact::from(y), Exact::from(x + y));
            prop_assert_eq!(Exact::from(x) - Exact::from(y), Exact::from(x - y));
            prop_assert_eq!(Exact::from(x) * Exact::from(y), Exact::from(x * y));
            prop_assert_eq!(Exact::from(x).cmp(&Exact::from(y)), x.cmp(&y));
            for rule in RULES {
                let expected = rule.round(x * y, 2) * Decimal::ONE_HUNDRED;
                let found = (Exact::from(x) * Exact::from(y)).round(2, rule).unwrap();
                prop_assert_eq!(Decimal::from_i128_with_scale(found, 0), expected);
            }
        }
    }
}
