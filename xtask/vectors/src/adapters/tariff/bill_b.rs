//! Kind `bill_b`: bills of group B.

use super::Asked;
use super::parts::AMOUNTS;
use super::shape::{
    components, each, each_member, flags, lower, members, renamed, same_amount, same_number, same_numbers, taxes, with,
};
use serde_json::{Value, json};

pub fn bill(input: &Value) -> Asked {
    let request = renamed(input, &[("cosip", "cosip_brl")]);
    let request = with(
        request,
        &[
            ("unit", &unit),
            ("tariffs", &tariffs),
            ("taxes", &taxes),
            ("irrigation", &|irrigation| renamed(irrigation, &[("reduction", "reduction_fraction")])),
            ("other", &|other| each(other, |item| renamed(item, &[("amount", "amount_brl")]))),
            ("scee", &scee),
        ],
    );
    let mut request = request;
    request["flags"] = flags(&input["flags"]);
    if request["taxes"].is_null() {
        request["taxes"] = json!({});
    }
    Asked { operation: "bill_group_b", request, check: Box::new(check) }
}

pub fn unit(unit: &Value) -> Value {
    let unit = renamed(unit, &[("families", "families_count")]);
    with(unit, &[("subgroup", &lower), ("modality", &modality)])
}

fn modality(word: &Value) -> Value {
    match word.as_str() {
        Some("branca") => "white".into(),
        Some("azul") => "blue".into(),
        Some("verde") => "green".into(),
        Some("convencional") => "conventional".into(),
        _ => word.clone(),
    }
}

pub fn tariffs(rows: &Value) -> Value {
    each(rows, |row| {
        let names = [
            ("te", "te_brl_kwh"),
            ("tusd", "tusd_brl_kwh"),
            ("te_conv", "te_conventional_brl_kwh"),
            ("tusd_conv", "tusd_conventional_brl_kwh"),
            ("te_ds", "te_discount_brl_kwh"),
            ("tusd_ds", "tusd_discount_brl_kwh"),
            ("te_energia", "te_energia_brl_kwh"),
        ];
        let by_post = |parts: &Value| each_member(parts, components);
        with(renamed(row, &names), &[("components", &by_post), ("scee", &|scee| each_member(scee, scee_tariff))])
    })
}

fn scee_tariff(tariff: &Value) -> Value {
    let regime = |(name, discount): (&String, &Value)| {
        (name.to_lowercase(), renamed(discount, &[("tusd", "tusd_fraction"), ("te", "te_fraction")]))
    };
    let discounts = |all: &Value| {
        all.as_object().map_or(Value::Null, |all| all.iter().map(regime).collect::<serde_json::Map<_, _>>().into())
    };
    with(renamed(tariff, &[("tusd", "tusd_brl_kwh"), ("te", "te_brl_kwh")]), &[("discounts", &discounts)])
}

pub fn scee(scee: &Value) -> Value {
    let lot = |lot: &Value| with(lot.clone(), &[("regime", &lower), ("post_transition", &post_transition)]);
    with(scee.clone(), &[("lots", &|lots| each(lots, lot))])
}

pub fn post_transition(policy: &Value) -> Value {
    renamed(policy, &[("fraction", "charged_fraction"), ("benefit_credit", "benefit_credit_brl_kwh")])
}

fn check(found: &Value, expected: &Value) -> Result<(), String> {
    lines(found, expected)?;
    members(
        found,
        expected,
        &[("availability_value_brl", "availability_value"), ("flag_rate_brl_kwh", "flag_rate")],
        same_number,
    )?;
    compensation(&found["scee"], expected)
}

/// Lines in their order, and totals.
pub fn lines(found: &Value, expected: &Value) -> Result<(), String> {
    let none = Vec::new();
    let (ours, theirs) = (found["lines"].as_array().unwrap_or(&none), expected["lines"].as_array().unwrap_or(&none));
    for (index, expected) in theirs.iter().enumerate() {
        line(ours.get(index).unwrap_or(&Value::Null), expected).map_err(|text| format!("line {index}: {text}"))?;
    }
    if ours.len() != theirs.len() {
        return Err(format!("{} lines instead of {}", ours.len(), theirs.len()));
    }
    let totals: &[(&str, &str)] = &[
        ("total_brl", "total"),
        ("icms_brl", "icms"),
        ("pis_brl", "pis"),
        ("cofins_brl", "cofins"),
        ("cbs_brl", "cbs"),
        ("ibs_brl", "ibs"),
    ];
    members(&found["totals"], &expected["totals"], totals, same_amount).map_err(|text| format!("totals: {text}"))
}

fn line(found: &Value, expected: &Value) -> Result<(), String> {
    let words: &[(&str, &str)] = &[("kind", "kind"), ("post", "posto"), ("lot", "lot"), ("unit", "unit")];
    members(found, expected, words, crate::compare::same)?;
    let numbers: &[(&str, &str)] = &[("qty", "qty"), ("rate_brl", "rate"), ("net_brl", "net")];
    members(found, expected, numbers, same_number)?;
    members(found, expected, AMOUNTS, same_amount)?;
    members(found, expected, &[("pis_cofins_base_brl", "pis_cofins_base")], same_amount)
}

/// What the compensation did; absent on both sides without it.
pub fn compensation(found: &Value, expected: &Value) -> Result<(), String> {
    if expected.get("lots").is_none() {
        return if found.is_null() { Ok(()) } else { Err("compensation that is not expected".to_owned()) };
    }
    members(found, expected, &[("value_before_floor_brl", "value_before_floor")], same_number)?;
    same_numbers(&found["compensated_kwh"], &expected["compensated_kwh"])?;
    let none = Vec::new();
    let (ours, theirs) = (found["lots"].as_array().unwrap_or(&none), expected["lots"].as_array().unwrap_or(&none));
    if ours.len() != theirs.len() {
        return Err(format!("{} lots instead of {}", ours.len(), theirs.len()));
    }
    ours.iter().zip(theirs).try_for_each(|(found, expected)| {
        crate::compare::same(&found["id"], &expected["id"])?;
        same_numbers(&found["used_kwh"], &expected["used_kwh"])?;
        same_numbers(&found["left_kwh"], &expected["left_kwh"])
    })
}
