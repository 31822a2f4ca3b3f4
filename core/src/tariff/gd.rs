//! Class and compensation regime of generating units (tariff R-GD-1 to R-GD-4; Lei 14.300/2022, arts. 1, 26 and 27).

use super::exact::Exact;
use super::retained::Regime;
use crate::calendar::Date;
use crate::issue::Error;
use serde::{Deserialize, Serialize};

/// Classes of distributed generation by power.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum GdCategory {
    /// Microgeneration: at most 75 kW.
    Micro,
    /// Minigeneration: above 75 kW.
    Mini,
}

/// Sources of generation, as far as the deadlines of the law tell them apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum GdSource {
    /// Solar.
    #[default]
    Solar,
    /// Any other source.
    Other,
}

/// Who uses the energy (Lei 14.300/2022, art. 1).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum GdModality {
    /// The unit of the plant itself (*autoconsumo local*).
    #[default]
    AutoconsumoLocal,
    /// Other units of the same holder (*autoconsumo remoto*).
    AutoconsumoRemoto,
    /// Units of a consortium, cooperative or association (*geração compartilhada*).
    GeracaoCompartilhada,
    /// A condominium (*empreendimento com múltiplas unidades consumidoras*).
    MultiplasUnidades,
}

/// Ways to lose regime GD I (REN 1.000/2021, art. 655-O).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum GdILoss {
    /// The contract ended; a change of holder is no end.
    ContractEnd,
    /// Fraud at the meter was proven.
    MeterFraud,
    /// The power was increased without authorisation.
    UnauthorisedIncrease,
}

/// Largest power of microgeneration in kW.
pub(crate) const MICRO_KW: Exact = Exact::new(75, 0);
/// Above this power, remote use and concentrated shares are GD III.
const GD_III_ABOVE_KW: Exact = Exact::new(500, 0);

/// Class by power (R-GD-4).
pub(crate) fn category(power: Exact) -> GdCategory {
    if power <= MICRO_KW { GdCategory::Micro } else { GdCategory::Mini }
}

/// Largest power of distributed generation: 5 MW if dispatchable or filed within a year of the law, else 3 MW (R-GD-4).
pub(crate) fn limit(dispatchable: bool, protocol: Option<Date>) -> Exact {
    let legacy = dispatchable || protocol.is_some_and(|protocol| until(protocol, ONE_YEAR_LATER));
    Exact::new(if legacy { 5_000 } else { 3_000 }, 0)
}

/// A generating unit as the rules see it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Plant {
    /// Power in kW AC, with all increases.
    pub power: Exact,
    pub protocol: Date,
    pub budget: Option<Date>,
    pub deadline: Option<Date>,
    pub injection: Option<Date>,
    pub source: GdSource,
    pub dispatchable: bool,
    pub modality: GdModality,
    /// Whether a beneficiary of shared generation holds 25 % or more.
    pub concentrated: bool,
    pub suspended_days: i64,
    pub lost: bool,
}

/// First and last day of the year after the law, in which a request still reaches GD I if it injects in time.
const LAW: (i32, u32, u32) = (2022, 1, 7);
const ONE_YEAR_LATER: (i32, u32, u32) = (2023, 1, 7);
const EIGHTEEN_MONTHS_LATER: (i32, u32, u32) = (2023, 7, 7);

fn until(date: Date, (year, month, day): (i32, u32, u32)) -> bool {
    Date::new(year, month, day).is_some_and(|last| date <= last)
}

impl Plant {
    pub fn category(&self) -> GdCategory {
        category(self.power)
    }

    /// Largest power of distributed generation.
    pub fn limit(&self) -> Exact {
        limit(self.dispatchable, Some(self.protocol))
    }

    /// Last day to begin injecting and stay in GD I, for a request filed within the year after the law (R-GD-1).
    ///
    /// # Errors
    /// `DATE_RANGE`.
    pub fn last_day(&self) -> Result<Option<Date>, Error> {
        let filed_in_between = !until(self.protocol, LAW) && until(self.protocol, ONE_YEAR_LATER);
        let Some(budget) = self.budget.filter(|_| filed_in_between) else { return Ok(None) };
        let by_law = match (self.category(), self.source) {
            (GdCategory::Micro, _) => budget.add_days(120)?,
            (GdCategory::Mini, GdSource::Solar) => budget.add_months(12)?,
            (GdCategory::Mini, GdSource::Other) => budget.add_months(30)?,
        };
        let last = self.deadline.map_or(by_law, |deadline| deadline.max(by_law));
        last.add_days(self.suspended_days).map(Some)
    }

    /// The regime (R-GD-1, R-GD-2).
    ///
    /// # Errors
    /// `DATE_RANGE`.
    pub fn regime(&self) -> Result<Regime, Error> {
        let in_time = match (self.last_day()?, self.injection) {
            (Some(last), Some(injection)) => injection <= last,
            _ => false,
        };
        if !self.lost && (until(self.protocol, LAW) || in_time) {
            return Ok(Regime::GdI);
        }
        Ok(self.regime_without_right())
    }

    /// The regime of what has no right to GD I: GD III or GD II.
    pub fn regime_without_right(&self) -> Regime {
        let far = match self.modality {
            GdModality::AutoconsumoRemoto => true,
            GdModality::GeracaoCompartilhada => self.concentrated,
            GdModality::AutoconsumoLocal | GdModality::MultiplasUnidades => false,
        };
        if self.power > GD_III_ABOVE_KW && !self.dispatchable && far { Regime::GdIii } else { Regime::GdIi }
    }

    /// Whether the largest share decides the regime.
    pub fn needs_share(&self) -> bool {
        self.modality == GdModality::GeracaoCompartilhada && self.power > GD_III_ABOVE_KW && !self.dispatchable
    }
}

/// Last day of the transition of a regime by the day of the request (R-GD-3).
pub(crate) fn transition_end(regime: Regime, protocol: Date) -> Option<Date> {
    let late = !until(protocol, ONE_YEAR_LATER) && until(protocol, EIGHTEEN_MONTHS_LATER);
    if regime != Regime::GdI && late { Date::new(2030, 12, 31) } else { regime.usual_end() }
}
