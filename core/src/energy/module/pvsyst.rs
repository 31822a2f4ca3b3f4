use super::{BOLTZMANN, CHARGE, Diode, STANDARD_K, ZERO_C};
use crate::math::exp;

/// Parameters of a module in the model of PVsyst at standard test conditions.
///
/// Source: K. J. Sauer, T. Roessler, C. W. Hansen, *IEEE Journal of Photovoltaics* 5 (2015) 152.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct PvsystModule {
    /// Ideality factor of a cell.
    pub gamma: f64,
    /// Its change, 1/K.
    pub gamma_per_k: f64,
    /// Cells in series.
    pub cells: f64,
    /// Light current, A.
    pub light: f64,
    /// Saturation current, A.
    pub saturation: f64,
    /// Series resistance, ohm.
    pub series: f64,
    /// Shunt resistance at 1000 W/m², ohm.
    pub shunt: f64,
    /// Shunt resistance in the dark, ohm.
    pub shunt_dark: f64,
    /// Steepness of the shunt resistance over irradiance.
    pub shunt_exponent: f64,
    /// Change of the light current, A/K.
    pub alpha: f64,
    /// Band gap, eV.
    pub gap_ev: f64,
}

impl PvsystModule {
    /// The diode at an effective irradiance above zero, W/m², and a cell temperature, °C.
    #[inline(always)]
    pub fn diode(&self, effective: f64, cell_c: f64) -> Diode {
        let kelvin = cell_c + ZERO_C;
        let rise = kelvin - STANDARD_K;
        let ratio = kelvin / STANDARD_K;
        let suns = effective * 0.001;
        let gamma = self.gamma + self.gamma_per_k * rise;
        let fall = exp(-self.shunt_exponent);
        let base = (self.shunt - self.shunt_dark * fall) / (1.0 - fall);
        let base = if base > 0.0 { base } else { 0.0 };
        let shunt = base + (self.shunt_dark - base) * exp(-self.shunt_exponent * suns);
        let growth = exp(CHARGE * self.gap_ev / (BOLTZMANN * gamma) * (1.0 / STANDARD_K - 1.0 / kelvin));
        Diode {
            light: suns * (self.light + self.alpha * rise),
            saturation: self.saturation * (ratio * ratio * ratio) * growth,
            series: self.series,
            shunt: 1.0 / shunt,
            a: self.cells * BOLTZMANN * kelvin * gamma / CHARGE,
        }
    }
}
