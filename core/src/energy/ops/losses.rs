//! Losses and their growth with the years.

use crate::Answer;
use crate::energy::degradation::{DegradationKind, remaining};
use crate::energy::losses::{Loss, Losses, keep};
use crate::issue::{Code, Error, Issue};
use crate::quantity::Fraction;
use serde::{Deserialize, Serialize};

/// Losses to combine: by cause, or a plain list.
#[derive(Debug, Clone, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct CombineLossesRequest {
    /// By cause; what is not given has the default of PVWatts.
    pub losses: Option<Losses>,
    /// A plain list, instead.
    pub loss_fraction: Option<Vec<Fraction>>,
}

/// A cause and its loss.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct NamedLoss {
    /// The cause.
    pub name: &'static str,
    /// The loss of what the causes before it leave.
    pub loss_fraction: f64,
}

/// Losses taken together.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct CombinedLosses {
    /// 1 − Π(1 − loss).
    pub total_fraction: f64,
    /// The causes, in the order in which they act; empty for a plain list.
    pub causes: Vec<NamedLoss>,
}

/// Combine losses as factors, 1 − Π(1 − loss), never as a sum; without arguments the defaults of PVWatts, 14.0757 %.
///
/// # Errors
/// `FIELDS_EXCLUDE_EACH_OTHER` if both forms are given, or a loss that depends on the current.
pub fn combine_losses(request: CombineLossesRequest) -> Result<Answer<CombinedLosses>, Error> {
    let value = match (request.losses, request.loss_fraction) {
        (Some(_), Some(_)) => return Err(Issue::error(Code::FIELDS_EXCLUDE_EACH_OTHER).at("/loss_fraction").into()),
        (None, Some(list)) => {
            CombinedLosses { total_fraction: 1.0 - keep(list.iter().map(|loss| loss.get())), causes: Vec::new() }
        }
        (Some(losses), None) if losses.ohmic_fraction.is_some() => {
            return Err(Issue::error(Code::FIELDS_EXCLUDE_EACH_OTHER).at("/losses/ohmic_fraction").into());
        }
        (losses, None) => {
            let losses = losses.unwrap_or_default();
            let causes: Vec<Loss> = losses.before().into_iter().chain(losses.behind()).collect();
            CombinedLosses {
                total_fraction: 1.0 - keep(causes.iter().map(|cause| cause.fraction)),
                causes: causes
                    .iter()
                    .map(|cause| NamedLoss { name: cause.name, loss_fraction: cause.fraction })
                    .collect(),
            }
        }
    };
    Ok(Answer::new(value))
}

/// Years and yearly loss.
#[derive(Debug, Clone, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct DegradationRequest {
    /// Number of years, 1 to 100.
    pub lifetime_years: u32,
    /// Loss of a year.
    pub rate_fraction: Fraction,
    /// Light-induced loss before the first year; default 0.
    pub first_fraction: Option<Fraction>,
    /// How the yearly loss adds up; default `linear`.
    #[serde(default)]
    pub kind: DegradationKind,
}

/// What is left of the power.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct DegradationAnswer {
    /// Share of the initial power in each year, the first year first.
    pub remaining_fraction: Vec<f64>,
}

/// Compute the share of the initial power that is left in each year (*degradação*).
///
/// # Errors
/// `OUT_OF_RANGE` for the number of years.
pub fn degradation(request: DegradationRequest) -> Result<Answer<DegradationAnswer>, Error> {
    if !(1..=100).contains(&request.lifetime_years) {
        let issue = Issue::error(Code::OUT_OF_RANGE).at("/lifetime_years");
        return Err(issue.with("min", 1_i64).with("max", 100_i64).into());
    }
    let first = request.first_fraction.map_or(0.0, Fraction::get);
    let left = |year| remaining(request.kind, year, request.rate_fraction.get(), first);
    Ok(Answer::new(DegradationAnswer { remaining_fraction: (1..=request.lifetime_years).map(left).collect() }))
}
