//! Rules of B2B commerce: money and windows.

mod ops;

pub use ops::*;
