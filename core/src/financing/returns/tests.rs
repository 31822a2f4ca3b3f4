//! Roots against polynomials that are built from them, and hard cases of peers.

use super::*;
use crate::issue::Code;
use proptest::prelude::*;
use rust_decimal::Decimal;

fn series(flows: &[&str]) -> Series<'static> {
    Series::periodic_exact(flows.iter().map(|flow| flow.parse().unwrap()).collect())
}

fn rates(series: &Series<'_>) -> Vec<(f64, u32)> {
    let found = roots(series, 0.0).unwrap();
    found.into_iter().map(Root::from).map(|root| (root.rate_period_effective, root.multiplicity_count)).collect()
}

fn assert_near(found: &[(f64, u32)], expected: &[(f64, u32)], tolerance: f64) {
    assert_eq!(found.len(), expected.len(), "{found:?}");
    for ((rate, multiplicity), (wanted, times)) in found.iter().zip(expected) {
        assert!((rate - wanted).abs() <= tolerance * wanted.abs().max(1.0), "{found:?}");
        assert_eq!(multiplicity, times);
    }
}

#[test]
fn five_close_roots_are_told_apart() {
    let flows = series(&["-1000", "10500", "-44050", "92295", "-96579.4", "40378.8"]);
    assert_near(&rates(&flows), &[(0.9, 1), (1.0, 1), (1.1, 1), (1.2, 1), (1.3, 1)], 1e-12);
}

#[test]
fn touching_roots_count_more_than_once() {
    assert_near(&rates(&series(&["-100", "220", "-121"])), &[(0.1, 2)], 1e-7);
    assert_near(&rates(&series(&["-1000", "3300", "-3630", "1331"])), &[(0.1, 3)], 1e-7);
    assert_eq!(rates(&series(&["-100", "230", "-133"])), []);
}

#[test]
fn flows_that_add_up_to_nothing_have_the_rate_zero() {
    let found = rates(&series(&["-1000", "3400", "-3750", "1350"]));
    assert_near(&found, &[(-0.1, 1), (0.0, 1), (0.5, 1)], 1e-12);
    assert_eq!(found[1].0, 0.0);
    let chosen = choose(&roots(&series(&["-1000", "3400", "-3750", "1350"]), 0.0).unwrap(), RootPolicy::Default, 0.1);
    assert_eq!(chosen.unwrap().continuous, 0.0);
}

#[test]
fn policies_choose_or_refuse() {
    let found = roots(&series(&["-1600", "10000", "-10000"]), 0.0).unwrap();
    let rate = |policy, guess| choose(&found, policy, guess).map(|root| Root::from(root).rate_period_effective);
    assert!((rate(RootPolicy::Default, 0.1).unwrap() - 0.25).abs() < 1e-12);
    assert!((rate(RootPolicy::Nearest, 3.0).unwrap() - 4.0).abs() < 1e-12);
    assert_eq!(rate(RootPolicy::Unique, 0.1).unwrap_err().code(), Code::MULTIPLE_ROOTS);
    assert_eq!(choose(&[], RootPolicy::Default, 0.1).unwrap_err().code(), Code::NO_ROOT);
}

#[test]
fn flows_of_one_sign_have_no_rate() {
    for flows in [["-1", "-2"], ["0", "0"], ["0", "5"]] {
        assert_eq!(roots(&series(&flows), 0.0).unwrap_err().code(), Code::NO_SIGN_CHANGE);
    }
    let many: Vec<f64> = (0..2000).map(|period| if period % 2 == 0 { 1.0 } else { -1.0 }).collect();
    assert_eq!(roots(&Series::periodic(many, None), 0.0).unwrap_err().code(), Code::TOO_MANY_SIGN_CHANGES);
}

#[test]
fn a_rate_beyond_the_reported_range_is_none() {
    assert_eq!(rates(&series(&["-1", "999999999999999"])).len(), 1);
    // e^46 is beyond: a flow of 1 and one of 1e20 after a period.
    assert_eq!(rates(&Series::periodic(vec![-1.0, 1e20], None)), []);
    assert_eq!(rates(&Series::periodic(vec![-1e20, 1.0], None)), []);
}

/// The flows of a polynomial with the given discount factors as its zeros: `Π (x − z)`, exact in decimals of two places.
fn from_roots(percents: &[i64]) -> Vec<Decimal> {
    // In growth y = 1 + r: Π (y − (1 + r)), highest power first.
    let mut flows = vec![Decimal::ONE];
    for percent in percents {
        let zero = Decimal::ONE + Decimal::new(*percent, 2);
        let mut next = flows.clone();
        next.push(Decimal::ZERO);
        for (index, flow) in flows.iter().enumerate() {
            next[index + 1] -= *flow * zero;
        }
        flows = next;
    }
    flows
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn all_roots_of_a_polynomial_come_back(percents in prop::collection::btree_set(-90_i64..300, 1..=5)) {
        let percents: Vec<i64> = percents.into_iter().collect();
        prop_assume!(percents.windows(2).all(|pair| pair[1] - pair[0] >= 5));
        let found = rates(&Series::periodic_exact(from_roots(&percents)));
        let expected: Vec<(f64, u32)> = percents.iter().map(|percent| (*percent as f64 / 100.0, 1)).collect();
        prop_assert_eq!(found.len(), expected.len(), "{:?} {:?}", found, expected);
        for (found, wanted) in found.iter().zip(&expected) {
            prop_assert!((found.0 - wanted.0).abs() <= 1e-12 * wanted.0.abs().max(1.0), "{:?} {:?}", found, wanted);
        }
    }

    #[test]
    fn scaling_by_a_power_of_two_changes_no_bit(flows in prop::collection::vec(-1e6..1e6_f64, 2..30), power in -20..20_i32) {
        let scaled: Vec<f64> = flows.iter().map(|flow| flow * crate::math::powi(2.0, power)).collect();
        let (a, b) = (roots(&Series::periodic(flows, None), 0.0), roots(&Series::periodic(scaled, None), 0.0));
        match (a, b) {
            (Ok(a), Ok(b)) => prop_assert_eq!(a, b),
            (a, b) => prop_assert_eq!(a.is_err(), b.is_err()),
        }
    }

    #[test]
    fn every_root_is_one_and_parity_holds(cents in prop::collection::vec(-100_000_i64..100_000, 2..24)) {
        let flows: Vec<Decimal> = cents.iter().map(|cents| Decimal::new(*cents, 2)).collect();
        let series = Series::periodic_exact(flows);
        let Ok(found) = roots(&series, 0.0) else { return Ok(()) };
        let ladder = Ladder::of(&series).unwrap();
        let changes = ladder.sign_changes().len();
        let count: u32 = found.iter().map(|root| root.multiplicity).sum();
        prop_assert!(count as usize <= changes && (changes - count as usize).is_multiple_of(2), "{:?} of {}", found, changes);
        for root in &found {
            let size = ladder.size(root.continuous);
            prop_assert!(size.sum.abs() <= 1e-11 * size.absolute, "{:?}", root);
        }
    }

    #[test]
    fn no_sign_change_between_roots_is_missed(cents in prop::collection::vec(-1000_i64..1000, 3..12)) {
        let flows: Vec<Decimal> = cents.iter().map(|cents| Decimal::new(*cents, 0)).collect();
        let series = Series::periodic_exact(flows);
        let Ok(found) = roots(&series, 0.0) else { return Ok(()) };
        let ladder = Ladder::of(&series).unwrap();
        // A fine grid: the sign changes from one point to the next exactly as often as odd roots lie between them.
        let grid: Vec<f64> = (-400..=400).map(|step| f64::from(step) * 0.02 + 0.001).collect();
        for pair in grid.windows(2) {
            let sizes = (ladder.size(pair[0]), ladder.size(pair[1]));
            if sizes.0.sum.abs() < 1e-9 * sizes.0.absolute || sizes.1.sum.abs() < 1e-9 * sizes.1.absolute {
                continue;
            }
            let inside: u32 = found
                .iter()
                .filter(|root| pair[0] < root.continuous && root.continuous < pair[1])
                .map(|root| root.multiplicity)
                .sum();
            prop_assert_eq!((sizes.0.sum > 0.0) != (sizes.1.sum > 0.0), inside % 2 == 1, "{:?}", pair);
        }
    }
}
