use crate::energy::module::{Cec, Gap};

/// Newton steps of the point of maximum power.
const STEPS: usize = 4;
/// Band gap and Boltzmann's constant of SSC.
const GAP: Gap = Gap { ev: 1.12, boltzmann_ev: 8.618e-5 };

/// A module that stands for its kind.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Representative {
    /// Parameters of the diode.
    cec: Cec,
    /// Power at standard test conditions by the data sheet, W.
    power_w: f64,
    /// Efficiency at standard test conditions.
    efficiency: f64,
    /// Efficiency that the layout of the rows assumes.
    pub layout_efficiency: f64,
}

/// The printed columns of a module: area, V_mp, I_mp, α, a, I_L, I_0, R_s, R_sh, adjustment in percent.
type Printed = [f64; 10];

const STANDARD: Printed = [1.6864, 35.8, 9.01, 0.004755, 1.65916, 9.51393, 4.37813e-11, 0.269953, 654.059, 5.79586];
const PREMIUM: Printed = [1.6297, 54.7, 5.98, 0.0026, 2.45326, 6.4704, 2.01784e-11, 0.421231, 261.723, 9.56482];
const THIN_FILM: Printed = [2.4751, 183.6, 2.37, 0.00102, 7.97293, 2.55475, 2.69243e-12, 4.60991, 2476.95, -2.49865];

impl Representative {
    fn new([area, v_mp, i_mp, alpha, a, light, saturation, series, shunt, adjust]: Printed, layout: f64) -> Self {
        Representative {
            cec: Cec { a, light, saturation, series, shunt: 1.0 / shunt, alpha: alpha * (1.0 - adjust / 100.0) },
            power_w: v_mp * i_mp,
            efficiency: v_mp * i_mp / (1000.0 * area),
            layout_efficiency: layout,
        }
    }

    /// Crystalline silicon.
    pub fn standard() -> Self {
        Self::new(STANDARD, 0.19)
    }

    /// Crystalline silicon of high efficiency.
    pub fn premium() -> Self {
        Self::new(PREMIUM, 0.21)
    }

    /// Thin film.
    pub fn thin_film() -> Self {
        Self::new(THIN_FILM, 0.18)
    }

    /// Power over that of the data sheet.
    #[inline(always)]
    pub fn power_ratio(&self, effective: f64, cell_c: f64) -> f64 {
        let lit = effective >= 1.0;
        let diode = self.cec.diode_with(&GAP, if lit { effective } else { 1.0 }, cell_c);
        let power = diode.maximum_power::<STEPS>().power() / self.power_w;
        if lit { power } else { 0.0 }
    }

    /// Temperature of the cells by the nominal operating one.
    #[inline(always)]
    pub fn cell_c(&self, effective: f64, air_c: f64, wind_m_s: f64, noct_c: f64) -> f64 {
        let wind = 0.51 * wind_m_s;
        let wind = if wind > 0.001 { wind } else { 0.001 };
        let heat = effective / 800.0 * (noct_c - 20.0) * (1.0 - self.efficiency / 0.9);
        air_c + heat * 9.5 / (5.7 + 3.8 * wind)
    }

    /// Relative change of power with temperature at standard test conditions, 1/K.
    pub fn gamma(&self) -> f64 {
        (self.power_ratio(1000.0, 26.0) - self.power_ratio(1000.0, 24.0)) / (2.0 * self.power_ratio(1000.0, 25.0))
    }
}
