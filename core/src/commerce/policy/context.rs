//! What a plan is made for: values of fields.

use super::condition::{integer, number};
use super::field::{self, CUSTOM, Kind};
use crate::canonical::{Json, sha256_hex, signed_text};
use crate::issue::{Code, Error, Issue, Pointer, Problems};
use crate::quantity::Map;
use rust_decimal::Decimal;
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

/// A value of a field.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::commerce) enum Value {
    Decimal(Decimal),
    Int(i64),
    Text(String),
    Set(BTreeSet<String>),
    Bool(bool),
}

/// Values in the order of their fields' names. A field that is absent or null has none.
#[derive(Debug, Clone, PartialEq, Default)]
pub(in crate::commerce) struct Context(Vec<(Cow<'static, str>, Value)>);

impl Context {
    /// Reads values by the types of their fields; undeclared `custom.*` are left out.
    ///
    /// # Errors
    /// All by name: `UNKNOWN_FIELD`, `VALUE_TYPE` or a decimal error.
    pub fn read(values: &Map<Json>, own: &BTreeMap<&str, Kind>) -> Result<Context, Error> {
        let mut problems = Problems::new();
        let mut context = Vec::with_capacity(values.len());
        for (name, value) in values.iter() {
            let known = field::known(name).map(|(name, kind)| (Cow::Borrowed(name), kind));
            let Some((name, kind)) = known.or_else(|| Some((Cow::Owned(name.clone()), *own.get(name.as_str())?)))
            else {
                // The name is text of the request, so it stays out of the pointer.
                problems.require(name.starts_with(CUSTOM), || Issue::error(Code::UNKNOWN_FIELD));
                continue;
            };
            if *value == Json::Null {
                continue;
            }
            let place = || Pointer::root().field(&name);
            if let Some(value) = problems.take(read(value, kind).map_err(|error| error.within(place()))) {
                context.push((name, value));
            }
        }
        problems.finish().map(|()| Context(context))
    }

    /// The value of a field.
    pub fn get(&self, field: &str) -> Option<&Value> {
        self.place(field).ok().and_then(|place| self.0.get(place)).map(|(_, value)| value)
    }

    fn place(&self, field: &str) -> Result<usize, usize> {
        self.0.binary_search_by(|(name, _)| name.as_ref().cmp(field))
    }

    /// The text of a field.
    pub fn text(&self, field: &str) -> Option<&str> {
        match self.get(field) {
            Some(Value::Text(text)) => Some(text),
            _ => None,
        }
    }

    /// The number of a decimal field.
    pub fn decimal(&self, field: &str) -> Option<Decimal> {
        match self.get(field) {
            Some(Value::Decimal(number)) => Some(*number),
            _ => None,
        }
    }

    /// Gives a field its value unless it has one.
    pub fn complete(&mut self, field: &'static str, value: Value) {
        if let Err(place) = self.place(field) {
            self.0.insert(place, (Cow::Borrowed(field), value));
        }
    }

    /// Whether the words of a set field are among those of another context; a field without value has none.
    pub fn is_subset(&self, other: &Context, field: &str) -> bool {
        match (self.get(field), other.get(field)) {
            (Some(Value::Set(own)), Some(Value::Set(others))) => own.is_subset(others),
            (Some(Value::Set(own)), None) => own.is_empty(),
            _ => true,
        }
    }

    /// SHA-256 of the canonical object of the named fields that have a value; decimals in canonical form, sets in order.
    ///
    /// # Errors
    /// The `CANON_*` codes.
    pub fn hash<'a>(&self, fields: impl Iterator<Item = &'a str>) -> Result<String, Error> {
        let present = fields.filter_map(|name| self.get(name).map(|value| (name.to_owned(), json(value))));
        signed_text(&Json::Object(present.collect())).map(|text| sha256_hex(text.as_bytes()))
    }
}

fn read(value: &Json, kind: Kind) -> Result<Value, Error> {
    let wrong = |expected: &'static str| Error::from(Issue::error(Code::VALUE_TYPE).with("expected", expected));
    match (kind, value) {
        (Kind::Decimal, value) => number(value, kind).map(Value::Decimal),
        (Kind::Int, value) => integer(value).map(Value::Int),
        (Kind::Text, Json::Text(text)) => Ok(Value::Text(text.clone())),
        (Kind::Text, _) => Err(wrong("string")),
        (Kind::Bool, Json::Bool(value)) => Ok(Value::Bool(*value)),
        (Kind::Bool, _) => Err(wrong("boolean")),
        (Kind::Set, Json::Array(words)) => {
            let texts: Option<BTreeSet<String>> = words.iter().map(|word| word.as_text().map(str::to_owned)).collect();
            texts.map(Value::Set).ok_or_else(|| wrong("list of strings"))
        }
        (Kind::Set, _) => Err(wrong("list of strings")),
    }
}

fn json(value: &Value) -> Json {
    match value {
        Value::Decimal(number) => Json::Text(number.normalize().to_string()),
        Value::Int(number) => Json::Integer((*number).into()),
        Value::Text(text) => Json::Text(text.clone()),
        Value::Set(words) => Json::Array(words.iter().cloned().map(Json::Text).collect()),
        Value::Bool(value) => Json::Bool(*value),
    }
}
