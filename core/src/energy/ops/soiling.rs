//! Dirt on the modules.

use crate::Answer;
use crate::energy::soiling::{Hsu, Kimber, hsu, kimber};
use crate::issue::{Code, Error, Issue, Pointer, Problems};
use crate::quantity::{DustDensity, Fraction, Rain, Span, Speed, Tilt};
use serde::{Deserialize, Serialize};

/// Model of the dirt.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum SoilingModel {
    /// Kimber 2006: grows evenly, rain cleans.
    #[default]
    Kimber,
    /// Coello and Boyle 2019 (HSU): dust of the air falls, rain cleans.
    Hsu,
}

/// Rain and dust by row.
#[derive(Debug, Clone, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct SoilingLossesRequest {
    /// Model; default `kimber`.
    #[serde(default)]
    pub model: SoilingModel,
    /// Rain of each row.
    pub rain_mm: Vec<Rain>,
    /// Time between rows; default 24.
    pub step_h: Option<Span>,
    /// Length of the window over which rain is summed; default 24.
    pub rain_window_h: Option<Span>,
    /// Rain of the window that cleans: above it for `kimber` (default 6), from it on for `hsu` (default 1).
    pub cleaning_rain_mm: Option<Rain>,
    /// `kimber`: loss that a dry day adds; default 0.0015.
    pub daily_loss_fraction: Option<Fraction>,
    /// `kimber`: days without dust after a cleaning rain; default 14.
    pub grace_days: Option<Span>,
    /// `kimber`: largest loss; default 0.3.
    pub max_loss_fraction: Option<Fraction>,
    /// `kimber`: loss in the first row; default 0.
    pub initial_loss_fraction: Option<Fraction>,
    /// `kimber`: rows in which the modules are washed by hand, counted from 0.
    #[serde(default)]
    pub washed_index: Vec<u32>,
    /// `hsu`: dust below 2.5 µm.
    pub pm2_5_g_m3: Option<Vec<DustDensity>>,
    /// `hsu`: dust below 10 µm.
    pub pm10_g_m3: Option<Vec<DustDensity>>,
    /// `hsu`: tilt of the modules.
    pub tilt_deg: Option<Tilt>,
    /// `hsu`: speed at which dust below 2.5 µm falls; default 0.0009.
    pub fine_speed_m_s: Option<Speed>,
    /// `hsu`: speed at which dust between 2.5 and 10 µm falls; default 0.004.
    pub coarse_speed_m_s: Option<Speed>,
}

/// Loss by dirt.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct SoilingLosses {
    /// Loss of each row.
    pub loss_fraction: Vec<f64>,
    /// Their mean; zero without rows.
    pub mean_loss_fraction: f64,
}

/// Compute the loss by dirt (*sujidade*) of a series of rain, and of dust.
///
/// # Errors
/// `MISSING_FIELD` for what `hsu` needs, `BAD_LENGTH`, `OUT_OF_RANGE` for a washed row that is not there.
pub fn soiling_losses(request: SoilingLossesRequest) -> Result<Answer<SoilingLosses>, Error> {
    let rain: Vec<f64> = request.rain_mm.iter().map(|rain| rain.get()).collect();
    let hours = |span: Option<Span>, default| span.map_or(default, Span::get);
    let (step_h, window_h) = (hours(request.step_h, 24.0), hours(request.rain_window_h, 24.0));
    let fraction = |given: Option<Fraction>, default| given.map_or(default, Fraction::get);
    let loss_fraction = match request.model {
        SoilingModel::Kimber => {
            let mut problems = Problems::new();
            for (position, row) in request.washed_index.iter().enumerate() {
                problems.require((*row as usize) < rain.len(), || {
                    let issue = Issue::error(Code::OUT_OF_RANGE).with("min", 0_i64);
                    issue
                        .with("max", rain.len().saturating_sub(1))
                        .at(Pointer::root().field("washed_index").index(position))
                });
            }
            problems.finish()?;
            let washed: Vec<usize> = request.washed_index.iter().map(|row| *row as usize).collect();
            let model = Kimber {
                step_h,
                rate: fraction(request.daily_loss_fraction, 0.0015),
                threshold_mm: request.cleaning_rain_mm.map_or(6.0, Rain::get),
                window_h,
                grace_days: hours(request.grace_days, 14.0),
                most: fraction(request.max_loss_fraction, 0.3),
                initial: fraction(request.initial_loss_fraction, 0.0),
            };
            kimber(&model, &rain, &washed)
        }
        SoilingModel::Hsu => {
            let mut problems = Problems::new();
            let missing = |path| move || Issue::error(Code::MISSING_FIELD).at(path);
            problems.require(request.pm2_5_g_m3.is_some(), missing("/pm2_5_g_m3"));
            problems.require(request.pm10_g_m3.is_some(), missing("/pm10_g_m3"));
            problems.require(request.tilt_deg.is_some(), missing("/tilt_deg"));
            let dust = |given: &Option<Vec<DustDensity>>| -> Vec<f64> {
                given.iter().flatten().map(|density| density.get()).collect()
            };
            let (fine, coarse) = (dust(&request.pm2_5_g_m3), dust(&request.pm10_g_m3));
            for (path, given, length) in [
                ("/pm2_5_g_m3", request.pm2_5_g_m3.is_some(), fine.len()),
                ("/pm10_g_m3", request.pm10_g_m3.is_some(), coarse.len()),
            ] {
                problems.require(!given || length == rain.len(), || {
                    Issue::error(Code::BAD_LENGTH).at(path).with("min", rain.len()).with("max", rain.len())
                });
            }
            problems.finish()?;
            let model = Hsu {
                step_h,
                tilt_deg: request.tilt_deg.map_or(0.0, Tilt::get),
                threshold_mm: request.cleaning_rain_mm.map_or(1.0, Rain::get),
                window_h,
                fine_m_s: request.fine_speed_m_s.map_or(0.0009, Speed::get),
                coarse_m_s: request.coarse_speed_m_s.map_or(0.004, Speed::get),
            };
            hsu(&model, &rain, &fine, &coarse)
        }
    };
    let rows = loss_fraction.len().max(1) as f64;
    let mean_loss_fraction = crate::math::sum(&loss_fraction) / rows;
    Ok(Answer::new(SoilingLosses { loss_fraction, mean_loss_fraction }))
}
