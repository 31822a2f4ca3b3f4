//! Trackers (*rastreadores*).

use crate::math::{acos, atan2, cos, sin_cos, sin_cos_bounded};
use crate::weather::transposition::Plane;

const RADIANS: f64 = core::f64::consts::PI / 180.0;
const DEGREES: f64 = 180.0 / core::f64::consts::PI;

/// A tracker with one axis.
///
/// Sources: K. S. Anderson, M. Mikofski, "Slope-Aware Backtracking for Single-Axis Trackers", NREL/TP-5K00-76626 (2020); W. F. Marion,
/// A. P. Dobos, "Rotation Angle for the Optimum Tracking of One-Axis Trackers", NREL/TP-6A20-58891 (2013).
#[derive(Debug, Clone, Copy)]
pub(crate) struct SingleAxis {
    sin_axis_tilt: f64,
    cos_axis_tilt: f64,
    sin_axis_azimuth: f64,
    cos_axis_azimuth: f64,
    /// Largest rotation, radians.
    most: f64,
    /// Ground coverage for backtracking; none without it.
    coverage: Option<f64>,
    /// Slope across the axes, radians, and its cosine.
    cross: f64,
    cos_cross: f64,
}

impl SingleAxis {
    /// A tracker by the tilt and azimuth of its axis, its largest rotation, its ground coverage if it backtracks, and the slope of the
    /// ground across the axes, all in degrees.
    pub fn new(
        axis_tilt_deg: f64,
        axis_azimuth_deg: f64,
        most_deg: f64,
        coverage: Option<f64>,
        cross_axis_deg: f64,
    ) -> SingleAxis {
        let (sin_axis_tilt, cos_axis_tilt) = sin_cos(axis_tilt_deg * RADIANS);
        let (sin_axis_azimuth, cos_axis_azimuth) = sin_cos(axis_azimuth_deg * RADIANS);
        let cross = cross_axis_deg * RADIANS;
        SingleAxis {
            sin_axis_tilt,
            cos_axis_tilt,
            sin_axis_azimuth,
            cos_axis_azimuth,
            most: most_deg * RADIANS,
            coverage,
            cross,
            cos_cross: cos(cross),
        }
    }

    /// Rotation that faces the sun best, radians, clockwise when looking along the axis: the projected zenith.
    #[inline(always)]
    pub fn projected_zenith(&self, east: f64, north: f64, up: f64) -> f64 {
        let across = east * self.cos_axis_azimuth - north * self.sin_axis_azimuth;
        let above = (east * self.sin_axis_azimuth + north * self.cos_axis_azimuth) * self.sin_axis_tilt
            + up * self.cos_axis_tilt;
        atan2(across, above)
    }

    /// Rotation of the tracker for a projected zenith, radians.
    #[inline(always)]
    pub fn rotation(&self, projected: f64) -> f64 {
        let mut rotation = projected;
        if let Some(coverage) = self.coverage {
            let (_, c) = sin_cos_bounded(projected - self.cross);
            let free = c.abs() / (coverage * self.cos_cross);
            let shaded = free < 1.0;
            let back = acos(if shaded { free } else { 1.0 });
            let back = if projected < 0.0 { -back } else { back };
            rotation = if shaded { projected - back } else { projected };
        }
        let rotation = if rotation > self.most { self.most } else { rotation };
        if rotation < -self.most { -self.most } else { rotation }
    }

    /// The plane of the modules at a rotation in radians.
    #[inline(always)]
    pub fn plane(&self, rotation: f64) -> Plane {
        let (s, c) = sin_cos_bounded(rotation);
        let east = s * self.cos_axis_azimuth + c * (self.sin_axis_azimuth * self.sin_axis_tilt);
        let north = -s * self.sin_axis_azimuth + c * (self.cos_axis_azimuth * self.sin_axis_tilt);
        let cos_tilt = c * self.cos_axis_tilt;
        Plane { sin_tilt: (east * east + north * north).sqrt(), cos_tilt, east, north }
    }

    /// Azimuth of the axis less ninety degrees: what a flat tracker is said to face.
    pub fn flat_azimuth_deg(&self) -> f64 {
        let azimuth = atan2(self.sin_axis_azimuth, self.cos_axis_azimuth) * DEGREES - 90.0;
        azimuth - 360.0 * (azimuth / 360.0).floor()
    }
}

/// Tilt and azimuth of a plane, degrees; a flat one faces `flat_azimuth_deg`.
pub(crate) fn angles(plane: &Plane, flat_azimuth_deg: f64) -> (f64, f64) {
    let tilt = atan2(plane.sin_tilt, plane.cos_tilt) * DEGREES;
    if plane.sin_tilt == 0.0 {
        return (tilt, flat_azimuth_deg);
    }
    let azimuth = atan2(plane.east, plane.north) * DEGREES;
    let azimuth = if azimuth < 0.0 { azimuth + 360.0 } else { azimuth };
    (tilt, if azimuth < 360.0 { azimuth } else { 0.0 })
}
