//! An extra amortisation between two installments: smaller installments or fewer of them.

use crate::financing::schedule::{Accrual, Contract, Installment, Schedule, System, monthly_interest, monthly_payment};
use crate::issue::{Code, Error, Issue, Pointer};
use crate::money::Money;

/// What an extra amortisation changes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum PrepaymentMode {
    /// The installments fall, their number stays.
    ReduceInstallment,
    /// The installments stay, their number falls.
    ReduceTerm,
}

/// An extra amortisation of `extra` cents with installment `after`.
#[derive(Debug, Clone, Copy)]
pub(in crate::financing) struct Prepayment {
    pub after: u32,
    pub extra: i64,
    pub mode: PrepaymentMode,
}

/// The rest of a contract.
pub(in crate::financing) struct Remainder {
    pub rows: Vec<Installment>,
    /// New regular installment (Price) or amortisation (SAC).
    pub regular: Option<i64>,
    pub interest_saved: i64,
    pub installments_removed: usize,
}

fn invalid(place: impl Into<Pointer>) -> Error {
    Issue::error(Code::INVALID_PREPAYMENT).at(place).into()
}

fn overflow() -> Error {
    Issue::error(Code::OVERFLOW).into()
}

impl Prepayment {
    /// What remains of a contract with its old schedule.
    ///
    /// # Errors
    /// `INVALID_PREPAYMENT` for another system than Price and SAC, another accrual than `monthly`, balloons, weights, a number
    /// before the first amortisation or after the last installment, an amount of nothing or above the balance;
    /// `INSTALLMENT_TOO_SMALL`.
    pub fn apply(&self, contract: &Contract, old: &Schedule) -> Result<Remainder, Error> {
        let plain = contract.balloons.is_empty() && contract.weights.is_empty();
        let known = matches!(contract.system, System::Price | System::Sac) && contract.accrual == Accrual::Monthly;
        if !plain || !known {
            return Err(invalid("/loan"));
        }
        let paid = usize::try_from(self.after).unwrap_or(usize::MAX);
        if self.after < contract.grace.max(1) {
            return Err(invalid("/after_installment"));
        }
        let last_paid = old.rows.get(paid - 1).ok_or_else(|| invalid("/after_installment"))?;
        let balance = last_paid.closing_brl.minor();
        if !(1..=balance).contains(&self.extra) {
            return Err(invalid("/extra_brl"));
        }
        let remaining = old.rows.get(paid..).unwrap_or_default();
        let regular = match (self.mode, balance - self.extra) {
            (_, 0) => None,
            (PrepaymentMode::ReduceTerm, _) => old.regular_brl.map(Money::minor),
            (PrepaymentMode::ReduceInstallment, balance) => Some(self.regular(contract, balance, remaining.len())?),
        };
        let rows = run(contract, balance - self.extra, regular.unwrap_or(0), remaining)?;
        let interest = |rows: &[Installment]| Money::total(rows.iter().map(|row| row.interest_brl));
        Ok(Remainder {
            interest_saved: interest(remaining)?.checked_sub(interest(&rows)?)?.minor(),
            installments_removed: remaining.len() - rows.len(),
            regular,
            rows,
        })
    }

    /// The regular amount for a balance over the remaining installments.
    fn regular(&self, contract: &Contract, balance: i64, count: usize) -> Result<i64, Error> {
        let count = u32::try_from(count).map_err(|_| overflow())?;
        if contract.system == System::Sac {
            let amortisation = contract.rounding.divide(balance.into(), count.into());
            let amortisation = i64::try_from(amortisation).map_err(|_| overflow())?;
            return if amortisation > 0 {
                Ok(amortisation)
            } else {
                Err(Issue::error(Code::INSTALLMENT_TOO_SMALL).into())
            };
        }
        let payment = monthly_payment(contract.rate, count).times_integer(balance.unsigned_abs());
        payment.round(contract.rounding).and_then(|cents| i64::try_from(cents).ok()).ok_or_else(overflow)
    }
}

/// The rows that pay a balance at the dates of the old ones.
fn run(contract: &Contract, balance: i64, regular: i64, old: &[Installment]) -> Result<Vec<Installment>, Error> {
    let mut rows = Vec::with_capacity(old.len());
    let mut balance = balance;
    for (index, row) in old.iter().enumerate() {
        if balance == 0 {
            break;
        }
        let interest = monthly_interest(balance.unsigned_abs(), contract.rate_units, contract.rounding);
        let interest = interest.ok_or_else(overflow)?;
        let amortisation = if contract.system == System::Sac { regular } else { regular - interest };
        let last = index + 1 == old.len() || amortisation >= balance;
        let amortisation = if last { balance } else { amortisation };
        if amortisation < 0 && !contract.allow_negative {
            return Err(Issue::error(Code::NEGATIVE_AMORTISATION).with("number", row.number).into());
        }
        let closing = balance - amortisation;
        rows.push(Installment {
            opening_brl: Money::from_cents(balance),
            interest_brl: Money::from_cents(interest),
            amortisation_brl: Money::from_cents(amortisation),
            installment_brl: Money::from_cents(interest.checked_add(amortisation).ok_or_else(overflow)?),
            closing_brl: Money::from_cents(closing),
            ..*row
        });
        balance = closing;
    }
    Ok(rows)
}
