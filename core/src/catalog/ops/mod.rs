//! The operations, by group.

mod kit;
mod record;
mod text;

pub use kit::*;
pub use record::*;
pub use text::*;
