use super::clearness;
use crate::math::exp;
use crate::weather::air_mass::{SEA_LEVEL_PA, kasten};
use crate::weather::extraterrestrial::spencer;

/// Solar constant of DISC, W/m².
const DISC_CONSTANT: f64 = 1370.0;
/// Largest air mass of DISC.
const MOST_AIR_MASS: f64 = 12.0;

/// What DISC computes.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Disc {
    /// Direct normal irradiance before the sun's height is judged, W/m².
    pub dni: f64,
    /// Clearness index.
    pub kt: f64,
    /// Absolute air mass, at most 12.
    pub air_mass: f64,
}

/// Direct irradiance of DISC.
///
/// Source: E. L. Maxwell, "A Quasi-Physical Model for Converting Hourly Global Horizontal to Direct Normal Insolation",
/// SERI/TR-215-3087 (1987).
#[inline(always)]
pub(crate) fn disc(ghi: f64, zenith_deg: f64, cos_zenith: f64, day_of_year: f64, pressure_pa: f64) -> Disc {
    let extraterrestrial = DISC_CONSTANT * spencer(day_of_year);
    let kt = clearness(ghi, cos_zenith, extraterrestrial);
    // The formula has no value near 93.9 degrees and beyond, where there is no direct light anyway.
    let low = zenith_deg > 90.0;
    let air_mass =
        kasten(if low { 90.0 } else { zenith_deg }, if low { 0.0 } else { cos_zenith }) * (pressure_pa / SEA_LEVEL_PA);
    let air_mass = if air_mass < MOST_AIR_MASS { air_mass } else { MOST_AIR_MASS };
    let clear = kt > 0.6;
    let a = cubic(kt, if clear { [-5.743, 21.77, -27.49, 11.56] } else { [0.512, -1.56, 2.286, -2.222] });
    let b = cubic(kt, if clear { [41.4, -118.5, 66.05, 31.9] } else { [0.37, 0.962, 0.0, 0.0] });
    let c = cubic(kt, if clear { [-47.01, 184.2, -222.0, 73.81] } else { [-0.28, 0.932, -2.048, 0.0] });
    let knc = 0.866 + air_mass * (-0.122 + air_mass * (0.0121 + air_mass * (-0.000653 + air_mass * 1.4e-5)));
    Disc { dni: extraterrestrial * (knc - (a + b * exp(c * air_mass))), kt, air_mass }
}

#[inline(always)]
fn cubic(x: f64, [c0, c1, c2, c3]: [f64; 4]) -> f64 {
    c0 + x * (c1 + x * (c2 + x * c3))
}
