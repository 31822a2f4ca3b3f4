//! The request as a tree: every type is read from it, in the fast pass and in the slow one.

use serde::de::{Deserialize, MapAccess, SeqAccess, Visitor};
use serde_json::value::RawValue;
use std::borrow::Cow;
use std::fmt;

/// One JSON value.
#[derive(Debug)]
pub(super) enum Node<'a> {
    Null,
    Bool(bool),
    Number(Number),
    Text(Cow<'a, str>),
    Array(Vec<Node<'a>>),
    /// Members in the order of the text, repeated keys included.
    Object(Vec<(Cow<'a, str>, Node<'a>)>),
    /// A text with an incomplete Unicode character.
    BrokenText,
    /// An object with such a name.
    BrokenObject,
}

/// A number.
#[derive(Debug, Clone, Copy)]
pub(super) enum Number {
    Unsigned(u64),
    Negative(i64),
    /// One that is no whole number by its text; in the tree of the fast pass also a long whole number, and `-0`.
    Float(f64),
    /// A whole number beyond 64 bits, which only the slow pass tells from a float.
    Long(i128, f64),
}

impl Number {
    fn by_text(text: &str) -> Self {
        let float = || text.parse().unwrap_or(f64::NAN);
        match (text.parse(), text.parse()) {
            (Ok(number), _) => Number::Unsigned(number),
            (_, Ok(number)) => Number::Negative(number),
            _ if text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-') => {
                let beyond = if text.starts_with('-') { i128::MIN } else { i128::MAX };
                Number::Long(text.parse().unwrap_or(beyond), float())
            }
            _ => Number::Float(float()),
        }
    }

    /// The value as a whole number, if its text is one.
    pub fn whole(self) -> Option<i128> {
        match self {
            Number::Unsigned(number) => Some(number.into()),
            Number::Negative(number) => Some(number.into()),
            Number::Long(number, _) => Some(number),
            Number::Float(_) => None,
        }
    }

    #[expect(clippy::cast_precision_loss, reason = "the nearest double is meant")]
    pub fn float(self) -> f64 {
        match self {
            Number::Unsigned(number) => number as f64,
            Number::Negative(number) => number as f64,
            Number::Float(number) | Number::Long(_, number) => number,
        }
    }
}

/// Whether the fast pass may have read a whole number's text as this float: a long one, or `-0`.
pub(super) fn may_be_whole(number: f64) -> bool {
    number.abs() >= 9_223_372_036_854_775_808.0 || (number == 0.0 && number.is_sign_negative())
}

/// How deep a request may nest.
pub(super) const MOST_DEPTH: usize = 128;

/// Whether the brackets of a valid JSON text nest deeper than allowed.
pub(super) fn too_deep(text: &str) -> bool {
    let (mut depth, mut in_string, mut escaped) = (0_usize, false, false);
    for byte in text.bytes() {
        match byte {
            _ if escaped => escaped = false,
            b'\\' if in_string => escaped = true,
            b'"' => in_string = !in_string,
            b'[' | b'{' if !in_string => {
                depth += 1;
                if depth > MOST_DEPTH {
                    return true;
                }
            }
            b']' | b'}' if !in_string => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    false
}

impl<'a> Node<'a> {
    /// The tree of a valid JSON text that nests no deeper than [`MOST_DEPTH`], read value by value, so that what serde_json itself
    /// refuses (`1e400`, half a surrogate pair) is found at its place.
    pub fn by_text(raw: &'a RawValue) -> Self {
        let text = raw.get();
        match text.bytes().next() {
            Some(b'n') => Node::Null,
            Some(b't') => Node::Bool(true),
            Some(b'f') => Node::Bool(false),
            Some(b'"') => serde_json::from_str(text).map_or(Node::BrokenText, |Key(text)| Node::Text(text)),
            Some(b'[') => {
                let elements: Vec<&RawValue> = serde_json::from_str(text).unwrap_or_default();
                Node::Array(elements.into_iter().map(Node::by_text).collect())
            }
            Some(b'{') => serde_json::from_str(text).map_or(Node::BrokenObject, |Members(members)| {
                Node::Object(members.into_iter().map(|(key, value)| (key, Node::by_text(value))).collect())
            }),
            _ => Node::Number(Number::by_text(text)),
        }
    }
}

impl<'de: 'a, 'a> Deserialize<'de> for Node<'a> {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Any;
        impl<'de> Visitor<'de> for Any {
            type Value = Node<'de>;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("JSON value")
            }
            fn visit_unit<E>(self) -> Result<Node<'de>, E> {
                Ok(Node::Null)
            }
            fn visit_bool<E>(self, value: bool) -> Result<Node<'de>, E> {
                Ok(Node::Bool(value))
            }
            fn visit_u64<E>(self, value: u64) -> Result<Node<'de>, E> {
                Ok(Node::Number(Number::Unsigned(value)))
            }
            fn visit_i64<E>(self, value: i64) -> Result<Node<'de>, E> {
                Ok(Node::Number(Number::Negative(value)))
            }
            fn visit_f64<E>(self, value: f64) -> Result<Node<'de>, E> {
                Ok(Node::Number(Number::Float(value)))
            }
            fn visit_borrowed_str<E>(self, text: &'de str) -> Result<Node<'de>, E> {
                Ok(Node::Text(Cow::Borrowed(text)))
            }
            fn visit_str<E>(self, text: &str) -> Result<Node<'de>, E> {
                Ok(Node::Text(Cow::Owned(text.to_owned())))
            }
            fn visit_seq<A: SeqAccess<'de>>(self, mut access: A) -> Result<Node<'de>, A::Error> {
                let mut elements = Vec::new();
                while let Some(element) = access.next_element()? {
                    elements.push(element);
                }
                Ok(Node::Array(elements))
            }
            fn visit_map<A: MapAccess<'de>>(self, access: A) -> Result<Node<'de>, A::Error> {
                members(access).map(Node::Object)
            }
        }
        deserializer.deserialize_any(Any)
    }
}

/// Names and values in the order of the text.
type Entries<'de, V> = Vec<(Cow<'de, str>, V)>;

fn members<'de, V: Deserialize<'de>, A: MapAccess<'de>>(mut access: A) -> Result<Entries<'de, V>, A::Error> {
    // Most objects of a request fit into this.
    let mut members = Vec::with_capacity(8);
    while let Some((Key(key), value)) = access.next_entry()? {
        members.push((key, value));
    }
    Ok(members)
}

/// The members of an object, not read yet.
struct Members<'a>(Entries<'a, &'a RawValue>);

impl<'de: 'a, 'a> Deserialize<'de> for Members<'a> {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Collect;
        impl<'de> Visitor<'de> for Collect {
            type Value = Members<'de>;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("object")
            }
            fn visit_map<A: MapAccess<'de>>(self, access: A) -> Result<Members<'de>, A::Error> {
                members(access).map(Members)
            }
        }
        deserializer.deserialize_map(Collect)
    }
}

/// A text, borrowed where it holds no escape.
struct Key<'a>(Cow<'a, str>);

impl<'de: 'a, 'a> Deserialize<'de> for Key<'a> {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Text;
        impl<'de> Visitor<'de> for Text {
            type Value = Key<'de>;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("string")
            }
            fn visit_borrowed_str<E>(self, text: &'de str) -> Result<Self::Value, E> {
                Ok(Key(Cow::Borrowed(text)))
            }
            fn visit_str<E>(self, text: &str) -> Result<Self::Value, E> {
                Ok(Key(Cow::Owned(text.to_owned())))
            }
        }
        deserializer.deserialize_str(Text)
    }
}
