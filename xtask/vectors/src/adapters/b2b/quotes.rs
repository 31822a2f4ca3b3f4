//! Quotes and their signed acceptance (`quotes.json`).

use super::flow::{answer, with_own_codes};
use super::{Input, Mapped, judge, outcome, pick, renamed};
use crate::case::{Call, Case, Check, Plan};
use serde_json::{Value, json};

pub fn map(input: &Input<'_>) -> Option<Mapped> {
    match input.function {
        "acceptance_sign" => Mapped::new("sign_acceptance", &input.json, |value| {
            let mut signed = pick(value, &["message_sha256", "signature_hex", "public_key_hex"]);
            signed["message_utf8_tail"] = value["statement_canonical"].clone();
            Ok(signed)
        }),
        "acceptance_verify" => Mapped::new("verify_acceptance", &input.json, |value| Ok(value["valid"].clone())),
        _ => None,
    }
}

/// The case of a run: each command is applied to the quote that the one before left.
pub fn case(id: &str, input: &Input<'_>, expect: &Value) -> Case {
    let names = ["author", "content", "valid_for_s", "convert_for_s"].map(|name| (name, name));
    let mut calls = vec![Call::new("draft_quote", &renamed(input, &names))];
    let mut quote = answer(&calls[0])["value"].clone();
    for command in input.get("commands").as_array().into_iter().flatten() {
        let mut command = command.clone();
        if command["hash"] == "@current" {
            let last = quote["revisions"].as_array().and_then(|revisions| revisions.last());
            command["hash"] = last.map_or(Value::Null, |revision| revision["hash"].clone());
        }
        let call = Call::new("apply_quote_command", &json!({"quote": quote, "command": command}));
        if let Some(after) = answer(&call)["value"].get("quote") {
            quote = after.clone();
        }
        calls.push(call);
    }
    let expect = expect.clone();
    let check: Check = Box::new(move |envelopes| judge(&trace(envelopes), &with_own_codes(&expect)));
    Case { id: id.to_owned(), plan: Plan::Run { calls, check } }
}

/// One entry for every command, and the revisions at the end.
fn trace(envelopes: &[Value]) -> Result<Value, String> {
    let shown = |quote: &Value| pick(quote, &["status", "revision", "turn", "valid_until"]);
    let mut entries = Vec::new();
    let mut quote = Value::Null;
    for (index, envelope) in envelopes.iter().enumerate() {
        let refused = match outcome(envelope, |value| Ok(value.clone())) {
            Ok(value) => {
                quote = value.get("quote").unwrap_or(&value).clone();
                quote["revision"] = quote["revisions"].as_array().map_or(0, Vec::len).into();
                None
            }
            Err(code) if index == 0 => return Err(code),
            Err(code) => Some(code),
        };
        if index > 0 {
            let mut entry = shown(&quote);
            if let Some(code) = refused {
                entry["err"] = code.into();
            }
            entries.push(entry);
        }
    }
    Ok(json!({"trace": entries, "revisions": quote["revisions"]}))
}
