//! Canonical JSON (RFC 8785) and the hashes made from it.
//!
//! Three hashes, never mixed: [`request_hash`] of the exact bytes of a request, [`value_hash`] of an answer's value, and those of
//! commerce over [`signed_text`], which refuses floats.

use crate::issue::{Code, Error, Issue, Pointer};
use hmac::{Hmac, KeyInit, Mac};
use serde::de::{MapAccess, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::fmt;

/// Any JSON value of the caller's own making, with integers and fractions kept apart.
#[derive(Debug, Clone, PartialEq)]
pub enum Json {
    /// `null`.
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// A number written without fraction and exponent.
    Integer(i128),
    /// Any other number.
    Float(f64),
    /// A text.
    Text(String),
    /// A list.
    Array(Vec<Json>),
    /// An object; a key given twice is `DUPLICATE_FIELD`.
    Object(BTreeMap<String, Json>),
}

impl Json {
    /// The member of an object.
    pub fn get(&self, key: &str) -> Option<&Json> {
        match self {
            Json::Object(members) => members.get(key),
            _ => None,
        }
    }

    /// The text, if it is one.
    pub fn as_text(&self) -> Option<&str> {
        match self {
            Json::Text(text) => Some(text),
            _ => None,
        }
    }
}

/// Largest integer that signed content may hold.
const MOST_INTEGER: i128 = (1 << 53) - 1;
/// From here on a float may stand for a whole number that was too long for an integer: 2^63.
const LEAST_WHOLE: f64 = 9_223_372_036_854_775_808.0;

/// The canonical text of signed content: RFC 8785 restricted to null, booleans, integers within 2^53 − 1, texts, lists and objects
/// whose keys are of printable ASCII.
///
/// # Errors
/// `CANON_FLOAT`, `CANON_INT_RANGE` or `CANON_KEY`, the first in the order of the canonical text.
pub fn signed_text(value: &Json) -> Result<String, Error> {
    check(value, &Pointer::root())?;
    // Of what is left, serde_json writes the one form: members in the order of their ASCII names, only what must be escaped.
    serde_json::to_string(value).map_err(|_| Issue::error(Code::NOT_FINITE).into())
}

fn check(value: &Json, path: &Pointer) -> Result<(), Error> {
    match value {
        Json::Null | Json::Bool(_) | Json::Text(_) => Ok(()),
        Json::Integer(number) if (-MOST_INTEGER..=MOST_INTEGER).contains(number) => Ok(()),
        Json::Integer(_) => Err(Issue::error(Code::CANON_INT_RANGE).at(path.clone()).into()),
        Json::Float(_) => Err(Issue::error(Code::CANON_FLOAT).at(path.clone()).into()),
        Json::Array(elements) => {
            elements.iter().enumerate().try_for_each(|(index, element)| check(element, &path.index(index)))
        }
        Json::Object(members) => members.iter().try_for_each(|(key, member)| {
            if key.is_empty() || !key.bytes().all(|byte| (0x20..=0x7e).contains(&byte)) {
                return Err(Issue::error(Code::CANON_KEY).at(path.clone()).into());
            }
            // A key of free content may be anything, so the pointer ends here.
            check(member, path)
        }),
    }
}

/// The RFC 8785 text of any value, numbers in their shortest round-trip form.
///
/// # Errors
/// `NOT_FINITE` for a number that is not finite.
pub fn canonical_text<T: Serialize>(value: &T) -> Result<String, Error> {
    serde_json_canonicalizer::to_string(value).map_err(|_| Issue::error(Code::NOT_FINITE).into())
}

/// SHA-256 (FIPS 180-4) of the parts, one after the other.
pub fn sha256(parts: &[&[u8]]) -> [u8; 32] {
    let mut hasher = Sha256::new();
    parts.iter().for_each(|part| hasher.update(part));
    hasher.finalize().into()
}

/// SHA-256 of bytes, as 64 hex digits in lower case.
pub fn sha256_hex(bytes: &[u8]) -> String {
    hex(&sha256(&[bytes]))
}

/// HMAC-SHA-256 (RFC 2104) of the parts, one after the other.
pub fn hmac_sha256(key: &[u8], parts: &[&[u8]]) -> [u8; 32] {
    // A key of any length is valid, so the fallback is never used.
    let Ok(mut code) = Hmac::<Sha256>::new_from_slice(key) else { return [0; 32] };
    parts.iter().for_each(|part| code.update(part));
    code.finalize().into_bytes().into()
}

/// The bytes of an even number of hex digits of either case.
///
/// # Errors
/// `HEX_SYNTAX`.
pub fn unhex(text: &str) -> Result<Vec<u8>, Error> {
    let digit = |byte: &u8| char::from(*byte).to_digit(16).and_then(|digit| u8::try_from(digit).ok());
    let pairs = text.as_bytes().chunks(2).map(|pair| match pair {
        [high, low] => Some(digit(high)? << 4 | digit(low)?),
        _ => None,
    });
    pairs.collect::<Option<Vec<u8>>>().ok_or_else(|| Issue::error(Code::HEX_SYNTAX).into())
}

/// Bytes as hex digits in lower case.
pub fn hex(bytes: &[u8]) -> String {
    let digit = |half: u8| char::from_digit(half.into(), 16).unwrap_or_default();
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut out, byte| {
        out.push(digit(byte >> 4));
        out.push(digit(byte & 15));
        out
    })
}

/// Hash of a request: SHA-256 of the operation, a line feed and the exact bytes of the body.
///
/// ```
/// let body = r#"{"p_dc_stc_kw":4.4,"hsp_kwh_m2_day":[4.6,4.6,4.6,4.6,4.6,4.6,4.6,4.6,4.6,4.6,4.6,4.6],"performance_ratio":0.8}"#;
/// let hash = coaraci::canonical::request_hash("estimate_monthly", body);
/// assert_eq!(hash, "5df776442f70f05c1b94e80a982c5880b7d85564e0735ed34f8c6610c84acbbe");
/// ```
pub fn request_hash(operation: &str, body: &str) -> String {
    hex(&sha256(&[operation.as_bytes(), b"\n", body.as_bytes()]))
}

/// Hash of an answer's value: SHA-256 of its canonical text. A field that is to hold the hash must not be in the value yet.
///
/// # Errors
/// `NOT_FINITE` for a number that is not finite.
pub fn value_hash<T: Serialize>(value: &T) -> Result<String, Error> {
    canonical_text(value).map(|text| sha256_hex(text.as_bytes()))
}

impl Serialize for Json {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Json::Null => serializer.serialize_unit(),
            Json::Bool(value) => serializer.serialize_bool(*value),
            Json::Integer(value) => match (i64::try_from(*value), u64::try_from(*value)) {
                (Ok(small), _) => serializer.serialize_i64(small),
                (_, Ok(large)) => serializer.serialize_u64(large),
                _ => serializer.serialize_i128(*value),
            },
            Json::Float(value) => serializer.serialize_f64(*value),
            Json::Text(value) => serializer.serialize_str(value),
            Json::Array(elements) => serializer.collect_seq(elements),
            Json::Object(members) => serializer.collect_map(members),
        }
    }
}

impl<'de> Deserialize<'de> for Json {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Any;
        impl<'de> Visitor<'de> for Any {
            type Value = Json;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("JSON value")
            }
            fn visit_unit<E>(self) -> Result<Json, E> {
                Ok(Json::Null)
            }
            fn visit_bool<E>(self, value: bool) -> Result<Json, E> {
                Ok(Json::Bool(value))
            }
            fn visit_i64<E>(self, value: i64) -> Result<Json, E> {
                Ok(Json::Integer(value.into()))
            }
            fn visit_u64<E>(self, value: u64) -> Result<Json, E> {
                Ok(Json::Integer(value.into()))
            }
            fn visit_i128<E>(self, value: i128) -> Result<Json, E> {
                Ok(Json::Integer(value))
            }
            /// The first reading pass gives a long whole number and `-0` as floats; only their text tells them apart from `1e20` and
            /// `-0.0`, so the second pass decides.
            fn visit_f64<E: serde::de::Error>(self, value: f64) -> Result<Json, E> {
                if value.abs() >= LEAST_WHOLE || (value == 0.0 && value.is_sign_negative()) {
                    return Err(E::custom("read by its text"));
                }
                Ok(Json::Float(value))
            }
            /// A number that is no whole number by its text.
            fn visit_newtype_struct<D: Deserializer<'de>>(self, deserializer: D) -> Result<Json, D::Error> {
                f64::deserialize(deserializer).map(Json::Float)
            }
            fn visit_str<E>(self, value: &str) -> Result<Json, E> {
                Ok(Json::Text(value.to_owned()))
            }
            fn visit_string<E>(self, value: String) -> Result<Json, E> {
                Ok(Json::Text(value))
            }
            fn visit_seq<A: SeqAccess<'de>>(self, mut access: A) -> Result<Json, A::Error> {
                let mut elements = Vec::new();
                while let Some(element) = access.next_element()? {
                    elements.push(element);
                }
                Ok(Json::Array(elements))
            }
            fn visit_map<A: MapAccess<'de>>(self, mut access: A) -> Result<Json, A::Error> {
                let mut members = BTreeMap::new();
                while let Some((key, value)) = access.next_entry()? {
                    if members.insert(key, value).is_some() {
                        return Err(crate::quantity::refuse(Issue::error(Code::DUPLICATE_FIELD).into()));
                    }
                }
                Ok(Json::Object(members))
            }
        }
        deserializer.deserialize_any(Any)
    }
}

#[cfg(feature = "schema")]
impl schemars::JsonSchema for Json {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Json".into()
    }
    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!(true)
    }
    fn inline_schema() -> bool {
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn signed(text: &str) -> Result<String, Code> {
        let value: Json = serde_json::from_str(text).unwrap();
        signed_text(&value).map_err(|error| error.code())
    }

    #[test]
    fn writes_the_canonical_form() {
        assert_eq!(
            signed(r#"{"b":[1,true,null],"a":"é\u000a\"\u001f/"}"#),
            Ok("{\"a\":\"é\\n\\\"\\u001f/\",\"b\":[1,true,null]}".into())
        );
        // FIPS 180-4: the empty message.
        assert_eq!(sha256_hex(b""), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    }

    #[test]
    fn refuses_what_signed_content_may_not_hold() {
        assert_eq!(signed("1.0"), Err(Code::CANON_FLOAT));
        assert_eq!(signed("[9007199254740992]"), Err(Code::CANON_INT_RANGE));
        assert_eq!(signed("-9007199254740991"), Ok("-9007199254740991".into()));
        assert_eq!(signed(r#"{"é":1}"#), Err(Code::CANON_KEY));
        assert_eq!(signed(r#"{"":1}"#), Err(Code::CANON_KEY));
    }

    #[test]
    fn writes_floats_as_rfc_8785_does() {
        // Numbers of RFC 8785, appendix B.
        for (number, text) in [
            (1e23, "1e+23"),
            (333_333_333.333_333_3, "333333333.3333333"),
            (4.5, "4.5"),
            (2e-3, "0.002"),
            (1e-27, "1e-27"),
        ] {
            assert_eq!(canonical_text(&number).unwrap(), text);
        }
    }
}
