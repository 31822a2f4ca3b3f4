//! Single formulas: gross up, price for a margin, adjusted margin of value added, taxable weight.

use crate::issue::{Code, Error, Issue, Pointer, Problems};
use crate::money::{Currency, Dec, Exact, Fixed, Money, Rounding};
use rust_decimal::Decimal;

fn hundred() -> Exact {
    Exact::from(100)
}

fn too_high(place: &'static str) -> Error {
    Issue::error(Code::RATES_TOO_HIGH).at(place).into()
}

/// `net / (1 − Σ rates)`: the price whose included taxes leave the net amount.
///
/// # Errors
/// `RATE_NEGATIVE`, `RATES_TOO_HIGH` from 100 % on, `OVERFLOW`.
pub(in crate::commerce) fn gross_up(net: Decimal, rates_pct: &[Dec], currency: Currency) -> Result<Money, Error> {
    let mut problems = Problems::new();
    let place = Pointer::from("/included_rates_pct");
    for (index, rate) in rates_pct.iter().enumerate() {
        problems.require(rate.get() >= Decimal::ZERO, || Issue::error(Code::RATE_NEGATIVE).at(place.index(index)));
    }
    problems.finish()?;
    let rest = rates_pct.iter().fold(hundred(), |rest, rate| rest - Exact::from(rate.get()));
    if !rest.is_positive() {
        return Err(too_high("/included_rates_pct"));
    }
    let gross = (Exact::from(net) * hundred()).divide(&rest, currency.places(), Rounding::HalfEven);
    Money::from_wide(gross.ok_or_else(|| Issue::error(Code::OVERFLOW))?, currency)
}

/// The least price in whole minor units whose margin reaches the floor: `cost / ((1 − floor)(1 − included))`, rounded up.
///
/// The included tax is not rounded here.
///
/// # Errors
/// `RATES_TOO_HIGH` if either rate is 100 % or more; `OVERFLOW`.
pub(in crate::commerce) fn price_for_margin(
    cost: Decimal,
    floor_pct: Decimal,
    included_tax_pct: Decimal,
    currency: Currency,
) -> Result<Money, Error> {
    let mut problems = Problems::new();
    let floor = hundred() - Exact::from(floor_pct);
    let tax = hundred() - Exact::from(included_tax_pct);
    problems.require(floor.is_positive(), || Issue::error(Code::RATES_TOO_HIGH).at("/floor_pct"));
    problems.require(tax.is_positive(), || Issue::error(Code::RATES_TOO_HIGH).at("/included_tax_pct"));
    problems.finish()?;
    let price = (Exact::from(cost) * hundred() * hundred()).divide(&(floor * tax), currency.places(), Rounding::Ceil);
    Money::from_wide(price.ok_or_else(|| Issue::error(Code::OVERFLOW))?, currency)
}

/// The adjusted margin of value added (*MVA ajustada*): `(1 + MVA)(1 − inter)/(1 − intra) − 1`, in percent with two digits.
///
/// # Errors
/// `RATES_TOO_HIGH` for an internal rate of 100 % or more; `OVERFLOW`.
pub(in crate::commerce) fn mva_adjusted(mva: Decimal, inter: Decimal, intra: Decimal) -> Result<Fixed<2>, Error> {
    let rest = hundred() - Exact::from(intra);
    if !rest.is_positive() {
        return Err(too_high("/intra_pct"));
    }
    let product = (hundred() + Exact::from(mva)) * (hundred() - Exact::from(inter));
    let factor = Fixed::<2>::ratio(&product, &rest)?;
    Ok(Fixed::from_units(factor.units() - 10_000))
}

/// The cubed weight (`m³ · factor`) and the weight that freight is charged on, the greater of both; six digits.
///
/// # Errors
/// `NEGATIVE_WEIGHT`, `OVERFLOW`.
pub(in crate::commerce) fn taxable_weight(
    weight_kg: Decimal,
    volume_m3: Decimal,
    factor_kg_m3: Decimal,
) -> Result<(Dec, Dec), Error> {
    let mut problems = Problems::new();
    for (value, place) in [(weight_kg, "/weight_kg"), (volume_m3, "/volume_m3"), (factor_kg_m3, "/factor_kg_m3")] {
        problems.require(value >= Decimal::ZERO, || Issue::error(Code::NEGATIVE_WEIGHT).at(place));
    }
    problems.finish()?;
    let cubed = Exact::from(volume_m3) * Exact::from(factor_kg_m3);
    let taxable = cubed.clone().max(Exact::from(weight_kg));
    let six = |weight: &Exact| -> Result<Dec, Error> {
        let units = weight.round(6, Rounding::HalfEven).ok_or_else(|| Issue::error(Code::OVERFLOW))?;
        let value = Decimal::try_from_i128_with_scale(units, 6).map_err(|_| Issue::error(Code::OVERFLOW))?;
        Ok(value.into())
    };
    Ok((six(&cubed)?, six(&taxable)?))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(10_000))]
        #[test]
        fn one_cent_less_than_the_least_price_misses_the_floor(cost in 1_i64..10_000_000, floor in 0_i64..9_900, tax in 0_i64..9_900) {
            let (floor_pct, tax_pct) = (Decimal::new(floor, 2), Decimal::new(tax, 2));
            let price = price_for_margin(Decimal::new(cost, 2), floor_pct, tax_pct, Currency::Brl).unwrap().minor();
            // revenue = price (1 - tax), margin = (revenue - cost) / revenue >= floor, in whole numbers of 10^-4.
            let reaches = |price: i64| {
                let revenue = i128::from(price) * i128::from(10_000 - tax);
                (revenue - i128::from(cost) * 10_000) * 10_000 >= revenue * i128::from(floor)
            };
            prop_assert!(reaches(price));
            prop_assert!(!reaches(price - 1));
        }
    }
}
