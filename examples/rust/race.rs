//! Two buyers at one limit: each decides on a version of the ledger and stores only if it is still that. Nobody overspends.

use coaraci::api::Code;
use coaraci::commerce::{Outcome, apply_ledger_entry, check_limits};
use serde_json::{Value, from_value, json};
use std::error::Error;
use std::sync::{Barrier, Mutex};

/// Buys for 6000.00 if the limit of 10000.00 allows it: whether it did, and how often it had to decide.
fn buy(store: &Mutex<Value>, both: &Barrier, buyer: &str) -> Result<(bool, u32), Box<dyn Error + Send + Sync>> {
    let (now, lines) = ("2026-06-12T18:00:00Z", json!([{"amount": "6000.00", "employee": buyer}]));
    for tries in 1.. {
        let seen = store.lock().map_err(|_| "a buyer failed")?.clone();
        let request = json!({
            "ledger": seen,
            "limits": [{"id": "company", "amount": "10000.00", "window": {"kind": "never"}}],
            "purchase": {"order": format!("order_{buyer}"), "requester": buyer, "lines": lines},
            "now": now,
        });
        let decision = check_limits(from_value(request)?)?.value;
        if tries == 1 {
            both.wait(); // Now both have decided on the same version.
        }
        if decision.outcome == Outcome::Deny {
            return Ok((false, tries));
        }
        // In a database: insert .. where version = the expected one; (company, version) is unique.
        let mut ledger = store.lock().map_err(|_| "a buyer failed")?;
        let entry =
            json!({"id": buyer, "kind": "reserve", "at": now, "order": format!("order_{buyer}"), "lines": lines});
        let request = json!({"ledger": *ledger, "entry": entry, "expected_version": decision.expected_version});
        match apply_ledger_entry(from_value(request)?) {
            Ok(applied) => {
                let entries = ledger["entries"].as_array().into_iter().flatten().cloned().chain([entry]);
                *ledger =
                    json!({"currency": "BRL", "version": applied.value.version, "entries": entries.collect::<Value>()});
                return Ok((true, tries));
            }
            Err(error) if error.code() == Code::VERSION_CONFLICT => {}
            Err(error) => return Err(error.into()),
        }
    }
    Err("no end".into())
}

fn main() -> Result<(), Box<dyn Error + Send + Sync>> {
    let store = Mutex::new(json!({"currency": "BRL", "version": 0, "entries": []}));
    let both = Barrier::new(2);
    let mut found = std::thread::scope(|scope| {
        let buyers = ["ana", "bia"].map(|buyer| {
            scope.spawn({
                let (store, both) = (&store, &both);
                move || buy(store, both, buyer)
            })
        });
        buyers.into_iter().map(|buyer| buyer.join().map_err(|_| "a buyer failed")?).collect::<Result<Vec<_>, _>>()
    })?;
    found.sort_unstable();
    println!("bought and tries: {found:?}");
    // One buys at once; the other one's version is gone, and the second decision is a refusal.
    assert_eq!(found, [(false, 2), (true, 1)]);
    Ok(())
}
