//! The bytes of small reports. After a wanted change of layout: look at the new report, then run with `WRITE_GOLDEN=1`.

use coaraci_report::report_named;
use serde_json::{Value, json};
use std::path::PathBuf;

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/golden")
}

/// A bill as `bill_group_b` answers it.
fn bill() -> Value {
    let line = |kind: &str, qty: &str, rate: &str, amount: &str, law: &str| {
        json!({"kind": kind, "post": "unico", "qty": qty, "unit": "kWh", "rate_brl": rate, "amount_brl": amount, "icms_brl": "0.00",
            "pis_brl": "0.00", "cofins_brl": "0.00", "law": law})
    };
    json!({"ok": true, "value": {"lines": [
        line("consumption_te", "287", "0.3", "86.10", "REN ANEEL 1.000/2021, art. 290"),
        line("compensation_te", "-100", "0.3", "-30.00", "Lei 14.300/2022, art. 12"),
        {"kind": "cosip", "qty": "1", "unit": "un", "rate_brl": "14.9", "amount_brl": "14.90"}],
        "totals": {"icms_brl": "0.00", "pis_brl": "0.00", "cofins_brl": "0.00", "total_brl": "71.00"}},
        "warnings": [], "meta": {"engine": "0.0.0", "schema": "1", "sources": [{"kind": "tariff", "id": "REH 1/2026", "vintage": "2026-01-01"}]}})
}

/// A plan as `amortization_schedule` answers it.
fn plan() -> Value {
    let row = |number: u32, due: &str, interest: &str, principal: &str, closing: &str| {
        json!({"number": number, "due_date": due, "interest_brl": interest, "amortisation_brl": principal, "installment_brl": "507.51",
            "closing_brl": closing})
    };
    json!({"rows": [row(1, "2025-04-10", "10.00", "497.51", "502.49"), row(2, "2025-05-10", "5.02", "502.49", "0.00")],
        "regular_brl": "507.51", "total_interest_brl": "15.02", "total_paid_brl": "1015.02", "total_amortisation_brl": "1000.00",
        "disclosure": {"rate_month_effective": "0.01", "rate_year_effective": "0.1268250301319698"}})
}

#[test]
fn small_reports_keep_their_bytes() {
    let mut changed = Vec::new();
    for (answer, format, language, file) in [
        (bill(), "html", "pt-BR", "bill.html"),
        (bill(), "markdown", "en", "bill.md"),
        (bill(), "csv", "en", "bill.csv"),
        (bill(), "csv-br", "pt-BR", "bill-br.csv"),
        (bill(), "chart/bill", "pt-BR", "bill.svg"),
        (plan(), "markdown", "pt-BR", "plan.md"),
        (plan(), "csv-br/schedule", "pt-BR", "plan-br.csv"),
        (plan(), "chart/amortization", "en", "plan.svg"),
        (plan(), "summary", "en", "plan.txt"),
    ] {
        let written = report_named("auto", &answer.to_string(), format, language).unwrap();
        let path = folder().join(file);
        if std::env::var_os("WRITE_GOLDEN").is_some() {
            std::fs::create_dir_all(folder()).unwrap();
            std::fs::write(&path, &written).unwrap();
        }
        if std::fs::read(&path).unwrap() != written {
            changed.push(file);
        }
    }
    assert!(changed.is_empty(), "changed: {changed:?}");
}
