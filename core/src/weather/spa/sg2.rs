use super::geocentric::{Geocentric, LANES};
use super::terms::B;
use super::wrap360;
use crate::math::{asin, atan2, cos, sin_cos};

const RADIANS: f64 = core::f64::consts::PI / 180.0;
const DEGREES: f64 = 180.0 / core::f64::consts::PI;
const TURN: f64 = 2.0 * core::f64::consts::PI;
/// Days from 1980-01-01, from which SG2 counts, to J2000.0.
const SINCE_1980: f64 = 7305.5;

/// Periods in days, amplitudes and phases in radians of the Earth's heliocentric longitude.
#[rustfmt::skip]
const LONGITUDE: [[f64; 3]; 10] = [
    [365.261278, 3.401508e-2, 1.600780], [182.632412, 3.486440e-4, 1.662976], [29.530634, 3.136227e-5, -1.195905],
    [399.529850, 3.578979e-5, -1.042052], [291.956812, 2.676185e-5, 2.012613], [583.598201, 2.333925e-5, -2.867714],
    [4652.629372, 1.221214e-5, 1.225038], [1450.236684, 1.217941e-5, -0.828601], [199.459709, 1.343914e-5, -3.108253],
    [365.355291, 8.499475e-4, -2.353709],
];
/// Period of the node of the moon, days.
const NODE: f64 = 6791.164405;

/// The sun after SG2 as the simulation core of SAM (SSC) computes it, at instants in Julian millennia of terrestrial time.
///
/// SSC takes the aberration of the paper, -9.933735e-5 radians, for degrees, so that its sun is 0.0056° ahead in longitude.
///
/// Source: P. Blanc, L. Wald, *Solar Energy* 86 (2012) 3072; NREL/ssc, `lib_irradproc`.
pub(crate) fn sg2_of_ssc(jme: &[f64; LANES]) -> [Geocentric; LANES] {
    jme.map(|jme| {
        let days = jme * 365_250.0 + SINCE_1980;
        let wave = |period: f64, phase: f64| cos(TURN * days / period - phase);
        let mut longitude = days / 58.130101 + 1.742145;
        for [period, amplitude, phase] in LONGITUDE {
            longitude += amplitude * wave(period, phase);
        }
        let mut latitude = 0.0;
        for row in B.iter().rev() {
            latitude = latitude * jme + row.iter().map(|[a, b, c]| a * cos(b + c * jme)).sum::<f64>();
        }
        let psi_deg = 8.329092e-5 * wave(NODE, -2.052757) * DEGREES;
        let obliquity = 4.456183e-5 * wave(NODE, 2.660352) - 6.216374e-9 * days + 0.4091383;
        let lambda = (wrap360(longitude * DEGREES + 180.0) + psi_deg - 9.933735e-5) * RADIANS;
        let ((sl, cl), (se, ce)) = (sin_cos(lambda), sin_cos(obliquity));
        let (sb, cb) = sin_cos(-latitude * 1e-8);
        Geocentric {
            right_ascension_deg: wrap360(atan2(sl * ce - sb / cb * se, cl) * DEGREES),
            declination_deg: asin(sb * ce + cb * se * sl) * DEGREES,
            radius_au: 1.000140 + 0.016704 * wave(365.254902, -3.091159),
            equinoxes_deg: psi_deg * ce,
        }
    })
}
