use crate::math::sin_cos;
use core::f64::consts::PI;
use serde::Deserialize;

/// Where diffuse light comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Region {
    /// The whole sky.
    Sky,
    /// The half degree above the horizon.
    Horizon,
    /// The ground.
    Ground,
}

impl Region {
    /// Steps of the zenith in the half circle, the first one that counts, and how many count.
    const fn grid(self) -> (u32, u32, u32) {
        match self {
            Region::Sky => (180, 0, 90),
            Region::Horizon => (1800, 895, 5),
            Region::Ground => (180, 90, 90),
        }
    }
}

/// Mean of a modifier (a function of the cosine of the angle of incidence) over a part of the sky or the ground; tilt in degrees.
///
/// Numerical integration over cells of one degree (a tenth of one for the horizon), each at its middle.
///
/// Source: B. Marion, *Solar Energy* 147 (2017) 344.
pub(crate) fn marion(tilt_deg: f64, region: Region, modifier: impl Fn(f64) -> f64) -> f64 {
    let (sin_tilt, cos_tilt) = sin_cos(tilt_deg * (PI / 180.0));
    let (steps, first, count) = region.grid();
    let step = PI / f64::from(steps);
    let (mut weighted, mut weights) = (0.0, 0.0);
    for zenith in first..first + count {
        let upper = f64::from(zenith) * step;
        let (sin_zenith, cos_zenith) = sin_cos(upper + 0.5 * step);
        let height = sin_cos(upper).1 - sin_cos(upper + step).1;
        for azimuth in 0..2 * steps {
            let (_, cos_azimuth) = sin_cos((f64::from(azimuth) + 0.5) * step);
            let cosine = cos_tilt * cos_zenith + sin_tilt * sin_zenith * cos_azimuth;
            if cosine > 0.0 {
                weighted += modifier(cosine.min(1.0)) * cosine * height;
                weights += cosine * height;
            }
        }
    }
    if weights > 0.0 { weighted / weights } else { 0.0 }
}
