//! Names of a request that the operation itself checks, in its own order and with its own code.

use crate::issue::{Code, Issue, Param, Problems};
use serde::de::IntoDeserializer;
use serde::de::value::Error as Plain;
use serde::{Deserialize, Deserializer};
use std::borrow::Cow;

/// One name of a list; a name that is not on it is refused by the operation, in its order of checks, not while reading.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Named<T>(Option<T>);

impl<T> From<T> for Named<T> {
    fn from(value: T) -> Self {
        Named(Some(value))
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Named<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let name = String::deserialize(deserializer)?;
        let name: serde::de::value::StringDeserializer<Plain> = name.into_deserializer();
        Ok(Named(T::deserialize(name).ok()))
    }
}

#[cfg(feature = "schema")]
impl<T: schemars::JsonSchema> schemars::JsonSchema for Named<T> {
    fn schema_name() -> Cow<'static, str> {
        T::schema_name()
    }
    fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        T::json_schema(generator)
    }
    fn inline_schema() -> bool {
        T::inline_schema()
    }
}

/// Where a name stands and how an unknown one is refused.
pub(super) struct Place {
    pub path: &'static str,
    pub code: Code,
    pub known: &'static [&'static str],
}

impl<T: Copy> Named<T> {
    /// The value of a name, `default` for one that is absent; an unknown one is noted.
    pub(super) fn check(given: Option<Named<T>>, default: T, place: Place, problems: &mut Problems) -> T {
        match given {
            None => default,
            Some(Named(Some(value))) => value,
            Some(Named(None)) => {
                let mut issue = Issue::error(place.code).at(place.path);
                let known = place.known.iter().map(|name| Cow::Borrowed(*name)).collect();
                issue.params.insert("expected", Param::Words(known));
                problems.push(issue);
                default
            }
        }
    }
}

/// Declares an enum of names with their list.
macro_rules! names {
    ($($(#[$meta:meta])* $type:ident { $($(#[$doc:meta])* $variant:ident = $name:literal,)* })*) => {$(
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
        #[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
        pub enum $type {
            $($(#[$doc])* #[serde(rename = $name)] $variant,)*
        }

        impl $type {
            /// Names of all of them on the wire.
            pub const NAMES: &[&str] = &[$($name),*];
        }
    )*};
}
pub(super) use names;
