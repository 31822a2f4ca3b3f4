//! IOF (`iof.json`): rates by date, four modes of rounding, single payments, gross-up; exact.

use super::shape::{equal, expecting, loan, members, sections};
use crate::case::{Adapter, Case, File};
use crate::compare::same;
use serde_json::{Value, json};

/// The adapter.
pub const ADAPTER: Adapter = Adapter { accepts, cases };

fn accepts(file: &File<'_>) -> bool {
    let json = file.json();
    json["rates_by_date"].is_array() || json["gross_up"].is_array()
}

const PARTS: [(&str, &str); 3] = [("daily_brl", "daily"), ("additional_brl", "additional"), ("total_brl", "total")];

fn cases(file: &File<'_>) -> Vec<Case> {
    let rows = rates();
    sections(&file.json(), |section, id, row| {
        let expected = row["expected"].clone();
        match section {
            "rates_by_date" => {
                // Rows and no name: the browser package embeds no tables.
                let request = json!({"rows": rows, "date": row["date"], "borrower": row["borrower"]});
                Case::one(id, "look_up_iof", &request, move |envelope| {
                    let names = [("daily_fraction", "daily"), ("additional_fraction", "additional")];
                    expecting(envelope, &expected, |found, expected| members(found, expected, &names))
                })
            }
            "cases" => {
                Case::one(id, "credit_tax", &json!({"loan": loan(&row["loan"]), "iof": terms(row)}), move |envelope| {
                    expecting(envelope, &expected, |found, expected| members(found, expected, &PARTS))
                })
            }
            "bullets" => {
                Case::one(id, "credit_tax", &json!({"loan": bullet(row), "iof": terms(row)}), move |envelope| {
                    expecting(envelope, &expected, |found, expected| members(found, expected, &PARTS))
                })
            }
            "gross_up" => {
                let request = json!({"net_brl": row["net"], "fees_brl": row["fees"], "loan": loan(&row["loan"]), "iof": terms(row)});
                Case::one(id, "gross_up", &request, move |envelope| expecting(envelope, &expected, grossed_up))
            }
            other => Case::pending(id, other),
        }
    })
}

/// The rows of the project's own table.
fn rates() -> Vec<Value> {
    let table = coaraci_data::table("iof-rates-2025-07-17").map_or("", |table| table.text);
    let row = |line: &str| {
        let cells: Vec<&str> = line.split(',').collect();
        let names = ["borrower", "valid_from", "valid_to", "daily_fraction", "additional_fraction", "act"];
        let given = names.into_iter().zip(cells).filter(|(_, cell)| !cell.is_empty());
        given.map(|(name, cell)| (name.to_owned(), json!(cell))).collect::<serde_json::Map<_, _>>().into()
    };
    table.lines().skip(1).map(row).collect()
}

fn terms(row: &Value) -> Value {
    let mut terms = json!({"daily_fraction": row["daily"], "additional_fraction": row["additional"]});
    for name in ["mode", "rounding"] {
        if row[name].is_string() {
            terms[name] = row[name].clone();
        }
    }
    terms
}

/// One payment after a number of days: the interest does not matter.
fn bullet(row: &Value) -> Value {
    let release = chrono::NaiveDate::from_ymd_opt(2025, 1, 1).unwrap_or_default();
    let due = release + chrono::Days::new(row["days"].as_u64().unwrap_or_default());
    json!({
        "principal_brl": row["principal"], "rate": {"value": "0", "basis": "month_effective"}, "installments": 1,
        "release_date": release.to_string(), "first_due_date": due.to_string(), "system": "american",
    })
}

fn grossed_up(found: &Value, expected: &Value) -> Result<(), String> {
    equal(&found["principal_brl"], &expected["principal"])?;
    members(&found["iof"], &expected["iof"], &PARTS)?;
    let schedule = &found["schedule"];
    members(schedule, expected, &[("regular_brl", "regular"), ("total_paid_brl", "total_paid")])?;
    let last = schedule["rows"].as_array().and_then(|rows| rows.last()).map(|row| &row["installment_brl"]);
    match last {
        Some(last) => equal(last, &expected["last"]),
        None => same(&Value::Null, &expected["last"]),
    }
}
