//! The operations, by group.

mod audit;

pub use audit::*;
