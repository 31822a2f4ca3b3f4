//! Identities and invariants of `coaraci::math`.

use core::f64::consts::{FRAC_PI_2, LN_2, PI};

use coaraci::math::{self, RootError};
use proptest::prelude::*;

const EPSILON: f64 = f64::EPSILON;

/// Finite doubles of every magnitude.
fn any_finite() -> impl Strategy<Value = f64> {
    any::<u64>().prop_map(f64::from_bits).prop_filter("finite", |x| x.is_finite())
}

/// Within `count` units in the last place of the larger one.
fn close(a: f64, b: f64, count: f64) -> bool {
    (a - b).abs() <= count * EPSILON * a.abs().max(b.abs())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn the_squares_of_sine_and_cosine_add_up_to_one(x in any_finite()) {
        let (s, c) = math::sin_cos(x);
        prop_assert!((s * s + c * c - 1.0).abs() <= 2.0 * EPSILON);
    }

    #[test]
    fn odd_functions_are_odd_to_the_bit(x in any_finite(), y in any_finite()) {
        for f in [math::sin, math::tan, math::atan, math::erf, math::cbrt] {
            prop_assert_eq!(f(-x).to_bits(), (-f(x)).to_bits());
        }
        let unit = x / f64::MAX;
        prop_assert_eq!(math::asin(-unit).to_bits(), (-math::asin(unit)).to_bits());
        prop_assert_eq!(math::atan2(-y, x).to_bits(), (-math::atan2(y, x)).to_bits());
        prop_assert_eq!(math::sin_bounded(-unit).to_bits(), (-math::sin_bounded(unit)).to_bits());
    }

    #[test]
    fn even_functions_are_even_to_the_bit(x in any_finite(), y in any_finite()) {
        prop_assert_eq!(math::cos(-x).to_bits(), math::cos(x).to_bits());
        prop_assert_eq!(math::hypot(-x, y).to_bits(), math::hypot(y, x).to_bits());
    }

    #[test]
    fn double_angles(x in -1e4..1e4_f64) {
        let (s, c) = math::sin_cos(x);
        let (s2, c2) = math::sin_cos(2.0 * x);
        prop_assert!((2.0 * s * c - s2).abs() <= 3.0 * EPSILON);
        prop_assert!((c * c - s * s - c2).abs() <= 3.0 * EPSILON);
    }

    #[test]
    fn exp_ln_and_pow_are_monotone(x in -700.0..700.0_f64, gap in 2.0..1e6_f64) {
        // at most 2 units of error on each side: steps of four units keep the order
        let y = x + gap * 4.0 * EPSILON * x.abs().max(1.0);
        prop_assert!(math::exp(x) < math::exp(y));
        prop_assert!(math::pow(1.7, x) < math::pow(1.7, y));
        let (a, b) = (math::exp(x), math::exp(x) * (1.0 + gap * EPSILON));
        prop_assert!(math::ln(a) <= math::ln(b));
    }

    #[test]
    fn ln_undoes_exp(x in -700.0..700.0_f64) {
        let back = math::ln(math::exp(x));
        prop_assert!((back - x).abs() <= EPSILON * (1.0 + x.abs()));
    }

    #[test]
    fn exp_undoes_ln(x in any_finite()) {
        let x = x.abs().clamp(f64::MIN_POSITIVE, 1e308);
        let l = math::ln(x);
        prop_assert!(close(math::exp(l), x, 2.0 + l.abs()));
    }

    #[test]
    fn exp_turns_sums_into_products(x in -300.0..300.0_f64, y in -300.0..300.0_f64) {
        let sum = x + y;
        let rounding = (x + y - sum).abs() + EPSILON * sum.abs();
        let product = math::exp(x) * math::exp(y);
        prop_assert!(close(math::exp(sum), product, 3.0 + rounding / EPSILON));
    }

    #[test]
    fn small_powers_are_products(x in -1e70..1e70_f64) {
        prop_assert!(close(math::pow(x, 2.0), x * x, 2.0));
        prop_assert!(close(math::pow(x, 3.0), x * x * x, 3.0));
        prop_assert!(close(math::powi(x, 3), x * x * x, 2.0));
        prop_assert!(close(math::pow(x, -1.0), 1.0 / x, 2.0));
        prop_assert_eq!(math::pow(x, 1.0).to_bits(), x.to_bits());
    }

    #[test]
    fn the_half_power_is_the_square_root(x in any_finite()) {
        let x = x.abs();
        prop_assert!(close(math::pow(x, 0.5), math::sqrt(x), 2.0));
    }

    #[test]
    fn whole_powers_agree(x in 0.5..2.0_f64, n in -200..200_i32) {
        prop_assert!(close(math::powi(x, n), math::pow(x, f64::from(n)), 2.0 + f64::from(n.abs())));
    }

    #[test]
    fn inverse_functions(x in -1.0..=1.0_f64, t in any_finite()) {
        prop_assert!((math::asin(x) + math::acos(x) - FRAC_PI_2).abs() <= 4.0 * EPSILON);
        prop_assert!((math::acos(-x) + math::acos(x) - PI).abs() <= 6.0 * EPSILON);
        prop_assert!((math::sin(math::asin(x)) - x).abs() <= 2.0 * EPSILON);
        prop_assert!((math::cos(math::acos(x)) - x).abs() <= 4.0 * EPSILON);
        let (s, c) = math::sin_cos(math::atan(t));
        prop_assert!((s - t / math::hypot(1.0, t)).abs() <= 3.0 * EPSILON);
        prop_assert!(c >= 0.0);
    }

    #[test]
    fn the_angle_of_a_point_on_a_circle(angle in -3.0..3.0_f64, radius in 1e-300..1e300_f64) {
        let (s, c) = math::sin_cos(angle);
        let back = math::atan2(radius * s, radius * c);
        prop_assert!((back - angle).abs() <= 6.0 * EPSILON);
    }

    /// Whole numbers times one power of two: their exact sum fits in an `i128`.
    #[test]
    fn neumaier_is_within_one_rounding(
        terms in prop::collection::vec((-(1_i64 << 53)..(1_i64 << 53), 0..40_u32), 0..300),
    ) {
        let exact: i128 = terms.iter().map(|(m, e)| i128::from(*m) << e).sum();
        let size: i128 = terms.iter().map(|(m, e)| (i128::from(*m) << e).abs()).sum();
        let values: Vec<f64> = terms.iter().map(|(m, e)| *m as f64 * (1_u64 << e) as f64).collect();
        let error = (math::sum(&values) as i128 - exact).abs() as f64;
        let n = values.len() as f64;
        let bound = EPSILON * exact.abs() as f64 + n * n * EPSILON * EPSILON * size as f64;
        prop_assert!(error <= bound, "{} > {}", error, bound);

        let striped = math::sum_striped(&values);
        let rounding = (n / 8.0 + 4.0) * EPSILON * size as f64;
        prop_assert!((striped as i128 - exact).abs() as f64 <= rounding);
    }

    #[test]
    fn interpolation_stays_between_its_nodes(
        steps in prop::collection::vec((0.001..10.0_f64, -5.0..5.0_f64), 1..20),
        x in -20.0..220.0_f64,
    ) {
        let mut at = 0.0;
        let xs: Vec<f64> = steps.iter().map(|(step, _)| { at += step; at }).collect();
        let ys: Vec<f64> = steps.iter().map(|(_, y)| *y).collect();
        for (node, value) in xs.iter().zip(&ys) {
            prop_assert_eq!(math::linear(&xs, &ys, *node), Some(*value));
            prop_assert_eq!(math::linear_held(&xs, &ys, *node), Some(*value));
            prop_assert_eq!(math::linear_cyclic(&xs, &ys, 300.0, *node), Some(*value));
        }
        let (first, last) = (xs[0], xs[xs.len() - 1]);
        let inside = math::linear(&xs, &ys, x);
        prop_assert_eq!(inside.is_some(), first <= x && x <= last);
        let held = math::linear_held(&xs, &ys, x).unwrap();
        if let Some(value) = inside {
            prop_assert_eq!(value, held);
            let i = xs.iter().filter(|node| **node <= x).count() - 1;
            let j = (i + 1).min(xs.len() - 1);
            let slack = 4.0 * EPSILON * (ys[i].abs() + ys[j].abs());
            prop_assert!(value >= ys[i].min(ys[j]) - slack && value <= ys[i].max(ys[j]) + slack);
        }
        let cyclic = math::linear_cyclic(&xs, &ys, 300.0, x).unwrap();
        let turned = math::linear_cyclic(&xs, &ys, 300.0, x + 600.0).unwrap();
        let steepest = 1e4;
        prop_assert!((cyclic - turned).abs() <= steepest * 600.0 * EPSILON * 4.0);
    }

    #[test]
    fn six_points_meet_polynomials_of_degree_five(c in prop::array::uniform6(-1.0..1.0_f64), t in 0.0..=1.0_f64) {
        let p = |x: f64| c.iter().rev().fold(0.0, |sum, k| sum * x + k);
        let weights = math::lagrange6(t);
        let nodes = [-2.0, -1.0, 0.0, 1.0, 2.0, 3.0];
        let value: f64 = weights.iter().zip(nodes).map(|(w, x)| w * p(x)).sum();
        prop_assert!((value - p(t)).abs() <= 1e-12);
        prop_assert!((weights.iter().sum::<f64>() - 1.0).abs() <= 8.0 * EPSILON);
    }

    #[test]
    fn bilinear_meets_planes(a in -5.0..5.0_f64, b in -5.0..5.0_f64, u in 0.0..=1.0_f64, v in 0.0..=1.0_f64) {
        let corners = [[1.0, 1.0 + b], [1.0 + a, 1.0 + a + b]];
        prop_assert!((math::bilinear(corners, u, v) - (1.0 + a * u + b * v)).abs() <= 1e-14);
    }

    #[test]
    fn roots_are_found_where_they_are(zero in -100.0..100.0_f64, spread in 0.01..50.0_f64, k in 0..4_u8) {
        let f = move |x: f64| match k {
            0 => x - zero,
            1 => math::powi(x - zero, 5),
            2 => math::exp(0.1 * (x - zero)) - 1.0,
            _ => if x < zero { -1.0 } else { 3.0 },
        };
        let (low, high) = (zero - spread, zero + 2.0 * spread);
        let mut count = 0;
        let x = math::root(|x| { count += 1; f(x) }, low, high, 1e-9).unwrap();
        prop_assert!((x - zero).abs() <= 1e-9, "{} {}", x, zero);
        // both ends, one step more than bisection, and one where rounding of x left the bracket
        // a little wider than 1e-9
        let bisection = (math::ln((high - low) / 1e-9) / LN_2).ceil() as i32;
        prop_assert!(count <= bisection + 4, "{} {}", count, bisection);

        let exact = math::root(f, low, high, 0.0).unwrap();
        let sharp = 1e-13 * (1.0 + zero.abs());
        prop_assert!(k == 1 || (exact - zero).abs() <= sharp, "{} {}", exact, zero);
    }

    #[test]
    fn newton_stays_in_its_bracket(zero in -50.0..50.0_f64, guess in -200.0..200.0_f64) {
        // atan has no Newton convergence from far away
        let f = |x: f64| (math::atan(x - zero), 1.0 / (1.0 + (x - zero) * (x - zero)));
        let x = math::newton(f, -100.0, 100.0, guess, 0.0).unwrap();
        prop_assert!((x - zero).abs() <= 4.0 * EPSILON * (1.0 + zero.abs()), "{} {}", x, zero);
    }
}

#[test]
fn roots_of_bad_functions_end() {
    assert_eq!(math::root(|x| x, 1.0, 2.0, 0.0), Err(RootError::NoSignChange));
    assert_eq!(math::root(|_| f64::NAN, 1.0, 2.0, 0.0), Err(RootError::NotANumber));
    assert_eq!(math::root(|x| x, 2.0, 1.0, 0.0), Err(RootError::NotANumber));
    assert_eq!(math::root(|x| x, f64::NAN, 1.0, 0.0), Err(RootError::NotANumber));
    let nan_inside = |x: f64| if x == -1.0 || x == 1.0 { x } else { f64::NAN };
    assert_eq!(math::root(nan_inside, -1.0, 1.0, 0.0), Err(RootError::NotANumber));
    // a pole is a change of sign; infinite values are no harm
    let pole = math::root(|x| 1.0 / (x - 0.3), 0.0, 1.0, 1e-6).unwrap();
    assert!((pole - 0.3).abs() < 1e-6);
    let step = |x: f64| {
        if x < 0.7 { f64::NEG_INFINITY } else { f64::INFINITY }
    };
    assert!((math::root(step, 0.0, 1.0, 0.0).unwrap() - 0.7).abs() < 1e-15);
    // a root at zero in the widest bracket, and one of tiny size
    let mut count = 0;
    let x = math::root(
        |x| {
            count += 1;
            if x < 1e-290 { -1.0 } else { 1.0 }
        },
        -1e300,
        2e300,
        0.0,
    );
    assert!((x.unwrap() / 1e-290 - 1.0).abs() < 1e-14);
    assert!(count < 2300, "{count} steps");
    // a derivative that is wrong, zero or NaN still leaves bisection
    for slope in [0.0, f64::NAN, f64::INFINITY, -1.0, 1e-300] {
        let x = math::newton(|x| (x - 0.3, slope), 0.0, 1.0, 0.5, 0.0).unwrap();
        assert!((x - 0.3).abs() < 1e-15, "{slope}: {x}");
    }
}

#[test]
fn sums_keep_infinities_and_lost_terms() {
    assert_eq!(math::sum(&[]), 0.0);
    assert_eq!(math::sum(&[1.0, 1e100, 1.0, -1e100]), 2.0);
    assert_eq!(math::sum(&[f64::INFINITY, 1.0]), f64::INFINITY);
    assert_eq!(math::sum(&[f64::MAX, f64::MAX]), f64::INFINITY);
    assert!(math::sum(&[f64::INFINITY, f64::NEG_INFINITY]).is_nan());
    assert_eq!(math::sum_striped(&[]), 0.0);
    // stripes 0 and 1 hold two terms each: (1e16 + 1) + (2 + 3), where 1e16 + 1 rounds to 1e16
    let values = [1e16, 2.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 1.0, 3.0];
    assert_eq!(math::sum_striped(&values), 1e16 + 5.0);
}

#[test]
fn tables_that_make_no_sense_give_none() {
    assert_eq!(math::linear(&[], &[], 0.0), None);
    assert_eq!(math::linear(&[0.0, 1.0], &[0.0], 0.5), None);
    assert_eq!(math::linear(&[0.0, 1.0], &[0.0, 1.0], f64::NAN), None);
    assert_eq!(math::linear_held(&[], &[], 0.0), None);
    assert_eq!(math::linear_held(&[0.0], &[4.0], 9.0), Some(4.0));
    assert_eq!(math::linear_held(&[0.0], &[4.0], f64::NAN), None);
    assert_eq!(math::linear_cyclic(&[0.0], &[4.0], 360.0, 200.0), Some(4.0));
    assert_eq!(math::linear_cyclic(&[0.0, 360.0], &[4.0, 5.0], 360.0, 0.0), None);
    assert_eq!(math::linear_cyclic(&[0.0], &[4.0], 0.0, 0.0), None);
    assert_eq!(math::linear_cyclic(&[0.0], &[4.0], 360.0, f64::INFINITY), None);
    assert_eq!(math::linear_cyclic(&[0.0, 1.0], &[4.0], 360.0, 20.0), None);
}
