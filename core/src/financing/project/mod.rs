//! Project economics: yearly flows of a plant from energy, tariff, operation, loan and taxes, and what they say.
//!
//! All in nominal reais as floats: estimates, not amounts in cents. Year 0 is the day of commissioning.

mod measures;
mod model;
mod montecarlo;
mod months;
mod parameter;
mod trials;

pub(in crate::financing) use measures::{Measures, chosen_rate, equity_npv, rates, simple_payback};
pub(in crate::financing) use model::{Debt, Loan, Project, Replacement, Taxes, Years};
pub(in crate::financing) use montecarlo::{Distribution, Draws, normal_quantile, uniform};
pub(in crate::financing) use months::{MonthlyLoan, Months};
pub use parameter::Parameter;
pub(in crate::financing) use trials::{Varying, summarise, trial};
