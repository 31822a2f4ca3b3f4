//! Kinds `gd_regime`, `retained`, `allocate`, `ledger`.

use super::Asked;
use super::bill_b::post_transition;
use super::shape::{components, each, lower, members, renamed, same_number, with};
use crate::compare::same;
use serde_json::Value;

pub fn gd_regime(input: &Value) -> Asked {
    let request = renamed(input, &[("max_share", "largest_share_fraction")]);
    let source = |word: &Value| match word.as_str() {
        Some("solar" | "fotovoltaica") => "solar".into(),
        Some(_) => "other".into(),
        None => word.clone(),
    };
    let days = |days: &Value| days.as_str().and_then(|text| text.parse::<u32>().ok()).map_or(days.clone(), Value::from);
    let request = with(request, &[("source", &source), ("suspended_days", &days)]);
    let check = |found: &Value, expected: &Value| {
        same(&found["category"], &expected["category"])?;
        same(&found["regime"], &lower(&expected["regime"]))?;
        same(&found["transition_end"], &expected["transition_end"])
    };
    Asked { operation: "classify_gd", request, check: Box::new(check) }
}

pub fn retained(input: &Value) -> Asked {
    let request =
        with(input.clone(), &[("regime", &lower), ("components", &components), ("post_transition", &post_transition)]);
    let check = |found: &Value, expected: &Value| {
        same_rows(&found["days"], &expected["retained"], |day, charge| same_number(&day["retained_brl_kwh"], charge))
    };
    Asked { operation: "retained_charge", request, check: Box::new(check) }
}

pub fn allocate(input: &Value) -> Asked {
    let units = |units: &Value| each(units, |unit| renamed(unit, &[("pct", "share_pct")]));
    let request = with(input.clone(), &[("units", &units)]);
    let numbers: &[(&str, &str)] =
        &[("allocated_kwh", "allocated_kwh"), ("used_kwh", "used_kwh"), ("new_credit_kwh", "new_credit_kwh")];
    let check = move |found: &Value, expected: &Value| {
        same_rows(&found["units"], &expected["units"], |found, expected| {
            same(&found["id"], &expected["id"])?;
            members(found, expected, numbers, same_number)
        })
    };
    Asked { operation: "allocate_surplus", request, check: Box::new(check) }
}

pub fn ledger(input: &Value) -> Asked {
    let names = ["netted_kwh", "received_used_kwh", "new_credit_kwh", "expired_kwh", "balance_kwh"];
    let check = move |found: &Value, expected: &Value| {
        same_rows(&found["cycles"], &expected["cycles"], |found, expected| {
            same(&found["billing_date"], &expected["billing_date"])?;
            members(found, expected, &names.map(|name| (name, name)), same_number)?;
            same_rows(&found["credit_used"], &expected["credit_used"], |found, expected| {
                same(&found["origin"], &expected["origin"])?;
                same_number(&found["kwh"], &expected["kwh"])
            })
        })
    };
    Asked { operation: "track_credits", request: input.clone(), check: Box::new(check) }
}

/// Compares two arrays row by row.
pub fn same_rows(
    found: &Value,
    expected: &Value,
    compare: impl Fn(&Value, &Value) -> Result<(), String>,
) -> Result<(), String> {
    let none = Vec::new();
    let (ours, theirs) = (found.as_array().unwrap_or(&none), expected.as_array().unwrap_or(&none));
    for (index, expected) in theirs.iter().enumerate() {
        let found = ours.get(index).unwrap_or(&Value::Null);
        compare(found, expected).map_err(|text| format!("row {index}: {text}"))?;
    }
    if ours.len() == theirs.len() { Ok(()) } else { Err(format!("{} rows instead of {}", ours.len(), theirs.len())) }
}
