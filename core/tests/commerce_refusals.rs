//! Wrong input to the operations of commerce: each refusal has its code and a pointer to the place.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::disallowed_methods)]

use coaraci::api::call;
use serde_json::{Value, json};

fn envelope(operation: &str, request: &Value) -> Value {
    serde_json::from_str(&call(operation, &request.to_string())).expect("an envelope")
}

/// Codes and pointers of a refusal, in order.
fn refusal(operation: &str, request: &Value) -> Vec<(String, String)> {
    let envelope = envelope(operation, request);
    assert_eq!(envelope["ok"], false, "{operation}: {envelope}");
    let errors = envelope["errors"].as_array().expect("errors").iter();
    errors
        .map(|error| (error["code"].as_str().unwrap().to_owned(), error["path"].as_str().unwrap().to_owned()))
        .collect()
}

fn refuses(operation: &str, request: &Value, expected: &[(&str, &str)]) {
    let found = refusal(operation, request);
    let found: Vec<(&str, &str)> = found.iter().map(|(code, path)| (code.as_str(), path.as_str())).collect();
    assert_eq!(found, expected, "{operation}");
}

fn value(operation: &str, request: &Value) -> Value {
    let envelope = envelope(operation, request);
    assert_eq!(envelope["ok"], true, "{operation}: {envelope}");
    envelope["value"].clone()
}

/// A request with one member replaced.
fn with(request: &Value, pointer: &str, new: Value) -> Value {
    let mut request = request.clone();
    let (parent, name) = pointer.rsplit_once('/').expect("a pointer");
    match request.pointer_mut(parent).expect("a place") {
        Value::Array(elements) => elements[name.parse::<usize>().unwrap()] = new,
        object => object[name] = new,
    }
    request
}

const AT: &str = "2026-06-12T12:00:00Z";

fn policy() -> Value {
    json!({
        "schema": "approval-policy/1", "id": "p", "version": 1, "currency": "BRL",
        "rules": [{"id": "r", "effect": "require", "when": {"field": "order.total", "op": "gt", "value": "0.00"},
                   "steps": [{"id": "s", "level": 1, "approvers": [{"user": "a"}, {"user": "b"}], "quorum": {"n": 1}}]}],
        "default": {"effect": "deny"},
    })
}

/// Everybody delegates to the next one, the last one to the first; `r` requests.
fn circle() -> Value {
    let all_day = |id: &str, from: &str, to: &str| json!({"id": id, "from": from, "to": to, "from_at": "2026-06-12T00:00:00Z", "to_at": "2026-06-13T00:00:00Z"});
    json!({
        "users": {"r": {"manager": "a"}, "a": {"manager": "b"}, "b": {"manager": "r"}, "x": {}},
        "delegations": [all_day("d1", "a", "b"), all_day("d2", "b", "r"), all_day("d3", "r", "a")],
        "absences": [{"user": "a", "from": "2026-06-12T00:00:00Z", "to": "2026-06-13T00:00:00Z"}],
    })
}

fn context() -> Value {
    json!({"order.total": "100.00", "order.currency": "BRL", "requester.id": "r"})
}

#[test]
fn unknown_fields_of_a_policy() {
    let request = json!({"policy": policy()});
    refuses("validate_policy", &with(&request, "/policy/colour", json!("red")), &[("UNKNOWN_FIELD", "/policy")]);
    refuses(
        "validate_policy",
        &with(&request, "/policy/rules/0/colour", json!("red")),
        &[("UNKNOWN_FIELD", "/policy/rules/0")],
    );
    let field = "/policy/rules/0/when/field";
    refuses("validate_policy", &with(&request, field, json!("order.colour")), &[("FIELD_UNKNOWN", field)]);
    refuses("validate_policy", &with(&request, field, json!("custom.colour")), &[("FIELD_UNKNOWN", field)]);
    let fields = json!({"order.mine": "string", "custom.kind": "colour"});
    refuses("validate_policy", &with(&request, "/policy/fields", fields), &[("FIELD_UNKNOWN", "/policy/fields"); 2]);
    let plan = json!({"policy": policy(), "directory": circle(), "context": with(&context(), "/order.colour", json!(1)), "now": AT});
    refuses("plan_approval", &plan, &[("UNKNOWN_FIELD", "/context")]);
}

#[test]
fn quorums_of_nobody() {
    let quorum = "/policy/rules/0/steps/0/quorum";
    for wrong in [json!({"n": 0}), json!({"n": -1}), json!({"n": "1"}), json!({}), json!("most"), json!(1)] {
        refuses("validate_policy", &with(&json!({"policy": policy()}), quorum, wrong), &[("QUORUM_INVALID", quorum)]);
    }
    let approvers = "/policy/rules/0/steps/0/approvers";
    let nobody = with(&json!({"policy": policy()}), approvers, json!([]));
    refuses("validate_policy", &nobody, &[("STEP_WITHOUT_APPROVERS", approvers)]);
}

#[test]
fn delegation_in_a_circle_gives_nobody_a_vote() {
    let submitted =
        value("submit_approval", &json!({"policy": policy(), "directory": circle(), "context": context(), "at": AT}));
    let vote = |actor: &str, principal: &str| {
        let command = json!({"cmd": "approve", "at": AT, "actor": actor, "on_behalf_of": principal});
        json!({"policy": policy(), "directory": circle(), "request": submitted["request"], "command": command})
    };
    let (actor, principal) = ("/command/actor", "/command/on_behalf_of");
    // a to b to r: the requester votes for nobody, neither through one delegation nor through two.
    refuses("apply_approval_command", &vote("r", "b"), &[("SELF_APPROVAL", actor)]);
    refuses("apply_approval_command", &vote("r", "a"), &[("DELEGATION_INVALID", principal)]);
    refuses("apply_approval_command", &vote("a", "r"), &[("SELF_APPROVAL", actor)]);
    refuses("apply_approval_command", &vote("a", "b"), &[("DELEGATION_INVALID", principal)]);
    refuses("apply_approval_command", &vote("x", "a"), &[("DELEGATION_INVALID", principal)]);
    let voted = value("apply_approval_command", &vote("b", "a"));
    assert_eq!(voted["request"]["status"], "approved");
}

#[test]
fn managers_in_a_circle_end_at_the_hops() {
    let up = |hops: u32| {
        let approvers = json!([{"manager_of": "requester", "hops": hops}]);
        let policy = with(&json!({"p": policy()}), "/p/rules/0/steps/0/approvers", approvers)["p"].clone();
        json!({"policy": policy, "directory": circle(), "context": context(), "at": AT})
    };
    let eligible = |hops| value("submit_approval", &up(hops))["plan"]["levels"][0]["steps"][0]["eligible"].clone();
    // r's manager is a, a's b, b's r: 1000 is one more than 3 times 333.
    assert_eq!([1, 2, 1000].map(eligible), [json!(["a"]), json!(["b"]), json!(["a"])]);
    refuses("submit_approval", &up(3), &[("NO_ELIGIBLE_APPROVER", "/context")]);
    refuses("submit_approval", &up(0), &[("OUT_OF_RANGE", "/policy/rules/0/steps/0/approvers/0/hops")]);
}

#[test]
fn negative_quantities() {
    let quote = json!({"currency": "BRL", "lines": [{"id": "l", "qty": "-1", "unit_price": "10.00"}]});
    refuses("price_quote", &quote, &[("QTY_NOT_POSITIVE", "/lines/0/qty")]);
    let list = json!([{"id": "l", "currency": "BRL", "entries": [{"sku": "m", "unit_price": "1.00"}]}]);
    let resolve = json!({"lists": list, "sku": "m", "qty": "-0.5", "context": {"currency": "BRL"}, "now": AT});
    refuses("resolve_price", &resolve, &[("QTY_NOT_POSITIVE", "/qty")]);
    let offers = json!([{"id": "o", "base_price": "1.00", "markup": "1.1"}]);
    refuses("best_offer", &json!({"offers": offers, "qty": "0", "company": "c"}), &[("QTY_NOT_POSITIVE", "/qty")]);
    let kit =
        json!({"components": [{"id": "c", "sku": "m", "qty": "-2", "unit_price": "1.00"}], "pricing": {"mode": "sum"}});
    refuses("price_kit", &kit, &[("QTY_NOT_POSITIVE", "/components/0/qty")]);
}

fn ledger() -> Value {
    let entry = json!({"id": "e1", "kind": "commit", "at": AT, "order": "o1", "lines": [{"amount": "10.00"}]});
    json!({"currency": "BRL", "version": 1, "entries": [entry]})
}

fn entry() -> Value {
    let entry = json!({"id": "e2", "kind": "commit", "at": AT, "order": "o1", "lines": [{"amount": "5.00"}]});
    json!({"ledger": ledger(), "entry": entry, "expected_version": 1})
}

#[test]
fn amounts_that_a_ledger_does_not_take() {
    let amount = "/entry/lines/0/amount";
    refuses("apply_ledger_entry", &with(&entry(), amount, json!("-5.00")), &[("AMOUNT_NOT_POSITIVE", amount)]);
    refuses("apply_ledger_entry", &with(&entry(), amount, json!("5.001")), &[("MONEY_SCALE", amount)]);
    refuses("apply_ledger_entry", &with(&entry(), amount, json!(5.0)), &[("DECIMAL_NOT_STRING", amount)]);
    refuses("apply_ledger_entry", &with(&entry(), "/entry/id", json!("e1")), &[("IDEMPOTENCY_CONFLICT", "/entry/id")]);
    let stale = with(&entry(), "/expected_version", json!(0));
    refuses("apply_ledger_entry", &stale, &[("VERSION_CONFLICT", "/expected_version")]);
    let refund = with(&with(&entry(), "/entry/kind", json!("refund")), amount, json!("10.01"));
    refuses("apply_ledger_entry", &refund, &[("REFUND_EXCEEDS_COMMITTED", "/entry/lines")]);
}

#[test]
fn mixed_currencies() {
    let request = json!({
        "ledger": ledger(),
        "limits": [{"id": "L", "amount": "100.00", "window": {"kind": "never"}}],
        "purchase": {"order": "o2", "requester": "r", "lines": [{"amount": "1.00"}]},
        "now": AT,
    });
    refuses(
        "check_limits",
        &with(&request, "/purchase/currency", json!("USD")),
        &[("CURRENCY_MISMATCH", "/purchase/currency")],
    );
    refuses(
        "check_limits",
        &with(&request, "/limits/0/currency", json!("USD")),
        &[("CURRENCY_MISMATCH", "/limits/0/currency")],
    );
    let plan = json!({"policy": policy(), "directory": circle(), "context": with(&context(), "/order.currency", json!("USD")), "now": AT});
    refuses("plan_approval", &plan, &[("CURRENCY_MISMATCH", "/context/order.currency")]);
    let lists = json!([{"id": "l", "currency": "USD", "entries": [{"sku": "m", "unit_price": "1.00"}]}]);
    let resolve = json!({"lists": lists, "sku": "m", "qty": "1", "context": {"currency": "BRL"}, "now": AT});
    assert_eq!(refusal("resolve_price", &resolve)[0].0, "PRICE_NOT_FOUND");
}

fn quote(commands: &[Value]) -> Value {
    let content = json!({"currency": "BRL", "total": "10.00"});
    let draft = value("draft_quote", &json!({"author": "seller", "content": content, "valid_for_s": 60}));
    commands.iter().fold(draft, |quote, command| {
        value("apply_quote_command", &json!({"quote": quote, "command": command}))["quote"].clone()
    })
}

#[test]
fn clocks_that_go_backwards() {
    let before = "2026-06-12T11:59:59Z";
    refuses("apply_ledger_entry", &with(&entry(), "/entry/at", json!(before)), &[("TIME_REVERSAL", "/entry/at")]);
    let submitted =
        value("submit_approval", &json!({"policy": policy(), "directory": circle(), "context": context(), "at": AT}));
    let tick = json!({"policy": policy(), "directory": circle(), "request": submitted["request"], "command": {"cmd": "tick", "at": before}});
    refuses("apply_approval_command", &tick, &[("TIME_REVERSAL", "/command/at")]);
    let offered = quote(&[json!({"cmd": "submit", "at": AT, "by": "seller"})]);
    let reject = json!({"quote": offered, "command": {"cmd": "reject", "at": before, "by": "buyer"}});
    refuses("apply_quote_command", &reject, &[("TIME_REVERSAL", "/command/at")]);
    let cart = json!({
        "ledger": ledger(), "policy": policy(), "directory": circle(), "stage": "add", "limits": [],
        "purchase": {"order": "o2", "requester": "r", "lines": [{"amount": "100.00"}]},
        "context": context(), "request": submitted["request"], "now": before,
    });
    assert_eq!(refusal("check_cart", &cart)[0].0, "TIME_REVERSAL");
}

/// Events of a real request, as they are stored.
fn chain(key: Option<&str>) -> Vec<Value> {
    let submitted =
        value("submit_approval", &json!({"policy": policy(), "directory": circle(), "context": context(), "at": AT}));
    let approve = json!({"cmd": "approve", "at": AT, "actor": "b"});
    let approved = value(
        "apply_approval_command",
        &json!({"policy": policy(), "directory": circle(), "request": submitted["request"], "command": approve}),
    );
    let told = [&submitted, &approved].into_iter().flat_map(|answer| answer["events"].as_array().unwrap().clone());
    let events: Vec<Value> = told
        .map(|mut event| {
            if event["actor"].is_null() {
                event["actor"] = json!("r");
            }
            event
        })
        .collect();
    let mut request = json!({"events": events});
    if let Some(key) = key {
        request["key_hex"] = json!(key);
    }
    value("build_audit_chain", &request)["records"].as_array().unwrap().clone()
}

#[test]
fn forged_audit_entries() {
    let records = chain(None);
    assert_eq!(records.len(), 5);
    let last = records.len() - 1;
    let checkpoint = json!({"seq": last, "hash": records[last]["hash"]});
    let verdict = |chain: &[Value]| {
        let verdict = value("verify_audit_chain", &json!({"chain": chain, "checkpoint": checkpoint}));
        let issue = verdict["issues"][0].clone();
        (verdict["why"].clone(), verdict["first_bad"].clone(), issue["code"].clone(), issue["path"].clone())
    };
    let broken =
        |why: &str, index: usize, path: &str| (json!(why), json!(index), json!("AUDIT_CHAIN_BROKEN"), json!(path));
    let mut edited = records.clone();
    edited[2]["event"]["actor"] = json!("x");
    assert_eq!(verdict(&edited), broken("HASH", 2, "/chain/2/hash"));
    let mut removed = records.clone();
    removed.remove(1);
    assert_eq!(verdict(&removed), broken("SEQ", 1, "/chain/1/event/seq"));
    let mut linked = records.clone();
    linked[3]["prev"] = records[1]["hash"].clone();
    assert_eq!(verdict(&linked), broken("PREV", 3, "/chain/3/prev"));
    assert_eq!(verdict(&records[..3]), broken("TRUNCATED", 3, "/checkpoint"));
    // Whoever computes the whole plain chain anew is found by the checkpoint, and without one by a key.
    let events: Vec<Value> = edited.iter().map(|record| record["event"].clone()).collect();
    let anew = value("build_audit_chain", &json!({"events": events}))["records"].as_array().unwrap().clone();
    assert_eq!(verdict(&anew), broken("CHECKPOINT", last, "/checkpoint"));
    let key = "07".repeat(32);
    assert_eq!(value("verify_audit_chain", &json!({"chain": chain(Some(&key)), "key_hex": key}))["valid"], true);
    let forged = value("verify_audit_chain", &json!({"chain": anew, "key_hex": key}));
    assert_eq!(
        (&forged["why"], &forged["first_bad"], &forged["issues"][0]["path"]),
        (&json!("HASH"), &json!(0), &json!("/chain/0/hash"))
    );
}

#[test]
fn signatures_of_something_else() {
    let statement = json!({
        "schema": "quote-acceptance/1", "quote": "q1", "revision": 1, "content_hash": "ab".repeat(32), "total": "10.00",
        "currency": "BRL", "accepted_by": format!("hmac256:k1:{}", "cd".repeat(32)), "accepted_at": AT, "key_id": "k1",
    });
    let signed = value("sign_acceptance", &json!({"statement": statement, "seed_hex": "07".repeat(32)}));
    let request = json!({"statement": statement, "public_key_hex": signed["public_key_hex"], "signature_hex": signed["signature_hex"]});
    assert_eq!(value("verify_acceptance", &request)["valid"], true);
    let other_key = value("sign_acceptance", &json!({"statement": statement, "seed_hex": "08".repeat(32)}));
    for (place, new) in [
        ("/statement/total", json!("10.01")),
        ("/statement/revision", json!(2)),
        ("/public_key_hex", other_key["public_key_hex"].clone()),
        ("/signature_hex", other_key["signature_hex"].clone()),
        ("/signature_hex", json!("00".repeat(64))),
    ] {
        let verdict = value("verify_acceptance", &with(&request, place, new));
        assert_eq!(
            (&verdict["valid"], &verdict["issues"][0]["code"]),
            (&json!(false), &json!("SIGNATURE_INVALID")),
            "{place}"
        );
        assert_eq!(verdict["issues"][0]["path"], "/signature_hex");
    }
    refuses("verify_acceptance", &with(&request, "/signature_hex", json!("00")), &[("HEX_SYNTAX", "/signature_hex")]);
    refuses(
        "verify_acceptance",
        &with(&request, "/statement/accepted_by", json!("529.982.247-25")),
        &[("STATEMENT_FIELDS", "/statement")],
    );
    refuses("verify_acceptance", &with(&request, "/statement/note", json!("x")), &[("STATEMENT_FIELDS", "/statement")]);
}

#[test]
fn a_quote_is_no_way_round_limits_and_approvals() {
    let offered = quote(&[json!({"cmd": "submit", "at": AT, "by": "seller"})]);
    let accept = |hash: Value| json!({"cmd": "accept", "at": AT, "by": "buyer", "revision": 1, "hash": hash});
    let wrong = json!({"quote": offered, "command": accept(json!("00".repeat(32)))});
    refuses("apply_quote_command", &wrong, &[("HASH_MISMATCH", "/command/hash")]);
    let hash = offered["revisions"][0]["hash"].clone();
    let accepted = value("apply_quote_command", &json!({"quote": offered, "command": accept(hash)}))["quote"].clone();
    let convert = |more: &str, new: Value| {
        let command = json!({"cmd": "convert", "at": AT, "order": "o1", "order_total": "10.00"});
        json!({"quote": accepted, "command": with(&command, more, new)})
    };
    for (place, new, code) in [
        ("/limit_outcome", json!("deny"), "LIMIT_DENIED"),
        ("/limit_outcome", json!("review"), "APPROVAL_REQUIRED"),
        ("/approval", json!("pending"), "APPROVAL_REQUIRED"),
        ("/order_total", json!("10.01"), "TOTAL_MISMATCH"),
    ] {
        let path = match code {
            "LIMIT_DENIED" => "/command/limit_outcome",
            "APPROVAL_REQUIRED" => "/command/approval",
            _ => "/command/order_total",
        };
        refuses("apply_quote_command", &convert(place, new), &[(code, path)]);
    }
}
