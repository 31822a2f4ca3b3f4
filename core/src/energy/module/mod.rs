//! Direct-current power of a module.

mod cec;
mod diode;
mod estimate;
mod pvsyst;
mod pvwatts;

pub(crate) use cec::{Cec, Gap};
pub(crate) use diode::{Curve, Diode, Point};
pub(crate) use estimate::DataSheet;
pub(crate) use pvsyst::PvsystModule;
pub(crate) use pvwatts::pvwatts_dc;

/// Least effective irradiance at which a module gives anything, W/m².
pub(crate) const DARK: f64 = 0.01;
/// Boltzmann's constant, J/K (CODATA 2018).
const BOLTZMANN: f64 = 1.380_649e-23;
/// Elementary charge, C (CODATA 2018).
const CHARGE: f64 = 1.602_176_634e-19;
/// Cell temperature of standard test conditions, K.
const STANDARD_K: f64 = 298.15;
/// Zero degrees Celsius, K.
const ZERO_C: f64 = 273.15;
