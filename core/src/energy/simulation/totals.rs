use crate::math::sum;

/// What the rows of a month add up to. Energies are kWh, irradiation kWh/m².
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(crate) struct Month {
    /// Global horizontal irradiation.
    pub ghi: f64,
    /// Irradiation in the planes, weighted by the power of the arrays.
    pub poa: f64,
    /// Energy at the nominal efficiency of the modules.
    pub nominal: f64,
    /// The same from the light behind the glass.
    pub effective: f64,
    /// What the temperature of the cells costs.
    pub heat: f64,
    /// Direct-current energy of the modules before the losses.
    pub module: f64,
    /// What the cables take of it by their resistance.
    pub ohmic: f64,
    /// Irradiation in the planes that the horizon takes of the sun and of the light around it, weighted as `poa`.
    pub horizon_beam: f64,
    /// The same of the sky.
    pub horizon_sky: f64,
    /// Direct-current energy that reaches the inverters.
    pub dc: f64,
    /// What the limit of the inverters cuts.
    pub clipped: f64,
    /// What the inverters give, their power at night deducted.
    pub inverter: f64,
    /// Alternating-current energy behind all losses.
    pub ac: f64,
}

impl Month {
    /// Adds what further rows of the month add up to.
    pub fn add(&mut self, more: &Month) {
        self.ghi += more.ghi;
        self.poa += more.poa;
        self.nominal += more.nominal;
        self.effective += more.effective;
        self.heat += more.heat;
        self.module += more.module;
        self.ohmic += more.ohmic;
        self.horizon_beam += more.horizon_beam;
        self.horizon_sky += more.horizon_sky;
        self.dc += more.dc;
        self.clipped += more.clipped;
        self.inverter += more.inverter;
        self.ac += more.ac;
    }
}

/// What a year adds up to.
#[derive(Debug, Clone, Default)]
pub(crate) struct Totals {
    /// The months, January first.
    pub months: [Month; 12],
    /// Highest power behind all losses, W.
    pub max_ac_w: f64,
    /// Highest temperature of cells with light on them, °C.
    pub max_cell_c: f64,
    /// Highest voltage of a string at its maximum, V.
    pub max_voltage_v: f64,
    /// Rows in which the limit cuts.
    pub clipped_rows: usize,
    /// Rows outside of the voltages that the model of the inverter knows.
    pub unknown_rows: usize,
}

/// A cause of loss and what it takes.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct LossStep {
    /// The cause.
    pub name: &'static str,
    /// Energy lost, kWh; below zero where it is a gain.
    pub loss_kwh: f64,
    /// The same over the energy that reaches this step.
    pub fraction: f64,
}

impl Totals {
    /// A quantity of all months.
    pub fn monthly(&self, of: impl Fn(&Month) -> f64) -> [f64; 12] {
        std::array::from_fn(|month| self.months.get(month).map(&of).unwrap_or_default() + 0.0)
    }

    /// A quantity of the year.
    pub fn annual(&self, of: impl Fn(&Month) -> f64) -> f64 {
        sum(&self.monthly(of)) + 0.0
    }

    /// The causes in the order irradiance, module, direct current, inverter, alternating current; they add up to the nominal energy
    /// less the alternating-current energy. `causes` are the losses before the inverter by month, `behind` those behind it.
    pub fn loss_tree(&self, causes: &[(&'static str, [f64; 12])], behind: &[(&'static str, f64)]) -> Vec<LossStep> {
        let mut tree = Vec::with_capacity(causes.len() + behind.len() + 6);
        let mut left = self.annual(|month| month.nominal);
        let mut step = |name, loss_kwh: f64| {
            let fraction = if left > 0.0 { loss_kwh / left } else { 0.0 };
            tree.push(LossStep { name, loss_kwh: loss_kwh + 0.0, fraction: fraction + 0.0 });
            left -= loss_kwh;
        };
        step("reflection", self.annual(|month| month.nominal - month.effective));
        step("irradiance_level", self.annual(|month| month.effective - month.heat - month.module));
        step("temperature", self.annual(|month| month.heat));
        let ohmic = self.annual(|month| month.ohmic);
        if ohmic > 0.0 {
            step("ohmic", ohmic);
        }
        let mut kept = [1.0; 12];
        for (name, fractions) in causes {
            let mut lost = [0.0; 12];
            for (((lost, kept), fraction), month) in lost.iter_mut().zip(&mut kept).zip(fractions).zip(&self.months) {
                *lost = (month.module - month.ohmic) * *kept * fraction;
                *kept *= 1.0 - fraction;
            }
            step(name, sum(&lost));
        }
        step("inverter", self.annual(|month| month.dc - month.clipped - month.inverter));
        step("clipping", self.annual(|month| month.clipped));
        let mut passed = self.annual(|month| month.inverter);
        let whole = self.annual(|month| month.inverter - month.ac);
        for (name, fraction) in behind {
            // one cause takes what the sums say to the last bit
            let lost = if behind.len() == 1 { whole } else { passed * fraction };
            step(name, lost);
            passed -= lost;
        }
        tree
    }
}
