//! The walk itself: a deserializer over the request's tree that notes problems and puts made-up values in their place.

use super::access::{Elements, Entries, Fields};
use super::fault::{Fault, Place, bad_type};
use super::node::{self, Node, Number};
use super::notes::Notes;
use crate::issue::{Code, Issue, Param};
use serde::de::value::{BorrowedStrDeserializer, StrDeserializer};
use serde::de::{Deserializer, Expected, Visitor};
use std::borrow::Cow;

/// Made-up values that are tried one after the other where a type refuses them.
pub(super) const CANDIDATES: usize = 12;
const NUMBERS: [f64; CANDIDATES] = [1.0, 0.0, 0.5, 20.0, -10.0, 100.0, 1000.0, 3600.0, 2026.0, 8760.0, 1e-3, 1e6];
const INTEGERS: [i64; CANDIDATES] = [1, 0, 2, 3, 12, 15, 30, 60, 100, 2026, 8760, -1];
const TEXTS: [&str; CANDIDATES] =
    ["1", "0", "0.5", "100.00", "a", "2026-01-02", "2026-01-02T00:00:00Z", "2026-01", "BRL", "SP", "half_up", "12:00"];
const LENGTHS: [usize; CANDIDATES] = [0, 1, 2, 3, 4, 8, 12, 24, 31, 60, 365, 8760];

/// The deserializer of one value of the request, or of a made-up one.
pub(super) struct Walk<'a> {
    value: Option<&'a Node<'a>>,
    place: Place,
    notes: &'a Notes,
}

impl<'a> Walk<'a> {
    pub fn document(value: &'a Node<'a>, notes: &'a Notes) -> Self {
        Walk::new(Some(value), Place::default(), notes)
    }

    pub fn new(value: Option<&'a Node<'a>>, mut place: Place, notes: &'a Notes) -> Self {
        let value = value.filter(|_| !place.made_up && notes.candidate(&place).is_none());
        place.made_up = value.is_none();
        Walk { value, place, notes }
    }

    pub fn place(&self) -> &Place {
        &self.place
    }

    /// Notes that the value is of another type.
    fn refuse(&self, expected: impl Into<Cow<'static, str>>) {
        if self.value.is_some() {
            self.notes.note(&self.place, || bad_type(expected));
        }
    }

    fn number(&self, expected: &'static str) -> Option<Number> {
        match self.value {
            Some(Node::Number(number)) => return Some(*number),
            _ => self.refuse(expected),
        }
        None
    }

    fn array(&self) -> Option<&'a [Node<'a>]> {
        match self.value {
            Some(Node::Array(elements)) => return Some(elements),
            _ => self.refuse("array"),
        }
        None
    }

    /// The members of an object, none if there is no object; a name with an incomplete Unicode character is noted.
    fn object(&self) -> Option<&'a [(Cow<'a, str>, Node<'a>)]> {
        match self.value {
            Some(Node::Object(members)) => return Some(members),
            Some(Node::BrokenObject) => {
                self.notes.note(&self.place, || Issue::error(Code::CANON_KEY));
                return Some(&[]);
            }
            _ => self.refuse("object"),
        }
        None
    }

    fn pick<T: Copy>(&self, candidates: &[T; CANDIDATES]) -> T {
        let [first, ..] = *candidates;
        candidates.get(self.notes.candidate(&self.place).unwrap_or(0)).copied().unwrap_or(first)
    }

    fn elements(self, value: Option<&'a [Node<'a>]>, least: usize, most: usize) -> Elements<'a> {
        let given = value.unwrap_or_default();
        Elements::new(given, given.len().max(least).min(most), self.place, self.notes)
    }
}

/// What a visitor asks for, in its own words.
fn asks<'de>(visitor: &impl Visitor<'de>) -> String {
    (visitor as &dyn Expected).to_string()
}

macro_rules! integers {
    ($($method:ident $visit:ident $type:ty,)*) => {$(
        fn $method<V: Visitor<'a>>(self, visitor: V) -> Result<V::Value, Fault> {
            if let Some(number) = self.number("integer") {
                match number.whole().map(<$type>::try_from) {
                    Some(Ok(number)) => return visitor.$visit(number),
                    Some(Err(_)) => self.notes.note(&self.place, || {
                        let limit = 2_i64.pow(53) - 1;
                        Issue::error(Code::OUT_OF_RANGE)
                            .with("min", i64::try_from(<$type>::MIN).unwrap_or(-limit).max(-limit))
                            .with("max", i64::try_from(<$type>::MAX).unwrap_or(limit).min(limit))
                    }),
                    None => self.refuse("integer"),
                }
            }
            visitor.$visit(<$type>::try_from(self.pick(&INTEGERS)).unwrap_or_default())
        }
    )*};
}

impl<'a> Deserializer<'a> for Walk<'a> {
    type Error = Fault;

    integers! {
        deserialize_i8 visit_i8 i8,
        deserialize_i16 visit_i16 i16,
        deserialize_i32 visit_i32 i32,
        deserialize_i64 visit_i64 i64,
        deserialize_u8 visit_u8 u8,
        deserialize_u16 visit_u16 u16,
        deserialize_u32 visit_u32 u32,
        deserialize_u64 visit_u64 u64,
    }

    fn deserialize_bool<V: Visitor<'a>>(self, visitor: V) -> Result<V::Value, Fault> {
        match self.value {
            Some(Node::Bool(value)) => return visitor.visit_bool(*value),
            _ => self.refuse("boolean"),
        }
        visitor.visit_bool(self.pick(&INTEGERS) == 0)
    }

    fn deserialize_f64<V: Visitor<'a>>(self, visitor: V) -> Result<V::Value, Fault> {
        match self.number("number").map(Number::float) {
            Some(number) if number.is_finite() => return visitor.visit_f64(number),
            Some(_) => self
                .notes
                .note(&self.place, || Issue::error(Code::OUT_OF_RANGE).with("min", -f64::MAX).with("max", f64::MAX)),
            None => {}
        }
        visitor.visit_f64(self.pick(&NUMBERS))
    }

    fn deserialize_f32<V: Visitor<'a>>(self, visitor: V) -> Result<V::Value, Fault> {
        self.deserialize_f64(visitor)
    }

    fn deserialize_str<V: Visitor<'a>>(self, visitor: V) -> Result<V::Value, Fault> {
        match self.value {
            Some(Node::Text(Cow::Borrowed(text))) => return visitor.visit_borrowed_str(text),
            Some(Node::Text(text)) => return visitor.visit_str(text),
            Some(Node::BrokenText) => self.notes.note(&self.place, || Issue::error(Code::CANON_SURROGATE)),
            Some(_) => {
                let expected = asks(&visitor);
                // Types of our own say which text they want: decimal text, date text.
                let own = expected.ends_with(" text");
                self.refuse(if own { Cow::Owned(expected) } else { "string".into() });
            }
            None => {}
        }
        visitor.visit_str(self.pick(&TEXTS))
    }

    fn deserialize_string<V: Visitor<'a>>(self, visitor: V) -> Result<V::Value, Fault> {
        self.deserialize_str(visitor)
    }

    fn deserialize_char<V: Visitor<'a>>(self, visitor: V) -> Result<V::Value, Fault> {
        self.deserialize_str(visitor)
    }

    fn deserialize_option<V: Visitor<'a>>(self, visitor: V) -> Result<V::Value, Fault> {
        match self.value {
            None | Some(Node::Null) => visitor.visit_none(),
            Some(_) => visitor.visit_some(self),
        }
    }

    fn deserialize_unit<V: Visitor<'a>>(self, visitor: V) -> Result<V::Value, Fault> {
        if !matches!(self.value, Some(Node::Null)) {
            self.refuse("null");
        }
        visitor.visit_unit()
    }

    fn deserialize_unit_struct<V: Visitor<'a>>(self, _: &'static str, visitor: V) -> Result<V::Value, Fault> {
        self.deserialize_unit(visitor)
    }

    fn deserialize_newtype_struct<V: Visitor<'a>>(self, _: &'static str, visitor: V) -> Result<V::Value, Fault> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_seq<V: Visitor<'a>>(self, visitor: V) -> Result<V::Value, Fault> {
        let value = self.array();
        let least = if value.is_none() { self.pick(&LENGTHS) } else { 0 };
        visitor.visit_seq(self.elements(value, least, usize::MAX))
    }

    fn deserialize_tuple<V: Visitor<'a>>(self, length: usize, visitor: V) -> Result<V::Value, Fault> {
        let value = self.array();
        if value.is_some_and(|elements| elements.len() != length) {
            let issue = || Issue::error(Code::BAD_LENGTH).with("min", length).with("max", length);
            self.notes.note(&self.place, issue);
        }
        visitor.visit_seq(self.elements(value, length, length))
    }

    fn deserialize_tuple_struct<V: Visitor<'a>>(
        self,
        _: &'static str,
        length: usize,
        visitor: V,
    ) -> Result<V::Value, Fault> {
        self.deserialize_tuple(length, visitor)
    }

    fn deserialize_map<V: Visitor<'a>>(self, visitor: V) -> Result<V::Value, Fault> {
        let members = self.object().unwrap_or_default();
        visitor.visit_map(Entries::new(members, self.place, self.notes))
    }

    fn deserialize_struct<V: Visitor<'a>>(
        self,
        _: &'static str,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Fault> {
        let members = self.object();
        let place = Place { made_up: members.is_none(), ..self.place.clone() };
        let given = Fields::new(members.unwrap_or_default(), &place, fields, self.notes);
        visitor.visit_map(given).map_err(|fault| self.notes.missing(fault, &place, fields))
    }

    fn deserialize_enum<V: Visitor<'a>>(
        self,
        _: &'static str,
        variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Fault> {
        match self.value {
            Some(Node::Text(text)) if variants.iter().any(|variant| variant == text) => {
                return visitor.visit_enum(BorrowedStrDeserializer::new(text));
            }
            Some(Node::Text(_) | Node::BrokenText) => self.notes.note(&self.place, || {
                let words = variants.iter().map(|word| Cow::Borrowed(*word)).collect();
                let mut issue = Issue::error(Code::UNKNOWN_ENUM);
                issue.params.insert("expected", Param::Words(words));
                issue
            }),
            _ => self.refuse("string"),
        }
        let candidate = self.notes.candidate(&self.place).unwrap_or(0);
        let variant = variants.get(candidate).or(variants.first()).copied().unwrap_or_default();
        visitor.visit_enum(StrDeserializer::new(variant))
    }

    fn deserialize_any<V: Visitor<'a>>(self, visitor: V) -> Result<V::Value, Fault> {
        match self.value {
            Some(Node::Null) => visitor.visit_unit(),
            None => match self.notes.candidate(&self.place).unwrap_or(0) {
                0 => visitor.visit_unit(),
                1 => visitor.visit_u64(1),
                2 => visitor.visit_str("1"),
                3 => visitor.visit_seq(self.elements(None, 0, 0)),
                4 => visitor.visit_map(Entries::new(&[], self.place, self.notes)),
                _ => visitor.visit_bool(false),
            },
            Some(Node::Bool(value)) => visitor.visit_bool(*value),
            Some(Node::Text(_) | Node::BrokenText) => self.deserialize_str(visitor),
            Some(Node::Array(_)) => self.deserialize_seq(visitor),
            Some(Node::Object(_) | Node::BrokenObject) => self.deserialize_map(visitor),
            Some(Node::Number(Number::Unsigned(number))) => visitor.visit_u64(*number),
            Some(Node::Number(Number::Negative(number))) => visitor.visit_i64(*number),
            Some(Node::Number(Number::Long(number, _))) => visitor.visit_i128(*number),
            // So that free JSON may tell a fraction from a whole number by its text.
            Some(Node::Number(Number::Float(number))) if node::may_be_whole(*number) && !self.notes.are_quiet() => {
                visitor.visit_newtype_struct(self)
            }
            Some(Node::Number(Number::Float(number))) => visitor.visit_f64(*number),
        }
    }

    fn deserialize_bytes<V: Visitor<'a>>(self, visitor: V) -> Result<V::Value, Fault> {
        self.deserialize_str(visitor)
    }

    fn deserialize_byte_buf<V: Visitor<'a>>(self, visitor: V) -> Result<V::Value, Fault> {
        self.deserialize_str(visitor)
    }

    fn deserialize_identifier<V: Visitor<'a>>(self, visitor: V) -> Result<V::Value, Fault> {
        self.deserialize_str(visitor)
    }

    fn deserialize_ignored_any<V: Visitor<'a>>(self, visitor: V) -> Result<V::Value, Fault> {
        visitor.visit_unit()
    }
}
