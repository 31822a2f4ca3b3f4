//! The proposal equals its parts, and refuses what they refuse.

#![allow(clippy::disallowed_methods, clippy::expect_used, clippy::unwrap_used, clippy::indexing_slicing)]

use coaraci::api::call;
use serde_json::{Value, json};

fn request() -> Value {
    let golden = concat!(env!("CARGO_MANIFEST_DIR"), "/../vectors/proposal/house_rows.json");
    let golden: Value = serde_json::from_str(&std::fs::read_to_string(golden).unwrap()).unwrap();
    golden["request"].clone()
}

fn answer(operation: &str, request: &Value) -> Value {
    serde_json::from_str(&call(operation, &request.to_string())).unwrap()
}

fn cents(value: &Value) -> i64 {
    value.as_str().unwrap().replace('.', "").parse().unwrap()
}

#[test]
fn its_parts_are_those_of_the_domains() {
    let request = request();
    let whole = answer("proposal", &request)["value"].clone();
    let climate = json!({
        "latitude": request["latitude"], "climate": request["climate"], "p_dc_stc_kw": whole["system"]["p_dc_stc_kw"],
        "tilt_deg": 20, "azimuth_deg": 0,
    });
    let energy = answer("estimate_mean_day", &climate)["value"].clone();
    assert_eq!(energy["annual_ac_kwh"], whole["generation"]["annual_ac_kwh"]);
    let bill = json!({
        "tariffs": request["tariffs"], "flags": request["flags"], "unit": request["unit"], "taxes": request["taxes"],
        "cycle": {"previous_reading": "2026-08-31", "current_reading": "2026-09-30"},
        "consumption_kwh": {"unico": "520"}, "cosip_brl": request["cosip_brl"],
    });
    let bill = answer("bill_group_b", &bill)["value"].clone();
    assert_eq!(bill["totals"]["total_brl"], whole["bills"]["months"][0]["without_brl"]);
    assert_eq!(bill, whole["bills"]["example"]["without"]);
    let mut loan = request["loan"]["terms"].clone();
    loan["principal_brl"] = whole["investment"]["financed_brl"].clone();
    assert_eq!(answer("amortization_schedule", &loan)["value"], whole["loan"]);
}

#[test]
fn its_sums_add_up_to_the_cent() {
    let whole = answer("proposal", &request())["value"].clone();
    let months = whole["bills"]["months"].as_array().unwrap();
    let sum = |name: &str| months.iter().map(|month| cents(&month[name])).sum::<i64>();
    assert_eq!(sum("without_brl"), cents(&whole["bills"]["annual_without_brl"]));
    assert_eq!(sum("with_brl"), cents(&whole["bills"]["annual_with_brl"]));
    let mut cumulative = 0;
    for year in whole["cash_flow"].as_array().unwrap() {
        cumulative += cents(&year["net_brl"]);
        assert_eq!(cumulative, cents(&year["cumulative_brl"]));
        if year["year"] != 0 {
            let net = cents(&year["saving_brl"]) - cents(&year["opex_brl"]) - cents(&year["installments_brl"]);
            assert_eq!(net, cents(&year["net_brl"]));
        }
    }
    assert_eq!(whole["cash_flow"].as_array().unwrap().len(), 26);
    // Price of 12,000.00 at 1.49 % in 60 months: 12000 i / (1 - (1+i)^-60) = 303.94 by a pocket calculator.
    assert_eq!(whole["cash_flow"][1]["installments_brl"], "3647.28");
}

#[test]
fn its_hash_is_that_of_the_value_without_the_hash() {
    let mut whole = answer("proposal", &request())["value"].clone();
    let hash = whole.as_object_mut().unwrap().remove("hash").unwrap();
    assert_eq!(coaraci::canonical::value_hash(&whole).unwrap(), hash.as_str().unwrap());
    // The browser's test compares with the same file. A change of it is a change of results: say so in the changelog with [wire].
    let kept = concat!(env!("CARGO_MANIFEST_DIR"), "/../vectors/proposal/house_rows.sha256");
    assert_eq!(std::fs::read_to_string(kept).unwrap().trim(), hash.as_str().unwrap());
}

#[test]
fn above_the_limit_is_a_verdict() {
    let mut request = request();
    request["target_oversizing"] = json!(1.6);
    request["limit_oversizing"] = json!(1.2);
    let refused = answer("proposal", &request);
    assert_eq!(refused["ok"], true);
    assert_eq!(refused["value"]["offered"], false);
    assert_eq!(refused["value"]["findings"][0]["code"], "OVERSIZING_ABOVE_LIMIT");
    assert_eq!(refused["value"]["system"], Value::Null);
    assert_eq!(refused["value"]["cash_flow"], json!([]));
}

#[test]
fn a_part_s_refusal_points_into_the_request() {
    let mut request = request();
    request["price_month"] = json!("2028-01");
    let refused = answer("proposal", &request);
    assert_eq!(refused["errors"][0]["code"], "TARIFF_GAP");
    request["price_month"] = json!("2026-09");
    request["loan"]["terms"]["installments"] = json!(0);
    let refused = answer("proposal", &request);
    assert_eq!(
        (&refused["errors"][0]["code"], &refused["errors"][0]["path"]),
        (&json!("INVALID_TERM"), &json!("/loan/terms/installments"))
    );
}
