//! Many buyers at once on one ledger: decide on a version, store only if it is still that, otherwise decide again.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::disallowed_methods)]

use coaraci::api::{Prepared, call, prepare};
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

const THREADS: usize = 64;
const PURCHASES: usize = 10_000;
/// Each purchase is of one of these amounts in cents; the limit holds less than a twentieth of all of them.
const AMOUNTS: [usize; 5] = [1, 333, 1_000, 2_499, 5_000];
const LIMIT: usize = 800_000;

/// The table of a store: entries with a version that is unique, and what was prepared of it.
struct Store {
    ledger: Value,
    prepared: Arc<Prepared>,
}

impl Store {
    fn new() -> Store {
        let ledger = json!({"currency": "BRL", "version": 0, "entries": []});
        let prepared = prepared(&ledger);
        Store { ledger, prepared }
    }
}

fn prepared(ledger: &Value) -> Arc<Prepared> {
    Arc::new(prepare("check_limits", &json!({"ledger": ledger}).to_string()).expect("a ledger"))
}

fn amount(cents: usize) -> String {
    format!("{}.{:02}", cents / 100, cents % 100)
}

/// Buys if the limit allows it: whether it was bought, and the number of tries.
fn buy(store: &Mutex<Store>, number: usize) -> (bool, usize) {
    let cents = AMOUNTS[number % AMOUNTS.len()];
    let lines = json!([{"amount": amount(cents), "employee": format!("emp_{}", number % 7)}]);
    let now = "2026-06-12T12:00:00Z";
    let rest = json!({
        "limits": [{"id": "L", "amount": amount(LIMIT), "window": {"kind": "calendar", "unit": "month", "tz": "America/Sao_Paulo"}}],
        "purchase": {"order": format!("o{number}"), "requester": "emp_1", "lines": lines},
        "now": now,
    });
    for tries in 1.. {
        let seen = Arc::clone(&store.lock().expect("store").prepared);
        let decision: Value = serde_json::from_str(&seen.call(&rest.to_string())).expect("an envelope");
        if decision["value"]["outcome"] != "allow" {
            assert_eq!(decision["value"]["outcome"], "deny", "{decision}");
            return (false, tries);
        }
        let entry = json!({"id": format!("e{number}"), "kind": "commit", "at": now, "order": format!("o{number}"), "lines": lines});
        let mut store = store.lock().expect("store");
        let request =
            json!({"ledger": store.ledger, "entry": entry, "expected_version": decision["value"]["expected_version"]});
        let applied: Value =
            serde_json::from_str(&call("apply_ledger_entry", &request.to_string())).expect("an envelope");
        if applied["ok"] == true {
            store.ledger["version"] = applied["value"]["version"].clone();
            store.ledger["entries"].as_array_mut().expect("entries").push(entry);
            store.prepared = prepared(&store.ledger);
            return (true, tries);
        }
        assert_eq!(applied["errors"][0]["code"], "VERSION_CONFLICT", "{applied}");
    }
    (false, 0)
}

#[test]
fn ten_thousand_purchases_of_sixty_four_threads_never_exceed_the_limit() {
    let store = Mutex::new(Store::new());
    let next = AtomicUsize::new(0);
    let tries = AtomicUsize::new(0);
    let bought = Mutex::new(BTreeSet::new());
    std::thread::scope(|scope| {
        for _ in 0..THREADS {
            scope.spawn(|| {
                loop {
                    let number = next.fetch_add(1, Ordering::Relaxed);
                    if number >= PURCHASES {
                        return;
                    }
                    let (done, count) = buy(&store, number);
                    tries.fetch_add(count, Ordering::Relaxed);
                    if done {
                        bought.lock().expect("set").insert(format!("e{number}"));
                    }
                }
            });
        }
    });
    let ledger = store.into_inner().expect("store").ledger;
    let entries = ledger["entries"].as_array().expect("entries");
    let cents = |entry: &Value| {
        entry["lines"][0]["amount"].as_str().expect("text").replace('.', "").parse::<usize>().expect("cents")
    };
    let spent: usize = entries.iter().map(cents).sum();
    assert!(spent <= LIMIT, "{spent}");
    // The smallest purchase did not fit at the end, or the limit is used up to the cent.
    assert_eq!(spent, LIMIT, "one-cent purchases fill the limit");
    assert_eq!(ledger["version"], entries.len());
    assert!(tries.into_inner() >= PURCHASES);
    // Nothing lost and nothing counted twice: the entries are what the buyers were told, each once.
    let ids: Vec<String> = entries.iter().map(|entry| entry["id"].as_str().expect("id").to_owned()).collect();
    let told = bought.into_inner().expect("set");
    assert_eq!((ids.len(), ids.into_iter().collect::<BTreeSet<_>>()), (told.len(), told));
    // The library counts the same.
    let rest = json!({
        "limits": [{"id": "L", "amount": amount(LIMIT), "window": {"kind": "never"}}],
        "purchase": {"order": "last", "requester": "emp_1", "lines": [{"amount": "0.01"}]},
        "now": "2026-06-12T12:00:01Z",
    });
    let decision: Value = serde_json::from_str(&prepared(&ledger).call(&rest.to_string())).expect("an envelope");
    let report = &decision["value"]["reports"][0];
    assert_eq!((&report["used"], &report["outcome"]), (&json!(amount(LIMIT)), &json!("deny")));
}
