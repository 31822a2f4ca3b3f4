//! The table of codes: append-only; a code is never renamed or reused.

mod calendar;
mod catalog;
mod commerce;
mod compliance;
mod energy;
mod financing;
mod identity;
mod proposal;
mod reading;
mod tariff;
mod text;

use serde::{Serialize, Serializer};
use std::fmt;

/// A stable code with its text in Portuguese and English.
///
/// Texts are one sentence in plain words; `{name}` is replaced by the parameter of that name, formatted for the language.
#[derive(Clone, Copy)]
pub struct Code(&'static Entry);

struct Entry {
    name: &'static str,
    pt: &'static str,
    en: &'static str,
}

/// Declares codes: `LIST { NAME pt "…" en "…"; }` makes `Code::NAME` and the slice `LIST`.
macro_rules! declare {
    ($list:ident { $($name:ident pt $pt:literal en $en:literal;)* }) => {
        impl super::Code {
            $(#[doc = $en] pub const $name: super::Code = super::Code(&super::Entry { name: stringify!($name), pt: $pt, en: $en });)*
        }
        pub(super) const $list: &[super::Code] = &[$(super::Code::$name),*];
    };
}
use declare;

const TABLES: &[&[Code]] = &[
    reading::READING,
    calendar::CALENDAR,
    text::TEXT,
    catalog::CATALOG,
    identity::IDENTITY,
    energy::ENERGY,
    tariff::TARIFF,
    financing::FINANCING,
    compliance::COMPLIANCE,
    commerce::COMMERCE,
    proposal::PROPOSAL,
];

/// All codes, in the order of the table.
pub fn codes() -> impl Iterator<Item = Code> {
    TABLES.iter().flat_map(|table| table.iter().copied())
}

impl Code {
    /// Its name on the wire.
    pub fn name(self) -> &'static str {
        self.0.name
    }

    /// Its text in Brazilian Portuguese, with parameters still in braces.
    pub fn pt(self) -> &'static str {
        self.0.pt
    }

    /// Its text in English, with parameters still in braces.
    pub fn en(self) -> &'static str {
        self.0.en
    }

    /// The parameter of that name in its texts.
    pub(crate) fn parameter(self, name: &str) -> Option<&'static str> {
        let names = self.en().split('{').skip(1).filter_map(|rest| rest.split_once('}'));
        names.map(|(known, _)| known).find(|known| *known == name)
    }

    /// The code of that name.
    pub fn find(name: &str) -> Option<Code> {
        codes().find(|code| code.name() == name)
    }
}

impl PartialEq for Code {
    fn eq(&self, other: &Self) -> bool {
        self.name() == other.name()
    }
}
impl Eq for Code {}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}
impl fmt::Debug for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}
impl Serialize for Code {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.name())
    }
}

#[cfg(feature = "schema")]
impl schemars::JsonSchema for Code {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Code".into()
    }
    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({"type": "string", "pattern": "^[A-Z][A-Z0-9_]*$"})
    }
    fn inline_schema() -> bool {
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_unique_and_upper_snake() {
        let mut names: Vec<_> = codes().map(Code::name).collect();
        names.sort_unstable();
        let count = names.len();
        names.dedup();
        assert_eq!(names.len(), count);
        assert!(
            names.iter().all(|name| name.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit() || b == b'_'))
        );
    }

    #[test]
    fn both_texts_use_the_same_parameters_and_end_with_a_stop() {
        let parameters = |text: &str| {
            let mut names: Vec<String> = text
                .split('{')
                .skip(1)
                .filter_map(|rest| rest.split_once('}').map(|(name, _)| name.to_owned()))
                .collect();
            names.sort();
            names
        };
        for code in codes() {
            assert_eq!(parameters(code.pt()), parameters(code.en()), "{code}");
            assert!(code.pt().ends_with('.') && code.en().ends_with('.'), "{code}");
        }
    }
}
