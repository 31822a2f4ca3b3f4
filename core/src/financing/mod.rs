//! Financing (*financiamento*): exact rates and installments, taxes and costs of credit, returns and project economics.

#![allow(dead_code)]
mod names;
mod ops;
mod rates;
mod real;
mod schedule;

pub use names::Named;
pub use ops::*;
pub use schedule::{
    Accrual, Balloon, Disclosure, DueAdjust, FirstPeriod, Grace, GraceMode, Installment, InterestOn, Loan, LoanTerms,
    Schedule, System,
};
