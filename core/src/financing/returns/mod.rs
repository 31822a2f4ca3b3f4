//! Rates of return: every real root of a cash flow, with multiplicity, in a fixed amount of work.
//!
//! The present value of flows `c` at instants `t` is `f(s) = Σ c e^(−s t)` with the continuous rate `s = ln(1 + r)`. The number of
//! its real roots is at most the number `V` of sign changes of `c`, and of the same parity (Laguerre 1883). For `V = 1` the one
//! root comes from Newton's method on the logarithm of a ratio; for more, the roots of a function with one sign change less are
//! the only places where `f` may turn, so that each interval between them holds one root at most and none is missed.

mod certificate;
mod fast;
mod ladder;
mod roots;
mod select;
mod series;

pub(in crate::financing) use certificate::Certificate;
#[cfg(test)]
use ladder::Ladder;
pub(in crate::financing) use roots::{Found, roots};
pub use select::{Root, RootPolicy};
pub(in crate::financing) use select::{answer, choose};
pub(in crate::financing) use series::{Series, float_of};

/// Rates beyond this continuous rate are not reported: above `3.5e19`, or nearer to -1 than `3e-20`.
const MOST: f64 = 45.0;

#[cfg(test)]
mod tests;
