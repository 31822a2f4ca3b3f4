//! Products and quotients that may need more than 128 bits, rounded exactly once.

use crate::money::Rounding;

/// `a b / d` rounded once; `None` if `d` is not above zero or the result does not fit.
pub(crate) fn multiply_divide(a: i128, b: i128, d: i128, rule: Rounding) -> Option<i128> {
    if let Some(product) = a.checked_mul(b) {
        return divide(product, d, rule);
    }
    let d = u128::try_from(d).ok().filter(|d| *d > 0)?;
    let negative = (a < 0) != (b < 0);
    let (high, low) = product(a.unsigned_abs(), b.unsigned_abs());
    let (quotient, remainder) = long_division(high, low, d)?;
    finish(quotient, remainder, d, negative, rule)
}

/// `n / d` rounded once; `None` if `d` is not above zero.
pub(crate) fn divide(n: i128, d: i128, rule: Rounding) -> Option<i128> {
    let d = u128::try_from(d).ok().filter(|d| *d > 0)?;
    let size = n.unsigned_abs();
    // Most bills stay below 2^64, where the processor divides many times faster.
    let (quotient, remainder) = match (u64::try_from(size), u64::try_from(d)) {
        (Ok(size), Ok(d)) => (u128::from(size / d), u128::from(size % d)),
        _ => (size / d, size % d),
    };
    finish(quotient, remainder, d, n < 0, rule)
}

fn finish(quotient: u128, remainder: u128, d: u128, negative: bool, rule: Rounding) -> Option<i128> {
    let rest = d - remainder;
    let raise = match rule {
        Rounding::HalfEven => remainder > rest || (remainder == rest && quotient & 1 == 1),
        Rounding::HalfUp => remainder >= rest,
        Rounding::Down => false,
        Rounding::Up => remainder > 0,
        Rounding::Floor => negative && remainder > 0,
        Rounding::Ceil => !negative && remainder > 0,
    };
    let size = i128::try_from(quotient.checked_add(u128::from(raise))?).ok()?;
    Some(if negative { -size } else { size })
}

/// The 256-bit product as its high and low half.
fn product(a: u128, b: u128) -> (u128, u128) {
    const MASK: u128 = u64::MAX as u128;
    let (a1, a0, b1, b0) = (a >> 64, a & MASK, b >> 64, b & MASK);
    let low = a0 * b0;
    let (middle, carried) = (a1 * b0).overflowing_add(a0 * b1);
    let (low, carry) = low.overflowing_add(middle << 64);
    let high = a1 * b1 + (middle >> 64) + (u128::from(carried) << 64) + u128::from(carry);
    (high, low)
}

/// A 256-bit number divided bit by bit; `None` if the quotient needs more than 128 bits. Rare, so short rather than fast.
fn long_division(high: u128, low: u128, d: u128) -> Option<(u128, u128)> {
    if high >= d {
        return None;
    }
    let (mut remainder, mut quotient) = (high, 0_u128);
    for bit in (0..u128::BITS).rev() {
        let carried = remainder >> 127 == 1;
        remainder = remainder << 1 | (low >> bit & 1);
        quotient <<= 1;
        if carried || remainder >= d {
            remainder = remainder.wrapping_sub(d);
            quotient |= 1;
        }
    }
    Some((quotient, remainder))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn stays_exact_beyond_128_bits() {
        // (10^30 + 1) (10^30 - 1) / 10^30 = 10^30 - 10^-30, just below the whole number.
        let big = 10_i128.pow(30);
        assert_eq!(multiply_divide(big + 1, big - 1, big, Rounding::HalfEven), Some(big));
        assert_eq!(multiply_divide(big + 1, big - 1, big, Rounding::Down), Some(big - 1));
        assert_eq!(multiply_divide(-big - 1, big - 1, big, Rounding::Floor), Some(-big));
        assert_eq!(multiply_divide(i128::MAX, i128::MAX, i128::MAX, Rounding::Up), Some(i128::MAX));
        assert_eq!(multiply_divide(i128::MAX, i128::MAX, i128::MAX - 1, Rounding::Down), None);
        assert_eq!(multiply_divide(1, 1, 0, Rounding::Down), None);
        assert_eq!(multiply_divide(1, 1, -1, Rounding::Down), None);
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(2_000))]
        #[test]
        fn divides_like_the_rule_of_money(n in any::<i64>(), d in 1_i64..1_000_000) {
            for rule in [Rounding::HalfEven, Rounding::HalfUp, Rounding::Down, Rounding::Up, Rounding::Floor, Rounding::Ceil] {
                prop_assert_eq!(divide(n.into(), d.into(), rule), Some(rule.divide(n.into(), d.into())));
            }
        }

        #[test]
        fn the_long_way_gives_what_the_short_way_gives(a in any::<u64>(), b in any::<u64>(), d in any::<u64>()) {
            let d = u128::from(d) + 1;
            let (high, low) = product(a.into(), b.into());
            prop_assert_eq!((high, low), (0, u128::from(a) * u128::from(b)));
            prop_assert_eq!(long_division(high, low, d), Some((low / d, low % d)));
        }

        #[test]
        fn quotient_and_remainder_give_the_product_back(a in any::<u128>(), b in any::<u128>(), d in 1_u128..) {
            let (high, low) = product(a, b);
            if let Some((quotient, remainder)) = long_division(high, low, d) {
                prop_assert!(remainder < d);
                let (again_high, again_low) = product(quotient, d);
                let (sum, carry) = again_low.overflowing_add(remainder);
                prop_assert_eq!((again_high + u128::from(carry), sum), (high, low));
            }
        }
    }
}
