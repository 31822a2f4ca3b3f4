//! The operations, by group.

mod audit;
mod money;
mod policy;
mod window;

pub use audit::*;
pub use money::*;
pub use policy::*;
pub use window::*;
