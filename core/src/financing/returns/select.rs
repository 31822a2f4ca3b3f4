//! Which root is the answer.

use super::roots::Found;
use crate::issue::{Code, Error, Issue};
use crate::math;
use serde::{Deserialize, Serialize};

/// A rate at which the present value of the flows is zero.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Root {
    /// The rate of one unit of time (a period, or a year of dated flows), a fraction above -1.
    pub rate_period_effective: f64,
    /// Its continuous form `ln(1 + rate)`, which keeps its digits near -1.
    pub continuous_rate_fraction: f64,
    /// How often the root counts: 2 where the present value touches zero and turns.
    pub multiplicity_count: u32,
}

impl From<Found> for Root {
    fn from(found: Found) -> Root {
        Root {
            rate_period_effective: math::exp_m1(found.continuous) + 0.0,
            continuous_rate_fraction: found.continuous + 0.0,
            multiplicity_count: found.multiplicity,
        }
    }
}

/// Which rate is chosen where there are several.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum RootPolicy {
    /// The smallest rate of zero or more, else the one nearest to zero.
    #[default]
    Default,
    /// More than one rate is `MULTIPLE_ROOTS`.
    Unique,
    /// The one nearest to `guess`.
    Nearest,
}

/// The rate that a policy chooses among ascending roots.
///
/// # Errors
/// `NO_ROOT`, `MULTIPLE_ROOTS`.
pub(in crate::financing) fn choose(found: &[Found], policy: RootPolicy, guess: f64) -> Result<Found, Error> {
    let distance = |root: &&Found| match policy {
        RootPolicy::Nearest => (math::exp_m1(root.continuous) - guess).abs(),
        _ => root.continuous.abs(),
    };
    let nearest = found.iter().min_by(|a, b| distance(a).total_cmp(&distance(b)));
    let chosen = match policy {
        RootPolicy::Unique if found.len() > 1 => {
            return Err(Issue::error(Code::MULTIPLE_ROOTS).with("count", found.len() as i64).into());
        }
        RootPolicy::Unique | RootPolicy::Nearest => nearest,
        RootPolicy::Default => found.iter().find(|root| root.continuous >= 0.0).or(nearest),
    };
    chosen.copied().ok_or_else(|| Issue::error(Code::NO_ROOT).into())
}

/// The roots for the wire.
pub(in crate::financing) fn answer(found: Vec<Found>) -> Vec<Root> {
    found.into_iter().map(Root::from).collect()
}
