//! The operations, by group.

mod alerts;
mod audit;
mod cart;
mod limits;
mod money;
mod policy;
mod pricing;
mod quote;
mod request;
mod revenue;
mod shipping;
mod window;

pub use alerts::*;
pub use audit::*;
pub(crate) use cart::CHECK_CART;
pub use cart::*;
pub use limits::*;
pub use money::*;
pub use policy::*;
pub use pricing::*;
pub use quote::*;
pub use request::*;
pub(crate) use revenue::REVENUE;
pub use revenue::*;
pub use shipping::*;
pub use window::*;
