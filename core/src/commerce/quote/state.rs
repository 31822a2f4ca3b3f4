//! The state of a quote and what happens to it.

use crate::calendar::Instant;
use crate::canonical::Json;
use crate::commerce::Outcome;
use crate::money::Dec;
use crate::quantity::{Id, Map};
use serde::{Deserialize, Serialize};

/// Sides of a negotiation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Party {
    /// Who buys.
    Buyer,
    /// Who sells.
    Seller,
}

impl Party {
    /// The other side.
    pub const fn other(self) -> Party {
        match self {
            Party::Buyer => Party::Seller,
            Party::Seller => Party::Buyer,
        }
    }
}

/// Where a quote stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum QuoteStatus {
    /// The author writes.
    Draft,
    /// The first offer stands.
    Submitted,
    /// A counter-offer stands.
    Countered,
    /// The standing offer was accepted and may be converted.
    Accepted,
    /// It became an order; final.
    Converted,
    /// The standing offer was refused.
    Rejected,
    /// Nobody answered or converted in time.
    Expired,
    /// The offer was withdrawn.
    Cancelled,
}

/// An offer that was made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct QuoteRevision {
    /// Its number, from one.
    pub n: u32,
    /// Who made it.
    pub by: Party,
    /// SHA-256 in hex of `b2b-quote-content-v1`, a zero byte and the canonical `{revision, prev, content}`.
    pub hash: String,
    /// Hash of the revision before; null for the first.
    pub prev: Option<String>,
}

/// A quote, as the caller stores it between commands.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Quote {
    /// Where it stands.
    pub status: QuoteStatus,
    /// Who drafts.
    pub author: Party,
    /// The draft, or the content of the last revision: at least `currency` and `total`, else free canonical JSON.
    pub content: Map<Json>,
    /// How long an offer stands.
    pub valid_for_s: u32,
    /// How long an accepted quote may be converted; for ever without it.
    pub convert_for_s: Option<u32>,
    /// All offers, in order.
    pub revisions: Vec<QuoteRevision>,
    /// Who must answer; null unless an offer stands.
    pub turn: Option<Party>,
    /// From this instant on the standing offer is expired; null unless an offer stands.
    pub valid_until: Option<Instant>,
    /// When it was accepted.
    pub accepted_at: Option<Instant>,
    /// The order that it became.
    pub order: Option<Id>,
    /// Instant of the last accepted command.
    pub last_at: Option<Instant>,
}

/// A command to a quote. Which members go with it depends on `cmd`.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct QuoteCommand {
    /// `edit`, `submit`, `counter`, `accept`, `reject`, `cancel`, `convert`, `reopen` or `tick`.
    pub cmd: String,
    /// When.
    pub at: Instant,
    /// Who; not for `convert` and `tick`.
    pub by: Option<Party>,
    /// `edit`, `counter`: the new content.
    pub content: Option<Map<Json>>,
    /// `accept`: number of the revision.
    pub revision: Option<u32>,
    /// `accept`: hash of the revision.
    pub hash: Option<String>,
    /// `convert`: the order.
    pub order: Option<Id>,
    /// `convert`: total of the order, in the currency of the quote.
    pub order_total: Option<Dec>,
    /// `convert`: what `check_limits` says; `allow` by default.
    pub limit_outcome: Option<Outcome>,
    /// `convert`: status of the approval request, or `none`.
    pub approval: Option<String>,
}

/// What happened to a quote.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum QuoteEventType {
    /// The draft has another content.
    Edited,
    /// The first offer was made.
    Submitted,
    /// A counter-offer was made.
    Countered,
    /// The standing offer was accepted.
    Accepted,
    /// The standing offer was refused.
    Rejected,
    /// The draft or the standing offer was withdrawn.
    Cancelled,
    /// Its time was over.
    Expired,
    /// It became an order.
    Converted,
    /// The seller drafts again.
    Reopened,
}

/// An event of a quote, to be stored.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct QuoteEvent {
    /// What.
    #[serde(rename = "type")]
    pub kind: QuoteEventType,
    /// When; an expiry bears its own deadline.
    pub at: Instant,
    /// Who.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub by: Option<Party>,
    /// The last revision.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub revision: Option<u32>,
    /// The order.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub order: Option<String>,
}

impl QuoteEvent {
    pub(super) fn new(kind: QuoteEventType, at: Instant) -> QuoteEvent {
        QuoteEvent { kind, at, by: None, revision: None, order: None }
    }
}
