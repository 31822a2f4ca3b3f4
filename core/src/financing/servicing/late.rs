//! Charges of a late payment (Resolução CMN 4.882/2020, arts. 2 and 3).

use crate::calendar::{Adjustment, BankCalendar, Date};
use crate::financing::real::Real;
use crate::issue::{Code, Error, Issue};
use crate::money::{Exact, Rounding};
use rust_decimal::Decimal;

/// What default interest and fine are taken of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum LateBase {
    /// The installment.
    #[default]
    Installment,
    /// The installment with the contract interest of the delay.
    Updated,
}

/// A payment after its due date.
#[derive(Debug, Clone, Copy)]
pub(in crate::financing) struct LatePayment {
    pub installment: i64,
    pub due: Date,
    pub paid: Date,
    pub contract_rate_month: Option<Decimal>,
    pub default_rate_month: Decimal,
    pub fine_rate: Decimal,
    pub base: LateBase,
    pub rounding: Rounding,
}

/// Days and charges in cents.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(in crate::financing) struct Charges {
    pub days: i64,
    pub contract_interest: i64,
    pub default_interest: i64,
    pub fine: i64,
}

impl LatePayment {
    /// The charges: none on or before the first business day from the due date on (Lei 7.089/1983); after that days count from the
    /// contractual due date.
    ///
    /// # Errors
    /// `CALENDAR_OUT_OF_RANGE`, `OVERFLOW`.
    pub fn charges(&self, calendar: &BankCalendar) -> Result<Charges, Error> {
        if self.paid <= calendar.adjust(self.due, Adjustment::Following)? {
            return Ok(Charges::default());
        }
        let days = self.due.days_until(self.paid);
        let overflow = || Error::from(Issue::error(Code::OVERFLOW));
        let contract_interest = match self.contract_rate_month {
            None => 0,
            Some(rate) => {
                let days = u32::try_from(days).map_err(|_| overflow())?;
                let gained = Real::one_plus(rate).fractional_power(days, 30).minus(Real::ONE);
                let interest = gained.times_integer(self.installment.unsigned_abs()).round(self.rounding);
                interest.and_then(|cents| i64::try_from(cents).ok()).ok_or_else(overflow)?
            }
        };
        let base = match self.base {
            LateBase::Installment => self.installment,
            LateBase::Updated => self.installment.checked_add(contract_interest).ok_or_else(overflow)?,
        };
        // Each charge is rounded once at the end, never its daily factor.
        let share = |rate: Decimal, numerator: i64, denominator: i64| {
            let amount = Exact::from_minor(base, 0) * Exact::from(rate) * Exact::from_minor(numerator, 0);
            let cents = amount.divide(&Exact::from_minor(denominator, 0), 0, self.rounding);
            cents.and_then(|cents| i64::try_from(cents).ok()).ok_or_else(overflow)
        };
        Ok(Charges {
            days,
            contract_interest,
            default_interest: share(self.default_rate_month, days, 30)?,
            fine: share(self.fine_rate, 1, 1)?,
        })
    }
}
