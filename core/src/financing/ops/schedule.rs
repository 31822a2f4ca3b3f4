use crate::Answer;
use crate::financing::schedule::{Contract, Loan, Schedule};
use crate::issue::Error;

/// Compute an amortisation schedule in exact cents: Price, SAC, mixed, American or SACRE, with grace, balloons and weights.
///
/// The last installment absorbs the roundings of all others. `disclosure` holds the effective rates that the contract must state.
///
/// # Errors
/// In this order: `INVALID_PRINCIPAL`, `INVALID_TERM`, `RATE_OUT_OF_RANGE`, `RATE_BASIS_MISMATCH`, `FIRST_DUE_NOT_AFTER_RELEASE`,
/// `BAD_CONVENTION`, `GRACE_TOO_LONG`, `STUB_NEEDS_MONTHLY_ACCRUAL`, `STUB_NEGATIVE`, `BALLOON_OUT_OF_RANGE`, `BAD_WEIGHTS`,
/// `UNKNOWN_SYSTEM`, `SYSTEM_NEEDS_MONTHLY_ACCRUAL`; then what the computation finds: `BALLOONS_EXCEED_PRINCIPAL`,
/// `INSTALLMENT_TOO_SMALL`, `NEGATIVE_AMORTISATION`, `CALENDAR_OUT_OF_RANGE`, `OVERFLOW`.
pub fn amortization_schedule(request: Loan) -> Result<Answer<Schedule>, Error> {
    let (principal, terms) = request.split();
    Ok(Answer::new(Schedule::of(&Contract::check(principal, terms)?)?))
}
