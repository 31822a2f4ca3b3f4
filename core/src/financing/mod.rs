//! Financing (*financiamento*): calendar of banks, due dates and day counts.

mod ops;

pub use ops::*;
