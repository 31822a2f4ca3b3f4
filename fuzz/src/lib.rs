//! What holds for every request and its answer.

use coaraci::api::{self, Code, OPERATIONS, Operation, PREPARED};
use serde_json::{Map, Value};

/// A valid CPF (of no person) that the driver puts anywhere: it must never come back in a refusal.
pub const CPF: &str = "529.982.247-25";

/// Calls an operation and panics where the answer is not what the contract promises.
///
/// # Panics
/// For every broken promise.
pub fn check(operation: &Operation, request: &str) {
    let text = api::call(operation.name, request);
    let envelope: Value = serde_json::from_str(&text).expect("an envelope is JSON");
    if envelope["ok"] == true {
        no_negative_zero(&envelope["value"]);
        prepared_is_whole(operation, request, &text);
        return;
    }
    assert_eq!(envelope["ok"], false, "{text}");
    let errors = envelope["errors"].as_array().expect("errors");
    assert!(!errors.is_empty(), "a refusal without an issue");
    for error in errors {
        let code = error["code"].as_str().expect("a code");
        assert!(Code::find(code).is_some(), "unknown code {code}");
        let path = error["path"].as_str().expect("a pointer");
        assert!(path.is_empty() || path.starts_with('/'), "{path} is no pointer");
        assert!(!error.to_string().contains(CPF), "the input comes back: {error}");
    }
}

/// The operation that a number picks.
pub fn operation(number: usize) -> &'static Operation {
    &OPERATIONS[number % OPERATIONS.len()]
}

fn no_negative_zero(value: &Value) {
    match value {
        Value::Number(number) => {
            assert!(number.as_f64().is_none_or(|number| number != 0.0 || number.is_sign_positive()), "-0 in an answer");
        }
        Value::Array(elements) => elements.iter().for_each(no_negative_zero),
        Value::Object(members) => members.values().for_each(no_negative_zero),
        _ => {}
    }
}

/// The bytes of a prepared part and the rest are those of the whole request.
fn prepared_is_whole(operation: &Operation, request: &str, whole: &str) {
    let Some(form) = PREPARED.iter().find(|form| form.name == operation.name) else { return };
    let Ok(Value::Object(members)) = serde_json::from_str(request) else { return };
    let (part, rest): (Map<_, _>, Map<_, _>) =
        members.into_iter().partition(|(name, _)| form.members.contains(&name.as_str()));
    let prepared = api::prepare(operation.name, &Value::from(part).to_string()).expect("a part of a good request");
    assert_eq!(prepared.call(&Value::from(rest).to_string()), whole);
}
