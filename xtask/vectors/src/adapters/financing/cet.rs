//! Total effective cost (`cet.json`): percents exact, the rate within 1e-12.

use super::shape::{equal, loan, number};
use crate::case::{Adapter, Call, Case, Check, File, Plan};
use crate::compare::{near, refused, value};
use serde_json::{Value, json};

/// The adapter.
pub const ADAPTER: Adapter = Adapter { accepts, cases };

fn accepts(file: &File<'_>) -> bool {
    file.json()["cases"][0]["released"].is_string()
}

fn cases(file: &File<'_>) -> Vec<Case> {
    file.json()["cases"].as_array().into_iter().flatten().map(case).collect()
}

fn case(row: &Value) -> Case {
    let mut request = json!({"released_brl": row["released"]});
    match row["payments"].as_array() {
        Some(payments) => {
            let payment = |payment: &Value| json!({"date": payment[0], "amount_brl": payment[1]});
            request["payments"] = payments.iter().map(payment).collect();
            request["release_date"] = row["d0"].clone();
        }
        None => request["monthly_payments_brl"] = row["payments_monthly"].clone(),
    }
    let mut calls = vec![Call::new("cet", &request)];
    if row["loan"].is_object() {
        calls.push(Call::new("loan_cost", &with_charges(row)));
    }
    let id = row["id"].as_str().unwrap_or_default().to_owned();
    let row = row.clone();
    let check: Check = Box::new(move |envelopes| {
        let expected = &row["expected"];
        let flows = envelopes.first().unwrap_or(&Value::Null);
        if let Some(code) = expected["error"].as_str() {
            return refused(flows, code);
        }
        judge(value(flows)?, expected)?;
        match envelopes.get(1) {
            Some(envelope) => composed(value(envelope)?, &row),
            None => Ok(()),
        }
    });
    Case { id, plan: Plan::Run { calls, check } }
}

/// The loan from which the README says the flows come.
fn with_charges(row: &Value) -> Value {
    let mut request = json!({
        "loan": loan(&row["loan"]),
        "iof": {"daily_fraction": "0.000082", "additional_fraction": "0.0038"},
        "insurance": {"amount_brl": row["insurance_per_installment"]},
    });
    if number(&row["fee_upfront"]) > 0.0 {
        request["fees"] = json!([{"kind": "other", "when": "upfront", "amount_brl": row["fee_upfront"]}]);
    }
    request
}

fn judge(found: &Value, expected: &Value) -> Result<(), String> {
    equal(&found["cet_year_pct"], &expected["annual_percent"])?;
    equal(&found["cet_month_pct"], &expected["monthly_percent"])?;
    for (wire, file) in [("rate_year_effective", "annual_rate"), ("rate_month_effective", "monthly_rate")] {
        if expected[file].is_string() {
            near(number(&found[wire]), number(&expected[file]), 0.0, 1e-12)?;
        }
    }
    Ok(())
}

fn composed(found: &Value, row: &Value) -> Result<(), String> {
    judge(&found["cet"], &row["expected"])?;
    equal(&found["released_brl"], &row["released"])?;
    equal(&found["iof"]["total_brl"], &row["iof_total"])?;
    // Payments of nothing are left out in the file.
    let payments = found["payments"].as_array().into_iter().flatten();
    let payments: Vec<&Value> = payments.filter(|payment| number(&payment["total_brl"]) > 0.0).collect();
    let wanted = row["payments"].as_array().cloned().unwrap_or_default();
    if payments.len() != wanted.len() {
        return Err(format!("{} payments instead of {}", payments.len(), wanted.len()));
    }
    payments.iter().zip(&wanted).try_for_each(|(payment, wanted)| {
        equal(&payment["total_brl"], &wanted[1])?;
        if payment["due_date"] == wanted[0] { Ok(()) } else { Err(format!("{payment} instead of {wanted}")) }
    })
}
