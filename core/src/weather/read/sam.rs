//! CSV of SAM and of the NSRDB (PSM): two lines of header, a line of names, hours from 0 to 23.
//!
//! Without a column of minutes a row covers the hour after its stamp; in the middle of the step the stamp is the centre; minute zero
//! says nothing, and the caller must.

use super::assemble::{File, FileRow};
use super::lines::{bad_line, column, fields, needed, needed_column, number, whole};
use crate::issue::Error;
use crate::series::Stamp;

pub(super) fn read(text: &str) -> Result<File, Error> {
    let mut lines = text.lines().enumerate().map(|(at, line)| (at + 1, line));
    let mut header = || lines.next().map(|(_, line)| fields(line));
    let (Some(names), Some(values), Some(columns)) = (header(), header(), header()) else { return Err(bad_line(1)) };
    let of = |wanted: &[&str]| column(&names, wanted).ok_or_else(|| bad_line(1)).and_then(|at| needed(&values, at, 2));
    let (year, month, day) = (
        needed_column(&columns, &["Year"], "year")?,
        needed_column(&columns, &["Month"], "month")?,
        needed_column(&columns, &["Day"], "day")?,
    );
    let hour = needed_column(&columns, &["Hour"], "hour")?;
    let minute = column(&columns, &["Minute"]);
    let ghi = needed_column(&columns, &["GHI", "gh", "Global Horizontal", "beam_global"], "ghi_w_m2")?;
    let dni = needed_column(&columns, &["DNI", "dn", "Beam"], "dni_w_m2")?;
    let dhi = needed_column(&columns, &["DHI", "df", "Diffuse"], "dhi_w_m2")?;
    let air = needed_column(&columns, &["Temperature", "Tdry", "tdry", "Dry bulb", "Temp"], "temp_air_c")?;
    let wind = needed_column(&columns, &["Wind Speed", "wspd", "Wspd", "Windspeed"], "wind_m_s")?;
    let pressure = column(&columns, &["Pressure", "Pres", "press"]);
    let mut rows: Vec<FileRow> = Vec::with_capacity(8784);
    for (line, row) in lines.filter(|(_, row)| !row.trim().is_empty()) {
        let row = fields(row);
        let value = |at: usize| -> Result<Option<f64>, Error> {
            match row.get(at) {
                None => Err(bad_line(line)),
                Some(&"") => Ok(None),
                field => number(field).map(Some).ok_or_else(|| bad_line(line)),
            }
        };
        let minutes = minute.map_or(Ok(0), |at| whole(&row, at, line))?;
        let millibars = pressure.map_or(Ok(None), value)?;
        rows.push(FileRow {
            line,
            year: whole(&row, year, line)?,
            month: whole(&row, month, line)?,
            day: whole(&row, day, line)?,
            second: whole(&row, hour, line)? * 3600 + minutes * 60,
            values: [
                value(ghi)?,
                value(dni)?,
                value(dhi)?,
                value(air)?,
                value(wind)?,
                millibars.map(|millibars| millibars * 100.0),
            ],
        });
    }
    let step_s = match rows.as_slice() {
        [first, second, ..] => second.second - first.second,
        _ => 3600,
    };
    let first = rows.first().map_or(0, |row| row.second);
    let stamp = if minute.is_none() {
        Some(Stamp::IntervalStart)
    } else {
        (first * 2 == step_s).then_some(Stamp::IntervalCentre)
    };
    Ok(File {
        latitude: of(&["Latitude", "lat"])?,
        longitude: of(&["Longitude", "lon"])?,
        utc_offset_h: of(&["Time Zone", "tz", "timezone"])?,
        altitude_m: of(&["Elevation", "elev"])?,
        rows,
        stamp,
        step_s,
        late_s: 0,
    })
}
