//! The core in Node: text in, text out. `columns` carries arrays, `prepared` parts that were read before, `tasks` calls off
//! the event loop.

#![cfg_attr(test, allow(dead_code))] // napi leaves its exports out of test builds

mod columns;
mod lists;
mod prepared;
mod reports;
mod tasks;

use coaraci::api;
use napi_derive::napi;

/// Calls an operation; the answer is an envelope.
#[napi]
pub fn call(operation: String, request: String) -> String {
    api::call(&operation, &request)
}

/// The text of an issue for a person.
#[napi]
pub fn message(issue: String, language: String) -> String {
    api::explain(&issue, &language).unwrap_or_else(|error| error.to_string())
}
