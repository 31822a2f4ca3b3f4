//! A new schedule for what an old contract still owes.

use super::cet::{Cet, certified, dated};
use super::iof::{IofTerms, check_cents};
use crate::Answer;
use crate::calendar::Date;
use crate::financing::cet::Unit;
use crate::financing::iof::Iof;
use crate::financing::schedule::{Contract, LoanTerms, MOST_PRINCIPAL, Schedule, cents};
use crate::issue::{Code, Error, Issue, Problems};
use crate::money::{Dec, Money};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

/// What of an old contract matters to its tax.
#[derive(Debug, Clone, Copy, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct OriginalCredit {
    /// Principal of the old contract, above zero, at most two decimals.
    pub principal_brl: Dec,
    /// Day on which it was released.
    pub release_date: Date,
    /// IOF that was paid on it, zero or more.
    pub iof_paid_brl: Dec,
}

/// An updated balance and the terms on which it is paid from now on.
#[derive(Debug, Clone, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct RenegotiateLoanRequest {
    /// What is owed on the day of the renegotiation: `payoff` of what is not due, installments and `late_charges` of what is overdue.
    pub balance_brl: Dec,
    /// The new terms; `release_date` is the day of the renegotiation.
    pub loan: LoanTerms,
    /// The old contract; needed with `iof`.
    pub original: Option<OriginalCredit>,
    /// Rates of the tax; without them there is none.
    pub iof: Option<IofTerms>,
    /// All installments that are left of the old contract; default not compared.
    pub remaining_brl: Option<Vec<Money>>,
}

/// A renegotiated loan.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct RenegotiatedLoan {
    /// The new schedule.
    pub schedule: Schedule,
    /// The tax on the original principal over the time from the original release to the new due dates; null without rates.
    pub iof: Option<Iof>,
    /// What of it was not paid before: due on the day of the renegotiation.
    pub iof_due_brl: Money,
    /// The total effective cost of the new contract, its tax paid at once.
    pub cet: Cet,
    /// All new payments and the tax that is due, less the installments that were left; null if those were not given.
    pub extra_paid_brl: Option<Money>,
}

/// Renegotiate a loan (*renegociação*): a new schedule for the updated balance, and the IOF on the time that was not taxed before.
///
/// The tax is that of the original principal, spread over the new amortisations and counted from the original release for at most 365
/// days, less what was paid; never below zero. That is what lenders do; the law was not found to say it.
///
/// # Errors
/// `INVALID_PRINCIPAL` for the balance; those of `amortization_schedule` under `/loan`, of `credit_tax` under `/iof`; `MISSING_FIELD`
/// for the original of a tax; `FIRST_DUE_NOT_AFTER_RELEASE` at `/original/release_date` for one after the renegotiation; `MONEY_SCALE`,
/// `OUT_OF_RANGE`; `CET_NO_SOLUTION` where the tax leaves nothing; `OVERFLOW`.
pub fn renegotiate_loan(request: RenegotiateLoanRequest) -> Result<Answer<RenegotiatedLoan>, Error> {
    let mut problems = Problems::new();
    let release = request.loan.release_date;
    let balance = cents(request.balance_brl.get()).filter(|cents| (1..=MOST_PRINCIPAL).contains(cents));
    problems.require(balance.is_some(), || {
        let issue = Issue::error(Code::INVALID_PRINCIPAL).at("/balance_brl");
        issue.with("min_brl", Decimal::new(1, 2)).with("max_brl", Decimal::new(MOST_PRINCIPAL, 2))
    });
    let contract = Contract::check_without_principal(request.loan).map_err(|error| error.within("/loan"));
    let contract = problems.take(contract).map(|contract| Contract { principal: balance.unwrap_or(1), ..contract });
    let original = request.original.map(|original| {
        let principal = check_cents(original.principal_brl, 1, "/original/principal_brl", &mut problems);
        problems.require(original.release_date <= release, || {
            Issue::error(Code::FIRST_DUE_NOT_AFTER_RELEASE).at("/original/release_date")
        });
        let paid = check_cents(original.iof_paid_brl, 0, "/original/iof_paid_brl", &mut problems);
        (principal, original.release_date, paid)
    });
    problems.require(request.iof.is_none() || original.is_some(), || Issue::error(Code::MISSING_FIELD).at("/original"));
    let rule = request.iof.as_ref().map(|iof| iof.check(&mut problems));
    let Some(contract) = contract.filter(|_| problems.is_empty()) else { return Err(problems.into_error()) };
    let schedule = Schedule::of(&contract).map_err(|error| error.within("/loan"))?;
    let (mut iof, mut due) = (None, 0);
    if let (Some(rule), Some((principal, first_release, paid))) = (rule, original) {
        let tax = rule.of(principal, first_release, &schedule)?;
        due = tax.total_brl.minor().saturating_sub(paid).max(0);
        iof = Some(tax);
    }
    let iof_due_brl = Money::from_cents(due);
    let released = Money::from_cents(contract.principal).checked_sub(iof_due_brl)?;
    let released = released.checked_sub(schedule.paid_upfront_brl)?;
    if released.minor() <= 0 {
        return Err(Issue::error(Code::CET_NO_SOLUTION).into());
    }
    let flows = schedule.rows.iter().map(|row| (row.due_date, row.installment_brl.amount()));
    let cet = certified(&dated(contract.release, released.amount(), flows)?, Unit::Year)?;
    let extra_paid_brl = match request.remaining_brl {
        None => None,
        Some(remaining) => {
            let paid = schedule.total_paid_brl.checked_add(iof_due_brl)?;
            Some(paid.checked_sub(Money::total(remaining)?)?)
        }
    };
    Ok(Answer::new(RenegotiatedLoan { schedule, iof, iof_due_brl, cet, extra_paid_brl }))
}
