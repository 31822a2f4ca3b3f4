//! Area of a roof on the map.

use crate::math::sin_cos;

/// Semi-major axis of the ellipsoid of SIRGAS 2000 (GRS 80), m.
const AXIS_M: f64 = 6_378_137.0;
/// Square of its eccentricity.
const ECCENTRICITY_2: f64 = 0.006_694_380_022_903_416;

/// A polygon in metres east and north of its middle.
///
/// The metric of the ellipsoid in the middle is used for all of it: within 1e-6 for a roof, 1e-4 for a plant of some kilometres.
pub(crate) fn local_metres(points_deg: &[(f64, f64)]) -> Vec<(f64, f64)> {
    let count = points_deg.len().max(1) as f64;
    let first = points_deg.first().copied().unwrap_or_default();
    // longitudes relative to the first point, so that the 180th meridian divides nothing
    let east = |longitude: f64| {
        let turn = longitude - first.1;
        turn - 360.0 * (turn / 360.0 + 0.5).floor()
    };
    let middle_latitude = points_deg.iter().map(|point| point.0).sum::<f64>() / count;
    let middle_east = points_deg.iter().map(|point| east(point.1)).sum::<f64>() / count;
    let radians = core::f64::consts::PI / 180.0;
    let (s, c) = sin_cos(middle_latitude * radians);
    let w = 1.0 - ECCENTRICITY_2 * s * s;
    let east_radius = AXIS_M / w.sqrt() * c;
    let north_radius = AXIS_M * (1.0 - ECCENTRICITY_2) / (w * w.sqrt());
    points_deg
        .iter()
        .map(|(latitude, longitude)| {
            let x = (east(*longitude) - middle_east) * radians * east_radius;
            (x, (latitude - middle_latitude) * radians * north_radius)
        })
        .collect()
}

/// Area and perimeter of a polygon in metres, by the shoelace formula; the last point is joined to the first.
pub(crate) fn area_and_perimeter(points: &[(f64, f64)]) -> (f64, f64) {
    let next = points.iter().cycle().skip(1);
    let (mut double, mut perimeter) = (0.0, 0.0);
    for ((x0, y0), (x1, y1)) in points.iter().zip(next) {
        double += x0 * y1 - x1 * y0;
        perimeter += ((x1 - x0) * (x1 - x0) + (y1 - y0) * (y1 - y0)).sqrt();
    }
    (0.5 * double.abs(), perimeter)
}

/// Whether two sides of a polygon cross; such a polygon has no area.
pub(crate) fn crosses_itself(points: &[(f64, f64)]) -> bool {
    let sides: Vec<_> = points.iter().zip(points.iter().cycle().skip(1)).collect();
    let turn = |a: &(f64, f64), b: &(f64, f64), c: &(f64, f64)| (b.0 - a.0) * (c.1 - a.1) - (b.1 - a.1) * (c.0 - a.0);
    for (number, (a, b)) in sides.iter().enumerate() {
        for (c, d) in sides.iter().skip(number + 2) {
            // the last side ends where the first begins
            if c == b || d == a {
                continue;
            }
            if turn(a, b, c) * turn(a, b, d) < 0.0 && turn(c, d, a) * turn(c, d, b) < 0.0 {
                return true;
            }
        }
    }
    false
}
