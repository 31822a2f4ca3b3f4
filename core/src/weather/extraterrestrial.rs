//! Irradiance outside the atmosphere, and two series for display.
//!
//! Sources: J. W. Spencer, *Search* 2 (1971) 172; ASCE standardised reference evapotranspiration equation (2005), eq. 23.

use crate::math::{cos, sin_cos_bounded};
use core::f64::consts::PI;

/// Solar constant of pvlib, W/m².
pub(crate) const PVLIB: f64 = 1366.1;
/// Solar constant of SAM (SSC, PVWatts), W/m².
pub(crate) const SAM: f64 = 1367.0;
/// Solar constant of ASTM E490-22, after C. Gueymard, *Solar Energy* 168 (2018) 2, W/m².
pub(crate) const MODERN: f64 = 1361.1;

/// Spencer's day angle and its sine and cosine.
#[inline(always)]
fn day_angle(day_of_year: f64) -> (f64, f64) {
    sin_cos_bounded(2.0 * PI * (day_of_year - 1.0) / 365.0)
}

/// Square of the mean over the actual distance to the sun, after Spencer.
#[inline(always)]
pub(crate) fn spencer(day_of_year: f64) -> f64 {
    let (s, c) = day_angle(day_of_year);
    let (s2, c2) = (2.0 * s * c, 2.0 * c * c - 1.0);
    1.00011 + 0.034221 * c + 0.00128 * s + 0.000719 * c2 + 0.000077 * s2
}

/// Square of the mean over the actual distance to the sun, after ASCE.
#[inline(always)]
pub(crate) fn asce(day_of_year: f64) -> f64 {
    1.0 + 0.033 * cos(2.0 * PI * day_of_year / 365.0)
}

/// Declination after Spencer, radians: for display and for the mean-day method.
pub(crate) fn declination(day_of_year: f64) -> f64 {
    let (s, c) = day_angle(day_of_year);
    let (s2, c2) = (2.0 * s * c, 2.0 * c * c - 1.0);
    let (s3, c3) = (s2 * c + c2 * s, c2 * c - s2 * s);
    0.006918 - 0.399912 * c + 0.070257 * s - 0.006758 * c2 + 0.000907 * s2 - 0.002697 * c3 + 0.00148 * s3
}

/// Equation of time after Spencer, minutes: for display.
pub(crate) fn equation_of_time_minutes(day_of_year: f64) -> f64 {
    let (s, c) = day_angle(day_of_year);
    let (s2, c2) = (2.0 * s * c, 2.0 * c * c - 1.0);
    1440.0 / (2.0 * PI) * (0.0000075 + 0.001868 * c - 0.032077 * s - 0.014615 * c2 - 0.040849 * s2)
}
