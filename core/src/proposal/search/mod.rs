//! The search for the best system: a first look at many variants, the best of them in full.

mod input;
mod optimize;
mod screen;

pub use input::{SearchInput, SystemOption};
pub use optimize::{
    Alternative, ExcludedCount, OptimizeSystemRequest, OptimizedSystem, OptimizedVariant, VariantPart, WinningReasons,
    optimize_system,
};
pub use screen::{ScreenVariantsRequest, ScreenedVariant, ScreenedVariants, screen_variants};
