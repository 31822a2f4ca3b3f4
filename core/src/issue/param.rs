use chrono::NaiveDate;
use rust_decimal::Decimal;
use serde::ser::SerializeMap;
use serde::{Serialize, Serializer};
use std::borrow::Cow;

/// One parameter of an issue. There is no way to put text of a request into it but an [`Param::Id`].
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum Param {
    /// A count.
    Integer(i64),
    /// A physical number.
    Number(f64),
    /// An exact decimal: money, rate, quantity.
    Decimal(Decimal),
    /// A calendar date.
    Date(NaiveDate),
    /// A word of the library: a field name, a code, an enum value.
    Word(Cow<'static, str>),
    /// Words of the library.
    Words(Vec<Cow<'static, str>>),
    /// An opaque id whose form was checked before (1 to 128 of `A-Z a-z 0-9 _ . : -`).
    Id(String),
}

macro_rules! param_from {
    ($($type:ty => $make:expr;)*) => {$(
        impl From<$type> for Param {
            fn from(value: $type) -> Self {
                let make: fn($type) -> Param = $make;
                make(value)
            }
        }
    )*};
}

param_from! {
    i64 => Param::Integer;
    i32 => |value| Param::Integer(value.into());
    u32 => |value| Param::Integer(value.into());
    u16 => |value| Param::Integer(value.into());
    usize => |value| Param::Integer(i64::try_from(value).unwrap_or(i64::MAX));
    f64 => Param::Number;
    Decimal => Param::Decimal;
    NaiveDate => Param::Date;
    &'static str => |value| Param::Word(Cow::Borrowed(value));
    &'static [&'static str] => |value| Param::Words(value.iter().map(|word| Cow::Borrowed(*word)).collect());
}

impl Serialize for Param {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Param::Integer(value) => value.serialize(serializer),
            Param::Number(value) => value.serialize(serializer),
            Param::Decimal(value) => serializer.collect_str(&value.normalize()),
            Param::Date(value) => serializer.collect_str(value),
            Param::Word(value) => value.serialize(serializer),
            Param::Words(values) => values.serialize(serializer),
            Param::Id(value) => value.serialize(serializer),
        }
    }
}

/// The parameters of an issue, in the order in which they were given.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Params(Vec<(&'static str, Param)>);

impl Params {
    /// None.
    pub fn new() -> Self {
        Params::default()
    }

    /// Adds one; a name given again replaces the former value.
    pub fn insert(&mut self, name: &'static str, value: Param) {
        match self.0.iter_mut().find(|(known, _)| *known == name) {
            Some(slot) => slot.1 = value,
            None => self.0.push((name, value)),
        }
    }

    /// The value of a name.
    pub fn get(&self, name: &str) -> Option<&Param> {
        self.0.iter().find(|(known, _)| *known == name).map(|(_, value)| value)
    }

    /// All of them.
    pub fn iter(&self) -> impl Iterator<Item = (&'static str, &Param)> {
        self.0.iter().map(|(name, value)| (*name, value))
    }
}

impl Serialize for Params {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.0.len()))?;
        for (name, value) in &self.0 {
            map.serialize_entry(name, value)?;
        }
        map.end()
    }
}

#[cfg(feature = "schema")]
impl schemars::JsonSchema for Params {
    fn schema_name() -> Cow<'static, str> {
        "Params".into()
    }
    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({"type": "object", "additionalProperties": {"type": ["string", "number", "array"]}})
    }
    fn inline_schema() -> bool {
        true
    }
}
