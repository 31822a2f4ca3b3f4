use crate::math::exp;

/// Diffuse share of Boland: a logistic curve with steepness `a` around the clearness `b` (hours: 7.997 and 0.586; quarters of an hour:
/// 8.645 and 0.613).
///
/// Source: J. Boland, J. Huang, B. Ridley, *Renewable and Sustainable Energy Reviews* 28 (2013) 749.
#[inline(always)]
pub(crate) fn boland(kt: f64, a: f64, b: f64) -> f64 {
    1.0 / (1.0 + exp(a * (kt - b)))
}
