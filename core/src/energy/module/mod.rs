//! Direct-current power of a module.

mod pvwatts;

pub(crate) use pvwatts::pvwatts_dc;
