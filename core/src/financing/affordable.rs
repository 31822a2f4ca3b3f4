//! The largest loan whose every installment fits a monthly saving, and how far savings cover installments.

use super::schedule::{MOST_PRINCIPAL, MonthlyRun, Paying, monthly_payment, overflow};
use crate::issue::Error;
use crate::money::Rounding;
use rust_decimal::Decimal;

/// A Price loan with monthly accrual.
#[derive(Debug, Clone, Copy)]
pub(super) struct PriceTerms {
    pub rate: Decimal,
    pub rate_units: u64,
    pub installments: u32,
    pub rounding: Rounding,
}

impl PriceTerms {
    /// The regular installment of a principal in cents.
    ///
    /// # Errors
    /// `OVERFLOW`.
    pub fn regular(&self, principal: i64) -> Result<i64, Error> {
        let payment = monthly_payment(self.rate, self.installments).times_integer(principal.unsigned_abs());
        payment.round(self.rounding).and_then(|cents| i64::try_from(cents).ok()).ok_or_else(overflow)
    }

    /// All installments of a principal.
    ///
    /// # Errors
    /// `OVERFLOW`.
    pub fn installments_of(&self, principal: i64) -> Result<Vec<i64>, Error> {
        let run = MonthlyRun {
            balance: principal,
            left: usize::try_from(self.installments).unwrap_or(0),
            rate_units: self.rate_units,
            rounding: self.rounding,
            paying: Paying::Installment(self.regular(principal)?),
        };
        run.map(|month| month?.installment()).collect()
    }

    fn fits(&self, principal: i64, saving: i64) -> Result<bool, Error> {
        Ok(self.regular(principal)? <= saving && self.installments_of(principal)?.iter().all(|paid| *paid <= saving))
    }

    /// The largest principal in cents such that every installment is at most `saving`; zero if there is none.
    ///
    /// The regular installment never falls with the principal, so that a bisection finds the largest that fits it; below it the last
    /// installment, which absorbs the roundings, decides.
    ///
    /// # Errors
    /// `OVERFLOW`.
    pub fn affordable(&self, saving: i64) -> Result<i64, Error> {
        let (mut low, mut high) = (0, MOST_PRINCIPAL + 1);
        while low + 1 < high {
            let middle = low.midpoint(high);
            if self.regular(middle)? <= saving { low = middle } else { high = middle }
        }
        let mut principal = low;
        while principal > 0 && !self.fits(principal, saving)? {
            principal -= 1;
        }
        Ok(principal)
    }
}

/// How savings cover installments, month by month, in cents.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Coverage {
    pub months_covered: usize,
    /// The first month that is not, from one.
    pub first_uncovered: Option<usize>,
    /// The deepest sum of savings less installments, as an amount to pay.
    pub out_of_pocket: i64,
    pub net: i64,
}

/// Compares savings with installments of the same months.
///
/// # Errors
/// `OVERFLOW`.
pub(super) fn coverage(installments: &[i64], savings: &[i64]) -> Result<Coverage, Error> {
    let mut found = Coverage { months_covered: 0, first_uncovered: None, out_of_pocket: 0, net: 0 };
    for (month, (paid, saved)) in installments.iter().zip(savings).enumerate() {
        if saved >= paid {
            found.months_covered += 1;
        } else {
            found.first_uncovered.get_or_insert(month + 1);
        }
        let left = saved.checked_sub(*paid).and_then(|left| found.net.checked_add(left));
        found.net = left.ok_or_else(overflow)?;
        found.out_of_pocket = found.out_of_pocket.max(-found.net);
    }
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn terms(rate: i64, installments: u32) -> PriceTerms {
        let rate_units = u64::try_from(rate).unwrap() * 100_000_000;
        PriceTerms { rate: Decimal::new(rate, 4), rate_units, installments, rounding: Rounding::HalfUp }
    }

    #[test]
    fn nothing_fits_less_than_a_cent_a_month() {
        assert_eq!(terms(149, 60).affordable(0).unwrap(), 0);
        assert_eq!(terms(0, 12).affordable(10_000).unwrap(), 120_000);
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(24))]

        #[test]
        fn one_cent_more_does_not_fit(rate in 0_i64..400, installments in 1_u32..72, saving in 100_i64..500_000) {
            let terms = terms(rate, installments);
            let principal = terms.affordable(saving).unwrap();
            prop_assert!(principal == 0 || terms.fits(principal, saving).unwrap());
            // The next principals up to one whose regular installment is above the saving.
            let mut next = principal + 1;
            while terms.regular(next).unwrap() <= saving {
                prop_assert!(!terms.fits(next, saving).unwrap());
                next += 1;
            }
        }
    }
}
