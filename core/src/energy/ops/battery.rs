//! Storage behind the meter.

use crate::Answer;
use crate::calendar::{Date, Month};
use crate::columns::{Columns, Form, Kind, OwnedColumn, Rows};
use crate::energy::battery::{Battery, Control, DispatchRule, DispatchWindow, Flow, Sums, Totals};
use crate::issue::{Code, Error, Issue, Problems};
use crate::quantity::{BatteryCapacity, BatteryPower, Efficiency, Energy, Fraction};
use serde::{Deserialize, Serialize};

/// Most intervals of a request: a leap year of minutes.
const MOST_INTERVALS: usize = 527_040;
const MOST_YEARS: u32 = 50;

/// A battery, seen from the alternating-current side.
#[derive(Debug, Clone, Copy, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct BatteryInput {
    /// Nominal capacity when new.
    pub capacity_kwh: BatteryCapacity,
    /// Largest power that it takes.
    pub charge_kw: BatteryPower,
    /// Largest power that it gives.
    pub discharge_kw: BatteryPower,
    /// Stored energy over energy taken; default 0.95.
    pub charge_efficiency: Option<Efficiency>,
    /// Energy given over energy taken out of the store; default 0.95.
    pub discharge_efficiency: Option<Efficiency>,
    /// Lowest state of charge; default 0.1.
    pub soc_min_fraction: Option<Fraction>,
    /// Highest state of charge, above the lowest; default 1.
    pub soc_max_fraction: Option<Fraction>,
    /// State of charge at the start, between both; default the lowest.
    pub soc_initial_fraction: Option<Fraction>,
    /// Share of the stored energy that leaks in a day, down to the lowest state of charge; default 0.
    pub leak_day_fraction: Option<Fraction>,
    /// Share of the nominal capacity that is lost in a year of 365 days by time; default 0.
    pub fade_year_fraction: Option<Fraction>,
    /// Share of the nominal capacity that is lost in a full equivalent cycle; default 0.
    pub fade_cycle_fraction: Option<Fraction>,
}

impl BatteryInput {
    /// The battery and its state of charge at the start.
    ///
    /// # Errors
    /// `OUT_OF_RANGE` for a highest state of charge that is not above the lowest, and for a start outside of both.
    pub fn check(&self) -> Result<(Battery, f64), Error> {
        let mut problems = Problems::new();
        let fraction = |given: Option<Fraction>, default| given.map_or(default, Fraction::get);
        let efficiency = |given: Option<Efficiency>| given.map_or(0.95, Efficiency::get);
        let least = fraction(self.soc_min_fraction, 0.1);
        let most = fraction(self.soc_max_fraction, 1.0);
        problems.require(least < most, || {
            Issue::error(Code::OUT_OF_RANGE).at("/soc_max_fraction").with("min", least).with("max", 1.0)
        });
        let initial = fraction(self.soc_initial_fraction, least);
        problems.require((least..=most).contains(&initial) || least >= most, || {
            Issue::error(Code::OUT_OF_RANGE).at("/soc_initial_fraction").with("min", least).with("max", most)
        });
        problems.finish()?;
        let battery = Battery {
            capacity_kwh: self.capacity_kwh.get(),
            charge_kw: self.charge_kw.get(),
            discharge_kw: self.discharge_kw.get(),
            charge_efficiency: efficiency(self.charge_efficiency),
            discharge_efficiency: efficiency(self.discharge_efficiency),
            soc_min_fraction: least,
            soc_max_fraction: most,
            leak_day_fraction: fraction(self.leak_day_fraction, 0.0),
            fade_year_fraction: fraction(self.fade_year_fraction, 0.0),
            fade_cycle_fraction: fraction(self.fade_cycle_fraction, 0.0),
        };
        Ok((battery, initial))
    }
}

/// The same intervals again, year after year.
#[derive(Debug, Clone, Copy, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct RepeatDispatch {
    /// How often, 1 to 50.
    #[cfg_attr(feature = "schema", schemars(range(min = 1, max = 50)))]
    pub years_count: u32,
    /// Share of the generation that is lost from one year to the next; default 0.
    pub degradation_fraction: Option<Fraction>,
}

/// Declares the request of a dispatch and what of it is the same for all rows of its column form.
macro_rules! dispatch {
    ($($(#[$meta:meta])* $field:ident: $type:ty,)*) => {
        /// Load, generation, a battery and a rule.
        #[derive(Debug, Clone, Deserialize)]
        #[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
        #[serde(deny_unknown_fields)]
        #[non_exhaustive]
        pub struct DispatchBatteryRequest {
            $($(#[$meta])* pub $field: $type,)*
            /// Energy that the site uses in each interval, 1 to 527040 of them.
            pub load_kwh: Vec<Energy>,
            /// Energy that the plant makes in each interval, as many.
            pub generation_kwh: Vec<Energy>,
            /// Window of each interval; needed by `time_of_use`, and read by nothing else.
            pub windows: Option<Vec<DispatchWindow>>,
            /// Whether the answer holds the series of the first year; default false.
            #[serde(default)]
            pub series: bool,
        }

        /// What is the same for all rows of [`DISPATCH_BATTERY`].
        #[derive(Debug, Clone, Deserialize)]
        #[serde(deny_unknown_fields)]
        pub(crate) struct DispatchParameters {
            $($field: $type,)*
        }

        impl DispatchBatteryRequest {
            fn parameters(&self) -> DispatchParameters {
                DispatchParameters { $($field: self.$field.clone(),)* }
            }
        }
    };
}

dispatch! {
    /// The battery.
    battery: BatteryInput,
    /// What it does when; default `self_consumption`.
    rule: Option<DispatchRule>,
    /// Limit of the import: what `peak_shaving` keeps to as far as the battery can, and the most to which charging from the grid
    /// may raise it.
    import_limit_kw: Option<BatteryPower>,
    /// Whether the grid may charge the battery, up to the limit of `peak_shaving` or in `charge` windows; default false.
    grid_charging: Option<bool>,
    /// Local date whose midnight begins the first interval.
    start_date: Date,
    /// Length of an interval: 5, 10, 15, 30 or 60.
    step_minutes: u32,
    /// Years of the same intervals, with ageing between them; default one.
    repeat: Option<RepeatDispatch>,
}

/// Sums over intervals, energy on the alternating-current side.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct BatteryTotals {
    /// Used by the site.
    pub load_kwh: f64,
    /// Made by the plant.
    pub generation_kwh: f64,
    /// Taken by the battery.
    pub charged_kwh: f64,
    /// Part of it that no surplus covered.
    pub charged_from_grid_kwh: f64,
    /// Given by the battery.
    pub discharged_kwh: f64,
    /// Lost in conversion both ways.
    pub conversion_loss_kwh: f64,
    /// Leaked out of the store.
    pub leaked_kwh: f64,
    /// Drawn from the grid without the battery.
    pub import_before_kwh: f64,
    /// Drawn from the grid with it.
    pub import_after_kwh: f64,
    /// Fed into the grid without the battery.
    pub export_before_kwh: f64,
    /// Fed into the grid with it.
    pub export_after_kwh: f64,
    /// Highest mean import of an interval without the battery.
    pub peak_before_kw: f64,
    /// Highest mean import of an interval with it.
    pub peak_after_kw: f64,
}

impl BatteryTotals {
    fn of(sums: &Sums, step_h: f64) -> BatteryTotals {
        BatteryTotals {
            load_kwh: sums.load,
            generation_kwh: sums.generation,
            charged_kwh: sums.charged,
            charged_from_grid_kwh: sums.charged_from_grid,
            discharged_kwh: sums.discharged,
            conversion_loss_kwh: sums.conversion,
            leaked_kwh: sums.leaked,
            import_before_kwh: sums.import_before,
            import_after_kwh: sums.import,
            export_before_kwh: sums.export_before,
            export_after_kwh: sums.export,
            peak_before_kw: sums.peak_before / step_h,
            peak_after_kw: sums.peak / step_h,
        }
    }
}

/// A month of a dispatch.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct BatteryMonth {
    /// Year of the repetition, from 1.
    pub year: u32,
    /// Month of the series.
    pub month: Month,
    /// Its sums.
    pub totals: BatteryTotals,
}

/// A year of a dispatch: all intervals of the request once.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct BatteryYear {
    /// Year of the repetition, from 1.
    pub year: u32,
    /// Capacity in this year.
    pub capacity_kwh: f64,
    /// In the store at the start.
    pub stored_start_kwh: f64,
    /// In the store at the end.
    pub stored_end_kwh: f64,
    /// Stored energy that the smaller capacity of the next year no longer holds.
    pub dropped_kwh: f64,
    /// Full equivalent cycles of this year: energy taken out of the store over the nominal capacity.
    pub cycles_count: f64,
    /// Share of the generation that the site uses itself without the battery; null without generation.
    pub self_consumption_before_fraction: Option<f64>,
    /// The same with the battery, its losses included.
    pub self_consumption_after_fraction: Option<f64>,
    /// Its sums.
    pub totals: BatteryTotals,
}

/// The first year, interval by interval.
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct BatterySeries {
    /// Taken by the battery.
    pub charged_kwh: Vec<f64>,
    /// Given by the battery.
    pub discharged_kwh: Vec<f64>,
    /// In the store at the end of the interval.
    pub stored_kwh: Vec<f64>,
    /// Drawn from the grid.
    pub import_kwh: Vec<f64>,
    /// Fed into the grid.
    pub export_kwh: Vec<f64>,
}

/// What a battery does to a site.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct BatteryDispatch {
    /// The years.
    pub years: Vec<BatteryYear>,
    /// The months of all years.
    pub months: Vec<BatteryMonth>,
    /// The first year; null unless asked for.
    pub series: Option<BatterySeries>,
}

/// The column form's summary: what its columns do not hold.
#[derive(Debug, Clone, PartialEq, Serialize)]
struct DispatchSummary {
    years: Vec<BatteryYear>,
    months: Vec<BatteryMonth>,
}

/// Dispatch a battery behind the meter by one rule, interval by interval: what it takes, gives and loses, and what the grid sees.
///
/// `self_consumption` stores every surplus and covers every deficit. `peak_shaving` keeps the import at a limit and charges below it.
/// `time_of_use` charges in `charge` windows and gives in `discharge` windows. The battery never feeds the grid. Energy is balanced in
/// each interval: load + charged + export = generation + discharged + import.
///
/// # Errors
/// `BAD_LENGTH` for series of other lengths; `MISSING_FIELD` for the limit of `peak_shaving` or the windows of `time_of_use`;
/// `OUT_OF_RANGE` for the step, the years or the states of charge; `DATE_RANGE`.
pub fn dispatch_battery(request: DispatchBatteryRequest) -> Result<Answer<BatteryDispatch>, Error> {
    let numbers = |series: &[Energy]| series.iter().map(|energy| energy.get()).collect::<Vec<f64>>();
    let site = Site {
        load: &numbers(&request.load_kwh),
        generation: &numbers(&request.generation_kwh),
        windows: request.windows.as_deref(),
    };
    let (mut dispatch, series) = run(&request.parameters(), &site, request.series)?;
    dispatch.series = request.series.then_some(series);
    Ok(Answer::new(dispatch))
}

struct Site<'a> {
    load: &'a [f64],
    generation: &'a [f64],
    windows: Option<&'a [DispatchWindow]>,
}

fn run(given: &DispatchParameters, site: &Site<'_>, keep: bool) -> Result<(BatteryDispatch, BatterySeries), Error> {
    let rule = given.rule.unwrap_or_default();
    let mut problems = Problems::new();
    let battery = problems.take(given.battery.check().map_err(|error| error.within("/battery")));
    let needs_limit = rule == DispatchRule::PeakShaving && given.import_limit_kw.is_none();
    problems.require(!needs_limit, || Issue::error(Code::MISSING_FIELD).at("/import_limit_kw"));
    problems.require([5, 10, 15, 30, 60].contains(&given.step_minutes), || {
        Issue::error(Code::OUT_OF_RANGE).at("/step_minutes").with("min", 5).with("max", 60)
    });
    let years = given.repeat.map_or(1, |repeat| repeat.years_count);
    problems.require((1..=MOST_YEARS).contains(&years), || {
        Issue::error(Code::OUT_OF_RANGE).at("/repeat/years_count").with("min", 1).with("max", MOST_YEARS)
    });
    let count = site.load.len();
    problems.require((1..=MOST_INTERVALS).contains(&count), || {
        Issue::error(Code::BAD_LENGTH).at("/load_kwh").with("min", 1).with("max", MOST_INTERVALS)
    });
    let mut as_long = |length: Option<usize>, place: &'static str| {
        problems.require(length.is_none_or(|length| length == count), || {
            Issue::error(Code::BAD_LENGTH).at(place).with("min", count).with("max", count)
        });
    };
    as_long(Some(site.generation.len()), "/generation_kwh");
    as_long(site.windows.map(<[_]>::len), "/windows");
    let needs_windows = rule == DispatchRule::TimeOfUse && site.windows.is_none();
    problems.require(!needs_windows, || Issue::error(Code::MISSING_FIELD).at("/windows"));
    let Some((battery, soc)) = battery.filter(|_| problems.is_empty()) else { return Err(problems.into_error()) };
    let control = Control {
        rule,
        windows: site.windows.unwrap_or_default(),
        import_limit_kw: given.import_limit_kw.map(BatteryPower::get),
        grid_charging: given.grid_charging.unwrap_or(false),
    };
    let step_h = f64::from(given.step_minutes) / 60.0;
    let spans = months(given.start_date, given.step_minutes, count)?;
    let block_years = count as f64 * step_h / 8760.0;
    let mut state = battery.new_state(soc);
    let mut generation = site.generation.to_vec();
    let kept = 1.0 - given.repeat.and_then(|repeat| repeat.degradation_fraction).map_or(0.0, Fraction::get);
    let mut found = BatteryDispatch { years: Vec::new(), months: Vec::new(), series: None };
    let mut series = BatterySeries::default();
    for year in 1..=years {
        if year > 1 && kept != 1.0 {
            generation.iter_mut().for_each(|made| *made *= kept);
        }
        let (capacity_kwh, stored_start_kwh, cycles) = (state.capacity_kwh, state.stored_kwh, state.cycles_count);
        let mut whole = Totals::default();
        let mut from = 0;
        for (month, to) in &spans {
            let load = site.load.get(from..*to).unwrap_or_default();
            let made = generation.get(from..*to).unwrap_or_default();
            let windows = control.windows.get(from..*to).unwrap_or_default();
            let mut totals = Totals::default();
            let mut visit = |index: usize, flow: Flow| {
                if let (Some(load), Some(made)) = (load.get(index), made.get(index)) {
                    totals.add(*load, *made, &flow);
                }
                if keep && year == 1 {
                    series.push(&flow);
                }
            };
            battery.run(&mut state, &Control { windows, ..control }, step_h, (load, made), &mut visit);
            let sums = totals.sums();
            whole.join(&sums);
            let totals = BatteryTotals::of(&sums, step_h);
            found.months.push(BatteryMonth { year, month: *month, totals });
            from = *to;
        }
        let totals = BatteryTotals::of(&whole.sums(), step_h);
        let used = |exported: f64| {
            let made = totals.generation_kwh;
            (made > 0.0).then(|| (made - exported) / made)
        };
        let (stored_end_kwh, cycles_count) = (state.stored_kwh, state.cycles_count - cycles);
        found.years.push(BatteryYear {
            year,
            capacity_kwh,
            stored_start_kwh,
            stored_end_kwh,
            dropped_kwh: battery.age(&mut state, block_years),
            cycles_count,
            self_consumption_before_fraction: used(totals.export_before_kwh),
            self_consumption_after_fraction: used(totals.export_after_kwh),
            totals,
        });
    }
    let sound = found.years.iter().all(|year| year.totals.is_finite() && year.stored_end_kwh.is_finite());
    if sound { Ok((found, series)) } else { Err(Issue::error(Code::NOT_FINITE).into()) }
}

impl BatteryTotals {
    fn is_finite(&self) -> bool {
        [self.load_kwh, self.generation_kwh, self.charged_kwh, self.import_after_kwh, self.export_after_kwh]
            .iter()
            .all(|sum| sum.is_finite())
    }
}

impl BatterySeries {
    fn push(&mut self, flow: &Flow) {
        self.charged_kwh.push(flow.charged_kwh);
        self.discharged_kwh.push(flow.discharged_kwh);
        self.stored_kwh.push(flow.stored_kwh);
        self.import_kwh.push(flow.import_kwh);
        self.export_kwh.push(flow.export_kwh);
    }
}

/// The months of a series, each with the interval before which it ends.
fn months(start: Date, step_minutes: u32, count: usize) -> Result<Vec<(Month, usize)>, Error> {
    let per_day = (1440 / step_minutes.max(1)).max(1) as usize;
    let mut spans: Vec<(Month, usize)> = Vec::new();
    let mut from = 0;
    let mut date = start;
    while from < count {
        let to = (from + per_day).min(count);
        match spans.last_mut() {
            Some((month, end)) if *month == date.month() => *end = to,
            _ => spans.push((date.month(), to)),
        }
        from = to;
        if from < count {
            date = date.add_days(1)?;
        }
    }
    Ok(spans)
}

/// Column form of [`dispatch_battery`]: an interval a row. `window_index` is -1 in a `charge` window, 0 in a `hold` one and 1 in a
/// `discharge` one; other rules than `time_of_use` do not read it. Years and months are the summary.
pub(crate) static DISPATCH_BATTERY: Form<DispatchParameters> = Form {
    inputs: &[("load_kwh", Kind::F64), ("generation_kwh", Kind::F64), ("window_index", Kind::I64)],
    outputs: &[
        ("charged_kwh", Kind::F64),
        ("discharged_kwh", Kind::F64),
        ("stored_kwh", Kind::F64),
        ("import_kwh", Kind::F64),
        ("export_kwh", Kind::F64),
        ("status", Kind::I32),
    ],
    run: rows,
};

fn rows(parameters: DispatchParameters, columns: &Columns<'_>) -> Result<Rows, Error> {
    let mut errors = Vec::new();
    let mut pair = [Vec::with_capacity(columns.rows()), Vec::with_capacity(columns.rows())];
    let mut windows = Vec::with_capacity(columns.rows());
    for row in 0..columns.rows() {
        let mut problems = Problems::new();
        for ((position, place), series) in [(0, "/load_kwh"), (1, "/generation_kwh")].into_iter().zip(&mut pair) {
            let value = columns.at(position).and_then(|column| column.f64(row));
            let energy = value.ok_or_else(|| Error::from(Issue::error(Code::MISSING_FIELD)));
            let energy = energy.and_then(Energy::try_from).map_err(|error| error.within(place));
            series.push(problems.take(energy).map_or(0.0, Energy::get));
        }
        windows.push(match columns.at(2).and_then(|column| column.i64(row)) {
            Some(-1) => DispatchWindow::Charge,
            Some(0) => DispatchWindow::Hold,
            Some(1) => DispatchWindow::Discharge,
            _ => {
                problems.push(Issue::error(Code::OUT_OF_RANGE).at("/window_index").with("min", -1).with("max", 1));
                DispatchWindow::Hold
            }
        });
        errors.extend(problems.finish().err().map(|error| (row, error)));
    }
    let [load, generation] = &pair;
    if !errors.is_empty() {
        // The store of an interval follows from all before it: a wrong one leaves no dispatch.
        let zeros = || OwnedColumn::F64(vec![0.0; columns.rows()]);
        return Ok(Rows { columns: (0..5).map(|_| zeros()).collect(), errors, summary: None });
    }
    let (found, series) = run(&parameters, &Site { load, generation, windows: Some(&windows) }, true)?;
    let columns = [series.charged_kwh, series.discharged_kwh, series.stored_kwh, series.import_kwh, series.export_kwh];
    let rows = Rows { columns: columns.into_iter().map(OwnedColumn::F64).collect(), errors, summary: None };
    Ok(rows.with_summary(DispatchSummary { years: found.years, months: found.months }))
}
