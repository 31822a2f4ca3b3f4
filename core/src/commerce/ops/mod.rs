//! The operations, by group.

mod audit;
mod policy;

pub use audit::*;
pub use policy::*;
