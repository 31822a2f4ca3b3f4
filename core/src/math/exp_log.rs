//! Exponentials and logarithms.

use super::bits::{ROUND, poly, scale, split_exponent};

// ln 2: the first part has 42 bits, so that its products with binary exponents are exact
pub(super) const LN2_HI: f64 = f64::from_bits(0x3fe6_2e42_fefa_3800);
pub(super) const LN2_LO: f64 = f64::from_bits(0x3d2e_f357_93c7_6730);

/// e to the power `x + low`, where `low` is far below the last bit of `x`.
#[inline(always)]
pub(super) fn exp_two_parts(x: f64, low: f64) -> f64 {
    // beyond these bounds the result is 0 or infinity already; NaN passes
    let x = if x < -746.0 { -746.0 } else { x };
    let x = if x > 710.0 { 710.0 } else { x };
    let rounded = x * core::f64::consts::LOG2_E + ROUND;
    let n = rounded - ROUND;
    let head = x - n * LN2_HI;
    let tail = n * LN2_LO - low;
    let r = head - tail;
    let rest = (head - r) - tail;
    let p = poly!(
        r,
        0.5000000000000011,
        0.16666666666666421,
        0.041666666666527,
        0.008333333333488473,
        0.0013888888944328856,
        0.00019841269519872598,
        2.480149246810631e-05,
        2.7557574319843283e-06,
        2.7630448874490754e-07,
        2.5003911203799262e-08,
    );
    // 1 + r keeps its rounding error; `rest` is multiplied by e^r, nearly 1 + r
    let sum = 1.0 + r;
    let lost = (1.0 - sum) + r;
    scale(sum + (lost + (rest * sum + r * r * p)), rounded)
}

/// e to the power `x`.
///
/// Error at most 1 ulp, subnormal results included; infinity above 709.782712893384, zero below
/// -745.1332191019411, NaN for NaN. Branch-free.
///
/// ```
/// use coaraci::math;
/// assert_eq!(math::exp(1.0), core::f64::consts::E);
/// assert_eq!(math::exp(f64::NEG_INFINITY), 0.0);
/// ```
#[inline(always)]
pub fn exp(x: f64) -> f64 {
    exp_two_parts(x, 0.0)
}

/// e to the power `x`, less 1, exact in relative terms near zero (crate `libm`). Error at most
/// 1 ulp.
///
/// ```
/// assert_eq!(coaraci::math::exp_m1(1e-20), 1e-20);
/// ```
#[inline]
pub fn exp_m1(x: f64) -> f64 {
    libm::expm1(x)
}

/// Natural logarithm of `x`.
///
/// Error at most 1 ulp; negative infinity for zeros, NaN for negative arguments and NaN,
/// infinity for infinity. Branch-free.
///
/// ```
/// use coaraci::math;
/// assert_eq!(math::ln(1.0), 0.0);
/// assert_eq!(math::ln(10.0), core::f64::consts::LN_10);
/// ```
#[inline(always)]
pub fn ln(x: f64) -> f64 {
    let (e, m) = split_exponent(x);
    let f = m - 1.0;
    let s = f / (2.0 + f);
    let z = s * s;
    let p = z * poly!(
        z,
        0.6666666666666734,
        0.3999999999941708,
        0.2857142874188197,
        0.22222198622895986,
        0.18183561834194126,
        0.15314112317605086,
        0.1479534908843293,
    );
    // ln m = 2 s + s p = f - (f^2/2 - s (f^2/2 + p)); e ln2 + f keeps its rounding error
    let square = 0.5 * f * f;
    let main = e * LN2_HI;
    let sum = main + f;
    let lost = (main - sum) + f;
    let result = sum + (lost - (square - (s * (square + p) + e * LN2_LO)));

    let result = if x == f64::INFINITY { x } else { result };
    let result = if x == 0.0 { f64::NEG_INFINITY } else { result };
    if x >= 0.0 { result } else { f64::NAN }
}

/// Natural logarithm of `1 + x`, exact in relative terms near zero (crate `libm`). Error at most
/// 1 ulp; negative infinity at -1, NaN below.
///
/// ```
/// assert_eq!(coaraci::math::ln_1p(1e-20), 1e-20);
/// ```
#[inline]
pub fn ln_1p(x: f64) -> f64 {
    libm::log1p(x)
}

/// Logarithm of `x` to the base 10 (crate `libm`). Error at most 1 ulp; exact for powers of ten;
/// special cases as [`ln`].
///
/// ```
/// assert_eq!(coaraci::math::log10(1000.0), 3.0);
/// ```
#[inline]
pub fn log10(x: f64) -> f64 {
    libm::log10(x)
}
