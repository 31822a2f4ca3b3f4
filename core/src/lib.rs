//! Solar and B2B-commerce rules for Brazil, with one bit-identical result in Rust, Python, Node and the browser.
//!
//! ```
//! let answer = coaraci::api::call("format_brl", r#"{"amount_brl":"1234567.89"}"#);
//! assert!(answer.starts_with(r#"{"ok":true,"value":{"text":"R$"#));
//! ```
//!
//! Three concepts, nothing more:
//!
//! | concept | what it is |
//! |---|---|
//! | Operation | a pure function from a request to an answer, listed once in [`api::OPERATIONS`] and callable from every language by one name and one JSON |
//! | [`issue::Issue`] | one thing the library says about an input: code, pointer, parameters, severity, law |
//! | Quantity | a number that knows what it is: [`money::Money`], [`money::Rate`], [`quantity`] types, a series |
//!
//! Nothing here reads a clock, a file, the environment, a network or a random source, and nothing holds state:
//! weather, tariffs, rates, rules, history and `now` are arguments.

pub mod api;
pub mod calendar;
pub mod canonical;
pub mod catalog;
pub mod columns;
pub mod commerce;
pub mod compliance;
pub mod energy;
pub mod financing;
pub mod identity;
pub mod issue;
pub mod math;
pub mod money;
mod prepare;
pub mod proposal;
pub mod quantity;
pub mod series;
pub mod tariff;
#[allow(clippy::approx_constant, clippy::match_overlapping_arm, reason = "printed coefficients; years in order")]
pub mod weather;

/// A computed value with what must be said beside it.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Answer<T> {
    /// The result itself.
    pub value: T,
    /// Computed, but look at it: issues of severity `warning`.
    pub warnings: Vec<issue::Issue>,
    /// Vintage of every table and fact that was used.
    pub sources: Vec<Source>,
}

impl<T> Answer<T> {
    /// An answer without warnings and sources.
    pub fn new(value: T) -> Self {
        Answer { value, warnings: Vec::new(), sources: Vec::new() }
    }

    /// The same answer around another value.
    pub fn map<U>(self, change: impl FnOnce(T) -> U) -> Answer<U> {
        Answer { value: change(self.value), warnings: self.warnings, sources: self.sources }
    }
}

/// Where a used fact comes from, as the caller or a named table gave it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Source {
    /// What kind of fact it is.
    pub kind: SourceKind,
    /// Identifier of the table, act or series.
    pub id: String,
    /// Its date or version.
    pub vintage: String,
}

/// Kinds of [`Source`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum SourceKind {
    /// A tariff table or act.
    Tariff,
    /// A table of tariff flags (*bandeiras tarifárias*).
    Flag,
    /// A weather series or climate table.
    Weather,
    /// A reference rate.
    Rate,
    /// A catalogue of equipment.
    Catalog,
    /// A law, decree or resolution.
    Law,
}
