//! What there is: operations and codes.

use coaraci::api::{self, Locale};
use wasm_bindgen::prelude::wasm_bindgen;

/// The names of all operations.
#[wasm_bindgen]
pub fn operations() -> Vec<String> {
    api::OPERATIONS.iter().map(|operation| operation.name.to_owned()).collect()
}

/// The text of a code, with parameters in braces.
#[wasm_bindgen]
pub fn explain(code: &str, language: &str) -> Option<String> {
    let code = api::codes().find(|known| known.name() == code)?;
    Some(if Locale::of(language) == Locale::En { code.en() } else { code.pt() }.to_owned())
}
