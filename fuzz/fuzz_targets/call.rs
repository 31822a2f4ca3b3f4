//! `call` with arbitrary bytes never panics, and always answers with an envelope.
//!
//! The first byte picks the operation, the rest is the request.

#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    let Some((first, request)) = data.split_first() else { return };
    let operations = coaraci::api::OPERATIONS;
    let operation = &operations[usize::from(*first) % operations.len()];
    let Ok(request) = std::str::from_utf8(request) else { return };
    let envelope = coaraci::api::call(operation.name, request);
    assert!(envelope.starts_with(r#"{"ok":true"#) || envelope.starts_with(r#"{"ok":false,"errors":[{"#));
});
