use crate::math::sin_cos;
use core::f64::consts::PI;

/// Tilt in degrees below which the modifier of the ground falls linearly to zero: its formula divides by nearly nothing there.
const FLAT_DEG: f64 = 0.01;

/// Modifier of Schlick: one power instead of Fresnel's equations.
///
/// Source: C. Schlick, *Computer Graphics Forum* 13 (1994) 233.
#[inline(always)]
pub(crate) fn schlick(cos_incidence: f64) -> f64 {
    let x = 1.0 - cos_incidence;
    let x2 = x * x;
    if cos_incidence > 0.0 { 1.0 - x2 * x2 * x } else { 0.0 }
}

/// Modifiers of Schlick for the light of the sky and of the ground, in closed form; tilt in degrees.
///
/// Source: Y. Xie, M. Sengupta, A. Habte, A. Andreas, *Renewable and Sustainable Energy Reviews* 161 (2022) 112362.
pub(crate) fn schlick_diffuse(tilt_deg: f64) -> (f64, f64) {
    let sky_of = |degrees: f64| {
        let tilt = degrees * (PI / 180.0);
        let (s, c) = sin_cos(tilt);
        let s2 = s * s;
        let sum = 30.0 / 7.0 * PI - 160.0 / 21.0 * tilt - 10.0 / 3.0 * PI * c + 160.0 / 21.0 * c * s
            - 5.0 / 3.0 * PI * c * s2
            + 20.0 / 7.0 * c * s2 * s
            - 5.0 / 16.0 * PI * c * s2 * s2
            + 16.0 / 105.0 * c * s2 * s2 * s;
        // from below, the sky is not seen
        (if c > -1.0 { 2.0 / (PI * (1.0 + c)) * sum } else { 0.0 }, c)
    };
    let ground_of = |degrees: f64| {
        let (sky, c) = sky_of(degrees);
        40.0 / (21.0 * (1.0 - c)) - (1.0 + c) / (1.0 - c) * sky
    };
    let ground = if tilt_deg < FLAT_DEG { ground_of(FLAT_DEG) * (tilt_deg / FLAT_DEG) } else { ground_of(tilt_deg) };
    (sky_of(tilt_deg).0, ground)
}
