use super::arrays::{Array, ArrayRows};
use super::inverters::{Group, Input};
use super::totals::Totals;
use crate::energy::equipment::Inverter;
use crate::math::{Level, sum, sum_striped};
use crate::weather::year::{Run, Skylight, YearClock};

/// A plant: arrays, inverters and losses.
#[derive(Debug, Clone)]
pub(crate) struct Plant {
    /// The arrays.
    pub arrays: Vec<Array>,
    /// The inverter, one of many equal ones.
    pub inverter: Inverter,
    /// Which arrays are on which inverters.
    pub groups: Vec<Group>,
    /// Losses before the inverter by month, by cause, in the order in which they act.
    pub causes: Vec<(&'static str, [f64; 12])>,
    /// The losses behind the inverter, by cause.
    pub behind: Vec<(&'static str, f64)>,
    /// Dirt by row of the series, in place of the first cause.
    pub soiling_rows: Option<Vec<f64>>,
}

/// Columns over all rows of the year; none where a sample is missing.
#[derive(Debug, Clone, Default)]
pub(crate) struct Hours {
    /// Power behind all losses, W.
    pub ac: Vec<Option<f64>>,
    /// Power that reaches the inverters, W.
    pub dc: Vec<Option<f64>>,
    /// The arrays.
    pub arrays: Vec<ArrayHours>,
    /// State of the sun where the rule looks for the part of the interval with sun: 0 down, 1 up, 2 rising, 3 setting.
    pub sun_states: Option<Vec<u8>>,
}

/// Columns of an array over all rows of the year; zero (for temperatures, none) without light.
#[derive(Debug, Clone, Default)]
pub(crate) struct ArrayHours {
    /// Irradiance in the plane, W/m².
    pub poa: Vec<Option<f64>>,
    /// Irradiance behind the glass, W/m².
    pub effective: Vec<Option<f64>>,
    /// Temperature of the cells, °C.
    pub cell_c: Vec<Option<f64>>,
}

/// A simulated year.
#[derive(Debug, Clone, Default)]
pub(crate) struct Year {
    /// What it adds up to.
    pub totals: Totals,
    /// Its rows, where they were asked for.
    pub hours: Option<Hours>,
    /// Dirt by month, weighted by the energy, where it was given by row.
    pub soiling_months: Option<[f64; 12]>,
}

impl Plant {
    /// Power of the modules at standard test conditions, W.
    pub fn power_w(&self) -> f64 {
        self.arrays.iter().map(Array::power_w).sum()
    }

    /// Largest power of all inverters together, W.
    pub fn limit_w(&self) -> f64 {
        self.groups.iter().map(|group| group.count).sum::<f64>() * self.inverter.limit_w()
    }

    /// Takes the dirt by rows in place of that by months.
    pub fn soil_by_rows(&mut self, rows: Vec<f64>) {
        if let Some((_, months)) = self.causes.first_mut() {
            *months = [0.0; 12];
        }
        self.soiling_rows = Some(rows);
    }

    /// What the losses behind the inverters leave.
    pub fn left(&self) -> f64 {
        self.behind.iter().map(|(_, fraction)| 1.0 - fraction).product()
    }

    /// What the losses before the inverters leave, by month.
    fn kept(&self) -> [f64; 12] {
        let mut kept = [1.0; 12];
        for (_, fractions) in &self.causes {
            for (kept, fraction) in kept.iter_mut().zip(fractions) {
                *kept *= 1.0 - fraction;
            }
        }
        kept
    }

    /// Runs the year. `dark_rows` are the valid rows without sun and light, by month; `valid` says which rows have all samples.
    pub fn run(&self, light: &Skylight, clock: &YearClock, valid: Option<&[bool]>, hourly: bool, level: Level) -> Year {
        let mut year = Year { totals: Totals { max_cell_c: f64::MIN, ..Totals::default() }, ..Year::default() };
        let dark_w = self.groups.iter().map(|group| group.dark_w(&self.inverter)).sum::<f64>() * self.left();
        if hourly {
            year.hours = Some(Hours::dark(clock, valid, dark_w, self.arrays.len()));
        }
        let kept = self.kept();
        let mut rows: Vec<ArrayRows> = self.arrays.iter().map(|_| ArrayRows::default()).collect();
        let (mut ac, mut clipped) = (Vec::new(), Vec::new());
        let to_kwh = clock.step_h() / 1000.0;
        let mut soiled = self.soiling_rows.as_ref().map(|rows| Soiled { rows, lost: [0.0; 12] });
        for run in light.runs() {
            for (array, rows) in self.arrays.iter().zip(&mut rows) {
                array.run(light, run.from..run.to, run.month, level, rows);
            }
            self.sum_modules(&mut year.totals, run, &rows, light, to_kwh);
            self.sum_hidden(&mut year.totals, run, light, to_kwh);
            if let Some(soiled) = &mut soiled {
                soiled.take(run, light, &mut rows, to_kwh);
            }
            let kept = kept.get(run.month).copied().unwrap_or(1.0);
            for rows in &mut rows {
                for dc in &mut rows.dc {
                    *dc *= kept;
                }
            }
            ac.clear();
            ac.resize(run.to - run.from, 0.0);
            clipped.clear();
            clipped.resize(run.to - run.from, 0.0);
            for group in &self.groups {
                let inputs: Vec<Input<'_>> = rows
                    .get(group.arrays.clone())
                    .unwrap_or_default()
                    .iter()
                    .map(|rows| Input { dc: &rows.dc, voltage: &rows.voltage })
                    .collect();
                year.totals.unknown_rows += group.run(&self.inverter, &inputs, level, &mut ac, &mut clipped);
            }
            self.sum_inverters(&mut year.totals, run, &rows, &mut ac, &clipped, to_kwh);
            if let Some(hours) = &mut year.hours {
                hours.put(light, run, &rows, &ac);
            }
        }
        self.sum_dark(&mut year.totals, light, clock, valid, dark_w * to_kwh);
        year.soiling_months = soiled.map(|soiled| soiled.months(&year.totals));
        year.totals.max_cell_c = if year.totals.max_cell_c > f64::MIN { year.totals.max_cell_c } else { 0.0 };
        year
    }

    fn sum_modules(&self, totals: &mut Totals, run: &Run, rows: &[ArrayRows], light: &Skylight, to_kwh: f64) {
        let power_w = self.power_w();
        let Some(month) = totals.months.get_mut(run.month) else { return };
        month.ghi += sum(light.ghi.get(run.from..run.to).unwrap_or_default()) * to_kwh;
        for (array, rows) in self.arrays.iter().zip(rows) {
            let power = array.power_w();
            let poa = sum(&rows.poa);
            let heat = heat(&rows.effective, &rows.cell_c);
            month.poa += poa * to_kwh * (power / power_w);
            month.nominal += poa * to_kwh * power * 0.001;
            month.effective += sum_striped(&rows.effective) * to_kwh * power * 0.001;
            month.heat += heat * to_kwh * power * 0.001 * -array.gamma;
            month.module += (sum(&rows.dc) + rows.ohmic) * to_kwh;
            month.ohmic += rows.ohmic * to_kwh;
            for (cell, poa) in rows.cell_c.iter().zip(&rows.poa) {
                totals.max_cell_c = if *poa > 0.0 && *cell > totals.max_cell_c { *cell } else { totals.max_cell_c };
            }
            for voltage in &rows.voltage {
                totals.max_voltage_v = if *voltage > totals.max_voltage_v { *voltage } else { totals.max_voltage_v };
            }
        }
    }

    /// What the horizon hides of the light in the planes.
    fn sum_hidden(&self, totals: &mut Totals, run: &Run, light: &Skylight, to_kwh: f64) {
        let Some(month) = totals.months.get_mut(run.month) else { return };
        for array in &self.arrays {
            let (beam, sky) = array.hidden(light, run.from..run.to);
            let share = array.power_w() / self.power_w();
            month.horizon_beam += beam * to_kwh * share;
            month.horizon_sky += sky * to_kwh * share;
        }
    }

    fn sum_inverters(
        &self,
        totals: &mut Totals,
        run: &Run,
        rows: &[ArrayRows],
        ac: &mut [f64],
        clipped: &[f64],
        to_kwh: f64,
    ) {
        let Some(month) = totals.months.get_mut(run.month) else { return };
        for rows in rows {
            month.dc += sum(&rows.dc) * to_kwh;
        }
        month.clipped += sum_striped(clipped) * to_kwh;
        totals.clipped_rows += clipped.iter().filter(|clipped| **clipped > 0.0).count();
        month.inverter += sum_striped(ac) * to_kwh;
        let left = self.left();
        for ac in ac.iter_mut() {
            *ac = *ac * left + 0.0;
            totals.max_ac_w = if *ac > totals.max_ac_w { *ac } else { totals.max_ac_w };
        }
        month.ac += sum(ac) * to_kwh;
    }

    /// What the inverters take in the rows without sun and light.
    fn sum_dark(
        &self,
        totals: &mut Totals,
        light: &Skylight,
        clock: &YearClock,
        valid: Option<&[bool]>,
        dark_kwh: f64,
    ) {
        let left = self.left();
        if dark_kwh == 0.0 || left == 0.0 {
            return;
        }
        let mut rows = [0.0; 12];
        for day in &clock.days {
            let there = match valid {
                Some(valid) => valid.iter().skip(day.row).take(day.count).filter(|valid| **valid).count(),
                None => day.count,
            };
            if let Some(rows) = rows.get_mut(day.month) {
                *rows += there as f64;
            }
        }
        for run in light.runs() {
            if let Some(rows) = rows.get_mut(run.month) {
                *rows -= (run.to - run.from) as f64;
            }
        }
        for (month, rows) in totals.months.iter_mut().zip(rows) {
            month.ac += rows * dark_kwh;
            month.inverter += rows * dark_kwh / left;
        }
    }
}

/// Dirt by row, and what it takes by month, kWh.
struct Soiled<'a> {
    rows: &'a [f64],
    lost: [f64; 12],
}

impl Soiled<'_> {
    /// Takes the dirt's share of the rows of a month.
    fn take(&mut self, run: &Run, light: &Skylight, arrays: &mut [ArrayRows], to_kwh: f64) {
        let places = light.suns.rows.get(run.from..run.to).unwrap_or_default();
        let Some(lost) = self.lost.get_mut(run.month) else { return };
        for array in arrays {
            for (dc, place) in array.dc.iter_mut().zip(places) {
                let taken = *dc * self.rows.get(*place).copied().unwrap_or_default();
                *lost += taken * to_kwh;
                *dc -= taken;
            }
        }
    }

    /// The share of each month.
    fn months(&self, totals: &Totals) -> [f64; 12] {
        let mut shares = [0.0; 12];
        for ((share, lost), month) in shares.iter_mut().zip(&self.lost).zip(&totals.months) {
            let reached = month.module - month.ohmic;
            *share = if reached > 0.0 { lost / reached } else { 0.0 };
        }
        shares
    }
}

/// Puts values at their places in a column.
pub(super) fn scatter(column: &mut [Option<f64>], places: &[usize], values: &[f64]) {
    for (place, value) in places.iter().zip(values) {
        if let Some(slot) = column.get_mut(*place) {
            *slot = Some(*value);
        }
    }
}

/// Sum of light times degrees above 25 °C.
fn heat(effective: &[f64], cells: &[f64]) -> f64 {
    let mut stripes = [0.0; 8];
    for (effective, cells) in effective.chunks(8).zip(cells.chunks(8)) {
        for ((stripe, effective), cell) in stripes.iter_mut().zip(effective).zip(cells) {
            *stripe += effective * (cell - 25.0);
        }
    }
    sum_striped(&stripes)
}

impl Hours {
    /// A year without light for some arrays.
    pub(super) fn dark(clock: &YearClock, valid: Option<&[bool]>, dark_w: f64, arrays: usize) -> Hours {
        let column = |value: f64| {
            let mut column = vec![None; clock.rows];
            for day in &clock.days {
                for (row, slot) in column.iter_mut().enumerate().skip(day.row).take(day.count) {
                    let there = valid.is_none_or(|valid| valid.get(row).copied().unwrap_or(false));
                    *slot = there.then_some(value);
                }
            }
            column
        };
        let array = |_| ArrayHours { poa: column(0.0), effective: column(0.0), cell_c: vec![None; clock.rows] };
        Hours { ac: column(dark_w + 0.0), dc: column(0.0), arrays: (0..arrays).map(array).collect(), sun_states: None }
    }

    fn put(&mut self, light: &Skylight, run: &Run, rows: &[ArrayRows], ac: &[f64]) {
        let places = light.suns.rows.get(run.from..run.to).unwrap_or_default();
        let put = |column: &mut [Option<f64>], values: &[f64]| scatter(column, places, values);
        put(&mut self.ac, ac);
        let mut dc = vec![0.0; places.len()];
        for (hours, rows) in self.arrays.iter_mut().zip(rows) {
            put(&mut hours.poa, &rows.poa);
            put(&mut hours.effective, &rows.effective);
            hours.put_cells(places, &rows.poa, &rows.cell_c);
            for (dc, more) in dc.iter_mut().zip(&rows.dc) {
                *dc += more;
            }
        }
        put(&mut self.dc, &dc);
    }
}

impl ArrayHours {
    /// Temperatures of the cells where there is light.
    pub(super) fn put_cells(&mut self, places: &[usize], poa: &[f64], cells: &[f64]) {
        for (place, (poa, cell)) in places.iter().zip(poa.iter().zip(cells)) {
            if let Some(slot) = self.cell_c.get_mut(*place) {
                *slot = (*poa > 0.0).then_some(*cell);
            }
        }
    }
}
