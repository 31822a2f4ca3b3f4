use crate::math::{exp, sin_cos};
use core::f64::consts::PI;

/// Modifier of Martin and Ruiz with the angular loss coefficient `a_r`.
///
/// Source: N. Martin, J. M. Ruiz, *Solar Energy Materials and Solar Cells* 70 (2001) 25.
#[inline(always)]
pub(crate) fn martin_ruiz(cos_incidence: f64, a_r: f64) -> f64 {
    let modifier = (1.0 - exp(-cos_incidence / a_r)) / (1.0 - exp(-1.0 / a_r));
    if cos_incidence > 0.0 { modifier } else { 0.0 }
}

/// Modifiers of Martin and Ruiz for the light of the sky and of the ground; tilt in degrees.
///
/// Source: N. Martin, J. M. Ruiz, *Progress in Photovoltaics* 13 (2005) 75, with the erratum of 21 (2013) 1467.
pub(crate) fn martin_ruiz_diffuse(tilt_deg: f64, a_r: f64) -> (f64, f64) {
    // Both limits exist, but the formula does not hold at them.
    let tilt_deg = tilt_deg.clamp(1e-6, 180.0 - 1e-6);
    let tilt = tilt_deg * (PI / 180.0);
    let (s, c) = sin_cos(tilt);
    let (c1, c2) = (0.4244, 0.5 * a_r - 0.154);
    let modifier = |t: f64| 1.0 - exp(-(c1 + c2 * t) * t / a_r);
    let sky = s + (PI - tilt - s) / (1.0 + c);
    let ground = s + (tilt - s) / (1.0 - c);
    (modifier(sky), modifier(ground))
}
