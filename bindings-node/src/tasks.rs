//! Calls on the thread pool, so that the event loop goes on.

use crate::columns::{Answered, Given, answer};
use coaraci::api::{self, BatchAnswer};
use napi::bindgen_prelude::{AbortSignal, AsyncTask};
use napi::{Env, Result, Task};
use napi_derive::napi;

/// One call.
pub struct Call {
    operation: String,
    request: String,
}

#[napi]
impl Task for Call {
    type Output = String;
    type JsValue = String;

    fn compute(&mut self) -> Result<String> {
        Ok(api::call(&self.operation, &self.request))
    }

    fn resolve(&mut self, _: Env, envelope: String) -> Result<String> {
        Ok(envelope)
    }
}

/// The same as `call` off the event loop; a call that has not started is given up on `signal`.
#[napi]
pub fn call_async(operation: String, request: String, signal: Option<AbortSignal>) -> AsyncTask<Call> {
    AsyncTask::with_optional_signal(Call { operation, request }, signal)
}

/// One call of a column form.
pub struct CallBatch {
    operation: String,
    request: String,
    columns: Vec<Given>,
}

#[napi]
impl Task for CallBatch {
    type Output = BatchAnswer;
    type JsValue = Answered;

    fn compute(&mut self) -> Result<BatchAnswer> {
        Ok(answer(&self.operation, &self.request, &self.columns))
    }

    fn resolve(&mut self, _: Env, answer: BatchAnswer) -> Result<Answered> {
        Ok(answer.into())
    }
}

/// The same as `callBatch` off the event loop.
#[napi]
pub fn call_batch_async(operation: String, request: String, columns: Vec<Given>) -> AsyncTask<CallBatch> {
    AsyncTask::new(CallBatch { operation, request, columns })
}
