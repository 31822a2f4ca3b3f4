//! Sensitivity of a project: one parameter at a time, and trials with random ones.

use super::project::{ProjectEconomicsRequest, finite};
use crate::Answer;
use crate::financing::project::{
    Distribution, Draws, Parameter, Project, Varying, Years, chosen_rate, equity_npv, normal_quantile as quantile,
    rates, simple_payback, summarise, trial, uniform,
};
use crate::financing::returns::float_of;
use crate::issue::{Code, Error, Issue, Pointer, Problems};
use crate::money::Dec;
use serde::{Deserialize, Serialize};

/// A parameter and its ends.
#[derive(Debug, Clone, Copy, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct TornadoParameter {
    /// The parameter.
    pub parameter: Parameter,
    /// Its low value, in its own unit.
    pub low_decimal: Dec,
    /// Its high value, in its own unit.
    pub high_decimal: Dec,
}

/// By what a sensitivity is sorted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum TornadoMeasure {
    /// Net present value of own money.
    #[default]
    Npv,
    /// Rate of return of own money.
    Irr,
    /// Simple payback.
    Payback,
}

/// A plant and the parameters that vary.
#[derive(Debug, Clone, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct ProjectTornadoRequest {
    /// The plant.
    pub project: ProjectEconomicsRequest,
    /// The parameters, 1 to 32.
    pub parameters: Vec<TornadoParameter>,
    /// By what the bars are sorted; default `npv`.
    pub measure: Option<TornadoMeasure>,
}

/// Measures of one variant.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct VariantMeasures {
    /// Net present value of own money.
    pub npv_brl: f64,
    /// Rate of return of own money; null if there is none.
    pub irr_year_effective: Option<f64>,
    /// Simple payback; null if never.
    pub payback_years: Option<f64>,
}

impl VariantMeasures {
    fn of(project: &Project, years: &mut Years) -> VariantMeasures {
        project.run(years);
        VariantMeasures {
            npv_brl: equity_npv(years, project.discount),
            irr_year_effective: chosen_rate(&rates(&years.equity)),
            payback_years: simple_payback(years),
        }
    }

    fn by(&self, measure: TornadoMeasure) -> Option<f64> {
        match measure {
            TornadoMeasure::Npv => Some(self.npv_brl),
            TornadoMeasure::Irr => self.irr_year_effective,
            TornadoMeasure::Payback => self.payback_years,
        }
    }
}

/// A bar of a tornado diagram.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct TornadoBar {
    /// The parameter.
    pub parameter: Parameter,
    /// With its low value.
    pub low: VariantMeasures,
    /// With its high value.
    pub high: VariantMeasures,
}

/// A tornado diagram.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Tornado {
    /// The plant as it is.
    pub base: VariantMeasures,
    /// The bars, the longest first, ties by name; a bar whose measure does not exist at an end comes last.
    pub bars: Vec<TornadoBar>,
}

/// Vary one parameter of a plant at a time between two values, the others at their base, and sort by what it changes.
///
/// # Errors
/// Those of `project_economics` under `/project`; `OUT_OF_RANGE` for the number of parameters, or for a value outside its range.
pub fn project_tornado(request: ProjectTornadoRequest) -> Result<Answer<Tornado>, Error> {
    let project = request.project.check().map_err(|error| error.within("/project"))?;
    let mut problems = Problems::new();
    problems.require((1..=32).contains(&request.parameters.len()), || {
        Issue::error(Code::OUT_OF_RANGE).at("/parameters").with("min", 1).with("max", 32)
    });
    let measure = request.measure.unwrap_or_default();
    let mut years = Years::default();
    let base = VariantMeasures::of(&project, &mut years);
    finite(&project, &years)?;
    let mut bars = Vec::with_capacity(request.parameters.len());
    for (index, given) in request.parameters.iter().enumerate() {
        let place = Pointer::from("/parameters").index(index);
        let mut end = |value: Dec, name: &'static str| {
            let mut variant = project.clone();
            let fits = given.parameter.set(&mut variant, float_of(value.get()));
            problems.require(fits, || Issue::error(Code::OUT_OF_RANGE).at(place.clone().field(name)));
            VariantMeasures::of(&variant, &mut years)
        };
        let (low, high) = (end(given.low_decimal, "low_decimal"), end(given.high_decimal, "high_decimal"));
        bars.push(TornadoBar { parameter: given.parameter, low, high });
    }
    problems.finish()?;
    let length = |bar: &TornadoBar| match (bar.low.by(measure), bar.high.by(measure)) {
        (Some(low), Some(high)) => (high - low).abs(),
        _ => -1.0,
    };
    bars.sort_by(|a, b| length(b).total_cmp(&length(a)).then_with(|| a.parameter.name().cmp(b.parameter.name())));
    Ok(Answer::new(Tornado { base, bars }))
}

/// How a parameter varies in trials.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum DistributionKind {
    /// Between `low` and `high`.
    Uniform,
    /// With `mean` and `deviation`.
    Normal,
    /// Between `low` and `high` with its peak at `mode`.
    Triangular,
    /// PERT: as triangular, smooth (beta distribution with weight 4).
    Pert,
}

/// A parameter that varies in trials.
#[derive(Debug, Clone, Copy, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct TrialParameter {
    /// The parameter.
    pub parameter: Parameter,
    /// Its distribution.
    pub kind: DistributionKind,
    /// Smallest value; all but `normal`.
    pub low_decimal: Option<Dec>,
    /// Most likely value; `triangular` and `pert`.
    pub mode_decimal: Option<Dec>,
    /// Largest value; all but `normal`.
    pub high_decimal: Option<Dec>,
    /// Mean; `normal`.
    pub mean_decimal: Option<Dec>,
    /// Standard deviation, zero or more; `normal`.
    pub deviation_decimal: Option<Dec>,
}

/// A plant, what varies, and a slice of the trials.
#[derive(Debug, Clone, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct SimulateProjectRequest {
    /// The plant.
    pub project: ProjectEconomicsRequest,
    /// What varies, 1 to 32, drawn in this order.
    pub parameters: Vec<TrialParameter>,
    /// Seed, 0 to 9007199254740991.
    pub seed: u64,
    /// First trial of the slice, from 0.
    pub first_trial: u64,
    /// Trials of the slice, 1 to 100000.
    pub trial_count: u32,
}

/// The outcomes of a slice of trials, in order.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ProjectTrials {
    /// Net present value of own money.
    pub npv_brl: Vec<f64>,
    /// Simple payback; null if never.
    pub payback_simple_years: Vec<Option<f64>>,
}

impl TrialParameter {
    fn check(&self, place: &Pointer, problems: &mut Problems) -> Option<Varying> {
        let kind = self.kind;
        let normal = kind == DistributionKind::Normal;
        let peaked = matches!(kind, DistributionKind::Triangular | DistributionKind::Pert);
        let mut number = |value: Option<Dec>, wanted: bool, name: &'static str| {
            if value.is_some() != wanted {
                let code = if wanted { Code::MISSING_FIELD } else { Code::UNKNOWN_FIELD };
                problems.push(Issue::error(code).at(place.clone().field(name)));
            }
            value.filter(|_| wanted).map(|value| float_of(value.get()))
        };
        let low = number(self.low_decimal, !normal, "low_decimal");
        let mode = number(self.mode_decimal, peaked, "mode_decimal");
        let high = number(self.high_decimal, !normal, "high_decimal");
        let mean = number(self.mean_decimal, normal, "mean_decimal");
        let deviation = number(self.deviation_decimal, normal, "deviation_decimal");
        let distribution = match (kind, low, mode, high, mean, deviation) {
            (DistributionKind::Uniform, Some(low), _, Some(high), ..) if low < high => {
                Distribution::Uniform { low, high }
            }
            (DistributionKind::Normal, _, _, _, Some(mean), Some(deviation)) if deviation >= 0.0 => {
                Distribution::Normal { mean, deviation }
            }
            (DistributionKind::Triangular, Some(low), Some(mode), Some(high), ..)
                if low < high && (low..=high).contains(&mode) =>
            {
                Distribution::Triangular { low, mode, high }
            }
            (DistributionKind::Pert, Some(low), Some(mode), Some(high), ..)
                if low < high && (low..=high).contains(&mode) =>
            {
                Distribution::Pert { low, mode, high }
            }
            _ => {
                problems.push(Issue::error(Code::BAD_DISTRIBUTION).at(place.clone()));
                return None;
            }
        };
        Some(Varying { parameter: self.parameter, distribution })
    }
}

/// Run a slice of the trials of a project whose parameters vary (Monte Carlo), the same on every host and in any slices.
///
/// Trial `i` draws from xoshiro256++ seeded by SplitMix64 of `seed XOR i × 0x9E3779B97F4A7C15`, one number for each parameter in order.
/// Slices put together equal one run of all trials. `summarise_trials` gives their statistics.
///
/// # Errors
/// Those of `project_economics` under `/project`; `BAD_DISTRIBUTION`, `MISSING_FIELD`, `UNKNOWN_FIELD` for a distribution;
/// `OUT_OF_RANGE` for counts and the seed, or at `/parameters` where a trial draws a value outside its parameter's range.
pub fn simulate_project(request: SimulateProjectRequest) -> Result<Answer<ProjectTrials>, Error> {
    let mut problems = Problems::new();
    let project = problems.take(request.project.check().map_err(|error| error.within("/project")));
    problems.require((1..=32).contains(&request.parameters.len()), || {
        Issue::error(Code::OUT_OF_RANGE).at("/parameters").with("min", 1).with("max", 32)
    });
    let mut varying = Vec::with_capacity(request.parameters.len());
    for (index, given) in request.parameters.iter().enumerate() {
        varying.extend(given.check(&Pointer::from("/parameters").index(index), &mut problems));
    }
    for (place, number) in [("/seed", request.seed), ("/first_trial", request.first_trial)] {
        problems.require(number < 1 << 53, || Issue::error(Code::OUT_OF_RANGE).at(place).with("min", 0));
    }
    problems.require((1..=100_000).contains(&request.trial_count), || {
        Issue::error(Code::OUT_OF_RANGE).at("/trial_count").with("min", 1).with("max", 100_000)
    });
    let Some(project) = project.filter(|_| problems.is_empty()) else { return Err(problems.into_error()) };
    let (mut variant, mut years) = (project, Years::default());
    let count = usize::try_from(request.trial_count).unwrap_or(0);
    let mut trials =
        ProjectTrials { npv_brl: Vec::with_capacity(count), payback_simple_years: Vec::with_capacity(count) };
    for number in request.first_trial..request.first_trial + u64::from(request.trial_count) {
        let outcome = trial(&mut variant, &varying, (request.seed, number), &mut years);
        let (npv, payback) = outcome.ok_or_else(|| Issue::error(Code::OUT_OF_RANGE).at("/parameters"))?;
        trials.npv_brl.push(npv);
        trials.payback_simple_years.push(payback);
    }
    Ok(Answer::new(trials))
}

/// The outcomes of trials.
#[derive(Debug, Clone, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct SummariseTrialsRequest {
    /// Net present values, 1 to 1000000: those of all slices.
    pub npv_brl: Vec<f64>,
    /// Paybacks of the same trials; null counts as never.
    pub payback_simple_years: Option<Vec<Option<f64>>>,
    /// Percentiles that are wanted, 0 to 100; default 5, 25, 50, 75, 95.
    pub percentiles_pct: Option<Vec<f64>>,
    /// Years within which a payback counts; default none.
    pub payback_limit_years: Option<f64>,
}

/// Statistics of trials.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct TrialSummary {
    /// How many trials.
    pub trial_count: usize,
    /// Mean.
    pub mean_brl: f64,
    /// Standard deviation with n − 1; null for one trial.
    pub deviation_brl: Option<f64>,
    /// The percentiles in the order asked for, by linear interpolation (type 7).
    pub percentiles_brl: Vec<f64>,
    /// Share of trials with a net present value above zero.
    pub positive_fraction: f64,
    /// Share of trials that pay back within the limit; null without one.
    pub paid_back_fraction: Option<f64>,
}

/// Compute mean, deviation, percentiles and probabilities of trials.
///
/// # Errors
/// `OUT_OF_RANGE` for the number of trials or a percentile; `BAD_LENGTH` for paybacks of another number; `MISSING_FIELD` for a limit
/// without paybacks.
pub fn summarise_trials(request: SummariseTrialsRequest) -> Result<Answer<TrialSummary>, Error> {
    let mut problems = Problems::new();
    let count = request.npv_brl.len();
    problems.require((1..=1_000_000).contains(&count), || {
        Issue::error(Code::OUT_OF_RANGE).at("/npv_brl").with("min", 1).with("max", 1_000_000)
    });
    let paybacks = request.payback_simple_years;
    problems.require(paybacks.as_ref().is_none_or(|paybacks| paybacks.len() == count), || {
        Issue::error(Code::BAD_LENGTH).at("/payback_simple_years").with("expected", count as i64)
    });
    let percents = request.percentiles_pct.unwrap_or_else(|| vec![5.0, 25.0, 50.0, 75.0, 95.0]);
    for (index, percent) in percents.iter().enumerate() {
        problems.require((0.0..=100.0).contains(percent), || {
            let place = Pointer::from("/percentiles_pct").index(index);
            Issue::error(Code::OUT_OF_RANGE).at(place).with("min", 0).with("max", 100)
        });
    }
    problems.require(request.payback_limit_years.is_none() || paybacks.is_some(), || {
        Issue::error(Code::MISSING_FIELD).at("/payback_simple_years")
    });
    problems.finish()?;
    let summary = summarise(&request.npv_brl, &percents);
    let within = |limit: f64| {
        let paid = paybacks.iter().flatten().filter(|years| years.is_some_and(|years| years <= limit));
        paid.count() as f64 / count as f64
    };
    Ok(Answer::new(TrialSummary {
        trial_count: count,
        mean_brl: summary.mean,
        deviation_brl: summary.deviation,
        percentiles_brl: summary.percentiles,
        positive_fraction: summary.positive,
        paid_back_fraction: request.payback_limit_years.map(within),
    }))
}

/// A trial of the generator.
#[derive(Debug, Clone, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct RandomDrawsRequest {
    /// Seed, 0 to 18446744073709551615, as text: more than a number of JSON holds.
    pub seed: String,
    /// Trial, from 0.
    pub trial: u64,
    /// How many draws, 1 to 10000.
    pub draw_count: u32,
}

/// Draws of a trial.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct RandomDraws {
    /// The 64 bits of each draw as a decimal text.
    pub bits: Vec<String>,
    /// The number of (0, 1) made of them.
    pub uniform_fraction: Vec<f64>,
    /// The standard normal number at that probability.
    pub normal_ratio: Vec<f64>,
}

/// Show the random numbers of a trial: bits, uniform and normal (xoshiro256++, SplitMix64, AS 241).
///
/// # Errors
/// `OUT_OF_RANGE` for a seed that is no number of 64 bits, or the number of draws.
pub fn random_draws(request: RandomDrawsRequest) -> Result<Answer<RandomDraws>, Error> {
    let mut problems = Problems::new();
    let seed = request.seed.parse::<u64>().ok().filter(|seed| seed.to_string() == request.seed);
    problems.require(seed.is_some(), || Issue::error(Code::OUT_OF_RANGE).at("/seed").with("min", 0));
    problems.require((1..=10_000).contains(&request.draw_count), || {
        Issue::error(Code::OUT_OF_RANGE).at("/draw_count").with("min", 1).with("max", 10_000)
    });
    problems.finish()?;
    let mut draws = Draws::of_trial(seed.unwrap_or(0), request.trial);
    let bits: Vec<u64> = (0..request.draw_count).map(|_| draws.bits()).collect();
    let uniform: Vec<f64> = bits.iter().copied().map(uniform).collect();
    Ok(Answer::new(RandomDraws {
        bits: bits.iter().map(u64::to_string).collect(),
        normal_ratio: uniform.iter().copied().map(quantile).collect(),
        uniform_fraction: uniform,
    }))
}

/// A probability.
#[derive(Debug, Clone, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct NormalQuantileRequest {
    /// The probability, above 0 and below 1.
    pub probability_fraction: f64,
}

/// A standard normal number.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct NormalQuantile {
    /// The number, in standard deviations.
    pub quantile_ratio: f64,
}

/// Find the standard normal number below which a share of all lies (Wichura 1988, AS 241).
///
/// # Errors
/// `OUT_OF_RANGE` for a probability of 0 or less, or 1 or more.
pub fn normal_quantile(request: NormalQuantileRequest) -> Result<Answer<NormalQuantile>, Error> {
    let probability = request.probability_fraction;
    if probability <= 0.0 || probability >= 1.0 {
        return Err(Issue::error(Code::OUT_OF_RANGE).at("/probability_fraction").with("min", 0).with("max", 1).into());
    }
    Ok(Answer::new(NormalQuantile { quantile_ratio: quantile(probability) }))
}
