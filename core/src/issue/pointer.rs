use serde::{Serialize, Serializer};
use std::fmt;

/// A JSON Pointer (RFC 6901); empty means the whole document.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Default, Hash)]
pub struct Pointer(String);

impl Pointer {
    /// The whole document.
    pub fn root() -> Self {
        Pointer::default()
    }

    /// Whether it is the whole document.
    pub fn is_root(&self) -> bool {
        self.0.is_empty()
    }

    /// The member `name` of the object here.
    #[must_use]
    pub fn field(&self, name: &str) -> Self {
        let mut path = self.0.clone();
        path.push('/');
        path.push_str(&name.replace('~', "~0").replace('/', "~1"));
        Pointer(path)
    }

    /// The element `index` of the array here.
    #[must_use]
    pub fn index(&self, index: usize) -> Self {
        Pointer(format!("{}/{index}", self.0))
    }

    /// This pointer followed by another one.
    #[must_use]
    pub fn join(&self, rest: &Pointer) -> Self {
        Pointer(format!("{}{}", self.0, rest.0))
    }

    /// The same place seen from the member that the first step leads to.
    #[must_use]
    pub fn without_first(&self) -> Self {
        let rest = self.0.get(1..).and_then(|steps| steps.find('/').and_then(|at| steps.get(at..)));
        Pointer(rest.unwrap_or_default().to_owned())
    }

    /// Its text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// For literals: the text must already be a pointer (`"/items/0"`) or empty.
impl From<&'static str> for Pointer {
    fn from(text: &'static str) -> Self {
        Pointer(text.to_owned())
    }
}

impl fmt::Display for Pointer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl Serialize for Pointer {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

#[cfg(feature = "schema")]
impl schemars::JsonSchema for Pointer {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Pointer".into()
    }
    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({"type": "string", "format": "json-pointer"})
    }
    fn inline_schema() -> bool {
        true
    }
}
