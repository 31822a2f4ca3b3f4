use super::{Light, Sky};

/// Cosine of 89 degrees, below which the sun's height is not divided by.
const LOWEST: f64 = 0.01745;

/// Sky of Hay and Davies: a share of the diffuse light comes from around the sun.
///
/// Source: J. E. Hay, J. A. Davies, Proc. First Canadian Solar Radiation Data Workshop (1980) 59.
#[inline(always)]
pub(crate) fn hay_davies(light: &Light, cos_incidence: f64, cos_tilt: f64) -> Sky {
    let anisotropy = light.dni / light.extraterrestrial;
    let facing = if cos_incidence > 0.0 { cos_incidence } else { 0.0 };
    let height = if light.cos_zenith > LOWEST { light.cos_zenith } else { LOWEST };
    Sky {
        isotropic: light.dhi * (1.0 - anisotropy) * (1.0 + cos_tilt) * 0.5,
        circumsolar: light.dhi * anisotropy * (facing / height),
        horizon: 0.0,
    }
}
