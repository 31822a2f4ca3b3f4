//! The one list of operations and the three ways to call them: [`call`], [`call_batch`], [`prepare`].
//!
//! This module is all that bindings, server and programs may use.

mod batch;
mod list;
mod prepared;
mod print;
mod read;

pub use crate::canonical::request_hash;
pub use crate::columns::{Batch, Column, Kind, OwnedColumn, Values};
pub use crate::issue::{Code, Error, Issue, Locale, Param, Severity, codes, message};
pub use batch::{BatchAnswer, call_batch};
pub use list::{BATCHES, OPERATIONS, PREPARED};
pub use prepared::{Prepared, PreparedForm, prepare};
pub use print::SCHEMA_VERSION;

use crate::Answer;
use serde::Serialize;
use serde::de::DeserializeOwned;

/// Version of the library.
pub const VERSION: &str = env!("CARGO_PKG_VERSION");

/// Version of the embedded tables, where they are embedded.
pub const DATA_VERSION: Option<&str> = data_version();

#[cfg(feature = "data")]
const fn data_version() -> Option<&'static str> {
    Some(coaraci_data::VERSION)
}
#[cfg(not(feature = "data"))]
const fn data_version() -> Option<&'static str> {
    None
}

/// One operation: a pure function from a request to an answer, under one name in every language.
pub struct Operation {
    /// Its name on the wire.
    pub name: &'static str,
    /// The domain it belongs to.
    pub domain: &'static str,
    run: fn(&str) -> Result<String, Error>,
    /// The schemas of its request and of its answer's value.
    #[cfg(feature = "schema")]
    pub types: fn(&mut schemars::SchemaGenerator) -> [schemars::Schema; 2],
}

impl std::fmt::Debug for Operation {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Operation").field("name", &self.name).field("domain", &self.domain).finish_non_exhaustive()
    }
}

fn run<Q: DeserializeOwned, A: Serialize>(
    operate: fn(Q) -> Result<Answer<A>, Error>,
    request: &str,
) -> Result<String, Error> {
    print::print(&operate(read::read(request)?)?)
}

/// The operation of that name.
///
/// # Errors
/// `UNKNOWN_OPERATION`.
pub fn operation(name: &str) -> Result<&'static Operation, Error> {
    let found = OPERATIONS.iter().find(|operation| operation.name == name);
    found.ok_or_else(|| Issue::error(Code::UNKNOWN_OPERATION).into())
}

/// A typed request from anything that serializes to its JSON: `json!`, a struct of the caller's. Every field has the name, the
/// default and the check that it has in the other languages; request types may gain optional fields, so there are no literals.
///
/// ```
/// use coaraci::api::request;
/// use serde_json::json;
///
/// let price = coaraci::catalog::parse_brl(request(json!({"text": "R$ 1.322,00"}))?)?.value;
/// assert_eq!(price.amount_brl.to_string(), "1322.00");
/// # Ok::<(), coaraci::api::Error>(())
/// ```
///
/// # Errors
/// All problems at once, as [`call`] reports them. A value that has no JSON (a map whose keys are no text) is `BAD_JSON`.
pub fn request<Q: DeserializeOwned>(value: impl Serialize) -> Result<Q, Error> {
    let text = serde_json::to_string(&value).map_err(|_| Issue::error(Code::BAD_JSON))?;
    read::read(&text)
}

/// Calls an operation. It never fails: the answer is an envelope, `{"ok":true,"value":..,"warnings":..,"meta":..}` or
/// `{"ok":false,"errors":[..]}`.
///
/// ```
/// let answer = coaraci::api::call("parse_brl", r#"{"text":"R$ 1.322,00"}"#);
/// assert!(answer.starts_with(r#"{"ok":true,"value":{"amount_brl":"1322.00"}"#));
/// let refused = coaraci::api::call("parse_brl", "{}");
/// assert!(refused.contains(r#""code":"MISSING_FIELD","path":"/text""#));
/// ```
pub fn call(operation_name: &str, request_json: &str) -> String {
    let answer = operation(operation_name).and_then(|operation| (operation.run)(request_json));
    answer.unwrap_or_else(|error| print::print_error(&error))
}

/// The envelope of an error, as [`call`] would answer it: for hosts whose [`prepare`] was refused.
pub fn refusal(error: &Error) -> String {
    print::print_error(error)
}

/// The text of an issue as it stands in an answer, for a person: `locale` is a language tag (`pt-BR`, `en`).
///
/// Hosts that hold only the JSON of an issue use this; Rust callers have [`message`].
///
/// # Errors
/// As for reading a request, and `NOT_FOUND` for a code that is not in the table.
pub fn explain(issue_json: &str, locale: &str) -> Result<String, Error> {
    print::issue_of(issue_json).map(|issue| message(&issue, Locale::of(locale)))
}
