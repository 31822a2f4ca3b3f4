//! Plain columns: a line with our names, then numbers; an empty field is a missing sample.

use super::lines::{bad_line, column, fields, needed_column, number};
use crate::issue::Error;
use crate::series::Samples;

/// Columns in the order global, direct, diffuse irradiance, temperature, wind, pressure; the pressure may be absent.
pub(crate) fn plain(text: &str) -> Result<[Option<Samples>; 6], Error> {
    let mut lines = text.lines().enumerate().map(|(at, line)| (at + 1, line));
    let names = lines.next().map(|(_, line)| fields(line)).ok_or_else(|| bad_line(1))?;
    let places = [
        Some(needed_column(&names, &["ghi_w_m2"], "ghi_w_m2")?),
        Some(needed_column(&names, &["dni_w_m2"], "dni_w_m2")?),
        Some(needed_column(&names, &["dhi_w_m2"], "dhi_w_m2")?),
        Some(needed_column(&names, &["temp_air_c"], "temp_air_c")?),
        Some(needed_column(&names, &["wind_m_s"], "wind_m_s")?),
        column(&names, &["pressure_pa"]),
    ];
    let mut columns: [Vec<Option<f64>>; 6] = std::array::from_fn(|_| Vec::with_capacity(8784));
    for (line, row) in lines.filter(|(_, row)| !row.trim().is_empty()) {
        let row = fields(row);
        for (column, place) in columns.iter_mut().zip(places) {
            let Some(place) = place else { continue };
            column.push(match row.get(place) {
                None => return Err(bad_line(line)),
                Some(&"") => None,
                field => Some(number(field).ok_or_else(|| bad_line(line))?),
            });
        }
    }
    let mut out: [Option<Samples>; 6] = std::array::from_fn(|_| None);
    for ((slot, column), place) in out.iter_mut().zip(columns).zip(places) {
        if place.is_some() {
            *slot = Some(Samples::with_gaps(column)?);
        }
    }
    Ok(out)
}
