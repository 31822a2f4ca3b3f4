/// Inverter of PVWatts: one efficiency curve scaled by the nominal efficiency.
///
/// Source: A. P. Dobos, *PVWatts Version 5 Manual*, NREL/TP-6A20-62641 (2014).
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct PvwattsInverter {
    /// Largest alternating-current power, W.
    pub ac_w: f64,
    /// Direct-current power at which it is reached, W.
    pub dc_w: f64,
    /// Nominal efficiency over that of the curve.
    pub scale: f64,
}

impl PvwattsInverter {
    /// Nominal efficiency of the curve.
    const REFERENCE: f64 = 0.9637;

    /// An inverter by its direct-current rating and nominal efficiency.
    pub fn new(dc_w: f64, efficiency: f64) -> PvwattsInverter {
        PvwattsInverter { ac_w: dc_w * efficiency, dc_w, scale: efficiency / Self::REFERENCE }
    }

    /// Power before the limit, W; negative at the smallest loads.
    #[inline(always)]
    pub fn unlimited(&self, dc_w: f64) -> f64 {
        let load = dc_w / self.dc_w;
        let on = load > 0.0;
        let load = if on { load } else { 1.0 };
        let efficiency = self.scale * (-0.0162 * load - 0.0059 / load + 0.9858);
        if on { efficiency * dc_w } else { 0.0 }
    }

    /// Power, W.
    #[inline(always)]
    pub fn power(&self, dc_w: f64) -> f64 {
        let power = self.unlimited(dc_w);
        let power = if power < self.ac_w { power } else { self.ac_w };
        if power > 0.0 { power } else { 0.0 }
    }
}
