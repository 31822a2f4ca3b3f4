//! Parts of a request that are read once.

use coaraci::api;
use napi::Either;
use napi_derive::napi;

/// A part of a request that was read before.
#[napi]
pub struct Prepared(api::Prepared);

#[napi]
impl Prepared {
    /// Calls the operation with the rest of the request; the answer is an envelope.
    #[napi]
    pub fn call(&self, rest: String) -> String {
        self.0.call(&rest)
    }
}

/// Reads a part of a request; the envelope of the error if it is refused.
#[napi]
pub fn prepare(operation: String, part: String) -> Either<Prepared, String> {
    match api::prepare(&operation, &part) {
        Ok(prepared) => Either::A(Prepared(prepared)),
        Err(error) => Either::B(api::refusal(&error)),
    }
}
