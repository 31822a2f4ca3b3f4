#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::disallowed_methods, reason = "tests")]

use super::run::simulate_year_at;
use super::{SimulateYearRequest, SimulatedYear};
use crate::math::Level;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;

/// SHA-256 of the hourly columns as little-endian doubles, minus zero where there is no value.
fn hash(year: &SimulatedYear) -> String {
    let mut columns: Vec<&[Option<f64>]> =
        vec![year.hourly_ac_w.as_deref().unwrap(), year.hourly_dc_w.as_deref().unwrap()];
    for array in year.hourly_arrays.iter().flatten() {
        columns.extend([&array.poa_w_m2[..], &array.effective_w_m2[..], &array.cell_c[..]]);
    }
    let mut hash = Sha256::new();
    for value in columns.into_iter().flatten() {
        hash.update(value.unwrap_or(-0.0).to_bits().to_le_bytes());
    }
    hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
}

#[test]
fn every_hour_of_twenty_years_has_the_same_bits_at_every_level() {
    let file: Value = serde_json::from_str(include_str!("../../../../../vectors/hours/years.json")).unwrap();
    let mut places: BTreeMap<&str, Value> = BTreeMap::new();
    for (name, request) in file["places"].as_object().unwrap() {
        let answer = crate::weather::generate_weather(serde_json::from_value(request.clone()).unwrap()).unwrap();
        places.insert(name, serde_json::to_value(answer.value).unwrap());
    }
    let mut cases = 0;
    for case in file["cases"].as_array().unwrap() {
        let place = &places[case["place"].as_str().unwrap()];
        let mut request = case["request"].clone();
        request["site"] = place["site"].clone();
        request["weather"] = place["weather"].clone();
        request["output"] = json!({"hourly": true, "detail": true});
        for level in Level::available() {
            // a weather that was read anew knows no sky of another level
            let request: SimulateYearRequest = serde_json::from_value(request.clone()).unwrap();
            let year = simulate_year_at(request, *level).unwrap().value;
            assert_eq!(hash(&year), case["sha256"].as_str().unwrap(), "{} {level:?}", case["id"]);
        }
        cases += 1;
    }
    assert_eq!(cases, 20);
}
