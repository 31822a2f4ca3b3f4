//! Kits (`kits.json`).

use super::{Input, Mapped};

pub fn map(input: &Input<'_>) -> Option<Mapped> {
    match input.function {
        "price_kit" => Mapped::new("price_kit", &input.json, |value| Ok(value.clone())),
        "check_kit" => Mapped::new("check_kit", &input.json, |value| Ok(value.clone())),
        _ => None,
    }
}
