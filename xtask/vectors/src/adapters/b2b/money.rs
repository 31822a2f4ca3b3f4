//! Decimals, amounts, rounding, allocation, conversion (`money.json`).

use super::{Input, Mapped, renamed};

pub fn map(input: &Input<'_>) -> Option<Mapped> {
    let request = |names: &[(&str, &str)]| renamed(input, names);
    match input.function {
        "canon_dec" => {
            Mapped::new("canonical_decimal", &request(&[("decimal", "value")]), |value| Ok(value["decimal"].clone()))
        }
        "money" => Mapped::new("money_amount", &input.json, |value| Ok(value["amount"].clone())),
        "round" => {
            let names = [("decimal", "value"), ("places", "places"), ("rounding", "mode")];
            Mapped::new("round_decimal", &request(&names), |value| Ok(value["decimal"].clone()))
        }
        "allocate" => {
            let names = [("amount", "total"), ("currency", "currency"), ("weights", "weights")];
            Mapped::new("allocate_money", &request(&names), |value| Ok(value["amounts"].clone()))
        }
        "fx_convert" => {
            let names = [
                ("amount", "amount"),
                ("from_currency", "from"),
                ("to_currency", "to"),
                ("rate", "rate"),
                ("rounding", "mode"),
            ];
            Mapped::new("convert_currency", &request(&names), |value| Ok(value["amount"].clone()))
        }
        _ => None,
    }
}
