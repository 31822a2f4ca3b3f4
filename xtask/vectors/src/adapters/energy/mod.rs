//! Adapters of the energy engine's files: one row of a CSV file, or one element of a JSON list, is one case.

mod arrays;
mod chain;
mod hours;
mod inverter;
mod irradiance;
mod mean_day;
mod module;
mod operation;
mod sizing;
mod sky;
mod sun;
mod table;

use crate::case::Adapter;

/// All adapters of this area.
pub fn all() -> Vec<Adapter> {
    let areas = [
        arrays::all(),
        chain::all(),
        hours::all(),
        inverter::all(),
        irradiance::all(),
        mean_day::all(),
        module::all(),
        operation::all(),
        sizing::all(),
        sky::all(),
        sun::all(),
    ];
    areas.concat()
}
