//! Sine, cosine and tangent.

use super::bits::{ROUND, poly};

/// Up to this absolute value sine and cosine come from the branch-free kernel.
pub const TRIG_BOUND: f64 = 1e5;

// pi/2 in three parts: 37 + 37 + 53 bits. A multiple below 2^16 of the first two is exact.
const PIO2_1: f64 = f64::from_bits(0x3ff9_21fb_5444_0000);
const PIO2_2: f64 = f64::from_bits(0x3d86_8c23_4c4c_0000);
const PIO2_3: f64 = f64::from_bits(0x3b29_8a2e_0370_7345);

/// Sine and cosine for |x| <= [`TRIG_BOUND`].
///
/// Cody-Waite reduction in three parts: x = n pi/2 + r - low with |r| <= pi/4, where `a` is exact
/// and `low` holds the rounding error of `r`. Then a polynomial for each of sine and cosine of r,
/// corrected by `low` times the derivative.
#[inline(always)]
fn kernel(x: f64) -> (f64, f64) {
    let rounded = x * core::f64::consts::FRAC_2_PI + ROUND;
    let n = rounded - ROUND;
    let a = x - n * PIO2_1;
    let b = n * PIO2_2;
    let r = a - b;
    let low = (b - (a - r)) + n * PIO2_3;

    let z = r * r;
    let half = 0.5 * z;
    let w = 1.0 - half;
    // the signs are chosen so that sin(-0) is -0
    let s = poly!(
        z,
        0.1666666666666663,
        -0.008333333333321922,
        0.0001984126982946316,
        -2.7557313584362357e-06,
        2.5050742709715385e-08,
        -1.589596911677965e-10,
    );
    let sin = r - (z * r * s + low * w);
    let c = poly!(
        z,
        0.041666666666666595,
        -0.001388888888887335,
        2.4801587289010143e-05,
        -2.7557314219757556e-07,
        2.087570579228065e-09,
        -1.135877039883758e-11,
    );
    let cos = w + (((1.0 - w) - half) + (z * z * c + r * low));

    let quadrant = rounded.to_bits();
    let swap = quadrant & 1 != 0;
    let (s, c) = (if swap { cos } else { sin }, if swap { sin } else { cos });
    let s_sign = (quadrant & 2) << 62;
    let c_sign = (quadrant.wrapping_add(1) & 2) << 62;
    (f64::from_bits(s.to_bits() ^ s_sign), f64::from_bits(c.to_bits() ^ c_sign))
}

/// Sine and cosine of `x` radians without any branch, for loops that must vectorise.
///
/// The bits are those of [`sin_cos`] for |x| <= [`TRIG_BOUND`]; beyond it (and for NaN) both
/// results are NaN. Error at most 1 ulp.
///
/// ```
/// use coaraci::math;
/// assert_eq!(math::sin_cos_bounded(0.5), math::sin_cos(0.5));
/// assert!(math::sin_cos_bounded(1.1e5).0.is_nan());
/// ```
#[inline(always)]
pub fn sin_cos_bounded(x: f64) -> (f64, f64) {
    kernel(if x.abs() <= TRIG_BOUND { x } else { f64::NAN })
}

/// Sine part of [`sin_cos_bounded`].
#[inline(always)]
pub fn sin_bounded(x: f64) -> f64 {
    sin_cos_bounded(x).0
}

/// Cosine part of [`sin_cos_bounded`].
#[inline(always)]
pub fn cos_bounded(x: f64) -> f64 {
    sin_cos_bounded(x).1
}

/// Sine and cosine of `x` radians.
///
/// Error at most 1 ulp for every finite `x`; NaN for infinities and NaN; `sin(-0.0)` is `-0.0`.
/// Beyond [`TRIG_BOUND`] the crate `libm` computes (with Payne-Hanek reduction).
///
/// ```
/// assert_eq!(coaraci::math::sin_cos(1.0), (0.8414709848078965, 0.5403023058681398));
/// ```
#[inline(always)]
pub fn sin_cos(x: f64) -> (f64, f64) {
    if x.abs() > TRIG_BOUND { far(x) } else { kernel(x) }
}

/// Sine of `x` radians; the first part of [`sin_cos`], bit for bit.
#[inline(always)]
pub fn sin(x: f64) -> f64 {
    sin_cos(x).0
}

/// Cosine of `x` radians; the second part of [`sin_cos`], bit for bit.
#[inline(always)]
pub fn cos(x: f64) -> f64 {
    sin_cos(x).1
}

/// Arguments that the three parts of pi/2 cannot reduce.
#[cold]
#[inline(never)]
fn far(x: f64) -> (f64, f64) {
    libm::sincos(x)
}

/// Tangent of `x` radians (crate `libm`). Error at most 1 ulp; NaN for infinities and NaN.
///
/// ```
/// assert_eq!(coaraci::math::tan(core::f64::consts::FRAC_PI_4), 0.9999999999999999);
/// ```
#[inline]
pub fn tan(x: f64) -> f64 {
    libm::tan(x)
}
