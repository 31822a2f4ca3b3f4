//! The five parameters of the CEC's diode and its adjustment from the figures of a data sheet.

use super::Cec;
use crate::math::{exp, root};

/// Figures of a data sheet at standard test conditions.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct DataSheet {
    /// Short-circuit current, A.
    pub i_sc: f64,
    /// Open-circuit voltage, V.
    pub v_oc: f64,
    /// Current of maximum power, A.
    pub i_mp: f64,
    /// Voltage of maximum power, V.
    pub v_mp: f64,
    /// Change of the short-circuit current, A/K.
    pub alpha: f64,
    /// Change of the open-circuit voltage, V/K.
    pub beta: f64,
    /// Relative change of the maximum power, 1/K.
    pub gamma: f64,
}

/// What was found.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Estimate {
    /// The parameters, the adjustment in `alpha`.
    pub module: Cec,
    /// The adjustment of the CEC, percent.
    pub adjust_pct: f64,
    /// Relative change of the maximum power that the parameters have, 1/K.
    pub gamma: f64,
    /// Whether the change of the open-circuit voltage is met too.
    pub meets_voltage: bool,
}

/// Ideality voltages that are tried, as shares of the open-circuit voltage.
const LEAST_A: f64 = 1.0 / 90.0;
const MOST_A: f64 = 1.0 / 8.0;
const GRID: usize = 320;
/// Largest adjustment that is looked for where the change of power alone is met, percent.
const MOST_ADJUST: f64 = 10_000.0;
/// Kelvins on both sides of 25 °C over which the coefficients are taken.
const SPAN_K: f64 = 1.0;

/// The curve through short circuit, open circuit and the given point, for an ideality voltage and a series resistance: light current,
/// saturation current times `e^(V_oc/a)`, shunt conductance.
///
/// The three conditions are linear in them; the light current is eliminated first.
fn through(sheet: &DataSheet, a: f64, series: f64) -> [f64; 3] {
    let at = |v: f64| exp((v - sheet.v_oc) / a) - exp(-sheet.v_oc / a);
    let (sc, mp) = (sheet.i_sc * series, sheet.v_mp + sheet.i_mp * series);
    // differences to the open circuit, where the current is zero
    let (e1, g1, b1) = (at(sheet.v_oc) - at(sc), sheet.v_oc - sc, sheet.i_sc);
    let (e2, g2, b2) = (at(sheet.v_oc) - at(mp), sheet.v_oc - mp, sheet.i_mp);
    let determinant = e1 * g2 - e2 * g1;
    let saturation = (b1 * g2 - b2 * g1) / determinant;
    let shunt = (e1 * b2 - e2 * b1) / determinant;
    [saturation * at(sheet.v_oc) + shunt * sheet.v_oc, saturation, shunt]
}

/// The same with the series resistance that makes the given point the maximum; none where there is none.
fn with_maximum(sheet: &DataSheet, a: f64) -> Option<Cec> {
    let slope = |series: f64| {
        let [_, saturation, shunt] = through(sheet, a, series);
        let conductance = saturation / a * exp((sheet.v_mp + sheet.i_mp * series - sheet.v_oc) / a) + shunt;
        sheet.i_mp * (1.0 + series * conductance) - sheet.v_mp * conductance
    };
    // beyond it the diode's voltage at the maximum would reach the open circuit
    let most = (sheet.v_oc - sheet.v_mp) / sheet.i_mp * (1.0 - 1e-9);
    let series = root(slope, 0.0, most, 0.0).ok()?;
    let [light, saturation, shunt] = through(sheet, a, series);
    let sound = light > 0.0 && saturation > 0.0 && shunt >= 0.0;
    let saturation = saturation * exp(-sheet.v_oc / a);
    sound.then_some(Cec { a, light, saturation, series, shunt, alpha: sheet.alpha })
}

/// The adjustment, percent, that gives the change of the open-circuit voltage: it lowers that of the current and raises that of the
/// voltage by the same share.
fn adjusted(sheet: &DataSheet, module: &Cec) -> Option<(Cec, f64)> {
    let with = |adjust: f64| Cec { alpha: sheet.alpha * (1.0 - adjust / 100.0), ..*module };
    let rest = |adjust: f64| {
        let change = |cell_c: f64| with(adjust).diode(1000.0, cell_c).open_circuit();
        let found = (change(25.0 + SPAN_K) - change(25.0 - SPAN_K)) / (2.0 * SPAN_K);
        found - sheet.beta * (1.0 + adjust / 100.0)
    };
    let adjust = root(rest, -99.0, 99.0, 0.0).ok()?;
    Some((with(adjust), adjust))
}

/// Relative change of the maximum power at 25 °C, 1/K.
fn gamma(module: &Cec) -> f64 {
    let power = |cell_c| module.diode(1000.0, cell_c).maximum_power::<8>().power();
    (power(25.0 + SPAN_K) - power(25.0 - SPAN_K)) / (2.0 * SPAN_K * power(25.0))
}

impl DataSheet {
    /// The parameters whose curve goes through short circuit, open circuit and maximum and has the changes of open-circuit voltage
    /// and power; where no ideality voltage meets both, the change of power alone; none where not even that.
    ///
    /// Source: A. P. Dobos, *J. Solar Energy Engineering* 134 (2012) 021011 (the conditions). The solution here nests them: three are
    /// linear, the other three are roots of one unknown each.
    pub fn estimate(&self) -> Option<Estimate> {
        let at = |a: f64| {
            let (module, adjust_pct) = adjusted(self, &with_maximum(self, a)?)?;
            Some(Estimate { module, adjust_pct, gamma: gamma(&module), meets_voltage: true })
        };
        let step = (MOST_A - LEAST_A) / GRID as f64;
        let mut before: Option<(f64, f64)> = None;
        let mut nearest: Option<(f64, f64)> = None;
        let mut largest = None;
        for place in 0..=GRID {
            let a = self.v_oc * (LEAST_A + step * place as f64);
            let rest = at(a).map(|found| found.gamma - self.gamma);
            if let (Some((low, there)), Some(here)) = (before, rest)
                && (there <= 0.0) != (here <= 0.0)
            {
                // an ideality voltage between two that have parameters has some too
                let a = root(|a| at(a).map_or(f64::NAN, |found| found.gamma - self.gamma), low, a, 0.0).ok()?;
                return at(a);
            }
            if let Some(rest) = rest
                && nearest.is_none_or(|(_, least)| rest.abs() < least)
            {
                nearest = Some((a, rest.abs()));
            }
            before = rest.map(|rest| (a, rest));
            largest = with_maximum(self, a).or(largest);
        }
        // where no ideality voltage meets the change of the open-circuit voltage, the largest is the least unlike a real diode's
        let module = nearest.and_then(|(a, _)| with_maximum(self, a)).or(largest);
        self.by_power(&module?)
    }

    /// The adjustment from the change of power alone, where no parameters meet that of the open-circuit voltage too.
    fn by_power(&self, module: &Cec) -> Option<Estimate> {
        let with = |adjust: f64| Cec { alpha: self.alpha * (1.0 - adjust / 100.0), ..*module };
        let adjust_pct = root(|adjust| gamma(&with(adjust)) - self.gamma, -MOST_ADJUST, MOST_ADJUST, 0.0).ok()?;
        let module = with(adjust_pct);
        Some(Estimate { module, adjust_pct, gamma: gamma(&module), meets_voltage: false })
    }
}
