mod money;
mod window;

pub use money::*;
pub use window::*;
