//! Figures of a plant: probabilities, performance ratio, heat.

use crate::Answer;
use crate::energy::cell_temperature::{Mounting, sapm};
use crate::energy::exceedance::{empirical, normal, sigma};
use crate::energy::thermal::{Thermal, percentile};
use crate::issue::{Code, Error, Issue, Problems};
use crate::math::Sum;
use crate::quantity::{
    AirTemperature, CellTemperature, Energy, Fraction, Irradiance, PeakPower, PowerCoefficient, Span, WindSpeed,
};
use serde::{Deserialize, Serialize};

/// A yield and its uncertainty, or measured years.
#[derive(Debug, Clone, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct ExceedanceRequest {
    /// Energy that is exceeded in half of the years.
    pub p50_kwh: Option<Energy>,
    /// Relative standard deviations of independent causes (resource, model, losses, ..); none has a default.
    #[serde(default)]
    pub sigma_fraction: Vec<Fraction>,
    /// Relative standard deviation from year to year.
    pub interannual_fraction: Option<Fraction>,
    /// Years over which the energy is meant, 1 to 100; default 1.
    pub mean_years: Option<u32>,
    /// Ten or more years of energy, instead: their quantiles.
    pub yearly_kwh: Option<Vec<Energy>>,
}

/// Energy by the probability that it is exceeded.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Exceedance {
    /// Relative standard deviation of all causes together; null for measured years.
    pub sigma_total_fraction: Option<f64>,
    /// Exceeded with a probability of 50 %.
    pub p50_kwh: f64,
    /// Exceeded with a probability of 75 %.
    pub p75_kwh: f64,
    /// Exceeded with a probability of 90 %.
    pub p90_kwh: f64,
    /// Exceeded with a probability of 95 %.
    pub p95_kwh: f64,
    /// Exceeded with a probability of 99 %.
    pub p99_kwh: f64,
}

/// Compute the energy that is exceeded with a probability of 50 to 99 %.
///
/// # Errors
/// `MISSING_FIELD`, `FIELDS_EXCLUDE_EACH_OTHER`, `OUT_OF_RANGE` for the years, `BAD_LENGTH` for fewer than ten measured years.
pub fn exceedance(request: ExceedanceRequest) -> Result<Answer<Exceedance>, Error> {
    if let Some(years) = &request.yearly_kwh {
        let mut problems = Problems::new();
        problems.require(request.p50_kwh.is_none(), || Issue::error(Code::FIELDS_EXCLUDE_EACH_OTHER).at("/p50_kwh"));
        problems.require(years.len() >= 10, || {
            Issue::error(Code::BAD_LENGTH).at("/yearly_kwh").with("min", 10_i64).with("max", 1000_i64)
        });
        problems.finish()?;
        let mut sorted: Vec<f64> = years.iter().map(|year| year.get()).collect();
        sorted.sort_by(f64::total_cmp);
        let [p50_kwh, p75_kwh, p90_kwh, p95_kwh, p99_kwh] = empirical(&sorted);
        return Ok(Answer::new(Exceedance { sigma_total_fraction: None, p50_kwh, p75_kwh, p90_kwh, p95_kwh, p99_kwh }));
    }
    let mut problems = Problems::new();
    let years = request.mean_years.unwrap_or(1);
    problems.require(request.p50_kwh.is_some(), || Issue::error(Code::MISSING_FIELD).at("/p50_kwh"));
    problems.require(request.interannual_fraction.is_some(), || {
        Issue::error(Code::MISSING_FIELD).at("/interannual_fraction")
    });
    problems.require((1..=100).contains(&years), || {
        Issue::error(Code::OUT_OF_RANGE).at("/mean_years").with("min", 1_i64).with("max", 100_i64)
    });
    let (true, Some(p50), Some(interannual)) = (problems.is_empty(), request.p50_kwh, request.interannual_fraction)
    else {
        return Err(problems.into_error());
    };
    let causes: Vec<f64> = request.sigma_fraction.iter().map(|cause| cause.get()).collect();
    let total = sigma(&causes, interannual.get(), f64::from(years));
    let [p75_kwh, p90_kwh, p95_kwh, p99_kwh] = normal(p50.get(), total);
    Ok(Answer::new(Exceedance {
        sigma_total_fraction: Some(total),
        p50_kwh: p50.get(),
        p75_kwh,
        p90_kwh,
        p95_kwh,
        p99_kwh,
    }))
}

/// A series of a plant.
#[derive(Debug, Clone, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct PerformanceRatioRequest {
    /// Direct-current power at standard test conditions, kW.
    pub p_dc_stc_kw: PeakPower,
    /// Relative change of power with temperature, percent per kelvin; for the corrected ratio.
    pub gamma_pmp_pct_per_k: Option<PowerCoefficient>,
    /// Irradiance in the plane of the modules (never on the horizontal).
    pub poa_w_m2: Vec<Irradiance>,
    /// Energy of each row.
    pub ac_kwh: Vec<f64>,
    /// Temperature of the cells; for the corrected ratio.
    pub cell_c: Option<Vec<CellTemperature>>,
    /// Time between rows; default 1.
    pub step_h: Option<Span>,
}

/// Figures of a plant.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct PerformanceFigures {
    /// Energy over installed power.
    pub final_yield_kwh_kwp: f64,
    /// Irradiation in the plane over 1000 W/m².
    pub reference_yield_h: f64,
    /// Final over reference yield (IEC 61724-1); null without irradiation.
    pub performance_ratio: Option<f64>,
    /// The same with the power corrected to the mean cell temperature (Dierauf 2013); null without temperatures.
    pub corrected_performance_ratio: Option<f64>,
    /// Mean cell temperature, weighted by irradiance; null without temperatures.
    pub mean_cell_c: Option<f64>,
    /// Energy over installed power times time.
    pub capacity_factor: f64,
}

/// Compute yields, performance ratio (*taxa de desempenho*) and capacity factor of a series.
///
/// # Errors
/// `BAD_LENGTH` for lists of different lengths or without rows.
pub fn performance_ratio(request: PerformanceRatioRequest) -> Result<Answer<PerformanceFigures>, Error> {
    let rows = request.poa_w_m2.len();
    let mut problems = Problems::new();
    let length = |path: &'static str, least: usize, most: usize| {
        move || Issue::error(Code::BAD_LENGTH).at(path).with("min", least).with("max", most)
    };
    problems.require(rows > 0, length("/poa_w_m2", 1, 1_000_000));
    problems.require(request.ac_kwh.len() == rows, length("/ac_kwh", rows, rows));
    let cells = request.cell_c.as_ref().map_or(rows, Vec::len);
    problems.require(cells == rows, length("/cell_c", rows, rows));
    problems.finish()?;
    let (power, step_h) = (request.p_dc_stc_kw.get(), request.step_h.map_or(1.0, Span::get));
    let poa: Vec<f64> = request.poa_w_m2.iter().map(|value| value.get()).collect();
    let energy = crate::math::sum(&request.ac_kwh);
    let light = crate::math::sum(&poa);
    let reference_yield_h = light * step_h / 1000.0;
    let final_yield_kwh_kwp = energy / power;
    let cells: Option<Vec<f64>> = request.cell_c.as_ref().map(|cells| cells.iter().map(|cell| cell.get()).collect());
    let mean_cell_c = cells.as_ref().filter(|_| light > 0.0).map(|cells| {
        let mut weighted = Sum::new();
        weighted.extend(poa.iter().zip(cells).map(|(poa, cell)| poa * cell));
        weighted.total() / light
    });
    let corrected = match (&cells, mean_cell_c, request.gamma_pmp_pct_per_k) {
        (Some(cells), Some(mean), Some(gamma)) => {
            let gamma = gamma.get() / 100.0;
            let mut expected = Sum::new();
            expected.extend(poa.iter().zip(cells).map(|(poa, cell)| poa / 1000.0 * (1.0 - gamma * (mean - cell))));
            Some(energy / (power * expected.total() * step_h))
        }
        _ => None,
    };
    Ok(Answer::new(PerformanceFigures {
        final_yield_kwh_kwp,
        reference_yield_h,
        performance_ratio: (light > 0.0).then(|| final_yield_kwh_kwp / reference_yield_h),
        corrected_performance_ratio: corrected,
        mean_cell_c,
        capacity_factor: final_yield_kwh_kwp / (rows as f64 * step_h),
    }))
}

/// A series of cell temperatures.
#[derive(Debug, Clone, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct AnalyseThermalRequest {
    /// Direct-current power at standard test conditions, kW.
    pub p_dc_stc_kw: PeakPower,
    /// Relative change of power with temperature, percent per kelvin.
    pub gamma_pmp_pct_per_k: PowerCoefficient,
    /// Irradiance in the plane of the modules.
    pub poa_w_m2: Vec<Irradiance>,
    /// Temperature of the cells.
    pub cell_c: Vec<CellTemperature>,
    /// Month of each row, 1 to 12, for the monthly table.
    pub month: Option<Vec<u32>>,
    /// Temperature of the air, for the same system in other mountings.
    pub air_c: Option<Vec<AirTemperature>>,
    /// Wind speed, for the same.
    pub wind_m_s: Option<Vec<WindSpeed>>,
    /// Time between rows; default 1.
    pub step_h: Option<Span>,
}

/// Heat of the same system in a mounting, by the model of Sandia.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct MountingHeat {
    /// The mounting.
    pub mounting: Mounting,
    /// Highest cell temperature.
    pub cell_max_c: f64,
    /// Mean cell temperature weighted by irradiance; null without light.
    pub cell_mean_c: Option<f64>,
    /// Energy lost against cells of 25 °C.
    pub thermal_loss_kwh: f64,
}

/// Heat of a plant.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ThermalFigures {
    /// Highest cell temperature.
    pub cell_max_c: f64,
    /// Cell temperature that 1 % of the rows exceed.
    pub cell_p99_c: f64,
    /// Mean cell temperature weighted by irradiance; null without light.
    pub cell_mean_c: Option<f64>,
    /// Time above 60 °C.
    pub above_60_c_h: f64,
    /// Time above 70 °C.
    pub above_70_c_h: f64,
    /// Time above 85 °C.
    pub above_85_c_h: f64,
    /// Energy lost against cells of 25 °C; gains in the cold count against it.
    pub thermal_loss_kwh: f64,
    /// The same over the energy of cells of 25 °C; null without light.
    pub thermal_loss_fraction: Option<f64>,
    /// Loss of each month, January first; null without months.
    pub monthly_thermal_loss_kwh: Option<[f64; 12]>,
    /// The same system in the four mountings; empty without air and wind.
    pub mountings: Vec<MountingHeat>,
}

/// Analyse the heat of a plant (*análise térmica*): temperatures, hours above limits, energy lost.
///
/// # Errors
/// `BAD_LENGTH`, `OUT_OF_RANGE` for months.
pub fn analyse_thermal(request: AnalyseThermalRequest) -> Result<Answer<ThermalFigures>, Error> {
    let rows = request.poa_w_m2.len();
    let mut problems = Problems::new();
    let length = |path: &'static str, least: usize, most: usize| {
        move || Issue::error(Code::BAD_LENGTH).at(path).with("min", least).with("max", most)
    };
    problems.require(rows > 0, length("/poa_w_m2", 1, 1_000_000));
    problems.require(request.cell_c.len() == rows, length("/cell_c", rows, rows));
    problems.require(request.month.as_ref().is_none_or(|months| months.len() == rows), length("/month", rows, rows));
    let (air, wind) = (request.air_c.as_deref(), request.wind_m_s.as_deref());
    problems.require(air.is_none_or(|air| air.len() == rows), length("/air_c", rows, rows));
    problems.require(wind.is_none_or(|wind| wind.len() == rows), length("/wind_m_s", rows, rows));
    problems.require(air.is_some() || wind.is_none(), || Issue::error(Code::MISSING_FIELD).at("/air_c"));
    problems.require(wind.is_some() || air.is_none(), || Issue::error(Code::MISSING_FIELD).at("/wind_m_s"));
    for (position, month) in request.month.iter().flatten().enumerate() {
        problems.require((1..=12).contains(month), || {
            let place = crate::issue::Pointer::root().field("month").index(position);
            Issue::error(Code::OUT_OF_RANGE).at(place).with("min", 1_i64).with("max", 12_i64)
        });
    }
    problems.finish()?;
    let poa: Vec<f64> = request.poa_w_m2.iter().map(|value| value.get()).collect();
    let cells: Vec<f64> = request.cell_c.iter().map(|value| value.get()).collect();
    let step_h = request.step_h.map_or(1.0, Span::get);
    let gamma = request.gamma_pmp_pct_per_k.get() / 100.0;
    let thermal = Thermal::of(request.p_dc_stc_kw.get(), gamma, step_h, &poa, &cells, request.month.as_deref());
    let in_mounting = |mounting: Mounting| {
        let weather = air.unwrap_or_default().iter().zip(wind.unwrap_or_default());
        let cells: Vec<f64> = poa
            .iter()
            .zip(weather)
            .map(|(poa, (air, wind))| sapm(&mounting.sapm(), *poa, air.get(), wind.get()))
            .collect();
        let heat = Thermal::of(request.p_dc_stc_kw.get(), gamma, step_h, &poa, &cells, None);
        MountingHeat { mounting, cell_max_c: heat.most_c, cell_mean_c: heat.mean_c, thermal_loss_kwh: heat.loss_kwh }
    };
    let mountings = if air.is_some() { Mounting::ALL.map(in_mounting).into() } else { Vec::new() };
    Ok(Answer::new(ThermalFigures {
        cell_max_c: thermal.most_c,
        cell_p99_c: percentile(&cells, 0.99),
        cell_mean_c: thermal.mean_c,
        above_60_c_h: thermal.above_h(60.0, &cells, step_h),
        above_70_c_h: thermal.above_h(70.0, &cells, step_h),
        above_85_c_h: thermal.above_h(85.0, &cells, step_h),
        thermal_loss_kwh: thermal.loss_kwh,
        thermal_loss_fraction: thermal.loss_fraction,
        monthly_thermal_loss_kwh: request.month.is_some().then_some(thermal.monthly_kwh),
        mountings,
    }))
}
