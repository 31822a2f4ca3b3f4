//! Conversions of rates (`rates.json`): exact to the 16th decimal.

use super::shape::{equal, sections};
use crate::case::{Adapter, Case, File};
use crate::compare::value;
use serde_json::{Value, json};

/// The adapter.
pub const ADAPTER: Adapter = Adapter { accepts, cases };

fn accepts(file: &File<'_>) -> bool {
    file.name() == "rates.json" && file.json()["effective"].is_array()
}

fn cases(file: &File<'_>) -> Vec<Case> {
    sections(&file.json(), |section, id, row| match section {
        "effective" => {
            let rate = json!({"value": row["rate"], "basis": basis(&row["from"])});
            convert(id, json!({"rate": rate, "to": basis(&row["to"])}), &row["expected"])
        }
        "nominal_to_effective" => {
            let rate = json!({"value": row[0], "basis": "year_nominal"});
            convert(id, json!({"rate": rate, "compounding_count": row[1], "to": "year_effective"}), &row[2])
        }
        "effective_to_nominal" => {
            let rate = json!({"value": row[0], "basis": "year_effective"});
            convert(id, json!({"rate": rate, "to": "year_nominal", "to_compounding_count": row[1]}), &row[2])
        }
        "real" => {
            let of = |value: &Value| json!({"value": value, "basis": "year_effective"});
            rate(id, "real_rate", json!({"rate": of(&row[0]), "inflation": of(&row[1])}), &row[2])
        }
        other => Case::pending(id, other),
    })
}

fn basis(period: &Value) -> String {
    match period.as_str().unwrap_or_default() {
        "day_365" => "day365_effective".to_owned(),
        "day_360" => "day360_effective".to_owned(),
        "day_252" => "day252_effective".to_owned(),
        other => format!("{other}_effective"),
    }
}

fn convert(id: String, request: Value, expected: &Value) -> Case {
    rate(id, "convert_rate", request, expected)
}

fn rate(id: String, operation: &str, request: Value, expected: &Value) -> Case {
    let expected = expected.clone();
    Case::one(id, operation, &request, move |envelope| equal(&value(envelope)?["rate"]["value"], &expected))
}
