use crate::math::exp;

/// A cover of glass, with or without an anti-reflective coating.
///
/// Source: W. De Soto, S. A. Klein, W. A. Beckman, *Solar Energy* 80 (2006) 78: Fresnel's reflection of both polarisations and
/// Bouguer's absorption.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Glass {
    /// Refractive index of the glass.
    index: f64,
    /// Refractive index of the coating.
    coating: Option<f64>,
    /// Extinction coefficient times thickness.
    opacity: f64,
    /// Transmittance at normal incidence.
    normal: f64,
}

/// Share of the intensity reflected where light passes from `n1` to `n2`, by polarisation.
#[inline(always)]
fn fresnel(n1: f64, c1: f64, n2: f64, c2: f64) -> (f64, f64) {
    let s = (n1 * c1 - n2 * c2) / (n1 * c1 + n2 * c2);
    let p = (n1 * c2 - n2 * c1) / (n1 * c2 + n2 * c1);
    (s * s, p * p)
}

/// Cosine of the angle behind a boundary, from the square of the sine before it.
#[inline(always)]
fn refracted(sin_squared: f64, ratio: f64) -> f64 {
    (1.0 - sin_squared / (ratio * ratio)).sqrt()
}

impl Glass {
    /// The glass of the reference chain: index 1.526, 4 /m, 2 mm, no coating.
    pub fn standard() -> Glass {
        Glass::new(1.526, 4.0, 0.002, None)
    }

    /// A glass by its index, extinction coefficient (1/m) and thickness (m), and the index of its coating.
    pub fn new(index: f64, extinction: f64, thickness_m: f64, coating: Option<f64>) -> Glass {
        let glass = Glass { index, coating, opacity: extinction * thickness_m, normal: 1.0 };
        Glass { normal: glass.transmittance(1.0), ..glass }
    }

    #[inline(always)]
    fn transmittance(&self, c1: f64) -> f64 {
        let sin_squared = 1.0 - c1 * c1;
        let inside = refracted(sin_squared, self.index);
        let (s, p) = match self.coating {
            None => {
                let (s, p) = fresnel(1.0, c1, self.index, inside);
                (1.0 - s, 1.0 - p)
            }
            Some(coating) => {
                let between = refracted(sin_squared, coating);
                let (s12, p12) = fresnel(1.0, c1, coating, between);
                let (s23, p23) = fresnel(coating, between, self.index, inside);
                let both = |a: f64, b: f64| (1.0 - a) * (1.0 - b) / (1.0 - a * b);
                (both(s12, s23), both(p12, p23))
            }
        };
        0.5 * (s + p) * exp(-self.opacity / inside)
    }

    /// The modifier at a cosine of the angle of incidence.
    #[inline(always)]
    pub fn modifier(&self, cos_incidence: f64) -> f64 {
        let lit = cos_incidence > 0.0;
        let modifier = self.transmittance(if lit { cos_incidence } else { 1.0 }) / self.normal;
        if lit { modifier } else { 0.0 }
    }
}
