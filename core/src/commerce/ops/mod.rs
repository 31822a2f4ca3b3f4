//! The operations, by group.

mod audit;
mod limits;
mod money;
mod policy;
mod window;

pub use audit::*;
pub use limits::*;
pub use money::*;
pub use policy::*;
pub use window::*;
