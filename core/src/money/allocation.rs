use super::{Exact, Rounding};
use crate::issue::{Code, Error, Issue};

/// Shares a total of minor units by weights, by largest remainder: the shares always add up to the total.
///
/// With `q_i = |total| w_i / W` exactly, each share is `⌊q_i⌋`, and the units that are missing go one each to the largest
/// fractions `q_i − ⌊q_i⌋`, ties to the lower index; the sign of the total is applied last. If all weights are zero, all count as one.
///
/// # Errors
/// `EMPTY_WEIGHTS`, `NEGATIVE_WEIGHT` (at its index) or `OVERFLOW`.
pub fn allocate<W: Clone + Into<Exact>>(total: i64, weights: &[W]) -> Result<Vec<i64>, Error> {
    if weights.is_empty() {
        return Err(Issue::error(Code::EMPTY_WEIGHTS).into());
    }
    let mut weights: Vec<Exact> = weights.iter().cloned().map(Into::into).collect();
    if let Some(index) = weights.iter().position(Exact::is_negative) {
        let place = crate::issue::Pointer::root().index(index);
        return Err(Issue::error(Code::NEGATIVE_WEIGHT).at(place).into());
    }
    if !weights.iter().any(Exact::is_positive) {
        weights.fill(Exact::from(1));
    }
    let sum = weights.iter().cloned().fold(Exact::from(0), |sum, weight| sum + weight);
    let overflow = || Error::from(Issue::error(Code::OVERFLOW));
    let size = Exact::from(i128::from(total).abs());
    let mut shares = Vec::with_capacity(weights.len());
    let mut remainders = Vec::with_capacity(weights.len());
    for (index, weight) in weights.into_iter().enumerate() {
        let product = size.clone() * weight;
        let share = product.divide(&sum, 0, Rounding::Floor).ok_or_else(overflow)?;
        remainders.push((product - Exact::from(share) * sum.clone(), index));
        shares.push(share);
    }
    let missing = i128::from(total).abs() - shares.iter().sum::<i128>();
    remainders.sort_by(|(a, i), (b, j)| b.cmp(a).then(i.cmp(j)));
    for (_, index) in remainders.iter().take(usize::try_from(missing).unwrap_or(0)) {
        if let Some(share) = shares.get_mut(*index) {
            *share += 1;
        }
    }
    let sign = i128::from(total.signum());
    shares.into_iter().map(|share| i64::try_from(share * sign).map_err(|_| overflow())).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use rust_decimal::Decimal;

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
