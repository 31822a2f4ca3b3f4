//! Deterministic mathematics: the only source of transcendental functions in this crate.
//!
//! The platform's `sin`, `exp` or `powf` differ between systems in the last bit. The functions
//! here use only operations that IEEE 754 defines exactly (`+ - * /`, square root, bit patterns),
//! or the crate `libm`, which does the same, so that Rust, Python, Node and the browser give the
//! same bits. No multiplication is fused with an addition.
//!
//! # Functions and errors
//!
//! | family | own branch-free kernels | from the crate `libm` |
//! |---|---|---|
//! | trigonometry | [`sin`], [`cos`], [`sin_cos`] | [`tan`] |
//! | inverse | [`asin`], [`acos`], [`atan`], [`atan2`] | |
//! | exponential | [`exp`], [`ln`] | [`exp_m1`], [`ln_1p`], [`log10`] |
//! | powers | [`pow`], [`powi`] | [`cbrt`], [`hypot`] |
//! | special | | [`erf`], [`beta_share`], [`beta_quantile`] |
//!
//! One unit in the last place (ulp) is the distance of two doubles at the exact value. Each
//! function states its bound; it holds for every argument, subnormal and huge ones included, and
//! is tested against correctly rounded values of 50 digits.
//!
//! # Loops
//!
//! The own kernels are marked `#[inline(always)]` and vectorise inside a loop: [`Level::run`]
//! compiles the loop for wider SIMD instructions, the `*_into` functions are such loops. A scalar
//! call, a slice call and every level give the same bits. Only [`sin`], [`cos`] and [`sin_cos`]
//! leave the kernel (beyond [`TRIG_BOUND`]); a loop that must vectorise uses
//! [`sin_cos_bounded`].
//!
//! # The rest
//!
//! Sums in one fixed order ([`sum`], [`sum_striped`], [`Sum`]), interpolation ([`linear`],
//! [`linear_held`], [`linear_cyclic`], [`lagrange6`], [`bilinear`]) and roots ([`root`],
//! [`newton`]), none of which can loop without bound.

mod beta;
mod bits;
mod exp_log;
mod interpolate;
mod inverse_trig;
mod level;
mod power;
mod root;
mod slice;
mod special;
mod sum;
mod trig;

pub use beta::{beta_quantile, beta_share};
pub use exp_log::{exp, exp_m1, ln, ln_1p, log10};
pub use interpolate::{bilinear, lagrange6, linear, linear_cyclic, linear_held};
pub use inverse_trig::{acos, asin, atan, atan2};
pub use level::Level;
pub use power::{cbrt, hypot, pow, powi, sqrt};
pub use root::{RootError, newton, root};
pub use slice::{
    acos_into, asin_into, atan_into, atan2_into, cos_into, exp_into, ln_into, pow_into, sin_cos_into, sin_into,
};
pub use special::erf;
pub use sum::{Sum, sum, sum_striped};
pub use trig::{TRIG_BOUND, cos, cos_bounded, sin, sin_bounded, sin_cos, sin_cos_bounded, tan};
