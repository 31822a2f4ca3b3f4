use crate::energy::equipment::Inverter;
use crate::math::Level;
use std::ops::Range;

/// Arrays on equal inverters that share their power evenly: all arrays on string inverters, or one array on its micro-inverters.
#[derive(Debug, Clone)]
pub(crate) struct Group {
    /// Positions of its arrays; each is an input of its own (MPPT).
    pub arrays: Range<usize>,
    /// How many inverters.
    pub count: f64,
}

/// Direct-current power and voltage of an array behind the losses.
pub(crate) struct Input<'a> {
    /// Power, W.
    pub dc: &'a [f64],
    /// Voltage, V.
    pub voltage: &'a [f64],
}

impl Group {
    /// Adds the power before and within the limit of the group's inverters, W, and what the limit cuts, W. A row whose voltage the
    /// model does not know gives nothing; their number is the answer.
    pub fn run(
        &self,
        inverter: &Inverter,
        inputs: &[Input<'_>],
        level: Level,
        ac: &mut [f64],
        clipped: &mut [f64],
    ) -> usize {
        let share = 1.0 / self.count;
        let total = total(inputs);
        match (inverter, inputs) {
            (Inverter::Pvwatts(inverter), _) => level.run(
                #[inline(always)]
                || {
                    for ((dc, ac), clipped) in total.iter().zip(ac).zip(clipped) {
                        let unlimited = inverter.unlimited(dc * share);
                        let cut = unlimited - inverter.ac_w;
                        *ac += self.count * inverter.power(dc * share);
                        *clipped += self.count * if cut > 0.0 { cut } else { 0.0 };
                    }
                },
            ),
            (Inverter::Sandia(inverter), [only]) => level.run(
                #[inline(always)]
                || {
                    for (((dc, voltage), ac), clipped) in total.iter().zip(only.voltage).zip(ac).zip(clipped) {
                        let unlimited = inverter.unlimited(dc * share, *voltage);
                        let cut = unlimited - inverter.limit_w;
                        let on = *dc * share >= inverter.start_w;
                        *ac += self.count * inverter.limit(dc * share, unlimited);
                        *clipped += self.count * if on && cut > 0.0 { cut } else { 0.0 };
                    }
                },
            ),
            _ => return self.one_by_one(inverter, inputs, &total, ac, clipped),
        }
        0
    }

    /// The models without a fast loop, and several inputs with voltages of their own.
    fn one_by_one(
        &self,
        inverter: &Inverter,
        inputs: &[Input<'_>],
        total: &[f64],
        ac: &mut [f64],
        clipped: &mut [f64],
    ) -> usize {
        let share = 1.0 / self.count;
        let mut unknown = 0;
        let mut points: Vec<(f64, f64)> = Vec::with_capacity(inputs.len());
        for (row, ((dc, ac), clipped)) in total.iter().zip(ac).zip(clipped).enumerate() {
            let at = |values: &[f64]| values.get(row).copied().unwrap_or_default();
            points.clear();
            points.extend(inputs.iter().map(|input| (at(input.dc) * share, at(input.voltage))));
            let weighted = points.iter().map(|(dc, voltage)| dc * voltage).sum::<f64>();
            let voltage = if *dc > 0.0 { weighted / (dc * share) } else { 0.0 };
            let found = match inverter {
                Inverter::Sandia(inverter) => Some(inverter.power_of(&points)),
                other => other.power(dc * share, voltage),
            };
            match found {
                Some((unlimited, power)) => {
                    *ac += self.count * power;
                    let cut = unlimited - inverter.limit_w();
                    *clipped += self.count * if power > 0.0 && cut > 0.0 { cut } else { 0.0 };
                }
                None => unknown += 1,
            }
        }
        unknown
    }

    /// Power of the group without light, W: below zero where the inverter takes power at night.
    pub fn dark_w(&self, inverter: &Inverter) -> f64 {
        self.count * inverter.power(0.0, 0.0).map_or(0.0, |(_, power)| power) + 0.0
    }
}

/// Power of all inputs together, W.
fn total(inputs: &[Input<'_>]) -> Vec<f64> {
    let mut total = inputs.first().map(|first| first.dc.to_vec()).unwrap_or_default();
    for input in inputs.iter().skip(1) {
        for (total, dc) in total.iter_mut().zip(input.dc) {
            *total += dc;
        }
    }
    total
}
