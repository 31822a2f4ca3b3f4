//! The operations, by group.

mod audit;
mod limits;
mod money;
mod policy;
mod pricing;
mod quote;
mod request;
mod window;

pub use audit::*;
pub use limits::*;
pub use money::*;
pub use policy::*;
pub use pricing::*;
pub use quote::*;
pub use request::*;
pub use window::*;
