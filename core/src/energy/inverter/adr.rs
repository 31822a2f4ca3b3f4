/// Inverter of Anton Driesse: losses as a polynomial of power and voltage.
///
/// Source: A. Driesse, P. Jain, S. Harrison, Proc. 33rd IEEE Photovoltaic Specialists Conference (2008).
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Adr {
    /// Nominal power, W.
    pub nominal_w: f64,
    /// Nominal voltage, V.
    pub nominal_v: f64,
    /// Largest alternating-current power, W.
    pub ac_w: f64,
    /// What it takes at night, W; the sign does not matter.
    pub night_w: f64,
    /// Lowest voltage with a reading, V: the larger of the test's and the tracker's, less a tenth.
    pub least_v: f64,
    /// Highest voltage with a reading, V.
    pub most_v: f64,
    /// Loss by `{1, v − 1, 1/v − 1}` times `{1, p, p²}`, the power running fastest.
    pub losses: [f64; 9],
}

impl Adr {
    /// The range of voltages from the limits of the test and of the tracker.
    pub fn range(v_min: f64, v_max: f64, v_dc_max: f64, mppt_low: f64, mppt_high: f64) -> (f64, f64) {
        let least = if v_min > mppt_low { v_min } else { mppt_low };
        let most = v_max.max(v_dc_max).max(mppt_high);
        (least * 0.9, most * 1.1)
    }

    /// Power before the limit, and power, W; none where the voltage is outside of the range.
    pub fn power(&self, dc_w: f64, voltage: f64) -> Option<(f64, f64)> {
        let night = -self.night_w.abs();
        if voltage == 0.0 {
            return Some((night, night));
        }
        if !(self.least_v..=self.most_v).contains(&voltage) {
            return None;
        }
        let p = dc_w / self.nominal_w;
        let v = voltage / self.nominal_v;
        let [a0, a1, a2, b0, b1, b2, c0, c1, c2] = self.losses;
        let loss = (a0 + p * (a1 + p * a2))
            + (v - 1.0) * (b0 + p * (b1 + p * b2))
            + (1.0 / v - 1.0) * (c0 + p * (c1 + p * c2));
        let unlimited = self.nominal_w * (p - loss);
        let power = unlimited.min(self.ac_w);
        Some((unlimited, power.max(night)))
    }
}
