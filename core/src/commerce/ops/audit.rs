use crate::Answer;
use crate::canonical::{Json, hex, sha256_hex, signed_text, unhex};
use crate::commerce::audit::{self, AuditRecord, BrokenLink, Checkpoint};
use crate::commerce::quote;
use crate::issue::{Code, Error, Issue, Pointer};
use serde::{Deserialize, Serialize};

/// Content to write in canonical form.
#[derive(Debug, Clone, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct CanonicalJsonRequest {
    /// Null, booleans, integers within 2^53 − 1, texts, lists and objects whose names are of printable ASCII.
    pub value: Json,
}

/// Canonical text and its hash.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct CanonicalJson {
    /// The text.
    pub canonical: String,
    /// Its SHA-256, in hex.
    pub sha256: String,
}

/// Write signed content in its one canonical text (RFC 8785 without floats) and hash it.
///
/// # Errors
/// `CANON_FLOAT`, `CANON_INT_RANGE`, `CANON_KEY`, `CANON_SURROGATE`.
pub fn canonical_json(request: CanonicalJsonRequest) -> Result<Answer<CanonicalJson>, Error> {
    let canonical = signed_text(&request.value).map_err(|error| error.within("/value"))?;
    let sha256 = sha256_hex(canonical.as_bytes());
    Ok(Answer::new(CanonicalJson { canonical, sha256 }))
}

/// An event for the end of a chain.
#[derive(Debug, Clone, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct AppendAuditEventRequest {
    /// Place and hash of the last record; absent for the first event of a chain.
    pub last: Option<Checkpoint>,
    /// Object with at least `type` (text), `at` (instant) and `actor` (id); no personal data. `seq` is added.
    pub event: Json,
    /// Secret key of a keyed chain in hex, at least 32 bytes; absent for a plain chain.
    pub key_hex: Option<String>,
}

/// Make the next record of an audit chain.
///
/// A plain chain shows changes inside it; a cut end or a chain computed anew is seen only against a checkpoint kept elsewhere, or
/// with a keyed chain.
///
/// # Errors
/// `HEX_SYNTAX`, `KEY_TOO_SHORT`; `MISSING_FIELD`, `BAD_TYPE`, `TIME_SYNTAX`, `ID_SYNTAX` for the event's own members; `BAD_SEQ`;
/// the `CANON_*` codes.
pub fn append_audit_event(request: AppendAuditEventRequest) -> Result<Answer<AuditRecord>, Error> {
    let (seq, prev) = match &request.last {
        None => (0, audit::START),
        Some(last) => {
            let hash = unhex(&last.hash).map_err(|error| error.within("/last/hash"))?;
            let hash = <[u8; 32]>::try_from(hash).map_err(|_| Issue::error(Code::HEX_SYNTAX).at("/last/hash"))?;
            (last.seq.saturating_add(1), hash)
        }
    };
    let key = audit::key(request.key_hex.as_deref()).map_err(|error| error.within("/key_hex"))?;
    let record = audit::record(seq, &prev, request.event, key.as_deref());
    record.map(|(record, _)| Answer::new(record)).map_err(|error| error.within("/event"))
}

/// Events of a whole chain.
#[derive(Debug, Clone, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct BuildAuditChainRequest {
    /// The events in order, each as for `append_audit_event`.
    pub events: Vec<Json>,
    /// Secret key of a keyed chain in hex, at least 32 bytes; absent for a plain chain.
    pub key_hex: Option<String>,
}

/// A chain.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct AuditChain {
    /// Its records in order.
    pub records: Vec<AuditRecord>,
    /// Hash of the last one, in hex; 64 zeros for an empty chain.
    pub head: String,
}

/// Make an audit chain of events.
///
/// # Errors
/// Those of `append_audit_event`, of the first bad event.
pub fn build_audit_chain(request: BuildAuditChainRequest) -> Result<Answer<AuditChain>, Error> {
    let key = audit::key(request.key_hex.as_deref()).map_err(|error| error.within("/key_hex"))?;
    let mut prev = audit::START;
    let mut records = Vec::with_capacity(request.events.len());
    for (seq, event) in (0_u64..).zip(request.events) {
        let place = Pointer::from("/events").index(records.len());
        let (record, hash) = audit::record(seq, &prev, event, key.as_deref()).map_err(|error| error.within(place))?;
        records.push(record);
        prev = hash;
    }
    Ok(Answer::new(AuditChain { records, head: hex(&prev) }))
}

/// A chain to verify.
#[derive(Debug, Clone, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct VerifyAuditChainRequest {
    /// Its records in order.
    pub chain: Vec<AuditRecord>,
    /// A checkpoint that was kept elsewhere; without one, a cut end or a chain computed anew is not seen.
    pub checkpoint: Option<Checkpoint>,
    /// Secret key of a keyed chain in hex, at least 32 bytes; absent for a plain chain.
    pub key_hex: Option<String>,
}

/// The verdict on a chain.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct AuditVerdict {
    /// Whether every record is as it was written, as far as chain and checkpoint can tell.
    pub valid: bool,
    /// Hash of the last record of a valid chain, in hex; 64 zeros for an empty one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub head: Option<String>,
    /// Index of the first bad record; the number of records if some are missing.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub first_bad: Option<usize>,
    /// What is wrong there.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub why: Option<BrokenLink>,
    /// `AUDIT_CHAIN_BROKEN` at the member that is wrong.
    pub issues: Vec<Issue>,
}

/// Verify an audit chain: places, links and hashes, then the checkpoint.
///
/// # Errors
/// `HEX_SYNTAX`, `KEY_TOO_SHORT`; the `CANON_*` codes for an event that is no signed content.
pub fn verify_audit_chain(request: VerifyAuditChainRequest) -> Result<Answer<AuditVerdict>, Error> {
    let key = audit::key(request.key_hex.as_deref()).map_err(|error| error.within("/key_hex"))?;
    let verdict = audit::verify(&request.chain, request.checkpoint.as_ref(), key.as_deref())
        .map_err(|error| error.within("/chain"))?;
    Ok(Answer::new(match verdict {
        Ok(head) => AuditVerdict { valid: true, head: Some(head), first_bad: None, why: None, issues: Vec::new() },
        Err((first_bad, why)) => {
            let issues =
                vec![Issue::error(Code::AUDIT_CHAIN_BROKEN).at(place(first_bad, why)).with("index", first_bad)];
            AuditVerdict { valid: false, head: None, first_bad: Some(first_bad), why: Some(why), issues }
        }
    }))
}

/// The member that is wrong.
fn place(index: usize, why: BrokenLink) -> Pointer {
    let record = Pointer::from("/chain").index(index);
    match why {
        BrokenLink::Seq => record.field("event").field("seq"),
        BrokenLink::Prev => record.field("prev"),
        BrokenLink::Hash => record.field("hash"),
        BrokenLink::Truncated | BrokenLink::Checkpoint => Pointer::from("/checkpoint"),
    }
}

/// Content of a quote.
#[derive(Debug, Clone, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct HashQuoteContentRequest {
    /// Free canonical JSON. A revision of a quote hashes `{revision, prev, content}`.
    pub content: Json,
}

/// A hash of content.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ContentHash {
    /// SHA-256 in hex.
    pub sha256: String,
}

/// Hash the content of a quote: SHA-256 of `b2b-quote-content-v1`, a zero byte and the canonical text.
///
/// # Errors
/// The `CANON_*` codes.
pub fn hash_quote_content(request: HashQuoteContentRequest) -> Result<Answer<ContentHash>, Error> {
    let sha256 = quote::content_hash(&request.content).map_err(|error| error.within("/content"))?;
    Ok(Answer::new(ContentHash { sha256 }))
}
