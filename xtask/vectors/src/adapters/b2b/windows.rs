//! Time windows (`windows.json`).

use super::{Input, Mapped};

pub fn map(input: &Input<'_>) -> Option<Mapped> {
    match input.function {
        "window" => Mapped::new("spending_window", &input.json, |value| Ok(value.clone())),
        _ => None,
    }
}
