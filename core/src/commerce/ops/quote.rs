//! Quotes and their signed acceptance.

use crate::Answer;
use crate::canonical::{Json, hex, sha256_hex};
use crate::commerce::quote::{self, Party, Quote, QuoteCommand, QuoteEvent};
use crate::issue::{Code, Error, Issue};
use crate::quantity::Map;
use serde::{Deserialize, Serialize};

/// A quote to begin.
#[derive(Debug, Clone, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct DraftQuoteRequest {
    /// Who drafts.
    pub author: Party,
    /// Its content: at least `currency` and `total` when it is submitted, else free canonical JSON.
    pub content: Map<Json>,
    /// How long an offer stands; 1296000 (15 days) by default.
    pub valid_for_s: Option<u32>,
    /// How long an accepted quote may be converted; for ever by default.
    pub convert_for_s: Option<u32>,
}

/// Begin a quote (*cotação*) as a draft.
///
/// # Errors
/// Those of reading the request.
pub fn draft_quote(request: DraftQuoteRequest) -> Result<Answer<Quote>, Error> {
    Ok(Answer::new(quote::draft(request.author, request.content, request.valid_for_s, request.convert_for_s)))
}

/// A command to a quote.
#[derive(Debug, Clone, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct ApplyQuoteCommandRequest {
    /// The quote as it was stored.
    pub quote: Quote,
    /// The command.
    pub command: QuoteCommand,
}

/// A quote after a command.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct AppliedQuote {
    /// The quote, to be stored.
    pub quote: Quote,
    /// What happened, to be stored; an expiry comes first.
    pub events: Vec<QuoteEvent>,
}

/// Apply a command to a quote: edit, submit, counter, accept, reject, cancel, convert, reopen or tick. An error changes nothing.
///
/// Conversion must bring what limits and approvals say: a quote is no way round them.
///
/// # Errors
/// `MISSING_FIELD`; then in this order `TIME_REVERSAL`, `COMMAND_UNKNOWN`, `QUOTE_EXPIRED`, `ALREADY_CONVERTED`, `QUOTE_STATE` or
/// `QUOTE_NOT_ACCEPTED`, `NOT_YOUR_TURN`, `STALE_REVISION`, `HASH_MISMATCH`, `LIMIT_DENIED`, `APPROVAL_REQUIRED`, `TOTAL_MISMATCH`;
/// money errors and the `CANON_*` codes of the content at submit and counter.
pub fn apply_quote_command(request: ApplyQuoteCommandRequest) -> Result<Answer<AppliedQuote>, Error> {
    let (quote, events) = quote::command(&request.quote, &request.command)?;
    Ok(Answer::new(AppliedQuote { quote, events }))
}

/// An acceptance to sign.
#[derive(Debug, Clone, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct SignAcceptanceRequest {
    /// `{schema: "quote-acceptance/1", quote, revision, content_hash, total, currency, accepted_by, accepted_at, key_id, terms_hash?}`;
    /// `accepted_by` is a `subject_ref`, never a document.
    pub statement: Map<Json>,
    /// Seed of the secret key (RFC 8032) in hex, 32 bytes.
    pub seed_hex: String,
}

/// A signed acceptance.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct SignedAcceptance {
    /// The canonical text of the statement; the message is `b2b-quote-accept-v1`, a zero byte and this text.
    pub statement_canonical: String,
    /// SHA-256 of the message in hex.
    pub message_sha256: String,
    /// The Ed25519 signature of the message in hex.
    pub signature_hex: String,
    /// The public key in hex.
    pub public_key_hex: String,
}

/// Sign the acceptance of a quote's revision: Ed25519 (RFC 8032) over the canonical statement.
///
/// At best an advanced electronic signature (Lei 14.063/2020, art. 4); ICP-Brasil can sign the same message.
///
/// # Errors
/// `STATEMENT_FIELDS`; those of the statement's members (`MONEY_SCALE`, `TIME_SYNTAX`, ..); `HEX_SYNTAX` for the seed.
pub fn sign_acceptance(request: SignAcceptanceRequest) -> Result<Answer<SignedAcceptance>, Error> {
    let message = quote::message(&request.statement).map_err(|error| error.within("/statement"))?;
    let signed = quote::sign(&message, &request.seed_hex).map_err(|error| error.within("/seed_hex"))?;
    let text = message.split(|byte| *byte == 0).nth(1).unwrap_or_default();
    Ok(Answer::new(SignedAcceptance {
        statement_canonical: String::from_utf8_lossy(text).into_owned(),
        message_sha256: sha256_hex(&message),
        signature_hex: hex(&signed.0),
        public_key_hex: hex(&signed.1),
    }))
}

/// A signed acceptance to verify.
#[derive(Debug, Clone, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct VerifyAcceptanceRequest {
    /// The statement, as for `sign_acceptance`.
    pub statement: Map<Json>,
    /// The public key in hex, 32 bytes.
    pub public_key_hex: String,
    /// The signature in hex, 64 bytes.
    pub signature_hex: String,
}

/// The verdict on a signature.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct AcceptanceVerdict {
    /// Whether the key signed the statement.
    pub valid: bool,
    /// SHA-256 of the message in hex.
    pub message_sha256: String,
    /// `SIGNATURE_INVALID` if it did not.
    pub issues: Vec<Issue>,
}

/// Verify the signed acceptance of a quote, by the strict rule: a malleable signature or a weak key is not valid.
///
/// # Errors
/// `STATEMENT_FIELDS`; those of the statement's members; `HEX_SYNTAX` for a key or signature of another length.
pub fn verify_acceptance(request: VerifyAcceptanceRequest) -> Result<Answer<AcceptanceVerdict>, Error> {
    let message = quote::message(&request.statement).map_err(|error| error.within("/statement"))?;
    let valid = quote::verify(&message, &request.public_key_hex, &request.signature_hex)?;
    let invalid = || Issue::error(Code::SIGNATURE_INVALID).at("/signature_hex").law("Lei 14.063/2020, art. 4");
    let issues = if valid { Vec::new() } else { vec![invalid()] };
    Ok(Answer::new(AcceptanceVerdict { valid, message_sha256: sha256_hex(&message), issues }))
}
