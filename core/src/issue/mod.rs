//! What the library says about an input: [`Issue`], [`Error`] and the append-only table of [`Code`]s.
//!
//! An issue names a code, a JSON Pointer to the place, parameters, a severity and, where law decides, the article.
//! It never holds text of the request, so it may be logged.

mod codes;
pub mod locale;
mod message;
mod param;
mod pointer;

pub use codes::{Code, codes};
pub use locale::Locale;
pub use message::message;
pub use param::{Param, Params};
pub use pointer::Pointer;

use serde::Serialize;
use std::fmt;

/// How much an issue matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// The request is malformed, cannot be computed, or the verdict is no.
    Error,
    /// Computed, but look at it.
    Warning,
    /// Worth knowing.
    Notice,
}

/// One thing the library says about an input.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Issue {
    /// Stable code, upper snake case; see `docs/codes.md`.
    pub code: Code,
    /// JSON Pointer (RFC 6901) to the place; empty means the whole request.
    pub path: Pointer,
    /// Numbers, dates, codes and limits that the message needs; never text of the request.
    pub params: Params,
    /// How much it matters.
    pub severity: Severity,
    /// The act and article that decides, where law does.
    pub law: Option<&'static str>,
}

impl Issue {
    /// An error at the whole request.
    pub fn error(code: Code) -> Self {
        Issue { code, path: Pointer::root(), params: Params::new(), severity: Severity::Error, law: None }
    }

    /// A warning at the whole request.
    pub fn warning(code: Code) -> Self {
        Issue { severity: Severity::Warning, ..Issue::error(code) }
    }

    /// The same issue at another place: `"/items/0/quantity"`.
    #[must_use]
    pub fn at(mut self, path: impl Into<Pointer>) -> Self {
        self.path = path.into();
        self
    }

    /// The same issue with one parameter more.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl Into<Param>) -> Self {
        self.params.insert(name, value.into());
        self
    }

    /// The same issue with the act and article that decides.
    #[must_use]
    pub fn law(mut self, law: &'static str) -> Self {
        self.law = Some(law);
        self
    }

    /// The same issue seen from one level above: `prefix` goes in front of the path.
    #[must_use]
    pub fn within(mut self, prefix: &Pointer) -> Self {
        self.path = prefix.join(&self.path);
        self
    }
}

impl fmt::Display for Issue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.path.is_root() { write!(f, "{}", self.code) } else { write!(f, "{} at {}", self.code, self.path) }
    }
}

/// Why a request has no answer: one issue or more, in field order.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[error("{first}")]
pub struct Error {
    first: Issue,
    rest: Vec<Issue>,
}

impl Error {
    /// All issues; the first one names the error.
    pub fn issues(&self) -> impl Iterator<Item = &Issue> {
        std::iter::once(&self.first).chain(&self.rest)
    }

    /// Code of the first issue.
    pub fn code(&self) -> Code {
        self.first.code
    }

    /// Place of the first issue.
    pub fn path(&self) -> &Pointer {
        &self.first.path
    }

    /// The same error seen from one level above: `prefix` goes in front of every path.
    #[must_use]
    pub fn within(self, prefix: impl Into<Pointer>) -> Self {
        let prefix = prefix.into();
        Error {
            first: self.first.within(&prefix),
            rest: self.rest.into_iter().map(|issue| issue.within(&prefix)).collect(),
        }
    }
}

impl From<Issue> for Error {
    fn from(first: Issue) -> Self {
        Error { first, rest: Vec::new() }
    }
}

/// Collects the issues of a request, so that all of them are reported at once.
#[derive(Debug, Default)]
pub struct Problems(Vec<Issue>);

impl Problems {
    /// Nothing found yet.
    pub fn new() -> Self {
        Problems::default()
    }

    /// Notes an issue.
    pub fn push(&mut self, issue: Issue) {
        self.0.push(issue);
    }

    /// Notes all issues of an error and gives the value otherwise.
    pub fn take<T>(&mut self, result: Result<T, Error>) -> Option<T> {
        match result {
            Ok(value) => Some(value),
            Err(error) => {
                self.0.push(error.first);
                self.0.extend(error.rest);
                None
            }
        }
    }

    /// Notes `issue()` unless `condition` holds.
    pub fn require(&mut self, condition: bool, issue: impl FnOnce() -> Issue) {
        if !condition {
            self.0.push(issue());
        }
    }

    /// Whether nothing was noted.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Fine if nothing was noted.
    ///
    /// # Errors
    /// All noted issues, in the order in which they were noted.
    pub fn finish(self) -> Result<(), Error> {
        if self.0.is_empty() { Ok(()) } else { Err(self.into_error()) }
    }

    /// All noted issues as an error; `BAD_JSON` in the impossible case that nothing was noted.
    pub(crate) fn into_error(self) -> Error {
        let mut issues = self.0.into_iter();
        let first = issues.next().unwrap_or_else(|| Issue::error(Code::BAD_JSON));
        Error { first, rest: issues.collect() }
    }
}
