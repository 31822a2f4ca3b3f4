//! Difference between terrestrial time and universal time (ΔT).

/// First year of the formulas.
pub(crate) const FIRST_YEAR: i32 = 1800;

/// ΔT in seconds in the middle of a month; the year, not the month, chooses the polynomial.
///
/// Source: F. Espenak, J. Meeus, *Five Millennium Canon of Solar Eclipses*, NASA/TP-2006-214141.
pub(crate) fn delta_t_s(year: i32, month: u32) -> f64 {
    let y = f64::from(year) + (f64::from(month) - 0.5) / 12.0;
    let parabola = {
        let u = (y - 1820.0) / 100.0;
        -20.0 + 32.0 * u * u
    };
    match year {
        ..1860 => horner(
            y - 1800.0,
            &[13.72, -0.332447, 0.0068612, 0.0041116, -0.00037436, 0.0000121272, -0.0000001699, 0.000000000875],
        ),
        ..1900 => horner(y - 1860.0, &[7.62, 0.5737, -0.251754, 0.01680668, -0.0004473624, 1.0 / 233_174.0]),
        ..1920 => horner(y - 1900.0, &[-2.79, 1.494119, -0.0598939, 0.0061966, -0.000197]),
        ..1941 => horner(y - 1920.0, &[21.20, 0.84493, -0.076100, 0.0020936]),
        ..1961 => horner(y - 1950.0, &[29.07, 0.407, -1.0 / 233.0, 1.0 / 2547.0]),
        ..1986 => horner(y - 1975.0, &[45.45, 1.067, -1.0 / 260.0, -1.0 / 718.0]),
        ..2005 => horner(y - 2000.0, &[63.86, 0.3345, -0.060374, 0.0017275, 0.000651814, 0.00002373599]),
        ..2050 => horner(y - 2000.0, &[62.92, 0.32217, 0.005589]),
        ..2150 => parabola - 0.5628 * (2150.0 - y),
        _ => parabola,
    }
}

fn horner(x: f64, coefficients: &[f64]) -> f64 {
    coefficients.iter().rev().fold(0.0, |sum, coefficient| sum * x + coefficient)
}
