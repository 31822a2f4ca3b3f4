//! Loss of power over the years (*degradação*).

use crate::math::pow;
use serde::Deserialize;

/// How the yearly loss adds up.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum DegradationKind {
    /// The same share of the first year's power every year (SAM).
    #[default]
    Linear,
    /// The same share of the year before.
    Geometric,
}

/// Share of the initial power that is left in a year, counted from 1; `first` is the light-induced loss before the first year.
pub(crate) fn remaining(kind: DegradationKind, year: u32, rate: f64, first: f64) -> f64 {
    let years = f64::from(year) - 1.0;
    let left = match kind {
        DegradationKind::Linear => 1.0 - rate * years,
        DegradationKind::Geometric => pow(1.0 - rate, years),
    };
    left.max(0.0) * (1.0 - first)
}
