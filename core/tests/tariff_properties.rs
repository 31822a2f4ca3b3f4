//! What holds for every bill, ledger and settlement.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::disallowed_methods)]

use coaraci::api::{Column, Values, call, call_batch};
use proptest::prelude::*;
use rust_decimal::Decimal;
use serde_json::{Value, json};

fn ask(operation: &str, request: &Value) -> Value {
    let envelope: Value = serde_json::from_str(&call(operation, &request.to_string())).unwrap();
    assert_eq!(envelope["ok"], true, "{envelope}");
    envelope["value"].clone()
}

fn dec(value: &Value) -> Decimal {
    value.as_str().unwrap().parse().unwrap()
}

fn kwh(milli: i64) -> Value {
    Decimal::new(milli, 6).normalize().to_string().into()
}

fn request(consumption: i64) -> Value {
    json!({
        "tariffs": [{
            "valid_from": "2026-01-01", "te_brl_kwh": {"unico": "0.31085"}, "tusd_brl_kwh": {"unico": "0.45717"},
            "components": {"unico": {"fio_b_brl_kwh": "0.2145356", "fio_a_brl_kwh": "0.0748", "tfsee_brl_kwh": "0.0011", "ped_brl_kwh": "0.0077"}}
        }],
        "flags": [{"month": "2026-07", "adder_brl_kwh": "0.01885"}, {"month": "2026-08", "adder_brl_kwh": "0.04463"}],
        "unit": {"subgroup": "b1", "connection": "bi3"},
        "cycle": {"previous_reading": "2026-07-10", "current_reading": "2026-08-10"},
        "consumption_kwh": {"unico": kwh(consumption)},
        "taxes": {"icms_fraction": "0.18", "pis_fraction": "0.0083", "cofins_fraction": "0.0383"}
    })
}

fn with_lots(consumption: i64, regime: &str, lots: &[i64]) -> Value {
    let mut bill = request(consumption);
    let lots: Vec<Value> = lots
        .iter()
        .enumerate()
        .map(|(index, milli)| json!({"id": format!("lot-{index}"), "regime": regime, "kwh": {"unico": kwh(*milli)}}))
        .collect();
    bill["scee"] = json!({"lots": lots});
    bill
}

/// Value of the energy without taxes, complement included.
fn value_of(bill: &Value) -> Decimal {
    dec(&bill["scee"]["value_before_floor_brl"]).max(dec(&bill["availability_value_brl"]))
}

const ENERGY: std::ops::Range<i64> = 0..2_000_000_000;

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn lines_add_up_to_totals(consumption in ENERGY, lot in ENERGY) {
        let bill = ask("bill_group_b", &with_lots(consumption, "gd_ii", &[lot]));
        let sum = |member: &str| bill["lines"].as_array().unwrap().iter().map(|line| dec(&line[member])).sum::<Decimal>();
        prop_assert_eq!(sum("amount_brl"), dec(&bill["totals"]["total_brl"]));
        prop_assert_eq!(sum("icms_brl"), dec(&bill["totals"]["icms_brl"]));
        for line in bill["lines"].as_array().unwrap() {
            prop_assert!(line["rule"].is_string() && line["law"].is_string());
        }
    }

    #[test]
    fn more_consumption_never_lowers_a_bill(a in ENERGY, b in ENERGY) {
        let total = |consumption: i64| dec(&ask("bill_group_b", &request(consumption))["totals"]["total_brl"]);
        prop_assert!(total(a.min(b)) <= total(a.max(b)));
    }

    #[test]
    fn credits_stop_at_the_minimum_and_at_what_there_is(consumption in ENERGY, lots in prop::collection::vec(ENERGY, 0..5)) {
        let bill = ask("bill_group_b", &with_lots(consumption, "gd_ii", &lots));
        let before = dec(&ask("bill_group_b", &with_lots(consumption, "gd_ii", &[]))["scee"]["value_before_floor_brl"]);
        let (value, least) = (dec(&bill["scee"]["value_before_floor_brl"]), dec(&bill["availability_value_brl"]));
        prop_assert!(value >= least.min(before));
        let compensated = dec(&bill["scee"]["compensated_kwh"]["unico"]);
        prop_assert!(compensated <= Decimal::new(consumption, 6));
        let mut used = Decimal::ZERO;
        for (lot, given) in bill["scee"]["lots"].as_array().unwrap().iter().zip(&lots) {
            let (taken, left) = (dec(&lot["used_kwh"]["unico"]), dec(&lot["left_kwh"]["unico"]));
            prop_assert!(left >= Decimal::ZERO && taken >= Decimal::ZERO);
            prop_assert_eq!(taken + left, Decimal::new(*given, 6));
            used += taken;
        }
        prop_assert_eq!(used, compensated);
    }

    #[test]
    fn more_credit_never_raises_the_value(consumption in ENERGY, a in ENERGY, b in ENERGY) {
        let value = |lot: i64| value_of(&ask("bill_group_b", &with_lots(consumption, "gd_ii", &[lot])));
        prop_assert!(value(a.max(b)) <= value(a.min(b)) + Decimal::new(1, 6));
    }

    #[test]
    fn later_regimes_pay_no_less(consumption in ENERGY, lot in ENERGY) {
        let value = |regime: &str| value_of(&ask("bill_group_b", &with_lots(consumption, regime, &[lot])));
        let values = ["gd_i", "gd_ii", "gd_iii"].map(value);
        // Where the floor binds, values differ by less than a unit of the energy grid is worth.
        let step = Decimal::new(1, 6);
        prop_assert!(values[0] <= values[1] + step && values[1] <= values[2] + step, "{values:?}");
    }

    #[test]
    fn a_lot_in_two_parts_is_the_same_lot(consumption in ENERGY, lot in ENERGY, part in 0.0..1.0_f64) {
        let first = (lot as f64 * part) as i64;
        let whole = ask("bill_group_b", &with_lots(consumption, "gd_ii", &[lot]));
        let parts = ask("bill_group_b", &with_lots(consumption, "gd_ii", &[first, lot - first]));
        prop_assert_eq!(dec(&whole["scee"]["value_before_floor_brl"]), dec(&parts["scee"]["value_before_floor_brl"]));
    }

    #[test]
    fn the_order_of_tables_does_not_matter(consumption in ENERGY, change in 11_u32..31) {
        let mut bill = request(consumption);
        let mut early = bill["tariffs"][0].clone();
        early["valid_to"] = format!("2026-07-{change}").into();
        let mut late = bill["tariffs"][0].clone();
        late["valid_from"] = format!("2026-07-{}", change + 1).into();
        late["te_brl_kwh"]["unico"] = "0.35".into();
        bill["tariffs"] = json!([early, late]);
        let forward = ask("bill_group_b", &bill);
        for table in ["tariffs", "flags"] {
            bill[table].as_array_mut().unwrap().reverse();
        }
        prop_assert_eq!(forward, ask("bill_group_b", &bill));
    }

    #[test]
    fn twice_the_energy_is_twice_the_value(consumption in 200_000_000..1_000_000_000_i64, part in 0.0..0.5_f64) {
        let lot = (consumption as f64 * part) as i64;
        let value = |times: i64| {
            dec(&ask("bill_group_b", &with_lots(times * consumption, "gd_ii", &[times * lot]))["scee"]["value_before_floor_brl"])
        };
        prop_assert_eq!(value(1) * Decimal::TWO, value(2));
    }

    #[test]
    fn sharing_keeps_every_unit_of_energy(
        surplus in ENERGY,
        units in prop::collection::vec((1_u32..1000, ENERGY, ENERGY), 1..6),
        by_share: bool,
    ) {
        let sum: u32 = units.iter().map(|(weight, ..)| weight).sum();
        let mut left = Decimal::ONE_HUNDRED;
        let rows: Vec<Value> = units
            .iter()
            .enumerate()
            .map(|(index, (weight, most, consumption))| {
                let share = (Decimal::from(*weight) * Decimal::ONE_HUNDRED / Decimal::from(sum)).trunc_with_scale(4);
                let share = if index + 1 == units.len() { left } else { share };
                left -= share;
                let mut unit = json!({"id": format!("u{index}"), "max_compensable_kwh": kwh(*most), "consumption_kwh": kwh(*consumption)});
                if by_share {
                    unit["share_pct"] = share.normalize().to_string().into();
                }
                unit
            })
            .collect();
        let mode = if by_share { "percentage" } else { "order" };
        let answer = ask("allocate_surplus", &json!({"mode": mode, "surplus_kwh": kwh(surplus), "units": rows}));
        let units = answer["units"].as_array().unwrap();
        let sum = |member: &str| units.iter().map(|unit| dec(&unit[member])).sum::<Decimal>();
        prop_assert_eq!(sum("allocated_kwh"), Decimal::new(surplus, 6));
        prop_assert_eq!(sum("used_kwh") + sum("new_credit_kwh"), Decimal::new(surplus, 6));
    }

    #[test]
    fn equal_shares_may_change_places(surplus in ENERGY) {
        let share = |names: [&str; 3]| {
            let units: Vec<Value> = names.iter().zip(["25", "25", "50"]).map(|(id, pct)| json!({"id": id, "share_pct": pct, "max_compensable_kwh": "100"})).collect();
            ask("allocate_surplus", &json!({"mode": "percentage", "surplus_kwh": kwh(surplus), "units": units}))
        };
        let of = |answer: &Value, id: &str| answer["units"].as_array().unwrap().iter().find(|unit| unit["id"] == id).unwrap().clone();
        let (one, other) = (share(["a", "b", "c"]), share(["b", "a", "c"]));
        prop_assert_eq!(of(&one, "a"), of(&other, "a"));
        prop_assert_eq!(of(&one, "b"), of(&other, "b"));
    }

    #[test]
    fn credits_are_kept_used_or_lost(cycles in prop::collection::vec((ENERGY, ENERGY, ENERGY, 20_i64..90), 1..120)) {
        let mut date = chrono::NaiveDate::from_ymd_opt(2021, 1, 31).unwrap();
        let rows: Vec<Value> = cycles
            .iter()
            .map(|(consumed, injected, received, days)| {
                date = date.checked_add_days(chrono::Days::new(days.unsigned_abs())).unwrap();
                json!({"billing_date": date.to_string(), "consumption_kwh": kwh(*consumed), "injection_kwh": kwh(*injected), "received_kwh": kwh(received / 10)})
            })
            .collect();
        let answer = ask("track_credits", &json!({"cycles": rows}));
        let mut balance = Decimal::ZERO;
        for (cycle, (consumed, injected, received, _)) in answer["cycles"].as_array().unwrap().iter().zip(&cycles) {
            let credits: Decimal = cycle["credit_used"].as_array().unwrap().iter().map(|used| dec(&used["kwh"])).sum();
            let (netted, taken) = (dec(&cycle["netted_kwh"]), dec(&cycle["received_used_kwh"]));
            prop_assert!(netted + credits + taken <= Decimal::new(*consumed, 6));
            prop_assert_eq!(dec(&cycle["new_credit_kwh"]), Decimal::new(injected + received / 10, 6) - netted - taken);
            balance += dec(&cycle["new_credit_kwh"]) - credits - dec(&cycle["expired_kwh"]);
            prop_assert_eq!(dec(&cycle["balance_kwh"]), balance);
            prop_assert!(balance >= Decimal::ZERO);
        }
        let last = cycles.iter().map(|(.., days)| days).sum::<i64>();
        let end = chrono::NaiveDate::from_ymd_opt(2021, 1, 31).unwrap() + chrono::Duration::days(last);
        for credit in answer["credits"].as_array().unwrap() {
            let expires: chrono::NaiveDate = credit["expires"].as_str().unwrap().parse().unwrap();
            prop_assert!(expires >= end);
        }
    }

    #[test]
    fn a_year_keeps_its_energy_and_more_sun_is_never_dearer(seed in 1_i64..1000, factor in 1_i64..4) {
        let year = |factor: i64| {
            let load: Vec<Value> = (0..8760).map(|hour| kwh((300 + seed * hour % 700) * 1000)).collect();
            let made: Vec<Value> = (0..8760)
                .map(|hour| if (6..18).contains(&(hour % 24)) { kwh(factor * (seed * 7 * hour % 900) * 1000) } else { json!(0) })
                .collect();
            let mut simulated = request(0);
            for name in ["cycle", "consumption_kwh"] {
                simulated.as_object_mut().unwrap().remove(name);
            }
            simulated["flags"] = json!([]);
            for (name, value) in [
                ("start", json!("2026-01-01T00:00:00-03:00")), ("tz", json!("-03:00")), ("step_minutes", json!(60)),
                ("load_kwh", load.into()), ("generation_kwh", made.into()), ("regime", json!("gd_ii")),
                ("taxes", json!({})),
            ] {
                simulated[name] = value;
            }
            ask("simulate_bills", &simulated)
        };
        let one = year(factor);
        let sum = |year: &Value, member: &str| -> Decimal {
            year["months"].as_array().unwrap().iter().map(|month| if month[member].is_object() { dec(&month[member]["unico"]) } else { dec(&month[member]) }).sum()
        };
        let last = dec(&one["months"][11]["balance_kwh"]);
        prop_assert_eq!(sum(&one, "injection_kwh"), sum(&one, "compensated_kwh") + last + sum(&one, "expired_kwh"));
        prop_assert_eq!(dec(&one["energy"]["injection_kwh"]), sum(&one, "injection_kwh"));
        // Without taxes the total is the value net of tax, rounded to cents line by line.
        prop_assert!(dec(&year(factor + 1)["totals"]["total_brl"]) <= dec(&one["totals"]["total_brl"]) + Decimal::new(60, 2));
    }

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
        serde_json::from_str(include_str!("../../vectors/import_aneel_tariffs/applied-tariffs-only.json")).unwrap();
    let text = golden["request"]["text"].as_str().unwrap();
    let cuts = [0, 100, 101, i32::try_from(text.len()).unwrap()];
    let columns = [Column::new("content", Values::Bytes { offsets: &cuts, bytes: text.as_bytes() })];
    let batch: Value = serde_json::from_str(&call_batch("import_aneel_tariffs", "{}", &columns).envelope).unwrap();
    assert_eq!(batch["value"]["summary"], golden["response"]["value"]);
}
