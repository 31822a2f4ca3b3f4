//! Ways to pay side by side, and what changes the result.

use super::answer::{CashFlowYear, FinancingOutcome, ViabilityIndicators, ViabilityInvestment};
use super::money::{Paid, cash_flow, indicators, pay};
use crate::issue::{Error, Issue};
use crate::money::Money;
use crate::proposal::Capex;
use crate::proposal::case::{Case, FinancingInput};
use rust_decimal::prelude::ToPrimitive;
use serde::Serialize;

/// Ways to pay.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum OptionKind {
    /// Everything at once.
    Cash,
    /// A loan over the investment less a down payment.
    Financed,
}

/// One way to pay, with the same savings as all others.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct PaymentOption {
    /// Its name: `cash`, or that of the loan.
    pub id: String,
    /// What it is.
    pub kind: OptionKind,
    /// What is paid.
    pub investment: ViabilityInvestment,
    /// The loan; null for cash.
    pub financing: Option<FinancingOutcome>,
    /// Year by year.
    pub cash_flow: Vec<CashFlowYear>,
    /// What the cash flow says.
    pub indicators: ViabilityIndicators,
}

/// Savings that all ways to pay share.
#[derive(Debug, Clone, Copy)]
pub(in crate::proposal) struct Savings<'a> {
    pub yearly: &'a [Money],
    pub monthly: &'a [Money],
    pub annual_generation_kwh: f64,
}

impl PaymentOption {
    /// A way to pay.
    ///
    /// # Errors
    /// Those of the loan and of the economics by pointers into the request, whose loan is `financing`.
    pub(in crate::proposal) fn new(
        case: &Case<'_>,
        capex: &[Capex],
        financing: Option<&FinancingInput>,
        savings: Savings<'_>,
    ) -> Result<(PaymentOption, Vec<Issue>), Error> {
        let paid = pay(capex, financing, case.economics.years())?;
        let (worth, mut warnings) = paid.worth(savings.yearly, savings.annual_generation_kwh, case.economics)?;
        warnings.extend(paid.warnings.iter().cloned());
        let discount = case.economics.discount_rate_year_effective.get().to_f64().unwrap_or(0.0);
        let option = PaymentOption {
            id: financing.map_or_else(|| "cash".to_owned(), |financing| financing.id.as_str().to_owned()),
            kind: if financing.is_some() { OptionKind::Financed } else { OptionKind::Cash },
            financing: outcome(&paid, savings.monthly)?,
            cash_flow: cash_flow(&worth, discount),
            indicators: indicators(&worth, savings.yearly)?,
            investment: paid.investment,
        };
        Ok((option, warnings))
    }
}

fn outcome(paid: &Paid, monthly: &[Money]) -> Result<Option<FinancingOutcome>, Error> {
    paid.loan.as_ref().map(|loan| loan.outcome(monthly)).transpose()
}
