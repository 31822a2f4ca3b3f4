use crate::energy::simulation::{ArrayHours, LossStep, Year};
use serde::Serialize;

/// A cause of loss and what it takes.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct LossStepOut {
    /// The cause: `reflection`, `irradiance_level`, `temperature`, `ohmic`, those of the losses, `inverter`, `clipping`,
    /// `availability`, `curtailment`.
    pub name: &'static str,
    /// Energy lost in the year, kWh; below zero where it is a gain.
    pub loss_kwh: f64,
    /// The same over the energy that reaches this step.
    pub fraction: f64,
}

/// How a year was computed.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Provenance {
    /// Version of the library.
    pub engine: &'static str,
    /// The chain of models.
    pub chain: &'static str,
    /// Where the sun is computed.
    pub sun: &'static str,
    /// Moment of a row's interval at which it is computed.
    pub sun_moment: &'static str,
    /// Where direct and diffuse light come from.
    pub decomposition: &'static str,
    /// Light of the sky.
    pub transposition: &'static str,
    /// Glass over the cells.
    pub incidence_modifier: &'static str,
    /// Temperature of the cells.
    pub cell_temperature: &'static str,
    /// Modules, one for each array.
    pub modules: Vec<&'static str>,
    /// Inverter.
    pub inverter: &'static str,
    /// SHA-256 of the weather's columns (name, then the values' bits, little-endian).
    pub weather_sha256: String,
}

/// Rows of an array: null where a sample is missing, and for temperatures where there is no light.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ArrayHoursOut {
    /// Irradiance in the plane of the modules, W/m².
    pub poa_w_m2: Vec<Option<f64>>,
    /// Irradiance behind the glass, W/m².
    pub effective_w_m2: Vec<Option<f64>>,
    /// Temperature of the cells, °C.
    pub cell_c: Vec<Option<f64>>,
}

/// A simulated year.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct SimulatedYear {
    /// Power of the modules at standard test conditions, kW.
    pub p_dc_stc_kw: f64,
    /// Largest power of the inverters, kW.
    pub p_ac_kw: f64,
    /// Power of the modules over that of the inverters.
    pub dc_ac_ratio: f64,
    /// Alternating-current energy of the year, kWh.
    pub annual_ac_kwh: f64,
    /// Alternating-current energy of each month, kWh, January first.
    pub monthly_ac_kwh: [f64; 12],
    /// Direct-current energy that reaches the inverters in the year, kWh.
    pub annual_dc_kwh: f64,
    /// The same by month, kWh.
    pub monthly_dc_kwh: [f64; 12],
    /// Global horizontal irradiation of the year, kWh/m².
    pub annual_ghi_kwh_m2: f64,
    /// Irradiation in the planes of the modules in the year, weighted by their power, kWh/m².
    pub annual_poa_kwh_m2: f64,
    /// The same by month, kWh/m².
    pub monthly_poa_kwh_m2: [f64; 12],
    /// Irradiation of the sun and of the light around it that the horizon hides from the planes, kWh/m²; absent without a horizon.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub horizon_beam_loss_kwh_m2: Option<f64>,
    /// The same of the sky's light.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub horizon_sky_loss_kwh_m2: Option<f64>,
    /// Energy of the year per installed power.
    pub specific_yield_kwh_kwp: f64,
    /// Performance ratio on the planes of the modules (IEC 61724-1); zero without irradiation.
    pub performance_ratio: f64,
    /// Energy of the year over power times hours.
    pub capacity_factor: f64,
    /// Highest alternating-current power, W.
    pub max_ac_w: f64,
    /// Highest temperature of lit cells, °C.
    pub max_cell_c: f64,
    /// Highest voltage of a string at its maximum power, V; zero where the module model has no voltage.
    pub max_string_v: f64,
    /// Energy that the limit of the inverters cuts (*clipping*), kWh.
    pub clipped_kwh: f64,
    /// Time in which it cuts, h.
    pub clipped_h: f64,
    /// Losses by cause; they add up to the energy at nominal efficiency less the alternating-current energy.
    pub loss_tree: Vec<LossStepOut>,
    /// Rows with all samples.
    pub valid_count: usize,
    /// Alternating-current power of each row, W; null where a sample is missing; absent unless asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hourly_ac_w: Option<Vec<Option<f64>>>,
    /// Direct-current power of each row that reaches the inverters, W; absent unless the detail was asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hourly_dc_w: Option<Vec<Option<f64>>>,
    /// Rows of each array; absent unless the detail was asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hourly_arrays: Option<Vec<ArrayHoursOut>>,
    /// The sun in each row, where it was looked for in the part of the interval with sun: 0 down, 1 up, 2 rising, 3 setting; absent
    /// unless the detail was asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hourly_sun_state_index: Option<Vec<u8>>,
    /// How it was computed.
    pub provenance: Provenance,
}

/// What an answer needs besides the simulated year.
pub(super) struct Frame {
    /// Power of the modules, W.
    pub power_w: f64,
    /// Power of the inverters, W.
    pub limit_w: f64,
    /// Hours of the series.
    pub hours: f64,
    /// Hours from row to row.
    pub step_h: f64,
    /// Rows with all samples.
    pub valid_count: usize,
    /// Rows in the answer.
    pub hourly: bool,
    /// All columns.
    pub detail: bool,
    /// Whether there is a horizon.
    pub horizon: bool,
}

impl SimulatedYear {
    /// The answer of a year.
    pub(super) fn of(year: Year, frame: &Frame, tree: Vec<LossStep>, provenance: Provenance) -> SimulatedYear {
        let totals = &year.totals;
        let annual_ac_kwh = totals.annual(|month| month.ac);
        let annual_poa_kwh_m2 = totals.annual(|month| month.poa);
        let p_dc_stc_kw = frame.power_w / 1000.0;
        let specific_yield_kwh_kwp = annual_ac_kwh / p_dc_stc_kw;
        let hours = year.hours.unwrap_or_default();
        SimulatedYear {
            p_dc_stc_kw,
            p_ac_kw: frame.limit_w / 1000.0,
            dc_ac_ratio: frame.power_w / frame.limit_w,
            annual_ac_kwh,
            monthly_ac_kwh: totals.monthly(|month| month.ac),
            annual_dc_kwh: totals.annual(|month| month.dc),
            monthly_dc_kwh: totals.monthly(|month| month.dc),
            annual_ghi_kwh_m2: totals.annual(|month| month.ghi),
            annual_poa_kwh_m2,
            monthly_poa_kwh_m2: totals.monthly(|month| month.poa),
            horizon_beam_loss_kwh_m2: frame.horizon.then(|| totals.annual(|month| month.horizon_beam)),
            horizon_sky_loss_kwh_m2: frame.horizon.then(|| totals.annual(|month| month.horizon_sky)),
            specific_yield_kwh_kwp,
            performance_ratio: if annual_poa_kwh_m2 > 0.0 { specific_yield_kwh_kwp / annual_poa_kwh_m2 } else { 0.0 },
            capacity_factor: specific_yield_kwh_kwp / frame.hours,
            max_ac_w: totals.max_ac_w,
            max_cell_c: totals.max_cell_c,
            max_string_v: totals.max_voltage_v,
            clipped_kwh: totals.annual(|month| month.clipped),
            clipped_h: totals.clipped_rows as f64 * frame.step_h,
            loss_tree: tree
                .into_iter()
                .map(|step| LossStepOut { name: step.name, loss_kwh: step.loss_kwh, fraction: step.fraction })
                .collect(),
            valid_count: frame.valid_count,
            hourly_ac_w: frame.hourly.then_some(hours.ac),
            hourly_dc_w: frame.detail.then_some(hours.dc),
            hourly_arrays: frame.detail.then(|| hours.arrays.into_iter().map(ArrayHoursOut::of).collect()),
            hourly_sun_state_index: hours.sun_states.filter(|_| frame.detail),
            provenance,
        }
    }
}

impl ArrayHoursOut {
    fn of(hours: ArrayHours) -> ArrayHoursOut {
        ArrayHoursOut { poa_w_m2: hours.poa, effective_w_m2: hours.effective, cell_c: hours.cell_c }
    }
}
