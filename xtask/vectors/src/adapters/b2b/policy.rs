//! Approval policies: validation, plans, cart hashes, analysis (`policy.json`).

use super::{Input, Mapped, renamed};
use serde_json::Value;

pub fn map(input: &Input<'_>) -> Option<Mapped> {
    match input.function {
        "validate" => Mapped::new("validate_policy", &input.json, |_| Ok(Value::Bool(true))),
        "plan" => {
            let names = [("policy", "policy"), ("context", "ctx"), ("directory", "directory"), ("now", "now")];
            Mapped::new("plan_approval", &renamed(input, &names), |value| Ok(value.clone()))
        }
        "cart_hash" => {
            let request = renamed(input, &[("policy", "policy"), ("context", "ctx")]);
            Mapped::new("hash_cart", &request, |value| Ok(value["cart_hash"].clone()))
        }
        "analyse" => Mapped::new("analyse_policy", &input.json, |value| Ok(value["findings"].clone())),
        _ => None,
    }
}
