//! Whether all levels can be approved by pairwise different people.

use super::plan::{PlanLevel, PlanStep};
use std::collections::{BTreeMap, BTreeSet};

/// Most people for whom the search is done; with more of them it is taken as possible, and the vote still checks.
const MOST_SHARED: usize = 12;

/// Whether voters can be chosen for every step so that no person serves two levels; within a level one may serve several steps.
///
/// Only people eligible in two levels or more can be short. The search goes level by level and remembers who was used.
pub(super) fn possible(levels: &[PlanLevel]) -> bool {
    let shared = shared(levels);
    if shared.len() > MOST_SHARED {
        return true;
    }
    let masks: BTreeMap<&str, u32> = shared.iter().zip(0..).map(|(id, bit)| (*id, 1 << bit)).collect();
    let steps_of = |level: &PlanLevel| -> Vec<Need> { level.steps.iter().map(|step| Need::of(step, &masks)).collect() };
    // A level that its own people can approve takes nobody away.
    let levels: Vec<Vec<Need>> = levels.iter().map(steps_of).filter(|needs| !is_served(needs, 0)).collect();
    if levels.len() > shared.len() {
        return false;
    }
    let mut used = vec![false; 1 << shared.len()];
    if let Some(nobody) = used.first_mut() {
        *nobody = true;
    }
    for needs in &levels {
        let candidates = needs.iter().fold(0, |mask, need| mask | need.shared);
        // A set that holds a serving one gains nothing, so only the least ones are tried.
        let is_least = |mask: &u32| {
            let mut without_one =
                (0..MOST_SHARED).map(|bit| 1 << bit).filter(|bit| mask & bit != 0).map(|bit| mask & !bit);
            is_served(needs, *mask) && !without_one.any(|less| is_served(needs, less))
        };
        let least: Vec<u32> = subsets(candidates).filter(is_least).collect();
        let mut next = vec![false; used.len()];
        for (taken, _) in (0_u32..).zip(&used).filter(|(_, reached)| **reached) {
            for mask in least.iter().filter(|mask| *mask & taken == 0) {
                if let Some(reached) = next.get_mut((taken | mask) as usize) {
                    *reached = true;
                }
            }
        }
        used = next;
    }
    used.contains(&true)
}

/// People eligible in two levels or more.
fn shared(levels: &[PlanLevel]) -> BTreeSet<&str> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for level in levels {
        let people: BTreeSet<&str> = level.steps.iter().flat_map(|step| &step.eligible).map(String::as_str).collect();
        for person in people {
            *counts.entry(person).or_default() += 1;
        }
    }
    counts.into_iter().filter(|(_, count)| *count > 1).map(|(person, _)| person).collect()
}

/// What a step needs from the shared people.
struct Need {
    shared: u32,
    missing: usize,
}

impl Need {
    fn of(step: &PlanStep, masks: &BTreeMap<&str, u32>) -> Need {
        let bits = step.eligible.iter().filter_map(|id| masks.get(id.as_str()));
        let shared = bits.fold(0, |mask, bit| mask | bit);
        let own = step.eligible.len().saturating_sub(shared.count_ones() as usize);
        Need { shared, missing: step.need.saturating_sub(own) }
    }
}

fn is_served(needs: &[Need], people: u32) -> bool {
    needs.iter().all(|need| (need.shared & people).count_ones() as usize >= need.missing)
}

/// All subsets of a mask, the empty one first.
fn subsets(mask: u32) -> impl Iterator<Item = u32> {
    let mut next = Some(0_u32);
    std::iter::from_fn(move || {
        let current = next?;
        let following = current.wrapping_sub(mask) & mask;
        next = (following != 0).then_some(following);
        Some(current)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn level(number: i64, steps: &[(usize, &[u8])]) -> PlanLevel {
        let steps = steps.iter().enumerate().map(|(index, (need, people))| PlanStep {
            step: format!("s{number}{index}"),
            need: *need,
            eligible: people.iter().map(|person| format!("p{person}")).collect(),
            fallback: false,
        });
        PlanLevel { level: number, steps: steps.collect() }
    }

    /// Tries every set of people for every level.
    fn brute(levels: &[PlanLevel], taken: u32) -> bool {
        let Some((first, rest)) = levels.split_first() else { return true };
        (0_u32..1 << 6).filter(|set| set & taken == 0).any(|set| {
            let served = first.steps.iter().all(|step| {
                let bit = |id: &String| 1_u32 << id[1..].parse::<u32>().unwrap();
                step.eligible.iter().filter(|id| set & bit(id) != 0).count() >= step.need
            });
            served && brute(rest, taken | set)
        })
    }

    #[test]
    fn one_person_cannot_serve_two_levels() {
        assert!(!possible(&[level(1, &[(1, &[0])]), level(2, &[(1, &[0])])]));
        assert!(possible(&[level(1, &[(1, &[0])]), level(2, &[(1, &[0, 1])])]));
        assert!(possible(&[level(1, &[(1, &[0]), (2, &[0, 1])]), level(2, &[(1, &[2])])]));
    }

    #[test]
    fn many_levels_of_twelve_people_stay_quick() {
        let people: Vec<u8> = (0..12).collect();
        let levels: Vec<PlanLevel> = (0..12).map(|number| level(number, &[(1, &people), (1, &people)])).collect();
        assert!(possible(&levels));
        let levels: Vec<PlanLevel> = (0..13).map(|number| level(number, &[(1, &people)])).collect();
        assert!(!possible(&levels));
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(10_000))]
        #[test]
        fn agrees_with_trying_everything(
            levels in prop::collection::vec(
                prop::collection::vec((1_usize..3, prop::collection::btree_set(0_u8..6, 1..5)), 1..3), 1..4)
        ) {
            let levels: Vec<PlanLevel> = levels.into_iter().zip(1..).map(|(steps, number)| {
                let steps: Vec<(usize, Vec<u8>)> = steps.into_iter()
                    .map(|(need, people)| (need.min(people.len()), people.into_iter().collect())).collect();
                let steps: Vec<(usize, &[u8])> = steps.iter().map(|(need, people)| (*need, people.as_slice())).collect();
                level(number, &steps)
            }).collect();
            prop_assert_eq!(possible(&levels), brute(&levels, 0));
        }
    }
}
