//! Kinds `tax`, `prorate`, `public_lighting`.

use super::Asked;
use super::shape::{each, flags, members, renamed, same_amount, same_number, taxes};
use serde_json::{Value, json};

pub fn tax(input: &Value) -> Asked {
    let mut request = renamed(input, &[("net", "net_brl")]);
    request["taxes"] = taxes(&input["taxes"]);
    let check = |found: &Value, expected: &Value| {
        members(found, expected, &[("gross_brl", "gross_q12")], same_number)?;
        members(found, expected, AMOUNTS, same_amount)
    };
    Asked { operation: "apply_energy_taxes", request, check: Box::new(check) }
}

/// Amounts of a line, ours and theirs.
pub const AMOUNTS: &[(&str, &str)] = &[
    ("amount_brl", "amount"),
    ("icms_base_brl", "icms_base"),
    ("icms_brl", "icms"),
    ("pis_brl", "pis"),
    ("cofins_brl", "cofins"),
    ("cbs_brl", "cbs"),
    ("ibs_brl", "ibs"),
];

pub fn prorate(input: &Value) -> Asked {
    let mut request = input.clone();
    request["segments"] = each(&input["segments"], |segment| renamed(segment, &[("value", "rate_brl_kwh")]));
    request["flags"] = flags(&input["flags"]);
    let pairs: &[(&str, &str)] = &[("rate_brl_kwh", "rate"), ("flag_brl_kwh", "flag")];
    let check = |found: &Value, expected: &Value| members(found, expected, pairs, same_number);
    Asked { operation: "prorate_tariff", request, check: Box::new(check) }
}

pub fn public_lighting(input: &Value) -> Asked {
    let names = [
        ("watts", "power_w"),
        ("hours_per_day", "light_per_day_h"),
        ("days", "cycle_days"),
        ("dic_hours", "dic_h"),
        ("points", "points_count"),
    ];
    let request = renamed(input, &names);
    let check = |found: &Value, expected: &Value| same_number(&found["consumption_kwh"], &expected["kwh"]);
    let request = if request.is_null() { json!({}) } else { request };
    Asked { operation: "estimate_public_lighting", request, check: Box::new(check) }
}
