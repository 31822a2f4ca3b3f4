use super::{Diode, STANDARD_K, ZERO_C};
use crate::math::exp;

/// Boltzmann's constant in eV/K, as the model has it.
const BOLTZMANN_EV: f64 = 8.617_333_262e-5;
/// Band gap of silicon at 25 °C, eV, and its relative change, 1/K.
const GAP_EV: f64 = 1.121;
const GAP_PER_K: f64 = 0.000_267_7;

/// Parameters of a module in the models of De Soto and of the CEC (California Energy Commission) at standard test conditions.
///
/// Sources: W. De Soto, S. A. Klein, W. A. Beckman, *Solar Energy* 80 (2006) 78; A. P. Dobos, *J. Solar Energy Engineering* 134 (2012)
/// 021011 (the adjustment).
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Cec {
    /// Modified ideality factor, V.
    pub a: f64,
    /// Light current, A.
    pub light: f64,
    /// Saturation current, A.
    pub saturation: f64,
    /// Series resistance, ohm.
    pub series: f64,
    /// Shunt conductance at 1000 W/m², 1/ohm.
    pub shunt: f64,
    /// Change of the light current, A/K, with the adjustment of the CEC in it.
    pub alpha: f64,
}

impl Cec {
    /// The diode at an effective irradiance above zero, W/m², and a cell temperature, °C.
    #[inline(always)]
    pub fn diode(&self, effective: f64, cell_c: f64) -> Diode {
        let kelvin = cell_c + ZERO_C;
        let rise = kelvin - STANDARD_K;
        let ratio = kelvin / STANDARD_K;
        let suns = effective * 0.001;
        let gap = GAP_EV * (1.0 - GAP_PER_K * rise);
        let growth = exp((GAP_EV / STANDARD_K - gap / kelvin) / BOLTZMANN_EV);
        Diode {
            light: suns * (self.light + self.alpha * rise),
            saturation: self.saturation * (ratio * ratio * ratio) * growth,
            series: self.series,
            shunt: self.shunt * suns,
            a: self.a * ratio,
        }
    }
}
