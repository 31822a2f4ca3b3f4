//! Cover of glass with an anti-reflective layer, after De Soto, as SSC chains its layers.

use crate::math::{asin, exp, sin_cos_bounded};

const RADIANS: f64 = core::f64::consts::PI / 180.0;
const DEGREES: f64 = 180.0 / core::f64::consts::PI;

/// A layer: refractive index, extinction coefficient (1/m) and thickness (m).
struct Layer {
    index: f64,
    extinction: f64,
    thickness_m: f64,
}

const COATING: Layer = Layer { index: 1.3, extinction: 4.0, thickness_m: 2e-5 };
const GLASS: Layer = Layer { index: 1.526, extinction: 4.0, thickness_m: 0.002 };

/// Angle behind a boundary, degrees, and transmittance of the layer behind it; the angle before it is taken within 1 to 89 degrees.
#[inline(always)]
fn pass(theta_deg: f64, from: f64, layer: &Layer) -> (f64, f64) {
    let theta_deg = if theta_deg < 1.0 { 1.0 } else { theta_deg };
    let theta_deg = if theta_deg > 89.0 { 89.0 } else { theta_deg };
    let (s1, c1) = sin_cos_bounded(theta_deg * RADIANS);
    let s2 = from / layer.index * s1;
    let c2 = (1.0 - s2 * s2).sqrt();
    // sines and cosines of the difference and the sum of both angles
    let (minus, plus) = (s2 * c1 - c2 * s1, s2 * c1 + c2 * s1);
    let (cos_minus, cos_plus) = (c2 * c1 + s2 * s1, c2 * c1 - s2 * s1);
    let across = minus / plus;
    let along = (minus / cos_minus) / (plus / cos_plus);
    let reflected = 0.5 * (across * across + along * along);
    (asin(s2) * DEGREES, (1.0 - reflected) * exp(-layer.extinction * layer.thickness_m / c2))
}

/// What the cover lets through at normal incidence; behind the coating the glass is entered as from air.
fn normal() -> f64 {
    let (inside, coating) = pass(1.0, 1.0, &COATING);
    coating * pass(inside, 1.0, &GLASS).1
}

/// The cover with what depends on no angle.
#[derive(Debug, Clone, Copy)]
pub(super) struct Cover {
    normal: f64,
}

impl Cover {
    pub fn new() -> Cover {
        Cover { normal: normal() }
    }

    #[inline(always)]
    fn ratio(&self, transmitted: f64) -> f64 {
        let ratio = transmitted / self.normal;
        if ratio < 1.0 { ratio } else { 1.0 }
    }

    /// Share of the beam that passes at an angle of incidence, over that at normal incidence.
    #[inline(always)]
    pub fn beam(&self, incidence_deg: f64) -> f64 {
        let (inside, coating) = pass(incidence_deg, 1.0, &COATING);
        self.ratio(coating * pass(inside, COATING.index, &GLASS).1)
    }

    /// The same for the light of the sky and of the ground at a tilt in degrees; both see bare glass.
    #[inline(always)]
    pub fn diffuse(&self, tilt_deg: f64) -> (f64, f64) {
        let sky = 59.7 - 0.1388 * tilt_deg + 0.001497 * tilt_deg * tilt_deg;
        let ground = 90.0 - 0.5788 * tilt_deg + 0.002693 * tilt_deg * tilt_deg;
        (self.ratio(pass(sky, 1.0, &GLASS).1), self.ratio(pass(ground, 1.0, &GLASS).1))
    }
}
