use super::*;
use std::collections::BTreeMap;

fn content(total: &str) -> Map<Json> {
    let members = [("currency", "BRL"), ("total", total)];
    let members: BTreeMap<String, Json> =
        members.into_iter().map(|(name, value)| (name.to_owned(), Json::Text(value.to_owned()))).collect();
    members.into()
}

fn at(seconds: i64) -> Instant {
    Instant::from_unix(1_780_000_000 + seconds).unwrap()
}

fn order(text: &str) -> Id {
    Id::try_from(text.to_owned()).unwrap()
}

fn base(cmd: &str, seconds: i64, by: Option<Party>) -> QuoteCommand {
    QuoteCommand {
        cmd: cmd.to_owned(),
        at: at(seconds),
        by,
        content: None,
        revision: None,
        hash: None,
        order: None,
        order_total: None,
        limit_outcome: None,
        approval: None,
    }
}

/// Every command by every party, the right and a wrong way, at an instant.
fn alphabet(quote: &Quote, seconds: i64) -> Vec<QuoteCommand> {
    let mut commands = vec![base("tick", seconds, None)];
    for party in [Party::Buyer, Party::Seller] {
        for cmd in ["submit", "reject", "cancel", "reopen"] {
            commands.push(base(cmd, seconds, Some(party)));
        }
        for cmd in ["edit", "counter"] {
            commands.push(QuoteCommand { content: Some(content("900.00")), ..base(cmd, seconds, Some(party)) });
        }
        let last = quote.revisions.last();
        let hash = last.map_or_else(|| "0".repeat(64), |revision| revision.hash.clone());
        let revision = Some(last.map_or(1, |revision| revision.n));
        let accept = QuoteCommand { revision, hash: Some(hash), ..base("accept", seconds, Some(party)) };
        commands.push(QuoteCommand { revision: Some(99), ..accept.clone() });
        commands.push(accept);
    }
    let total = |quote: &Quote| match quote.content.get("total") {
        Some(Json::Text(text)) => Some(text.parse::<rust_decimal::Decimal>().unwrap().into()),
        _ => None,
    };
    for (id, outcome, approval) in [
        ("o1", None, None),
        ("o2", None, None),
        ("o1", Some(crate::commerce::Outcome::Review), Some("pending")),
        ("o1", Some(crate::commerce::Outcome::Review), Some("approved")),
        ("o1", Some(crate::commerce::Outcome::Deny), Some("approved")),
    ] {
        commands.push(QuoteCommand {
            order: Some(order(id)),
            order_total: total(quote),
            limit_outcome: outcome,
            approval: approval.map(str::to_owned),
            ..base("convert", seconds, None)
        });
    }
    commands
}

/// The table of the document: state, command, whose it is, next state.
fn table(quote: &Quote, command: &QuoteCommand) -> Option<Status> {
    use Status::*;
    let author = command.by == Some(quote.author);
    let turn = command.by == quote.turn;
    match (quote.status, command.cmd.as_str()) {
        (Draft, "edit") if author => Some(Draft),
        (Draft, "submit") if author => Some(Submitted),
        (Draft, "cancel") if author => Some(Cancelled),
        (Submitted | Countered, "counter") if turn => Some(Countered),
        (Submitted | Countered, "accept") if turn && command.revision != Some(99) => Some(Accepted),
        (Submitted | Countered, "reject") if turn => Some(Rejected),
        (Submitted | Countered, "cancel") if !turn => Some(Cancelled),
        (Accepted, "convert") => match (command.limit_outcome, command.approval.as_deref()) {
            (None, None) | (Some(crate::commerce::Outcome::Review), Some("approved")) => Some(Converted),
            _ => None,
        },
        (Converted, "convert") if command.order == quote.order => Some(Converted),
        (Rejected | Expired | Cancelled, "reopen") if command.by == Some(Party::Seller) => Some(Draft),
        (status, "tick") => Some(status),
        _ => None,
    }
}

fn check_state(quote: &Quote) {
    let standing = matches!(quote.status, Status::Submitted | Status::Countered);
    assert_eq!(quote.turn.is_some(), standing);
    assert_eq!(quote.valid_until.is_some(), standing);
    assert!(quote.status != Status::Converted || quote.order.is_some());
    assert!(!matches!(quote.status, Status::Accepted | Status::Converted) || quote.accepted_at.is_some());
    let mut prev = None;
    for (revision, n) in quote.revisions.iter().zip(1..) {
        assert_eq!((revision.n, &revision.prev), (n, &prev));
        prev = Some(revision.hash.clone());
    }
}

#[test]
fn every_path_of_six_commands_follows_the_table() {
    let start = draft(Party::Buyer, content("1000.00"), Some(10), Some(10));
    let mut known: BTreeMap<String, Quote> = BTreeMap::from([(serde_json::to_string(&start).unwrap(), start)]);
    let mut frontier: Vec<Quote> = known.values().cloned().collect();
    let mut tried = 0;
    for _ in 0..6 {
        let mut next = Vec::new();
        for quote in &frontier {
            let last = quote.last_at.map_or(0, |last| at(0).seconds_until(last));
            for seconds in [last, last + 1, last + 10] {
                for command in alphabet(quote, seconds) {
                    tried += 1;
                    // Time goes first, by the table's rows of time.
                    let over = match quote.status {
                        Status::Submitted | Status::Countered => quote.valid_until.unwrap() <= command.at,
                        Status::Accepted => quote.accepted_at.unwrap().add_seconds(10).unwrap() <= command.at,
                        _ => false,
                    };
                    let timed = Quote { status: if over { Status::Expired } else { quote.status }, ..quote.clone() };
                    let expected = table(&timed, &command);
                    let found = super::command(quote, &command);
                    assert_eq!(found.as_ref().ok().map(|(after, _)| after.status), expected, "{quote:?} {command:?}");
                    let Ok((after, events)) = found else { continue };
                    check_state(&after);
                    // What changed was told; a tick and a repeated conversion may change nothing.
                    let same = Quote { last_at: quote.last_at, ..after.clone() } == *quote;
                    assert!(same || !events.is_empty(), "{command:?}");
                    let key = serde_json::to_string(&after).unwrap();
                    if known.insert(key, after.clone()).is_none() {
                        next.push(after);
                    }
                }
            }
        }
        frontier = next;
    }
    assert!(tried > 100_000, "{tried} commands");
}

#[test]
fn a_signature_is_valid_for_its_statement_alone() {
    let reference = format!("hmac256:k1:{}", "ab".repeat(32));
    let statement = |total: &str, at: &str| -> BTreeMap<String, Json> {
        let hash = "cd".repeat(32);
        let texts = [
            ("schema", "quote-acceptance/1"),
            ("quote", "quo_1"),
            ("content_hash", &hash),
            ("total", total),
            ("currency", "BRL"),
            ("accepted_by", &reference),
            ("accepted_at", at),
            ("key_id", "key_1"),
        ];
        let texts = texts.into_iter().map(|(name, value)| (name.to_owned(), Json::Text(value.to_owned())));
        texts.chain([("revision".to_owned(), Json::Integer(2))]).collect()
    };
    let signed = message(&statement("950.00", "2026-06-03T12:00:00Z")).unwrap();
    // The same instant and amount in another spelling are the same statement.
    assert_eq!(message(&statement("950.0", "2026-06-03T09:00:00-03:00")).unwrap(), signed);
    let (signature, key) = sign(&signed, &"07".repeat(32)).unwrap();
    let (signature, key) = (crate::canonical::hex(&signature), crate::canonical::hex(&key));
    assert_eq!(verify(&signed, &key, &signature), Ok(true));
    let other = message(&statement("950.01", "2026-06-03T12:00:00Z")).unwrap();
    assert_eq!(verify(&other, &key, &signature), Ok(false));
    // A point of small order verifies anything by the lax rule (RFC 8032 leaves it open); the strict one refuses it.
    let weak = format!("01{}", "00".repeat(31));
    assert_eq!(verify(&signed, &weak, &format!("{weak}{}", "00".repeat(32))), Ok(false));
    assert_eq!(verify(&signed, "00", &signature).unwrap_err().code(), Code::HEX_SYNTAX);
}
