//! Adapters of vector files in their authors' formats: each maps a file's fields to requests and its expectations to answers.

mod energy;
mod b2b;
mod prices;

use crate::case::Adapter;

/// All adapters; the first that accepts a file is used.
pub fn all() -> Vec<Adapter> {
    let mut adapters = vec![prices::ADAPTER];
    adapters.extend(energy::all());
    adapters
    vec![prices::ADAPTER, b2b::ADAPTER]
}
