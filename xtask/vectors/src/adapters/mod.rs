//! Adapters of vector files in their authors' formats: each maps a file's fields to requests and its expectations to answers.

mod b2b;
mod energy;
mod financing;
mod prices;

use crate::case::Adapter;

/// All adapters; the first that accepts a file is used.
pub fn all() -> Vec<Adapter> {
    let mut adapters = Vec::new();
    adapters.push(prices::ADAPTER);
    adapters.push(b2b::ADAPTER);
    adapters.extend(energy::all());
    adapters.extend(financing::all());
    adapters
}
