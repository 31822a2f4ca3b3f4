//! Kinds `settle`, `settle_pattern`, `simulate`: series of intervals, given or made by an integer pattern.

use super::Asked;
use super::bill_b::{post_transition, tariffs, unit};
use super::generation::same_rows;
use super::shape::{flags, lower, members, same_amount, same_number, same_numbers, taxes};
use crate::compare::same;
use serde_json::{Map, Value, json};

/// A whole number that may stand as a text.
pub fn whole(value: &Value) -> Option<i64> {
    value.as_i64().or_else(|| value.as_str().and_then(|text| text.parse().ok()))
}

/// The members of a request about time. Times of the files are local: any fixed offset stands for the zone.
pub fn timing(input: &Value) -> Map<String, Value> {
    let start = format!("{}:00-03:00", input["start"].as_str().unwrap_or_default());
    let step = whole(&input["step_min"]).unwrap_or(60);
    let mut request = Map::new();
    request.insert("start".into(), start.into());
    request.insert("tz".into(), "-03:00".into());
    request.insert("step_minutes".into(), step.into());
    for (name, given) in [("load_kwh", "load"), ("generation_kwh", "gen")] {
        let series = match &input[format!("{given}_kwh").as_str()] {
            Value::Null => pattern(input, given, step),
            series => series.clone(),
        };
        request.insert(name.into(), series);
    }
    request
}

/// `load_i = (a + (b i) mod m) / 1000`, `gen_i = ((c i) mod n) / 1000` from 6 to 18 h.
fn pattern(input: &Value, given: &str, step: i64) -> Value {
    let numbers =
        |names: &[&str]| -> Option<Vec<i64>> { names.iter().map(|name| whole(&input[given][*name])).collect() };
    let count = whole(&input["intervals"]).unwrap_or(0);
    let clock = input["start"].as_str().and_then(|start| start.split_once('T')).map(|(_, clock)| clock);
    let first = clock.and_then(|clock| {
        let (hour, minute) = clock.split_once(':')?;
        Some(hour.parse::<i64>().ok()? * 60 + minute.parse::<i64>().ok()?)
    });
    let first = first.unwrap_or(0);
    let thousandths = |value: i64| Value::from(format!("{}.{:03}", value / 1000, value % 1000));
    let of = |index: i64| match given {
        "load" => numbers(&["a", "b", "m"]).map(|n| n[0] + n[1] * index % n[2]),
        _ => {
            let hour = (first + index * step) % 1440 / 60;
            numbers(&["c", "n"]).map(|n| if (6..18).contains(&hour) { n[0] * index % n[1] } else { 0 })
        }
    };
    (0..count).filter_map(of).map(thousandths).collect()
}

/// The members about the peak.
fn peak(input: &Value, request: &mut Map<String, Value>) {
    if let Some(minutes) = whole(&input["peak_start_min"]) {
        request.insert("peak_start_minutes".into(), minutes.into());
    }
}

pub fn settle(input: &Value) -> Asked {
    let mut request = timing(input);
    peak(input, &mut request);
    if !input["group"].is_null() {
        request.insert("group".into(), lower(&input["group"]));
    }
    let check = |found: &Value, expected: &Value| {
        let none = Map::new();
        let theirs = expected["months"].as_object().unwrap_or(&none);
        let expected_months: Vec<Value> =
            theirs.iter().map(|(month, posts)| json!({"month": month, "posts": posts})).collect();
        same_rows(&found["months"], &expected_months.into(), |found, expected| {
            same(&found["month"], &expected["month"])?;
            for name in ["consumption_kwh", "injection_kwh"] {
                let posts = expected["posts"].as_object().unwrap_or(&none);
                let theirs: Map<String, Value> =
                    posts.iter().map(|(post, row)| (post.clone(), row[name].clone())).collect();
                same_numbers(&found[name], &theirs.into())?;
            }
            Ok(())
        })?;
        totals(&found["totals"], &expected["totals"])
    };
    Asked { operation: "settle_intervals", request: request.into(), check: Box::new(check) }
}

fn totals(found: &Value, expected: &Value) -> Result<(), String> {
    let names: &[(&str, &str)] = &[
        ("load_kwh", "load"),
        ("generation_kwh", "gen"),
        ("self_consumption_kwh", "self_consumption"),
        ("grid_kwh", "grid"),
        ("injection_kwh", "injection"),
    ];
    members(found, expected, names, same_number)
}

pub fn simulate(input: &Value) -> Asked {
    let mut request = timing(input);
    peak(input, &mut request);
    request.insert("unit".into(), unit(&input["unit"]));
    request.insert("tariffs".into(), tariffs(&input["tariffs"]));
    request.insert("flags".into(), flags(&input["flags"]));
    request.insert("taxes".into(), if input["taxes"].is_null() { json!({}) } else { taxes(&input["taxes"]) });
    request.insert("regime".into(), lower(&input["regime"]));
    for (name, given) in [
        ("transition_end", "transition_end"),
        ("scee_tax", "scee_tax"),
        ("cosip_brl", "cosip"),
        ("min_bill_policy", "min_bill_policy"),
    ] {
        if !input[given].is_null() {
            request.insert(name.into(), input[given].clone());
        }
    }
    if !input["post_transition"].is_null() {
        request.insert("post_transition".into(), post_transition(&input["post_transition"]));
    }
    Asked { operation: "simulate_bills", request: request.into(), check: Box::new(check_simulation) }
}

const SUMS: &[(&str, &str)] = &[("total_brl", "total"), ("baseline_brl", "baseline_total"), ("saving_brl", "saving")];

fn check_simulation(found: &Value, expected: &Value) -> Result<(), String> {
    same_rows(&found["months"], &expected["months"], |found, expected| {
        same(&found["month"], &expected["month"])?;
        for name in ["consumption_kwh", "injection_kwh", "compensated_kwh"] {
            same_numbers(&found[name], &expected[name]).map_err(|text| format!("{name}: {text}"))?;
        }
        for name in ["new_credit_kwh", "balance_kwh"] {
            same_number(&found[name], &expected[name]).map_err(|text| format!("{name}: {text}"))?;
        }
        members(found, expected, SUMS, same_amount)
    })?;
    members(&found["totals"], &expected["year"], SUMS, same_amount)?;
    same_rows(&found["credits"], &expected["lots"], |found, expected| {
        same(&found["id"], &expected["id"])?;
        same(&found["expires"], &expected["expires"])?;
        same_numbers(&found["kwh"], &expected["kwh"])
    })?;
    totals(&found["energy"], &expected["energy"])
}
