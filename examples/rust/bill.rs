//! One month of a house: energy, flag, taxes inside the price, public lighting.

use coaraci::api::request;
use coaraci::tariff::bill_group_b;
use serde_json::json;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let terms = json!({
        "tariffs": [{
            "valid_from": "2026-06-24",
            "valid_to": "2027-06-23",
            "te_brl_kwh": {"unico": "0.31085"},
            "tusd_brl_kwh": {"unico": "0.45717"},
        }],
        "flags": [
            {"month": "2026-07", "adder_brl_kwh": "0.01885"},
            {"month": "2026-08", "adder_brl_kwh": "0.01885"},
        ],
        "unit": {"subgroup": "b1", "class": "residencial", "connection": "bi3"},
        "cycle": {"previous_reading": "2026-07-10", "current_reading": "2026-08-10"},
        "consumption_kwh": {"unico": "287"},
        "taxes": {"icms_fraction": "0.18", "pis_fraction": "0.0083", "cofins_fraction": "0.0383"},
        "cosip_brl": "14.90",
    });
    let bill = bill_group_b(request(terms)?)?.value;
    for line in &bill.lines {
        println!("{:<24} {:>9}  {}", line.kind, line.amount_brl.to_string(), line.rule.unwrap_or_default());
    }
    println!("{:<24} {:>9}", "total", bill.totals.total_brl.to_string());
    assert_eq!(bill.totals.total_brl.to_string(), "303.77");
    Ok(())
}
