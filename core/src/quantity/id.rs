use super::refuse;
use crate::issue::{Code, Error, Issue, Param};
use serde::{Deserialize, Deserializer, Serialize};
use std::fmt;

/// An opaque id: 1 to 128 characters of `A-Z a-z 0-9 _ . : -`. It never holds a document, a name or an e-mail address.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(transparent)]
pub struct Id(String);

impl Id {
    /// Its text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl TryFrom<String> for Id {
    type Error = Error;

    /// # Errors
    /// `ID_SYNTAX` for another form.
    fn try_from(text: String) -> Result<Self, Error> {
        let fits = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'.' | b':' | b'-');
        if (1..=128).contains(&text.len()) && text.bytes().all(fits) {
            Ok(Id(text))
        } else {
            Err(Issue::error(Code::ID_SYNTAX).into())
        }
    }
}

impl From<&Id> for Param {
    fn from(id: &Id) -> Self {
        Param::Id(id.0.clone())
    }
}

impl fmt::Display for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for Id {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Id::try_from(String::deserialize(deserializer)?).map_err(refuse)
    }
}

#[cfg(feature = "schema")]
impl schemars::JsonSchema for Id {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Id".into()
    }
    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({"type": "string", "pattern": "^[A-Za-z0-9_.:-]{1,128}$"})
    }
    fn inline_schema() -> bool {
        true
    }
}
