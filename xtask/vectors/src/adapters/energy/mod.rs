//! Adapters of the energy engine's files: one row of a CSV file, or one element of a JSON list, is one case.

mod sizing;
mod table;

use crate::case::Adapter;

/// All adapters of this area.
pub fn all() -> Vec<Adapter> {
    [sizing::all()].concat()
}
