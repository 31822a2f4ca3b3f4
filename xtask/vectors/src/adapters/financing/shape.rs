//! What the files of this area share: loans as requests, numbers in texts, sections of cases.

use crate::case::Case;
use crate::compare::{refused, same, short, value};
use rust_decimal::Decimal;
use serde_json::{Map, Value, json};

/// The cases of a file whose members are lists: each element of each section under `section/index` or its own id.
pub fn sections(json: &Value, mut case: impl FnMut(&str, String, &Value) -> Case) -> Vec<Case> {
    let mut cases = Vec::new();
    for (section, content) in json.as_object().into_iter().flatten() {
        for (index, row) in content.as_array().into_iter().flatten().enumerate() {
            let id = row["id"].as_str().map_or_else(|| index.to_string(), str::to_owned);
            cases.push(case(section, format!("{section}/{id}"), row));
        }
    }
    cases
}

/// The request of a loan; terms without a principal give one without `principal_brl`.
pub fn loan(input: &Value) -> Value {
    let mut request = Map::new();
    for (name, content) in input.as_object().into_iter().flatten() {
        let (name, content) = match name.as_str() {
            "principal" => ("principal_brl", content.clone()),
            "rate" => ("rate", json!({"value": content, "basis": basis(input)})),
            "first_due" => ("first_due_date", content.clone()),
            "grace" => ("grace", json!({"installments": content["periods"], "mode": content["mode"]})),
            "balloons" => {
                let rows = content.as_array().into_iter().flatten();
                ("balloons", rows.map(|row| json!({"number": row["k"], "amount_brl": row["amount"]})).collect())
            }
            other => (other, content.clone()),
        };
        request.insert(name.to_owned(), content);
    }
    request.into()
}

/// The basis in which the document states the rate of an accrual.
fn basis(input: &Value) -> &'static str {
    match input["accrual"].as_str() {
        Some("compound_act_365" | "compound_bus_252") => "year_effective",
        Some(simple) if simple.starts_with("simple_") => "year_nominal",
        _ => "month_effective",
    }
}

/// The decimal in a text.
pub fn decimal(value: &Value) -> Option<Decimal> {
    value.as_str().and_then(|text| text.parse().ok())
}

/// The number in a text, or the number itself.
pub fn number(value: &Value) -> f64 {
    value.as_f64().or_else(|| value.as_str().and_then(|text| text.parse().ok())).unwrap_or(f64::NAN)
}

/// Whether two decimals in texts are equal as numbers, or both null.
pub fn equal(found: &Value, expected: &Value) -> Result<(), String> {
    match (decimal(found), decimal(expected)) {
        (Some(a), Some(b)) if a == b => Ok(()),
        // Dates and other words.
        (None, None) => same(found, expected),
        _ => Err(format!("{} instead of {}", short(found), short(expected))),
    }
}

/// Whether the members of an answer equal the expected ones: pairs of the wire's and the file's names.
pub fn members(found: &Value, expected: &Value, names: &[(&str, &str)]) -> Result<(), String> {
    names.iter().try_for_each(|(wire, file)| {
        let (found, expected) = (&found[*wire], &expected[*file]);
        let judged = if expected.is_string() { equal(found, expected) } else { same(found, expected) };
        judged.map_err(|text| format!("{wire}: {text}"))
    })
}

/// Judges by `{"ok": ...}`, `{"error": code}` or plain values.
pub fn expecting(
    envelope: &Value,
    expected: &Value,
    judge: impl Fn(&Value, &Value) -> Result<(), String>,
) -> Result<(), String> {
    match expected["error"].as_str() {
        Some(code) => refused(envelope, code),
        None => judge(value(envelope)?, expected.get("ok").unwrap_or(expected)),
    }
}
