//! Every SIMD level gives the bits of the scalar functions.
//!
//! The vectoriser works in optimised builds only: `cargo test --release --test math_levels`
//! tests the vectorised code, a plain `cargo test` the dispatch.

use coaraci::math::{self, Level};

/// The generator (xorshift) of the self-test below.
struct Draw(u64);

impl Draw {
    fn bits(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    /// In 0 .. 1.
    fn unit(&mut self) -> f64 {
        (self.bits() >> 11) as f64 / 9_007_199_254_740_992.0
    }

    fn between(&mut self, low: f64, high: f64) -> f64 {
        low + (high - low) * self.unit()
    }
}

const SPECIAL: [f64; 20] = [
    0.0,
    -0.0,
    1.0,
    -1.0,
    0.5,
    -0.5,
    2.0,
    f64::INFINITY,
    f64::NEG_INFINITY,
    f64::NAN,
    f64::MAX,
    f64::MIN,
    f64::MIN_POSITIVE,
    5e-324,
    -5e-324,
    1e5,
    -100_000.00000000001,
    709.782712893384,
    -745.1332191019411,
    1e22,
];

/// Many arguments: special ones, any bit pattern, and numbers of the usual ranges. The odd count
/// leaves a remainder at every vector width.
fn arguments(seed: u64) -> Vec<f64> {
    let mut draw = Draw(seed);
    let mut xs = SPECIAL.to_vec();
    for _ in 0..30_000 {
        xs.push(f64::from_bits(draw.bits()));
        xs.push(draw.between(-1.2, 1.2));
        xs.push(draw.between(-15.0, 15.0));
        xs.push(draw.between(-760.0, 760.0));
        xs.push(draw.between(-1.01e5, 1.01e5));
        xs.push(draw.between(0.0, 3.0));
    }
    xs.push(0.25);
    xs
}

#[track_caller]
fn same_bits(name: &str, level: Level, expected: &[f64], values: &[f64]) {
    assert_eq!(expected.len(), values.len());
    for (i, (a, b)) in expected.iter().zip(values).enumerate() {
        let equal = a.to_bits() == b.to_bits() || a.is_nan() && b.is_nan();
        assert!(equal, "{name} at {level:?}, element {i}: {a:?} and {b:?}");
    }
}

#[test]
fn every_level_gives_the_bits_of_the_scalar_functions() {
    type Scalar = fn(f64) -> f64;
    type Slice = fn(Level, &[f64], &mut [f64]);
    let functions: [(&str, Scalar, Slice); 7] = [
        ("sin", math::sin, math::sin_into),
        ("cos", math::cos, math::cos_into),
        ("exp", math::exp, math::exp_into),
        ("ln", math::ln, math::ln_into),
        ("asin", math::asin, math::asin_into),
        ("acos", math::acos, math::acos_into),
        ("atan", math::atan, math::atan_into),
    ];
    println!("levels of this machine: {:?}", Level::available());
    let xs = arguments(0x9e37_79b9_7f4a_7c15);
    let mut out = vec![0.0; xs.len()];
    for (name, scalar, slice) in functions {
        let expected: Vec<f64> = xs.iter().map(|x| scalar(*x)).collect();
        for &level in Level::available() {
            slice(level, &xs, &mut out);
            same_bits(name, level, &expected, &out);
        }
    }
}

#[test]
fn every_level_gives_the_bits_of_the_scalar_functions_of_two_arguments() {
    type Scalar = fn(f64, f64) -> f64;
    type Slice = fn(Level, &[f64], &[f64], &mut [f64]);
    let functions: [(&str, Scalar, Slice); 2] =
        [("pow", math::pow, math::pow_into), ("atan2", math::atan2, math::atan2_into)];
    let mut xs = arguments(1);
    let mut ys = arguments(2);
    for x in SPECIAL {
        for y in SPECIAL {
            xs.push(x);
            ys.push(y);
        }
    }
    // also each range against another one
    ys.rotate_left(1);
    let mut out = vec![0.0; xs.len()];
    for (name, scalar, slice) in functions {
        let expected: Vec<f64> = xs.iter().zip(&ys).map(|(x, y)| scalar(*x, *y)).collect();
        for &level in Level::available() {
            slice(level, &xs, &ys, &mut out);
            same_bits(name, level, &expected, &out);
        }
    }
}

#[test]
fn sine_and_cosine_together_are_the_single_functions() {
    let xs = arguments(3);
    let expected_sin: Vec<f64> = xs.iter().map(|x| math::sin(*x)).collect();
    let expected_cos: Vec<f64> = xs.iter().map(|x| math::cos(*x)).collect();
    let (mut sins, mut coss) = (vec![0.0; xs.len()], vec![0.0; xs.len()]);
    for &level in Level::available() {
        math::sin_cos_into(level, &xs, &mut sins, &mut coss);
        same_bits("sin of both", level, &expected_sin, &sins);
        same_bits("cos of both", level, &expected_cos, &coss);
    }
}

#[test]
fn a_domain_kernel_and_a_striped_sum_do_not_depend_on_the_level() {
    #[inline(always)]
    fn kernel(xs: &[f64], out: &mut [f64]) -> f64 {
        for (x, out) in xs.iter().zip(&mut *out) {
            let (s, c) = math::sin_cos_bounded(*x);
            let t = math::exp(-1.6364 * math::ln(96.07995 + s)) + math::atan2(s, c);
            *out = if c > 0.0 { t } else { math::acos(s) };
        }
        math::sum_striped(out)
    }
    let mut draw = Draw(4);
    let xs: Vec<f64> = (0..8761).map(|_| draw.between(-1000.0, 1000.0)).collect();
    let mut plain = vec![0.0; xs.len()];
    let total = kernel(&xs, &mut plain);
    assert!(total.is_finite());
    for level in [Level::Baseline, Level::Avx2, Level::Avx512] {
        let mut out = vec![0.0; xs.len()];
        let sum = level.run(
            #[inline(always)]
            || kernel(&xs, &mut out),
        );
        same_bits("kernel", level, &plain, &out);
        assert_eq!(sum.to_bits(), total.to_bits());
    }
}

#[test]
fn levels_are_ordered_and_the_baseline_is_always_there() {
    let all = Level::available();
    assert_eq!(all.first(), Some(&Level::Baseline));
    assert_eq!(all.last(), Some(&Level::detect()));
    assert!(all.is_sorted());
}

/// The functions that stay on the crate `libm` give, on every platform, the bits that were
/// measured for libm 0.2.16: here tan(x) over the arguments of that measurement.
#[test]
fn the_tangent_has_the_published_hash() {
    let mut draw = Draw(0x9e37_79b9_7f4a_7c15);
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    for _ in 0..1_000_000 {
        let x = 12.0 * draw.unit() - 6.0;
        draw.unit();
        draw.unit();
        hash = (hash ^ math::tan(x).to_bits()).wrapping_mul(0x100_0000_01b3);
    }
    assert_eq!(hash, 0x02de_949b_4298_57b8);
}
