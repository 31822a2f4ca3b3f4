//! Adapters of the energy engine's files: one row of a CSV file, or one element of a JSON list, is one case.

mod mean_day;
mod sizing;
mod sun;
mod table;

use crate::case::Adapter;

/// All adapters of this area.
pub fn all() -> Vec<Adapter> {
    [mean_day::all(), sizing::all(), sun::all()].concat()
}
