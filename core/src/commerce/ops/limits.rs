use crate::Answer;
use crate::calendar::Instant;
use crate::commerce::forecast::{self, SpendingForecast};
use crate::commerce::ledger::{self, EntryText, Ledger, amount};
use crate::commerce::limits::{self, Limit, LimitDecision, LimitOverride, Purchase};
use crate::issue::{Error, Problems};
use crate::money::{Currency, Dec};
use crate::prepare::prepared_request;
use serde::{Deserialize, Serialize};

/// An entry for a ledger.
#[derive(Debug, Clone, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct ApplyLedgerEntryRequest {
    /// The ledger.
    pub ledger: Ledger,
    /// The entry.
    pub entry: EntryText,
    /// Version of the ledger on which the caller decided.
    pub expected_version: u64,
}

/// Whether an entry was added.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct AppliedEntry {
    /// False if the ledger holds the same entry already.
    pub applied: bool,
    /// Version of the ledger with the entry.
    pub version: u64,
}

/// Check that an entry may be added to a ledger of orders; the caller stores it under the new version, which must be unique.
///
/// # Errors
/// In this order: `IDEMPOTENCY_CONFLICT` (same id, other content), `VERSION_CONFLICT`, `ENTRY_KIND`, `EMPTY_PURCHASE`,
/// `AMOUNT_NOT_POSITIVE`, `ADJUST_NEEDS_REASON`, `TIME_REVERSAL`, `RESERVATION_EXPIRY_INVALID`, `NO_OPEN_RESERVATION`,
/// `NOTHING_TO_CANCEL`, `REFUND_EXCEEDS_COMMITTED`; before them `MISSING_FIELD` and `MONEY_SCALE`.
pub fn apply_ledger_entry(request: ApplyLedgerEntryRequest) -> Result<Answer<AppliedEntry>, Error> {
    let version = ledger::apply(&request.ledger, &request.entry, request.expected_version)?;
    let applied = version.is_some();
    Ok(Answer::new(AppliedEntry { applied, version: version.unwrap_or(request.ledger.text().version) }))
}

prepared_request! {
    /// A purchase to check.
    pub struct CheckLimitsRequest, CheckLimitsPart, CheckLimitsRest {
        prepared {
            /// The ledger of the company.
            pub ledger: Ledger,
        }
        rest {
            /// The limits.
            pub limits: Vec<Limit>,
            /// Overrides of limits; none by default.
            pub overrides: Option<Vec<LimitOverride>>,
            /// The purchase.
            pub purchase: Purchase,
            /// The present instant.
            pub now: Instant,
        }
    }
}

/// Check a purchase against spending limits (*limites de gastos*): equality is allowed, one cent more is not.
///
/// Store the reservation only if the ledger still has the version of the answer; otherwise decide again.
///
/// # Errors
/// In this order: `MONEY_SCALE` and what no ledger can hold; `CURRENCY_MISMATCH`, `EMPTY_PURCHASE`, `AMOUNT_NOT_POSITIVE`; limit by
/// limit `CURRENCY_MISMATCH` and the error of its window; `OVERFLOW`.
pub fn check_limits(request: CheckLimitsRequest) -> Result<Answer<LimitDecision>, Error> {
    let overrides = request.overrides.as_deref().unwrap_or_default();
    limits::check(&request.ledger, &request.limits, overrides, &request.purchase, request.now).map(Answer::new)
}

/// Spending so far.
#[derive(Debug, Clone, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct ForecastSpendingRequest {
    /// What is used.
    pub used: Dec,
    /// What may be used.
    pub limit: Dec,
    /// Currency of both; reais by default.
    pub currency: Option<Currency>,
    /// Start of the window.
    pub start: Instant,
    /// End of the window.
    pub end: Instant,
    /// The present instant, between both.
    pub now: Instant,
}

/// Forecast spending at the end of a window and when its limit is used up, as a straight line.
///
/// # Errors
/// `MONEY_SCALE`; `FORECAST_RANGE` unless `start < now < end`; `OVERFLOW`, `TIME_RANGE`.
pub fn forecast_spending(request: ForecastSpendingRequest) -> Result<Answer<SpendingForecast>, Error> {
    let currency = request.currency.unwrap_or(Currency::Brl);
    let mut problems = Problems::new();
    let used = problems.take(amount(request.used, currency).map_err(|error| error.within("/used")));
    let limit = problems.take(amount(request.limit, currency).map_err(|error| error.within("/limit")));
    let (Some(used), Some(limit)) = (used, limit) else { return Err(problems.into_error()) };
    forecast::forecast(used, limit, currency, [request.start, request.now, request.end]).map(Answer::new)
}
