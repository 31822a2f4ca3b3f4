//! Climate of the capitals.

use crate::Answer;
use crate::issue::Error;
use crate::weather::climate::{Climate, ClimateInput, ClimateSite};
use serde::{Deserialize, Serialize};

/// Which table and state.
#[derive(Debug, Clone, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct LookUpClimateRequest {
    /// Name of an embedded table: `climate-monthly-2021`.
    pub named: String,
    /// State, two letters.
    pub uf: String,
}

/// A climate and its station.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct MonthlyClimate {
    /// Climate of the months.
    pub climate: Climate,
    /// The station; null where the table has none.
    pub site: Option<ClimateSite>,
}

/// Look up the monthly climate of a state's capital in an embedded table.
///
/// # Errors
/// `NOT_FOUND` for an unknown table or state, `TABLES_NOT_EMBEDDED` in a package without tables.
pub fn look_up_climate(request: LookUpClimateRequest) -> Result<Answer<MonthlyClimate>, Error> {
    let input = ClimateInput { named: Some(request.named), uf: Some(request.uf), ..ClimateInput::default() };
    let found = input.find()?;
    let mut answer = Answer::new(MonthlyClimate { climate: found.climate, site: found.site });
    answer.sources.extend(found.source);
    Ok(answer)
}
