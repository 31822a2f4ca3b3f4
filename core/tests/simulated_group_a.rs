//! Months of group A are bills of group A with the highest power of their intervals and the credits that came before.

#![allow(clippy::disallowed_methods, clippy::expect_used, clippy::unwrap_used, clippy::indexing_slicing)]

use coaraci::api::call;
use proptest::prelude::*;
use serde_json::{Value, json};

fn ask(operation: &str, request: &Value) -> Value {
    let envelope: Value = serde_json::from_str(&call(operation, &request.to_string())).unwrap();
    assert_eq!(envelope["ok"], true, "{operation}: {envelope}");
    envelope["value"].clone()
}

fn kwh(milli: i64) -> Value {
    format!("{}.{:06}", milli / 1_000_000, milli % 1_000_000).into()
}

/// Hours of January and February 2026 in whole units of 1 mWh.
fn hours(seed: i64) -> (Vec<i64>, Vec<i64>) {
    let day = |hour: i64| (6..18).contains(&(hour % 24));
    let load = |hour: i64| 20_000_000 + (7_919_333 * (hour + seed)) % 90_000_000;
    let made = |hour: i64| if day(hour) { (104_729_111 * (hour + 3 * seed)) % 240_000_000 } else { 0 };
    let count = (31 + 28) * 24;
    ((0..count).map(load).collect(), (0..count).map(made).collect())
}

/// Whether an hour of 2026 is a peak hour: 18 to 21 h of working days; the carnival of 2026 is in February.
fn is_peak(hour: usize) -> bool {
    let day = hour / 24;
    // 1 January 2026 is a Thursday and a holiday; 17 February is Carnival Tuesday.
    let weekend = matches!((day + 3) % 7, 5 | 6);
    (18..21).contains(&(hour % 24)) && !weekend && day != 0 && day != 31 + 16
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]

    #[test]
    fn months_are_bills(seed in 1_i64..1000, blue: bool, contract in 40_u32..150, rural: bool) {
        let (load, made) = hours(seed);
        let demand = if blue { json!({"ponta": "50.1", "fora_ponta": "17.3"}) } else { json!({"unico": "21.7"}) };
        let contracted = if blue {
            json!({"ponta": contract.to_string(), "fora_ponta": (contract + 7).to_string()})
        } else {
            json!({"unico": contract.to_string()})
        };
        let shared = json!({
            "tariffs": [{
                "valid_from": "2026-01-01", "demand_brl_kw": demand,
                "te_brl_kwh": {"ponta": "0.49", "fora_ponta": "0.31"}, "tusd_brl_kwh": {"ponta": "1.21", "fora_ponta": "0.12"},
                "te_energia_brl_kwh": {"ponta": "0.4", "fora_ponta": "0.25"},
                "components": {"ponta": {"fio_b_brl_kwh": "0.7"}, "fora_ponta": {"fio_b_brl_kwh": "0.02"}}
            }],
            "flags": [{"month": "2026-01", "adder_brl_kwh": "0"}, {"month": "2026-02", "adder_brl_kwh": "0.01885"}],
            "taxes": {"icms_fraction": "0.18", "pis_fraction": "0.0088", "cofins_fraction": "0.0405"},
            "contracted_kw": contracted,
        });
        let unit = json!({
            "subgroup": "a4", "modality": if blue { "blue" } else { "green" }, "class": if rural { "rural" } else { "comercial" }
        });
        let mut request = shared.clone();
        request["unit_a"] = unit.clone();
        request["start"] = "2026-01-01T00:00:00-03:00".into();
        request["tz"] = "America/Sao_Paulo".into();
        request["step_minutes"] = 60.into();
        request["load_kwh"] = load.iter().map(|milli| kwh(*milli)).collect();
        request["generation_kwh"] = made.iter().map(|milli| kwh(*milli)).collect();
        request["peak_start_minutes"] = 1080.into();
        request["regime"] = "gd_ii".into();
        let months = ask("simulate_bills", &request)["months"].clone();

        let (mut from, mut credits, mut former) = (0, Vec::<Value>::new(), [Value::Null, Value::Null]);
        for (month, days) in [("2026-01", 31), ("2026-02", 28)] {
            let span = from..from + days * 24;
            from = span.end;
            let sum = |peak: bool, pick: &dyn Fn(usize) -> i64| -> i64 {
                span.clone().filter(|hour| is_peak(*hour) == peak).map(pick).sum()
            };
            let most = |posts: &[bool], pick: &dyn Fn(usize) -> i64| -> i64 {
                span.clone().filter(|hour| posts.contains(&is_peak(*hour))).map(pick).max().unwrap()
            };
            let grid = |hour: usize| (load[hour] - made[hour]).max(0);
            let given = |hour: usize| (made[hour] - load[hour]).max(0);
            let all = |hour: usize| load[hour];
            let measured = |pick: &dyn Fn(usize) -> i64| {
                if blue {
                    json!({"ponta": kwh(most(&[true], pick)), "fora_ponta": kwh(most(&[false], pick))})
                } else {
                    json!({"unico": kwh(most(&[true, false], pick))})
                }
            };
            let energy = |pick: &dyn Fn(usize) -> i64| json!({"ponta": kwh(sum(true, pick)), "fora_ponta": kwh(sum(false, pick))});
            let mut lots = vec![json!({"id": format!("own-{month}"), "regime": "gd_ii", "kwh": energy(&given)})];
            lots.extend(credits.clone());
            let mut bill = |pick: &dyn Fn(usize) -> i64, which: usize, scee: Value| {
                let mut bill = shared.clone();
                bill["unit"] = unit.clone();
                let first = if month == "2026-01" { "2025-12-31" } else { "2026-01-31" };
                bill["cycle"] = json!({"previous_reading": first, "current_reading": format!("{month}-{days}")});
                bill["measured_kw"] = measured(pick);
                bill["consumption_kwh"] = energy(pick);
                bill["scee"] = scee;
                if !former[which].is_null() {
                    bill["highest_former_kw"] = former[which].clone();
                }
                former[which] = measured(pick);
                ask("bill_group_a", &bill)
            };
            let without = bill(&all, 0, Value::Null);
            let with = bill(&grid, 1, json!({"lots": lots}));
            let found = months.as_array().unwrap().iter().find(|found| found["month"] == month).unwrap();
            prop_assert_eq!(&found["baseline_brl"], &without["totals"]["total_brl"]);
            prop_assert_eq!(&found["total_brl"], &with["totals"]["total_brl"]);
            prop_assert_eq!(&found["demand_kw"], &with["billed_kw"]);
            prop_assert_eq!(&found["baseline_demand_kw"], &without["billed_kw"]);
            prop_assert_eq!(&found["compensated_kwh"], &with["scee"]["compensated_kwh"]);
            let left = with["scee"]["lots"][0]["left_kwh"].clone();
            credits = vec![json!({"id": format!("own-{month}"), "regime": "gd_ii", "kwh": left})];
        }
    }
}
