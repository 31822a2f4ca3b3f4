//! The operation `simulate_bills`: intervals to registers to bills to credits, for a year or a project.

mod consumer;
mod project;
mod run;

use super::settle::SettledTotals;
use crate::Answer;
use crate::calendar::{Date, Instant, Month, Zone};
use crate::issue::Error;
use crate::money::{Dec, Money};
use crate::prepare::prepared_request;
use crate::quantity::Id;
use crate::tariff::energies::Energies;
use crate::tariff::exact::Exact;
use crate::tariff::growth::Growth;
use crate::tariff::intervals::Totals;
use crate::tariff::line::{BillLine, BillTotals};
use crate::tariff::lot::{CreditLot, MinBillPolicy, SceeTaxes};
use crate::tariff::post::ByPost;
use crate::tariff::retained::{PostTransition, Regime};
use crate::tariff::table::{Flags, Tariffs};
use crate::tariff::taxes::{TaxChange, Taxes};
use crate::tariff::unit::UnitB;
use crate::tariff::unit_a::UnitA;
use project::Project;
use run::Run;
use serde::{Deserialize, Serialize};

prepared_request! {
    /// A unit of group B or A with its load and generation.
    pub struct SimulateBillsRequest, SimulateBillsPart, SimulateBillsRest {
        prepared {
            /// Prices in force: rows, or a named table with the distributor's id or CNPJ.
            pub tariffs: Tariffs,
            /// Flags by month: rows, or a named table. No rows, no flag.
            pub flags: Flags,
        }
        rest {
            /// The consumer unit of group B; exactly one of `unit` and `unit_a`.
            pub unit: Option<UnitB>,
            /// The consumer unit of group A.
            pub unit_a: Option<UnitA>,
            /// Contracted demand of group A in kW: `unico` in the green modality, `ponta` and `fora_ponta` in the blue one.
            #[serde(default)]
            pub contracted_kw: ByPost<Dec>,
            /// Contracted injection of a plant in group A.
            pub injection: Option<ContractedInjection>,
            /// Whether ICMS is charged on demand of group A that was not used, default no (STJ, Súmula 391).
            #[serde(default)]
            pub icms_on_unused_demand: bool,
            /// Beginning of the first interval, on a full minute.
            pub start: Instant,
            /// The zone of legal local time: `America/Sao_Paulo`, or an offset such as `-03:00`.
            pub tz: Zone,
            /// Length of an interval in minutes: 5, 15, 30 or 60.
            pub step_minutes: u32,
            /// Load of each interval.
            pub load_kwh: Energies,
            /// Generation of each interval.
            pub generation_kwh: Energies,
            /// Beginning of the distributor's peak in minutes after midnight (0 to 1439); needed for the white tariff and group A.
            pub peak_start_minutes: Option<u32>,
            /// Regime of the generation.
            pub regime: Regime,
            /// Last day of its transition; 2045-12-31 for GD I and 2028-12-31 for the others if absent.
            pub transition_end: Option<Date>,
            /// What is supposed for the time after the transition; needed only there.
            pub post_transition: Option<PostTransition>,
            /// Credits before the first month, oldest first.
            #[serde(default)]
            pub credits: Vec<OpeningCredit>,
            /// Tax rates from the first month on.
            pub taxes: Taxes,
            /// Later tax rates, in order of their first month.
            #[serde(default)]
            pub tax_changes: Vec<TaxChange>,
            /// Which taxes compensated energy returns.
            #[serde(default)]
            pub scee_tax: SceeTaxes,
            /// Reading of the minimum, default `ren1000_max`.
            #[serde(default)]
            pub min_bill_policy: MinBillPolicy,
            /// Contribution to public lighting of each month (COSIP, CIP): untaxed.
            pub cosip_brl: Option<Money>,
            /// Repeats the first year; without it the series itself covers all months.
            pub repeat: Option<RepeatYears>,
        }
    }
}

/// Contracted injection (REN 1.000/2021, arts. 294, 301 and 655-J); the measured one is the highest of the intervals.
#[derive(Debug, Clone, Copy, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct ContractedInjection {
    /// Contracted injection in kW.
    pub contracted_kw: Dec,
    /// TUSD of generation (*TUSDg*); it grows with the tariffs.
    pub tusdg_brl_kw: Dec,
}

/// Energy that a unit brings from former bills.
#[derive(Debug, Clone, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct OpeningCredit {
    /// Day of the bill in which it was born.
    pub origin: Date,
    /// The energy with its regime.
    pub lot: CreditLot,
}

/// The years of a project, from the intervals of its first one: 12 whole months that begin with a month.
#[derive(Debug, Clone, Copy, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct RepeatYears {
    /// Number of years, 1 to 50.
    #[cfg_attr(feature = "schema", schemars(range(min = 1, max = 50)))]
    pub years_count: u32,
    /// Generation lost in each later year as a fraction of the year before, 0 or more and below 1, default 0.
    #[serde(default)]
    pub degradation_fraction: Dec,
    /// The same from the first year to the second, default as `degradation_fraction`.
    pub degradation_first_year_fraction: Option<Dec>,
    /// Growth of prices in each later year: the first year's prices and flags then serve all years. Absent: the tables cover
    /// every year.
    pub tariff_growth_fraction: Option<Dec>,
}

/// Bills month by month.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct SimulatedBills {
    /// The months, in order.
    pub months: Vec<SimulatedMonth>,
    /// Sums of 12 months each, from the first one on.
    pub years: Vec<BillSums>,
    /// Sums of all months.
    pub totals: BillSums,
    /// Credits after the last month, oldest first.
    pub credits: Vec<LeftCredit>,
    /// Energy of all intervals.
    pub energy: SettledTotals,
}

/// One month.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct SimulatedMonth {
    /// The month.
    pub month: Month,
    /// Energy taken from the grid, by post.
    pub consumption_kwh: ByPost<Exact>,
    /// Energy injected, by post.
    pub injection_kwh: ByPost<Exact>,
    /// Energy compensated, by post.
    pub compensated_kwh: ByPost<Exact>,
    /// Energy of the month that became a credit.
    pub new_credit_kwh: Exact,
    /// Credits lost, 60 months after their bill.
    pub expired_kwh: Exact,
    /// All credits after the month.
    pub balance_kwh: Exact,
    /// The bill with the generator.
    pub total_brl: Money,
    /// The bill of the whole load without the generator.
    pub baseline_brl: Money,
    /// Their difference.
    pub saving_brl: Money,
    /// Billed demand with the generator, kW; absent in group B.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub demand_kw: Option<ByPost<Exact>>,
    /// Billed demand without the generator, kW; absent in group B.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub baseline_demand_kw: Option<ByPost<Exact>>,
}

/// Sums of bills.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct BillSums {
    /// With the generator.
    pub total_brl: Money,
    /// Without the generator.
    pub baseline_brl: Money,
    /// Their difference.
    pub saving_brl: Money,
}

/// A credit that is left.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct LeftCredit {
    /// Its name: `own-YYYY-MM`, or that of the request.
    pub id: Id,
    /// Energy by post.
    pub kwh: ByPost<Exact>,
    /// Last day on which it may be used.
    pub expires: Date,
}

/// Bill every month of a series with and without generation; credits are carried on, oldest first.
///
/// A cycle is a civil month, read and billed on its last day. The measured demand of group A is the highest mean power of an interval.
///
/// # Errors
/// Those of `settle_intervals`, `bill_group_b` and `bill_group_a`; `BAD_LENGTH` for a first year that is not 12 whole months.
pub fn simulate_bills(request: SimulateBillsRequest) -> Result<Answer<SimulatedBills>, Error> {
    simulate(&request, 0).map(|simulation| simulation.answer)
}

/// Bills with what composites need beside the answer.
pub(crate) struct Simulation {
    pub answer: Answer<SimulatedBills>,
    /// Energy of each year.
    pub years: Vec<Totals>,
    /// The first months' bills line by line.
    pub lines: Vec<MonthLines>,
}

/// The bills of a month line by line.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct MonthLines {
    /// The month.
    pub month: Month,
    /// Without the generator.
    pub without: BillSheet,
    /// With the generator.
    pub with: BillSheet,
}

/// A bill line by line.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct BillSheet {
    /// The lines, in the order of a printed bill.
    pub lines: Vec<BillLine>,
    /// Their sums.
    pub totals: BillTotals,
}

/// [`simulate_bills`], with the lines of so many first months.
///
/// # Errors
/// Those of [`simulate_bills`].
pub(crate) fn simulate(request: &SimulateBillsRequest, lines_of: usize) -> Result<Simulation, Error> {
    let project = Project::new(request)?;
    let mut run = Run::new(request, &project, lines_of)?;
    for year in 0..project.years {
        run.year(year)?;
    }
    run.finish()
}

/// One year of a project alone: the first, or one so many years later at the prices of the first and without loss of generation.
///
/// # Errors
/// Those of [`simulate_bills`].
pub(crate) fn simulate_later(request: &SimulateBillsRequest, years: u32) -> Result<Simulation, Error> {
    let project = Project::new(request)?;
    let mut run = Run::new(request, &project, 0)?;
    match project.first_year.filter(|_| years > 0) {
        None => run.year(0)?,
        Some(first) => run.repeat(first, years.into(), Some(Growth::NONE))?,
    }
    run.finish()
}
