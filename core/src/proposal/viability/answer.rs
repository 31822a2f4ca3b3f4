//! What a viability study says: plain tables, ready for charts.

use crate::calendar::Month;
use crate::energy::LossStepOut;
use crate::financing::{LoanCost, SavingCoverage};
use crate::issue::Issue;
use crate::money::Money;
use crate::proposal::Capex;
use crate::tariff::{ByPost, Exact, MonthLines};
use serde::Serialize;

/// A system, its bills and what it is worth.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Viability {
    /// Whether the system may be offered; false where `findings` holds an error.
    pub offered: bool,
    /// What speaks against it: `OVERSIZING_ABOVE_LIMIT`; and what to look at, as warnings.
    pub findings: Vec<Issue>,
    /// First month of the project.
    pub start_month: Month,
    /// Energy of the first year.
    pub energy: ViabilityEnergy,
    /// Bills of the first year; null where nothing is offered, and so are all members below.
    pub bills: Option<ViabilityBills>,
    /// Energy and bills of all years.
    pub years: Vec<LifetimeYear>,
    /// What is paid.
    pub investment: Option<ViabilityInvestment>,
    /// The loan; null for cash.
    pub financing: Option<FinancingOutcome>,
    /// Year by year, from year 0, the day of the investment.
    pub cash_flow: Vec<CashFlowYear>,
    /// What the cash flow says.
    pub indicators: Option<ViabilityIndicators>,
    /// Carbon dioxide that is avoided; null without a factor.
    pub co2: Option<Co2Avoided>,
    /// Every value that was assumed.
    pub assumptions: Vec<Assumption>,
    /// Bills of the first year line by line; absent unless they were asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub bill_lines: Option<Vec<MonthLines>>,
    /// The intervals of the first year; absent unless they were asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hourly: Option<HourlyYear>,
}

/// Energy of the first year.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct ViabilityEnergy {
    /// Power of the modules at standard test conditions; null where only energy was given.
    pub p_dc_stc_kw: Option<f64>,
    /// Power of the inverters; null where only energy was given.
    pub p_ac_kw: Option<f64>,
    /// Generation of a year of 365 days.
    pub annual_generation_kwh: f64,
    /// Consumption of a year of 365 days.
    pub annual_consumption_kwh: f64,
    /// Generation over consumption.
    pub oversizing: f64,
    /// Generation over the power of the modules.
    pub specific_yield_kwh_kwp: Option<f64>,
    /// Performance ratio in the plane of the modules; null where it was not simulated.
    pub performance_ratio: Option<f64>,
    /// Irradiation in the plane of the modules, kWh/m²; null where it is not known.
    pub annual_poa_kwh_m2: Option<f64>,
    /// What the method of the generation adds to the relative standard deviation of the yield.
    pub added_sigma_fraction: f64,
    /// Share of the generation that is used in the hour in which it is made.
    pub self_consumption_fraction: f64,
    /// Share of the consumption that is covered in the hour in which it falls.
    pub self_sufficiency_fraction: f64,
    /// The twelve months, from the first month of the project.
    pub months: Vec<EnergyMonth>,
    /// Mean days of the months: the hourly heat map.
    pub mean_days: MeanDays,
    /// Losses by cause, from light in the plane to the meter; empty where it was not simulated.
    pub loss_tree: Vec<LossStepOut>,
}

/// Energy of a month: consumption is self-consumption and grid, generation is self-consumption and injection.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct EnergyMonth {
    /// The month.
    pub month: Month,
    /// Generated.
    pub generation_kwh: Exact,
    /// Consumed, from the roof or the grid.
    pub consumption_kwh: Exact,
    /// Used in the hour in which it was made.
    pub self_consumption_kwh: Exact,
    /// Given to the grid.
    pub injection_kwh: Exact,
    /// Taken from the grid.
    pub grid_kwh: Exact,
}

/// Mean power in each hour of the day by month: twelve rows, from the first month of the project, of 24 hours, midnight first.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct MeanDays {
    /// Generation.
    pub generation_kw: Vec<[f64; 24]>,
    /// Consumption.
    pub consumption_kw: Vec<[f64; 24]>,
}

/// Hours of the first year, from the first hour of the first month.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct HourlyYear {
    /// Generation of each hour.
    pub generation_kwh: Vec<f64>,
    /// Consumption of each hour.
    pub load_kwh: Vec<f64>,
}

/// Bills of the first year.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct ViabilityBills {
    /// The twelve months, from the first month of the project.
    pub months: Vec<ViabilityBill>,
    /// Sum without the system.
    pub annual_without_brl: Money,
    /// Sum with the system.
    pub annual_with_brl: Money,
    /// Their difference.
    pub annual_saving_brl: Money,
}

/// One month's bills.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct ViabilityBill {
    /// The month.
    pub month: Month,
    /// Energy taken from the grid with the system, by post.
    pub grid_kwh: ByPost<Exact>,
    /// Energy given to the grid, by post.
    pub injection_kwh: ByPost<Exact>,
    /// Energy compensated on the bill, by post.
    pub compensated_kwh: ByPost<Exact>,
    /// Credits after the month.
    pub credits_kwh: Exact,
    /// Billed demand without the system, kW; null in group B.
    pub demand_without_kw: Option<ByPost<Exact>>,
    /// Billed demand with the system, kW; null in group B.
    pub demand_with_kw: Option<ByPost<Exact>>,
    /// The bill without the system.
    pub without_brl: Money,
    /// The bill with the system.
    pub with_brl: Money,
    /// Their difference.
    pub saving_brl: Money,
}

/// Energy and bills of a year of the project.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct LifetimeYear {
    /// The year, from 1.
    pub year: u32,
    /// Its first month.
    pub first_month: Month,
    /// Generated.
    pub generation_kwh: Exact,
    /// Consumed.
    pub consumption_kwh: Exact,
    /// Used in the hour in which it was made.
    pub self_consumption_kwh: Exact,
    /// Given to the grid.
    pub injection_kwh: Exact,
    /// Taken from the grid.
    pub grid_kwh: Exact,
    /// Credits after the year.
    pub credits_kwh: Exact,
    /// Credits lost in the year, 60 months after their bill.
    pub expired_kwh: Exact,
    /// Bills without the system.
    pub without_brl: Money,
    /// Bills with the system.
    pub with_brl: Money,
    /// Their difference.
    pub saving_brl: Money,
}

/// What is paid.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct ViabilityInvestment {
    /// All of it.
    pub capex_brl: Money,
    /// By item.
    pub items: Vec<Capex>,
    /// Principal of the loan.
    pub financed_brl: Money,
    /// What the loan brings after taxes and fees at release.
    pub released_brl: Money,
    /// Own money on the day of the investment: the investment less what the loan brings.
    pub own_brl: Money,
}

/// A loan beside the savings that pay it.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct FinancingOutcome {
    /// Its name.
    pub id: String,
    /// Schedule, taxes, fees, total effective cost.
    pub cost: LoanCost,
    /// Largest monthly payment.
    pub highest_payment_brl: Money,
    /// Mean monthly saving of the first year, rounded half to even.
    pub saving_month_brl: Money,
    /// Whether the monthly savings cover the payments (*a parcela cabe na economia*).
    pub coverage: SavingCoverage,
}

/// A year of the cash flow.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct CashFlowYear {
    /// The year; 0 is the day of the investment.
    pub year: u32,
    /// Saved on bills.
    pub saving_brl: f64,
    /// Operation, insurance and replacements.
    pub cost_brl: f64,
    /// Income tax and lost credits; negative where they relieve.
    pub tax_brl: f64,
    /// Interest, repayment, insurance and fees of the loan.
    pub debt_service_brl: f64,
    /// Flow before the loan.
    pub project_flow_brl: f64,
    /// Flow of own money.
    pub equity_flow_brl: f64,
    /// Sum of the flows of own money so far.
    pub cumulative_brl: f64,
    /// The same of discounted flows.
    pub cumulative_discounted_brl: f64,
}

/// What the cash flow says; figures that do not exist are null.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct ViabilityIndicators {
    /// Net present value of own money (*VPL*).
    pub npv_brl: f64,
    /// Net present value before the loan.
    pub project_npv_brl: f64,
    /// Rate of return of own money (*TIR*).
    pub irr_year_effective: Option<f64>,
    /// Modified rate of return of own money.
    pub mirr_year_effective: Option<f64>,
    /// Years until own money is back.
    pub payback: Paybacks,
    /// Levelized cost of energy, nominal.
    pub lcoe_nominal_brl_kwh: Option<f64>,
    /// Levelized cost of energy, real.
    pub lcoe_real_brl_kwh: Option<f64>,
    /// Gain on own money.
    pub roi_ratio: Option<f64>,
    /// One plus net present value over own money.
    pub profitability_index_ratio: Option<f64>,
    /// Least coverage of the debt service (*DSCR*).
    pub coverage_min_ratio: Option<f64>,
    /// Mean coverage of the debt service.
    pub coverage_mean_ratio: Option<f64>,
    /// Saved on bills over all years.
    pub total_saving_brl: Money,
    /// Sum of all flows of own money.
    pub total_net_brl: f64,
}

/// Years until own money is back; null if never.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Paybacks {
    /// For the first time.
    pub simple_years: Option<f64>,
    /// For good.
    pub definitive_years: Option<f64>,
    /// For the first time with discounted flows.
    pub discounted_years: Option<f64>,
}

/// Carbon dioxide that is avoided.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Co2Avoided {
    /// Emission of the grid, kg per kWh.
    pub factor_kg_kwh: f64,
    /// Year of the factor.
    pub year: u32,
    /// Avoided in each year of the project: generation times the factor.
    pub avoided_kg: Vec<f64>,
    /// Their sum.
    pub total_kg: f64,
}

/// A value that the result rests on.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Assumption {
    /// The request's field that sets it.
    pub code: &'static str,
    /// The value as text.
    pub value: String,
    /// Who chose it.
    pub origin: Origin,
}

/// Who chose a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Origin {
    /// The caller.
    Given,
    /// A documented default of the project.
    Default,
}
