//! The walk itself: a deserializer over the raw request that notes problems and puts made-up values in their place.

use super::access::{Elements, Entries, Fields};
use super::fault::{Fault, Place, bad_type};
use super::notes::Notes;
use super::raw::{self, Kind};
use crate::issue::{Code, Issue, Param};
use serde::de::value::StrDeserializer;
use serde::de::{Deserializer, Expected, Visitor};
use serde_json::value::RawValue;
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
    value: Option<&'a RawValue>,
    place: Place,
    notes: &'a Notes,
}

impl<'a> Walk<'a> {
    pub fn document(value: &'a RawValue, notes: &'a Notes) -> Self {
        Walk::new(Some(value), Place::default(), notes)
    }

    pub fn new(value: Option<&'a RawValue>, mut place: Place, notes: &'a Notes) -> Self {
        let value = value.filter(|_| !place.made_up && notes.candidate(&place).is_none());
        place.made_up = value.is_none();
        Walk { value, place, notes }
    }

    pub fn place(&self) -> &Place {
        &self.place
    }

    fn kind(&self) -> Option<Kind> {
        self.value.map(raw::kind)
    }

    /// The value if it is of that kind; otherwise the problem is noted.
    fn of(&self, kind: Kind, expected: &'static str) -> Option<&'a RawValue> {
        let value = self.value?;
        if raw::kind(value) == kind {
            return Some(value);
        }
        self.notes.note(&self.place, bad_type(expected));
        None
    }

    fn pick<T: Copy>(&self, candidates: &[T; CANDIDATES]) -> T {
        let [first, ..] = *candidates;
        candidates.get(self.notes.candidate(&self.place).unwrap_or(0)).copied().unwrap_or(first)
    }

    fn elements(&self, value: Option<&'a RawValue>, least: usize, most: usize) -> Elements<'a> {
        let given = value.map(raw::elements).unwrap_or_default().into_iter().map(Some);
        let count = given.len().max(least).min(most);
        let padded = given.chain(std::iter::repeat(None)).take(count).enumerate();
        Elements::new(padded.map(|(index, value)| Walk::new(value, self.place.element(index), self.notes)).collect())
    }
}

/// What a visitor asks for, in its own words.
fn asks<'de>(visitor: &impl Visitor<'de>) -> String {
    (visitor as &dyn Expected).to_string()
}

macro_rules! integers {
    ($($method:ident $visit:ident $type:ty,)*) => {$(
        fn $method<V: Visitor<'a>>(self, visitor: V) -> Result<V::Value, Fault> {
            if let Some(value) = self.of(Kind::Number, "integer") {
                let text = value.get();
                if let Ok(number) = text.parse::<$type>() {
                    return visitor.$visit(number);
                }
                let issue = if text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-') {
                    let limit = 2_i64.pow(53) - 1;
                    Issue::error(Code::OUT_OF_RANGE)
                        .with("min", i64::try_from(<$type>::MIN).unwrap_or(-limit).max(-limit))
                        .with("max", i64::try_from(<$type>::MAX).unwrap_or(limit).min(limit))
                } else {
                    bad_type("integer")
                };
                self.notes.note(&self.place, issue);
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
        let value = self.of(Kind::Bool, "boolean");
        visitor.visit_bool(value.map_or(self.pick(&INTEGERS) == 0, |value| value.get() == "true"))
    }

    fn deserialize_f64<V: Visitor<'a>>(self, visitor: V) -> Result<V::Value, Fault> {
        if let Some(value) = self.of(Kind::Number, "number") {
            match value.get().parse::<f64>() {
                Ok(number) if number.is_finite() => return visitor.visit_f64(number),
                _ => {
                    let issue = Issue::error(Code::OUT_OF_RANGE).with("min", -f64::MAX).with("max", f64::MAX);
                    self.notes.note(&self.place, issue);
                }
            }
        }
        visitor.visit_f64(self.pick(&NUMBERS))
    }

    fn deserialize_f32<V: Visitor<'a>>(self, visitor: V) -> Result<V::Value, Fault> {
        self.deserialize_f64(visitor)
    }

    fn deserialize_str<V: Visitor<'a>>(self, visitor: V) -> Result<V::Value, Fault> {
        if let Some(value) = self.value {
            if raw::kind(value) != Kind::Text {
                let expected = asks(&visitor);
                // Types of our own say which text they want: decimal text, date text.
                let own = expected.ends_with(" text");
                self.notes.note(&self.place, bad_type(if own { Cow::Owned(expected) } else { "string".into() }));
            } else if let Some(text) = raw::text(value) {
                return visitor.visit_string(text);
            } else {
                self.notes.note(&self.place, Issue::error(Code::CANON_SURROGATE));
            }
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
        match self.kind() {
            None | Some(Kind::Null) => visitor.visit_none(),
            Some(_) => visitor.visit_some(self),
        }
    }

    fn deserialize_unit<V: Visitor<'a>>(self, visitor: V) -> Result<V::Value, Fault> {
        self.of(Kind::Null, "null");
        visitor.visit_unit()
    }

    fn deserialize_unit_struct<V: Visitor<'a>>(self, _: &'static str, visitor: V) -> Result<V::Value, Fault> {
        self.deserialize_unit(visitor)
    }

    fn deserialize_newtype_struct<V: Visitor<'a>>(self, _: &'static str, visitor: V) -> Result<V::Value, Fault> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_seq<V: Visitor<'a>>(self, visitor: V) -> Result<V::Value, Fault> {
        let value = self.of(Kind::Array, "array");
        let least = if value.is_none() { self.pick(&LENGTHS) } else { 0 };
        visitor.visit_seq(self.elements(value, least, usize::MAX))
    }

    fn deserialize_tuple<V: Visitor<'a>>(self, length: usize, visitor: V) -> Result<V::Value, Fault> {
        let value = self.of(Kind::Array, "array");
        if value.is_some_and(|value| raw::elements(value).len() != length) {
            self.notes.note(&self.place, Issue::error(Code::BAD_LENGTH).with("min", length).with("max", length));
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
        let value = self.of(Kind::Object, "object");
        visitor.visit_map(Entries::new(value, &self.place, self.notes))
    }

    fn deserialize_struct<V: Visitor<'a>>(
        self,
        _: &'static str,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Fault> {
        let value = self.of(Kind::Object, "object");
        let place = Place { made_up: value.is_none(), ..self.place.clone() };
        visitor.visit_map(Fields::new(value, &place, fields, self.notes)).map_err(|fault| match fault.missing {
            Some(name) if fault.place.is_none() => {
                let position = fields.iter().position(|field| *field == name).unwrap_or(fields.len());
                let field = place.field(name, position);
                self.notes.note(&field, fault.issue.clone());
                self.notes.note_absent(&place, name);
                Fault { noted: true, ..fault }.at(&field)
            }
            _ => fault,
        })
    }

    fn deserialize_enum<V: Visitor<'a>>(
        self,
        _: &'static str,
        variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Fault> {
        if let Some(value) = self.of(Kind::Text, "string") {
            let text = raw::text(value).unwrap_or_default();
            if let Some(known) = variants.iter().find(|variant| **variant == text) {
                return visitor.visit_enum(StrDeserializer::new(known));
            }
            let mut issue = Issue::error(Code::UNKNOWN_ENUM);
            issue.params.insert("expected", Param::Words(variants.iter().map(|word| Cow::Borrowed(*word)).collect()));
            self.notes.note(&self.place, issue);
        }
        let candidate = self.notes.candidate(&self.place).unwrap_or(0);
        let variant = variants.get(candidate).or(variants.first()).copied().unwrap_or_default();
        visitor.visit_enum(StrDeserializer::new(variant))
    }

    fn deserialize_any<V: Visitor<'a>>(self, visitor: V) -> Result<V::Value, Fault> {
        match self.kind() {
            None | Some(Kind::Null) => visitor.visit_unit(),
            Some(Kind::Bool) => self.deserialize_bool(visitor),
            Some(Kind::Text) => self.deserialize_str(visitor),
            Some(Kind::Array) => self.deserialize_seq(visitor),
            Some(Kind::Object) => self.deserialize_map(visitor),
            Some(Kind::Number) => {
                let text = self.value.map_or("", RawValue::get);
                match (text.parse::<u64>(), text.parse::<i64>()) {
                    (Ok(number), _) => visitor.visit_u64(number),
                    (_, Ok(number)) => visitor.visit_i64(number),
                    _ if text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-') => {
                        let beyond = if text.starts_with('-') { i128::MIN } else { i128::MAX };
                        visitor.visit_i128(text.parse().unwrap_or(beyond))
                    }
                    // So that free JSON may tell a fraction from a whole number by its text.
                    _ => visitor.visit_newtype_struct(self),
                }
            }
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
