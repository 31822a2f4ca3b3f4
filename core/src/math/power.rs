//! Powers and roots.

use super::bits::{head, poly, split_exponent};
use super::exp_log::{LN2_HI, LN2_LO, exp_two_parts};

/// Natural logarithm of a positive finite `x` as a head of 21 bits and the rest; together about
/// 62 bits.
///
/// ln m = (2/3) s (3 + z + z^2 P(z)), s = (m - 1)/(m + 1), z = s^2; what matters is split into
/// heads, whose products are exact.
#[inline(always)]
fn ln_two_parts(x: f64) -> (f64, f64) {
    const TWO_THIRDS_HI: f64 = f64::from_bits(0x3fe5_5555_5540_0000);
    const TWO_THIRDS_LO: f64 = f64::from_bits(0x3de5_5555_5555_5555);
    let (e, m) = split_exponent(x);
    let f = m - 1.0;
    let d = m + 1.0;
    let d_head = head(d);
    let d_rest = m - (d_head - 1.0);
    let inverse = 1.0 / d;
    let s = f * inverse;
    let s_head = head(s);
    let s_rest = inverse * ((f - s_head * d_head) - s_head * d_rest);

    let z = s * s;
    let p = z
        * z
        * poly!(
            z,
            0.5999999999999996,
            0.42857142857168573,
            0.33333333326121767,
            0.27272728324641665,
            0.23076834166455826,
            0.20004514969387266,
            0.17511520781941217,
            0.179888530550772,
        )
        + s_rest * (s_head + s);
    let square = s_head * s_head;
    let t_head = head(3.0 + square + p);
    let t_rest = p - ((t_head - 3.0) - square);

    let u = s_head * t_head;
    let v = s_rest * t_head + t_rest * s;
    let st_head = head(u + v);
    let st_rest = v - (st_head - u);
    let ln_m = TWO_THIRDS_HI * st_head;
    let ln_m_rest = TWO_THIRDS_LO * st_head + st_rest * (2.0 / 3.0) + e * LN2_LO;

    let main = e * LN2_HI;
    let sum = head((ln_m + ln_m_rest) + main);
    (sum, ln_m_rest - ((sum - main) - ln_m))
}

/// `x` to the power `y`.
///
/// Error at most 2 ulp. Special cases as in IEEE 754: 1 whenever `y` is zero or `x` is 1, NaN
/// for a negative finite `x` with a `y` that is no integer, the sign of `x` only for odd `y`.
/// Branch-free. For whole exponents known beforehand [`powi`] is cheaper, but less exact.
///
/// ```
/// use coaraci::math;
/// assert_eq!(math::pow(2.0, 0.5), core::f64::consts::SQRT_2);
/// assert_eq!(math::pow(-2.0, 3.0), -8.0);
/// assert!(math::pow(-2.0, 0.5).is_nan());
/// ```
#[inline(always)]
pub fn pow(x: f64, y: f64) -> f64 {
    const TWO_52: f64 = 4_503_599_627_370_496.0;
    const TWO_66: f64 = 73_786_976_294_838_206_464.0;
    let a = x.abs();
    let (ln_head, ln_rest) = ln_two_parts(a);
    // beyond 2^66 every base but 1 overflows or vanishes
    let exponent = if y > TWO_66 { TWO_66 } else { y };
    let exponent = if exponent < -TWO_66 { -TWO_66 } else { exponent };
    let y_head = head(exponent);
    let main = y_head * ln_head;
    let rest = (exponent - y_head) * ln_head + exponent * ln_rest;
    let product = main + rest;
    let low = rest - (product - main);
    // beyond the range of the exponential the low part may be large
    let low = if product.abs() > 750.0 { 0.0 } else { low };
    let magnitude = exp_two_parts(product, low);

    // 0 and infinity as a base have no logarithm
    let magnitude = if a == 0.0 || a == f64::INFINITY {
        if (a == 0.0) == (y > 0.0) { 0.0 } else { f64::INFINITY }
    } else {
        magnitude
    };

    // above 2^52 the number itself, below it the number rounded to an integer, shows the parity
    let b = y.abs();
    let large = b >= TWO_52;
    let shifted = if large { b } else { b + TWO_52 };
    let integer = large || shifted - TWO_52 == b;
    let odd = integer && b < 2.0 * TWO_52 && shifted.to_bits() & 1 == 1;
    let signed = if odd { magnitude.copysign(x) } else { magnitude };
    let defined = x >= 0.0 || integer || a == f64::INFINITY || a == 0.0;
    let signed = if defined { signed } else { f64::NAN };
    let signed = if x.is_nan() || y.is_nan() { f64::NAN } else { signed };
    let signed = if a == 1.0 && b == f64::INFINITY { 1.0 } else { signed };
    if x == 1.0 || y == 0.0 { 1.0 } else { signed }
}

/// `x` to the whole power `n`, by squaring in one fixed order: exact as long as every product
/// is, otherwise each of the about 2 log2 |n| products rounds.
///
/// `powi(x, 0)` is 1 for every `x`; a negative `n` gives `1 / powi(x, -n)`.
///
/// ```
/// use coaraci::math;
/// assert_eq!(math::powi(3.0, 4), 81.0);
/// assert_eq!(math::powi(2.0, -2), 0.25);
/// ```
#[inline]
pub fn powi(x: f64, n: i32) -> f64 {
    let mut result = 1.0;
    let mut square = x;
    let mut left = n.unsigned_abs();
    while left > 0 {
        if left & 1 == 1 {
            result *= square;
        }
        left >>= 1;
        if left > 0 {
            square *= square;
        }
    }
    if n < 0 { 1.0 / result } else { result }
}

/// Square root, correctly rounded; NaN for negative arguments.
///
/// ```
/// assert_eq!(coaraci::math::sqrt(2.0), core::f64::consts::SQRT_2);
/// ```
#[inline(always)]
pub fn sqrt(x: f64) -> f64 {
    x.sqrt()
}

/// Cube root (crate `libm`), correctly rounded.
///
/// ```
/// assert_eq!(coaraci::math::cbrt(-27.0), -3.0);
/// ```
#[inline]
pub fn cbrt(x: f64) -> f64 {
    libm::cbrt(x)
}

/// Length of the hypotenuse, without overflow on the way (crate `libm`). Error at most 2 ulp.
///
/// ```
/// assert_eq!(coaraci::math::hypot(3.0, 4.0), 5.0);
/// ```
#[inline]
pub fn hypot(x: f64, y: f64) -> f64 {
    libm::hypot(x, y)
}
