//! Amortisation schedules (*planos de pagamento*) in exact cents.
//!
//! Interest of a period is one rounding of balance × factor; the last installment absorbs what the roundings left, as is market
//! custom. The base of a schedule is the principal with whatever interest was capitalised before the first amortisation.

mod accrual;
mod build;
mod check;
mod disclosure;
mod plan;
mod terms;

pub(super) use accrual::{Accruals, monthly_interest};
pub(super) use check::{Contract, MOST_PRINCIPAL, cents, check_rounding};
pub use disclosure::Disclosure;
pub(super) use plan::monthly_payment;
pub use terms::{Accrual, Balloon, FirstPeriod, Grace, GraceMode, InterestOn, Loan, LoanTerms, System};

use crate::calendar::Date;
use crate::money::Money;
use serde::Serialize;

/// One installment (*parcela*).
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Installment {
    /// Its number, from 1.
    pub number: u32,
    /// Contractual due date.
    pub due_date: Date,
    /// Day of payment: the due date moved by the convention.
    pub pay_date: Date,
    /// Balance before.
    pub opening_brl: Money,
    /// Interest of the period.
    pub interest_brl: Money,
    /// What the balance falls by.
    pub amortisation_brl: Money,
    /// What is paid.
    pub installment_brl: Money,
    /// Balance after.
    pub closing_brl: Money,
}

/// A schedule with its totals.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Schedule {
    /// The installments in order.
    pub rows: Vec<Installment>,
    /// Price: the regular installment for a weight of one; SAC: the regular amortisation; else absent.
    pub regular_brl: Option<Money>,
    /// Last installment less the regular one; only Price without balloons and weights.
    pub last_minus_regular_brl: Option<Money>,
    /// All interest, that of a first period longer than a month included.
    pub total_interest_brl: Money,
    /// All installments and what is paid at release.
    pub total_paid_brl: Money,
    /// What is amortised: the principal and capitalised interest.
    pub total_amortisation_brl: Money,
    /// Interest that joined the balance.
    pub capitalised_interest_brl: Money,
    /// Interest of the days that the first period has beyond a month.
    pub stub_interest_brl: Money,
    /// Interest paid at release.
    pub paid_upfront_brl: Money,
    /// Number of the installment that paid the balance before the last one; absent if the last one did.
    pub ended_early_at: Option<u32>,
    /// The rates that the contract has to state.
    pub disclosure: Disclosure,
}
