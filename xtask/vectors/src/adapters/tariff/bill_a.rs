//! Kind `bill_a`: bills of group A. The file's prices hold for the whole cycle, and its flag is one adder.

use super::Asked;
use super::bill_b::{compensation, lines, scee, unit};
use super::shape::{components, each, each_member, renamed, taxes, with};
use serde_json::{Value, json};

/// The cycle of cases that do not name one.
const CYCLE: (&str, &str) = ("2026-05-31", "2026-06-30");

pub fn bill(input: &Value) -> Asked {
    let cycle = match &input["cycle"] {
        Value::Null => json!({"previous_reading": CYCLE.0, "current_reading": CYCLE.1}),
        cycle => cycle.clone(),
    };
    let names = [("cosip", "cosip_brl"), ("max_measured_last_11_kw", "highest_former_kw")];
    let request = with(
        renamed(input, &names),
        &[
            ("unit", &|given| renamed(&unit(given), &[("zero_contract_ok", "injects_only")])),
            ("taxes", &taxes),
            ("injection", &|injection| renamed(injection, &[("tusdg", "tusdg_brl_kw")])),
            ("reactive", &reactive),
            ("free_market", &free_market),
            ("test_period", &test_period),
            ("irrigation", &|irrigation| renamed(irrigation, &[("reduction", "reduction_fraction")])),
            ("other", &|other| each(other, |item| renamed(item, &[("amount", "amount_brl")]))),
            ("scee", &scee),
        ],
    );
    let mut request = request;
    request["tariffs"] = json!([tariffs(&input["tariffs"], &cycle)]);
    request["flags"] = flags(&input["flag_adder"], &cycle);
    request["cycle"] = cycle;
    if request["taxes"].is_null() {
        request["taxes"] = json!({});
    }
    if let Some(members) = request.as_object_mut() {
        members.remove("flag_adder");
    }
    let check = |found: &Value, expected: &Value| {
        lines(found, expected)?;
        compensation(&found["scee"], expected)
    };
    Asked { operation: "bill_group_a", request, check: Box::new(check) }
}

fn tariffs(given: &Value, cycle: &Value) -> Value {
    let names = [
        ("demand", "demand_brl_kw"),
        ("tusd_energy", "tusd_brl_kwh"),
        ("te", "te_brl_kwh"),
        ("te_energia", "te_energia_brl_kwh"),
    ];
    let by_post = |parts: &Value| each_member(parts, components);
    let mut row = with(renamed(given, &names), &[("components", &by_post)]);
    row["valid_from"] = cycle["previous_reading"].clone();
    if row["te_brl_kwh"].is_null() {
        row["te_brl_kwh"] = json!({});
    }
    row
}

/// The same adder in each month of the cycle.
fn flags(adder: &Value, cycle: &Value) -> Value {
    let mut months: Vec<&str> = ["previous_reading", "current_reading"]
        .iter()
        .filter_map(|name| cycle[*name].as_str().and_then(|date| date.get(..7)))
        .collect();
    months.dedup();
    if adder.is_null() {
        return json!([]);
    }
    months.into_iter().map(|month| json!({"month": month, "adder_brl_kwh": adder})).collect()
}

fn reactive(reactive: &Value) -> Value {
    let names = [("rate_energy", "energy_brl_kwh"), ("rate_demand", "demand_brl_kw"), ("hourly", "hours")];
    with(renamed(reactive, &names), &[("hours", &|hours| each(hours, |hour| renamed(hour, &[("posto", "post")])))])
}

fn free_market(energy: &Value) -> Value {
    let names =
        [("price", "price_brl_kwh"), ("charges", "charges_brl_kwh"), ("tusd_discount", "tusd_discount_fraction")];
    renamed(energy, &names)
}

fn test_period(period: &Value) -> Value {
    let reason = |word: &Value| if word == "increase" { word.clone() } else { "new_supply".into() };
    with(period.clone(), &[("reason", &reason)])
}
