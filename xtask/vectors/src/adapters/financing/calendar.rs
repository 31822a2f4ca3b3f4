//! Easter, bank holidays, business days, adjustments, year fractions, due dates (`calendar.json`).

use crate::case::{Adapter, Call, Case, File, Plan};
use crate::compare::{refused, same, short, value};
use rust_decimal::Decimal;
use serde_json::{Value, json};

/// The adapter.
pub const ADAPTER: Adapter = Adapter { accepts, cases };

/// Columns of the file behind the first date, by their name on the wire.
const ADJUSTMENTS: [&str; 4] = ["following", "modified_following", "preceding", "modified_preceding"];
const DAY_COUNTS: [&str; 6] = ["act_365", "act_360", "act_act_isda", "30e_360", "30u_360", "bus_252"];

fn accepts(file: &File<'_>) -> bool {
    file.name() == "calendar.json" && file.json()["easter"].is_object()
}

fn cases(file: &File<'_>) -> Vec<Case> {
    let json = file.json();
    let mut cases = Vec::new();
    for (section, content) in json.as_object().into_iter().flatten() {
        let rows: Vec<(String, Value)> = match content {
            Value::Array(rows) => {
                rows.iter().enumerate().map(|(index, row)| (index.to_string(), row.clone())).collect()
            }
            Value::Object(rows) => rows.iter().map(|(key, row)| (key.clone(), row.clone())).collect(),
            _ => Vec::new(),
        };
        for (key, row) in rows {
            let id = format!("{section}/{key}");
            match section.as_str() {
                "columns" => {}
                "easter" => cases.push(expecting(id, "easter", &json!({"year": year(&key)}), "date", row)),
                "holidays" => cases.push(holidays(id, &key, row)),
                "bus_days" => {
                    let request = json!({"start_date": row[0], "end_date": row[1]});
                    cases.push(expecting(id, "business_days", &request, "business_days", row[2].clone()));
                }
                "add_bus_days" => {
                    let request = json!({"date": row[0], "business_days": row[1]});
                    cases.push(expecting(id, "add_business_days", &request, "date", row[2].clone()));
                }
                "adjust" => {
                    let of = |name: &str| json!({"date": row[0], "adjustment": name});
                    cases.push(columns(id, "adjust_date", ADJUSTMENTS.map(of), &row, 1, |found, expected| {
                        same(&found["date"], expected)
                    }));
                }
                "year_fraction" => {
                    let of = |name: &str| json!({"start_date": row[0], "end_date": row[1], "day_count": name});
                    cases.push(columns(id, "year_fraction", DAY_COUNTS.map(of), &row, 2, |found, expected| {
                        within(&found["elapsed_years"], expected)
                    }));
                }
                "due_dates" => cases.push(due_dates(id, &row)),
                other => cases.push(Case::pending(id, other)),
            }
        }
    }
    cases
}

fn year(key: &str) -> i32 {
    key.parse().unwrap_or_default()
}

/// A case whose answer has the expected value in one member, or that is refused with `{"error": code}`.
fn expecting(id: String, operation: &str, request: &Value, member: &'static str, expected: Value) -> Case {
    Case::one(id, operation, request, move |envelope| match expected["error"].as_str() {
        Some(code) => refused(envelope, code),
        None => same(&value(envelope)?[member], &expected),
    })
}

fn holidays(id: String, key: &str, expected: Value) -> Case {
    Case::one(id, "bank_holidays", &json!({"year": year(key)}), move |envelope| {
        let found = value(envelope)?["holidays"].as_array().cloned().unwrap_or_default();
        let pairs: Vec<Value> = found.iter().map(|row| json!([row["date"], row["id"]])).collect();
        same(&pairs.into(), &expected)
    })
}

/// A row with one call for each of its columns from `first` on.
fn columns<const N: usize>(
    id: String,
    operation: &str,
    requests: [Value; N],
    row: &Value,
    first: usize,
    judge: fn(&Value, &Value) -> Result<(), String>,
) -> Case {
    let expected: Vec<Value> = row.as_array().into_iter().flatten().skip(first).cloned().collect();
    let calls = requests.iter().map(|request| Call::new(operation, request)).collect();
    let check = Box::new(move |envelopes: &[Value]| {
        if envelopes.len() != expected.len() {
            return Err(format!("{} columns instead of {}", expected.len(), envelopes.len()));
        }
        envelopes.iter().zip(&expected).try_for_each(|(envelope, expected)| judge(value(envelope)?, expected))
    });
    Case { id, plan: Plan::Run { calls, check } }
}

/// Year fractions: absolute 1e-15.
fn within(found: &Value, expected: &Value) -> Result<(), String> {
    let read = |value: &Value| value.as_str().and_then(|text| text.parse::<Decimal>().ok());
    match (read(found), read(expected)) {
        (Some(a), Some(b)) if (a - b).abs() <= Decimal::new(1, 15) => Ok(()),
        _ => Err(format!("{} instead of {}", short(found), short(expected))),
    }
}

fn due_dates(id: String, row: &Value) -> Case {
    let expected = row[1].clone();
    let count = expected.as_array().map_or(0, Vec::len);
    Case::one(id, "due_dates", &json!({"first_due": row[0], "installments": count}), move |envelope| {
        let found = value(envelope)?["dates"].as_array().cloned().unwrap_or_default();
        let due: Vec<Value> = found.iter().map(|row| row["due"].clone()).collect();
        same(&due.into(), &expected)
    })
}
