//! The core in the browser: text in, text out. `columns` carries arrays, `prepared` parts that were read before.

mod columns;
mod lists;
mod prepared;

use coaraci::api;
use wasm_bindgen::prelude::wasm_bindgen;

/// Calls an operation; the answer is an envelope.
#[wasm_bindgen]
pub fn call(operation: &str, request: &str) -> String {
    api::call(operation, request)
}

/// The text of an issue for a person.
#[wasm_bindgen]
pub fn message(issue: &str, language: &str) -> String {
    api::explain(issue, language).unwrap_or_else(|error| error.to_string())
}
