//! Early settlement: unpaid installments discounted at the contract's rate (CDC, art. 52, § 2).

use crate::calendar::Date;
use crate::financing::real::Real;
use crate::financing::schedule::Installment;
use crate::issue::{Code, Error, Issue};
use crate::money::Rounding;
use rust_decimal::Decimal;

/// Present value in cents of installments that are due on or after a day: `Σ installment (1 + i)^(−days / 30)`, rounded once.
///
/// # Errors
/// `OVERFLOW`.
pub(in crate::financing) fn present_value<'a>(
    rows: impl Iterator<Item = &'a Installment>,
    when: Date,
    rate_month: Decimal,
    rounding: Rounding,
) -> Result<i64, Error> {
    let discount = Real::one_plus(rate_month).root(30).reciprocal();
    let value = rows.fold(Real::ZERO, |sum, row| {
        let days = u32::try_from(when.days_until(row.due_date)).unwrap_or(0);
        sum.plus(discount.power(days).times_integer(row.installment_brl.minor().unsigned_abs()))
    });
    let cents = value.round(rounding).and_then(|cents| i64::try_from(cents).ok());
    cents.ok_or_else(|| Issue::error(Code::OVERFLOW).into())
}
