//! Arc sine, arc cosine and arc tangent.

use super::bits::poly;

// Angles as a double and the rest of about 53 further bits.
const PIO4: (f64, f64) = parts(0x3fe9_21fb_5444_2d18, 0x3c81_a626_3314_5c07);
const PIO2: (f64, f64) = parts(0x3ff9_21fb_5444_2d18, 0x3c91_a626_3314_5c07);
const PI3O4: (f64, f64) = parts(0x4002_d97c_7f33_21d2, 0x3c9a_7939_4c9e_8a0a);
const PI: (f64, f64) = parts(0x4009_21fb_5444_2d18, 0x3ca1_a626_3314_5c07);

const fn parts(head: u64, rest: u64) -> (f64, f64) {
    (f64::from_bits(head), f64::from_bits(rest))
}

#[inline(always)]
fn choose(condition: bool, yes: (f64, f64), no: (f64, f64)) -> (f64, f64) {
    (if condition { yes.0 } else { no.0 }, if condition { yes.1 } else { no.1 })
}

/// `angle - 2 (s + s p)`, where `angle` is the larger; the difference `angle - 2 s` keeps its
/// rounding error.
#[inline(always)]
fn complement(angle: (f64, f64), s: f64, p: f64) -> f64 {
    let double = 2.0 * s;
    let difference = angle.0 - double;
    let lost = (angle.0 - difference) - double;
    difference + (lost + (angle.1 - double * p))
}

/// For |x| <= 1 the pair (s, p) with asin(s) = s + s p: s = |x| up to 1/2, above it
/// s = sqrt((1 - |x|) / 2), for which asin |x| = pi/2 - 2 asin(s). NaN outside.
#[inline(always)]
fn asin_parts(x: f64) -> (bool, f64, f64) {
    let a = x.abs();
    let upper = a > 0.5;
    let folded = 0.5 * (1.0 - a);
    let z = if upper { folded } else { x * x };
    let s = if upper { folded.sqrt() } else { a };
    let p = z * poly!(
        z,
        0.1666666666666676,
        0.07499999999970867,
        0.044642857174559465,
        0.03038194270993494,
        0.022372214934022142,
        0.017351612885352252,
        0.013980810939003803,
        0.011398985342335605,
        0.010779868362294387,
        0.0037077801336663006,
        0.021704277802036428,
        -0.020994782055529737,
        0.032626058544612514,
    );
    (upper, s, p)
}

/// Arc sine in radians, in -pi/2 ..= pi/2.
///
/// Error at most 2 ulp; NaN outside -1 ..= 1; `asin(-0.0)` is `-0.0`. Branch-free.
///
/// ```
/// use coaraci::math;
/// assert_eq!(math::asin(1.0), core::f64::consts::FRAC_PI_2);
/// assert!(math::asin(1.0000000000000002).is_nan());
/// ```
#[inline(always)]
pub fn asin(x: f64) -> f64 {
    let (upper, s, p) = asin_parts(x);
    let angle = if upper { complement(PIO2, s, p) } else { s + s * p };
    angle.copysign(x)
}

/// Arc cosine in radians, in 0 ..= pi.
///
/// Error at most 2 ulp; NaN outside -1 ..= 1. Branch-free.
///
/// ```
/// use coaraci::math;
/// assert_eq!(math::acos(1.0), 0.0);
/// assert_eq!(math::acos(-1.0), core::f64::consts::PI);
/// ```
#[inline(always)]
pub fn acos(x: f64) -> f64 {
    let (upper, s, p) = asin_parts(x);
    let near_one = 2.0 * (s + s * p);
    let near_minus_one = complement(PI, s, p);
    let outer = if x > 0.0 { near_one } else { near_minus_one };
    let middle = PIO2.0 - (x - (PIO2.1 - x * p));
    if upper { outer } else { middle }
}

/// The angle of the point (x, y) for y >= 0, turned to pi - angle when `left`; neither argument
/// may be so large that their sum overflows.
///
/// angle = base + atan u, where u = y/x up to 1/2, (y - x)/(y + x) up to 2, and -x/y above, so
/// that |u| <= 1/2; the numerator is always exact.
#[inline(always)]
fn angle(y: f64, x: f64, left: bool) -> f64 {
    let flat = y <= 0.5 * x;
    let steep = y > 2.0 * x;
    let numerator = if steep { -x } else { y - x };
    let numerator = if flat { y } else { numerator };
    let denominator = if steep { y } else { y + x };
    let denominator = if flat { x } else { denominator };
    let u = numerator / denominator;
    let u = if left { -u } else { u };
    let base = choose(left, PI3O4, PIO4);
    let base = choose(steep, PIO2, base);
    let base = choose(flat, choose(left, PI, (0.0, 0.0)), base);
    let z = u * u;
    let q = u
        * z
        * poly!(
            z,
            0.3333333333333298,
            -0.1999999999990312,
            0.1428571427638713,
            -0.11111110659693726,
            0.09090896246153807,
            -0.07692073933897128,
            0.06663810824633007,
            -0.05858300250492317,
            0.051220114230213075,
            -0.04186519337192228,
            0.027435179326891025,
            -0.010117001160377488,
        );
    // base + u keeps its rounding error
    let sum = base.0 + u;
    let lost = (base.0 - sum) + u;
    sum + (lost - (q - base.1))
}

/// Arc tangent in radians, in -pi/2 ..= pi/2.
///
/// Error at most 2 ulp; `atan(-0.0)` is `-0.0`, NaN for NaN. Branch-free.
///
/// ```
/// use coaraci::math;
/// assert_eq!(math::atan(1.0), core::f64::consts::FRAC_PI_4);
/// assert_eq!(math::atan(f64::INFINITY), core::f64::consts::FRAC_PI_2);
/// ```
#[inline(always)]
pub fn atan(x: f64) -> f64 {
    angle(x.abs(), 1.0, false).copysign(x)
}

/// The angle of the point (`x`, `y`) from the positive x axis in radians, in -pi ..= pi.
///
/// Error at most 2 ulp. Signed zeros and infinities as in IEEE 754: `atan2(+-0, -0)` is +-pi,
/// `atan2(+-0, +0)` is +-0, two infinities lie on a diagonal. NaN if either is NaN. Branch-free.
///
/// ```
/// use coaraci::math;
/// assert_eq!(math::atan2(-1.0, 0.0), -core::f64::consts::FRAC_PI_2);
/// assert_eq!(math::atan2(0.0, -1.0), core::f64::consts::PI);
/// ```
#[inline(always)]
pub fn atan2(y: f64, x: f64) -> f64 {
    const LARGE: f64 = f64::from_bits(0x7e70_0000_0000_0000); // 2^1000
    let (b, a) = (y.abs(), x.abs());
    let larger = if b > a { b } else { a };
    // two infinities: the diagonal; the origin: the axis
    let infinite = a == f64::INFINITY && b == f64::INFINITY;
    let b = if infinite { 1.0 } else { b };
    let a = if infinite || larger == 0.0 { 1.0 } else { a };
    // y + x must not overflow; a bit lost by the smaller one is far below the result
    let scale = if larger > LARGE { 0.25 } else { 1.0 };
    angle(b * scale, a * scale, x.is_sign_negative()).copysign(y)
}
