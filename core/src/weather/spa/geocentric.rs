use super::terms::{B, L, NUTATION, R, Term};
use super::topocentric::HourSun;
use super::wrap360;
use crate::math::{asin, atan2, cos_bounded, sin_cos_bounded};

/// Instants that are computed side by side.
pub(crate) const LANES: usize = 16;

const RADIANS: f64 = core::f64::consts::PI / 180.0;
const DEGREES: f64 = 180.0 / core::f64::consts::PI;

/// Where the sun is as seen from the centre of the Earth.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Geocentric {
    /// Apparent right ascension, degrees in 0 .. 360.
    pub right_ascension_deg: f64,
    /// Apparent declination, degrees.
    pub declination_deg: f64,
    /// Distance, astronomical units.
    pub radius_au: f64,
    /// Equation of the equinoxes: apparent less mean sidereal time, degrees.
    pub equinoxes_deg: f64,
}

/// Sum of the rows of terms times powers of `jme`.
#[inline(always)]
fn series(rows: &[&[Term]], jme: &[f64; LANES]) -> [f64; LANES] {
    let mut sums = [0.0; LANES];
    for row in rows.iter().rev() {
        for (sum, t) in sums.iter_mut().zip(jme) {
            *sum *= t;
        }
        for [a, b, c] in *row {
            for (sum, t) in sums.iter_mut().zip(jme) {
                *sum += a * cos_bounded(b + c * t);
            }
        }
    }
    for sum in &mut sums {
        *sum *= 1e-8;
    }
    sums
}

/// Coefficients of the five fundamental arguments of the nutation, degrees by powers of Julian centuries.
pub(super) const ARGUMENTS: [[f64; 4]; 5] = [
    [297.85036, 445_267.111480, -0.0019142, 1.0 / 189_474.0],
    [357.52772, 35_999.050340, -0.0001603, -1.0 / 300_000.0],
    [134.96298, 477_198.867398, 0.0086972, 1.0 / 56_250.0],
    [93.27191, 483_202.017538, -0.0036825, 1.0 / 327_270.0],
    [125.04452, -1934.136261, 0.0020708, 1.0 / 450_000.0],
];

/// The five fundamental arguments of the nutation, degrees; `t` in Julian centuries.
#[inline(always)]
pub(super) fn arguments(t: f64) -> [f64; 5] {
    ARGUMENTS.map(|[c0, c1, c2, c3]| c0 + t * (c1 + t * (c2 + t * c3)))
}

/// Mean obliquity of the ecliptic, degrees; `jme` in Julian millennia.
#[inline(always)]
fn mean_obliquity(jme: f64) -> f64 {
    let u = jme / 10.0;
    let seconds = 84_381.448
        + u * (-4680.93
            + u * (-1.55
                + u * (1999.25
                    + u * (-51.38 + u * (-249.67 + u * (-39.05 + u * (7.12 + u * (27.87 + u * (5.79 + u * 2.45)))))))));
    seconds / 3600.0
}

/// The sun of several instants, given in Julian millennia of terrestrial time from J2000.0 (within two centuries of it).
#[inline(always)]
pub(crate) fn geocentric(jme: &[f64; LANES]) -> [Geocentric; LANES] {
    let longitude = series(&L, jme);
    let latitude = series(&B, jme);
    let radius = series(&R, jme);
    let mut arguments_deg = [[0.0; LANES]; 5];
    for (lane, t) in jme.iter().enumerate() {
        for (row, argument) in arguments_deg.iter_mut().zip(arguments(t * 10.0)) {
            if let Some(slot) = row.get_mut(lane) {
                *slot = argument;
            }
        }
    }
    let [x0, x1, x2, x3, x4] = &arguments_deg;
    let (mut psi, mut epsilon) = ([0.0; LANES], [0.0; LANES]);
    for ([y0, y1, y2, y3, y4], [a, b, c, d]) in &NUTATION {
        let lanes = psi.iter_mut().zip(&mut epsilon).zip(jme).zip(x0).zip(x1).zip(x2).zip(x3).zip(x4);
        for (((((((psi, epsilon), t), x0), x1), x2), x3), x4) in lanes {
            let angle = y0 * x0 + y1 * x1 + y2 * x2 + y3 * x3 + y4 * x4;
            let (s, co) = sin_cos_bounded(wrap360(angle) * RADIANS);
            *psi += (a + b * (t * 10.0)) * s;
            *epsilon += (c + d * (t * 10.0)) * co;
        }
    }
    apparent(jme, &longitude, &latitude, &radius, &psi, &epsilon)
}

/// The apparent sun from the sums of the terms, instant by instant.
#[inline(always)]
pub(super) fn apparent(
    jme: &[f64; LANES],
    longitude: &[f64; LANES],
    latitude: &[f64; LANES],
    radius: &[f64; LANES],
    psi: &[f64; LANES],
    epsilon: &[f64; LANES],
) -> [Geocentric; LANES] {
    let mut suns = [Geocentric::default(); LANES];
    let lanes = suns.iter_mut().zip(jme).zip(longitude).zip(latitude).zip(radius).zip(psi).zip(epsilon);
    for ((((((sun, t), longitude), latitude), radius), psi), epsilon) in lanes {
        let (psi, epsilon) = (psi / 36_000_000.0, epsilon / 36_000_000.0);
        let obliquity = mean_obliquity(*t) + epsilon;
        let aberration = 20.4898 / (3600.0 * radius);
        let lambda = wrap360(longitude * DEGREES + 180.0) + psi - aberration;
        let (sl, cl) = sin_cos_bounded(lambda * RADIANS);
        let (se, ce) = sin_cos_bounded(obliquity * RADIANS);
        let (sb, cb) = sin_cos_bounded(-latitude);
        *sun = Geocentric {
            right_ascension_deg: wrap360(atan2(sl * ce - sb / cb * se, cl) * DEGREES),
            declination_deg: asin(sb * ce + cb * se * sl) * DEGREES,
            radius_au: *radius,
            equinoxes_deg: psi * ce,
        };
    }
    suns
}

impl Geocentric {
    /// The sun of an instant, in days of universal time from J2000.0, as it is for every site.
    pub fn hour_sun(&self, days: f64) -> HourSun {
        let hour_angle = sidereal_deg(days) + self.equinoxes_deg - self.right_ascension_deg;
        let (sin_gha, cos_gha) = sin_cos_bounded(hour_angle * RADIANS);
        let (sin_declination, cos_declination) = sin_cos_bounded(self.declination_deg * RADIANS);
        HourSun { sin_gha, cos_gha, sin_declination, cos_declination, radius_au: self.radius_au }
    }
}

/// Mean sidereal time at Greenwich, degrees in 0 .. 360; `days` of universal time from J2000.0.
#[inline(always)]
pub(crate) fn sidereal_deg(days: f64) -> f64 {
    let centuries = days / 36_525.0;
    wrap360(280.46061837 + 360.98564736629 * days + centuries * centuries * (0.000387933 - centuries / 38_710_000.0))
}

/// Apparent less mean solar time, minutes in -20 ..= 20; `jme` in Julian millennia of terrestrial time.
pub(crate) fn equation_of_time_minutes(jme: f64, sun: &Geocentric) -> f64 {
    let mean = 280.4664567
        + jme
            * (360_007.698_277_9
                + jme * (0.03032028 + jme * (1.0 / 49_931.0 + jme * (-1.0 / 15_300.0 - jme / 2_000_000.0))));
    let minutes = 4.0 * (wrap360(mean) - 0.0057183 - sun.right_ascension_deg + sun.equinoxes_deg);
    // The difference of two angles may be a whole day off.
    let minutes = if minutes > 20.0 { minutes - 1440.0 } else { minutes };
    if minutes < -20.0 { minutes + 1440.0 } else { minutes }
}
