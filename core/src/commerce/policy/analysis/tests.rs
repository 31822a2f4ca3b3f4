use super::super::{Context, Policy};
use super::*;
use crate::canonical::Json;
use crate::quantity::Map;
use proptest::prelude::*;

fn read<T: serde::de::DeserializeOwned>(text: &str) -> T {
    serde_json::from_str(text).unwrap()
}

/// Conditions over one decimal (at least zero), one integer (at least zero), one text and one boolean.
fn condition() -> impl Strategy<Value = String> {
    let number = prop_oneof![Just("gt"), Just("gte"), Just("lt"), Just("lte"), Just("eq"), Just("ne")];
    let leaf = prop_oneof![
        (number.clone(), -1_i64..4)
            .prop_map(|(op, value)| format!(r#"{{"field":"order.total","op":"{op}","value":"{value}"}}"#)),
        (number, -1_i64..4)
            .prop_map(|(op, value)| format!(r#"{{"field":"order.quantity","op":"{op}","value":{value}}}"#)),
        (0_i64..3, 0_i64..3).prop_map(|(low, more)| {
            format!(r#"{{"field":"order.quantity","op":"between","value":[{low},{}]}}"#, low + more)
        }),
        (prop_oneof![Just("in"), Just("not_in")], prop::collection::vec("[ab]", 1..3))
            .prop_map(|(op, words)| { format!(r#"{{"field":"order.delivery_uf","op":"{op}","value":{words:?}}}"#) }),
        any::<bool>().prop_map(|value| format!(r#"{{"field":"order.financed","op":"eq","value":{value}}}"#)),
        any::<bool>().prop_map(|value| value.to_string()),
    ];
    leaf.prop_recursive(3, 12, 3, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 1..4).prop_map(|parts| format!(r#"{{"all":[{}]}}"#, parts.join(","))),
            prop::collection::vec(inner.clone(), 1..4).prop_map(|parts| format!(r#"{{"any":[{}]}}"#, parts.join(","))),
            inner.prop_map(|part| format!(r#"{{"not":{part}}}"#)),
        ]
    })
}

fn policy(rules: &[(&str, bool, &str)]) -> Policy {
    let rules: Vec<String> = rules
        .iter()
        .enumerate()
        .map(|(index, (effect, stop, when))| {
            format!(r#"{{"id":"r{index}","priority":{index},"stop":{stop},"effect":"{effect}","when":{when}}}"#)
        })
        .collect();
    read(&format!(
        r#"{{"schema":"approval-policy/1","id":"p","version":1,"currency":"BRL","rules":[{}],"default":{{"effect":"deny"}}}}"#,
        rules.join(",")
    ))
}

/// Every region of the grid that such conditions can tell apart: whole and half decimals, integers, two words and another, booleans.
fn grid(policy: &Policy) -> Vec<Context> {
    let own = policy.compiled().unwrap().own();
    let mut contexts = Vec::new();
    for total in ["0", "0.5", "1", "1.5", "2", "2.5", "3", "3.5"] {
        for quantity in 0..7 {
            for uf in ["a", "b", "c"] {
                for financed in [true, false] {
                    let values: Map<Json> = read(&format!(
                        r#"{{"order.total":"{total}","order.quantity":{quantity},"order.delivery_uf":"{uf}","order.financed":{financed}}}"#
                    ));
                    contexts.push(Context::read(&values, &own).unwrap());
                }
            }
        }
    }
    contexts
}

fn analysed(policy: &Policy) -> Vec<Finding> {
    analyse(policy.compiled().unwrap(), &read(r#"{"users":{}}"#)).unwrap()
}

fn has(findings: &[Finding], code: Code, rule: &str) -> bool {
    findings.iter().any(|finding| finding.code == code && finding.rule.as_deref() == Some(rule))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(10_000))]

    #[test]
    fn agrees_with_trying_every_case(one in condition(), two in condition(), stop in any::<bool>()) {
        let policy = policy(&[("deny", stop, &one), ("auto_approve", false, &two)]);
        let grid = grid(&policy);
        let rules = &policy.compiled().unwrap().rules;
        let truth: Vec<Vec<bool>> = rules.iter()
            .map(|rule| grid.iter().map(|context| rule.when.evaluate(context).unwrap()).collect()).collect();
        let findings = analysed(&policy);
        for (index, cases) in truth.iter().enumerate() {
            let id = format!("r{index}");
            prop_assert_eq!(has(&findings, Code::RULE_NEVER_MATCHES, &id), !cases.contains(&true));
            prop_assert_eq!(has(&findings, Code::RULE_ALWAYS_MATCHES, &id), !cases.contains(&false));
        }
        let alive = [truth[0].contains(&true), truth[1].contains(&true)];
        let outside = || truth[1].iter().zip(&truth[0]).any(|(two, one)| *two && !*one);
        let both = truth[1].iter().zip(&truth[0]).any(|(two, one)| *two && *one);
        let shadowed = alive[1] && stop && alive[0] && !outside();
        prop_assert_eq!(has(&findings, Code::RULE_SHADOWED, "r1"), shadowed);
        let live = alive[1] && !shadowed;
        let overridden = live && alive[0] && !outside();
        prop_assert_eq!(has(&findings, Code::EFFECT_OVERRIDDEN, "r1"), overridden);
        prop_assert_eq!(has(&findings, Code::OVERLAP, "r1"), live && both && !overridden);
        let reachable = (0..grid.len()).any(|case| !(truth[0][case] || truth[1][case] && live));
        let code = if reachable { Code::DEFAULT_REACHABLE } else { Code::DEFAULT_UNREACHABLE };
        prop_assert!(findings.iter().any(|finding| finding.code == code));
    }

    #[test]
    fn a_rule_reported_as_never_matching_never_matches(when in condition(), total in -3_i64..6, quantity in -3_i64..6, uf in "[abc]", financed in any::<bool>()) {
        let policy = policy(&[("deny", false, &when)]);
        if has(&analysed(&policy), Code::RULE_NEVER_MATCHES, "r0") && total >= 0 && quantity >= 0 {
            let values: Map<Json> = read(&format!(
                r#"{{"order.total":"{total}","order.quantity":{quantity},"order.delivery_uf":"{uf}","order.financed":{financed}}}"#));
            let context = Context::read(&values, &policy.compiled().unwrap().own()).unwrap();
            prop_assert_eq!(policy.compiled().unwrap().rules[0].when.evaluate(&context), Some(false));
        }
    }
}

/// Rules without `stop` under these ids, each with a step of its own where it requires one.
fn named(rules: &[(usize, String, i64)], ids: &[String]) -> Policy {
    let rules: Vec<String> = rules
        .iter()
        .zip(ids)
        .enumerate()
        .map(|(index, ((effect, when, priority), id))| {
            let effect = ["deny", "require", "auto_approve"][*effect];
            let step =
                format!(r#","steps":[{{"id":"s{index}","level":{},"approvers":[{{"user":"u"}}]}}]"#, 1 + index % 2);
            let steps = if effect == "require" { step } else { String::new() };
            format!(r#"{{"id":"{id}","priority":{priority},"effect":"{effect}","when":{when}{steps}}}"#)
        })
        .collect();
    read(&format!(
        r#"{{"schema":"approval-policy/1","id":"p","version":1,"currency":"BRL","rules":[{}],"default":{{"effect":"auto_approve"}}}}"#,
        rules.join(",")
    ))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(10_000))]

    #[test]
    fn the_ids_of_rules_do_not_matter(
        rules in prop::collection::vec((0_usize..3, condition(), 1_i64..3), 1..5),
        order in Just(["a", "b", "c", "d"]).prop_shuffle(),
        total in 0_i64..4, quantity in prop::option::of(0_i64..4), uf in prop::option::of("[abc]"), financed in prop::option::of(any::<bool>()),
    ) {
        let values: Map<Json> = read(&format!(
            r#"{{"order.total":"{total}","order.currency":"BRL","requester.id":"r","order.quantity":{},"order.delivery_uf":{},"order.financed":{}}}"#,
            quantity.map_or("null".to_owned(), |value| value.to_string()),
            uf.map_or("null".to_owned(), |value| format!("{value:?}")),
            financed.map_or("null".to_owned(), |value| value.to_string())));
        let directory = read(r#"{"users":{"r":{},"u":{}}}"#);
        let plan = |ids: &[String]| {
            let policy = named(&rules, ids);
            let context = super::super::read_context(policy.compiled().unwrap(), &values).unwrap();
            let plan = super::super::plan(policy.compiled().unwrap(), &context, &directory, crate::calendar::Instant::from_unix(1_781_265_600).unwrap()).unwrap();
            // Positions of the rules that matched, and why.
            let place = |id: &str| ids.iter().position(|known| known == id);
            let mut matched: Vec<_> = plan.matched.iter().map(|one| (place(&one.rule), one.truth == super::super::Truth::True)).collect();
            matched.sort_unstable();
            (plan.outcome, plan.levels, plan.codes, matched)
        };
        let straight: Vec<String> = (0..rules.len()).map(|index| format!("r{index}")).collect();
        let turned: Vec<String> = order.iter().take(rules.len()).map(|id| (*id).to_owned()).collect();
        prop_assert_eq!(plan(&straight), plan(&turned));
    }
}

#[test]
fn opaque_atoms_contradict_only_their_own_negation() {
    let prefix = r#"{"field":"order.delivery_uf","op":"prefix","value":"S"}"#;
    let never = format!(r#"{{"all":[{prefix},{{"not":{prefix}}}]}}"#);
    let other = format!(r#"{{"all":[{prefix},{{"field":"order.delivery_uf","op":"eq","value":"RJ"}}]}}"#);
    let findings = analysed(&policy(&[("deny", false, &never), ("deny", false, &other)]));
    assert!(has(&findings, Code::RULE_NEVER_MATCHES, "r0") && !has(&findings, Code::RULE_NEVER_MATCHES, "r1"));
}
