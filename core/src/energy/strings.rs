//! How many modules a string may have (*dimensionamento de strings*).

/// Rounding to whole modules and strings forgives this much.
const SLACK: f64 = 1e-9;

/// Electrical data of a module at 25 °C.
#[derive(Debug, Clone, Copy)]
pub(crate) struct StringModule {
    pub v_oc: f64,
    pub v_mp: f64,
    pub i_sc: f64,
    pub i_mp: f64,
    /// Change of the open-circuit voltage, V/K.
    pub beta_voc: f64,
    /// Change of the voltage of maximum power, V/K.
    pub beta_vmp: f64,
}

/// Limits of one input (MPPT) of an inverter.
#[derive(Debug, Clone, Copy)]
pub(crate) struct InputLimits {
    pub v_dc_max: f64,
    pub v_mppt_min: f64,
    pub v_mppt_max: f64,
    pub v_start: f64,
    pub i_dc_max: f64,
    pub i_sc_max: f64,
}

/// Voltages of one module at the extremes.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Extremes {
    pub v_oc_cold: f64,
    pub v_oc_hot: f64,
    pub v_mp_cold: f64,
    pub v_mp_hot: f64,
}

/// What is allowed.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Allowed {
    /// Most modules for the highest voltage.
    pub most_voc: f64,
    /// Most modules for the tracker.
    pub most_mppt: f64,
    /// Fewest modules for the tracker.
    pub fewest_mppt: f64,
    /// Fewest modules for the start.
    pub fewest_start: f64,
    /// Most strings for the short-circuit current.
    pub strings_isc: f64,
    /// Most strings for the operating current.
    pub strings_imp: f64,
}

impl StringModule {
    /// Voltages at the lowest and highest cell temperature, °C.
    pub fn extremes(&self, cold_c: f64, hot_c: f64) -> Extremes {
        Extremes {
            v_oc_cold: self.v_oc + self.beta_voc * (cold_c - 25.0),
            v_oc_hot: self.v_oc + self.beta_voc * (hot_c - 25.0),
            v_mp_cold: self.v_mp + self.beta_vmp * (cold_c - 25.0),
            v_mp_hot: self.v_mp + self.beta_vmp * (hot_c - 25.0),
        }
    }

    /// What an input allows; `safety` multiplies the short-circuit current.
    pub fn allowed(&self, limits: &InputLimits, extremes: &Extremes, safety: f64) -> Allowed {
        let most = |limit: f64, each: f64| (limit / each + SLACK).floor();
        let fewest = |limit: f64, each: f64| (limit / each - SLACK).ceil();
        Allowed {
            most_voc: most(limits.v_dc_max, extremes.v_oc_cold),
            most_mppt: most(limits.v_mppt_max, extremes.v_mp_cold),
            fewest_mppt: fewest(limits.v_mppt_min, extremes.v_mp_hot),
            fewest_start: fewest(limits.v_start, extremes.v_oc_hot),
            strings_isc: most(limits.i_sc_max, safety * self.i_sc),
            strings_imp: most(limits.i_dc_max, self.i_mp),
        }
    }
}
