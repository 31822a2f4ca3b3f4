//! One interval after the other.

use crate::math;

/// What a battery can do. All fields are checked where requests are read: see `BatteryInput`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Battery {
    /// Nominal capacity when new, kWh, above zero.
    pub capacity_kwh: f64,
    /// Largest power taken from the alternating-current side, kW.
    pub charge_kw: f64,
    /// Largest power given to the alternating-current side, kW.
    pub discharge_kw: f64,
    /// Stored over taken, above 0 to 1.
    pub charge_efficiency: f64,
    /// Given over taken out of the store, above 0 to 1.
    pub discharge_efficiency: f64,
    /// Lowest state of charge, of the capacity at the time.
    pub soc_min_fraction: f64,
    /// Highest state of charge, of the capacity at the time; above the lowest.
    pub soc_max_fraction: f64,
    /// Share of the stored energy that leaks in a day; it stops at the lowest state of charge.
    pub leak_day_fraction: f64,
    /// Share of the nominal capacity that is lost in a year by time alone.
    pub fade_year_fraction: f64,
    /// Share of the nominal capacity that is lost in a full equivalent cycle.
    pub fade_cycle_fraction: f64,
}

/// What a battery holds and has been through.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct BatteryState {
    /// Energy in the store, kWh.
    pub stored_kwh: f64,
    /// Capacity at present, kWh.
    pub capacity_kwh: f64,
    /// Full equivalent cycles so far: energy taken out of the store over the nominal capacity.
    pub cycles_count: f64,
    /// Age in years.
    pub age_years: f64,
}

/// When a time-of-use rule may do what.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum DispatchWindow {
    /// Cheap: charge from surplus, and from the grid where that is allowed; give nothing.
    Charge,
    /// In between: charge from surplus; give nothing.
    Hold,
    /// Dear: give what the load needs; charge from surplus.
    Discharge,
}

/// The rules of dispatch.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum DispatchRule {
    /// Store every surplus, cover every deficit (*autoconsumo*).
    #[default]
    SelfConsumption,
    /// Keep the import at or below a limit (*corte de ponta*).
    PeakShaving,
    /// Charge in cheap windows, give in dear ones (*deslocamento de consumo*).
    TimeOfUse,
}

/// A rule with what it needs.
#[derive(Debug, Clone, Copy)]
pub struct Control<'a> {
    /// The rule.
    pub rule: DispatchRule,
    /// Windows of the intervals, for `TimeOfUse`; an interval beyond them holds.
    pub windows: &'a [DispatchWindow],
    /// Limit of the import, kW: of `PeakShaving`, and the most to which charging from the grid may raise it.
    pub import_limit_kw: Option<f64>,
    /// Whether the grid may charge.
    pub grid_charging: bool,
}

/// What happens in an interval, kWh on the alternating-current side.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Flow {
    /// Taken by the battery.
    pub charged_kwh: f64,
    /// Given by the battery.
    pub discharged_kwh: f64,
    /// Lost in conversion both ways.
    pub conversion_loss_kwh: f64,
    /// Leaked out of the store.
    pub leaked_kwh: f64,
    /// In the store at the end.
    pub stored_kwh: f64,
    /// Drawn from the grid.
    pub import_kwh: f64,
    /// Fed into the grid.
    pub export_kwh: f64,
}

impl Battery {
    /// The battery when new, at a state of charge.
    pub fn new_state(&self, soc_fraction: f64) -> BatteryState {
        let soc = soc_fraction.clamp(self.soc_min_fraction, self.soc_max_fraction);
        let stored_kwh = soc * self.capacity_kwh;
        BatteryState { stored_kwh, capacity_kwh: self.capacity_kwh, cycles_count: 0.0, age_years: 0.0 }
    }

    /// Runs a block of intervals of `step_h` hours; `load` and `generation` are kWh of each, and `visit` sees what happens in each.
    ///
    /// The shorter of the two series decides how many intervals there are.
    pub fn run(
        &self,
        state: &mut BatteryState,
        control: &Control<'_>,
        step_h: f64,
        (load, generation): (&[f64], &[f64]),
        mut visit: impl FnMut(usize, Flow),
    ) {
        let limits = Limits::of(self, state.capacity_kwh, step_h);
        let mut stored = state.stored_kwh.clamp(limits.least, limits.most);
        let mut taken_out = math::Sum::new();
        for (index, (load, made)) in load.iter().zip(generation).enumerate() {
            let net = load - made;
            let wish = control.wish(index, net, step_h);
            let (charged, discharged) = limits.grant(wish, stored);
            let (stored_now, out) = limits.after(stored, charged, discharged);
            let kept = limits.least.max(stored_now * limits.keep).min(stored_now);
            let leaked = stored_now - kept;
            stored = kept;
            taken_out.add(out);
            let grid = net + charged - discharged;
            visit(
                index,
                Flow {
                    charged_kwh: charged + 0.0,
                    discharged_kwh: discharged + 0.0,
                    conversion_loss_kwh: charged * (1.0 - self.charge_efficiency) + (out - discharged),
                    leaked_kwh: leaked,
                    stored_kwh: stored,
                    import_kwh: grid.max(0.0) + 0.0,
                    export_kwh: (-grid).max(0.0) + 0.0,
                },
            );
        }
        state.stored_kwh = stored;
        state.cycles_count += taken_out.total() / self.capacity_kwh;
    }

    /// Ages a battery by a block of so many years; gives the stored energy that the smaller capacity no longer holds.
    pub fn age(&self, state: &mut BatteryState, years: f64) -> f64 {
        state.age_years += years;
        let lost = self.fade_year_fraction * state.age_years + self.fade_cycle_fraction * state.cycles_count;
        state.capacity_kwh = self.capacity_kwh * (1.0 - lost).max(0.0);
        let most = self.soc_max_fraction * state.capacity_kwh;
        let dropped = (state.stored_kwh - most).max(0.0);
        state.stored_kwh = state.stored_kwh.min(most);
        dropped
    }
}

/// What a rule would like: energy to take and to give, and never both.
#[derive(Debug, Clone, Copy)]
struct Wish {
    charge: f64,
    discharge: f64,
}

impl Control<'_> {
    fn wish(&self, index: usize, net: f64, step_h: f64) -> Wish {
        let (deficit, surplus) = (net.max(0.0), (-net).max(0.0));
        let limit = self.import_limit_kw.map_or(f64::INFINITY, |limit| limit * step_h);
        let store = |grid: bool| {
            let from_grid = if grid && self.grid_charging { (limit - deficit).max(0.0) } else { 0.0 };
            Wish { charge: surplus + from_grid, discharge: 0.0 }
        };
        match self.rule {
            DispatchRule::SelfConsumption => Wish { charge: surplus, discharge: deficit },
            DispatchRule::PeakShaving if deficit > limit => Wish { charge: 0.0, discharge: deficit - limit },
            DispatchRule::PeakShaving => store(true),
            DispatchRule::TimeOfUse => match self.windows.get(index).copied().unwrap_or(DispatchWindow::Hold) {
                DispatchWindow::Charge => store(true),
                DispatchWindow::Hold => store(false),
                DispatchWindow::Discharge => Wish { charge: surplus, discharge: deficit },
            },
        }
    }
}

/// Limits of a block, kWh.
struct Limits {
    least: f64,
    most: f64,
    charge: f64,
    discharge: f64,
    charge_efficiency: f64,
    discharge_efficiency: f64,
    /// Share of the stored energy that an interval keeps.
    keep: f64,
}

impl Limits {
    fn of(battery: &Battery, capacity: f64, step_h: f64) -> Limits {
        Limits {
            least: battery.soc_min_fraction * capacity,
            most: battery.soc_max_fraction * capacity,
            charge: battery.charge_kw * step_h,
            discharge: battery.discharge_kw * step_h,
            charge_efficiency: battery.charge_efficiency,
            discharge_efficiency: battery.discharge_efficiency,
            keep: math::exp(math::ln_1p(-battery.leak_day_fraction) * (step_h / 24.0)),
        }
    }

    fn grant(&self, wish: Wish, stored: f64) -> (f64, f64) {
        let room = ((self.most - stored) / self.charge_efficiency).max(0.0);
        let content = ((stored - self.least) * self.discharge_efficiency).max(0.0);
        (wish.charge.min(self.charge).min(room), wish.discharge.min(self.discharge).min(content))
    }

    /// The store after an interval, and what was taken out of it. Roundings never leave the limits.
    fn after(&self, stored: f64, charged: f64, discharged: f64) -> (f64, f64) {
        let out = discharged / self.discharge_efficiency;
        ((stored + charged * self.charge_efficiency - out).clamp(self.least, self.most), out)
    }
}
