//! A GD II bill of 2026 line by line, the rule and the law beside each line: it prints the numbers of `docs/guide/gd-ii-bill.md` and of
//! its Portuguese page, and fails where a page says anything else.

use serde_json::{Value, from_str, json};

type Fallible<T> = Result<T, Box<dyn std::error::Error>>;

const REQUEST: &str = include_str!("../bill/gd-ii.json");
const PAGES: [&str; 2] =
    [include_str!("../../docs/guide/gd-ii-bill.md"), include_str!("../../docs/guia/fatura-gd-ii.md")];

fn bill(request: &Value) -> Fallible<Value> {
    let answer: Value = from_str(&coaraci::api::call("bill_group_b", &request.to_string()))?;
    assert_eq!(answer["ok"], true, "{answer}");
    Ok(answer["value"].clone())
}

fn text(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

fn main() -> Fallible<()> {
    let request: Value = from_str(REQUEST)?;
    let found = bill(&request)?;
    let mut rows = Vec::new();
    for line in found["lines"].as_array().into_iter().flatten() {
        let numbers = ["kind", "qty", "rate_brl", "net_brl", "icms_brl", "pis_brl", "cofins_brl", "amount_brl"];
        let cells = numbers.map(|member| text(&line[member])).join(" | ");
        rows.push(format!("| {cells} | {}: {} |", text(&line["rule"]), text(&line["law"])));
    }
    let totals = ["icms_brl", "pis_brl", "cofins_brl"].map(|member| text(&found["totals"][member])).join(" | ");
    rows.push(format!("| **total** | | | | {totals} | **{}** |", text(&found["totals"]["total_brl"])));
    for (name, value) in [("A", &found["availability_value_brl"]), ("V", &found["scee"]["value_before_floor_brl"])] {
        rows.push(format!("{name} = {} R$", text(value)));
    }

    // The same month with one thing changed.
    for (place, value) in [
        ("/scee", Value::Null),
        ("/scee/lots/0/regime", json!("gd_i")),
        ("/scee/lots/0/kwh/unico", json!("900")),
        ("/scee/tax/icms_exempt_tusd", json!(true)),
    ] {
        let mut other = request.clone();
        *other.pointer_mut(place).ok_or(place)? = value.clone();
        rows.push(format!("| `{place}` | {value} | {} |", text(&bill(&other)?["totals"]["total_brl"])));
    }
    for row in &rows {
        println!("{row}");
        assert!(PAGES.iter().all(|page| page.contains(row)), "a page does not say: {row}");
    }
    Ok(())
}
