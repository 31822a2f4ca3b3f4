//! Months of a plain balance: step 4 of the schedule without grace, balloons and weights.

use super::accrual::monthly_interest;
use super::plan::overflow;
use crate::issue::Error;
use crate::money::Rounding;

/// What a month pays.
#[derive(Debug, Clone, Copy)]
pub(in crate::financing) enum Paying {
    /// An installment (Price).
    Installment(i64),
    /// An amortisation and the interest beside it (SAC).
    Amortisation(i64),
}

/// The months in which a balance in cents is paid; the last of `left` months pays the rest.
#[derive(Debug, Clone)]
pub(in crate::financing) struct MonthlyRun {
    pub balance: i64,
    pub left: usize,
    /// Monthly rate in units of `10^-12`.
    pub rate_units: u64,
    pub rounding: Rounding,
    pub paying: Paying,
}

/// A month.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(in crate::financing) struct Month {
    pub opening: i64,
    pub interest: i64,
    pub amortisation: i64,
}

impl Month {
    /// What is paid.
    ///
    /// # Errors
    /// `OVERFLOW`.
    pub fn installment(&self) -> Result<i64, Error> {
        self.interest.checked_add(self.amortisation).ok_or_else(overflow)
    }
}

impl Iterator for MonthlyRun {
    type Item = Result<Month, Error>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.balance == 0 || self.left == 0 {
            return None;
        }
        let opening = self.balance;
        let Some(interest) = monthly_interest(opening.unsigned_abs(), self.rate_units, self.rounding) else {
            return Some(Err(overflow()));
        };
        let wanted = match self.paying {
            Paying::Installment(amount) => amount.saturating_sub(interest),
            Paying::Amortisation(amount) => amount,
        };
        let amortisation = if self.left == 1 || wanted >= opening { opening } else { wanted };
        let Some(closing) = opening.checked_sub(amortisation) else { return Some(Err(overflow())) };
        self.balance = closing;
        self.left -= 1;
        Some(Ok(Month { opening, interest, amortisation }))
    }
}
