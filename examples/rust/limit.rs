//! A purchase against the monthly limit of an employee: equality passes, one cent more does not.

use coaraci::commerce::{Outcome, check_limits};
use serde_json::{Value, json};

fn request(amount: &str) -> Value {
    json!({
        "ledger": {
            "currency": "BRL",
            "version": 1,
            "entries": [{
                "id": "e1", "kind": "commit", "at": "2026-06-10T12:00:00Z", "order": "o1",
                "lines": [{"amount": "7500.00", "employee": "emp_ana"}],
            }],
        },
        "limits": [{
            "id": "month",
            "amount": "10000.00",
            "window": {"kind": "calendar", "unit": "month", "tz": "America/Sao_Paulo"},
            "selector": {"employee": "emp_ana"},
        }],
        "purchase": {"order": "o2", "requester": "emp_ana", "lines": [{"amount": amount, "employee": "emp_ana"}]},
        "now": "2026-06-12T18:00:00Z",
    })
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    for (amount, expected) in [("2500.00", Outcome::Allow), ("2500.01", Outcome::Deny)] {
        let decision = check_limits(coaraci::api::request(request(amount))?)?.value;
        let report = decision.reports.first().ok_or("a report")?;
        println!("{amount}: {:?}, remaining {}", decision.outcome, report.remaining);
        assert_eq!(decision.outcome, expected);
    }
    Ok(())
}
