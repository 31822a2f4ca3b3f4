//! Intervals and tables in columns.

use super::*;
use coaraci::api::{Column, Values, call_batch};
use proptest::prelude::*;

proptest! {
    #[test]
    fn columns_settle_like_a_request(pairs in prop::collection::vec((0_u32..9_000_000, 0_u32..9_000_000), 1..300)) {
        let series: [Vec<f64>; 2] = [pairs.iter().map(|pair| f64::from(pair.0) / 1e6).collect(), pairs.iter().map(|pair| f64::from(pair.1) / 1e6).collect()];
        let mut shared = json!({"start": "2026-03-12T00:15:00-03:00", "tz": "-03:00", "step_minutes": 30, "peak_start_minutes": 1055, "group": "b"});
        let columns = [Column::new("load_kwh", Values::F64(&series[0])), Column::new("generation_kwh", Values::F64(&series[1]))];
        let batch: Value = serde_json::from_str(&call_batch("settle_intervals", &shared.to_string(), &columns).envelope).unwrap();
        shared["load_kwh"] = json!(series[0]);
        shared["generation_kwh"] = json!(series[1]);
        prop_assert_eq!(&batch["value"]["summary"], &ask("settle_intervals", &shared));
    }
}

#[test]
fn a_wrong_interval_is_named_and_leaves_no_registers() {
    let shared = r#"{"start":"2026-03-12T00:00:00-03:00","tz":"-03:00","step_minutes":60}"#;
    let (load, made) = ([1.0, -1.0, f64::NAN], [0.0, 0.0, 0.0]);
    let columns = [Column::new("load_kwh", Values::F64(&load)), Column::new("generation_kwh", Values::F64(&made))];
    let envelope: Value = serde_json::from_str(&call_batch("settle_intervals", shared, &columns).envelope).unwrap();
    assert!(envelope["value"]["summary"].is_null());
    let found: Vec<(u64, &str)> = envelope["value"]["issues"]
        .as_array()
        .unwrap()
        .iter()
        .map(|issue| (issue["row"].as_u64().unwrap(), issue["errors"][0]["code"].as_str().unwrap()))
        .collect();
    assert_eq!(found, [(1, "NEGATIVE_INTERVAL"), (2, "NOT_FINITE")]);
}

#[test]
fn slices_of_a_table_as_columns_give_what_the_text_gives() {
    let golden: Value =
        serde_json::from_str(include_str!("../../../vectors/import_aneel_tariffs/applied-tariffs-only.json")).unwrap();
    let text = golden["request"]["text"].as_str().unwrap();
    let cuts = [0, 100, 101, i32::try_from(text.len()).unwrap()];
    let columns = [Column::new("content", Values::Bytes { offsets: &cuts, bytes: text.as_bytes() })];
    let batch: Value = serde_json::from_str(&call_batch("import_aneel_tariffs", "{}", &columns).envelope).unwrap();
    assert_eq!(batch["value"]["summary"], golden["response"]["value"]);
}
