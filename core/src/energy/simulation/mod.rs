//! A year of a plant: from the light over a site to alternating current.
//!
//! The rows of a month go through the chain in passes over flat columns: plane, glass and temperature of each array, its module, the
//! losses, the inverters. Every pass is a loop without branches over rows, compiled for the widest instructions of the machine; the
//! results do not depend on them. Sums are taken in the order of time.

mod arrays;
mod inverters;
pub(crate) mod pvwatts;
mod totals;
mod year;

pub(crate) use arrays::{Array, ArrayRows, Facing};
pub(crate) use inverters::{Group, Input};
pub(crate) use totals::LossStep;
pub(crate) use year::{ArrayHours, Plant, Year};
