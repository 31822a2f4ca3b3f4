//! The chain of PVWatts version 8, in the order and with the constants of the simulation core of SAM.
//!
//! Sources: A. P. Dobos, *PVWatts Version 5 Manual*, NREL/TP-6A20-62641 (2014); NREL/ssc, `cmod_pvwattsv8`, `lib_irradproc`,
//! `lib_pvshade` (BSD-3-Clause), whose results this chain meets within 1e-4 of a year. What differs from the other chains is stated
//! where it happens.

mod core;
mod cover;
mod module;
mod shading;

pub(crate) use core::{Core, Kind, Spec};
pub(crate) use module::Representative;
