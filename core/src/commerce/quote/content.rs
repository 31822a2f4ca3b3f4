//! What a quote says, and its hash.

use crate::canonical::{Json, hex, sha256, signed_text};
use crate::issue::{Code, Error, Issue};
use crate::money::{Currency, Money, parse_decimal};
use crate::quantity::Map;
use std::collections::BTreeMap;

/// First part of what is hashed.
const TAG: &[u8] = b"b2b-quote-content-v1\0";

/// SHA-256 of the tag and the canonical text of a content.
///
/// # Errors
/// The `CANON_*` codes.
pub(in crate::commerce) fn hash(content: &Json) -> Result<String, Error> {
    signed_text(content).map(|text| hex(&sha256(&[TAG, text.as_bytes()])))
}

/// The hash of a revision: that of `{revision, prev, content}`.
///
/// # Errors
/// The `CANON_*` codes.
pub(super) fn revision_hash(n: u32, prev: Option<&str>, content: &Map<Json>) -> Result<String, Error> {
    let prev = prev.map_or(Json::Null, |prev| Json::Text(prev.to_owned()));
    let content = Json::Object(BTreeMap::clone(content));
    let members = [("revision", Json::Integer(n.into())), ("prev", prev), ("content", content)];
    hash(&Json::Object(members.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()))
}

/// The total of a content.
///
/// # Errors
/// `MISSING_FIELD`, `BAD_TYPE`, `CURRENCY_UNKNOWN`, decimal errors, `MONEY_SCALE`.
pub(super) fn total(content: &BTreeMap<String, Json>) -> Result<Money, Error> {
    let currency = match member(content, "currency")? {
        Json::Text(code) => Currency::of(code).ok_or_else(|| Issue::error(Code::CURRENCY_UNKNOWN).at("/currency"))?,
        _ => return Err(Issue::error(Code::BAD_TYPE).at("/currency").with("expected", "string").into()),
    };
    let amount = match member(content, "total")? {
        Json::Text(text) => parse_decimal(text, 12).and_then(|amount| Money::exact(amount, currency)),
        _ => Err(Issue::error(Code::DECIMAL_NOT_STRING).into()),
    };
    amount.map_err(|error| error.within("/total"))
}

/// A member that must be there.
///
/// # Errors
/// `MISSING_FIELD`.
pub(super) fn member<'a>(content: &'a BTreeMap<String, Json>, name: &'static str) -> Result<&'a Json, Error> {
    let given = content.get(name).filter(|value| **value != Json::Null);
    given.ok_or_else(|| Issue::error(Code::MISSING_FIELD).at(crate::issue::Pointer::root().field(name)).into())
}
