//! From sunlight to alternating current (*geração fotovoltaica*): modules, inverters, losses, sizing, operation.
//!
//! Formulas are those of the cited papers; the guardrail on generation over consumption is the caller's policy, not law.

mod ops;
mod sizing;

pub use ops::{
    EstimateMonthlyRequest, MonthlyEnergy, SizeSystemRequest, SizedSystem, SystemSize, estimate_monthly, size_system,
};
