//! EPW of EnergyPlus: eight lines of header; hour h covers the hour before it, whatever the minute says.
//!
//! Source: *EnergyPlus Auxiliary Programs*, "EnergyPlus Weather File (EPW) Data Dictionary".

use super::assemble::{File, FileRow};
use super::lines::{bad_line, fields, needed, number, whole};
use crate::issue::Error;
use crate::series::Stamp;

const HEADER: usize = 8;

pub(super) fn read(text: &str) -> Result<File, Error> {
    let mut lines = text.lines().enumerate().map(|(at, line)| (at + 1, line));
    let (_, location) = lines.next().ok_or_else(|| bad_line(1))?;
    let location = fields(location);
    if location.first().is_none_or(|name| !name.eq_ignore_ascii_case("LOCATION")) {
        return Err(bad_line(1));
    }
    let mut per_hour = 1;
    for (line, header) in lines.by_ref().take(HEADER - 1) {
        let header = fields(header);
        if header.first().is_some_and(|name| name.eq_ignore_ascii_case("DATA PERIODS")) {
            per_hour = whole(&header, 2, line)?;
        }
    }
    if !(1..=60).contains(&per_hour) || 3600 % per_hour != 0 {
        return Err(bad_line(HEADER));
    }
    let step_s = 3600 / per_hour;
    let mut rows: Vec<FileRow> = Vec::with_capacity(8784);
    let mut within = 0;
    for (line, row) in lines.filter(|(_, row)| !row.trim().is_empty()) {
        let row = fields(row);
        let hour = whole(&row, 3, line)?;
        let known = |at: usize, missing: f64| number(row.get(at)).map(|value| (value < missing).then_some(value));
        let value = |at: usize, missing: f64| known(at, missing).ok_or_else(|| bad_line(line));
        rows.push(FileRow {
            line,
            year: whole(&row, 0, line)?,
            month: whole(&row, 1, line)?,
            day: whole(&row, 2, line)?,
            // the rows of an hour stand in order; their minutes differ from writer to writer
            second: (hour - 1) * 3600 + within * step_s,
            values: [
                value(13, 9999.0)?,
                value(14, 9999.0)?,
                value(15, 9999.0)?,
                value(6, 99.9)?,
                value(21, 999.0)?,
                value(9, 999_999.0)?,
            ],
        });
        within = (within + 1) % per_hour;
    }
    Ok(File {
        latitude: needed(&location, 6, 1)?,
        longitude: needed(&location, 7, 1)?,
        utc_offset_h: needed(&location, 8, 1)?,
        altitude_m: needed(&location, 9, 1)?,
        rows,
        stamp: Some(Stamp::IntervalStart),
        step_s,
        late_s: 0,
    })
}
