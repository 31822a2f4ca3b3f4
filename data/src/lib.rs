//! Dated tables of Brazilian facts, embedded as text.

/// Version of the tables.
pub const VERSION: &str = env!("CARGO_PKG_VERSION");
