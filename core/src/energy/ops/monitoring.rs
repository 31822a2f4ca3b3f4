//! A plant from day to day.

use crate::Answer;
use crate::energy::monitoring::{Cusum, Limits, Status};
use crate::issue::{Code, Error, Issue, Problems};
use crate::quantity::{Energy, Fraction, IndexLimit};
use serde::{Deserialize, Serialize};

/// Thresholds of the daily index; the defaults are the project's.
#[derive(Debug, Clone, Copy, Default, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct MonitoringLimits {
    /// Share of a day's data that must be there; default 0.9.
    pub availability_fraction: Option<Fraction>,
    /// Valid days that make the baseline, 1 to 1000; default 60.
    pub baseline_days: Option<u32>,
    /// Deficit of a day that is not counted; default 0.03.
    pub slack_fraction: Option<IndexLimit>,
    /// Sum of deficits from which on there is an alert; default 0.20.
    pub alert_fraction: Option<IndexLimit>,
    /// Index below which the plant stands still; default 0.10.
    pub outage_fraction: Option<IndexLimit>,
    /// Largest sum that is kept after an alert; default 1.
    pub max_sum_fraction: Option<IndexLimit>,
}

impl MonitoringLimits {
    /// The limits for the model.
    ///
    /// # Errors
    /// `OUT_OF_RANGE` for the days of the baseline.
    pub(crate) fn resolve(&self) -> Result<Limits, Error> {
        let days = self.baseline_days.unwrap_or(60);
        if !(1..=1000).contains(&days) {
            let issue = Issue::error(Code::OUT_OF_RANGE).at("/baseline_days");
            return Err(issue.with("min", 1_i64).with("max", 1000_i64).into());
        }
        let limit = |given: Option<IndexLimit>, default| given.map_or(default, IndexLimit::get);
        Ok(Limits {
            availability: self.availability_fraction.map_or(0.9, Fraction::get),
            baseline_days: days as usize,
            slack: limit(self.slack_fraction, 0.03),
            alert: limit(self.alert_fraction, 0.20),
            outage: limit(self.outage_fraction, 0.10),
            most: limit(self.max_sum_fraction, 1.0),
        })
    }
}

/// Days of a plant.
#[derive(Debug, Clone, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct MonitorProductionRequest {
    /// Expected energy of each day: the simulation with the measured irradiance or satellite weather.
    pub expected_kwh: Vec<Energy>,
    /// Measured energy of each day.
    pub measured_kwh: Vec<Energy>,
    /// Share of each day's data that is there; default 1.
    pub availability_fraction: Option<Vec<Fraction>>,
    /// Thresholds.
    #[serde(default)]
    pub limits: MonitoringLimits,
}

/// What a day says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum ProductionStatus {
    /// As expected.
    Ok,
    /// Less than expected for days (*subdesempenho*).
    Alert,
    /// The plant stands still (*parada*).
    Outage,
    /// Too little data to say.
    NoData,
}

impl From<Status> for ProductionStatus {
    fn from(status: Status) -> Self {
        match status {
            Status::Ok => ProductionStatus::Ok,
            Status::Alert => ProductionStatus::Alert,
            Status::Outage => ProductionStatus::Outage,
            Status::NoData => ProductionStatus::NoData,
        }
    }
}

/// Days judged.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ProductionReport {
    /// Measured over expected energy of each day; null without data.
    pub index_ratio: Vec<Option<f64>>,
    /// Median of the first valid days; null before the first one.
    pub baseline_ratio: Vec<Option<f64>>,
    /// Sum of deficits.
    pub cusum_fraction: Vec<f64>,
    /// What each day says.
    pub statuses: Vec<ProductionStatus>,
    /// Valid days that the baseline has.
    pub baseline_days: usize,
    /// Whether the baseline is frozen.
    pub baseline_frozen: bool,
}

/// Monitor production (*monitoramento da geração*): a daily index of measured over expected energy and the sum of its deficits.
///
/// # Errors
/// `BAD_LENGTH` for lists of different lengths, `OUT_OF_RANGE` for the limits.
pub fn monitor_production(request: MonitorProductionRequest) -> Result<Answer<ProductionReport>, Error> {
    let days = request.expected_kwh.len();
    let mut problems = Problems::new();
    let length =
        |path: &'static str| move || Issue::error(Code::BAD_LENGTH).at(path).with("min", days).with("max", days);
    problems.require(request.measured_kwh.len() == days, length("/measured_kwh"));
    let given = request.availability_fraction.as_ref().map_or(days, Vec::len);
    problems.require(given == days, length("/availability_fraction"));
    let limits = problems.take(request.limits.resolve().map_err(|error| error.within("/limits")));
    let (true, Some(limits)) = (problems.is_empty(), limits) else { return Err(problems.into_error()) };
    let mut cusum = Cusum::new(Vec::new(), 0.0);
    let mut report = ProductionReport {
        index_ratio: Vec::with_capacity(days),
        baseline_ratio: Vec::with_capacity(days),
        cusum_fraction: Vec::with_capacity(days),
        statuses: Vec::with_capacity(days),
        baseline_days: 0,
        baseline_frozen: false,
    };
    for (day, (expected, measured)) in request.expected_kwh.iter().zip(&request.measured_kwh).enumerate() {
        let availability = request.availability_fraction.as_ref().and_then(|list| list.get(day));
        let found = cusum.step(&limits, expected.get(), measured.get(), availability.map_or(1.0, |value| value.get()));
        report.index_ratio.push(found.index);
        report.baseline_ratio.push(found.baseline);
        report.cusum_fraction.push(found.sum);
        report.statuses.push(found.status.into());
    }
    report.baseline_days = cusum.baseline_indices().len();
    report.baseline_frozen = report.baseline_days >= limits.baseline_days;
    Ok(Answer::new(report))
}
