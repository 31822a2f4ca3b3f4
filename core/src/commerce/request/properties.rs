//! Random runs of commands: what holds for all of them.

use super::tests::{START, cart, check_events, instant, is_final, read};
use super::*;
use proptest::prelude::*;
use std::collections::BTreeSet;
use std::sync::LazyLock;

/// Policies with the requester `r` among the approvers, among those whom an escalation names, and as a delegate; the last one lets the
/// requester approve.
static POLICIES: LazyLock<Vec<Policy>> = LazyLock::new(|| {
    let text = r#"{"schema":"approval-policy/1","id":"p","version":1,"currency":"BRL",
        "sod":{"requester_cannot_approve":OWN,"distinct_across_levels":DISTINCT},
        "reapproval":{"mode":"MODE","tolerance_abs":"5.00","tolerance_pct":"1"},"approval_valid_for_s":90000,
        "rules":[{"id":"big","effect":"require","when":{"field":"order.total","op":"gt","value":"1009.00"},"steps":[
            {"id":"late","level":2,"approvers":[{"role":"boss"}],"enforce_approve_limit":false}]}, 
          {"id":"all","effect":"require","when":true,"steps":[
            {"id":"one","level":1,"approvers":[{"user":"r"},{"user":"a"},{"user":"b"}],"quorum":"QUORUM","on_reject":"REJECT",
             "escalations":[{"after_s":7200,"to":[{"user":"r"},{"user":"c"}]}],"expire_after_s":36000,"on_expire":"EXPIRE"},
            {"id":"side","level":1,"approvers":[{"role":"boss"}]}]}],
        "default":{"effect":"deny"}}"#;
    let variants = [
        ["true", "false", "material", "any", "immediate", "expire"],
        ["true", "true", "any_change", "any", "when_unreachable", "approve"],
        ["true", "false", "material", "all", "when_unreachable", "reject"],
        ["false", "false", "material", "any", "immediate", "approve"],
    ];
    let names = ["OWN", "DISTINCT", "MODE", "QUORUM", "REJECT", "EXPIRE"];
    let fill = |values: [&str; 6]| {
        names.iter().zip(values).fold(text.to_owned(), |text, (name, value)| text.replace(name, value))
    };
    variants.map(|values| read(&fill(values))).into()
});

static DIRECTORY: LazyLock<Directory> = LazyLock::new(|| {
    read(
        r#"{"users":{"r":{"roles":["boss"]},"a":{"approve_limit":"1005.00"},"b":{},"c":{},"d":{"roles":["boss"]},"x":{}},
        "delegations":[{"id":"d1","from":"a","to":"x","from_at":"2026-06-12T00:00:00Z","to_at":"2026-06-13T00:00:00Z"},
                       {"id":"d2","from":"a","to":"r","from_at":"2026-06-12T00:00:00Z","to_at":"2026-06-20T00:00:00Z"},
                       {"id":"d3","from":"r","to":"b","from_at":"2026-06-12T00:00:00Z","to_at":"2026-06-20T00:00:00Z"},
                       {"id":"d4","from":"b","to":"r","from_at":"2026-06-12T00:00:00Z","to_at":"2026-06-20T00:00:00Z"}]}"#,
    )
});

const PEOPLE: [&str; 6] = ["r", "a", "b", "c", "d", "x"];
const TOTALS: [&str; 5] = ["1000.00", "1004.00", "1009.50", "1010.01", "900.00"];

/// What is done, by whom, for whom, with which cart, and how many seconds later.
type Move = (u8, usize, usize, usize, i64);

fn moves() -> impl Strategy<Value = Vec<Move>> {
    let pause = prop_oneof![4 => 0_i64..5000, 1 => 0_i64..100_000];
    prop::collection::vec((0_u8..9, 0..PEOPLE.len(), 0..PEOPLE.len(), 0..TOTALS.len(), pause), 1..10)
}

fn command_of(
    request: &ApprovalRequest,
    (what, actor, principal, total, pause): Move,
    hashes: &[String],
) -> ApprovalCommand {
    let at = instant(request.last_at.unix() + pause);
    let person = |index: usize| PEOPLE.get(index).map(|id| (*id).to_owned());
    let name = ["approve", "approve", "approve", "approve", "reject", "cancel", "execute", "cart_changed", "tick"];
    let mut command = ApprovalCommand::new(name[usize::from(what)], at);
    match what {
        0..=4 => {
            command.actor = person(actor);
            // Every second vote is for somebody else.
            command.on_behalf_of = person(principal).filter(|_| what % 2 == 1);
        }
        5 => command.actor = person(actor),
        6 => command.cart_hash = hashes.get(total % hashes.len()).cloned(),
        7 => command.context = Some(cart(TOTALS[total], "s")),
        _ => {}
    }
    command
}

/// Runs the commands that are accepted: what was before, the command, what is after, and the events.
fn run(
    policy: &Policy,
    moves: &[Move],
    mut look: impl FnMut(&ApprovalRequest, &ApprovalCommand, &ApprovalRequest, &[RequestEvent]),
) {
    let (mut request, ..) = submit(policy, &DIRECTORY, &cart("1000.00", "s"), instant(START)).unwrap();
    let hashes: Vec<String> = TOTALS
        .iter()
        .map(|total| {
            let context = read_context(policy.compiled().unwrap(), &cart(total, "s")).unwrap();
            cart_hash(policy.compiled().unwrap(), &context).unwrap()
        })
        .collect();
    for given in moves {
        let given = command_of(&request, *given, &hashes);
        if let Ok((after, events)) = command(policy, &DIRECTORY, &request, &given) {
            look(&request, &given, &after, &events);
            request = after;
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(10_000))]

    #[test]
    fn a_final_status_is_never_left_and_nothing_happens_in_silence(policy in 0_usize..4, moves in moves()) {
        run(&POLICIES[policy], &moves, |before, _, after, events| {
            if is_final(before.status) {
                assert_eq!((after.status, events.len()), (before.status, 0));
            }
            check_events(before, after, events);
        });
    }

    #[test]
    fn nobody_approves_the_own_request(policy in 0_usize..3, moves in moves()) {
        run(&POLICIES[policy], &moves, |_, _, after, events| {
            let steps = || after.levels.iter().flat_map(|level| &level.steps);
            assert!(steps().flat_map(|step| &step.votes).all(|vote| vote.actor != "r" && vote.principal != "r"));
            assert!(steps().all(|step| !step.eligible.contains("r")));
            assert!(events.iter().all(|event| event.eligible.as_ref().is_none_or(|eligible| !eligible.contains("r"))));
        });
    }

    #[test]
    fn an_approval_of_one_cart_never_executes_another(policy in 0_usize..4, moves in moves()) {
        let mut approved: BTreeSet<String> = BTreeSet::new();
        run(&POLICIES[policy], &moves, |before, given, after, events| {
            // The cart that was approved, be it by a timer, or a change of it that was told as tolerated.
            let told = |kinds: &[Event]| events.iter().any(|event| kinds.contains(&event.kind));
            if told(&[Event::RequestApproved, Event::RequestAutoApproved]) {
                approved = BTreeSet::from([before.cart_hash.clone()]);
            }
            if told(&[Event::CartChangeTolerated]) && after.status == RequestStatus::Approved {
                approved = BTreeSet::from([after.cart_hash.clone()]);
            }
            if after.status == RequestStatus::Executed && before.status != RequestStatus::Executed {
                assert_eq!(given.cart_hash.as_ref(), Some(&after.cart_hash));
                assert!(approved.contains(&after.cart_hash));
            }
        });
    }

    #[test]
    fn a_vote_is_of_somebody_who_may_give_it(policy in 0_usize..4, moves in moves()) {
        run(&POLICIES[policy], &moves, |before, given, after, _| {
            let votes = |request: &ApprovalRequest| -> Vec<(Id, Vote)> {
                let steps = request.levels.iter().flat_map(|level| &level.steps);
                steps.flat_map(|step| step.votes.iter().map(|vote| (step.step.clone(), vote.clone()))).collect()
            };
            let old = votes(before);
            for (step, vote) in votes(after).into_iter().filter(|vote| !old.contains(vote)) {
                let step = after.levels.iter().flat_map(|level| &level.steps).find(|one| one.step == step).unwrap();
                assert!(step.eligible.contains(&vote.principal) || !step.escalated.is_empty());
                assert_eq!(Some(&vote.actor), given.actor.as_ref());
                let total = Context::read(&after.context, &POLICIES[policy].compiled().unwrap().own()).unwrap().decimal("order.total").unwrap();
                let own = vote.actor == vote.principal;
                assert!(own || DIRECTORY.delegates(&vote.principal, &vote.actor, given.at, total));
            }
        });
    }
}

#[test]
fn the_requester_approves_only_where_the_policy_lets_them() {
    let vote = (0, 0, 0, 0, 60);
    let mut voted = Vec::new();
    for policy in POLICIES.iter() {
        let mut count = 0;
        run(policy, &[vote], |_, _, after, _| {
            count += after.levels[0].steps.iter().map(|step| step.votes.len()).sum::<usize>()
        });
        voted.push(count);
    }
    assert_eq!(voted, [0, 0, 0, 2]);
}
