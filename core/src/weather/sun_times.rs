//! Sunrise, transit and sunset.
//!
//! Source: I. Reda, A. Andreas, NREL/TP-560-34302 (revised 2008), section A.2.

use super::spa::{DAY_S, Ephemeris, Geocentric, LANES, sidereal_deg};
use crate::math::{Level, acos, asin, sin_cos};

const RADIANS: f64 = core::f64::consts::PI / 180.0;
const DEGREES: f64 = 180.0 / core::f64::consts::PI;
/// Elevation of the sun's centre at sunrise and sunset, degrees.
const HORIZON_DEG: f64 = -0.8333;

/// Why a day has no sunrise and no sunset.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Polar {
    /// The sun stays up.
    Day,
    /// The sun stays down.
    Night,
}

/// What the sun does on a day, in seconds from its midnight (universal time).
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct SunTimes {
    /// Highest sun.
    pub transit_s: f64,
    /// Sunrise and sunset, or why there is none; the first may lie before the day, the second after it.
    pub rise_set_s: Result<(f64, f64), Polar>,
}

/// The sun of the midnights around a day, from which all sites are served.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Midnights {
    /// The day before, the day and the day after, at midnight of terrestrial time.
    suns: [Geocentric; 3],
    /// Apparent sidereal time at midnight of universal time, degrees.
    sidereal_deg: f64,
    delta_t_s: f64,
}

impl Midnights {
    /// The midnights around a day, numbered from 2000-01-01.
    pub fn new(ephemeris: Ephemeris, number: i64, delta_t_s: f64, level: Level) -> Midnights {
        let midnight = number as f64 - 0.5;
        let mut jme = [midnight / 365_250.0; LANES];
        let terrestrial = [midnight - 1.0, midnight, midnight + 1.0, midnight + delta_t_s / DAY_S as f64];
        for (slot, days) in jme.iter_mut().zip(terrestrial) {
            *slot = days / 365_250.0;
        }
        let [before, here, after, now, ..] = ephemeris.suns(&jme, level);
        Midnights { suns: [before, here, after], sidereal_deg: sidereal_deg(midnight) + now.equinoxes_deg, delta_t_s }
    }

    /// Sunrise, transit and sunset at a place, degrees.
    pub fn times(&self, latitude: f64, longitude: f64) -> SunTimes {
        let [_, here, _] = self.suns;
        let (sin_latitude, cos_latitude) = sin_cos(latitude * RADIANS);
        let (sin_horizon, _) = sin_cos(HORIZON_DEG * RADIANS);
        let (sin_declination, cos_declination) = sin_cos(here.declination_deg * RADIANS);
        let transit = (here.right_ascension_deg - longitude - self.sidereal_deg) / 360.0;
        let transit = transit - transit.floor();
        let noon = self.at(transit, longitude);
        let transit_s = (transit - noon.hour_angle_deg / 360.0) * DAY_S as f64;
        let cos_half = (sin_horizon - sin_latitude * sin_declination) / (cos_latitude * cos_declination);
        if !(-1.0..=1.0).contains(&cos_half) {
            let polar = if cos_half < -1.0 { Polar::Day } else { Polar::Night };
            return SunTimes { transit_s, rise_set_s: Err(polar) };
        }
        let half = acos(cos_half) * DEGREES / 360.0;
        let event = |fraction: f64| {
            // The formulas hold within the day; a sunrise before it and a sunset after it keep their whole day.
            let whole = fraction.floor();
            let fraction = fraction - whole;
            let sun = self.at(fraction, longitude);
            let (sin_hour, cos_hour) = sin_cos(sun.hour_angle_deg * RADIANS);
            let (sin_declination, cos_declination) = sin_cos(sun.declination_deg * RADIANS);
            let elevation = asin(sin_latitude * sin_declination + cos_latitude * cos_declination * cos_hour) * DEGREES;
            let slope = 360.0 * cos_declination * cos_latitude * sin_hour;
            (whole + fraction + (elevation - HORIZON_DEG) / slope) * DAY_S as f64
        };
        SunTimes { transit_s, rise_set_s: Ok((event(transit - half), event(transit + half))) }
    }

    fn at(&self, fraction: f64, longitude: f64) -> Moment {
        let [before, here, after] = self.suns;
        let n = fraction + self.delta_t_s / DAY_S as f64;
        let right_ascension =
            quadratic(before.right_ascension_deg, here.right_ascension_deg, after.right_ascension_deg, n);
        let declination_deg = quadratic(before.declination_deg, here.declination_deg, after.declination_deg, n);
        let hour = (self.sidereal_deg + 360.985647 * fraction + longitude - right_ascension) / 360.0;
        let hour_angle_deg = (hour - (hour + 0.5).floor()) * 360.0;
        Moment { hour_angle_deg, declination_deg }
    }
}

/// The sun of a moment.
struct Moment {
    hour_angle_deg: f64,
    declination_deg: f64,
}

/// Interpolation between three midnights; differences of more than two degrees have crossed the whole circle.
fn quadratic(before: f64, here: f64, after: f64, n: f64) -> f64 {
    let wrap = |difference: f64| {
        if difference.abs() > 2.0 { difference - 360.0 * (difference / 360.0 + 0.5).floor() } else { difference }
    };
    let a = wrap(here - before);
    let b = wrap(after - here);
    here + n * (a + b + (b - a) * n) / 2.0
}
