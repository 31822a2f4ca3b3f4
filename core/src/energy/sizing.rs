//! Number of modules for a consumption, within the guardrail on generation over consumption.

/// The guardrail where the caller sets no lower one: annual generation at most 160 % of annual consumption.
pub(crate) const LIMIT: f64 = 1.6;

/// Rounding to whole modules forgives an error of this many modules.
const SLACK: f64 = 1e-9;

/// What is asked for.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Demand {
    /// Consumption of a year, kWh.
    pub consumption_kwh: f64,
    /// Energy of a year per installed power at this site and in this plane, kWh/kWp.
    pub yield_kwh_kwp: f64,
    /// Power of one module at standard test conditions, W.
    pub module_w: f64,
    /// Wanted generation over consumption.
    pub target: f64,
    /// Largest allowed generation over consumption.
    pub limit: f64,
}

/// Whole modules for a demand.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Size {
    /// Power that meets the target exactly, kW.
    pub target_kw: f64,
    /// Modules that reach the target.
    pub requested: u64,
    /// Modules that the limit allows.
    pub most: u64,
    /// Modules to install; none where the limit refuses.
    pub modules: Option<u64>,
}

impl Demand {
    /// The size, or nothing if it passes the integers that JSON holds.
    pub fn size(&self) -> Option<Size> {
        let target_kw = self.consumption_kwh * self.target / self.yield_kwh_kwp;
        let requested = whole((1000.0 * target_kw / self.module_w - SLACK).ceil())?;
        let most =
            whole((self.limit * self.consumption_kwh / self.yield_kwh_kwp * 1000.0 / self.module_w + SLACK).floor())?;
        let refused = self.target > self.limit || most < 1;
        let modules = (!refused).then(|| requested.min(most).max(1));
        Some(Size { target_kw, requested, most, modules })
    }

    /// Power of some modules, kW.
    pub fn power_kw(&self, modules: u64) -> f64 {
        modules as f64 * self.module_w / 1000.0
    }
}

fn whole(count: f64) -> Option<u64> {
    const MOST: f64 = 9_007_199_254_740_991.0;
    (count <= MOST).then_some(count.max(0.0) as u64)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn exactly_the_limit_passes() {
        // 1.6 · 1000 kWh / 1600 kWh/kWp = 1 kWp: two modules of 500 W are exactly 160 %.
        let demand =
            Demand { consumption_kwh: 1000.0, yield_kwh_kwp: 1600.0, module_w: 500.0, target: 1.6, limit: LIMIT };
        assert_eq!(demand.size().unwrap().modules, Some(2));
        assert_eq!(Demand { target: 1.600_001, ..demand }.size().unwrap().modules, None);
    }

    proptest! {
        #[test]
        fn never_passes_the_limit_after_rounding_to_whole_modules(
            consumption_kwh in 100.0..1e6_f64,
            yield_kwh_kwp in 800.0..2200.0_f64,
            module_w in 200.0..800.0_f64,
            target in 0.1..3.0_f64,
            limit in 0.5..1.6_f64,
        ) {
            let demand = Demand { consumption_kwh, yield_kwh_kwp, module_w, target, limit };
            if let Some(modules) = demand.size().unwrap().modules {
                let reached = demand.power_kw(modules) * yield_kwh_kwp / consumption_kwh;
                let one = demand.power_kw(1) * yield_kwh_kwp / consumption_kwh;
                prop_assert!(reached <= limit + 1e-9 * one);
                prop_assert!(modules >= 1 && target <= limit);
            } else {
                prop_assert!(target > limit || demand.power_kw(1) * yield_kwh_kwp > limit * consumption_kwh);
            }
        }
    }
}
