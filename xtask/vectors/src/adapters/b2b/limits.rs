//! Spending limits, ledger, forecast (`limits.json`).

use super::{Input, Mapped};

pub fn map(input: &Input<'_>) -> Option<Mapped> {
    match input.function {
        "check_limits" => {
            let mut request = input.get("state").clone();
            request["purchase"] = input.get("purchase").clone();
            request["now"] = input.get("now").clone();
            Mapped::new("check_limits", &request, |value| Ok(value.clone()))
        }
        "ledger_apply" => Mapped::new("apply_ledger_entry", &input.json, |value| Ok(value.clone())),
        "forecast" => Mapped::new("forecast_spending", &input.json, |value| Ok(value.clone())),
        _ => None,
    }
}
