//! Weather files: text in, a year of rows out.
//!
//! Every format has its own rule for what its stamps mean; where a file leaves it open, the caller must say it. Rows must follow one
//! another without a hole for a whole year: a file that was cut, sorted or patched is refused with the line.

mod assemble;
mod epw;
mod lines;
mod plain;
mod pvgis;
mod quality;
mod sam;
mod tmy3;

pub(crate) use assemble::{File, assemble};
pub(crate) use plain::plain;
pub(crate) use quality::{SHIFTS_MINUTES, closure};

use crate::issue::Error;

/// Reads an EPW file.
///
/// # Errors
/// `WEATHER_SYNTAX` with the line.
pub(crate) fn epw(text: &str) -> Result<File, Error> {
    epw::read(text)
}

/// Reads a CSV file of SAM or of the NSRDB (PSM).
///
/// # Errors
/// `WEATHER_SYNTAX` with the line, `WEATHER_COLUMN_MISSING`.
pub(crate) fn sam_csv(text: &str) -> Result<File, Error> {
    sam::read(text)
}

/// Reads a TMY3 file.
///
/// # Errors
/// `WEATHER_SYNTAX` with the line, `WEATHER_COLUMN_MISSING`.
pub(crate) fn tmy3(text: &str) -> Result<File, Error> {
    tmy3::read(text)
}

/// Reads a typical year of PVGIS as CSV or JSON; `offset_s` is the site's standard time less universal time.
///
/// # Errors
/// `WEATHER_SYNTAX` with the line, `WEATHER_COLUMN_MISSING`, `BAD_JSON`.
pub(crate) fn pvgis(text: &str, json: bool, offset_s: i32) -> Result<File, Error> {
    if json { pvgis::json(text, offset_s) } else { pvgis::csv(text, offset_s) }
}
