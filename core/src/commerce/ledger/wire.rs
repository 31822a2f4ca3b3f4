//! The ledger as it travels.

use crate::calendar::Instant;
use crate::money::{Currency, Dec};
use crate::quantity::Id;
use serde::Deserialize;

/// The ledger of a company.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(rename = "Ledger"))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct LedgerText {
    /// Currency of all its amounts.
    pub currency: Currency,
    /// Number of changes so far.
    pub version: u64,
    /// The entries in the order in which they were added.
    pub entries: Vec<EntryText>,
}

/// An entry of a ledger.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(rename = "LedgerEntry"))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct EntryText {
    /// Its id; an entry given again is recognised by it.
    pub id: Id,
    /// `reserve`, `release`, `commit`, `refund`, `cancel` or `adjust`.
    pub kind: String,
    /// When it happened.
    pub at: Instant,
    /// Its order; null for `adjust`.
    pub order: Option<Id>,
    /// Its lines, for `reserve`, `commit`, `refund` and `adjust`.
    pub lines: Option<Vec<Line>>,
    /// `reserve`: from this instant on it no longer counts; without it, it counts until it is closed.
    pub expires_at: Option<Instant>,
    /// Why; needed for `adjust`.
    pub reason: Option<String>,
    /// Who; needed for `adjust`.
    pub actor: Option<Id>,
}

/// An amount and what it is for.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(rename = "LedgerLine"))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Line {
    /// The amount, in the currency beside it.
    pub amount: Dec,
    /// Who buys.
    pub employee: Option<Id>,
    /// Cost centre.
    pub cost_center: Option<Id>,
    /// Category with the ones above it: `solar/inverters/micro`.
    pub category: Option<String>,
    /// Supplier.
    pub supplier: Option<Id>,
}
