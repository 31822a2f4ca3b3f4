//! Tariff vectors: `{"file","description","cases":[{id,kind,input,expected}]}`, every number a text with an exact decimal.

mod bill_a;
mod bill_b;
mod generation;
mod generic;
mod parts;
mod series;
mod shape;

use crate::case::{Adapter, Case, File};
use crate::compare::refused;
use serde_json::Value;

/// All adapters of the area.
pub fn all() -> Vec<Adapter> {
    vec![Adapter { accepts, cases }]
}

const KINDS: &[&str] = &[
    "tax",
    "prorate",
    "public_lighting",
    "bill_b",
    "bill_a",
    "gd_regime",
    "retained",
    "allocate",
    "ledger",
    "settle",
    "settle_pattern",
    "simulate",
    "generic",
    "generic_pattern",
];

fn accepts(file: &File<'_>) -> bool {
    let json = file.json();
    let kind = json["cases"][0]["kind"].as_str();
    json["file"].is_string() && kind.is_some_and(|kind| KINDS.contains(&kind))
}

fn cases(file: &File<'_>) -> Vec<Case> {
    let json = file.json();
    json["cases"].as_array().cloned().unwrap_or_default().iter().map(case).collect()
}

/// A request with the judgement of its value; errors are judged here.
struct Asked {
    operation: &'static str,
    request: Value,
    check: Box<dyn Fn(&Value, &Value) -> Result<(), String>>,
}

fn case(case: &Value) -> Case {
    let id = case["id"].as_str().unwrap_or_default();
    let (input, expected) = (&case["input"], case["expected"].clone());
    let asked = match case["kind"].as_str().unwrap_or_default() {
        "tax" => parts::tax(input),
        "prorate" => parts::prorate(input),
        "public_lighting" => parts::public_lighting(input),
        "bill_b" => bill_b::bill(input),
        "gd_regime" => generation::gd_regime(input),
        "retained" => generation::retained(input),
        "allocate" => generation::allocate(input),
        "ledger" => generation::ledger(input),
        "bill_a" => bill_a::bill(input),
        "settle" | "settle_pattern" => series::settle(input),
        "simulate" => series::simulate(input),
        "generic" | "generic_pattern" => generic::bill(input),
        kind => return Case::pending(id, kind),
    };
    let Asked { operation, request, check } = asked;
    Case::one(id, operation, &request, move |envelope| match expected["error"].as_str() {
        Some(code) => refused(envelope, code),
        None => check(crate::compare::value(envelope)?, &expected),
    })
}
