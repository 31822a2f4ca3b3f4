//! Alternating-current power of an inverter.

mod pvwatts;

pub(crate) use pvwatts::PvwattsInverter;
