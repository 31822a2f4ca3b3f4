//! What holds for every bill, ledger, settlement and table (tariff document, section 18).

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::disallowed_methods)]

mod bills;
mod credits;
mod cycles;
mod group_a;
mod intervals;
mod texts;
mod years;

use coaraci::api::call;
use rust_decimal::Decimal;
use serde_json::{Value, json};
use std::ops::Range;

/// Energy of a cycle in mWh: up to 2,000 kWh.
const ENERGY: Range<i64> = 0..2_000_000_000;

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

fn list<'a>(value: &'a Value, member: &str) -> &'a [Value] {
    value[member].as_array().map(Vec::as_slice).unwrap_or_default()
}

/// The sum of a member over a list.
fn sum(rows: &[Value], member: &str) -> Decimal {
    rows.iter().map(|row| dec(&row[member])).sum()
}

/// The sum over the posts of an energy.
fn posts(value: &Value) -> Decimal {
    value.as_object().into_iter().flatten().map(|(_, kwh)| dec(kwh)).sum()
}

/// A conventional home; its tariff prices every post, so that other units take it too.
fn request(consumption: i64) -> Value {
    let components = |fio_b: &str| json!({"fio_b_brl_kwh": fio_b, "fio_a_brl_kwh": "0.0748", "tfsee_brl_kwh": "0.0011", "ped_brl_kwh": "0.0077"});
    json!({
        "tariffs": [{
            "valid_from": "2026-01-01",
            "te_brl_kwh": {"unico": "0.31085", "ponta": "0.49", "intermediario": "0.31", "fora_ponta": "0.29"},
            "tusd_brl_kwh": {"unico": "0.45717", "ponta": "0.95", "intermediario": "0.61", "fora_ponta": "0.31"},
            "te_conventional_brl_kwh": "0.31085", "tusd_conventional_brl_kwh": "0.45717",
            "te_discount_brl_kwh": "0.29", "tusd_discount_brl_kwh": "0.33",
            "te_energia_brl_kwh": {"ponta": "0.3641", "intermediario": "0.2205", "fora_ponta": "0.2205"},
            "components": {"unico": components("0.2145356"), "ponta": components("0.51"), "intermediario": components("0.32"), "fora_ponta": components("0.13")}
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

/// Value of the energy after compensation and without taxes (*V*).
fn before_floor(bill: &Value) -> Decimal {
    dec(&bill["scee"]["value_before_floor_brl"])
}

/// Value of the energy without taxes, complement included.
fn value_of(bill: &Value) -> Decimal {
    before_floor(bill).max(dec(&bill["availability_value_brl"]))
}

/// One unit of the last place in which the document allows a difference.
fn step() -> Decimal {
    Decimal::new(1, 6)
}
