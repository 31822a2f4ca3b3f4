use super::{Light, Sky, hay_davies};

/// Sky of Reindl: Hay and Davies with a brighter horizon, in the form of pvlib, where the horizon raises the isotropic part only.
///
/// Source: D. T. Reindl, W. A. Beckman, J. A. Duffie, *Solar Energy* 45 (1990) 9.
#[inline(always)]
pub(crate) fn reindl(light: &Light, cos_incidence: f64, cos_tilt: f64) -> Sky {
    let sky = hay_davies(light).unfloored(cos_incidence, 0.0, cos_tilt);
    let beam = light.dni * light.cos_zenith;
    let beam = if beam > 0.0 { beam } else { 0.0 };
    let ratio = if light.ghi > 0.0 { beam / light.ghi } else { 0.0 };
    // half-angle: sin²(β/2) = (1 − cos β)/2
    let half = (0.5 * (1.0 - cos_tilt)).sqrt();
    Sky { horizon: sky.isotropic * (ratio.sqrt() * (half * half * half)), ..sky }
}
