//! Air mass and pressure.
//!
//! Sources: F. Kasten, A. T. Young, *Applied Optics* 28 (1989) 4735; F. Kasten, *Arch. Meteorol. Geophys. Bioklimatol.* B 14 (1966)
//! 206; A. T. Young, *Applied Optics* 33 (1994) 1108; pressure of the standard atmosphere as in the PV Performance Modeling
//! Collaborative.
//!
//! The sun is above the horizon here; below it there is no air mass, and callers say so.

use crate::math::{exp, ln, pow};

/// Pressure of the standard atmosphere at sea level, Pa.
pub(crate) const SEA_LEVEL_PA: f64 = 101_325.0;

/// Kasten and Young 1989, from the apparent zenith in degrees and its cosine.
#[inline(always)]
pub(crate) fn kasten_young(zenith_deg: f64, cos_zenith: f64) -> f64 {
    1.0 / (cos_zenith + 0.50572 * exp(-1.6364 * ln(96.07995 - zenith_deg)))
}

/// Kasten 1966, from the true zenith in degrees and its cosine.
#[inline(always)]
pub(crate) fn kasten(zenith_deg: f64, cos_zenith: f64) -> f64 {
    1.0 / (cos_zenith + 0.15 * exp(-1.253 * ln(93.885 - zenith_deg)))
}

/// Young 1994, from the cosine of the true zenith.
#[inline(always)]
pub(crate) fn young(c: f64) -> f64 {
    (1.002432 * c * c + 0.148386 * c + 0.0096467) / (c * c * c + 0.149864 * c * c + 0.0102963 * c + 0.000303978)
}

/// Pressure of the standard atmosphere at an altitude in metres, Pa.
pub(crate) fn pressure_pa(altitude_m: f64) -> f64 {
    100.0 * pow((44_331.514 - altitude_m) / 11_880.516, 1.0 / 0.1902632)
}
