use super::Sky;

/// Light of the sky before a plane is chosen, W/m²: what depends on the sun and the weather alone.
///
/// The models of Hay and Davies, Perez, and Perez and Driesse are linear in it, so that the planes of many systems share it.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(crate) struct Dome {
    /// From the whole sky alike, on the horizontal.
    pub isotropic: f64,
    /// From around the sun, on a plane that faces it.
    pub circumsolar: f64,
    /// From the band above the horizon, on a vertical plane.
    pub horizon: f64,
}

impl Dome {
    /// The light in a plane, which may come out below zero.
    #[inline(always)]
    pub fn unfloored(&self, cos_incidence: f64, sin_tilt: f64, cos_tilt: f64) -> Sky {
        let facing = if cos_incidence > 0.0 { cos_incidence } else { 0.0 };
        Sky {
            isotropic: self.isotropic * (0.5 * (1.0 + cos_tilt)),
            circumsolar: self.circumsolar * facing,
            horizon: self.horizon * sin_tilt,
        }
    }

    /// The light in a plane; where it would be below zero all parts are zero.
    #[inline(always)]
    pub fn on(&self, cos_incidence: f64, sin_tilt: f64, cos_tilt: f64) -> Sky {
        let sky = self.unfloored(cos_incidence, sin_tilt, cos_tilt);
        let keep = sky.total() > 0.0;
        Sky {
            isotropic: if keep { sky.isotropic } else { 0.0 },
            circumsolar: if keep { sky.circumsolar } else { 0.0 },
            horizon: if keep { sky.horizon } else { 0.0 },
        }
    }

    /// The same light, or none.
    #[inline(always)]
    pub fn only_if(self, lit: bool) -> Dome {
        Dome {
            isotropic: if lit { self.isotropic } else { 0.0 },
            circumsolar: if lit { self.circumsolar } else { 0.0 },
            horizon: if lit { self.horizon } else { 0.0 },
        }
    }
}
