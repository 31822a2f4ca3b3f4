//! Interpolation in tables.

/// The interval of the ascending `xs` that holds `x`, as ((x0, y0), (x1, y1)).
type Interval = ((f64, f64), (f64, f64));

fn interval(xs: &[f64], ys: &[f64], x: f64) -> Option<Interval> {
    if xs.len() != ys.len() {
        return None;
    }
    let above = xs.partition_point(|node| *node <= x);
    let below = above.checked_sub(1)?;
    let low = (*xs.get(below)?, *ys.get(below)?);
    // the last node itself belongs to the table
    let high = match (xs.get(above), ys.get(above)) {
        (Some(x1), Some(y1)) => (*x1, *y1),
        _ if low.0 == x => low,
        _ => return None,
    };
    Some((low, high))
}

fn between(((x0, y0), (x1, y1)): Interval, x: f64) -> f64 {
    if x == x0 {
        return y0;
    }
    y0 + (y1 - y0) * ((x - x0) / (x1 - x0))
}

/// Linear interpolation in the table (`xs`, `ys`); nodes are met exactly.
///
/// `xs` must ascend (in an unordered table the result is meaningless). `None` if `x` lies
/// outside the table or is NaN, or if the lengths differ.
///
/// ```
/// use coaraci::math;
/// let (load, efficiency) = ([0.25, 0.5, 1.0], [0.92, 0.96, 0.95]);
/// assert_eq!(math::linear(&load, &efficiency, 0.5), Some(0.96));
/// assert_eq!(math::linear(&load, &efficiency, 0.375), Some(0.94));
/// assert_eq!(math::linear(&load, &efficiency, 1.1), None);
/// ```
pub fn linear(xs: &[f64], ys: &[f64], x: f64) -> Option<f64> {
    Some(between(interval(xs, ys, x)?, x))
}

/// Like [`linear`], but outside the table its first or last value holds. `None` for an empty
/// table, NaN or different lengths.
///
/// ```
/// assert_eq!(coaraci::math::linear_held(&[0.1, 1.0], &[0.90, 0.96], 1.1), Some(0.96));
/// ```
pub fn linear_held(xs: &[f64], ys: &[f64], x: f64) -> Option<f64> {
    let (first, last) = (*xs.first()?, *xs.last()?);
    if x < first {
        linear(xs, ys, first)
    } else if x > last {
        linear(xs, ys, last)
    } else {
        linear(xs, ys, x)
    }
}

/// Linear interpolation on a circle: the table repeats with `period` (360 degrees of azimuth,
/// the days of a year).
///
/// `xs` must ascend and span less than `period`; any finite `x` is folded into the table. `None`
/// for an empty table, a table that spans a period or more, a `period` that is not positive and
/// finite, `x` not finite, or different lengths.
///
/// ```
/// use coaraci::math;
/// let (azimuth, elevation) = ([0.0, 90.0, 180.0, 270.0], [10.0, 4.0, 0.0, 2.0]);
/// assert_eq!(math::linear_cyclic(&azimuth, &elevation, 360.0, 315.0), Some(6.0));
/// assert_eq!(math::linear_cyclic(&azimuth, &elevation, 360.0, -45.0), Some(6.0));
/// ```
pub fn linear_cyclic(xs: &[f64], ys: &[f64], period: f64, x: f64) -> Option<f64> {
    let (first, last) = (*xs.first()?, *xs.last()?);
    let span = last - first;
    let sound = period > 0.0 && period.is_finite() && span >= 0.0 && span < period;
    if !sound || !x.is_finite() {
        return None;
    }
    let turns = ((x - first) / period).floor();
    let folded = x - turns * period;
    // rounding may leave the folded argument a little outside
    let folded = if folded < first { first } else { folded };
    if folded <= last {
        return linear(xs, ys, folded);
    }
    let seam = ((last, *ys.last()?), (first + period, *ys.first()?));
    if xs.len() != ys.len() {
        return None;
    }
    let folded = if folded > seam.1.0 { seam.1.0 } else { folded };
    Some(between(seam, folded))
}

/// Weights of the six values at -2, -1, 0, 1, 2 and 3 for the value at `t`, 0 <= t <= 1
/// (Lagrange's formula). A polynomial up to degree 5 is met up to rounding.
///
/// ```
/// let w = coaraci::math::lagrange6(0.5);
/// assert_eq!(w, [3.0, -25.0, 150.0, 150.0, -25.0, 3.0].map(|k| k / 256.0));
/// ```
#[inline]
pub fn lagrange6(t: f64) -> [f64; 6] {
    let (a, b, c, d, e, f) = (t + 2.0, t + 1.0, t, t - 1.0, t - 2.0, t - 3.0);
    [
        b * c * d * e * f / -120.0,
        a * c * d * e * f / 24.0,
        a * b * d * e * f / -12.0,
        a * b * c * e * f / 12.0,
        a * b * c * d * f / -24.0,
        a * b * c * d * e / 120.0,
    ]
}

/// Bilinear interpolation in a cell: `corners` is [[v00, v01], [v10, v11]], `u` runs from the
/// first row to the second, `v` from the first column to the second, both in 0 ..= 1.
///
/// ```
/// assert_eq!(coaraci::math::bilinear([[0.0, 1.0], [2.0, 3.0]], 0.5, 0.25), 1.25);
/// ```
#[inline]
pub fn bilinear(corners: [[f64; 2]; 2], u: f64, v: f64) -> f64 {
    let [[v00, v01], [v10, v11]] = corners;
    let first = v00 + (v01 - v00) * v;
    let second = v10 + (v11 - v10) * v;
    first + (second - first) * u
}
