//! Sweeps and searches equal studies of their own, in any slices, and find what a full computation finds.

#![allow(clippy::disallowed_methods, clippy::expect_used, clippy::unwrap_used, clippy::indexing_slicing)]

use coaraci::api::call;
use serde_json::{Value, json};

fn answer(operation: &str, request: &Value) -> Value {
    serde_json::from_str(&call(operation, &request.to_string())).unwrap()
}

fn ask(operation: &str, request: &Value) -> Value {
    let envelope = answer(operation, request);
    assert_eq!(envelope["ok"], true, "{operation}: {envelope}");
    envelope["value"].clone()
}

fn vector(path: &str) -> Value {
    let file = format!("{}/../vectors/{path}", env!("CARGO_MANIFEST_DIR"));
    let golden: Value = serde_json::from_str(&std::fs::read_to_string(file).unwrap()).unwrap();
    golden["request"].clone()
}

/// A home on hourly weather that the library makes, with a search of 200 variants.
fn search() -> Value {
    let site = json!({"latitude": -23.63, "longitude": -46.66, "altitude_m": 803, "utc_offset_h": -3});
    let weather = ask(
        "generate_weather",
        &json!({
            "climate": {
                "ghi_kwh_m2_day": [5.3, 5.4, 4.8, 4.3, 3.6, 3.4, 3.5, 4.3, 4.3, 5.0, 5.6, 5.8],
                "air_c": vec![20; 12], "air_daily_range_c": vec![8; 12], "wind_m_s": vec![2.5; 12],
            },
            "site": site, "seed": 7,
        }),
    );
    let home = vector("proposal/house_rows.json");
    let option = |modules: u32, price: &str| {
        json!({
            "id": format!("kit-{modules}"), "modules": modules, "price_brl": price,
            "inverter": {"p_ac_max_w": 550 * modules * 10 / 12, "efficiency": 0.97}, "area_m2": f64::from(modules) * 2.58
        })
    };
    let mut loan = home["financing"].clone();
    loan["down_payment_brl"] = "0.00".into();
    json!({
        "weather": weather["weather"],
        "tariff": home["tariff"],
        "start_month": "2026-12",
        "generation": {
            "kind": "simulated", "site": site,
            "system": {
                "arrays": [{
                    "tilt_deg": 20, "azimuth_deg": 0, "modules_per_string": 7, "strings": 1,
                    "module": {"p_stc_w": 550, "gamma_pmp_pct_per_k": -0.34}
                }],
                "inverter": {"p_ac_max_w": 3000, "efficiency": 0.97}
            }
        },
        "load": home["load"],
        "capex": [{"code": "project", "amount_brl": "2500.00"}],
        "economics": home["economics"],
        "search": {
            "tilt_deg": [5, 13, 21, 29, 37], "azimuth_deg": [0, 45, 90, 180, 315],
            "systems": [option(4, "7100.00"), option(6, "9900.00"), option(8, "12600.00"), option(10, "15200.00")],
            "financings": [loan], "cash": true, "roof_area_m2": 24
        }
    })
}

#[test]
fn slices_together_are_the_whole() {
    let request = search();
    let whole = ask("screen_variants", &request);
    assert_eq!(whole["variant_count"], 200);
    let mut joined = Vec::new();
    for (first, count) in [(0, 1), (1, 77), (78, 122)] {
        let mut slice = request.clone();
        slice["first_variant_index"] = first.into();
        slice["slice_count"] = count.into();
        joined.extend(ask("screen_variants", &slice)["screened"].as_array().unwrap().clone());
    }
    assert_eq!(Value::Array(joined.clone()), whole["screened"]);
    let mut after = request.clone();
    after["screened"] = joined.into();
    assert_eq!(ask("optimize_system", &after), ask("optimize_system", &request));
    after["screened"].as_array_mut().unwrap().pop();
    assert_eq!(answer("optimize_system", &after)["errors"][0]["path"], "/screened");
}

#[test]
fn the_best_of_fifty_is_the_best_of_all_in_full() {
    for objective in ["npv", "payback", "installment"] {
        let mut request = search();
        request["search"]["objective"] = objective.into();
        let found = ask("optimize_system", &request);
        request["full_count"] = 1000.into();
        let full = ask("optimize_system", &request);
        assert_eq!(found["full_count"], 50, "{objective}");
        // Ten modules need 25.8 of 24 m².
        assert_eq!(full["full_count"], 150);
        assert_eq!(found["excluded"], json!([{"code": "NO_ROOM", "variant_count": 50}]));
        assert_eq!(found["winner"], full["winner"], "{objective}");
    }
}

#[test]
fn a_winner_is_a_study_of_its_own() {
    let request = search();
    let found = ask("optimize_system", &request);
    let winner = &found["winner"];
    let mut study = request.clone();
    study.as_object_mut().unwrap().remove("search");
    let array = &mut study["generation"]["system"]["arrays"][0];
    array["tilt_deg"] = winner["tilt_deg"].clone();
    array["azimuth_deg"] = winner["azimuth_deg"].clone();
    let systems = request["search"]["systems"].as_array().unwrap();
    let option = systems.iter().find(|option| option["id"] == winner["system"]).unwrap();
    array["modules_per_string"] = option["modules"].clone();
    study["generation"]["system"]["inverter"] = option["inverter"].clone();
    study["capex"].as_array_mut().unwrap().push(json!({"code": "kit", "amount_brl": option["price_brl"]}));
    if !winner["financing"].is_null() {
        study["financing"] = request["search"]["financings"][0].clone();
    }
    let whole = ask("viability", &study);
    assert_eq!(whole["indicators"]["npv_brl"], winner["npv_brl"]);
    assert_eq!(whole["bills"]["annual_saving_brl"], winner["annual_saving_brl"]);
    assert_eq!(whole["energy"]["annual_generation_kwh"], winner["annual_generation_kwh"]);
    // The first look has the same first year.
    let index = usize::try_from(winner["index"].as_u64().unwrap()).unwrap();
    let rows = ask("screen_variants", &request)["screened"].clone();
    assert_eq!(rows[index]["annual_saving_brl"], winner["annual_saving_brl"]);
    // Towards the equator, and not flat.
    assert_eq!(winner["azimuth_deg"], 0.0);
}

#[test]
fn a_scenario_is_a_study_of_its_own() {
    let request = vector("scenario_sweep/targets_and_terms_of_the_platform.json");
    let sweep = ask("scenario_sweep", &request);
    let scenarios = sweep["scenarios"].as_array().unwrap();
    assert_eq!(scenarios.len(), 20);
    for scenario in [&scenarios[3], &scenarios[10]] {
        let mut study = request.clone();
        study.as_object_mut().unwrap().remove("sizing");
        let power = scenario["system"]["p_dc_stc_kw"].as_f64().unwrap();
        study["generation"]["mean_day"]["p_dc_stc_kw"] = power.into();
        study["financing"]["terms"]["installments"] = scenario["installments"].clone();
        let kit = format!("{:.2}", 3500.0 * power);
        study["capex"].as_array_mut().unwrap().push(json!({"code": "kit", "amount_brl": kit}));
        let whole = ask("viability", &study);
        assert_eq!(whole["indicators"]["npv_brl"], scenario["npv_brl"]);
        assert_eq!(whole["bills"]["annual_saving_brl"], scenario["annual_saving_brl"]);
        assert_eq!(whole["financing"]["highest_payment_brl"], scenario["highest_payment_brl"]);
    }
    let best = scenarios.iter().map(|scenario| scenario["npv_brl"].as_f64().unwrap()).fold(f64::MIN, f64::max);
    let recommended = usize::try_from(sweep["recommended"]["index"].as_u64().unwrap()).unwrap();
    assert_eq!(scenarios[recommended]["npv_brl"].as_f64().unwrap(), best);
}

#[test]
fn what_is_wrong_with_a_search_stands_in_it() {
    let places = |request: &Value| -> Vec<String> {
        let refused = answer("screen_variants", request);
        assert_eq!(refused["ok"], false);
        let errors = refused["errors"].as_array().unwrap();
        errors.iter().map(|error| error["path"].as_str().unwrap().to_owned()).collect()
    };
    let mut request = search();
    request["search"]["tilt_deg"] = json!([]);
    request["search"]["systems"][1].as_object_mut().unwrap().remove("area_m2");
    request["financing"] = request["search"]["financings"][0].clone();
    let found = places(&request);
    for place in ["/search/tilt_deg", "/search/systems/1/area_m2", "/financing"] {
        assert!(found.contains(&place.to_owned()), "{found:?}");
    }
    let mut request = search();
    request["search"]["financings"][0]["terms"]["rate"]["basis"] = "year_effective".into();
    assert_eq!(places(&request), ["/search/financings/0/terms/rate/basis"]);
    let mut request = search();
    request["slice_count"] = 201.into();
    assert_eq!(places(&request), ["/slice_count"]);
}
