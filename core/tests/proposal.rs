//! The proposal equals its parts, refuses what they refuse, and is computed again by whoever doubts it.

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

fn ask(operation: &str, request: &Value) -> Value {
    let envelope = answer(operation, request);
    assert_eq!(envelope["ok"], true, "{operation}: {envelope}");
    envelope["value"].clone()
}

fn cents(value: &Value) -> i64 {
    value.as_str().unwrap().replace('.', "").parse().unwrap()
}

/// The case of the proposal as a study of its own, with the system that was chosen.
fn study(request: &Value, whole: &Value) -> Value {
    let mut study = request.clone();
    for name in ["date", "sizing", "target_oversizing", "options", "connection", "sensitivity", "uncertainty"] {
        study.as_object_mut().unwrap().remove(name);
    }
    study["generation"]["mean_day"]["p_dc_stc_kw"] = whole["system"]["p_dc_stc_kw"].clone();
    study
}

#[test]
fn its_parts_are_those_of_the_operations() {
    let request = request();
    let whole = ask("proposal", &request);
    let mut same = study(&request, &whole);
    assert_eq!(ask("viability", &same), whole["viability"]);
    // Options and sensitivity are studies with another loan or another supposition.
    same["financing"] = Value::Null;
    assert_eq!(ask("viability", &same)["indicators"], whole["options"][0]["indicators"]);
    same["financing"] = request["options"][0].clone();
    let other = ask("viability", &same);
    assert_eq!(other["indicators"], whole["options"][2]["indicators"]);
    assert_eq!(other["financing"], whole["options"][2]["financing"]);
    assert_eq!(whole["chosen_option"], "bank-60");
    let bars = whole["sensitivity"]["bars"].as_array().unwrap();
    let growth = bars.iter().find(|bar| bar["parameter"] == "tariff_growth_year_effective").unwrap();
    let mut slow = study(&request, &whole);
    slow["economics"]["tariff_growth_year_effective"] = "0.03".into();
    assert_eq!(ask("viability", &slow)["indicators"]["npv_brl"], growth["low"]["npv_brl"]);
    assert_eq!(whole["sensitivity"]["base"]["npv_brl"], whole["viability"]["indicators"]["npv_brl"]);
    let system = &whole["viability"]["energy"];
    let connection = json!({
        "generation_kw": format!("{}", system["p_ac_kw"].as_f64().unwrap()), "load_kw": "12", "voltage_v": "220",
        "modality": "autoconsumo_local", "investment_brl": "14100.00"
    });
    let connection = ask("check_connection", &connection);
    assert_eq!(connection["category"], whole["compliance"]["connection"]["category"]);
    assert_eq!(connection["allowed"], whole["compliance"]["connection"]["allowed"]);
    let range = ask(
        "exceedance",
        &json!({
            "p50_kwh": system["annual_generation_kwh"], "sigma_fraction": [0.05, 0.03, 0.02], "interannual_fraction": 0.03
        }),
    );
    assert_eq!(range, whole["exceedance"]);
}

#[test]
fn its_first_bill_is_that_of_the_tariff() {
    let request = request();
    let whole = ask("proposal", &request);
    let lines = &whole["bill_lines"][0];
    let bill = json!({
        "tariffs": request["tariff"]["tariffs"],
        "flags": [{"month": "2026-12", "adder_brl_kwh": "0.01885"}],
        "unit": request["tariff"]["unit"], "taxes": request["tariff"]["taxes"],
        "cycle": {"previous_reading": "2026-11-30", "current_reading": "2026-12-31"},
        "consumption_kwh": {"unico": "510"}, "cosip_brl": "21.00",
    });
    let bill = ask("bill_group_b", &bill);
    assert_eq!(bill["totals"], lines["without"]["totals"]);
    assert_eq!(bill["totals"]["total_brl"], whole["viability"]["bills"]["months"][0]["without_brl"]);
    for (lines, month) in
        whole["bill_lines"].as_array().unwrap().iter().zip(whole["viability"]["bills"]["months"].as_array().unwrap())
    {
        for (side, total) in [("without", "without_brl"), ("with", "with_brl")] {
            let sum: i64 = lines[side]["lines"].as_array().unwrap().iter().map(|line| cents(&line["amount_brl"])).sum();
            assert_eq!(sum, cents(&month[total]));
        }
    }
}

#[test]
fn its_hash_is_that_of_the_value_without_the_hash() {
    let mut whole = ask("proposal", &request());
    let hash = whole.as_object_mut().unwrap().remove("hash").unwrap();
    assert_eq!(coaraci::canonical::value_hash(&whole).unwrap(), hash.as_str().unwrap());
    let kept = concat!(env!("CARGO_MANIFEST_DIR"), "/../vectors/proposal/house_rows.sha256");
    assert_eq!(std::fs::read_to_string(kept).unwrap().trim(), hash.as_str().unwrap());
}

#[test]
fn a_changed_number_is_named_by_its_place() {
    let request = request();
    let whole = ask("proposal", &request);
    let verify = |proposal: &Value| ask("verify_proposal", &json!({"request": request, "proposal": proposal}));
    let verdict = verify(&whole);
    assert_eq!((&verdict["valid"], &verdict["hash"]), (&json!(true), &whole["hash"]));
    let mut tampered = whole.clone();
    tampered["viability"]["bills"]["months"][3]["with_brl"] = "99.99".into();
    let verdict = verify(&tampered);
    assert_eq!(verdict["valid"], false);
    assert_eq!(verdict["issues"].as_array().unwrap().len(), 1);
    assert_eq!(verdict["issues"][0]["code"], "VALUE_CHANGED");
    assert_eq!(verdict["issues"][0]["path"], "/proposal/viability/bills/months/3/with_brl");
    // One digit of a float, a member that is missing, one that is too many, one row less.
    let mut tampered = whole.clone();
    let npv = tampered["viability"]["indicators"]["npv_brl"].as_f64().unwrap();
    tampered["viability"]["indicators"]["npv_brl"] = (npv + 0.001).into();
    tampered["site"].as_object_mut().unwrap().remove("latitude");
    tampered["system"]["colour"] = "blue".into();
    tampered["options"].as_array_mut().unwrap().pop();
    let issues = verify(&tampered)["issues"].clone();
    let found: Vec<(&str, &str)> = issues
        .as_array()
        .unwrap()
        .iter()
        .map(|issue| (issue["code"].as_str().unwrap(), issue["path"].as_str().unwrap()))
        .collect();
    assert_eq!(
        found,
        [
            ("VALUE_MISSING", "/proposal/options/2"),
            ("VALUE_MISSING", "/proposal/site/latitude"),
            ("VALUE_UNEXPECTED", "/proposal/system"),
            ("VALUE_CHANGED", "/proposal/viability/indicators/npv_brl"),
        ]
    );
    // A whole number written with a fraction of zero is the same number.
    let mut same = whole.clone();
    same["viability"]["co2"]["year"] = json!(2023.0);
    assert_eq!(verify(&same)["valid"], true);
}

#[test]
fn its_hash_is_what_a_customer_signs() {
    let whole = ask("proposal", &request());
    let statement = json!({
        "schema": "quote-acceptance/1", "quote": "Q-2026-0042", "revision": 1, "content_hash": whole["hash"],
        "total": whole["viability"]["investment"]["capex_brl"], "currency": "BRL",
        "accepted_by": "hmac256:k1:8f0e5b1f7d0f4f3f2b6f0d3a5e7c9b1a2d4f6e8a0c2e4a6c8e0a2c4e6a8c0e2a",
        "accepted_at": "2026-11-25T14:00:00-03:00", "key_id": "customer-1"
    });
    let signed = ask("sign_acceptance", &json!({"statement": statement, "seed_hex": "11".repeat(32)}));
    let mut check = json!({
        "statement": statement, "public_key_hex": signed["public_key_hex"], "signature_hex": signed["signature_hex"]
    });
    assert_eq!(ask("verify_acceptance", &check)["valid"], true);
    // Another proposal has another hash, and the signature is not of it.
    let mut other = request();
    other["load"]["monthly_kwh"][0] = 521.into();
    check["statement"]["content_hash"] = ask("proposal", &other)["hash"].clone();
    assert_eq!(ask("verify_acceptance", &check)["valid"], false);
}

#[test]
fn a_part_s_refusal_points_into_the_request() {
    let first = |request: &Value| {
        let refused = answer("proposal", request);
        assert_eq!(refused["ok"], false);
        let error = &refused["errors"][0];
        (error["code"].as_str().unwrap().to_owned(), error["path"].as_str().unwrap().to_owned())
    };
    let place = |code: &str, path: &str| (code.to_owned(), path.to_owned());
    let mut wrong = request();
    wrong["options"][0]["terms"]["installments"] = 0.into();
    assert_eq!(first(&wrong), place("INVALID_TERM", "/options/0/terms/installments"));
    let mut wrong = request();
    wrong.as_object_mut().unwrap().remove("target_oversizing");
    assert_eq!(first(&wrong), place("MISSING_FIELD", "/target_oversizing"));
    let mut wrong = request();
    wrong["sensitivity"][1]["low_decimal"] = "0".into();
    assert_eq!(first(&wrong), place("OUT_OF_RANGE", "/sensitivity/1/low_decimal"));
    let mut wrong = request();
    wrong["connection"]["load_kw"] = "-1".into();
    assert_eq!(first(&wrong).1, "/connection/load_kw");
    let mut wrong = request();
    wrong["tariff"]["tariffs"][0]["components"] = json!({});
    assert_eq!(first(&wrong).0, "MISSING_COMPONENT");
}
