use super::linke_table::{COLUMNS, ROWS, SOUTH, TWENTIETHS, WEST};
use crate::math::linear_cyclic;

/// Linke turbidity of each month at the nearest node, January first; none outside Brazil and its surroundings.
pub(crate) fn monthly(latitude: f64, longitude: f64) -> Option<[f64; 12]> {
    let row = node(latitude - SOUTH, ROWS)?;
    let column = node(longitude - WEST, COLUMNS)?;
    let digits = TWENTIETHS.get(row)?.get(column * 24..column * 24 + 24)?;
    let mut months = [0.0; 12];
    for (month, pair) in months.iter_mut().zip(digits.chunks_exact(2)) {
        let twentieths = u8::from_str_radix(core::str::from_utf8(pair).ok()?, 16).ok()?;
        *month = f64::from(twentieths) / 20.0;
    }
    Some(months)
}

/// Number of the nearest node; none more than half a degree outside.
fn node(distance: f64, count: usize) -> Option<usize> {
    let nearest = (distance + 0.5).floor();
    (nearest >= 0.0 && nearest < count as f64).then_some(nearest as usize)
}

/// The value of a day from those of the months, which hold in the middle of each month.
pub(crate) fn on_day(months: &[f64; 12], day_of_year: f64, leap_year: bool) -> f64 {
    let mut start = 0.0;
    let mut middles = [0.0; 12];
    for (month, middle) in middles.iter_mut().enumerate() {
        let length = match month {
            1 if leap_year => 29.0,
            1 => 28.0,
            3 | 5 | 8 | 10 => 30.0,
            _ => 31.0,
        };
        *middle = start + length / 2.0;
        start += length;
    }
    // Twelve ascending middles, less than a year apart: there is always a value.
    linear_cyclic(&middles, months, start, day_of_year).unwrap_or_default()
}
