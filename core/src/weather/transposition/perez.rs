use super::{Coefficients, Dome, Light};

/// Edges of the clearness bins.
const EDGES: [f64; 7] = [1.065, 1.23, 1.5, 1.95, 2.8, 4.5, 6.2];

/// The cosine of 85 degrees, below which the sun's height is not divided by.
const LOWEST: f64 = 0.087_155_742_747_658_17;

/// Coefficients of a bin: the last one whose edge lies below the clearness.
#[inline(always)]
fn choose(set: &Coefficients, above: impl Fn(f64) -> bool) -> [f64; 6] {
    let [mut chosen, rest @ ..] = *set;
    for (edge, bin) in EDGES.iter().zip(&rest) {
        let hit = above(*edge);
        for (slot, value) in chosen.iter_mut().zip(bin) {
            *slot = if hit { *value } else { *slot };
        }
    }
    chosen
}

/// Sky of Perez: circumsolar light and horizon band by clearness and brightness; a plane takes it with its floor at zero.
///
/// Source: R. Perez, P. Ineichen, R. Seals, J. Michalsky, R. Stewart, *Solar Energy* 44 (1990) 271.
#[inline(always)]
pub(crate) fn perez(set: &Coefficients, light: &Light) -> Dome {
    let z = light.zenith;
    let lit = light.dhi > 0.0;
    let dhi = if lit { light.dhi } else { 1.0 };
    let kappa = 1.041 * z * z * z;
    let clearness = ((dhi + light.dni) / dhi + kappa) / (1.0 + kappa);
    let brightness = light.dhi * light.air_mass / light.extraterrestrial;
    let parts = choose(set, |edge| clearness >= edge);
    split(&parts, light, brightness, LOWEST).only_if(lit)
}

/// Sky of Perez as the simulation core of SAM computes it: own air mass, own constants, and no floor at zero.
///
/// Source: NREL/ssc, `lib_irradproc` (BSD-3-Clause); `light.air_mass` and `light.extraterrestrial` are not used. The caller handles
/// the sun below 2.5 degrees.
#[inline(always)]
pub(crate) fn sam_perez(set: &Coefficients, light: &Light) -> Dome {
    const SAM_LOWEST: f64 = 0.087_155_7;
    let degrees = light.zenith * (180.0 / core::f64::consts::PI);
    let lit = light.dhi > 0.0;
    let dhi = if lit { light.dhi } else { 1.0 };
    let kappa = 5.534e-6 * degrees * degrees * degrees;
    let clearness = ((dhi + light.dni) / dhi + kappa) / (1.0 + kappa);
    let air_mass = 1.0 / (light.cos_zenith + 0.15 * crate::math::exp(-1.253 * crate::math::ln(93.9 - degrees)));
    let brightness = light.dhi * air_mass / super::super::extraterrestrial::SAM;
    let parts = choose(set, |edge| clearness > edge);
    split(&parts, light, brightness, SAM_LOWEST).only_if(lit)
}

/// The parts of the diffuse light by the six coefficients of a bin.
#[inline(always)]
fn split(parts: &[f64; 6], light: &Light, brightness: f64, lowest: f64) -> Dome {
    let [f11, f12, f13, f21, f22, f23] = parts;
    let f1 = f11 + f12 * brightness + f13 * light.zenith;
    let f1 = if f1 > 0.0 { f1 } else { 0.0 };
    let f2 = f21 + f22 * brightness + f23 * light.zenith;
    let height = if light.cos_zenith > lowest { light.cos_zenith } else { lowest };
    Dome { isotropic: light.dhi * (1.0 - f1), circumsolar: light.dhi * (f1 / height), horizon: light.dhi * f2 }
}
