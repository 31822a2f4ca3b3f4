//! Kinds `generic`, `generic_pattern`: bills of rates of other markets.

use super::Asked;
use super::generation::same_rows;
use super::series::{timing, whole};
use super::shape::{each, members, renamed, same_amount, same_number, same_numbers, with};
use crate::compare::same;
use serde_json::{Map, Value};

pub fn bill(input: &Value) -> Asked {
    let mut request = timing(input);
    if input["gen_kwh"].is_null() && input["gen"].is_null() {
        request.remove("generation_kwh");
    }
    request.insert("rate".into(), rate(&input["rate"]));
    Asked { operation: "generic_bill", request: request.into(), check: Box::new(check) }
}

fn rate(rate: &Value) -> Value {
    let names = [
        ("flat_demand", "flat_demand_per_kw"),
        ("fixed_month", "fixed_per_month"),
        ("fixed_day", "fixed_per_day"),
        ("min_month", "minimum_per_month"),
    ];
    with(renamed(rate, &names), &[("energy", &energy), ("demand", &demand)])
}

const TABLES: [(&str, &str); 2] = [("weekday", "weekday_period_index"), ("weekend", "weekend_period_index")];

fn energy(energy: &Value) -> Value {
    let tier = |tier: &Value| {
        let names =
            [("max", "up_to_kwh"), ("rate", "rate_per_kwh"), ("adj", "adjustment_per_kwh"), ("sell", "sell_per_kwh")];
        renamed(tier, &names)
    };
    let periods = |periods: &Value| each(periods, |tiers| each(tiers, tier));
    let names: Vec<(&str, &str)> = TABLES.into_iter().chain([("structure", "periods")]).collect();
    with(renamed(energy, &names), &[("periods", &periods)])
}

fn demand(demand: &Value) -> Value {
    let names: Vec<(&str, &str)> = TABLES.into_iter().chain([("rates", "rates_per_kw")]).collect();
    let lookback = |lookback: &Value| {
        with(lookback.clone(), &[("months", &|months| whole(months).map_or(months.clone(), Value::from))])
    };
    with(renamed(demand, &names), &[("lookback", &lookback)])
}

fn check(found: &Value, expected: &Value) -> Result<(), String> {
    same_rows(&found["months"], &expected["months"], |found, expected| {
        same(&found["month"], &expected["month"])?;
        same_rows(&found["lines"], &expected["lines"], |found, expected| {
            same(&found["kind"], &expected["kind"])?;
            same_amount(&found["amount"], &expected["amount"])
        })?;
        members(found, expected, &[("total", "total")], same_amount)?;
        let numbers = ["import_kwh", "export_kwh", "peak_kw"].map(|name| (name, name));
        members(found, expected, &numbers, same_number)
    })?;
    members(found, expected, &[("credit_balance", "credit_balance")], same_amount)?;
    let none = Vec::new();
    let bank: Map<String, Value> = found["kwh_bank"]
        .as_array()
        .unwrap_or(&none)
        .iter()
        .map(|entry| (entry["period_index"].to_string(), entry["kwh"].clone()))
        .collect();
    same_numbers(&bank.into(), &expected["kwh_bank"])
}
