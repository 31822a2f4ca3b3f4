//! Amortisation schedules (`schedules.json`): every cent of every row and total.

use super::shape::{expecting, loan, members};
use crate::case::{Adapter, Case, File};
use crate::compare::short;
use serde_json::{Value, json};

/// The adapter.
pub const ADAPTER: Adapter = Adapter { accepts, cases };

fn accepts(file: &File<'_>) -> bool {
    let json = file.json();
    let first = &json["cases"][0];
    first["input"]["system"].is_string() && first["input"]["principal"].is_string()
}

fn cases(file: &File<'_>) -> Vec<Case> {
    let json = file.json();
    let case = |row: &Value| {
        let expected = row["expected"].clone();
        Case::one(
            row["id"].as_str().unwrap_or_default(),
            "amortization_schedule",
            &loan(&row["input"]),
            move |envelope| expecting(envelope, &expected, judge),
        )
    };
    json["cases"].as_array().into_iter().flatten().map(case).collect()
}

const TOTALS: [(&str, &str); 9] = [
    ("total_interest_brl", "total_interest"),
    ("total_paid_brl", "total_paid"),
    ("total_amortisation_brl", "total_amortisation"),
    ("capitalised_interest_brl", "capitalised_interest"),
    ("stub_interest_brl", "stub_interest"),
    ("paid_upfront_brl", "paid_upfront"),
    ("ended_early_at", "ended_early_at"),
    ("regular_brl", "regular"),
    ("last_minus_regular_brl", "last_minus_regular"),
];

/// A row of the file with the wire's names.
pub const ROW: [&str; 8] = [
    "number",
    "due_date",
    "pay_date",
    "opening_brl",
    "interest_brl",
    "amortisation_brl",
    "installment_brl",
    "closing_brl",
];

fn judge(found: &Value, expected: &Value) -> Result<(), String> {
    let empty = Vec::new();
    let rows = found["rows"].as_array().unwrap_or(&empty);
    let wanted = expected["rows"].as_array().unwrap_or(&empty);
    if rows.len() != wanted.len() {
        return Err(format!("{} rows instead of {}", rows.len(), wanted.len()));
    }
    for (row, wanted) in rows.iter().zip(wanted) {
        for (index, name) in ROW.iter().enumerate() {
            let wanted = json!({"file": wanted[index]});
            members(row, &wanted, &[(name, "file")]).map_err(|text| format!("{text} in {}", short(row)))?;
        }
    }
    // A total that the file does not name is not judged.
    let named: Vec<(&str, &str)> = TOTALS.into_iter().filter(|(_, file)| expected.get(*file).is_some()).collect();
    members(found, expected, &named)
}
