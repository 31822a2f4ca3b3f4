//! Small tools of the kernels: polynomials, rounding and powers of two without branches.

/// Adding and subtracting 1.5 * 2^52 rounds to the nearest integer, ties to even, without an
/// instruction that plain x86-64 lacks. The low bits of the sum hold the integer.
pub(super) const ROUND: f64 = 6_755_399_441_055_744.0;

/// `c0 + x * (c1 + x * (c2 + ..))`, written out so that no inner loop stands in the way of the
/// vectoriser.
macro_rules! poly {
    ($x:expr, $c:expr) => { $c };
    ($x:expr, $c:expr, $($rest:expr),+ $(,)?) => { $c + $x * $crate::math::bits::poly!($x, $($rest),+) };
}
pub(super) use poly;

/// The leading 21 significant bits of `x`: products of two such numbers are exact.
#[inline(always)]
pub(super) fn head(x: f64) -> f64 {
    f64::from_bits(x.to_bits() & 0xffff_ffff_0000_0000)
}

/// `value * 2^n`, where `rounded` is `n + ROUND` and `n` lies in -2100 ..= 1900.
///
/// Two factors, so that a subnormal result is rounded once and the largest ones do not overflow
/// too early.
#[inline(always)]
pub(super) fn scale(value: f64, rounded: f64) -> f64 {
    let biased = rounded.to_bits().wrapping_add(2100) & 0xfff;
    let half = biased >> 1;
    let rest = biased - half;
    // `biased` carries 2100 = 2 * 1050, an exponent field carries 1023: 1050 - 1023 = 27
    let first = f64::from_bits(half.wrapping_sub(27) << 52);
    let second = f64::from_bits(rest.wrapping_sub(27) << 52);
    value * first * second
}

/// Writes `x` as `m * 2^e` with `m` in [sqrt(1/2), sqrt(2)) and returns `(e, m)`; `x` must be
/// positive and finite, subnormal numbers included. Other arguments give a meaningless pair.
#[inline(always)]
pub(super) fn split_exponent(x: f64) -> (f64, f64) {
    const SIGN: u64 = 1 << 63;
    const SQRT_HALF: u64 = 0x3fe6_a09e_667f_3bcd;
    const TWO_54: f64 = 18_014_398_509_481_984.0;
    let subnormal = x < f64::MIN_POSITIVE;
    let normal = if subnormal { x * TWO_54 } else { x };
    // counted from -2048 upwards, so that the shift needs no sign
    let biased = (normal.to_bits().wrapping_sub(SQRT_HALF) ^ SIGN) >> 52;
    let m = f64::from_bits(normal.to_bits().wrapping_sub(biased << 52) ^ SIGN);
    // the number 2^52 + biased, less 2^52 + 2048
    let e = f64::from_bits(biased | 0x4330_0000_0000_0000) - 4_503_599_627_372_544.0;
    (if subnormal { e - 54.0 } else { e }, m)
}
