//! Factors of indexers: CDI and Selic (B3), IPCA, and the legal default rate.

use super::real::{Real, power_of_ten};
use crate::money::Rounding;
use rust_decimal::Decimal;

/// Decimals of the daily rate and of the rounded factor (B3).
const RATE_PLACES: u32 = 8;
/// Decimals of daily factors and their products, truncated.
const FACTOR_PLACES: u32 = 16;
/// Decimals of the factor of a spread and of the product of both.
const SPREAD_PLACES: u32 = 9;

const ONE: i128 = 10_i128.pow(FACTOR_PLACES);

/// Factors of a span of days, in units of their last decimals.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct DailyFactors {
    /// Of the index, 8 decimals.
    pub index: i128,
    /// Of the spread, 9 decimals.
    pub spread: Option<i128>,
    /// Their product, 9 decimals; without a spread that of the index with a zero more.
    pub whole: i128,
}

/// The rate of a business day from a yearly one in percent: `(1 + DI / 100)^(1 / 252) − 1`, 8 decimals half-up.
fn daily_rate(percent: Decimal) -> Option<i128> {
    let growth = Real::one_plus(percent.checked_div(Decimal::ONE_HUNDRED)?).root(252);
    let units = growth.times(power_of_ten(RATE_PLACES)).round(Rounding::HalfUp)?;
    Some(units - 10_i128.pow(RATE_PLACES))
}

/// The factor of daily rates: each `1 + TDI p` truncated to 16 decimals, the product truncated after every multiplication, the result
/// rounded half-up to 8 decimals.
///
/// `share` is the part of the index in percent. None where a number does not fit.
pub(super) fn daily_factors(
    percents: &[Decimal],
    share: Decimal,
    spread_percent: Option<Decimal>,
) -> Option<DailyFactors> {
    let share = share.normalize();
    let mut product = ONE;
    let mut known: Option<(Decimal, i128)> = None;
    for percent in percents {
        let rate = match known {
            Some((before, rate)) if before == *percent => rate,
            _ => daily_rate(*percent)?,
        };
        known = Some((*percent, rate));
        // rate (8 decimals) × share / 100, truncated to 16 decimals: towards minus infinity would differ below zero.
        let scaled = rate.checked_mul(share.mantissa())?.checked_mul(10_i128.pow(FACTOR_PLACES - RATE_PLACES))?;
        let factor = ONE + Rounding::Down.divide(scaled, 100 * 10_i128.checked_pow(share.scale())?);
        product = Rounding::Down.divide(product.checked_mul(factor)?, ONE);
    }
    let index = Rounding::HalfUp.divide(product, 10_i128.pow(FACTOR_PLACES - RATE_PLACES));
    let spread = match spread_percent {
        None => None,
        Some(percent) => {
            let days = u32::try_from(percents.len()).ok()?;
            let growth = Real::one_plus(percent.checked_div(Decimal::ONE_HUNDRED)?).fractional_power(days, 252);
            Some(growth.times(power_of_ten(SPREAD_PLACES)).round(Rounding::HalfUp)?)
        }
    };
    let whole = match spread {
        None => index * 10_i128.pow(SPREAD_PLACES - RATE_PLACES),
        Some(spread) => Rounding::HalfUp.divide(index.checked_mul(spread)?, 10_i128.pow(RATE_PLACES)),
    };
    Some(DailyFactors { index, spread, whole })
}

/// A month of a price index and the part of its business days that passed.
#[derive(Debug, Clone, Copy)]
pub(super) struct IndexPart {
    pub percent: Decimal,
    pub passed: u32,
    pub total: u32,
}

/// `Π (1 + index)^(passed / total)`, truncated to so many decimals at the end; in units of the last.
pub(super) fn price_factor(parts: &[IndexPart], places: u32) -> Option<i128> {
    let mut factor = Real::ONE;
    for part in parts {
        let growth = Real::one_plus(part.percent.checked_div(Decimal::ONE_HUNDRED)?);
        factor = factor.times(growth.fractional_power(part.passed, part.total));
    }
    factor.times(power_of_ten(places)).round(Rounding::Down)
}

/// `max(0, (Selic / IPCA-15 − 1) × 100)` with 6 decimals half-even, from factors with at most 8 decimals; in units of the last.
pub(super) fn legal_rate(selic: Decimal, inflation: Decimal) -> Option<i128> {
    const PLACES: u32 = 12;
    let units = |factor: Decimal| {
        let factor = factor.normalize();
        factor.mantissa().checked_mul(10_i128.pow(PLACES.checked_sub(factor.scale())?))
    };
    let (selic, inflation) = (units(selic)?, units(inflation)?);
    let percent = (selic - inflation).checked_mul(100 * 10_i128.pow(6))?;
    Some(Rounding::HalfEven.divide(percent, inflation).max(0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn four_days_of_the_example() {
        // (1.149)^(1/252) - 1 = 0.00055131 with 8 decimals; 1.00055131^4 = 1.002207064... by four multiplications.
        let days = [Decimal::new(1490, 2); 4];
        let factors = daily_factors(&days, Decimal::ONE_HUNDRED, None).unwrap();
        assert_eq!((factors.index, factors.whole), (100_220_706, 1_002_207_060));
    }

    #[test]
    fn a_month_without_days_changes_nothing() {
        let part = IndexPart { percent: Decimal::new(53, 2), passed: 0, total: 21 };
        assert_eq!(price_factor(&[part], 8), Some(100_000_000));
        assert_eq!(price_factor(&[IndexPart { passed: 21, ..part }], 8), Some(100_530_000));
    }

    #[test]
    fn the_legal_rate_is_never_negative() {
        assert_eq!(legal_rate(Decimal::new(10052, 4), Decimal::new(10064, 4)), Some(0));
        // 1.0001 / 1 - 1 = 0.01 %.
        assert_eq!(legal_rate(Decimal::new(10001, 4), Decimal::ONE), Some(10_000));
    }
}
