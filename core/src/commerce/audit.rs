//! The audit chain: each record holds the hash of the one before, so that a change inside is seen.

use crate::calendar::Instant;
use crate::canonical::{Json, hex, hmac_sha256, sha256, signed_text, unhex};
use crate::issue::{Code, Error, Issue, Pointer, Problems};
use crate::quantity::Id;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// First part of what is hashed.
const TAG: &[u8] = b"b2b-audit-v1\0";
/// Hash before the first record.
pub(super) const START: [u8; 32] = [0; 32];
/// Shortest key of a keyed chain, in bytes.
const LEAST_KEY: usize = 32;

/// A record of the chain.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct AuditRecord {
    /// The event with its `seq`.
    pub event: Json,
    /// Hash of the record before, in hex; 64 zeros in front of the first one.
    pub prev: String,
    /// Hash of this record, in hex.
    pub hash: String,
}

/// A record's place and hash, kept outside the chain: signed, published or sent to the other party.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Checkpoint {
    /// Place of the record, counted from zero.
    pub seq: u64,
    /// Its hash, in hex.
    pub hash: String,
}

/// What is wrong with the first bad record.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "UPPERCASE")]
pub enum BrokenLink {
    /// The event's `seq` is not its place.
    Seq,
    /// `prev` is not the hash of the record before.
    Prev,
    /// `hash` is not the hash of this record.
    Hash,
    /// The chain ends before the checkpoint.
    Truncated,
    /// The record at the checkpoint has another hash.
    Checkpoint,
}

/// The key of a keyed chain.
///
/// # Errors
/// `HEX_SYNTAX`, `KEY_TOO_SHORT`.
pub(super) fn key(text: Option<&str>) -> Result<Option<Vec<u8>>, Error> {
    let Some(key) = text.map(unhex).transpose()? else { return Ok(None) };
    if key.len() < LEAST_KEY {
        return Err(Issue::error(Code::KEY_TOO_SHORT).with("min", LEAST_KEY).into());
    }
    Ok(Some(key))
}

/// `SHA-256(tag, previous hash, canonical event)`, or HMAC-SHA-256 of the same with a key.
///
/// # Errors
/// The `CANON_*` codes.
fn link(prev: &[u8; 32], event: &Json, key: Option<&[u8]>) -> Result<[u8; 32], Error> {
    let text = signed_text(event)?;
    let parts: [&[u8]; 3] = [TAG, prev, text.as_bytes()];
    Ok(match key {
        Some(key) => hmac_sha256(key, &parts),
        None => sha256(&parts),
    })
}

/// The record of an event at a place of the chain; its instant is written in UTC.
///
/// # Errors
/// `BAD_TYPE` if the event is no object; `MISSING_FIELD`, `BAD_TYPE`, `TIME_SYNTAX` or `ID_SYNTAX` for `type`, `at` and `actor`;
/// `BAD_SEQ` for a `seq` of another place; the `CANON_*` codes.
pub(super) fn record(
    seq: u64,
    prev: &[u8; 32],
    event: Json,
    key: Option<&[u8]>,
) -> Result<(AuditRecord, [u8; 32]), Error> {
    let Json::Object(mut members) = event else {
        return Err(Issue::error(Code::BAD_TYPE).with("expected", "object").into());
    };
    let mut problems = Problems::new();
    problems.take(text(&members, "type").map_err(|error| error.within("/type")));
    let at = text(&members, "at").and_then(Instant::parse).map_err(|error| error.within("/at"));
    let at = problems.take(at);
    let actor = text(&members, "actor").and_then(|actor| Id::try_from(actor.to_owned()));
    problems.take(actor.map_err(|error| error.within("/actor")));
    let place = Json::Integer(seq.into());
    let agrees = members.get("seq").is_none_or(|given| *given == place);
    problems.require(agrees, || Issue::error(Code::BAD_SEQ).at("/seq").with("expected", expected(seq)));
    problems.finish()?;
    members.insert("seq".to_owned(), place);
    if let Some(at) = at {
        members.insert("at".to_owned(), Json::Text(at.to_string()));
    }
    let event = Json::Object(members);
    let hash = link(prev, &event, key)?;
    Ok((AuditRecord { event, prev: hex(prev), hash: hex(&hash) }, hash))
}

fn expected(seq: u64) -> i64 {
    i64::try_from(seq).unwrap_or(i64::MAX)
}

fn text<'a>(members: &'a BTreeMap<String, Json>, name: &'static str) -> Result<&'a str, Error> {
    match members.get(name) {
        None | Some(Json::Null) => Err(Issue::error(Code::MISSING_FIELD).into()),
        Some(member) => member.as_text().ok_or_else(|| Issue::error(Code::BAD_TYPE).with("expected", "string").into()),
    }
}

/// The first bad place of a chain and what is wrong there, or the hash of its last record.
///
/// # Errors
/// The `CANON_*` codes for an event that is no signed content.
pub(super) fn verify(
    chain: &[AuditRecord],
    checkpoint: Option<&Checkpoint>,
    key: Option<&[u8]>,
) -> Result<Result<String, (usize, BrokenLink)>, Error> {
    let mut prev = START;
    for (index, record) in chain.iter().enumerate() {
        let place = u64::try_from(index).unwrap_or(u64::MAX);
        if record.event.get("seq") != Some(&Json::Integer(place.into())) {
            return Ok(Err((index, BrokenLink::Seq)));
        }
        if record.prev != hex(&prev) {
            return Ok(Err((index, BrokenLink::Prev)));
        }
        prev = link(&prev, &record.event, key)
            .map_err(|error| error.within(Pointer::root().index(index).field("event")))?;
        if record.hash != hex(&prev) {
            return Ok(Err((index, BrokenLink::Hash)));
        }
    }
    if let Some(checkpoint) = checkpoint {
        let index = usize::try_from(checkpoint.seq).unwrap_or(usize::MAX);
        match chain.get(index) {
            None => return Ok(Err((chain.len(), BrokenLink::Truncated))),
            Some(record) if record.hash != checkpoint.hash => return Ok(Err((index, BrokenLink::Checkpoint))),
            Some(_) => {}
        }
    }
    Ok(Ok(hex(&prev)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn chain(length: u64) -> Vec<AuditRecord> {
        let mut prev = START;
        let mut records = Vec::new();
        for seq in 0..length {
            let event = format!(r#"{{"type":"t{seq}","at":"2026-06-12T12:00:00Z","actor":"emp","note":"ção"}}"#);
            let (record, hash) = record(seq, &prev, serde_json::from_str(&event).unwrap(), None).unwrap();
            records.push(record);
            prev = hash;
        }
        records
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(10_000))]

        #[test]
        fn a_changed_byte_in_a_chain_is_found(place in any::<prop::sample::Index>(), byte in 0x20_u8..0x7f) {
            let text = serde_json::to_string(&chain(4)).unwrap();
            let mut bytes = text.clone().into_bytes();
            let place = place.index(bytes.len());
            prop_assume!(bytes[place] != byte);
            bytes[place] = byte;
            let Ok(changed) = serde_json::from_slice::<Vec<AuditRecord>>(&bytes) else { return Ok(()) };
            // A change that leaves the same JSON (a blank for a blank) is none.
            prop_assume!(changed != chain(4));
            if let Ok(verdict) = verify(&changed, None, None) {
                prop_assert!(verdict.is_err());
            }
        }

        #[test]
        fn canonical_text_of_canonical_text_is_the_same(seed in any::<u64>(), words in prop::collection::vec(any::<String>(), 0..5)) {
            let value = Json::Array(vec![
                Json::Integer((seed >> 11).into()),
                Json::Object(words.iter().enumerate().map(|(index, word)| (format!("k{index}"), Json::Text(word.clone()))).collect()),
            ]);
            let once = signed_text(&value).unwrap();
            let again: Json = serde_json::from_str(&once).unwrap();
            prop_assert_eq!(&again, &value);
            prop_assert_eq!(signed_text(&again).unwrap(), once);
        }
    }
}
