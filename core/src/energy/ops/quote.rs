//! Energy without a weather series: what a calculator in the browser needs at once.

use crate::Answer;
use crate::issue::Error;
use crate::quantity::{DailyIrradiation, PeakPower, PerformanceRatio};
use serde::{Deserialize, Serialize};

/// Days of the months of a year of 365 days.
const DAYS: [f64; 12] = [31.0, 28.0, 31.0, 30.0, 31.0, 30.0, 31.0, 31.0, 30.0, 31.0, 30.0, 31.0];

/// Power, irradiation in the plane of the modules and performance ratio of a system.
#[derive(Debug, Clone, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct EstimateMonthlyRequest {
    /// Direct-current power at standard test conditions, kW.
    pub p_dc_stc_kw: PeakPower,
    /// Hours of full sun (*horas de sol pleno*) in the plane of the modules, kWh/m² per day, January first.
    pub hsp_kwh_m2_day: [DailyIrradiation; 12],
    /// Performance ratio (*taxa de desempenho*) on the plane of the modules, a fraction.
    pub performance_ratio: PerformanceRatio,
}

/// Energy of the months of a year of 365 days.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct MonthlyEnergy {
    /// Alternating-current energy of each month, kWh, January first.
    pub monthly_ac_kwh: [f64; 12],
    /// Their sum, kWh.
    pub annual_ac_kwh: f64,
}

/// Estimate the energy of each month from power, hours of full sun and performance ratio.
///
/// Each month is power × hours of full sun × days × performance ratio; the year is their sum.
///
/// # Errors
/// Those of reading the request.
///
/// ```
/// use coaraci::energy::{EstimateMonthlyRequest, estimate_monthly};
/// let request: EstimateMonthlyRequest = serde_json::from_str(
///     r#"{"p_dc_stc_kw":4.4,"hsp_kwh_m2_day":[4.6,4.6,4.6,4.6,4.6,4.6,4.6,4.6,4.6,4.6,4.6,4.6],"performance_ratio":0.8}"#,
/// )?;
/// let year = estimate_monthly(request)?.value;
/// assert!((year.monthly_ac_kwh[0] - 501.952).abs() < 1e-9 && (year.annual_ac_kwh - 5910.08).abs() < 1e-9);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn estimate_monthly(request: EstimateMonthlyRequest) -> Result<Answer<MonthlyEnergy>, Error> {
    let (power, ratio) = (request.p_dc_stc_kw.get(), request.performance_ratio.get());
    let mut monthly_ac_kwh = [0.0; 12];
    for ((month, hours), days) in monthly_ac_kwh.iter_mut().zip(request.hsp_kwh_m2_day).zip(DAYS) {
        *month = power * hours.get() * days * ratio;
    }
    Ok(Answer::new(MonthlyEnergy { annual_ac_kwh: monthly_ac_kwh.iter().sum(), monthly_ac_kwh }))
}
