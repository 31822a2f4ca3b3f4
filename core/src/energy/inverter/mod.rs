//! Alternating-current power of an inverter.

mod adr;
mod curve;
mod pvwatts;
mod sandia;

pub(crate) use adr::Adr;
pub(crate) use curve::EfficiencyCurve;
pub(crate) use pvwatts::PvwattsInverter;
pub(crate) use sandia::Sandia;
