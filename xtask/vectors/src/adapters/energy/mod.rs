//! Adapters of the energy engine's files: one row of a CSV file, or one element of a JSON list, is one case.

mod irradiance;
mod mean_day;
mod sizing;
mod sky;
mod sun;
mod table;

use crate::case::Adapter;

/// All adapters of this area.
pub fn all() -> Vec<Adapter> {
    [irradiance::all(), mean_day::all(), sizing::all(), sky::all(), sun::all()].concat()
}
