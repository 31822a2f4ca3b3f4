//! Kits and the guardrail on their energy (`kits.json`).

use super::{Input, Mapped};
use serde_json::json;

pub fn map(input: &Input<'_>) -> Option<Mapped> {
    match input.function {
        "price_kit" => Mapped::new("price_kit", &input.json, |value| Ok(value.clone())),
        "check_kit" => Mapped::new("check_kit", &input.json, |value| Ok(value.clone())),
        "oversizing" => Mapped::new("check_oversizing", &input.json, |value| {
            Ok(json!({"pct": value["oversizing_pct"], "outcome": value["outcome"]}))
        }),
        _ => None,
    }
}
