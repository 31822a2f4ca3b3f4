use crate::math::{atan, atan2, sin_cos, sin_cos_bounded};

const RADIANS: f64 = core::f64::consts::PI / 180.0;
const DEGREES: f64 = 180.0 / core::f64::consts::PI;

/// Ratio of the Earth's polar to its equatorial radius.
const FLATTENING: f64 = 0.996_647_19;
/// Equatorial radius of the Earth, m.
const EQUATOR_M: f64 = 6_378_140.0;
/// Equatorial horizontal parallax of the sun at one astronomical unit, radians (8.794″).
const PARALLAX: f64 = 8.794 / 3600.0 * RADIANS;
/// Elevation of the upper limb on the horizon, degrees: below it light is not bent.
const LOWEST_REFRACTED: f64 = -0.83337;

/// The sun of an instant as it is for every site.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct HourSun {
    /// Sine of the hour angle at Greenwich.
    pub sin_gha: f64,
    /// Cosine of the hour angle at Greenwich.
    pub cos_gha: f64,
    /// Sine of the declination.
    pub sin_declination: f64,
    /// Cosine of the declination.
    pub cos_declination: f64,
    /// Distance, astronomical units.
    pub radius_au: f64,
}

/// A place on the Earth.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Site {
    sin_latitude: f64,
    cos_latitude: f64,
    sin_longitude: f64,
    cos_longitude: f64,
    /// Distance from the axis, Earth radii.
    from_axis: f64,
    /// Distance from the plane of the equator, Earth radii.
    from_equator: f64,
}

/// Where the sun stands over a place, without refraction.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Sun {
    /// Eastward part of the direction.
    pub east: f64,
    /// Northward part of the direction.
    pub north: f64,
    /// Upward part of the direction.
    pub up: f64,
}

impl Site {
    /// The place of a latitude and longitude in degrees and an altitude in metres.
    pub fn new(latitude: f64, longitude: f64, altitude_m: f64) -> Site {
        let (sin_latitude, cos_latitude) = sin_cos(latitude * RADIANS);
        let (sin_longitude, cos_longitude) = sin_cos(longitude * RADIANS);
        // At a pole the cosine is a rounding error or zero; the arc tangent is right all the same.
        let (sin_reduced, cos_reduced) = sin_cos(atan(FLATTENING * sin_latitude / cos_latitude));
        let height = altitude_m / EQUATOR_M;
        Site {
            sin_latitude,
            cos_latitude,
            sin_longitude,
            cos_longitude,
            from_axis: cos_reduced + height * cos_latitude,
            from_equator: FLATTENING * sin_reduced + height * sin_latitude,
        }
    }

    /// The place as SSC takes it, whose parallax in radians counts as degrees: next to none.
    pub fn without_parallax(self) -> Site {
        Site { from_axis: self.from_axis * RADIANS, from_equator: self.from_equator * RADIANS, ..self }
    }

    /// The direction of the sun, parallax included.
    #[inline(always)]
    pub fn see(&self, sun: &HourSun) -> Sun {
        let sin_hour = sun.sin_gha * self.cos_longitude + sun.cos_gha * self.sin_longitude;
        let cos_hour = sun.cos_gha * self.cos_longitude - sun.sin_gha * self.sin_longitude;
        let parallax = PARALLAX / sun.radius_au;
        let x = sun.cos_declination * cos_hour - self.from_axis * parallax;
        let y = sun.cos_declination * sin_hour;
        let z = sun.sin_declination - self.from_equator * parallax;
        let scale = 1.0 / (x * x + y * y + z * z).sqrt();
        let (x, y, z) = (x * scale, y * scale, z * scale);
        Sun {
            east: -y,
            north: z * self.cos_latitude - x * self.sin_latitude,
            up: x * self.cos_latitude + z * self.sin_latitude,
        }
    }
}

impl Sun {
    /// Length of the horizontal part.
    #[inline(always)]
    pub fn horizontal(&self) -> f64 {
        (self.east * self.east + self.north * self.north).sqrt()
    }

    /// Elevation above the horizon, degrees.
    #[inline(always)]
    pub fn elevation_deg(&self) -> f64 {
        atan2(self.up, self.horizontal()) * DEGREES
    }

    /// Azimuth clockwise from north, degrees in 0 .. 360.
    #[inline(always)]
    pub fn azimuth_deg(&self) -> f64 {
        let azimuth = atan2(self.east, self.north) * DEGREES;
        let azimuth = if azimuth < 0.0 { azimuth + 360.0 } else { azimuth };
        // a rounding error west of north becomes a whole circle
        if azimuth < 360.0 { azimuth } else { 0.0 }
    }
}

/// How much the air lifts the sun, degrees; pressure in Pa, temperature in °C.
#[inline(always)]
pub(crate) fn refraction_deg(elevation_deg: f64, pressure_pa: f64, temperature_c: f64) -> f64 {
    let up = elevation_deg >= LOWEST_REFRACTED;
    let e = if up { elevation_deg } else { 0.0 };
    let (s, c) = sin_cos_bounded((e + 10.3 / (e + 5.11)) * RADIANS);
    let lift = pressure_pa / 101_000.0 * (283.0 / (273.0 + temperature_c)) * (1.02 / 60.0) * (c / s);
    if up { lift } else { 0.0 }
}
