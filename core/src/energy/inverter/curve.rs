use crate::math::linear_held;

/// Inverter by points of its efficiency curve, as data sheets print it.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct EfficiencyCurve {
    /// Largest alternating-current power, W.
    pub ac_w: f64,
    /// Rated direct-current power to which the loads refer, W.
    pub dc_w: f64,
    /// Loads over the rated power, ascending.
    pub loads: Vec<f64>,
    /// Efficiency at each load.
    pub efficiencies: Vec<f64>,
}

impl EfficiencyCurve {
    /// Power before the limit, W: the efficiency is linear between points and constant outside.
    pub fn unlimited(&self, dc_w: f64) -> f64 {
        let efficiency = linear_held(&self.loads, &self.efficiencies, dc_w / self.dc_w);
        // the curve has at least one point
        dc_w * efficiency.unwrap_or_default()
    }

    /// Power, W.
    pub fn power(&self, dc_w: f64) -> f64 {
        self.unlimited(dc_w).min(self.ac_w)
    }
}
