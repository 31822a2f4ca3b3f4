use super::*;
use crate::commerce::ledger::{EntryText, LedgerText, apply};
use proptest::prelude::*;
use std::collections::BTreeMap;

const ZERO: i64 = 1_780_272_000; // 2026-06-01T00:00:00Z

fn read<T: serde::de::DeserializeOwned>(text: &str) -> T {
    serde_json::from_str(text).unwrap_or_else(|error| panic!("{error}: {text}"))
}

fn at(second: i64) -> String {
    Instant::from_unix(ZERO + second).unwrap().to_string()
}

/// An entry of the generator: kind, order, seconds since the last one, amount in reais, employee, seconds until expiry.
type Draft = (usize, u8, i64, i64, u8, Option<i64>);

const KINDS: [&str; 6] = ["reserve", "release", "commit", "refund", "cancel", "adjust"];

fn drafts() -> impl Strategy<Value = Vec<Draft>> {
    prop::collection::vec((0_usize..6, 0_u8..3, 0_i64..8, 1_i64..60, 0_u8..2, prop::option::of(1_i64..30)), 0..14)
}

/// The ledger of those drafts that it takes, and its last instant.
fn ledger(drafts: &[Draft]) -> (Ledger, i64) {
    let mut text: LedgerText = read(r#"{"currency":"BRL","version":0,"entries":[]}"#);
    let mut now = 0;
    for (index, (kind, order, pause, amount, employee, expiry)) in drafts.iter().enumerate() {
        now += pause;
        let kind = KINDS[*kind];
        let expires =
            expiry.filter(|_| kind == "reserve").map_or("null".into(), |after| format!("{:?}", at(now + after)));
        let order = if kind == "adjust" { "null".into() } else { format!(r#""o{order}""#) };
        let amount = if kind == "adjust" && amount % 2 == 0 { -amount } else { *amount };
        let entry: EntryText = read(&format!(
            r#"{{"id":"e{index}","kind":"{kind}","at":"{}","order":{order},"expires_at":{expires},"reason":"x","actor":"y",
            "lines":[{{"amount":"{amount}.00","employee":"m{employee}","category":"a/b"}}]}}"#,
            at(now)
        ));
        let known = Ledger::from(text.clone());
        if apply(&known, &entry, text.version).is_ok() {
            text.entries.push(entry);
            text.version += 1;
        }
    }
    (Ledger::from(text), now)
}

fn limit(window: &str, rest: &str) -> Limit {
    read(&format!(r#"{{"id":"L","amount":"100.00","window":{window}{rest}}}"#))
}

fn purchase(order: u8, amount: i64) -> Purchase {
    read(&format!(
        r#"{{"order":"o{order}","requester":"m0","lines":[{{"amount":"{amount}.00","employee":"m0","category":"a/b"}}]}}"#
    ))
}

fn decide(ledger: &Ledger, limit: &Limit, purchase: &Purchase, now: i64) -> LimitDecision {
    check(ledger, std::slice::from_ref(limit), &[], purchase, Instant::from_unix(ZERO + now).unwrap()).unwrap()
}

/// What other orders use in a window, from the entries one by one.
fn slow_used(
    ledger: &Ledger,
    own: &str,
    now: i64,
    employee: Option<&str>,
    committed_only: bool,
    refund_window: bool,
    inside: impl Fn(i64) -> bool,
) -> i64 {
    let seconds = |instant: Instant| instant.unix() - ZERO;
    let matches = |line: &Line| {
        employee.is_none_or(|wanted| line.employee.as_ref().is_some_and(|given| given.as_str() == wanted))
    };
    let sum = |entry: &EntryText| -> i64 {
        let lines = entry.lines.iter().flatten().filter(|line| matches(line));
        lines.map(|line| amount(line.amount, Currency::Brl).unwrap()).sum()
    };
    let mut orders: BTreeMap<String, Vec<&EntryText>> = BTreeMap::new();
    let mut used = 0;
    for entry in &ledger.text().entries {
        match &entry.order {
            Some(order) => orders.entry(order.to_string()).or_default().push(entry),
            None if inside(seconds(entry.at)) => used += sum(entry),
            None => {}
        }
    }
    for (order, entries) in orders {
        if order == own {
            continue;
        }
        let first = inside(seconds(entries[0].at));
        let (mut reserved, mut left) = (0, 0);
        for entry in entries {
            let back =
                |amount: i64| if if refund_window { inside(seconds(entry.at)) } else { first } { -amount } else { 0 };
            match entry.kind.as_str() {
                "reserve" => {
                    let open = entry.expires_at.is_none_or(|expiry| now < seconds(expiry));
                    reserved = if open { sum(entry) } else { 0 };
                }
                "release" => reserved = 0,
                "commit" => {
                    reserved = 0;
                    left += sum(entry);
                    used += if first { sum(entry) } else { 0 };
                }
                "refund" => {
                    left -= sum(entry);
                    used += back(sum(entry));
                }
                _ => {
                    reserved = 0;
                    used += back(left);
                    left = 0;
                }
            }
        }
        used += if first && !committed_only { reserved } else { 0 };
    }
    used.max(0)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(10_000))]

    #[test]
    fn agrees_with_adding_up_entry_by_entry(
        drafts in drafts(), order in 0_u8..4, later in 0_i64..40, length in 1_i64..40,
        committed in any::<bool>(), refund_window in any::<bool>(), own in any::<bool>(),
    ) {
        let (ledger, last) = ledger(&drafts);
        let now = last + later;
        let mut rest = String::new();
        if committed { rest += r#","basis":"committed""#; }
        if refund_window { rest += r#","refund_attribution":"refund_window""#; }
        if own { rest += r#","selector":{"employee":"m0"}"#; }
        let used = |inside: &dyn Fn(i64) -> bool| {
            slow_used(&ledger, &format!("o{order}"), now, own.then_some("m0"), committed, refund_window, inside)
        };
        let found = |window: &str| decide(&ledger, &limit(window, &rest), &purchase(order, 1), now).reports[0].used.minor();
        prop_assert_eq!(found(r#"{"kind":"never"}"#), used(&|_| true));
        let fixed = format!(r#"{{"kind":"fixed","from":"{}","to":"{}"}}"#, at(0), at(1000));
        prop_assert_eq!(found(&fixed), used(&|second| (0..1000).contains(&second)));
        // The worst of all windows in which the order lies, second by second.
        let first = ledger.text().entries.iter().find(|entry| entry.order.as_ref().is_some_and(|id| id.as_str() == format!("o{order}")));
        let first = first.map_or(now, |entry| entry.at.unix() - ZERO);
        let ends = (first..first + length).filter(|end| *end <= now);
        let worst = ends.map(|end| used(&|second| end - length < second && second <= end)).max().unwrap();
        prop_assert_eq!(found(&format!(r#"{{"kind":"rolling","seconds":{length}}}"#)), worst);
    }

    #[test]
    fn replaying_any_entry_changes_nothing(drafts in drafts(), version in any::<u64>()) {
        let (ledger, _) = ledger(&drafts);
        for entry in &ledger.text().entries {
            prop_assert_eq!(apply(&ledger, entry, version), Ok(None));
        }
    }

    #[test]
    fn a_higher_limit_never_denies_what_a_lower_one_allows(drafts in drafts(), amount in 1_i64..120, more in 0_i64..100) {
        let (ledger, now) = ledger(&drafts);
        let low = limit(r#"{"kind":"never"}"#, "");
        let high: Limit = read(&format!(r#"{{"id":"L","amount":"{}.00","window":{{"kind":"never"}}}}"#, 100 + more));
        let outcome = |limit: &Limit| decide(&ledger, limit, &purchase(9, amount), now).outcome;
        prop_assert!(outcome(&high) <= outcome(&low));
    }

    #[test]
    fn a_refund_never_lowers_what_is_left(drafts in drafts(), order in 0_u8..3, amount in 1_i64..30) {
        let mut drafts = drafts;
        drafts.push((2, order, 0, 59, 0, None));
        let (ledger, now) = ledger(&drafts);
        let mut text = ledger.text().clone();
        let entry: EntryText = read(&format!(
            r#"{{"id":"r","kind":"refund","at":"{}","order":"o{order}","lines":[{{"amount":"{amount}.00","employee":"m0","category":"a/b"}}]}}"#,
            at(now)));
        prop_assert!(apply(&ledger, &entry, text.version).is_ok());
        text.entries.push(entry);
        let refunded = Ledger::from(text);
        for window in [r#"{"kind":"never"}"#, r#"{"kind":"rolling","seconds":20}"#] {
            let left = |ledger| decide(ledger, &limit(window, ""), &purchase(9, 1), now).reports[0].remaining.minor();
            prop_assert!(left(&refunded) >= left(&ledger));
        }
    }

    #[test]
    fn the_order_of_limits_and_lines_does_not_matter(drafts in drafts(), amounts in prop::collection::vec(1_i64..50, 1..5)) {
        let (ledger, now) = ledger(&drafts);
        let lines: Vec<String> = amounts.iter().enumerate()
            .map(|(index, amount)| format!(r#"{{"amount":"{amount}.00","employee":"m{}"}}"#, index % 2)).collect();
        let purchase = |lines: Vec<String>| -> Purchase {
            read(&format!(r#"{{"order":"o9","requester":"m0","lines":[{}]}}"#, lines.join(",")))
        };
        let limits = || -> Vec<Limit> {
            ["A", "B", "C"].iter().zip(["", r#","selector":{"employee":"m0"}"#, r#","enforcement":"soft""#])
                .map(|(id, rest)| read(&format!(r#"{{"id":"{id}","amount":"90.00","window":{{"kind":"never"}}{rest}}}"#))).collect()
        };
        let now = Instant::from_unix(ZERO + now).unwrap();
        let forward = check(&ledger, &limits(), &[], &purchase(lines.clone()), now).unwrap();
        let mut turned = limits();
        turned.reverse();
        let back = check(&ledger, &turned, &[], &purchase(lines.into_iter().rev().collect()), now).unwrap();
        prop_assert_eq!(forward, back);
    }

    #[test]
    fn of_two_reservations_on_one_version_exactly_one_applies(drafts in drafts(), amount in 1_i64..50) {
        let (ledger, now) = ledger(&drafts);
        let reserve = |id: &str| -> EntryText {
            read(&format!(r#"{{"id":"{id}","kind":"reserve","at":"{}","order":"{id}","lines":[{{"amount":"{amount}.00"}}]}}"#, at(now)))
        };
        let version = ledger.text().version;
        prop_assert_eq!(apply(&ledger, &reserve("x"), version), Ok(Some(version + 1)));
        let mut text = ledger.text().clone();
        text.entries.push(reserve("x"));
        text.version += 1;
        let error = apply(&Ledger::from(text), &reserve("z"), version).unwrap_err();
        prop_assert_eq!(error.code(), Code::VERSION_CONFLICT);
    }

    #[test]
    fn no_interleaving_exceeds_a_hard_limit(amounts in prop::collection::vec(1_i64..70, 2..6), schedule in prop::collection::vec(0_usize..6, 0..30)) {
        // Each buyer decides on the ledger as it is, stores a reservation if it is still that, and then pays without a new decision.
        enum Buyer { Undecided, Decided(u64), Reserved, Done }
        let hard = limit(r#"{"kind":"never"}"#, "");
        let mut text: LedgerText = read(r#"{"currency":"BRL","version":0,"entries":[]}"#);
        let mut buyers: Vec<Buyer> = amounts.iter().map(|_| Buyer::Undecided).collect();
        for (step, buyer) in schedule.iter().map(|buyer| buyer % amounts.len()).enumerate() {
            let ledger = Ledger::from(text.clone());
            let order = u8::try_from(buyer).unwrap();
            let entry = |kind: &str| -> EntryText {
                read(&format!(
                    r#"{{"id":"{kind}{buyer}","kind":"{kind}","at":"{}","order":"o{buyer}","lines":[{{"amount":"{}.00","employee":"m0","category":"a/b"}}]}}"#,
                    at(0), amounts[buyer]))
            };
            buyers[buyer] = match buyers[buyer] {
                Buyer::Undecided => {
                    let decision = decide(&ledger, &hard, &purchase(order, amounts[buyer]), i64::try_from(step).unwrap());
                    if decision.outcome == Outcome::Allow { Buyer::Decided(decision.expected_version) } else { Buyer::Done }
                }
                Buyer::Decided(version) => match apply(&ledger, &entry("reserve"), version) {
                    Ok(Some(next)) => {
                        text.entries.push(entry("reserve"));
                        text.version = next;
                        Buyer::Reserved
                    }
                    other => {
                        prop_assert_eq!(other.unwrap_err().code(), Code::VERSION_CONFLICT);
                        Buyer::Undecided
                    }
                },
                Buyer::Reserved => {
                    text.version = apply(&ledger, &entry("commit"), text.version).unwrap().unwrap();
                    text.entries.push(entry("commit"));
                    Buyer::Done
                }
                // Whoever is done sends the last entry again: it is counted once.
                Buyer::Done => {
                    if text.entries.iter().any(|known| known.id.as_str() == format!("commit{buyer}")) {
                        prop_assert_eq!(apply(&ledger, &entry("commit"), 0), Ok(None));
                    }
                    Buyer::Done
                }
            };
            // What reservations and commitments of all orders come to.
            let ledger = Ledger::from(text.clone());
            let used = slow_used(&ledger, "none", 0, None, false, false, |_| true);
            prop_assert!(used <= 10_000, "{} used", used);
            prop_assert_eq!(text.version, u64::try_from(text.entries.len()).unwrap());
        }
    }
}
