//! The guardrail on expected generation over consumption (tariff R-CON-5): a rule of business, not of law.

use crate::issue::{Code, Error, Issue, Problems};
use crate::money::{Exact, Fixed};
use rust_decimal::Decimal;
use serde::Serialize;

/// The most percent that any caller may allow.
pub(super) const MOST_PCT: i64 = 160;

/// What the guardrail says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum GuardrailOutcome {
    /// The system may be proposed.
    Allow,
    /// It may not; nothing turns this off.
    Deny,
}

/// `100 · generation / consumption` with four digits, and whether it is at most `max_pct`, compared exactly.
///
/// # Errors
/// `CONSUMPTION_NOT_POSITIVE`; `OUT_OF_RANGE` for a limit above 160 % or not above zero; `OVERFLOW`.
pub(super) fn judge(
    generation: Decimal,
    consumption: Decimal,
    max_pct: Decimal,
) -> Result<(Fixed<4>, GuardrailOutcome), Error> {
    let mut problems = Problems::new();
    let positive = consumption > Decimal::ZERO;
    problems.require(positive, || Issue::error(Code::CONSUMPTION_NOT_POSITIVE).at("/consumption_kwh"));
    let most = Decimal::from(MOST_PCT);
    let fits = max_pct > Decimal::ZERO && max_pct <= most;
    problems.require(fits, || Issue::error(Code::OUT_OF_RANGE).at("/max_pct").with("min", 0).with("max", most));
    problems.finish()?;
    let hundredfold = Exact::from(generation) * Exact::from(100);
    let pct = Fixed::ratio(&hundredfold, &Exact::from(consumption))?;
    let allowed = hundredfold <= Exact::from(consumption) * Exact::from(max_pct);
    Ok((pct, if allowed { GuardrailOutcome::Allow } else { GuardrailOutcome::Deny }))
}
