//! Price texts: `[{raw, expected: "490.00" | null}]`.

use crate::case::{Adapter, Case, File};
use crate::compare::{first_code, same, value};
use serde_json::{Value, json};

/// The adapter.
pub const ADAPTER: Adapter = Adapter { accepts, cases };

fn accepts(file: &File<'_>) -> bool {
    file.name() == "price_strings.json"
}

fn cases(file: &File<'_>) -> Vec<Case> {
    let rows = file.json();
    let rows = rows.as_array().cloned().unwrap_or_default();
    rows.into_iter()
        .map(|row| {
            let raw = row["raw"].as_str().unwrap_or_default().to_owned();
            Case::one(raw.clone(), "parse_brl", &json!({"text": raw}), move |envelope| match &row["expected"] {
                Value::Null => first_code(envelope).map(|_| ()),
                expected => same(&value(envelope)?["amount_brl"], expected),
            })
        })
        .collect()
}
