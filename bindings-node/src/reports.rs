//! Reports and charts of answers.

use napi::bindgen_prelude::Buffer;
use napi_derive::napi;

/// The report of an answer: kind (`auto` is the one that fits), answer as JSON, format, language.
#[napi]
pub fn report(kind: String, answer: String, format: String, language: String) -> napi::Result<Buffer> {
    let written = coaraci_report::report_named(&kind, &answer, &format, &language);
    written.map(Buffer::from).map_err(|error| napi::Error::from_reason(error.to_string()))
}
