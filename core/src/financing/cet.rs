//! Total effective cost (*CET*, Resolução CMN 4.881/2020): a root in floats, certified in decimals.

use super::real::Real;
use super::returns::{Certificate, Series, roots};
use crate::issue::{Code, Error, Issue};
use crate::money::Rounding;
use rust_decimal::Decimal;
use std::cmp::Ordering;

/// A cost whose two decimals of percent are proved.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct CertifiedCost {
    /// Yearly rate.
    pub year: f64,
    /// Monthly rate with the same growth in twelve months.
    pub month: f64,
    /// Percent a year, in hundredths, half-even.
    pub year_hundredths: i64,
    /// Percent a month, in hundredths, half-even.
    pub month_hundredths: i64,
}

/// The unit of time of a series: how many make a year.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Unit {
    Year,
    Month,
}

/// Largest correction of a percentage, in hundredths: the float is exact to far less.
const MOST_STEPS: u32 = 8;

/// The cost of flows that begin with what is received.
///
/// # Errors
/// `CET_NO_SOLUTION`, `CET_NOT_UNIQUE`; `NOT_FINITE` where percentages do not fit.
pub(super) fn cost(series: &Series<'_>, unit: Unit) -> Result<CertifiedCost, Error> {
    let found = match roots(series, 0.0) {
        Err(error) if error.code() == Code::NO_SIGN_CHANGE => Vec::new(),
        found => found?,
    };
    let continuous = match found.as_slice() {
        [] => return Err(Issue::error(Code::CET_NO_SOLUTION).into()),
        [only] => only.continuous,
        _ => return Err(Issue::error(Code::CET_NOT_UNIQUE).into()),
    };
    let (year, month) = match unit {
        Unit::Year => (continuous, continuous / 12.0),
        Unit::Month => (continuous * 12.0, continuous),
    };
    let (year, month) = (crate::math::exp_m1(year), crate::math::exp_m1(month));
    let mut certificate = Certificate::new(series);
    // Growth of the unit of the series for one of a year or of a month.
    let of_year = |growth: Real| if unit == Unit::Year { growth } else { growth.root(12) };
    let of_month = |growth: Real| if unit == Unit::Year { growth.power(12) } else { growth };
    Ok(CertifiedCost {
        year,
        month,
        year_hundredths: certified(&mut certificate, year, of_year)?,
        month_hundredths: certified(&mut certificate, month, of_month)?,
    })
}

/// The percentage in hundredths: the exact flows change sign between half a hundredth below and above it.
fn certified(certificate: &mut Certificate<'_>, rate: f64, growth: impl Fn(Real) -> Real) -> Result<i64, Error> {
    let failed = || Error::from(Issue::error(Code::NOT_FINITE));
    let scaled = rate * 10_000.0;
    if scaled.abs() >= 1e15 {
        return Err(failed());
    }
    let rounded = scaled.round_ties_even() as i64;
    let mut hundredths = rounded;
    for _ in 0..MOST_STEPS {
        // Twice a hundredth of a percent is a 20000th: ± one is half a hundredth.
        let mut side = |twice: i64| {
            let grown = u128::try_from(20_000 + twice).ok().filter(|grown| *grown > 0)?;
            let exact = Real::from_integer(grown).divide(Real::from_integer(20_000));
            certificate.compare(growth(exact))
        };
        // What is received comes first: it outweighs the payments at rates above the cost.
        let low = side(2 * hundredths - 1).unwrap_or(Ordering::Less);
        let high = side(2 * hundredths + 1).ok_or_else(failed)?;
        match (low, high) {
            (Ordering::Less, Ordering::Greater) => return Ok(hundredths),
            (Ordering::Equal, _) => return Ok(hundredths - hundredths.rem_euclid(2)),
            (_, Ordering::Equal) => return Ok(hundredths + hundredths.rem_euclid(2)),
            (Ordering::Greater, _) => hundredths -= 1,
            (_, Ordering::Less) => hundredths += 1,
        }
    }
    Err(failed())
}

/// A percentage in hundredths as a decimal.
pub(super) fn percent(hundredths: i64) -> Decimal {
    Decimal::new(hundredths, 2)
}

/// A share of a whole in percent, two decimals, half-even (ABNT NBR 5891).
pub(super) fn share_percent(part: i64, whole: i64) -> Decimal {
    match whole {
        1.. => {
            let hundredths = Rounding::HalfEven.divide(i128::from(part) * 10_000, whole.into());
            Decimal::try_from_i128_with_scale(hundredths, 2).unwrap_or_default()
        }
        _ => Decimal::ZERO,
    }
}
