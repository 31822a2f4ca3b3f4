//! Wrong input of bills, ledgers and tables: each refused with a code and a pointer, never filled with a default.

#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

use coaraci::api::call;
use serde_json::{Value, json};

/// Code and path of each issue.
fn refused(operation: &str, request: &Value) -> Vec<String> {
    let envelope: Value = serde_json::from_str(&call(operation, &request.to_string())).unwrap();
    assert_eq!(envelope["ok"], false, "{operation} took {request}: {envelope}");
    let text = |issue: &Value| format!("{} {}", issue["code"].as_str().unwrap(), issue["path"].as_str().unwrap());
    envelope["errors"].as_array().unwrap().iter().map(text).collect()
}

fn accepted(operation: &str, request: &Value) {
    let envelope: Value = serde_json::from_str(&call(operation, &request.to_string())).unwrap();
    assert_eq!(envelope["ok"], true, "{operation}: {envelope}");
}

fn group_b() -> Value {
    json!({
        "tariffs": [{
            "valid_from": "2026-06-24",
            "te_brl_kwh": {"unico": "0.31085"}, "tusd_brl_kwh": {"unico": "0.45717"},
            "components": {"unico": {"fio_b_brl_kwh": "0.2145356"}}
        }],
        "flags": [{"month": "2026-07", "adder_brl_kwh": "0.01885"}, {"month": "2026-08", "adder_brl_kwh": "0.01885"}],
        "unit": {"subgroup": "b1", "connection": "tri"},
        "cycle": {"previous_reading": "2026-07-10", "current_reading": "2026-08-10"},
        "consumption_kwh": {"unico": "260"},
        "taxes": {"icms_fraction": "0.18", "pis_fraction": "0.0083", "cofins_fraction": "0.0383"}
    })
}

fn group_a() -> Value {
    json!({
        "tariffs": [{
            "valid_from": "2026-01-01", "demand_brl_kw": {"unico": "39.87"},
            "tusd_brl_kwh": {"ponta": "2.75779", "fora_ponta": "0.1391"}, "te_brl_kwh": {"ponta": "0.44144", "fora_ponta": "0.25224"}
        }],
        "flags": [{"month": "2026-06", "adder_brl_kwh": "0.01885"}],
        "unit": {"subgroup": "a4", "modality": "green"},
        "cycle": {"previous_reading": "2026-05-31", "current_reading": "2026-06-30"},
        "contracted_kw": {"unico": "300"}, "measured_kw": {"unico": "331.2"},
        "consumption_kwh": {"ponta": "3150", "fora_ponta": "61240"},
        "taxes": {"icms_fraction": "0.20", "pis_fraction": "0.0075", "cofins_fraction": "0.0345"}
    })
}

/// One change at a pointer of a valid request.
fn changed(mut request: Value, pointer: &str, value: Value) -> Value {
    *request.pointer_mut(pointer).unwrap() = value;
    request
}

#[test]
fn the_requests_without_a_mistake_are_answered() {
    accepted("bill_group_b", &group_b());
    accepted("bill_group_a", &group_a());
}

#[test]
fn negative_energy() {
    let negative = |pointer| changed(group_b(), pointer, "-0.000001".into());
    assert_eq!(
        refused("bill_group_b", &negative("/consumption_kwh/unico")),
        ["NEGATIVE_CONSUMPTION /consumption_kwh/unico"]
    );
    let negative = changed(group_a(), "/consumption_kwh/ponta", "-1".into());
    assert_eq!(refused("bill_group_a", &negative), ["NEGATIVE_CONSUMPTION /consumption_kwh/ponta"]);
    let mut compensated = group_b();
    compensated["scee"] = json!({"lots": [{"id": "own", "regime": "gd_ii", "kwh": {"unico": "-1"}}]});
    assert_eq!(refused("bill_group_b", &compensated), ["OUT_OF_RANGE /scee/lots/0/kwh/unico"]);
    let cycles = json!({"cycles": [{"billing_date": "2026-07-10", "consumption_kwh": "-1", "injection_kwh": "-2"}]});
    assert_eq!(
        refused("track_credits", &cycles),
        ["OUT_OF_RANGE /cycles/0/injection_kwh", "NEGATIVE_CONSUMPTION /cycles/0/consumption_kwh"]
    );
    let interval = json!({"start": "2026-03-12T00:00:00-03:00", "tz": "-03:00", "step_minutes": 60, "load_kwh": [1, -0.5], "generation_kwh": [0, 0]});
    assert_eq!(refused("settle_intervals", &interval), ["NEGATIVE_INTERVAL /load_kwh/1"]);
}

#[test]
fn validities_that_overlap_or_leave_a_gap() {
    let mut overlapping = group_b();
    let mut second = overlapping["tariffs"][0].clone();
    second["valid_from"] = "2026-08-10".into();
    overlapping["tariffs"].as_array_mut().unwrap().push(second);
    assert_eq!(refused("bill_group_b", &overlapping), ["TARIFF_OVERLAP /tariffs/1"]);
    let mut gap = group_b();
    gap["tariffs"][0]["valid_to"] = "2026-08-09".into();
    assert_eq!(refused("bill_group_b", &gap), ["TARIFF_GAP /tariffs"]);
    let gap = changed(group_a(), "/tariffs/0/valid_from", "2026-06-02".into());
    assert_eq!(refused("bill_group_a", &gap), ["TARIFF_GAP /tariffs"]);
    let nothing = changed(group_b(), "/tariffs", json!([]));
    assert_eq!(refused("bill_group_b", &nothing), ["TARIFF_GAP /tariffs"]);
}

#[test]
fn cycles_of_no_day_and_of_a_hundred() {
    for (reading, days) in [("2026-07-10", 0), ("2026-07-09", -1), ("2026-10-18", 100), ("2026-08-27", 48)] {
        let wrong = changed(group_b(), "/cycle/current_reading", reading.into());
        let envelope: Value = serde_json::from_str(&call("bill_group_b", &wrong.to_string())).unwrap();
        let first = &envelope["errors"][0];
        assert_eq!(
            (first["code"].as_str(), first["path"].as_str()),
            (Some("INVALID_CYCLE"), Some("/cycle/current_reading"))
        );
        assert_eq!(first["params"]["days"], days);
    }
    // 47 days are the most; a longer cycle is a choice, and then needs its flags like any other.
    let mut long = changed(group_b(), "/cycle/current_reading", "2026-10-18".into());
    long["allow_any_cycle"] = true.into();
    assert_eq!(refused("bill_group_b", &long), ["FLAG_GAP /flags"]);
    accepted("bill_group_b", &changed(group_b(), "/cycle/current_reading", "2026-08-26".into()));
}

#[test]
fn shares_that_do_not_add_up() {
    let shared = |share: &str| {
        json!({"mode": "percentage", "surplus_kwh": "100", "units": [
            {"id": "a", "share_pct": "60", "max_compensable_kwh": "50"}, {"id": "b", "share_pct": share, "max_compensable_kwh": "50"}
        ]})
    };
    assert_eq!(refused("allocate_surplus", &shared("39.9999")), ["PERCENTAGES_MUST_SUM_100 /units"]);
    assert_eq!(refused("allocate_surplus", &shared("40.0001")), ["PERCENTAGES_MUST_SUM_100 /units"]);
    accepted("allocate_surplus", &shared("40"));
}

#[cfg(feature = "data")]
#[test]
fn an_unknown_distributor() {
    let by_name = |distributor: &str| {
        let named = json!({"named": "tariffs-b1-2026-09-30", "distributor": distributor});
        changed(group_b(), "/tariffs", named)
    };
    // A number with right check digits that is no distributor's, and a name instead of an id.
    assert_eq!(refused("bill_group_b", &by_name("11.222.333/0001-81")), ["NOT_FOUND /tariffs"]);
    assert_eq!(refused("bill_group_b", &by_name("Cemig")), ["NOT_FOUND /tariffs"]);
}

#[test]
fn an_unknown_distributor_among_imported_rows() {
    let row = json!({
        "line": 2, "cnpj": "06981180000116", "agent": "CEMIG-D", "act": "REH 3.589/2026", "valid_from": "2026-05-28",
        "subgroup": "B1", "modality": "Convencional", "class": "Residencial", "subclass": "Residencial", "detail": "Não se aplica",
        "post": "unico", "user": "Não se aplica", "tusd_brl_kwh": "0.59308", "te_brl_kwh": "0.31021"
    });
    let asked = json!({"rows": [row], "cnpj": "11222333000181", "subgroup": "B1", "modality": "Convencional", "on": "2026-07-01"});
    assert_eq!(refused("find_tariff", &asked), ["NOT_FOUND /cnpj"]);
}

#[test]
fn a_month_without_a_flag() {
    let gap = changed(group_b(), "/flags", json!([{"month": "2026-07", "adder_brl_kwh": "0.01885"}]));
    let envelope: Value = serde_json::from_str(&call("bill_group_b", &gap.to_string())).unwrap();
    assert_eq!(envelope["errors"][0]["params"]["month"], "2026-08");
    assert_eq!(refused("bill_group_b", &gap), ["FLAG_GAP /flags"]);
    let twice = changed(group_b(), "/flags/1/month", "2026-07".into());
    assert_eq!(refused("bill_group_b", &twice), ["FLAG_OVERLAP /flags/1"]);
    // No schedule at all is no flag, and an isolated system reads none.
    accepted("bill_group_b", &changed(group_b(), "/flags", json!([])));
    let mut isolated = gap;
    isolated["unit"]["isolated_system"] = true.into();
    accepted("bill_group_b", &isolated);
}

#[test]
fn taxes_that_leave_no_price() {
    let icms = |rate: &str| changed(group_b(), "/taxes/icms_fraction", rate.into());
    for rate in ["1", "1.2", "-0.01"] {
        assert_eq!(refused("bill_group_b", &icms(rate)), ["INVALID_TAX /taxes/icms_fraction"], "{rate}");
    }
    accepted("bill_group_b", &icms("0.999999"));
    // Each below one, together no price: before Tema 69 all three are inside.
    let mut together = icms("0.9");
    together["taxes"]["method"] = "pis_cofins_incl_icms".into();
    together["taxes"]["cofins_fraction"] = "0.0917".into();
    assert_eq!(refused("bill_group_b", &together), ["INVALID_TAX /taxes"]);
    let later = json!([{"from": "2027-01", "taxes": {"icms_fraction": "1"}}, {"from": "2027-01", "taxes": {}}]);
    let mut changes = group_a();
    changes["tax_changes"] = later;
    assert_eq!(
        refused("bill_group_a", &changes),
        ["INVALID_TAX /tax_changes/0/taxes/icms_fraction", "INVALID_TAX /tax_changes/1/from"]
    );
}

#[test]
fn tax_rates_are_those_of_the_month_of_the_bill() {
    // 100 kWh without taxes: 31.085, 45.717 and 1.885, each to the even cent.
    let total = |billing_date: &str, changes: Value| {
        let mut bill = changed(group_b(), "/consumption_kwh/unico", "100".into());
        bill["cycle"]["billing_date"] = billing_date.into();
        bill["taxes"] = json!({});
        bill["tax_changes"] = changes;
        let envelope: Value = serde_json::from_str(&call("bill_group_b", &bill.to_string())).unwrap();
        (envelope["value"]["totals"]["total_brl"].clone(), envelope["value"]["totals"]["cbs_brl"].clone())
    };
    // CBS of 10 % on 31.085, 45.717 and 1.885: 34.1935, 50.2887 and 2.0735 with 3.1085, 4.5717 and 0.1885 of CBS.
    let reform = json!([{"from": "2026-08", "taxes": {"cbs_fraction": "0.10"}}, {"from": "2026-09", "taxes": {"cbs_fraction": "0.20"}}]);
    assert_eq!(total("2026-08-10", json!([])), (json!("78.68"), Value::Null));
    assert_eq!(total("2026-08-31", reform.clone()), (json!("86.55"), json!("7.87")));
    // 37.302, 54.8604 and 2.262.
    assert_eq!(total("2026-09-02", reform), (json!("94.42"), json!("15.74")));
}
