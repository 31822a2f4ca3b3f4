//! The error function.

/// Error function, 2/sqrt(pi) times the integral of e^(-t^2) from 0 to `x` (crate `libm`).
/// Error at most 1 ulp; odd; NaN for NaN.
///
/// ```
/// assert_eq!(coaraci::math::erf(0.0), 0.0);
/// assert_eq!(coaraci::math::erf(6.0), 1.0);
/// ```
#[inline]
pub fn erf(x: f64) -> f64 {
    libm::erf(x)
}
