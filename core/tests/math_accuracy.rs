//! The functions of `coaraci::math` against correctly rounded values.
//!
//! The tables are written by `math/reference.py` with 50 digits; their format is described there.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test fails by panicking")]

use coaraci::math;

/// Error of `value` in units in the last place of the exact result, `reference + residue / 1000`
/// units.
fn error_ulp(value: f64, reference: f64, residue: f64) -> f64 {
    let exponent = (reference.to_bits() >> 52) & 0x7ff;
    let mut ulp = f64::from_bits(1);
    for _ in 1..exponent {
        ulp *= 2.0;
    }
    // rounded up to a power of two: the exact result lies where the units are half as large
    let mantissa = reference.to_bits() & ((1 << 52) - 1);
    let outwards = residue * reference.signum();
    if exponent > 1 && mantissa == 0 && outwards < 0.0 {
        ulp *= 0.5;
    }
    ((value - reference) / ulp - residue / 1000.0).abs()
}

fn number(field: &str) -> f64 {
    f64::from_bits(u64::from_str_radix(field, 16).unwrap())
}

struct Function {
    name: &'static str,
    bound_ulp: f64,
    compute: fn(&[f64]) -> f64,
}

/// Prints the largest error of each function of a table and fails above its bound.
fn check(table: &str, arguments: usize, functions: &[Function]) {
    let mut worst = vec![(0.0, Vec::new()); functions.len()];
    let mut rows = 0;
    for line in table.lines() {
        let fields: Vec<&str> = line.split(',').collect();
        assert_eq!(fields.len(), arguments + 2 * functions.len());
        let xs: Vec<f64> = fields[..arguments].iter().map(|f| number(f)).collect();
        for ((function, worst), pair) in functions.iter().zip(&mut worst).zip(fields[arguments..].chunks_exact(2)) {
            let value = (function.compute)(&xs);
            let error = error_ulp(value, number(pair[0]), pair[1].parse().unwrap());
            assert!(error.is_finite(), "{}({xs:?}) = {value}", function.name);
            if error > worst.0 {
                *worst = (error, xs.clone());
            }
        }
        rows += 1;
    }
    assert!(rows >= 1900, "the table has only {rows} rows");
    for (function, (error, at)) in functions.iter().zip(&worst) {
        println!("{:6} at most {error:.3} ulp (bound {}), at {at:?}, {rows} rows", function.name, function.bound_ulp);
    }
    for (function, (error, at)) in functions.iter().zip(&worst) {
        assert!(*error <= function.bound_ulp, "{}: {error} ulp at {at:?}", function.name);
    }
}

macro_rules! functions {
    ($($name:ident($($x:ident),+) <= $bound:literal),+ $(,)?) => {
        &[$(Function {
            name: stringify!($name),
            bound_ulp: $bound,
            compute: |xs| {
                let [$($x),+] = xs else { panic!("wrong number of arguments") };
                math::$name($(*$x),+)
            },
        }),+]
    };
}

#[test]
fn sine_cosine_and_tangent() {
    check(include_str!("math/trig.csv"), 1, functions![sin(x) <= 1.0, cos(x) <= 1.0, tan(x) <= 1.0]);
}

#[test]
fn arc_sine_and_arc_cosine() {
    check(include_str!("math/arc_sine.csv"), 1, functions![asin(x) <= 2.0, acos(x) <= 2.0]);
}

#[test]
fn arc_tangent() {
    check(include_str!("math/arc_tangent.csv"), 1, functions![atan(x) <= 2.0]);
}

#[test]
fn angle_of_a_point() {
    check(include_str!("math/angle.csv"), 2, functions![atan2(y, x) <= 2.0]);
}

#[test]
fn exponentials() {
    check(include_str!("math/exponential.csv"), 1, functions![exp(x) <= 1.0, exp_m1(x) <= 1.0]);
}

#[test]
fn logarithms() {
    check(include_str!("math/logarithm.csv"), 1, functions![ln(x) <= 1.0, log10(x) <= 1.0]);
}

#[test]
fn logarithm_of_a_sum() {
    check(include_str!("math/logarithm_of_sum.csv"), 1, functions![ln_1p(x) <= 1.0]);
}

#[test]
fn powers() {
    check(include_str!("math/power.csv"), 2, functions![pow(x, y) <= 2.0]);
}

#[test]
fn error_function() {
    check(include_str!("math/error_function.csv"), 1, functions![erf(x) <= 1.0]);
}

#[test]
fn cube_root() {
    check(include_str!("math/cube_root.csv"), 1, functions![cbrt(x) <= 0.501]);
}

#[test]
fn hypotenuse() {
    check(include_str!("math/hypotenuse.csv"), 2, functions![hypot(x, y) <= 2.0]);
}
