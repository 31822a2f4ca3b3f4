use super::*;
use proptest::prelude::*;
use std::collections::BTreeSet;

pub(super) const START: i64 = 1_781_265_600; // 2026-06-12T12:00:00Z

pub(super) fn read<T: serde::de::DeserializeOwned>(text: &str) -> T {
    serde_json::from_str(text).unwrap()
}

pub(super) fn instant(unix: i64) -> Instant {
    Instant::from_unix(unix).unwrap()
}

/// Two levels of two people each, an escalation, an expiry, tolerated changes.
fn policy(on_reject: &str, on_expire: &str) -> Policy {
    read(
        &r#"{"schema":"approval-policy/1","id":"p","version":1,"currency":"BRL",
        "sod":{"distinct_across_levels":true},
        "reapproval":{"mode":"material","tolerance_pct":"1"},
        "approval_valid_for_s":86400,
        "rules":[{"id":"r","effect":"require","when":true,"steps":[
            {"id":"one","level":1,"approvers":[{"user":"a"},{"user":"b"}],"quorum":"any","on_reject":"REJECT",
             "escalations":[{"after_s":7200,"to":[{"user":"c"}]}],"expire_after_s":36000,"on_expire":"EXPIRE"},
            {"id":"two","level":2,"approvers":[{"user":"b"},{"user":"c"},{"user":"d"}],"quorum":{"n":2},"on_reject":"REJECT"}]}],
        "default":{"effect":"deny"}}"#
            .replace("REJECT", on_reject)
            .replace("EXPIRE", on_expire),
    )
}

fn directory() -> Directory {
    read(
        r#"{"users":{"r":{},"a":{"approve_limit":"1005.00"},"b":{},"c":{},"d":{"active":true},"x":{}},
        "delegations":[{"id":"d1","from":"a","to":"x","from_at":"2026-06-12T00:00:00Z","to_at":"2026-06-13T00:00:00Z"},
                       {"id":"d2","from":"a","to":"r","from_at":"2026-06-12T00:00:00Z","to_at":"2026-06-13T00:00:00Z"}]}"#,
    )
}

pub(super) fn cart(total: &str, supplier: &str) -> Map<Json> {
    read(&format!(
        r#"{{"order.total":"{total}","order.currency":"BRL","order.suppliers":["{supplier}"],"requester.id":"r"}}"#
    ))
}

pub(super) fn command_at(text: &str, at: i64) -> ApprovalCommand {
    read(&text.replace("AT", &instant(at).to_string()))
}

/// Commands one hour later each, and two that let time pass.
fn commands(request: &ApprovalRequest) -> Vec<ApprovalCommand> {
    let at = request.last_at.unix() + 3600;
    let hash = request.cart_hash.as_str();
    let mut commands: Vec<ApprovalCommand> = [
        r#"{"cmd":"approve","at":"AT","actor":"a"}"#.to_owned(),
        r#"{"cmd":"approve","at":"AT","actor":"b"}"#.to_owned(),
        r#"{"cmd":"approve","at":"AT","actor":"c"}"#.to_owned(),
        r#"{"cmd":"approve","at":"AT","actor":"x","on_behalf_of":"a"}"#.to_owned(),
        r#"{"cmd":"approve","at":"AT","actor":"r","on_behalf_of":"a"}"#.to_owned(),
        r#"{"cmd":"reject","at":"AT","actor":"b"}"#.to_owned(),
        r#"{"cmd":"cancel","at":"AT","actor":"r"}"#.to_owned(),
        format!(r#"{{"cmd":"execute","at":"AT","cart_hash":"{hash}"}}"#),
        format!(r#"{{"cmd":"execute","at":"AT","cart_hash":"{}"}}"#, "0".repeat(64)),
        r#"{"cmd":"tick","at":"AT"}"#.to_owned(),
    ]
    .iter()
    .map(|text| command_at(text, at))
    .collect();
    for (total, supplier) in [("1010.00", "s"), ("1010.01", "s"), ("1000.00", "other")] {
        let mut change = command_at(r#"{"cmd":"cart_changed","at":"AT"}"#, at);
        change.context = Some(cart(total, supplier));
        commands.push(change);
    }
    commands.push(command_at(r#"{"cmd":"tick","at":"AT"}"#, at + 86_400));
    commands
}

pub(super) fn is_final(status: RequestStatus) -> bool {
    !matches!(status, RequestStatus::Pending | RequestStatus::Approved)
}

fn check_invariants(
    before: &ApprovalRequest,
    command: &ApprovalCommand,
    after: &ApprovalRequest,
    events: &[RequestEvent],
) {
    if is_final(before.status) {
        assert_eq!((after.status, events.len()), (before.status, 0), "{command:?}");
    }
    assert!(!(before.status == RequestStatus::Approved && after.status == RequestStatus::Pending));
    for step in after.levels.iter().flat_map(|level| &level.steps) {
        let actors: BTreeSet<_> = step.votes.iter().map(|vote| &vote.actor).collect();
        let principals: BTreeSet<_> = step.votes.iter().map(|vote| &vote.principal).collect();
        assert_eq!((actors.len(), principals.len()), (step.votes.len(), step.votes.len()));
        assert!(!actors.contains(&"r".to_owned()) && !principals.contains(&"r".to_owned()));
        let approvals = step.votes.iter().filter(|vote| vote.approve).count();
        assert!(approvals < step.need.get() || step.done);
    }
    let acted: Vec<BTreeSet<_>> = after
        .levels
        .iter()
        .map(|level| {
            level
                .steps
                .iter()
                .flat_map(|step| &step.votes)
                .filter(|vote| vote.approve)
                .map(|vote| &vote.actor)
                .collect()
        })
        .collect();
    assert!(acted.iter().enumerate().all(|(i, one)| acted.iter().skip(i + 1).all(|other| one.is_disjoint(other))));
    if after.status == RequestStatus::Executed && before.status != RequestStatus::Executed {
        assert_eq!(command.cart_hash.as_ref(), Some(&before.cart_hash));
        assert_eq!(before.status, RequestStatus::Approved);
    }
    assert_eq!(after.active.is_some(), after.status == RequestStatus::Pending);
    check_events(before, after, events);
    assert!(events.windows(2).all(|pair| pair[0].at <= pair[1].at));
    // Approvals that count stay within the limits of those who gave them.
    let total: rust_decimal::Decimal = after.context["order.total"].as_text().unwrap().parse().unwrap();
    let voters = after.levels.iter().flat_map(|level| &level.steps).flat_map(|step| &step.votes);
    assert!(voters.filter(|vote| vote.approve).all(|vote| directory().may_approve(&vote.principal, total)));
}

/// Nothing changes without an event that says so, and no event tells of what did not change.
pub(super) fn check_events(before: &ApprovalRequest, after: &ApprovalRequest, events: &[RequestEvent]) {
    let count = |kinds: &[Event]| events.iter().filter(|event| kinds.contains(&event.kind)).count();
    let ends: &[Event] = match after.status {
        RequestStatus::Pending => &[],
        RequestStatus::Approved => &[Event::RequestApproved, Event::RequestAutoApproved],
        RequestStatus::Executed => &[Event::RequestExecuted],
        RequestStatus::Rejected => &[Event::RequestRejected, Event::RequestDenied],
        RequestStatus::Expired => &[Event::RequestExpired],
        RequestStatus::Cancelled => &[Event::RequestCancelled],
        RequestStatus::Superseded => &[Event::RequestSuperseded],
    };
    // An approval by time may be followed by what is done with it, so the last event of this sort counts.
    let mut turns = events.iter().map(|event| event.kind).filter(|kind| {
        let within = [
            Event::Submitted,
            Event::LevelActivated,
            Event::VoteApproved,
            Event::VoteRejected,
            Event::StepSatisfied,
            Event::StepEscalated,
            Event::StepAutoApproved,
            Event::CartChangeTolerated,
        ];
        !within.contains(kind)
    });
    assert_eq!(after.status != before.status, turns.next_back().is_some_and(|kind| ends.contains(&kind)), "{events:?}");
    let steps = |request: &ApprovalRequest| -> Vec<RequestStep> {
        request.levels.iter().flat_map(|level| level.steps.clone()).collect()
    };
    let (old, new) = (steps(before), steps(after));
    let votes = |steps: &[RequestStep]| steps.iter().map(|step| step.votes.len()).sum::<usize>();
    assert_eq!(votes(&new) - votes(&old), count(&[Event::VoteApproved, Event::VoteRejected]));
    let done = |steps: &[RequestStep]| steps.iter().filter(|step| step.done).count();
    assert_eq!(done(&new) - done(&old), count(&[Event::StepSatisfied, Event::StepAutoApproved]));
    let escalated = |steps: &[RequestStep]| steps.iter().map(|step| step.escalated.len()).sum::<usize>();
    assert_eq!(escalated(&new) - escalated(&old), count(&[Event::StepEscalated]));
    let eligible = |steps: &[RequestStep]| -> Vec<_> { steps.iter().map(|step| step.eligible.clone()).collect() };
    assert!(eligible(&old) == eligible(&new) || count(&[Event::StepEscalated]) > 0);
    assert_eq!(after.cart_hash != before.cart_hash, count(&[Event::CartChangeTolerated]) > 0);
    if events.is_empty() {
        assert_eq!(&ApprovalRequest { last_at: before.last_at, ..after.clone() }, before);
    }
}

#[test]
fn every_run_of_six_commands_keeps_the_rules() {
    let directory = directory();
    let mut reached = BTreeSet::new();
    for (on_reject, on_expire) in [("immediate", "expire"), ("when_unreachable", "approve"), ("immediate", "reject")] {
        let policy = policy(on_reject, on_expire);
        let (first, events, _) = submit(&policy, &directory, &cart("1000.00", "s"), instant(START)).unwrap();
        assert_eq!(
            events.iter().map(|event| event.kind).collect::<Vec<_>>(),
            [Event::Submitted, Event::LevelActivated]
        );
        let mut known = BTreeSet::new();
        let mut states = vec![first];
        for _ in 0..6 {
            let mut next = Vec::new();
            for before in &states {
                for given in commands(before) {
                    let Ok((after, events)) = command(&policy, &directory, before, &given) else { continue };
                    check_invariants(before, &given, &after, &events);
                    reached.insert(after.status);
                    if known.insert(serde_json::to_string(&after).unwrap()) {
                        next.push(after);
                    }
                }
            }
            states = next;
        }
    }
    assert_eq!(reached.len(), 7, "{reached:?}");
}

#[test]
fn an_order_that_nobody_could_approve_is_refused_at_once() {
    let directory: Directory = read(r#"{"users":{"r":{},"b":{}}}"#);
    let error = submit(&policy("immediate", "expire"), &directory, &cart("1000.00", "s"), instant(START)).unwrap_err();
    assert_eq!(error.code(), Code::NO_ELIGIBLE_APPROVER);
}

#[test]
fn a_tolerated_increase_needs_room_in_the_limits_of_those_who_approved() {
    // a may approve up to 1005.00 and approves 1000.00; 1010.00 is within one per cent.
    let (policy, directory) = (policy("immediate", "expire"), directory());
    let (request, ..) = submit(&policy, &directory, &cart("1000.00", "s"), instant(START)).unwrap();
    let approve = command_at(r#"{"cmd":"approve","at":"AT","actor":"a"}"#, START + 60);
    let (approved, _) = command(&policy, &directory, &request, &approve).unwrap();
    let mut change = command_at(r#"{"cmd":"cart_changed","at":"AT"}"#, START + 120);
    change.context = Some(cart("1005.00", "s"));
    assert_eq!(command(&policy, &directory, &approved, &change).unwrap().0.status, RequestStatus::Pending);
    change.context = Some(cart("1005.01", "s"));
    assert_eq!(command(&policy, &directory, &approved, &change).unwrap().0.status, RequestStatus::Superseded);
    // Nobody approved yet: the change is tolerated, and then a can no longer approve.
    let (changed, _) = command(&policy, &directory, &request, &change).unwrap();
    assert_eq!(changed.status, RequestStatus::Pending);
    let approve = command_at(r#"{"cmd":"approve","at":"AT","actor":"a"}"#, START + 180);
    assert_eq!(command(&policy, &directory, &changed, &approve).unwrap_err().code(), Code::NOT_ELIGIBLE);
}

#[test]
fn another_policy_is_not_the_one_that_judges() {
    let directory = directory();
    let (request, ..) =
        submit(&policy("immediate", "expire"), &directory, &cart("1000.00", "s"), instant(START)).unwrap();
    let tick = command_at(r#"{"cmd":"tick","at":"AT"}"#, START);
    let error = command(&policy("when_unreachable", "expire"), &directory, &request, &tick).unwrap_err();
    assert_eq!(error.code(), Code::POLICY_CHANGED);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(10_000))]

    #[test]
    fn two_ticks_are_one(a in 0_i64..200_000, b in 0_i64..200_000, expire in 0_usize..3) {
        let policy = policy("immediate", ["expire", "reject", "approve"][expire]);
        let directory = directory();
        let (request, ..) = submit(&policy, &directory, &cart("1000.00", "s"), instant(START)).unwrap();
        let tick = |request: &ApprovalRequest, after: i64| {
            command(&policy, &directory, request, &command_at(r#"{"cmd":"tick","at":"AT"}"#, START + after)).unwrap()
        };
        let (first, mut events) = tick(&request, a.min(b));
        let (both, more) = tick(&first, a.max(b));
        events.extend(more);
        let (once, all) = tick(&request, a.max(b));
        prop_assert_eq!(both, once);
        prop_assert_eq!(events, all);
    }

    #[test]
    fn removing_an_approver_never_satisfies_a_step(need in 1_usize..4, votes in prop::collection::btree_set(0_usize..4, 0..4), gone in 0_usize..4) {
        let people = ["a", "b", "c", "d"];
        let satisfied = |without: Option<usize>| {
            let left: Vec<usize> = (0..4).filter(|person| Some(*person) != without).collect();
            let users: Vec<String> = left.iter().map(|person| format!(r#""{}":{{}}"#, people[*person])).collect();
            let directory: Directory = read(&format!(r#"{{"users":{{"r":{{}},{}}}}}"#, users.join(",")));
            let approvers: Vec<String> = people.iter().map(|user| format!(r#"{{"user":"{user}"}}"#)).collect();
            let policy: Policy = read(&format!(
                r#"{{"schema":"approval-policy/1","id":"p","version":1,"currency":"BRL","rules":[],"default":{{"effect":"require",
                "steps":[{{"id":"s","level":1,"approvers":[{}],"quorum":{{"n":{need}}}}}]}}}}"#, approvers.join(",")));
            let Ok((mut request, ..)) = submit(&policy, &directory, &cart("1.00", "s"), instant(START)) else { return false };
            for vote in &votes {
                let text = format!(r#"{{"cmd":"approve","at":"AT","actor":"{}"}}"#, people[*vote]);
                if let Ok((next, _)) = command(&policy, &directory, &request, &command_at(&text, START)) {
                    request = next;
                }
            }
            request.status == RequestStatus::Approved
        };
        prop_assert!(satisfied(None) || !satisfied(Some(gone)));
    }
}
