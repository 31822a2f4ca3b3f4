//! Approval requests (`approval_flow.json`): a run of commands, each applied to the request that the one before left.

use super::{Input, judge, outcome, own_code};
use crate::case::{Call, Case, Check, Plan};
use serde_json::{Value, json};

/// The case of a run: its calls are made here once, because each one needs the answer of the one before.
pub fn case(id: &str, input: &Input<'_>, expect: &Value) -> Case {
    let first = json!({
        "policy": input.get("policy"), "directory": input.get("directory"),
        "context": input.get("ctx"), "at": input.get("at"),
    });
    let mut calls = vec![Call::new("submit_approval", &first)];
    let mut request = answer(&calls[0])["value"]["request"].clone();
    for command in input.get("commands").as_array().into_iter().flatten() {
        if request.is_null() {
            break;
        }
        let mut command = command.clone();
        if command["cart_hash"] == "@current" {
            command["cart_hash"] = request["cart_hash"].clone();
        }
        if let Some(context) = command.as_object_mut().and_then(|members| members.remove("ctx")) {
            command["context"] = context;
        }
        let next = json!({
            "policy": input.get("policy"), "directory": input.get("directory"),
            "request": request, "command": command,
        });
        let call = Call::new("apply_approval_command", &next);
        if let Some(value) = answer(&call)["value"].get("request") {
            request = value.clone();
        }
        calls.push(call);
    }
    let expect = expect.clone();
    let check: Check = Box::new(move |envelopes| judge(&trace(envelopes), &with_own_codes(&expect)));
    Case { id: id.to_owned(), plan: Plan::Run { calls, check } }
}

/// The answer of a call on this host.
pub fn answer(call: &Call) -> Value {
    serde_json::from_str(&coaraci::api::call(&call.operation, &call.request)).unwrap_or(Value::Null)
}

/// One entry for the submission and one for every command; a refused submission is refused as a whole.
fn trace(envelopes: &[Value]) -> Result<Value, String> {
    let mut status = Value::Null;
    let mut entries = Vec::new();
    for envelope in envelopes {
        match outcome(envelope, |value| Ok(value.clone())) {
            Ok(value) => {
                status = value["request"]["status"].clone();
                entries.push(json!({"status": status, "events": value["events"]}));
            }
            Err(code) if entries.is_empty() => return Err(code),
            Err(code) => entries.push(json!({"err": code, "status": status, "events": []})),
        }
    }
    Ok(entries.into())
}

/// The expectation with the library's names of codes.
pub fn with_own_codes(expect: &Value) -> Value {
    let mut expect = expect.clone();
    let entries = match expect.get_mut("ok") {
        Some(Value::Array(entries)) => entries,
        Some(run) => match run["trace"].as_array_mut() {
            Some(entries) => entries,
            None => return expect,
        },
        None => return expect,
    };
    for entry in entries {
        if let Some(code) = entry["err"].as_str().map(|code| own_code(code).to_owned()) {
            entry["err"] = code.into();
        }
    }
    expect
}
