//! Light on both sides of rows of modules (*bifacial*).
//!
//! Sources: M. Mikofski, R. Darawali, M. Hamer, A. Neubert, J. Newmiller, Proc. 46th IEEE Photovoltaic Specialists Conference (2019)
//! 939; K. S. Anderson, A. R. Jensen, C. W. Hansen (2026), as implemented in pvlib 0.16.1.

use crate::math::{atan, atan2, sin_cos, tan};
use crate::weather::transposition::Plane;

const RADIANS: f64 = core::f64::consts::PI / 180.0;
const DEGREES: f64 = 180.0 / core::f64::consts::PI;
/// Elevation of the sun below which the whole ground between rows is in the shade, as projected zenith in degrees.
const MOST_PROJECTED_DEG: f64 = 85.0;
/// Elevation above the horizon to which the rows are followed for the sky that the ground sees, degrees.
const LEAST_SKY_DEG: f64 = 5.0;
/// Angles that differ by less are the same line of sight, radians.
const SAME_LINE: f64 = 1e-8;

/// Rows of modules over the ground.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Rows {
    /// Tilt of the front, degrees.
    pub tilt_deg: f64,
    /// Azimuth of the front, degrees.
    pub azimuth_deg: f64,
    /// Module width over the distance of the rows.
    pub coverage: f64,
    /// Height of the middle of the modules over the distance of the rows.
    pub height: f64,
    /// Share of the light that the ground reflects.
    pub albedo: f64,
}

/// The sun and its light.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Sunlight {
    /// Apparent zenith, degrees.
    pub zenith_deg: f64,
    /// Azimuth, degrees.
    pub azimuth_deg: f64,
    /// Global horizontal irradiance, W/m².
    pub ghi: f64,
    /// Direct normal irradiance, W/m².
    pub dni: f64,
    /// Diffuse horizontal irradiance, W/m².
    pub dhi: f64,
}

/// Light on one side, W/m².
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Side {
    /// From the sun, on the part that is not in the shade.
    pub direct: f64,
    /// From the sky.
    pub sky: f64,
    /// From the ground.
    pub ground: f64,
    /// Share of the slant in the shade.
    pub shaded: f64,
}

impl Side {
    /// All of it.
    pub fn total(&self) -> f64 {
        self.direct + self.ground + self.sky
    }
}

impl Rows {
    /// The same rows seen from behind.
    fn turned(self) -> Rows {
        let azimuth = self.azimuth_deg + 180.0;
        let azimuth_deg = if azimuth >= 360.0 { azimuth - 360.0 } else { azimuth };
        Rows { tilt_deg: 180.0 - self.tilt_deg, azimuth_deg, ..self }
    }

    /// Light on the front and on the back.
    pub fn both(self, sun: &Sunlight) -> (Side, Side) {
        (self.side(sun), self.turned().side(sun))
    }

    /// Light on the front, whose tilt may be above 90 degrees.
    fn side(&self, sun: &Sunlight) -> Side {
        let (sin_tilt, cos_tilt) = sin_cos(self.tilt_deg * RADIANS);
        let (sin_zenith, cos_zenith) = sin_cos(sun.zenith_deg * RADIANS);
        let (sin_azimuth, cos_azimuth) = sin_cos(sun.azimuth_deg * RADIANS);
        let cosine = Plane::new(self.tilt_deg, self.azimuth_deg).cos_incidence(
            sin_zenith * sin_azimuth,
            sin_zenith * cos_azimuth,
            cos_zenith,
        );
        let (_, turn) = sin_cos((sun.azimuth_deg - self.azimuth_deg) * RADIANS);
        let tan_projected = turn * tan(sun.zenith_deg * RADIANS);
        let lit_ground = self.lit_ground(sin_tilt, cos_tilt, tan_projected);
        let reflected =
            self.albedo * (lit_ground * (sun.ghi - sun.dhi) + self.ground_to_sky(sin_tilt, cos_tilt) * sun.dhi);
        let length = self.coverage * (sin_tilt * tan_projected + cos_tilt);
        // behind the modules there is nothing but shade, and a short shadow does not reach the next row
        let shaded = if cosine > 0.0 { 1.0 - 1.0 / length } else { 1.0 };
        let shaded = if length > 1.0 { shaded } else { 0.0 };
        Side {
            direct: sun.dni * cosine.max(0.0) * (1.0 - shaded),
            sky: sun.dhi * self.row_to_sky(cos_tilt),
            ground: reflected * self.row_to_ground(sin_tilt, cos_tilt),
            shaded,
        }
    }

    /// Share of the ground between the rows that the sun reaches.
    fn lit_ground(&self, sin_tilt: f64, cos_tilt: f64, tan_projected: f64) -> f64 {
        if (atan(tan_projected) * DEGREES).abs() > MOST_PROJECTED_DEG {
            return 0.0;
        }
        (1.0 - self.coverage * (cos_tilt + sin_tilt * tan_projected).abs()).max(0.0)
    }

    /// View of the sky from a row, averaged over its slant.
    fn row_to_sky(&self, cos_tilt: f64) -> f64 {
        let a = 1.0 / self.coverage;
        let q = |x: f64| (a * a - 2.0 * a * cos_tilt * (1.0 - x) + (1.0 - x) * (1.0 - x)).sqrt();
        0.5 * (1.0 + q(1.0) - q(0.0))
    }

    /// View of the ground from a row, averaged over its slant, by crossed strings to each of the spaces between forty rows.
    ///
    /// With all rows of an infinite field it would be ½ [1 − (q(1) − q(0))], q(x)² = A² + 2 A x cos β + x², A = 1/coverage; the
    /// reference follows twenty rows to either side, and so does this.
    fn row_to_ground(&self, sin_tilt: f64, cos_tilt: f64) -> f64 {
        const ROWS: i32 = 20;
        /// The edges that hide the ground lie a little outside of the module, so that no string starts on them.
        const OUTSIDE: f64 = 0.5001;
        // a module that hangs flat has no lower edge
        let (sin_tilt, cos_tilt) =
            if self.tilt_deg == 180.0 { sin_cos(179.9999 * RADIANS) } else { (sin_tilt, cos_tilt) };
        // one unit is the width of a module, its middle one unit above the ground
        let pitch = 1.0 / self.coverage;
        let right = Point { x: -pitch - OUTSIDE * cos_tilt, y: 1.0 - OUTSIDE * sin_tilt.abs() };
        let left = Point { x: right.x + pitch, y: right.y };
        let low = Point { x: -0.5 * cos_tilt, y: 1.0 - 0.5 * sin_tilt };
        let high = Point { x: 0.5 * cos_tilt, y: 1.0 + 0.5 * sin_tilt };
        let mut sum = 0.0;
        for number in -ROWS..ROWS {
            let near = Point { x: f64::from(number) * pitch, y: 0.0 };
            let far = Point { x: f64::from(number + 1) * pitch, y: 0.0 };
            let crossed = low.string(&near, &left, &right) + high.string(&far, &left, &right);
            let straight = high.string(&near, &left, &right) + low.string(&far, &left, &right);
            sum += (0.5 * (crossed - straight)).max(0.0);
        }
        sum
    }

    /// View of the sky from the ground, averaged over the distance of two rows, by crossed strings through each gap.
    fn ground_to_sky(&self, sin_tilt: f64, cos_tilt: f64) -> f64 {
        let rows = (self.height / tan(LEAST_SKY_DEG * RADIANS)).ceil() as i64;
        let (x, y) = (0.5 * self.coverage * cos_tilt, 0.5 * self.coverage * sin_tilt);
        let (start, end) = (Point { x: 0.0, y: 0.0 }, Point { x: 1.0, y: 0.0 });
        // The upper edges bound the gaps: the positive end for a tilt above zero, both alike without tilt.
        let upper = if self.tilt_deg > 0.0 { 1.0 } else { 0.0 };
        let mut sum = 0.0;
        for number in -rows..=rows {
            let at = number as f64;
            let right_edge = Point { x: at + 1.0 + upper * x, y: self.height + upper * y };
            let left_edge = Point { x: right_edge.x - 1.0, y: right_edge.y };
            let module = |at: f64| [Point { x: at - x, y: self.height - y }, Point { x: at + x, y: self.height + y }];
            let [low, high] = module(at);
            let left = if start.angle(&low) > start.angle(&high) { high } else { low };
            let [low, high] = module(at + 1.0);
            let right = if end.angle(&low) > end.angle(&high) { low } else { high };
            let string = |from: &Point, to: &Point| from.string(to, &left, &right);
            let crossed = string(&start, &right_edge) + string(&end, &left_edge);
            let straight = string(&end, &right_edge) + string(&start, &left_edge);
            sum += (0.5 * (crossed - straight)).max(0.0);
        }
        sum
    }
}

/// A point across the rows; one unit is the distance of two rows.
#[derive(Debug, Clone, Copy)]
struct Point {
    x: f64,
    y: f64,
}

impl Point {
    fn angle(&self, to: &Point) -> f64 {
        atan2(to.y - self.y, to.x - self.x)
    }

    fn distance(&self, to: &Point) -> f64 {
        let (dx, dy) = (to.x - self.x, to.y - self.y);
        (dx * dx + dy * dy).sqrt()
    }

    /// Length of a string that bends at what stands in its way on the left or on the right.
    fn string(&self, to: &Point, left: &Point, right: &Point) -> f64 {
        let angle = self.angle(to);
        if self.angle(right) - angle > SAME_LINE {
            self.distance(right) + right.distance(to)
        } else if angle - self.angle(left) > SAME_LINE {
            self.distance(left) + left.distance(to)
        } else {
            self.distance(to)
        }
    }
}
