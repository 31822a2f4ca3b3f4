use super::{Dome, Light};

/// Cosine of 89 degrees, below which the sun's height is not divided by.
const LOWEST: f64 = 0.01745;

/// Sky of Hay and Davies: a share of the diffuse light comes from around the sun.
///
/// Source: J. E. Hay, J. A. Davies, Proc. First Canadian Solar Radiation Data Workshop (1980) 59.
#[inline(always)]
pub(crate) fn hay_davies(light: &Light) -> Dome {
    let anisotropy = light.dni / light.extraterrestrial;
    let height = if light.cos_zenith > LOWEST { light.cos_zenith } else { LOWEST };
    Dome { isotropic: light.dhi * (1.0 - anisotropy), circumsolar: light.dhi * anisotropy / height, horizon: 0.0 }
}
