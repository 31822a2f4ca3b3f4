//! Late payment, extra amortisation, early settlement (`servicing.json`); exact.

use super::shape::{equal, expecting, loan, members, sections};
use crate::case::{Adapter, Case, File};
use crate::compare::{short, value};
use serde_json::{Value, json};

/// The adapter.
pub const ADAPTER: Adapter = Adapter { accepts, cases };

fn accepts(file: &File<'_>) -> bool {
    let json = file.json();
    json["late"].is_array() || json["prepayment"].is_array()
}

fn cases(file: &File<'_>) -> Vec<Case> {
    sections(&file.json(), |section, id, row| match section {
        "late" => late(id, row),
        "prepayment" => prepayment(id, row),
        "payoff_present_value" => {
            let request = json!({"loan": loan(&row["loan"]), "date": row["when"], "installments": row["installments"]});
            let expected = row["expected"].clone();
            Case::one(id, "payoff", &request, move |envelope| equal(&value(envelope)?["payoff_brl"], &expected))
        }
        other => Case::pending(id, other),
    })
}

fn late(id: String, row: &Value) -> Case {
    let mut request = json!({
        "installment_brl": row["installment"], "due_date": row["due"], "paid_date": row["paid"], "fine_fraction": row["fine"],
        "default_rate_month_nominal": row["default_interest_month"], "base": row["base"],
    });
    if row["contract_rate_month"].is_string() {
        request["contract_rate_month_effective"] = row["contract_rate_month"].clone();
    }
    let expected = row["expected"].clone();
    const NAMES: [(&str, &str); 5] = [
        ("late_days", "days_late"),
        ("contract_interest_brl", "remuneratory"),
        ("default_interest_brl", "default_interest"),
        ("fine_brl", "fine"),
        ("total_brl", "total"),
    ];
    Case::one(id, "late_charges", &request, move |envelope| {
        expecting(envelope, &expected, |found, expected| members(found, expected, &NAMES))
    })
}

fn prepayment(id: String, row: &Value) -> Case {
    let request = json!({
        "loan": loan(&row["loan"]), "after_installment": row["after"], "extra_brl": row["extra"], "mode": row["mode"],
    });
    let expected = row["expected"].clone();
    Case::one(id, "prepay", &request, move |envelope| expecting(envelope, &expected, prepaid))
}

fn prepaid(found: &Value, expected: &Value) -> Result<(), String> {
    const ROW: [(&str, &str); 6] = [
        ("number", "k"),
        ("due_date", "due"),
        ("interest_brl", "interest"),
        ("amortisation_brl", "amortisation"),
        ("installment_brl", "installment"),
        ("closing_brl", "closing"),
    ];
    let (rows, wanted) = (found["rows"].as_array(), expected["rows"].as_array());
    if let (Some(rows), Some(wanted)) = (rows, wanted) {
        if rows.len() != wanted.len() {
            return Err(format!("{} rows instead of {}", rows.len(), wanted.len()));
        }
        for (row, wanted) in rows.iter().zip(wanted) {
            members(row, wanted, &ROW).map_err(|text| format!("{text} in {}", short(row)))?;
        }
    }
    equal(&found["interest_saved_brl"], &expected["interest_saved"])?;
    if found["installments_removed_count"] == expected["installments_removed"] {
        Ok(())
    } else {
        Err(format!(
            "{} instead of {}",
            short(&found["installments_removed_count"]),
            short(&expected["installments_removed"])
        ))
    }
}
