use crate::math::{exp, pow};

/// Irradiance under a cloudless sky, W/m².
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct ClearSky {
    /// Global horizontal.
    pub ghi: f64,
    /// Direct normal.
    pub dni: f64,
    /// Diffuse horizontal.
    pub dhi: f64,
}

/// Clear sky of Ineichen and Perez; zero below the horizon.
///
/// `air_mass` is the absolute one, `linke` the Linke turbidity at air mass 2, `enhanced` adds the correction of Perez for a low sun.
///
/// Source: P. Ineichen, R. Perez, *Solar Energy* 73 (2002) 151.
#[inline(always)]
pub(crate) fn ineichen(
    cos_zenith: f64,
    air_mass: f64,
    linke: f64,
    altitude_m: f64,
    extraterrestrial: f64,
    enhanced: bool,
) -> ClearSky {
    let up = cos_zenith > 0.0;
    let c = if up { cos_zenith } else { 1.0 };
    let fh1 = exp(-altitude_m / 8000.0);
    let fh2 = exp(-altitude_m / 1250.0);
    let cg1 = 5.09e-5 * altitude_m + 0.868;
    let cg2 = 3.92e-5 * altitude_m + 0.0387;
    let ghi = cg1 * extraterrestrial * c * exp(-cg2 * air_mass * (fh1 + fh2 * (linke - 1.0)));
    let ghi = if enhanced { ghi * exp(0.01 * pow(air_mass, 1.8)) } else { ghi };
    let b = 0.664 + 0.163 / fh1;
    let through = extraterrestrial * (b * exp(-0.09 * air_mass * (linke - 1.0)));
    let share = 1.0 - (0.1 - 0.2 * exp(-linke)) / (0.1 + 0.882 / fh1);
    let share = if share > 0.0 { share } else { 0.0 };
    let of_global = ghi * share / c;
    let dni = if through < of_global { through } else { of_global };
    ClearSky {
        ghi: if up { ghi } else { 0.0 },
        dni: if up { dni } else { 0.0 },
        dhi: if up { ghi - dni * c } else { 0.0 },
    }
}
