//! The hot functions over slices, at a given SIMD level.
//!
//! Each writes, element by element, the bits of its scalar function. The shortest of the slices
//! says how many elements are computed; the rest of a longer output stays as it was.

use super::{Level, TRIG_BOUND};
use super::{acos, asin, atan, atan2, exp, ln, pow, sin_cos, sin_cos_bounded};

macro_rules! unary {
    ($(#[doc = $doc:literal] $name:ident = $function:ident;)*) => { $(
        #[doc = $doc]
        pub fn $name(level: Level, xs: &[f64], out: &mut [f64]) {
            level.run(
                #[inline(always)]
                || {
                    for (x, out) in xs.iter().zip(out) {
                        *out = $function(*x);
                    }
                },
            );
        }
    )* };
}

macro_rules! binary {
    ($(#[doc = $doc:literal] $name:ident = $function:ident;)*) => { $(
        #[doc = $doc]
        pub fn $name(level: Level, xs: &[f64], ys: &[f64], out: &mut [f64]) {
            level.run(
                #[inline(always)]
                || {
                    for ((x, y), out) in xs.iter().zip(ys).zip(out) {
                        *out = $function(*x, *y);
                    }
                },
            );
        }
    )* };
}

unary! {
    /// [`exp`] of each element of `xs`.
    exp_into = exp;
    /// [`ln`] of each element of `xs`.
    ln_into = ln;
    /// [`asin`] of each element of `xs`.
    asin_into = asin;
    /// [`acos`] of each element of `xs`.
    acos_into = acos;
    /// [`atan`] of each element of `xs`.
    atan_into = atan;
}

binary! {
    /// [`pow`] of each pair: `out = xs^ys`.
    pow_into = pow;
    /// [`atan2`] of each pair; the first slice holds the ordinates: `out = atan2(xs, ys)`.
    atan2_into = atan2;
}

/// [`sin_cos`] of each element of `xs`.
///
/// ```
/// use coaraci::math::{self, Level};
/// let xs = [0.5, -2.0, 1e9];
/// let (mut sins, mut coss) = ([0.0; 3], [0.0; 3]);
/// math::sin_cos_into(Level::detect(), &xs, &mut sins, &mut coss);
/// assert_eq!((sins[2], coss[2]), math::sin_cos(1e9));
/// ```
pub fn sin_cos_into(level: Level, xs: &[f64], sins: &mut [f64], coss: &mut [f64]) {
    let far = level.run(
        #[inline(always)]
        || {
            let mut far = 0_u64;
            for ((x, s), c) in xs.iter().zip(&mut *sins).zip(&mut *coss) {
                (*s, *c) = sin_cos_bounded(*x);
                far |= u64::from(x.abs() > TRIG_BOUND);
            }
            far
        },
    );
    if far != 0 {
        for ((x, s), c) in xs.iter().zip(sins).zip(coss) {
            if x.abs() > TRIG_BOUND {
                (*s, *c) = sin_cos(*x);
            }
        }
    }
}

macro_rules! one_of_both {
    ($(#[doc = $doc:literal] $name:ident = $part:tt;)*) => { $(
        #[doc = $doc]
        pub fn $name(level: Level, xs: &[f64], out: &mut [f64]) {
            let far = level.run(
                #[inline(always)]
                || {
                    let mut far = 0_u64;
                    for (x, out) in xs.iter().zip(&mut *out) {
                        *out = sin_cos_bounded(*x).$part;
                        far |= u64::from(x.abs() > TRIG_BOUND);
                    }
                    far
                },
            );
            if far != 0 {
                for (x, out) in xs.iter().zip(out) {
                    if x.abs() > TRIG_BOUND {
                        *out = sin_cos(*x).$part;
                    }
                }
            }
        }
    )* };
}

one_of_both! {
    /// [`sin`](super::sin) of each element of `xs`.
    sin_into = 0;
    /// [`cos`](super::cos) of each element of `xs`.
    cos_into = 1;
}
