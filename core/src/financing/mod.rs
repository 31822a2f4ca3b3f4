//! Financing (*financiamento*): exact rates and installments, taxes and costs of credit, returns and project economics.

mod affordable;
mod annuity;
mod cash_flow;
mod cet;
mod compare;
mod consorcio;
mod gross_up;
mod indexers;
mod iof;
mod iof_rates;
mod names;
mod ops;
mod project;
mod rates;
mod real;
mod returns;
mod schedule;
mod servicing;

pub use annuity::Timing;
pub use iof::{Iof, IofMode};
pub use iof_rates::{Borrower, IofRateRow, IofRates};
pub use names::Named;
pub use ops::*;
pub use project::Parameter;
pub use returns::{Root, RootPolicy};
pub use schedule::{
    Accrual, Balloon, Disclosure, FirstPeriod, Grace, GraceMode, Installment, InterestOn, Loan, LoanTerms, Schedule,
    System,
};
pub use servicing::late::LateBase;
pub use servicing::prepayment::PrepaymentMode;
