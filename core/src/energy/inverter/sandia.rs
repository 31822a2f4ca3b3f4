/// Inverter of Sandia; the CEC's list of inverters has these coefficients.
///
/// Source: D. L. King, S. Gonzalez, G. M. Galbraith, W. E. Boyson, SAND2007-5036 (2007).
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Sandia {
    /// Alternating-current power of the curve's last point, W.
    pub ac_w: f64,
    /// Largest alternating-current power, W: the same, or less by the data sheet.
    pub limit_w: f64,
    /// Direct-current power at which it is reached at the nominal voltage, W.
    pub dc_w: f64,
    /// Nominal voltage, V.
    pub v_dco: f64,
    /// Power that starts it, W.
    pub start_w: f64,
    /// Bend of the efficiency curve, 1/W.
    pub c0: f64,
    /// Changes with the voltage, 1/V.
    pub c1: f64,
    /// As `c1`.
    pub c2: f64,
    /// As `c1`.
    pub c3: f64,
    /// What it takes at night, W.
    pub night_w: f64,
}

impl Sandia {
    /// Power before the limit, W, at a direct-current power and voltage.
    #[inline(always)]
    pub fn unlimited(&self, dc_w: f64, voltage: f64) -> f64 {
        let dv = voltage - self.v_dco;
        let a = self.dc_w * (1.0 + self.c1 * dv);
        let b = self.start_w * (1.0 + self.c2 * dv);
        let c = self.c0 * (1.0 + self.c3 * dv);
        let p = dc_w - b;
        (self.ac_w / (a - b) - c * (a - b)) * p + c * p * p
    }

    /// Power within the limit, W; below the start it takes its power of the night.
    #[inline(always)]
    pub fn limit(&self, dc_w: f64, unlimited: f64) -> f64 {
        let power = if unlimited < self.limit_w { unlimited } else { self.limit_w };
        if dc_w < self.start_w { -self.night_w } else { power }
    }

    /// Power, W.
    #[inline(always)]
    pub fn power(&self, dc_w: f64, voltage: f64) -> f64 {
        self.limit(dc_w, self.unlimited(dc_w, voltage))
    }

    /// Power of several inputs (MPPT), each with its power and voltage, W.
    pub fn power_of(&self, inputs: &[(f64, f64)]) -> (f64, f64) {
        let total: f64 = inputs.iter().map(|(dc_w, _)| dc_w).sum();
        let unlimited = if total > 0.0 {
            inputs.iter().map(|(dc_w, voltage)| dc_w / total * self.unlimited(total, *voltage)).sum()
        } else {
            0.0
        };
        (unlimited, self.limit(total, unlimited))
    }
}
