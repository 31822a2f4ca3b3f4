//! `years.json`: whole years of generated weather, known by the hash of all their hourly columns.

use crate::case::{Adapter, Case, File, Plan};
use crate::compare::value;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;

pub fn all() -> Vec<Adapter> {
    vec![Adapter { accepts: |file| file.name() == "years.json" && file.json()["places"].is_object(), cases: years }]
}

fn years(file: &File<'_>) -> Vec<Case> {
    let mut places: BTreeMap<String, Value> = BTreeMap::new();
    let json = file.json();
    let cases = json["cases"].as_array().cloned().unwrap_or_default();
    let year = |case: Value| {
        let id = case["id"].as_str().unwrap_or_default().to_owned();
        let place = case["place"].as_str().unwrap_or_default();
        let generated = places.entry(place.to_owned()).or_insert_with(|| {
            let answer = coaraci::api::call("generate_weather", &json["places"][place].to_string());
            serde_json::from_str::<Value>(&answer).unwrap_or_default()["value"].clone()
        });
        if generated.is_null() {
            return Case { id, plan: Plan::Missing(format!("weather of {place}")) };
        }
        let mut request = case["request"].clone();
        request["site"] = generated["site"].clone();
        request["weather"] = generated["weather"].clone();
        request["output"] = json!({"hourly": true, "detail": true});
        let expected = case["sha256"].as_str().unwrap_or_default().to_owned();
        Case::one(id, "simulate_year", &request, move |envelope| {
            let found = hash(value(envelope)?);
            if found == expected { Ok(()) } else { Err(format!("hash {found} instead of {expected}")) }
        })
    };
    cases.into_iter().map(year).collect()
}

/// SHA-256 of the hourly columns as little-endian doubles, minus zero where there is no value.
fn hash(year: &Value) -> String {
    let mut columns = vec![&year["hourly_ac_w"], &year["hourly_dc_w"]];
    for array in year["hourly_arrays"].as_array().into_iter().flatten() {
        columns.extend([&array["poa_w_m2"], &array["effective_w_m2"], &array["cell_c"]]);
    }
    let mut hash = Sha256::new();
    for value in columns.into_iter().filter_map(Value::as_array).flatten() {
        hash.update(value.as_f64().unwrap_or(-0.0).to_bits().to_le_bytes());
    }
    hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
}
