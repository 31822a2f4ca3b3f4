//! Parts of a request that are read once.

use coaraci::api;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

/// A part of a request that was read before.
#[wasm_bindgen]
pub struct Prepared(api::Prepared);

#[wasm_bindgen]
impl Prepared {
    /// Calls the operation with the rest of the request; the answer is an envelope.
    pub fn call(&self, rest: &str) -> String {
        self.0.call(rest)
    }
}

/// Reads a part of a request; the envelope of the error if it is refused.
#[wasm_bindgen]
pub fn prepare(operation: &str, part: &str) -> JsValue {
    match api::prepare(operation, part) {
        Ok(prepared) => Prepared(prepared).into(),
        Err(error) => api::refusal(&error).into(),
    }
}
