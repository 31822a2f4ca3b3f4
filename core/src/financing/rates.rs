//! Exact conversions of rates: one correct rounding, half-even, to 16 decimals.

use super::real::{Real, power_of_ten};
use crate::issue::{Code, Error, Issue};
use crate::money::Rounding;
use rust_decimal::Decimal;

/// Decimals of a converted rate.
const PLACES: u32 = 16;

/// A rate of periods of which a year has `periods`; a nominal one is the yearly number of `periods` compoundings.
#[derive(Debug, Clone, Copy)]
pub(super) struct Periods {
    pub periods: u32,
    pub nominal: bool,
}

/// One plus the rate of one period.
///
/// # Errors
/// `RATE_OUT_OF_RANGE` for a rate of a period of minus one or less.
pub(super) fn growth(rate: Decimal, of: Periods) -> Result<Real, Error> {
    let parts = if of.nominal { of.periods } else { 1 };
    let whole = Real::from_integer(parts.into());
    let size = Real::from_decimal(rate);
    if rate.is_sign_negative() && size.compare(whole).is_ge() {
        return Err(Issue::error(Code::RATE_OUT_OF_RANGE).into());
    }
    let grown = if rate.is_sign_negative() { whole.minus(size) } else { whole.plus(size) };
    Ok(if parts == 1 { grown } else { grown.divide(whole) })
}

/// The rate of other periods with the same growth in a year.
///
/// # Errors
/// `RATE_OUT_OF_RANGE` as [`growth`], `OVERFLOW` for a result of more than 28 digits.
pub(super) fn convert(rate: Decimal, from: Periods, to: Periods) -> Result<Decimal, Error> {
    rate_of(growth(rate, from)?.fractional_power(from.periods, to.periods), to)
}

/// The rate of a growth of one period.
///
/// # Errors
/// `OVERFLOW` for a result of more than 28 digits.
pub(super) fn rate_of(growth: Real, of: Periods) -> Result<Decimal, Error> {
    let parts = if of.nominal { of.periods } else { 1 };
    let units = growth.times_integer(parts.into()).times(power_of_ten(PLACES)).round(Rounding::HalfEven);
    // The subtrahend is even, so that the rule of ties holds for the difference too.
    let units = units.map(|units| units - i128::from(parts) * 10_i128.pow(PLACES));
    let value = units.and_then(|units| Decimal::try_from_i128_with_scale(units, PLACES).ok());
    value.ok_or_else(|| Issue::error(Code::OVERFLOW).into())
}

/// `(1 + nominal) / (1 + inflation) − 1`.
///
/// # Errors
/// `RATE_OUT_OF_RANGE` for a rate of minus one or less, `OVERFLOW` for a result of more than 28 digits.
pub(super) fn real(nominal: Decimal, inflation: Decimal) -> Result<Decimal, Error> {
    let effective = Periods { periods: 1, nominal: false };
    let grown = growth(nominal, effective).map_err(|error| error.within("/rate/value"))?;
    let prices = growth(inflation, effective).map_err(|error| error.within("/inflation/value"))?;
    rate_of(grown.divide(prices), effective)
}

#[cfg(test)]
mod tests {
    use super::*;

    const YEAR: Periods = Periods { periods: 1, nominal: false };
    const MONTH: Periods = Periods { periods: 12, nominal: false };

    fn converted(rate: &str, from: Periods, to: Periods) -> Result<String, Code> {
        let value = convert(rate.parse().unwrap(), from, to);
        value.map(|value| value.to_string()).map_err(|error| error.code())
    }

    #[test]
    fn rounds_exact_ties_to_the_even_digit() {
        let (half_year, nominal) = (Periods { periods: 2, nominal: false }, Periods { periods: 2, nominal: true });
        assert_eq!(converted("0.1000000000000001", nominal, half_year), Ok("0.0500000000000000".into()));
        assert_eq!(converted("0.1000000000000003", nominal, half_year), Ok("0.0500000000000002".into()));
        assert_eq!(converted("-0.1000000000000003", nominal, half_year), Ok("-0.0500000000000002".into()));
        // 1.00000005^2 has 16 decimals exactly, 1.0000000005^2 a quarter of a unit more.
        assert_eq!(converted("0.00000005", half_year, YEAR), Ok("0.0000001000000025".into()));
        assert_eq!(converted("0.0000000005", half_year, YEAR), Ok("0.0000000010000000".into()));
    }

    #[test]
    fn there_and_back_is_exact_where_the_decimals_suffice() {
        for rate in ["0.0149", "0.5", "-0.3", "0.000001", "3"] {
            let year = convert(rate.parse().unwrap(), MONTH, YEAR).unwrap();
            let back = convert(year, YEAR, MONTH).unwrap();
            let error = (back - rate.parse::<Decimal>().unwrap()).abs();
            assert!(error <= Decimal::new(1, 16), "{rate}: {back}");
        }
    }

    #[test]
    fn refuses_what_has_no_growth_or_no_decimal() {
        assert_eq!(converted("-1", YEAR, MONTH), Err(Code::RATE_OUT_OF_RANGE));
        assert_eq!(converted("-12", Periods { periods: 12, nominal: true }, YEAR), Err(Code::RATE_OUT_OF_RANGE));
        assert_eq!(converted("10", Periods { periods: 252, nominal: false }, YEAR), Err(Code::OVERFLOW));
    }
}
