//! From the horizontal to the plane of the modules (*transposição*).
//!
//! Beam and ground are the same for every model; the models differ in the light of the sky. Zenith is the apparent one. Where the sun
//! is below the horizon or the air mass is unknown, the caller gives zero for the sky.

mod dome;
mod hay_davies;
mod isotropic;
mod klucher;
mod perez;
mod perez_driesse;
mod perez_sets;
mod plane;
mod reindl;

pub(crate) use dome::Dome;
pub(crate) use hay_davies::hay_davies;
pub(crate) use isotropic::isotropic;
pub(crate) use klucher::klucher;
pub(crate) use perez::{perez, sam_perez};
pub(crate) use perez_driesse::perez_driesse;
pub use perez_sets::PerezSet;
pub(crate) use perez_sets::{Coefficients, SAM_1990};
pub(crate) use plane::{Plane, ground};
pub(crate) use reindl::reindl;

/// The light of one instant.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Light {
    /// Global horizontal irradiance, W/m².
    pub ghi: f64,
    /// Direct normal irradiance, W/m².
    pub dni: f64,
    /// Diffuse horizontal irradiance, W/m².
    pub dhi: f64,
    /// Irradiance outside the atmosphere, W/m².
    pub extraterrestrial: f64,
    /// Relative air mass.
    pub air_mass: f64,
    /// Apparent zenith, radians.
    pub zenith: f64,
    /// Its cosine.
    pub cos_zenith: f64,
}

/// Light of the sky in the plane, W/m², by where it comes from.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Sky {
    /// From the whole sky alike.
    pub isotropic: f64,
    /// From around the sun.
    pub circumsolar: f64,
    /// From the band above the horizon.
    pub horizon: f64,
}

impl Sky {
    /// All of it.
    #[inline(always)]
    pub fn total(self) -> f64 {
        self.isotropic + self.circumsolar + self.horizon
    }
}
