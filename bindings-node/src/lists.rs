//! What there is: operations and codes.

use coaraci::api::{self, Locale};
use napi_derive::napi;

/// The names of all operations.
#[napi]
pub fn operations() -> Vec<&'static str> {
    api::OPERATIONS.iter().map(|operation| operation.name).collect()
}

/// The text of a code, with parameters in braces.
#[napi]
pub fn explain(code: String, language: String) -> Option<&'static str> {
    let code = api::codes().find(|known| known.name() == code)?;
    Some(if Locale::of(&language) == Locale::En { code.en() } else { code.pt() })
}
