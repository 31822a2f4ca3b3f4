use crate::math::sin_cos;

/// Radians of a degree.
const RADIANS: f64 = core::f64::consts::PI / 180.0;

/// A plane by its normal.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Plane {
    /// Sine of the tilt.
    pub sin_tilt: f64,
    /// Cosine of the tilt, the upward part of the normal.
    pub cos_tilt: f64,
    /// Eastward part of the normal.
    pub east: f64,
    /// Northward part of the normal.
    pub north: f64,
}

impl Plane {
    /// The plane of a tilt and an azimuth in degrees.
    pub fn new(tilt_deg: f64, azimuth_deg: f64) -> Plane {
        let (sin_tilt, cos_tilt) = sin_cos(tilt_deg * RADIANS);
        let (sin_azimuth, cos_azimuth) = sin_cos(azimuth_deg * RADIANS);
        Plane { sin_tilt, cos_tilt, east: sin_tilt * sin_azimuth, north: sin_tilt * cos_azimuth }
    }

    /// Cosine of the angle of incidence of a direction, within -1 ..= 1.
    #[inline(always)]
    pub fn cos_incidence(&self, east: f64, north: f64, up: f64) -> f64 {
        let cosine = self.east * east + self.north * north + self.cos_tilt * up;
        let cosine = if cosine > 1.0 { 1.0 } else { cosine };
        if cosine < -1.0 { -1.0 } else { cosine }
    }
}

/// Light from the ground in a plane, W/m²; its reflection is the same in all directions.
#[inline(always)]
pub(crate) fn ground(ghi: f64, albedo: f64, cos_tilt: f64) -> f64 {
    ghi * albedo * (1.0 - cos_tilt) * 0.5
}
