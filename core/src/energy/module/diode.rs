use crate::math::{exp, ln};

/// Steps of the solvers; a fixed count gives the same bits everywhere and lets a loop vectorise.
const STEPS: usize = 8;

/// A single diode at an instant: `I = light − saturation (e^(Vd/a) − 1) − Vd shunt`, with `Vd = V + I series`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Diode {
    /// Light current, A.
    pub light: f64,
    /// Saturation current, A.
    pub saturation: f64,
    /// Series resistance, ohm.
    pub series: f64,
    /// Shunt conductance, 1/ohm.
    pub shunt: f64,
    /// Modified ideality factor, V.
    pub a: f64,
}

/// A point of the curve.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(crate) struct Point {
    /// Current, A.
    pub current: f64,
    /// Voltage, V.
    pub voltage: f64,
}

impl Point {
    /// Power, W.
    #[inline(always)]
    pub fn power(self) -> f64 {
        self.current * self.voltage
    }
}

/// A search for the maximum: a voltage over the diode and the bracket around it.
#[derive(Debug, Clone, Copy)]
struct Search {
    v: f64,
    low: f64,
    high: f64,
    inverse_a: f64,
}

impl Search {
    /// A step of Newton's method, or the middle of the bracket.
    #[inline(always)]
    fn step(self, diode: &Diode) -> Search {
        let Search { v, low, high, inverse_a } = self;
        let (current, e) = diode.at_scaled(v, inverse_a);
        let slope = e * inverse_a + diode.shunt;
        let bend = e * inverse_a * inverse_a;
        let stretch = 1.0 + diode.series * slope;
        let voltage = v - current * diode.series;
        let f = current * stretch - voltage * slope;
        let df = current * diode.series * bend - 2.0 * slope * stretch - voltage * bend;
        // dP/dVd falls: the root lies above where it is positive
        let low = if f > 0.0 { v } else { low };
        let high = if f > 0.0 { high } else { v };
        let next = v - f / df;
        let middle = 0.5 * (low + high);
        // at the root the step ends on the bracket itself
        let inside = (next >= low) & (next <= high);
        Search { v: if inside { next } else { middle }, low, high, inverse_a }
    }
}

/// What is read off the curve.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(crate) struct Curve {
    /// Short-circuit current, A.
    pub i_sc: f64,
    /// Open-circuit voltage, V.
    pub v_oc: f64,
    /// Point of maximum power.
    pub maximum: Point,
}

impl Diode {
    /// Open-circuit voltage without shunt, V: no voltage over the diode is above it.
    #[inline(always)]
    pub fn ideal_voltage(&self) -> f64 {
        self.a * ln(self.light / self.saturation + 1.0)
    }

    /// Current, and exponential times saturation current, at a voltage over the diode.
    #[inline(always)]
    fn at(&self, diode_v: f64) -> (f64, f64) {
        self.at_scaled(diode_v, 1.0 / self.a)
    }

    /// The same with the inverse of the ideality factor: a division less in every step.
    #[inline(always)]
    fn at_scaled(&self, diode_v: f64, inverse_a: f64) -> (f64, f64) {
        let e = self.saturation * exp(diode_v * inverse_a);
        (self.light - (e - self.saturation) - diode_v * self.shunt, e)
    }

    /// The point of maximum power: the root of dP/dVd by Newton's method, halving where a step leaves the bracket; four steps, or eight.
    ///
    /// The steps are written out: a loop inside a loop over rows would keep that one from being vectorised.
    ///
    /// Source: J. W. Bishop, *Solar Cells* 25 (1988) 73 (the curve by the voltage over the diode).
    #[inline(always)]
    pub fn maximum_power<const N: usize>(&self) -> Point {
        let search = self.search().step(self).step(self).step(self).step(self);
        let search = if N > 4 { search.step(self).step(self).step(self).step(self) } else { search };
        let (current, _) = self.at_scaled(search.v, search.inverse_a);
        Point { current, voltage: search.v - current * self.series }
    }

    /// Where the search for the maximum begins.
    #[inline(always)]
    fn search(&self) -> Search {
        let ideal = self.ideal_voltage();
        // Near the root I_0 e^(v/a) (1 + (v - 2 I R_s)/a) is about I_L less the shunt's current; with this start three steps give the
        // power and four the voltage to twelve digits, five and nine from a fixed share of the open-circuit voltage.
        let left = self.light - ideal * self.shunt;
        let least = 0.05 * self.light;
        let left = if left > least { left } else { least };
        let open = self.a * ln(left / self.saturation + 1.0);
        let drop = open - 2.0 * self.light * self.series;
        let drop = if drop > 0.0 { drop } else { 0.0 };
        let inverse_a = 1.0 / self.a;
        let start = open - self.a * ln(1.0 + drop * inverse_a);
        Search { v: if start > 0.0 { start } else { 0.5 * ideal }, low: 0.0, high: ideal, inverse_a }
    }

    /// Open-circuit voltage, V: Newton from the right of a falling concave curve.
    #[inline(always)]
    pub fn open_circuit(&self) -> f64 {
        let mut v = self.ideal_voltage();
        for _ in 0..STEPS {
            let (current, e) = self.at(v);
            v += current / (e / self.a + self.shunt);
        }
        v
    }

    /// Current at a terminal voltage in 0 ..= V_oc, A: Newton from the right of a rising convex curve.
    #[inline(always)]
    pub fn current_at(&self, voltage: f64) -> f64 {
        let without_diode = (voltage + self.series * self.light) / (1.0 + self.series * self.shunt);
        let ideal = self.ideal_voltage();
        let ideal = if ideal > voltage { ideal } else { voltage };
        let mut v = if without_diode < ideal { without_diode } else { ideal };
        for _ in 0..STEPS {
            let (current, e) = self.at(v);
            v -= (v - voltage - self.series * current) / (1.0 + self.series * (e / self.a + self.shunt));
        }
        self.at(v).0
    }

    /// Short circuit, open circuit and maximum power.
    pub fn curve(&self) -> Curve {
        Curve { i_sc: self.current_at(0.0), v_oc: self.open_circuit(), maximum: self.maximum_power::<STEPS>() }
    }
}
