//! TMY3 of the NREL: two lines of header, hours from 01:00 to 24:00, each at the end of its hour.
//!
//! Source: S. Wilcox, W. Marion, *Users Manual for TMY3 Data Sets*, NREL/TP-581-43156 (2008).

use super::assemble::{File, FileRow};
use super::lines::{bad_line, fields, needed, needed_column, number};
use crate::issue::Error;
use crate::series::Stamp;

/// Smallest value that stands for a missing one.
const MISSING: f64 = -9000.0;

pub(super) fn read(text: &str) -> Result<File, Error> {
    let mut lines = text.lines().enumerate().map(|(at, line)| (at + 1, line));
    let mut header = || lines.next().map(|(_, line)| fields(line));
    let (Some(site), Some(columns)) = (header(), header()) else { return Err(bad_line(1)) };
    let date = needed_column(&columns, &["Date (MM/DD/YYYY)"], "date")?;
    let time = needed_column(&columns, &["Time (HH:MM)"], "time")?;
    let wanted = [
        needed_column(&columns, &["GHI (W/m^2)"], "ghi_w_m2")?,
        needed_column(&columns, &["DNI (W/m^2)"], "dni_w_m2")?,
        needed_column(&columns, &["DHI (W/m^2)"], "dhi_w_m2")?,
        needed_column(&columns, &["Dry-bulb (C)"], "temp_air_c")?,
        needed_column(&columns, &["Wspd (m/s)"], "wind_m_s")?,
        needed_column(&columns, &["Pressure (mbar)"], "pressure_pa")?,
    ];
    let mut rows: Vec<FileRow> = Vec::with_capacity(8760);
    for (line, row) in lines.filter(|(_, row)| !row.trim().is_empty()) {
        let row = fields(row);
        let whole = |text: Option<&str>| text.and_then(|text| text.parse::<i32>().ok()).ok_or_else(|| bad_line(line));
        let mut day = row.get(date).copied().unwrap_or_default().split('/');
        let (month, date, year) = (whole(day.next())?, whole(day.next())?, whole(day.next())?);
        let mut clock = row.get(time).copied().unwrap_or_default().split(':');
        let (hour, minute) = (whole(clock.next())?, whole(clock.next())?);
        let mut values = [None; 6];
        for (slot, at) in values.iter_mut().zip(wanted) {
            let value = number(row.get(at)).ok_or_else(|| bad_line(line))?;
            *slot = (value > MISSING).then_some(value);
        }
        let [ghi, dni, dhi, air, wind, pressure] = values;
        let pressure = pressure.map(|millibars| millibars * 100.0);
        let values = [ghi, dni, dhi, air, wind, pressure];
        rows.push(FileRow { line, year, month, day: date, second: hour * 3600 + minute * 60, values });
    }
    Ok(File {
        utc_offset_h: needed(&site, 3, 1)?,
        latitude: needed(&site, 4, 1)?,
        longitude: needed(&site, 5, 1)?,
        altitude_m: needed(&site, 6, 1)?,
        rows,
        stamp: Some(Stamp::IntervalEnd),
        step_s: 3600,
        late_s: 0,
    })
}
