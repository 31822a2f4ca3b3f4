use crate::issue::{Code, Error, Issue};
use rust_decimal::Decimal;

/// Shares a total of minor units by weights, by largest remainder: the shares always add up to the total.
///
/// With `q_i = |total| w_i / W` exactly, each share is `⌊q_i⌋`, and the units that are missing go one each to the largest
/// fractions `q_i − ⌊q_i⌋`, ties to the lower index; the sign of the total is applied last. If all weights are zero, all count as one.
///
/// # Errors
/// `EMPTY_WEIGHTS`, `NEGATIVE_WEIGHT` (at its index) or `OVERFLOW`.
pub fn allocate(total: i64, weights: &[Decimal]) -> Result<Vec<i64>, Error> {
    if weights.is_empty() {
        return Err(Issue::error(Code::EMPTY_WEIGHTS).into());
    }
    if let Some(index) = weights.iter().position(|weight| weight.is_sign_negative() && !weight.is_zero()) {
        let place = crate::issue::Pointer::root().index(index);
        return Err(Issue::error(Code::NEGATIVE_WEIGHT).at(place).into());
    }
    let overflow = || Error::from(Issue::error(Code::OVERFLOW));
    let scale = weights.iter().map(|weight| weight.normalize().scale()).max().unwrap_or(0);
    let mut units = Vec::with_capacity(weights.len());
    for weight in weights {
        let weight = weight.normalize();
        let factor = 10_i128.checked_pow(scale - weight.scale()).ok_or_else(overflow)?;
        units.push(weight.mantissa().checked_mul(factor).ok_or_else(overflow)?);
    }
    if units.iter().all(|unit| *unit == 0) {
        units.fill(1);
    }
    let sum = units.iter().try_fold(0_i128, |sum, unit| sum.checked_add(*unit)).ok_or_else(overflow)?;
    let size = i128::from(total).abs();
    let mut shares = Vec::with_capacity(units.len());
    let mut remainders = Vec::with_capacity(units.len());
    for (index, unit) in units.iter().enumerate() {
        let (share, remainder) = multiply_divide(size, *unit, sum).ok_or_else(overflow)?;
        shares.push(share);
        remainders.push((remainder, index));
    }
    let missing = size - shares.iter().sum::<i128>();
    remainders.sort_by(|(a, i), (b, j)| b.cmp(a).then(i.cmp(j)));
    for (_, index) in remainders.iter().take(usize::try_from(missing).unwrap_or(0)) {
        if let Some(share) = shares.get_mut(*index) {
            *share += 1;
        }
    }
    let sign = i128::from(total.signum());
    shares.into_iter().map(|share| i64::try_from(share * sign).map_err(|_| overflow())).collect()
}

/// `a b / c` as quotient and remainder, exact although `a b` may need more than 128 bits; `a < 2^64`, `b <= c`.
fn multiply_divide(a: i128, b: i128, c: i128) -> Option<(i128, i128)> {
    if let Some(product) = a.checked_mul(b) {
        return Some((product / c, product % c));
    }
    // Binary long multiplication modulo c: quotient and remainder are doubled and added bit by bit.
    let (mut quotient, mut remainder) = (0_i128, 0_i128);
    for bit in (0..i128::BITS - a.leading_zeros()).rev() {
        quotient = quotient.checked_mul(2)?;
        remainder = remainder.checked_mul(2)?;
        if a >> bit & 1 == 1 {
            remainder = remainder.checked_add(b)?;
        }
        quotient = quotient.checked_add(remainder / c)?;
        remainder %= c;
    }
    Some((quotient, remainder))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn shares(total: i64, weights: &[i64]) -> Vec<i64> {
        let weights: Vec<Decimal> = weights.iter().map(|weight| Decimal::from(*weight)).collect();
        allocate(total, &weights).unwrap()
    }

    #[test]
    fn gives_the_missing_cents_to_the_largest_remainders() {
        assert_eq!(shares(10_000, &[1, 1, 1]), [3334, 3333, 3333]);
        assert_eq!(shares(5, &[3, 3, 2, 2]), [2, 1, 1, 1]);
        assert_eq!(shares(-5, &[3, 3, 2, 2]), [-2, -1, -1, -1]);
        assert_eq!(shares(1000, &[0, 0, 0]), [334, 333, 333]);
    }

    #[test]
    fn stays_exact_where_a_product_needs_more_than_128_bits() {
        let big = Decimal::from_i128_with_scale(10_i128.pow(27) - 1, 0);
        let parts = allocate(i64::MAX, &[big, big, Decimal::ONE]).unwrap();
        assert_eq!(parts.iter().map(|part| i128::from(*part)).sum::<i128>(), i128::from(i64::MAX));
        assert_eq!(parts[0] - parts[1], 1);
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(10_000))]
        #[test]
        fn adds_up_and_stays_within_one_unit(total in any::<i64>(), weights in prop::collection::vec(0_i64..1_000_000_000, 1..12)) {
            let parts = shares(total, &weights);
            prop_assert_eq!(parts.iter().map(|part| i128::from(*part)).sum::<i128>(), i128::from(total));
            let sum: i128 = weights.iter().map(|weight| i128::from(*weight)).sum();
            if sum > 0 {
                for (part, weight) in parts.iter().zip(&weights) {
                    let distance = i128::from(*part) * sum - i128::from(total) * i128::from(*weight);
                    prop_assert!(distance.abs() < sum);
                }
            }
        }
    }
}
