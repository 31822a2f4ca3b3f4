//! Rows in the shade of rows, by the linear rules of SSC.

use crate::math::atan2;
use crate::weather::transposition::Plane;

/// Steps over the slant of a row.
const SLANT: usize = 250;
/// Power of the modules that the layout is made of, W, and their length over width.
const MODULE_W: f64 = 300.0;
const ASPECT: f64 = 1.7;

/// How a plant would be laid out.
#[derive(Debug, Clone, Copy)]
pub(super) struct Layout {
    /// Module width over the distance of the rows.
    coverage: f64,
    /// Height of a row along its slant, m.
    slant_m: f64,
    /// Length of a row, m.
    length_m: f64,
    /// Whether a row is so long that the ends do not count.
    long: bool,
    /// Rows.
    rows: f64,
}

/// Share of an isotropic sky that a row sees past the one in front.
pub(super) trait SkyShare {
    /// The share of a plane.
    fn of(&mut self, layout: &Layout, plane: &Plane) -> f64;
}

/// The same share for every row, of planes that do not move.
pub(super) struct Same(pub f64);

impl SkyShare for Same {
    #[inline(always)]
    fn of(&mut self, _: &Layout, _: &Plane) -> f64 {
        self.0
    }
}

/// Shares by the whole degrees of the tilt, as SSC keeps them for trackers: the first tilt that is met within a degree stands for
/// all that follow, so that a year depends on the order of its rows by up to 1e-4.
pub(super) struct ByDegree([Option<f64>; 181]);

impl Default for ByDegree {
    fn default() -> ByDegree {
        ByDegree([None; 181])
    }
}

impl SkyShare for ByDegree {
    #[inline(always)]
    fn of(&mut self, layout: &Layout, plane: &Plane) -> f64 {
        let tilt_deg = atan2(plane.sin_tilt, plane.cos_tilt) * (180.0 / core::f64::consts::PI);
        // a tracker at a limit of whole degrees is in the degree that begins there
        match self.0.get_mut((tilt_deg + 1e-9) as usize) {
            Some(known) => *known.get_or_insert_with(|| layout.sky(plane.sin_tilt, plane.cos_tilt)),
            None => layout.sky(plane.sin_tilt, plane.cos_tilt),
        }
    }
}

/// Sun and plane of a row.
#[derive(Debug, Clone, Copy)]
pub(super) struct Pose {
    /// Sine and cosine of the apparent elevation.
    pub sin_elevation: f64,
    pub cos_elevation: f64,
    /// Sine and cosine of the tilt.
    pub sin_tilt: f64,
    pub cos_tilt: f64,
    /// Sine and cosine of the sun's azimuth less that of the plane.
    pub sin_turn: f64,
    pub cos_turn: f64,
}

impl Layout {
    /// The layout of a power with modules of an efficiency, `high` of them above one another.
    pub fn new(power_w: f64, efficiency: f64, high: f64, coverage: f64) -> Layout {
        let width_m = (MODULE_W / (1000.0 * efficiency) / ASPECT).sqrt();
        let count = (power_w / MODULE_W).ceil();
        let rows = (count / high).sqrt().ceil();
        let across = (count / (rows * high)).ceil();
        Layout {
            coverage,
            slant_m: high * width_m * ASPECT,
            length_m: across * width_m,
            long: (across / 7.0).floor() > 1.0,
            rows,
        }
    }

    /// Share of the beam on a fixed rack behind others.
    #[inline(always)]
    pub fn rack_beam(&self, pose: &Pose) -> f64 {
        let faces = pose.sin_elevation > 0.0 && pose.sin_tilt > 0.0 && pose.cos_turn > 0.0;
        let cotangent = pose.cos_elevation / if faces { pose.sin_elevation } else { 1.0 };
        let along = self.slant_m * (pose.cos_tilt + pose.cos_turn * pose.sin_tilt * cotangent);
        let across = self.slant_m * pose.sin_tilt * pose.sin_turn * cotangent;
        let distance = self.slant_m / self.coverage;
        let height = self.slant_m * (1.0 - distance / along);
        let height = if height > 0.0 { height } else { 0.0 };
        let height = if height < self.slant_m { height } else { self.slant_m };
        let free = distance * across / along;
        let free = if free > 0.0 && !self.long { free } else { 0.0 };
        let free = if free < self.length_m { free } else { self.length_m };
        let shaded = height * (self.length_m - free) / (self.slant_m * self.length_m);
        if faces { 1.0 - shaded } else { 1.0 }
    }

    /// Share of the beam on a tracker that does not turn back, from its rotation and the one that would face the sun, radians.
    #[inline(always)]
    pub fn tracker_beam(&self, sin_rotation: f64, cos_rotation: f64, tan_wanted: f64) -> f64 {
        let reach = self.coverage * (sin_rotation * tan_wanted + cos_rotation);
        let shaded = (reach - 1.0) / reach;
        let shaded = if shaded > 0.0 { shaded } else { 0.0 };
        1.0 - if shaded < 1.0 { shaded } else { 1.0 }
    }

    /// Share of an isotropic sky that a slant sees past the row in front, averaged over it.
    #[inline(always)]
    pub fn sky(&self, sin_tilt: f64, cos_tilt: f64) -> f64 {
        if sin_tilt <= 0.0 {
            return 1.0;
        }
        let mut stripes = [0.0; 10];
        for step in 0..SLANT / 10 {
            for (lane, stripe) in stripes.iter_mut().enumerate() {
                let above = 1.0 - (step * 10 + lane) as f64 / SLANT as f64;
                // tangent of the angle over the perpendicular at which the row in front ends; the sine of it plus the tilt
                let tangent = cos_tilt / sin_tilt - 1.0 / (self.coverage * sin_tilt * above);
                let sine = (sin_tilt + cos_tilt * tangent) / (1.0 + tangent * tangent).sqrt();
                *stripe += 1.0 + if cos_tilt >= 0.0 { sine.abs() } else { sine };
            }
        }
        let mean = stripes.iter().sum::<f64>() / SLANT as f64 / (1.0 + cos_tilt.abs());
        if mean < 1.0 { mean } else { 1.0 }
    }

    /// Share of the ground's light that is left between rows; `beam` and `diffuse` are the light on the horizontal, W/m².
    #[inline(always)]
    pub fn ground(&self, pose: &Pose, beam: f64, diffuse: f64) -> f64 {
        let open = 0.5 * (1.0 - pose.cos_tilt);
        let view = |distance: f64| {
            0.5 * (1.0 + distance - (distance * distance + 2.0 * distance * pose.cos_tilt + 1.0).sqrt())
        };
        let up = pose.sin_elevation > 0.0;
        let sine = pose.sin_elevation * pose.cos_tilt + pose.cos_elevation * pose.sin_tilt;
        let lit = 1.0 / self.coverage - sine / if up { pose.sin_elevation } else { 1.0 };
        let lit = if lit > 1e-5 && up { lit } else { 1e-5 };
        let behind = |view: f64| (open + (self.rows - 1.0) * view) / self.rows;
        let got = behind(view(lit)) * beam + behind(view(1.0 / self.coverage)) * diffuse;
        let all = open * (beam + diffuse);
        if all > 0.0 { got / all } else { 1.0 }
    }
}
