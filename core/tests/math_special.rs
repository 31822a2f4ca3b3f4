//! Zeros, infinities, NaN and the edges of the range, after IEEE 754-2019 section 9.2.1 and
//! C17 annex F.10.

use core::f64::consts::{FRAC_PI_2, FRAC_PI_4, PI};

use coaraci::math;

const INF: f64 = f64::INFINITY;
const NAN: f64 = f64::NAN;

/// Equal bits, or NaN on both sides (the payload of NaN is not portable).
#[track_caller]
fn same(value: f64, expected: f64) {
    let equal = value.to_bits() == expected.to_bits() || value.is_nan() && expected.is_nan();
    assert!(equal, "{value:?} instead of {expected:?}");
}

#[test]
fn sine_and_cosine_of_special_arguments() {
    for (x, sin, cos) in [
        (0.0, 0.0, 1.0),
        (-0.0, -0.0, 1.0),
        (INF, NAN, NAN),
        (-INF, NAN, NAN),
        (NAN, NAN, NAN),
        (f64::from_bits(1), f64::from_bits(1), 1.0),
        (-f64::from_bits(1), -f64::from_bits(1), 1.0),
    ] {
        same(math::sin(x), sin);
        same(math::cos(x), cos);
        same(math::tan(x), sin);
    }
}

#[test]
fn the_bounded_kernel_gives_nan_beyond_its_bound() {
    let next = math::TRIG_BOUND.next_up();
    for x in [next, -next, 1e300, INF, -INF, NAN] {
        let (sin, cos) = math::sin_cos_bounded(x);
        assert!(sin.is_nan() && cos.is_nan(), "{x}");
    }
    for x in [math::TRIG_BOUND, -math::TRIG_BOUND] {
        assert_eq!(math::sin_cos_bounded(x), math::sin_cos(x));
        assert_eq!(math::sin_bounded(x), math::sin(x));
        assert_eq!(math::cos_bounded(x), math::cos(x));
    }
}

#[test]
fn inverse_functions_of_special_arguments() {
    let beyond = 1.0_f64.next_up();
    for (x, asin, acos) in [
        (0.0, 0.0, FRAC_PI_2),
        (-0.0, -0.0, FRAC_PI_2),
        (1.0, FRAC_PI_2, 0.0),
        (-1.0, -FRAC_PI_2, PI),
        (beyond, NAN, NAN),
        (-beyond, NAN, NAN),
        (INF, NAN, NAN),
        (-INF, NAN, NAN),
        (NAN, NAN, NAN),
    ] {
        same(math::asin(x), asin);
        same(math::acos(x), acos);
    }
    for (x, atan) in [
        (0.0, 0.0),
        (-0.0, -0.0),
        (1.0, FRAC_PI_4),
        (-1.0, -FRAC_PI_4),
        (INF, FRAC_PI_2),
        (-INF, -FRAC_PI_2),
        (f64::MAX, FRAC_PI_2),
        (f64::from_bits(1), f64::from_bits(1)),
        (NAN, NAN),
    ] {
        same(math::atan(x), atan);
    }
}

#[test]
fn angle_of_special_points() {
    let three_quarters = 2.356194490192345; // 3 pi / 4 = 2.35619449019234492884..
    for (y, x, angle) in [
        (0.0, 0.0, 0.0),
        (0.0, -0.0, PI),
        (0.0, 1.0, 0.0),
        (0.0, -1.0, PI),
        (0.0, INF, 0.0),
        (0.0, -INF, PI),
        (1.0, 0.0, FRAC_PI_2),
        (1.0, -0.0, FRAC_PI_2),
        (1.0, INF, 0.0),
        (1.0, -INF, PI),
        (INF, 1.0, FRAC_PI_2),
        (INF, -1.0, FRAC_PI_2),
        (INF, 0.0, FRAC_PI_2),
        (INF, INF, FRAC_PI_4),
        (INF, -INF, three_quarters),
        (1.0, -1.0, three_quarters),
        (f64::MAX, f64::MAX, FRAC_PI_4),
        (f64::from_bits(1), f64::from_bits(1), FRAC_PI_4),
        (f64::from_bits(1), f64::MAX, 0.0),
        (f64::from_bits(1), -f64::MAX, PI),
        (f64::MAX, f64::from_bits(1), FRAC_PI_2),
        (NAN, 1.0, NAN),
        (1.0, NAN, NAN),
        (NAN, NAN, NAN),
        (NAN, INF, NAN),
        (INF, NAN, NAN),
        (0.0, NAN, NAN),
        (NAN, 0.0, NAN),
    ] {
        same(math::atan2(y, x), angle);
        same(math::atan2(-y, x), -angle);
    }
}

#[test]
fn exponential_of_special_arguments() {
    // the largest arguments with a finite and the smallest with a non-zero result
    let (largest, smallest) = (709.782712893384_f64, -745.1332191019411_f64);
    for (x, exp, exp_m1) in [
        (0.0, 1.0, 0.0),
        (-0.0, 1.0, -0.0),
        (f64::from_bits(1), 1.0, f64::from_bits(1)),
        (smallest, f64::from_bits(1), -1.0),
        (smallest.next_down(), 0.0, -1.0),
        (largest.next_up(), INF, INF),
        (f64::MAX, INF, INF),
        (-f64::MAX, 0.0, -1.0),
        (INF, INF, INF),
        (-INF, 0.0, -1.0),
        (NAN, NAN, NAN),
    ] {
        same(math::exp(x), exp);
        same(math::exp_m1(x), exp_m1);
    }
    assert!(math::exp(largest).is_finite());
}

#[test]
fn logarithm_of_special_arguments() {
    for (x, ln) in [
        (1.0, 0.0),
        (0.0, -INF),
        (-0.0, -INF),
        (INF, INF),
        (-1.0, NAN),
        (-f64::from_bits(1), NAN),
        (-INF, NAN),
        (NAN, NAN),
    ] {
        same(math::ln(x), ln);
        same(math::log10(x), ln);
    }
    for (x, ln_1p) in [(0.0, 0.0), (-0.0, -0.0), (-1.0, -INF), ((-1.0_f64).next_down(), NAN), (INF, INF), (NAN, NAN)] {
        same(math::ln_1p(x), ln_1p);
    }
    for k in 0..=22 {
        same(math::log10(math::powi(10.0, k)), f64::from(k));
    }
}

#[test]
fn power_of_special_arguments() {
    let big_odd = 9_007_199_254_740_991.0; // 2^53 - 1, the largest odd double
    for (x, y, power) in [
        // y = 0 and x = 1, whatever the other
        (NAN, 0.0, 1.0),
        (NAN, -0.0, 1.0),
        (0.0, 0.0, 1.0),
        (INF, -0.0, 1.0),
        (1.0, NAN, 1.0),
        (1.0, INF, 1.0),
        (1.0, -1e300, 1.0),
        (NAN, 1.0, NAN),
        (2.0, NAN, NAN),
        (0.0, NAN, NAN),
        (INF, NAN, NAN),
        // zero base
        (0.0, 3.0, 0.0),
        (-0.0, 3.0, -0.0),
        (-0.0, 2.0, 0.0),
        (-0.0, 0.5, 0.0),
        (0.0, -3.0, INF),
        (-0.0, -3.0, -INF),
        (-0.0, -2.0, INF),
        (-0.0, -0.5, INF),
        (0.0, f64::from_bits(1), 0.0),
        (0.0, INF, 0.0),
        (-0.0, -INF, INF),
        // infinite base
        (INF, 2.0, INF),
        (INF, -2.0, 0.0),
        (-INF, 3.0, -INF),
        (-INF, 2.0, INF),
        (-INF, 0.5, INF),
        (-INF, -3.0, -0.0),
        (-INF, -0.5, 0.0),
        // infinite exponent
        (0.5, INF, 0.0),
        (0.5, -INF, INF),
        (2.0, INF, INF),
        (2.0, -INF, 0.0),
        (-2.0, INF, INF),
        (-0.5, -INF, INF),
        (-1.0, INF, 1.0),
        (-1.0, -INF, 1.0),
        (INF, INF, INF),
        (INF, -INF, 0.0),
        (-INF, -INF, 0.0),
        // negative base
        (-2.0, 0.5, NAN),
        (-2.0, 3.0, -8.0),
        (-2.0, 4.0, 16.0),
        (-1.0, big_odd, -1.0),
        (-1.0, 2.0 * big_odd, 1.0),
        (-1.0, 4_503_599_627_370_497.0, -1.0),
        (-1.0, 2_251_799_813_685_248.5, NAN),
        (-1.0, 1e300, 1.0),
        // range
        (2.0, 1024.0, INF),
        (2.0, -1074.0, f64::from_bits(1)),
        (2.0, -1076.0, 0.0),
        (-2.0, 1025.0, -INF),
        (-2.0, -1077.0, -0.0),
        (1.0_f64.next_up(), 1e300, INF),
        (1.0_f64.next_down(), 1e300, 0.0),
        (f64::from_bits(1), 1.0, f64::from_bits(1)),
        (f64::MAX, 1.0, f64::MAX),
        (f64::MAX, f64::from_bits(1), 1.0),
    ] {
        let result = math::pow(x, y);
        let equal = result.to_bits() == power.to_bits() || result.is_nan() && power.is_nan();
        assert!(equal, "pow({x:?}, {y:?}) = {result:?} instead of {power:?}");
    }
}

#[test]
fn whole_powers() {
    for (x, n, power) in [
        (3.0, 0, 1.0),
        (NAN, 0, 1.0),
        (-3.0, 3, -27.0),
        (0.0, -1, INF),
        (-0.0, -1, -INF),
        (10.0, 22, 1e22),
        (2.0, -1022, f64::MIN_POSITIVE),
        (1.0, i32::MIN, 1.0),
        (-1.0, i32::MAX, -1.0),
        (2.0, i32::MIN, 0.0),
    ] {
        same(math::powi(x, n), power);
    }
    // the order of the products: x^13 = (x x^4) x^8
    let x = 1.1_f64;
    let (x2, x4) = (x * x, (x * x) * (x * x));
    assert!(x2 > x);
    same(math::powi(x, 13), (x * x4) * (x4 * x4));
}

#[test]
fn roots_and_error_function_of_special_arguments() {
    for (x, sqrt, cbrt, erf) in [
        (0.0, 0.0, 0.0, 0.0),
        (-0.0, -0.0, -0.0, -0.0),
        (INF, INF, INF, 1.0),
        (-INF, NAN, -INF, -1.0),
        (NAN, NAN, NAN, NAN),
    ] {
        same(math::sqrt(x), sqrt);
        same(math::cbrt(x), cbrt);
        same(math::erf(x), erf);
    }
    same(math::hypot(INF, NAN), INF);
    same(math::hypot(-0.0, 0.0), 0.0);
    same(math::hypot(f64::MAX, f64::MAX), INF);
}

#[test]
fn slices_of_different_lengths_compute_the_shortest() {
    let mut out = [7.0; 3];
    math::exp_into(math::Level::Baseline, &[0.0, 0.0], &mut out);
    assert_eq!(out, [1.0, 1.0, 7.0]);
    math::pow_into(math::Level::Baseline, &[2.0; 3], &[3.0], &mut out);
    assert_eq!(out, [8.0, 1.0, 7.0]);
}
