/// Direct-current power of PVWatts (versions 5 and 7), linear in irradiance and temperature; `gamma` in 1/K.
///
/// Source: A. P. Dobos, *PVWatts Version 5 Manual*, NREL/TP-6A20-62641 (2014).
#[inline(always)]
pub(crate) fn pvwatts_dc(power_w: f64, gamma: f64, effective: f64, cell_c: f64) -> f64 {
    power_w * (effective * 0.001) * (1.0 + gamma * (cell_c - 25.0))
}
