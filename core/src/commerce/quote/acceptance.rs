//! The signed acceptance of a quote: a detached Ed25519 signature (RFC 8032) over canonical bytes.
//!
//! Legally it is at best an advanced electronic signature (Lei 14.063/2020, art. 4); a qualified one needs ICP-Brasil, which can sign
//! the same bytes.

use super::content::{member, total};
use crate::calendar::Instant;
use crate::canonical::{Json, signed_text, unhex};
use crate::issue::{Code, Error, Issue, Pointer, Problems};
use crate::quantity::Id;
use ed25519_dalek::{Signature, Signer, SigningKey, VerifyingKey};
use std::collections::BTreeMap;

/// First part of what is signed.
const TAG: &[u8] = b"b2b-quote-accept-v1\0";
const SCHEMA: &str = "quote-acceptance/1";
const FIELDS: [&str; 9] =
    ["schema", "quote", "revision", "content_hash", "total", "currency", "accepted_by", "accepted_at", "key_id"];
const OPTIONAL: &str = "terms_hash";

/// The message that is signed: the tag and the canonical statement, its instant in UTC, its total with the currency's decimals.
///
/// # Errors
/// `STATEMENT_FIELDS` for a statement with other fields, or whose acceptor is no `subject_ref`; `BAD_TYPE`, `ID_SYNTAX`,
/// `TIME_SYNTAX`, `HEX_SYNTAX`, `CURRENCY_UNKNOWN`, decimal errors, `MONEY_SCALE` for its members.
pub(in crate::commerce) fn message(statement: &BTreeMap<String, Json>) -> Result<Vec<u8>, Error> {
    let names_fit = FIELDS.iter().all(|name| member(statement, name).is_ok())
        && statement.keys().all(|name| FIELDS.contains(&name.as_str()) || name == OPTIONAL);
    let schema_fits = statement.get("schema") == Some(&Json::Text(SCHEMA.to_owned()));
    let acceptor = statement.get("accepted_by").and_then(Json::as_text);
    if !names_fit || !schema_fits || !acceptor.is_some_and(is_subject_ref) {
        return Err(Issue::error(Code::STATEMENT_FIELDS).into());
    }
    let mut problems = Problems::new();
    for name in ["quote", "key_id"] {
        problems.take(
            text(statement, name).and_then(|id| Id::try_from(id.to_owned()).map_err(|error| error.within(place(name)))),
        );
    }
    let counted = matches!(statement.get("revision"), Some(Json::Integer(number)) if *number >= 1);
    problems.require(counted, || Issue::error(Code::BAD_TYPE).at("/revision").with("expected", "integer"));
    for name in ["content_hash", OPTIONAL] {
        if statement.get(name).is_some_and(|value| *value != Json::Null) {
            problems.take(
                text(statement, name).and_then(|hash| check_hash(hash).map_err(|error| error.within(place(name)))),
            );
        }
    }
    let total = problems.take(total(statement));
    let at =
        text(statement, "accepted_at").and_then(|at| Instant::parse(at).map_err(|error| error.within("/accepted_at")));
    let (Some(total), Some(at), true) = (total, problems.take(at), problems.is_empty()) else {
        return Err(problems.into_error());
    };
    let mut statement = statement.clone();
    statement.insert("total".to_owned(), Json::Text(total.to_string()));
    statement.insert("accepted_at".to_owned(), Json::Text(at.to_string()));
    // An optional member that is null is one that is absent.
    statement.retain(|_, value| *value != Json::Null);
    let text = signed_text(&Json::Object(statement))?;
    Ok([TAG, text.as_bytes()].concat())
}

fn place(name: &'static str) -> Pointer {
    Pointer::root().field(name)
}

fn text<'a>(statement: &'a BTreeMap<String, Json>, name: &'static str) -> Result<&'a str, Error> {
    let given = member(statement, name)?.as_text();
    given.ok_or_else(|| Issue::error(Code::BAD_TYPE).at(place(name)).with("expected", "string").into())
}

/// `hmac256:<key id>:<64 hex digits>`, as `subject_ref` makes it.
fn is_subject_ref(text: &str) -> bool {
    let mut parts = text.split(':');
    let (Some("hmac256"), Some(key), Some(hash), None) = (parts.next(), parts.next(), parts.next(), parts.next())
    else {
        return false;
    };
    let fits = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || matches!(byte, b'_' | b'-');
    (1..=32).contains(&key.len()) && key.bytes().all(fits) && check_hash(hash).is_ok()
}

fn check_hash(text: &str) -> Result<(), Error> {
    let digit = |byte: u8| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte);
    if text.len() == 64 && text.bytes().all(digit) { Ok(()) } else { Err(Issue::error(Code::HEX_SYNTAX).into()) }
}

/// The signature of a message, and the public key that verifies it.
///
/// # Errors
/// `HEX_SYNTAX` for a seed that is not 32 bytes.
pub(in crate::commerce) fn sign(message: &[u8], seed_hex: &str) -> Result<([u8; 64], [u8; 32]), Error> {
    let key = SigningKey::from_bytes(&bytes(seed_hex)?);
    Ok((key.sign(message).to_bytes(), key.verifying_key().to_bytes()))
}

/// Whether a signature is of a message, by the strict rule: no malleable signature and no weak key passes.
///
/// # Errors
/// `HEX_SYNTAX` for a key that is not 32 bytes or a signature that is not 64.
pub(in crate::commerce) fn verify(message: &[u8], public_key_hex: &str, signature_hex: &str) -> Result<bool, Error> {
    let mut problems = Problems::new();
    let key = problems.take(bytes::<32>(public_key_hex).map_err(|error| error.within("/public_key_hex")));
    let signature = problems.take(bytes::<64>(signature_hex).map_err(|error| error.within("/signature_hex")));
    let (Some(key), Some(signature)) = (key, signature) else { return Err(problems.into_error()) };
    let key = VerifyingKey::from_bytes(&key);
    Ok(key.is_ok_and(|key| key.verify_strict(message, &Signature::from_bytes(&signature)).is_ok()))
}

fn bytes<const LENGTH: usize>(text: &str) -> Result<[u8; LENGTH], Error> {
    unhex(text)?.try_into().map_err(|_| Issue::error(Code::HEX_SYNTAX).into())
}
