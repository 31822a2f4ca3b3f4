//! Every number on the wire ends with its unit or says that it has none.
//!
//! The lists below grow by review: a new unit needs a place in the table of the style page, a new exception
//! a reason.

use serde_json::Value;

use super::{Finding, Source};

const SCHEMA: &str = "schema/coaraci.schema.json";

/// Units, and words that say that there is none.
const SUFFIXES: &[&str] = &[
    // power, energy, reactive and apparent power, energy per installed power
    "w",
    "kw",
    "kwh",
    "kvar",
    "kvarh",
    "kva",
    "kwh_kwp",
    // voltage, current, resistance
    "v",
    "kv",
    "a",
    "ohm",
    // irradiance, irradiation
    "w_m2",
    "kwh_m2",
    "kwh_m2_day",
    // angle, temperature, length, area, speed, mass, pressure
    "deg",
    "c",
    "m",
    "mm",
    "cm",
    "m2",
    "g_m3",
    "m_s",
    "kg",
    "kg_m3",
    "kg_kwh",
    "m3",
    "kwp",
    "pa",
    // frequency, as the quality of supply measures it
    "hz",
    // money and tariffs; whole cents in columns
    "brl",
    "brl_kwh",
    "brl_kw",
    "brl_kwp",
    "centavos",
    // rates by their basis
    "day_effective",
    "month_effective",
    "year_effective",
    "month_nominal",
    "year_nominal",
    // prices of a rate in any one currency
    "per_month",
    "per_day",
    // rates and spans of a period whose length is the caller's
    "period_effective",
    "periods",
    // time spans
    "h",
    "minutes",
    "s",
    "ms",
    "days",
    "business_days",
    "months",
    "years",
    // without unit
    "ratio",
    "fraction",
    "factor",
    "count",
    "index",
    "efficiency",
    "oversizing",
    "pct",
];

/// Names that established use or the public surface fixes, in groups with one reason each.
const NAMES: &[&str] = &[
    // coordinates: degrees by definition
    "latitude",
    "longitude",
    // counts of things that the name itself says
    "quantity",
    "qty",
    "modules",
    "modules_per_string",
    "strings",
    "phases",
    "installments",
    "mppt",
    // a line of a file
    "line",
    // parts of a date, places in a list, a row's outcome
    "year",
    "month",
    "day",
    "day_of_year",
    "hour",
    "index",
    // start of a random sequence
    "seed",
    "status",
    // decimals of no kind, how many places they have, shares of whatever is shared
    "decimal",
    "places",
    "weights",
    // fields of a time window that its document fixes
    "seconds",
    "fiscal_start_month",
    // tariff posts: the object that holds them is named with the unit
    "unico",
    "ponta",
    "intermediario",
    "fora_ponta",
    // names that the commerce document fixes; the currency stands beside the amounts
    "version",
    "expected_version",
    "policy_version",
    "level",
    "priority",
    "need",
    "have",
    "hops",
    "seq",
    "first_bad",
    "active",
    "escalated",
    "limit",
    "used",
    "extra",
    "capacity",
    "remaining",
    "requested",
    "requested_total",
    "submitted_total",
    "projected_at_end",
    "approve_limit",
    "max_amount",
    "per_order_max",
    "tolerance_abs",
    // prices and kits by the same document; the currency stands beside them or in the quote
    "unit_price",
    "unit_cost",
    "base_price",
    "markup",
    "min_qty",
    "max_qty",
    "inverter_qty",
    "stock",
    "gross",
    "discount",
    "order_discount",
    "line_discounts",
    "net",
    "freight",
    "base",
    "taxes_on_top",
    "taxes_included",
    "line_total",
    "order_total",
    "total",
    "cost",
    "min_price",
    "components_total",
    "kit_price",
    // revisions of a quote
    "n",
    "revision",
    // parts of a kit: counts, volts of the grid, ratios of module to inverter power
    "series",
    "parallel",
    "mppts",
    "strings_per_mppt",
    "modules_each",
    "v_ac",
    "dc_ac_max",
    "dc_ac_warn_high",
    "dc_ac_warn_low",
    // limits of data by the caller, in the unit of what is measured
    "power_factor",
    "pickup",
    "pickup_min",
    "pickup_max",
    "adequate_min",
    "adequate_max",
    "precarious_min",
    "precarious_max",
    "value",
    "reference",
    // points of a kit by criterion
    "power_loss_per_percent",
    // numbers of installments, and code numbers of registers
    "number",
    "ended_early_at",
    "recalc_every",
    "after_installment",
    "first_period",
    "last_period",
    "first_uncovered",
    "first_year_below_limit",
    "contemplation_month",
    "first_trial",
    "trial",
    "seed",
    // bounds of a parameter, in that parameter's own unit
    "low_decimal",
    "mode_decimal",
    "high_decimal",
    "mean_decimal",
    "deviation_decimal",
    "ibge",
    // names of datasheets and of the inverter model: volts of the grid, cells, coefficients
    "vac",
    "cells_in_series",
    "c0",
    "c1",
    "c2",
    "c3",
    // ratios that have a name of their own
    "oversizing",
    "target_oversizing",
    "albedo",
    "coverage",
    "efficiency",
    "progress",
    "tolerance",
    "score",
    "confidence",
    "irr",
    "xirr",
    // shares lost, by cause
    "soiling",
    "shading",
    "mismatch",
    "wiring",
    "connections",
    "lid",
    "nameplate",
    "availability",
];

/// A number under the left name is explained by its neighbour under the right one.
const EXPLAINED: &[(&str, &str)] = &[
    // an amount to be written as text for people, in reais by its operation
    ("value", "basis"),
    ("value", "unit"),
    // bounds of the quantity that the object is named after
    ("min", "max"),
    ("max", "min"),
    // points of a kit by criterion
    ("power", "brand"),
    ("system", "brand"),
    ("roof", "brand"),
    ("phase", "brand"),
    ("brand", "roof"),
    ("amount", "currency"),
    ("amounts", "currency"),
    ("amount", "from_currency"),
    // a line of a ledger, whose currency stands in the ledger
    ("amount", "cost_center"),
    // a line of a generic bill, its total and what is carried on: in the currency of the rate
    ("amount", "kind"),
    ("total", "lines"),
    ("credit_balance", "kwh_bank"),
    // a component's share of a kit's price, freight, a tax, a discount, a kit's pricing: the currency is that of the request
    ("amount", "id"),
    ("amount", "allocate_by"),
    ("amount", "mode"),
    ("value", "stack"),
    ("value", "mode"),
    // an exchange rate: units of one currency for one of the other
    ("rate", "from_currency"),
    ("rate", "currency"),
];

pub fn check(source: &Source) -> Vec<Finding> {
    if source.path != SCHEMA {
        return Vec::new();
    }
    match serde_json::from_str::<Value>(&source.text) {
        Ok(schema) => {
            let mut found = Vec::new();
            walk(&schema, &schema, "", &mut found);
            found
                .into_iter()
                .map(|place| source.finding(1, format!("{place} is a number without a unit in its name")))
                .collect()
        }
        Err(error) => vec![source.finding(error.line(), format!("not JSON: {error}"))],
    }
}

/// Collect the places of the numeric properties whose names do not pass.
fn walk(schema: &Value, node: &Value, place: &str, found: &mut Vec<String>) {
    match node {
        Value::Object(members) => {
            if let Some(Value::Object(properties)) = members.get("properties") {
                for (name, property) in properties {
                    let explained = EXPLAINED.iter().any(|(number, by)| name == number && properties.contains_key(*by));
                    if !explained && !passes(name) && is_numeric(schema, property, 0) {
                        found.push(format!("{place}/{name}"));
                    }
                }
            }
            for (name, member) in members {
                // the step through `properties` and `$defs` adds nothing to a place that a person reads
                let inner =
                    if name == "properties" || name == "$defs" { place.to_owned() } else { format!("{place}/{name}") };
                walk(schema, member, &inner, found);
            }
        }
        Value::Array(items) => items.iter().for_each(|item| walk(schema, item, place, found)),
        _ => {}
    }
}

fn passes(name: &str) -> bool {
    let name = name.strip_suffix("_per_k").unwrap_or(name);
    NAMES.contains(&name) || SUFFIXES.iter().any(|suffix| ends_with_unit(name, suffix))
}

/// The unit stands after an underscore; one of two letters or more may be the whole name (`kwh`).
fn ends_with_unit(name: &str, suffix: &str) -> bool {
    match name.strip_suffix(suffix) {
        Some("") => suffix.len() > 1,
        Some(rest) => rest.ends_with('_'),
        None => false,
    }
}

/// Does the schema allow a number, a decimal text, or a list of them?
fn is_numeric(schema: &Value, node: &Value, depth: usize) -> bool {
    if depth > 16 {
        return false; // a type that contains itself
    }
    let deeper = |node: &Value| is_numeric(schema, node, depth + 1);
    if let Some(target) = node.get("$ref").and_then(Value::as_str) {
        return target.strip_prefix('#').and_then(|pointer| schema.pointer(pointer)).is_some_and(deeper);
    }
    let is_type = |wanted: &str| match node.get("type") {
        Some(Value::String(one)) => one == wanted,
        Some(Value::Array(several)) => several.iter().any(|one| one == wanted),
        _ => false,
    };
    let decimal = || node.get("format").is_some_and(|format| format == "decimal") || node.get("x-unit").is_some();
    let lists = || node.get("items").is_some_and(deeper);
    let choices = || {
        let groups = ["anyOf", "oneOf", "allOf", "prefixItems"].iter().filter_map(|key| node.get(key)?.as_array());
        groups.flatten().any(deeper)
    };
    is_type("number") || is_type("integer") || is_type("string") && decimal() || lists() || choices()
}

#[cfg(test)]
mod tests {
    use super::super::source;
    use super::*;

    /// The places found in a type `T` with these properties.
    fn found(properties: &str) -> Vec<String> {
        let defs = r#""Money": {"type":"string","format":"decimal"}, "Site": {"type":"object"}, "Power": {"type":"number","x-unit":"kW"}"#;
        let text = format!(r#"{{"$defs": {{"T": {{"properties": {{{properties}}}}}, {defs}}}}}"#);
        let head = " is a number without a unit in its name";
        check(&source(SCHEMA, &text)).into_iter().map(|finding| finding.what.replace(head, "")).collect()
    }

    #[test]
    fn numbers_with_a_unit_pass() {
        assert!(
            found(r#""p_dc_stc_kw":{"type":"number"}, "hsp_kwh_m2_day":{"type":"array","items":{"type":"number"}}"#)
                .is_empty()
        );
        assert!(found(r##""total_brl":{"$ref":"#/$defs/Money"}, "kwh":{"type":"number"}, "beta_voc_v_per_k":{"type":"number"}"##).is_empty());
        assert!(
            found(r#""rate_month_effective":{"type":"string","format":"decimal"}, "item_count":{"type":"integer"}"#)
                .is_empty()
        );
    }

    #[test]
    fn numbers_without_a_unit_are_refused() {
        assert_eq!(found(r#""power":{"type":"number"}"#), ["/T/power"]);
        assert_eq!(found(r#""sum":{"type":["integer","null"]}"#), ["/T/sum"]);
        assert_eq!(found(r##""price":{"$ref":"#/$defs/Money"}"##), ["/T/price"]);
        assert_eq!(found(r##""size":{"anyOf":[{"$ref":"#/$defs/Power"},{"type":"null"}]}"##), ["/T/size"]);
        assert_eq!(found(r#""hourly":{"type":"array","items":{"type":"number"}}"#), ["/T/hourly"]);
        assert_eq!(found(r#""v":{"type":"number"}, "beta_per_k":{"type":"number"}"#), ["/T/beta_per_k", "/T/v"]);
        assert_eq!(found(r#""site":{"properties":{"height":{"type":"number"}}}"#), ["/T/site/height"]);
    }

    #[test]
    fn texts_objects_and_switches_need_no_unit() {
        assert!(
            found(r##""name":{"type":"string"}, "site":{"$ref":"#/$defs/Site"}, "bifacial":{"type":"boolean"}"##)
                .is_empty()
        );
    }

    #[test]
    fn exceptions_are_whole_names() {
        assert!(found(r#""latitude":{"type":"number"}, "quantity":{"type":"integer"}"#).is_empty());
        assert_eq!(found(r#""max_latitude":{"type":"number"}"#), ["/T/max_latitude"]);
    }

    #[test]
    fn a_neighbour_may_explain_a_number() {
        assert!(found(r#""value":{"type":"number"}, "basis":{"type":"string"}"#).is_empty());
        assert_eq!(found(r#""amount":{"type":"string","format":"decimal"}"#), ["/T/amount"]);
    }
}
