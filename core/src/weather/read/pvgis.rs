//! Typical year of PVGIS (JRC): stamps of universal time; the moments lie behind them by the declared offset.
//!
//! The rows are turned so that the year begins at local midnight: those of the last hours of 31 December in local time stand first in
//! the file.

use super::assemble::{File, FileRow};
use super::lines::{bad_line, fields, needed_column, number};
use crate::issue::{Code, Error, Issue};
use crate::series::Stamp;
use serde::Deserialize;
use std::collections::BTreeMap;

/// Names of global, direct, diffuse irradiance, temperature, wind, pressure, and ours.
const NAMES: [(&str, &str); 6] = [
    ("G(h)", "ghi_w_m2"),
    ("Gb(n)", "dni_w_m2"),
    ("Gd(h)", "dhi_w_m2"),
    ("T2m", "temp_air_c"),
    ("WS10m", "wind_m_s"),
    ("SP", "pressure_pa"),
];

/// A stamp like `20070101:0010`: year, month, day and second of the day.
fn stamp(text: &str) -> Option<(i32, i32, i32, i32)> {
    let (date, time) = text.split_once(':')?;
    let digits = |text: &str, from: usize, to: usize| text.get(from..to)?.parse::<i32>().ok();
    let second = digits(time, 0, 2)? * 3600 + digits(time, 2, 4)? * 60;
    Some((digits(date, 0, 4)?, digits(date, 4, 6)?, digits(date, 6, 8)?, second))
}

fn finish(mut file: File, offset_s: i32) -> Result<File, Error> {
    let hours = offset_s / 3600;
    if offset_s % 3600 != 0 {
        return Err(Issue::error(Code::TZ_UNKNOWN).at("/utc_offset_h").into());
    }
    let first = file.rows.first().map_or(0, |row| row.second);
    // the minutes of the stamps are part of the moment
    file.late_s += first;
    for row in &mut file.rows {
        row.second -= first;
    }
    let stamps: Vec<(i32, i32, i32, i32)> =
        file.rows.iter().map(|row| (row.year, row.month, row.day, row.second)).collect();
    let count = file.rows.len();
    if count > 0 {
        let turn = usize::try_from(hours.rem_euclid(24)).unwrap_or(0).min(count);
        // local rows hours ahead of universal time begin before it: the last rows come first
        if hours >= 0 {
            file.rows.rotate_right(turn);
        } else {
            file.rows.rotate_left((24 - turn).min(count));
        }
    }
    for (row, (year, month, day, second)) in file.rows.iter_mut().zip(stamps) {
        (row.year, row.month, row.day, row.second) = (year, month, day, second);
    }
    file.utc_offset_h = f64::from(hours);
    file.step_s = 3600;
    file.stamp = Some(Stamp::Instant);
    Ok(file)
}

pub(super) fn csv(text: &str, offset_s: i32) -> Result<File, Error> {
    let mut file = File::default();
    let mut columns: Option<(usize, [usize; 6])> = None;
    for (line, row) in text.lines().enumerate().map(|(at, line)| (at + 1, line)) {
        let Some((time, wanted)) = &columns else {
            if row.starts_with("time(UTC)") || row.starts_with("time,") {
                let names = fields(row);
                let mut wanted = [0; 6];
                for (slot, (theirs, ours)) in wanted.iter_mut().zip(NAMES) {
                    *slot = needed_column(&names, &[theirs], ours)?;
                }
                columns = Some((needed_column(&names, &["time(UTC)", "time"], "time")?, wanted));
            } else if let Some((name, value)) = row.split_once(':') {
                let value = value.trim();
                let value = || number(Some(&value)).ok_or_else(|| bad_line(line));
                match name.trim() {
                    "Latitude (decimal degrees)" => file.latitude = value()?,
                    "Longitude (decimal degrees)" => file.longitude = value()?,
                    "Elevation (m)" => file.altitude_m = value()?,
                    "Irradiance Time Offset (h)" => file.late_s = (value()? * 3600.0).round() as i32,
                    _ => {}
                }
            }
            continue;
        };
        if row.trim().is_empty() {
            break;
        }
        let row = fields(row);
        let time = row.get(*time).and_then(|time| stamp(time)).ok_or_else(|| bad_line(line))?;
        let mut values = [None; 6];
        for (slot, at) in values.iter_mut().zip(wanted) {
            *slot = Some(number(row.get(*at)).ok_or_else(|| bad_line(line))?);
        }
        let (year, month, day, second) = time;
        file.rows.push(FileRow { line, year, month, day, second, values });
    }
    if columns.is_none() {
        return Err(Issue::error(Code::WEATHER_COLUMN_MISSING).at("/text").with("column", "time").into());
    }
    finish(file, offset_s)
}

#[derive(Deserialize)]
struct Document {
    inputs: Inputs,
    outputs: Outputs,
}

#[derive(Deserialize)]
struct Inputs {
    location: Location,
}

#[derive(Deserialize)]
struct Location {
    latitude: f64,
    longitude: f64,
    elevation: f64,
    #[serde(default)]
    irradiance_time_offset: f64,
}

#[derive(Deserialize)]
struct Outputs {
    tmy_hourly: Vec<BTreeMap<String, serde_json::Value>>,
}

pub(super) fn json(text: &str, offset_s: i32) -> Result<File, Error> {
    let document: Document = serde_json::from_str(text).map_err(|error| {
        let issue = Issue::error(Code::WEATHER_SYNTAX).at("/text");
        Error::from(issue.with("line", error.line()))
    })?;
    let location = document.inputs.location;
    let mut file = File {
        latitude: location.latitude,
        longitude: location.longitude,
        altitude_m: location.elevation,
        late_s: (location.irradiance_time_offset * 3600.0).round() as i32,
        ..File::default()
    };
    for (line, row) in document.outputs.tmy_hourly.iter().enumerate().map(|(at, row)| (at + 1, row)) {
        let time = row.get("time(UTC)").or_else(|| row.get("time")).and_then(serde_json::Value::as_str);
        let (year, month, day, second) = time.and_then(stamp).ok_or_else(|| bad_line(line))?;
        let mut values = [None; 6];
        for (slot, (theirs, ours)) in values.iter_mut().zip(NAMES) {
            let missing = || Issue::error(Code::WEATHER_COLUMN_MISSING).at("/text").with("column", ours);
            *slot = row.get(theirs).ok_or_else(missing)?.as_f64();
        }
        file.rows.push(FileRow { line, year, month, day, second, values });
    }
    finish(file, offset_s)
}
