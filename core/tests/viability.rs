//! A study of viability equals its parts to the cent, and refuses what they refuse.

#![allow(clippy::disallowed_methods, clippy::expect_used, clippy::unwrap_used, clippy::indexing_slicing)]

use coaraci::api::call;
use proptest::prelude::*;
use serde_json::{Value, json};

fn answer(operation: &str, request: &Value) -> Value {
    serde_json::from_str(&call(operation, &request.to_string())).unwrap()
}

fn ask(operation: &str, request: &Value) -> Value {
    let envelope = answer(operation, request);
    assert_eq!(envelope["ok"], true, "{operation}: {envelope}");
    envelope["value"].clone()
}

/// A home with a roof in São Paulo; energy of each month is given.
fn home() -> Value {
    json!({
        "start_month": "2026-12",
        "generation": {
            "kind": "monthly", "latitude": -23.63, "p_dc_stc_kw": 3.85,
            "monthly_ac_kwh": [500, 470, 480, 430, 390, 360, 380, 430, 440, 470, 490, 500]
        },
        "load": {
            "kind": "shape", "shape": "residential",
            "monthly_kwh": [520, 500, 490, 440, 400, 380, 390, 400, 420, 450, 470, 510]
        },
        "tariff": {
            "tariffs": [{
                "valid_from": "2026-07-04", "act": "REH 3.596/2026",
                "te_brl_kwh": {"unico": "0.31696"}, "tusd_brl_kwh": {"unico": "0.47242"},
                "components": {"unico": {"fio_b_brl_kwh": "0.21208"}}
            }],
            "flags": [{"month": "2026-09", "adder_brl_kwh": "0.01885"}],
            "price_date": "2026-09-30",
            "unit": {"subgroup": "b1", "class": "residencial", "connection": "bi3"},
            "regime": "gd_ii",
            "post_transition": {"kind": "fio_b_fraction", "charged_fraction": "1"},
            "taxes": {"icms_fraction": "0.18", "pis_fraction": "0.0088", "cofins_fraction": "0.0405"},
            "cosip_brl": "21.00"
        },
        "capex": [{"code": "kit", "amount_brl": "9800.00"}, {"code": "labor", "amount_brl": "4300.00"}],
        "financing": {
            "id": "bank-60", "down_payment_brl": "2100.00",
            "terms": {
                "rate": {"value": "0.0149", "basis": "month_effective"}, "installments": 60,
                "release_date": "2026-12-10", "first_due_date": "2027-01-10", "system": "price"
            }
        },
        "economics": {
            "discount_rate_year_effective": "0.1", "tariff_growth_year_effective": "0.05",
            "opex_year_brl": "150.00", "inflation_year_effective": "0.045"
        },
        "co2": {"factor_kg_kwh": 0.0385, "year": 2025, "id": "MCTI"},
        "output": {"hourly": true}
    })
}

/// The same prices at three posts.
fn white(request: &mut Value) {
    request["tariff"]["unit"]["modality"] = json!("white");
    request["tariff"]["peak_start_minutes"] = json!(1080);
    request["tariff"]["tariffs"] = json!([{
        "valid_from": "2026-07-04",
        "te_brl_kwh": {"ponta": "0.49123", "intermediario": "0.30115", "fora_ponta": "0.30115"},
        "tusd_brl_kwh": {"ponta": "1.10342", "intermediario": "0.72217", "fora_ponta": "0.33118"},
        "te_conventional_brl_kwh": "0.31696", "tusd_conventional_brl_kwh": "0.47242",
        "te_energia_brl_kwh": {"ponta": "0.4", "intermediario": "0.25", "fora_ponta": "0.25"},
        "components": {
            "ponta": {"fio_b_brl_kwh": "0.61"}, "intermediario": {"fio_b_brl_kwh": "0.37"},
            "fora_ponta": {"fio_b_brl_kwh": "0.13"}
        }
    }]);
}

/// The first year's prices, as `simulate_bills` takes them.
fn held(request: &Value) -> (Value, Value) {
    let start = request["start_month"].as_str().unwrap();
    let tariffs = request["tariff"]["tariffs"].clone();
    let (year, month): (i32, i32) = (start[..4].parse().unwrap(), start[5..].parse().unwrap());
    let months = (0..12).map(|index| {
        let month = year * 12 + month - 1 + index;
        json!({"month": format!("{}-{:02}", month / 12, month % 12 + 1), "adder_brl_kwh": "0.01885"})
    });
    (tariffs, months.collect())
}

/// Computes the parts of a case one by one and compares them with the whole.
fn compare(request: &Value) {
    let whole = ask("viability", request);
    let shaped = ask("shape_load", &json!({"start_month": request["start_month"], "load": request["load"]}));
    assert_eq!(shaped["hourly_kwh"], whole["hourly"]["load_kwh"]);
    assert_eq!(shaped["mean_days_kw"], whole["energy"]["mean_days"]["consumption_kw"]);

    let economics = &request["economics"];
    let (tariffs, flags) = held(request);
    let mut bills = request["tariff"].clone();
    bills.as_object_mut().unwrap().remove("price_date");
    bills["tariffs"] = tariffs;
    bills["flags"] = flags;
    bills["start"] = format!("{}-01T00:00:00-03:00", request["start_month"].as_str().unwrap()).into();
    bills["tz"] = "-03:00".into();
    bills["step_minutes"] = 60.into();
    bills["load_kwh"] = whole["hourly"]["load_kwh"].clone();
    bills["generation_kwh"] = whole["hourly"]["generation_kwh"].clone();
    let years = economics.get("years_count").cloned().unwrap_or(json!(25));
    let ageing = economics.get("degradation_year_fraction").cloned().unwrap_or(json!("0.005"));
    bills["repeat"] = json!({
        "years_count": years, "degradation_fraction": ageing,
        "degradation_first_year_fraction": economics.get("degradation_first_year_fraction"),
        "tariff_growth_fraction": economics["tariff_growth_year_effective"]
    });
    let bills = ask("simulate_bills", &bills);
    for (part, month) in bills["months"].as_array().unwrap().iter().zip(whole["bills"]["months"].as_array().unwrap()) {
        for (name, other) in [
            ("total_brl", "with_brl"),
            ("baseline_brl", "without_brl"),
            ("saving_brl", "saving_brl"),
            ("consumption_kwh", "grid_kwh"),
            ("injection_kwh", "injection_kwh"),
            ("compensated_kwh", "compensated_kwh"),
            ("balance_kwh", "credits_kwh"),
        ] {
            assert_eq!(part[name], month[other], "{name}");
        }
    }
    let yearly = bills["years"].as_array().unwrap();
    assert_eq!(yearly.len(), whole["years"].as_array().unwrap().len());
    for (part, year) in yearly.iter().zip(whole["years"].as_array().unwrap()) {
        assert_eq!(part["saving_brl"], year["saving_brl"]);
        assert_eq!(part["total_brl"], year["with_brl"]);
    }

    let savings: Vec<&Value> = yearly.iter().map(|year| &year["saving_brl"]).collect();
    let mut project = json!({
        "years": years, "capex_brl": whole["investment"]["capex_brl"],
        "discount_rate_year_effective": economics["discount_rate_year_effective"],
        "energy_first_year_kwh": whole["energy"]["annual_generation_kwh"],
        "degradation_year_fraction": ageing, "savings_brl": savings,
        "degradation_first_year_fraction": economics.get("degradation_first_year_fraction"),
        "opex_first_year_brl": economics.get("opex_year_brl"),
        "inflation_year_effective": economics.get("inflation_year_effective")
    });
    if !request["financing"].is_null() {
        let financing = &request["financing"];
        let mut loan = financing["terms"].clone();
        loan["principal_brl"] = whole["investment"]["financed_brl"].clone();
        let cost = ask("loan_cost", &json!({"loan": loan, "fees": financing.get("fees")}));
        assert_eq!(cost, whole["financing"]["cost"]);
        let cents = |value: &Value| value.as_str().unwrap().replace('.', "").parse::<i64>().unwrap();
        let count = years.as_u64().unwrap() as usize;
        let (mut interest, mut service) = (vec![0; count], vec![0; count]);
        for (row, payment) in
            cost["schedule"]["rows"].as_array().unwrap().iter().zip(cost["payments"].as_array().unwrap())
        {
            let year = (row["number"].as_u64().unwrap() as usize - 1) / 12;
            interest[year] += cents(&row["interest_brl"]);
            service[year] += cents(&payment["total_brl"]);
        }
        let text = |cents: &i64| format!("{}.{:02}", cents / 100, cents % 100);
        project["debt"] = json!({
            "released_brl": cost["released_brl"],
            "interest_brl": interest.iter().map(text).collect::<Vec<_>>(),
            "service_brl": service.iter().map(text).collect::<Vec<_>>()
        });
    }
    let worth = ask("project_economics", &project);
    let indicators = &whole["indicators"];
    assert_eq!(worth["npv_brl"], indicators["npv_brl"]);
    assert_eq!(worth["equity_irr_year_effective"], indicators["irr_year_effective"]);
    assert_eq!(worth["payback_discounted_years"], indicators["payback"]["discounted_years"]);
    assert_eq!(worth["lcoe_real_brl_kwh"], indicators["lcoe_real_brl_kwh"]);
    let flows = |value: &Value| -> Vec<f64> {
        value.as_array().unwrap().iter().map(|year| year["equity_flow_brl"].as_f64().unwrap()).collect()
    };
    assert_eq!(flows(&worth["years"]), flows(&whole["cash_flow"]));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(6))]

    #[test]
    fn the_whole_is_its_parts(
        month in 1_u32..=12,
        year in 2026..2030,
        is_white: bool,
        shape in prop::sample::select(vec!["residential", "commercial", "industrial", "rural"]),
        scale in 0.2_f64..1.5,
        years in 1_u32..=9,
        installments in 1_u32..=12,
        fee in 1_u32..50_000,
        cash: bool,
        growth in 0_u32..150,
        ageing in 0_u32..30,
        first in 0_u32..40,
    ) {
        let mut request = home();
        request["start_month"] = format!("{year}-{month:02}").into();
        request["load"]["shape"] = shape.into();
        for kwh in request["generation"]["monthly_ac_kwh"].as_array_mut().unwrap() {
            *kwh = (kwh.as_f64().unwrap() * scale).into();
        }
        if is_white {
            white(&mut request);
        }
        request["economics"]["years_count"] = years.into();
        request["economics"]["tariff_growth_year_effective"] = format!("0.{growth:03}").into();
        request["economics"]["degradation_year_fraction"] = format!("0.{ageing:03}").into();
        if cash {
            request["financing"] = Value::Null;
        } else {
            request["financing"]["terms"]["installments"] = installments.into();
            let amount = format!("{}.{:02}", fee / 100, fee % 100);
            request["financing"]["fees"] = json!([{"kind": "registry", "when": "upfront", "amount_brl": amount}]);
        }
        request["economics"]["degradation_first_year_fraction"] = format!("0.{first:03}").into();
        compare(&request);
    }
}

#[test]
fn a_home_for_25_years() {
    compare(&home());
    let whole = ask("viability", &home());
    assert_eq!(whole["years"].as_array().unwrap().len(), 25);
    assert_eq!(whole["cash_flow"].as_array().unwrap().len(), 26);
}

/// A shop with a green contract; 60 modules.
fn shop() -> Value {
    let mut request = home();
    for (list, factor) in [("generation", 50.0), ("load", 60.0)] {
        let name = if list == "load" { "monthly_kwh" } else { "monthly_ac_kwh" };
        for kwh in request[list][name].as_array_mut().unwrap() {
            *kwh = (kwh.as_f64().unwrap() * factor).into();
        }
    }
    request["generation"].as_object_mut().unwrap().remove("p_dc_stc_kw");
    request["load"]["shape"] = "commercial".into();
    request["capex"] = json!([{"code": "kit", "amount_brl": "600000.00"}]);
    request["economics"]["taxes"] = json!({"regime": "lucro_real"});
    request["tariff"]["tariffs"] = json!([{
        "valid_from": "2026-07-04", "demand_brl_kw": {"unico": "21.7"},
        "te_brl_kwh": {"ponta": "0.49", "fora_ponta": "0.31"}, "tusd_brl_kwh": {"ponta": "1.21", "fora_ponta": "0.12"},
        "te_energia_brl_kwh": {"ponta": "0.4", "fora_ponta": "0.25"},
        "components": {"ponta": {"fio_b_brl_kwh": "0.7"}, "fora_ponta": {"fio_b_brl_kwh": "0.02"}}
    }]);
    request["tariff"].as_object_mut().unwrap().remove("unit");
    request["tariff"]["unit_a"] = json!({"subgroup": "a4", "modality": "green", "class": "comercial"});
    request["tariff"]["contracted_kw"] = json!({"unico": "90"});
    request["tariff"]["injection"] = json!({"contracted_kw": "150", "tusdg_brl_kw": "8.2"});
    request["tariff"]["peak_start_minutes"] = json!(1080);
    request["output"] = json!({"hourly": true, "lines": true});
    request
}

#[test]
fn a_shop_of_group_a() {
    let mut request = shop();
    request["economics"]["years_count"] = json!(12);
    // `project_economics` is compared without company taxes; those follow below.
    request["economics"].as_object_mut().unwrap().remove("taxes");
    compare(&request);
    let whole = ask("viability", &shop());
    assert!(whole["cash_flow"][1]["tax_brl"].as_f64().unwrap() > 0.0);
    assert!(whole["bills"]["months"][0]["demand_with_kw"]["unico"].is_string());
    for (lines, month) in
        whole["bill_lines"].as_array().unwrap().iter().zip(whole["bills"]["months"].as_array().unwrap())
    {
        for (bill, total) in [("without", "without_brl"), ("with", "with_brl")] {
            let cents = |value: &Value| value.as_str().unwrap().replace('.', "").parse::<i64>().unwrap();
            let sum: i64 = lines[bill]["lines"].as_array().unwrap().iter().map(|line| cents(&line["amount_brl"])).sum();
            assert_eq!(sum, cents(&month[total]));
        }
    }
}

#[test]
fn errors_stand_in_the_part_they_belong_to() {
    let places = |request: &Value| -> Vec<(String, String)> {
        let refused = answer("viability", request);
        assert_eq!(refused["ok"], false);
        let text = |value: &Value| value.as_str().unwrap().to_owned();
        let errors = refused["errors"].as_array().unwrap();
        errors.iter().map(|error| (text(&error["code"]), text(&error["path"]))).collect()
    };
    let one = |code: &str, path: &str| vec![(code.to_owned(), path.to_owned())];
    let mut request = shop();
    request["tariff"]["contracted_kw"] = json!({"unico": "29.99"});
    assert_eq!(places(&request), one("CONTRACTED_DEMAND_BELOW_MINIMUM", "/tariff/contracted_kw"));
    let mut request = home();
    request["tariff"]["unit_a"] = shop()["tariff"]["unit_a"].clone();
    assert_eq!(places(&request), one("FIELDS_EXCLUDE_EACH_OTHER", "/tariff/unit_a"));
    let mut request = home();
    request["financing"]["terms"]["rate"]["basis"] = json!("year_effective");
    assert_eq!(places(&request), one("RATE_BASIS_MISMATCH", "/financing/terms/rate/basis"));
    let mut request = home();
    request["financing"]["down_payment_brl"] = json!("14100.00");
    assert_eq!(places(&request), one("DOWN_PAYMENT_TOO_LARGE", "/financing/down_payment_brl"));
    let mut request = home();
    request["economics"]["tariff_growth_year_effective"] = json!("1.01");
    assert_eq!(places(&request), one("OUT_OF_RANGE", "/economics/tariff_growth_year_effective"));
    let mut request = home();
    request["economics"]["discount_rate_year_effective"] = json!("-1");
    assert_eq!(places(&request), one("RATE_OUT_OF_RANGE", "/economics/discount_rate_year_effective"));
    let mut request = home();
    request["tariff"].as_object_mut().unwrap().remove("post_transition");
    assert_eq!(places(&request), one("POST_TRANSITION_POLICY_REQUIRED", "/tariff/post_transition"));
}
