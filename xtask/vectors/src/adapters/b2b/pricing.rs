//! Prices, offers, quotes' amounts, single formulas (`pricing.json`).

use super::{Input, Mapped};

pub fn map(input: &Input<'_>) -> Option<Mapped> {
    let operation = match input.function {
        "graduated" => "price_graduated",
        "mva_adjusted" => "adjust_mva",
        "gross_up" => "gross_up_price",
        "resolve_price" => "resolve_price",
        "best_offer" => "best_offer",
        "price_quote" => "price_quote",
        "min_price_for_margin" => "min_price_for_margin",
        "taxable_weight" => "taxable_weight",
        _ => return None,
    };
    Mapped::new(operation, &input.json, |value| Ok(value.clone()))
}
