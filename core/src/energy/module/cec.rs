use super::{Diode, STANDARD_K, ZERO_C};
use crate::math::exp;

/// Relative change of the band gap of silicon, 1/K.
const GAP_PER_K: f64 = 0.000_267_7;

/// Band gap at 25 °C and Boltzmann's constant, as a program has them.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Gap {
    /// Band gap, eV.
    pub ev: f64,
    /// Boltzmann's constant, eV/K.
    pub boltzmann_ev: f64,
}

/// Silicon with the constants of the paper and CODATA 2018.
const SILICON: Gap = Gap { ev: 1.121, boltzmann_ev: 8.617_333_262e-5 };

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
        self.diode_with(&SILICON, effective, cell_c)
    }

    /// The same with the constants of another program.
    #[inline(always)]
    pub fn diode_with(&self, constants: &Gap, effective: f64, cell_c: f64) -> Diode {
        let kelvin = cell_c + ZERO_C;
        let rise = kelvin - STANDARD_K;
        let ratio = kelvin / STANDARD_K;
        let suns = effective * 0.001;
        let gap = constants.ev * (1.0 - GAP_PER_K * rise);
        let growth = exp((constants.ev / STANDARD_K - gap / kelvin) / constants.boltzmann_ev);
        Diode {
            light: suns * (self.light + self.alpha * rise),
            saturation: self.saturation * (ratio * ratio * ratio) * growth,
            series: self.series,
            shunt: self.shunt * suns,
            a: self.a * ratio,
        }
    }
}
