use crate::math::exp;

/// Global irradiance of Haurwitz from the cosine of the apparent zenith, W/m².
///
/// Source: B. Haurwitz, *Journal of Meteorology* 2 (1945) 154.
#[inline(always)]
pub(crate) fn haurwitz(cos_zenith: f64) -> f64 {
    let up = cos_zenith > 0.0;
    let c = if up { cos_zenith } else { 1.0 };
    if up { 1098.0 * c * exp(-0.059 / c) } else { 0.0 }
}
