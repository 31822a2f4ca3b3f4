/// Sky of Liu and Jordan, the same light from everywhere.
///
/// Source: B. Y. H. Liu, R. C. Jordan, *Solar Energy* 7 (1963) 53.
#[inline(always)]
pub(crate) fn isotropic(dhi: f64, cos_tilt: f64) -> f64 {
    dhi * (1.0 + cos_tilt) * 0.5
}
