//! Wide real numbers: what lies between exact decimals and exact cents.
//!
//! Growth and annuity factors have no finite decimal, and a rounding to cents must not depend on the last bit of a float.
//! A [`Real`] has 192 bits (57 digits), so that all that stands between an input and its one rounding loses nothing that could
//! change a cent; [`Real::round`] recognises exact ties and whole numbers through the little that is lost.

use crate::money::Rounding;
use rust_decimal::Decimal;
use std::cmp::Ordering;

/// A real number of zero or more with 192 significant bits: `mantissa × 2^exponent`, truncated after every operation.
///
/// Limbs are in ascending order; the top bit of the mantissa is set unless the number is zero. One operation is off by less than
/// `2^-190` of its result.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Real {
    mantissa: [u64; 3],
    exponent: i32,
}

/// Relative distance up to which a number counts as the whole or half number beside it: `2^-TOLERANCE`.
///
/// The longest chains here (1,200 factors, a difference of numbers equal in 12 digits) lose less than 56 of 192 bits. A number that
/// is no tie comes so near one by chance in one case of `10^24`.
const TOLERANCE: i32 = 136;

/// Exponents stay within this bound, so that sums of two never overflow: beyond it a number counts as zero or as the bound.
const MOST_EXPONENT: i32 = 1 << 28;

impl Real {
    pub const ZERO: Real = Real { mantissa: [0; 3], exponent: 0 };
    pub const ONE: Real = Real { mantissa: [0, 0, 1 << 63], exponent: -191 };

    /// A whole number, exactly.
    pub fn from_integer(value: u128) -> Real {
        let [low, high] = halves(value);
        Real::normal([low, high, 0], 0)
    }

    /// The size of a decimal; the sign is left to the caller.
    pub fn from_decimal(value: Decimal) -> Real {
        let size = Real::from_integer(value.mantissa().unsigned_abs());
        if value.scale() == 0 { size } else { size.divide(power_of_ten(value.scale())) }
    }

    /// One plus a decimal above minus one.
    pub fn one_plus(value: Decimal) -> Real {
        let size = Real::from_decimal(value);
        if value.is_sign_negative() { Real::ONE.minus(size) } else { Real::ONE.plus(size) }
    }

    /// A float that is finite and not negative, exactly.
    pub fn from_f64(value: f64) -> Real {
        let bits = value.to_bits();
        let fraction = bits & ((1 << 52) - 1);
        let biased = i32::try_from(bits >> 52 & 0x7ff).unwrap_or(0);
        let (whole, exponent) = if biased == 0 { (fraction, -1074) } else { (fraction | 1 << 52, biased - 1075) };
        Real::normal([whole, 0, 0], exponent)
    }

    /// The nearest float from below; infinity or zero beyond the range.
    pub fn to_f64(self) -> f64 {
        let [_, _, top] = self.mantissa;
        if top == 0 {
            return 0.0;
        }
        let leading = (top >> 11) as f64;
        let exponent = self.exponent + 139;
        // In two steps, so that a subnormal result rounds once.
        leading * two_to(exponent / 2) * two_to(exponent - exponent / 2)
    }

    fn normal(mantissa: [u64; 3], exponent: i32) -> Real {
        let [a, b, c] = mantissa;
        let (shifted, moved) = match (a, b, c) {
            (0, 0, 0) => return Real::ZERO,
            (_, 0, 0) => ([0, 0, a], 128),
            (_, _, 0) => ([0, a, b], 64),
            _ => ([a, b, c], 0),
        };
        let [a, b, c] = shifted;
        let bits = c.leading_zeros();
        let mantissa =
            if bits == 0 { shifted } else { [a << bits, b << bits | a >> (64 - bits), c << bits | b >> (64 - bits)] };
        Real::bounded(mantissa, exponent - moved - bits as i32)
    }

    fn bounded(mantissa: [u64; 3], exponent: i32) -> Real {
        if exponent < -MOST_EXPONENT { Real::ZERO } else { Real { mantissa, exponent: exponent.min(MOST_EXPONENT) } }
    }

    pub fn is_zero(self) -> bool {
        self.mantissa == [0; 3]
    }

    pub fn times(self, other: Real) -> Real {
        if self.is_zero() || other.is_zero() {
            return Real::ZERO;
        }
        let ([a0, a1, a2], [b0, b1, b2]) = (self.mantissa, other.mantissa);
        let (_, carry) = product(a0, b0, 0, 0);
        let (r1, carry) = product(a0, b1, carry, 0);
        let (r2, r3) = product(a0, b2, carry, 0);
        let (_, carry) = product(a1, b0, r1, 0);
        let (r2, carry) = product(a1, b1, r2, carry);
        let (r3, r4) = product(a1, b2, r3, carry);
        let (r2, carry) = product(a2, b0, r2, 0);
        let (r3, carry) = product(a2, b1, r3, carry);
        let (r4, r5) = product(a2, b2, r4, carry);
        let exponent = self.exponent + other.exponent + 192;
        if r5 >> 63 == 1 {
            Real::bounded([r3, r4, r5], exponent)
        } else {
            Real::bounded([r3 << 1 | r2 >> 63, r4 << 1 | r3 >> 63, r5 << 1 | r4 >> 63], exponent - 1)
        }
    }

    pub fn times_integer(self, factor: u64) -> Real {
        let [a, b, c] = self.mantissa;
        let (low, carry) = product(a, factor, 0, 0);
        let (mid, carry) = product(b, factor, carry, 0);
        let (high, top) = product(c, factor, carry, 0);
        if top == 0 {
            return Real::normal([low, mid, high], self.exponent);
        }
        let bits = top.leading_zeros();
        let shift = 64 - bits;
        let mantissa = if bits == 0 {
            [mid, high, top]
        } else {
            [mid << bits | low >> shift, high << bits | mid >> shift, top << bits | high >> shift]
        };
        Real::bounded(mantissa, self.exponent + shift as i32)
    }

    pub fn plus(self, other: Real) -> Real {
        let (large, small) = if self.compare(other) == Ordering::Less { (other, self) } else { (self, other) };
        let [a, b, c] = large.mantissa;
        let [x, y, z] = small.shifted(large.exponent);
        let (a, carry) = a.overflowing_add(x);
        let (b, carry) = add(b, y, carry);
        let (c, carry) = add(c, z, carry);
        if carry {
            Real::bounded([a >> 1 | b << 63, b >> 1 | c << 63, c >> 1 | 1 << 63], large.exponent + 1)
        } else {
            Real { mantissa: [a, b, c], exponent: large.exponent }
        }
    }

    /// The distance of two numbers.
    pub fn minus(self, other: Real) -> Real {
        let (large, small) = if self.compare(other) == Ordering::Less { (other, self) } else { (self, other) };
        let [a, b, c] = large.mantissa;
        let [x, y, z] = small.shifted(large.exponent);
        let (a, borrow) = a.overflowing_sub(x);
        let (b, borrow) = subtract(b, y, borrow);
        let (c, _) = subtract(c, z, borrow);
        Real::normal([a, b, c], large.exponent)
    }

    /// The mantissa as it stands under a larger number of that exponent.
    fn shifted(self, exponent: i32) -> [u64; 3] {
        let [a, b, c] = self.mantissa;
        let distance = exponent - self.exponent;
        let [a, b, c] = match distance {
            ..64 => [a, b, c],
            64..128 => [b, c, 0],
            128..192 => [c, 0, 0],
            _ => [0; 3],
        };
        let bits = distance as u32 % 64;
        if bits == 0 { [a, b, c] } else { [a >> bits | b << (64 - bits), b >> bits | c << (64 - bits), c >> bits] }
    }

    pub fn compare(self, other: Real) -> Ordering {
        let ([a0, a1, a2], [b0, b1, b2]) = (self.mantissa, other.mantissa);
        match (self.is_zero(), other.is_zero()) {
            (true, true) => Ordering::Equal,
            (true, false) => Ordering::Less,
            (false, true) => Ordering::Greater,
            (false, false) => (self.exponent, a2, a1, a0).cmp(&(other.exponent, b2, b1, b0)),
        }
    }

    /// One through the number, which must not be zero.
    pub fn reciprocal(self) -> Real {
        let [_, _, top] = self.mantissa;
        // The mantissa as a number of [1, 2), and Newton's iteration from a start with 52 bits: 104, then all of them.
        let scaled = Real { mantissa: self.mantissa, exponent: -191 };
        let two = Real { mantissa: Real::ONE.mantissa, exponent: -190 };
        let start = 1.0 / ((top >> 11) as f64 * two_to(-52));
        let first = Real::from_f64(start);
        let second = first.times(two.minus(scaled.times(first)));
        let third = second.times(two.minus(scaled.times(second)));
        Real::bounded(third.mantissa, third.exponent - self.exponent - 191)
    }

    /// The quotient; the divisor must not be zero.
    pub fn divide(self, other: Real) -> Real {
        self.times(other.reciprocal())
    }

    pub fn power(self, mut exponent: u32) -> Real {
        let (mut result, mut square) = (Real::ONE, self);
        while exponent > 0 {
            if exponent & 1 == 1 {
                result = result.times(square);
            }
            exponent >>= 1;
            if exponent > 0 {
                square = square.times(square);
            }
        }
        result
    }

    /// The root of a number above zero, by Newton's iteration on `y^degree`.
    pub fn root(self, degree: u32) -> Real {
        if degree <= 1 || self.is_zero() {
            return self;
        }
        let [_, _, top] = self.mantissa;
        let logarithm = libm::log(top as f64) + f64::from(self.exponent + 128) * std::f64::consts::LN_2;
        let logarithm = logarithm / f64::from(degree);
        // Within the range of floats for every number that has one; far beyond it the root of a root has.
        let mut root = Real::from_f64(libm::exp(logarithm.clamp(-700.0, 700.0)));
        let share = Real::from_integer(degree.into()).reciprocal();
        // The start has 13 digits; each step doubles them, less the three that the degree costs.
        for _ in 0..3 {
            let ratio = self.divide(root.power(degree));
            let step = ratio.minus(Real::ONE).times(share);
            let factor =
                if ratio.compare(Real::ONE) == Ordering::Less { Real::ONE.minus(step) } else { Real::ONE.plus(step) };
            root = root.times(factor);
        }
        root
    }

    /// The number to a fractional power of zero or more, `numerator / denominator`.
    pub fn fractional_power(self, numerator: u32, denominator: u32) -> Real {
        let common = divisor(numerator, denominator).max(1);
        self.root(denominator / common).power(numerator / common)
    }

    /// The nearest whole number by a rule, which sees exact ties and whole numbers as such; none beyond 127 bits.
    pub fn round(self, rule: Rounding) -> Option<i128> {
        let bits = 192 + self.exponent;
        if self.is_zero() || bits <= -128 {
            let raise = matches!(rule, Rounding::Up | Rounding::Ceil) && !self.is_zero();
            return Some(i128::from(raise));
        }
        if bits > 126 {
            return None;
        }
        let (whole, fraction) = self.split(bits);
        const HALF: u128 = 1 << 127;
        let tolerance = 1_u128 << (bits - TOLERANCE + 128).max(1);
        let tie = fraction.abs_diff(HALF) <= tolerance;
        let raise = if fraction <= tolerance {
            false
        } else if fraction >= u128::MAX - tolerance {
            true
        } else {
            match rule {
                Rounding::HalfEven => fraction > HALF && !tie || tie && whole & 1 == 1,
                Rounding::HalfUp => fraction > HALF || tie,
                Rounding::Down | Rounding::Floor => false,
                Rounding::Up | Rounding::Ceil => true,
            }
        };
        i128::try_from(whole).ok().map(|whole| whole + i128::from(raise))
    }

    /// Whole part and the first 128 bits of the fraction of a number with `bits` bits before the point (-127 to 126).
    fn split(self, bits: i32) -> (u128, u128) {
        let [a, b, c] = self.mantissa;
        let high = u128::from(c) << 64 | u128::from(b);
        let low = u128::from(a) << 64;
        match bits {
            ..0 => (0, high >> -bits),
            0 => (0, high),
            _ => (high >> (128 - bits), high << bits | low >> (128 - bits)),
        }
    }
}

fn halves(value: u128) -> [u64; 2] {
    [value as u64, (value >> 64) as u64]
}

/// `a b + c + d` as its low and high half.
fn product(a: u64, b: u64, c: u64, d: u64) -> (u64, u64) {
    let [low, high] = halves(u128::from(a) * u128::from(b) + u128::from(c) + u128::from(d));
    (low, high)
}

fn add(a: u64, b: u64, carry: bool) -> (u64, bool) {
    let (sum, first) = a.overflowing_add(b);
    let (sum, second) = sum.overflowing_add(carry.into());
    (sum, first | second)
}

fn subtract(a: u64, b: u64, borrow: bool) -> (u64, bool) {
    let (rest, first) = a.overflowing_sub(b);
    let (rest, second) = rest.overflowing_sub(borrow.into());
    (rest, first | second)
}

/// The power of two as a float; zero or infinity beyond the range of normal ones.
fn two_to(exponent: i32) -> f64 {
    match u64::try_from(exponent + 1023) {
        Ok(biased @ 1..=2046) => f64::from_bits(biased << 52),
        Ok(2047..) => f64::INFINITY,
        _ => 0.0,
    }
}

/// `10^places`, exact up to 28.
pub(super) fn power_of_ten(places: u32) -> Real {
    Real::from_integer(10_u128.saturating_pow(places))
}

fn divisor(a: u32, b: u32) -> u32 {
    if b == 0 { a } else { divisor(b, a % b) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn decimal(text: &str) -> Real {
        Real::from_decimal(text.parse().unwrap())
    }

    /// `log2` of the relative distance.
    fn distance(a: Real, b: Real) -> i32 {
        let difference = a.minus(b);
        if difference.is_zero() { i32::MIN } else { difference.exponent - a.exponent }
    }

    #[test]
    fn rounds_exact_ties_by_the_rule() {
        for (text, rule, expected) in [
            ("2.5", Rounding::HalfEven, 2),
            ("3.5", Rounding::HalfEven, 4),
            ("2.5", Rounding::HalfUp, 3),
            ("2.4999999999999999999999999", Rounding::HalfUp, 2),
            ("0.5", Rounding::HalfUp, 1),
            ("0.0001", Rounding::Up, 1),
            ("7.0001", Rounding::Ceil, 8),
            ("7.9999", Rounding::Floor, 7),
            ("0", Rounding::Up, 0),
        ] {
            assert_eq!(decimal(text).round(rule), Some(expected), "{text} {rule:?}");
        }
        // A third of 7.5, three times: 7.5 again, although a third has no finite form.
        let third = decimal("7.5").divide(Real::from_integer(3));
        assert_eq!(third.times_integer(3).round(Rounding::HalfEven), Some(8));
        // The 365th power of a 365th root.
        let root = decimal("10.5").root(365);
        assert_eq!(root.power(365).round(Rounding::HalfEven), Some(10));
        assert_eq!(Real::from_integer(u128::MAX).round(Rounding::Down), None);
    }

    #[test]
    fn keeps_the_promised_bits() {
        let third = Real::ONE.divide(Real::from_integer(3));
        assert!(distance(third.plus(third).plus(third), Real::ONE) < -186);
        // The twelfth root of 1.12, to 56 digits by an independent calculation.
        let expected = decimal("1009488792934582974126355069")
            .times(power_of_ten(28))
            .plus(decimal("1934939563944607008457894756"))
            .divide(power_of_ten(28))
            .divide(power_of_ten(27));
        assert!(distance(decimal("1.12").root(12), expected) < -180);
        assert!(distance(decimal("0.00000001").root(2), decimal("0.0001")) < -185);
        assert!(distance(Real::from_f64(0.1), decimal("0.1")) < -52);
    }

    #[test]
    fn floats_go_in_and_out_exactly() {
        for value in [0.0, 1.0, 0.1, 1e300, 5e-324, f64::MAX, f64::MIN_POSITIVE, 123456.789] {
            assert_eq!(Real::from_f64(value).to_f64(), value);
        }
        assert_eq!(Real::from_integer(10).power(400).to_f64(), f64::INFINITY);
        assert_eq!(Real::from_integer(10).power(400).reciprocal().to_f64(), 0.0);
    }

    proptest! {
        #[test]
        fn agrees_with_whole_numbers(a in 1..u128::MAX >> 65, b in 1..u128::MAX >> 66) {
            let (x, y) = (Real::from_integer(a), Real::from_integer(b));
            prop_assert_eq!(x.plus(y), Real::from_integer(a + b));
            prop_assert_eq!(x.minus(y), Real::from_integer(a.abs_diff(b)));
            prop_assert_eq!(x.times(y), Real::from_integer(a * b));
            prop_assert_eq!(x.times_integer(b as u64), Real::from_integer(a * u128::from(b as u64)));
            prop_assert_eq!(x.compare(y), a.cmp(&b));
            let quotient = x.divide(y);
            prop_assert_eq!(quotient.round(Rounding::Floor), Some((a / b) as i128));
            prop_assert!(distance(quotient.times(y), x) < -186);
            prop_assert!(distance(x.root(7).power(7), x) < -180);
        }
    }
}
