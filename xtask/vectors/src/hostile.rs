//! Wrong inputs: every golden request with every one of its values replaced by something that does not belong there.
//!
//! Whatever comes in, the answer is an envelope; a refusal has known codes and pointers and never repeats the input.

use crate::case::{Call, Case, Check, Plan};
use coaraci::api::{Code, OPERATIONS};
use serde_json::Value;
use std::collections::BTreeMap;
use std::path::Path;

/// A valid CPF (of no person): it must never come back in an error.
const CPF: &str = "529.982.247-25";
/// Stands in a request for the text of a substitute, which may be no JSON.
const PLACE: &str = "\u{1}place\u{1}";

/// Places of a request that are tried at the most; of a longer one (a proposal to be verified) as many, evenly spread.
const MOST_PLACES: usize = 200;

/// Texts that replace a value.
fn substitutes() -> Vec<String> {
    let mut texts: Vec<String> = [
        "null",
        "true",
        "-0",
        "-0.0",
        "1e400",
        "-1e400",
        "NaN",
        "9007199254740993",
        "1e-320",
        "-1",
        "[]",
        "{}",
        "\"\"",
        "\"2026-02-30\"",
        "\"2026-13\"",
        "\"2026-01-01T25:00:00Z\"",
        "\"1e5\"",
        "\"-0.00\"",
        r#""\ud800""#,
        r#""\u0000""#,
        "\"1234567890123456789012345678901234567890\"",
        "\"-0.1234567890123456789012345678901234567890\"",
        "1234567890123456789012345678901234567890",
        r#"{"a":1,"a":2}"#,
    ]
    .map(str::to_owned)
    .to_vec();
    texts.extend([format!("\"{CPF}\""), format!("[\"{CPF}\"]"), format!("{{\"{CPF}\":\"{CPF}\"}}")]);
    texts.push(format!("{}{}", "[".repeat(200), "]".repeat(200)));
    texts
}

/// Whole requests that are wrong for every operation.
fn texts() -> Vec<String> {
    let mut texts: Vec<String> =
        ["", " ", "{", "null", "[]", "0", "NaN", "{\"a\":1,\"a\":2}", "\u{feff}{}", "{}x"].map(str::to_owned).to_vec();
    texts.extend([format!("\"{CPF}\""), format!("{{\"{CPF}\":1}}"), "[".repeat(10_000), "{\"a\":".repeat(10_000)]);
    texts
}

/// Cases from the golden requests below `vectors`, one a operation, and from whole texts.
pub fn cases(vectors: &Path) -> Vec<Case> {
    let mut cases = Vec::new();
    for operation in OPERATIONS {
        let mut requests: Vec<String> = texts();
        if let Some(request) = golden(&vectors.join(operation.name)) {
            let mut paths = Vec::new();
            leaves(&request, &mut Vec::new(), &mut paths);
            for path in paths.iter().step_by(paths.len().div_ceil(MOST_PLACES).max(1)) {
                let mut changed = request.clone();
                if let Some(slot) = path.iter().try_fold(&mut changed, |value, step| step.of(value)) {
                    *slot = Value::String(PLACE.to_owned());
                }
                let text = changed.to_string();
                let place = Value::String(PLACE.to_owned()).to_string();
                requests.extend(substitutes().iter().map(|substitute| text.replace(&place, substitute)));
            }
        }
        cases.extend(requests.into_iter().enumerate().map(|(number, request)| {
            let check: Check = Box::new(|envelopes: &[Value]| sound(envelopes.first().unwrap_or(&Value::Null)));
            let calls = vec![Call { operation: operation.name.to_owned(), request }];
            Case { id: format!("{} {number}", operation.name), plan: Plan::Run { calls, check } }
        }));
    }
    if let Some(operation) = OPERATIONS.first() {
        let check: Check = Box::new(|envelopes: &[Value]| sound(envelopes.first().unwrap_or(&Value::Null)));
        let calls = vec![Call { operation: operation.name.to_owned(), request: " ".repeat(1 << 20) }];
        cases.push(Case { id: "a megabyte of blanks".to_owned(), plan: Plan::Run { calls, check } });
    }
    cases
}

/// The first golden request of an operation that is JSON and is answered.
fn golden(folder: &Path) -> Option<Value> {
    let mut files: Vec<_> = std::fs::read_dir(folder).ok()?.flatten().map(|entry| entry.path()).collect();
    files.sort();
    files.iter().find_map(|file| {
        let golden: Value = serde_json::from_str(&std::fs::read_to_string(file).ok()?).ok()?;
        (golden["response"]["ok"] == true && golden["request"].is_object()).then(|| golden["request"].clone())
    })
}

#[derive(Clone)]
enum Step {
    Member(String),
    Element(usize),
}

impl Step {
    fn of<'a>(&self, value: &'a mut Value) -> Option<&'a mut Value> {
        match self {
            Step::Member(name) => value.get_mut(name),
            Step::Element(index) => value.get_mut(index),
        }
    }
}

/// Every member, and the first element of every array.
fn leaves(value: &Value, path: &mut Vec<Step>, found: &mut Vec<Vec<Step>>) {
    let inner: BTreeMap<usize, (Step, &Value)> = match value {
        Value::Object(members) => {
            members.iter().map(|(name, value)| (Step::Member(name.clone()), value)).enumerate().collect()
        }
        Value::Array(elements) => elements.first().map(|value| (0, (Step::Element(0), value))).into_iter().collect(),
        _ => BTreeMap::new(),
    };
    for (step, value) in inner.into_values() {
        path.push(step);
        found.push(path.clone());
        leaves(value, path, found);
        path.pop();
    }
}

fn sound(envelope: &Value) -> Result<(), String> {
    if envelope["ok"] == true {
        return Ok(());
    }
    let errors = envelope["errors"].as_array().filter(|errors| !errors.is_empty()).ok_or("no envelope")?;
    for error in errors {
        let code = error["code"].as_str().unwrap_or_default();
        if Code::find(code).is_none() {
            return Err(format!("unknown code {code:?}"));
        }
        let path = error["path"].as_str().ok_or("no pointer")?;
        if !path.is_empty() && !path.starts_with('/') {
            return Err(format!("{path:?} is no pointer"));
        }
        let text = error.to_string();
        if text.contains("529") && text.contains("247") {
            return Err("the input comes back".to_owned());
        }
    }
    Ok(())
}
