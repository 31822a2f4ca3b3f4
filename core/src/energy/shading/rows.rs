use crate::math::{atan, atan2, cos, ln, sin_cos};

/// Elevation up to which the row in front hides the sky from a place on the slant, radians; `place` is 0 at the lower edge and 1 at
/// the upper one, the tilt in radians.
///
/// Source: J. Passias, B. Källbäck, *Solar Cells* 11 (1984) 281.
pub(crate) fn masking_angle(tilt: f64, coverage: f64, place: f64) -> f64 {
    let (s, c) = sin_cos(tilt);
    let rest = coverage * (1.0 - place);
    atan2(rest * s, 1.0 - rest * c)
}

/// The same averaged over the slant, radians, in closed form.
pub(crate) fn mean_masking_angle(tilt: f64, coverage: f64) -> f64 {
    let (s, c) = sin_cos(tilt);
    if s <= 0.0 {
        return 0.0;
    }
    let x = 1.0 / coverage;
    // at full coverage and tilt zero the logarithm's argument vanishes; that case has left already
    let term1 = -x * s * ln((2.0 * x * c - (x * x + 1.0)).abs()) / 2.0;
    let term2 = (x * c - 1.0) * atan((x * c - 1.0) / (x * s));
    let term3 = (1.0 - x * c) * atan(c / s);
    let term4 = x * ln(x) * s;
    term1 + term2 + term3 + term4
}

/// Share of the sky's light that a masking angle in radians takes away.
pub(crate) fn sky_loss(masking: f64) -> f64 {
    let c = cos(0.5 * masking);
    1.0 - c * c
}

/// Angle below the horizontal at which the ground begins behind the row in front, radians; `place` as above.
pub(crate) fn ground_angle(tilt: f64, coverage: f64, place: f64) -> f64 {
    let (s, c) = sin_cos(tilt);
    atan2(coverage * place * s, coverage * place * c + 1.0)
}

/// Share of a row's slant in the shade of the row before it; angles in radians.
///
/// `shading` and `shaded` are the rotations of both rows, `projected` the projected zenith, `cross` the slope across the rows.
///
/// Source: K. S. Anderson, A. R. Jensen, *Journal of Renewable and Sustainable Energy* 16 (2024) 023504, eq. 12.
#[inline(always)]
pub(crate) fn shaded_fraction(shading: f64, shaded: f64, projected: f64, coverage: f64, cross: f64) -> f64 {
    let own = cos(shaded - projected).abs();
    let other = cos(shading - projected).abs();
    let length = cos(projected - cross) / (coverage * own * cos(cross));
    let fraction = 0.5 + 0.5 * other / own - length;
    let fraction = if fraction > 0.0 { fraction } else { 0.0 };
    if fraction < 1.0 { fraction } else { 1.0 }
}
