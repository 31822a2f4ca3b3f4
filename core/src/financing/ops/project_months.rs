//! Project economics by the month.

use super::planning::check_fraction;
use super::project::ProjectEconomicsRequest;
use crate::Answer;
use crate::financing::cash_flow::{first_payback, lasting_payback, periodic_values};
use crate::financing::project::{MonthlyLoan, Months, Project, rates};
use crate::financing::rates::{Periods, convert};
use crate::financing::returns::{Root, RootPolicy, answer, choose, float_of};
use crate::financing::schedule::{MOST_INSTALLMENTS, rate_units};
use crate::issue::{Code, Error, Issue, Pointer, Problems};
use crate::math;
use crate::money::{Dec, Exact, Money, Rounding};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

/// Systems of a loan by the month.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum MonthlySystem {
    /// Equal installments (*Tabela Price*).
    #[default]
    Price,
    /// Equal amortisation (*SAC*).
    Sac,
}

/// A plant by the month.
#[derive(Debug, Clone, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct ProjectMonthsRequest {
    /// The plant, as `project_economics` takes it, without `debt`; its loan is paid by the month.
    pub project: ProjectEconomicsRequest,
    /// Part of a year's energy in each of its months, which add up to 1; default a twelfth each.
    pub month_fraction: Option<Vec<Dec>>,
    /// System of the loan; default `price`.
    pub system: Option<MonthlySystem>,
    /// Whether the answer holds the months; default false.
    #[serde(default)]
    pub months: bool,
}

/// A month of a project.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ProjectMonth {
    /// The month, from 0, the day of commissioning.
    pub number: u32,
    /// Saved.
    pub saving_brl: f64,
    /// Operation, insurance and replacements.
    pub cost_brl: f64,
    /// Income tax and lost credits, negative where they relieve.
    pub tax_brl: f64,
    /// Installment of the loan.
    pub debt_service_brl: f64,
    /// Flow of the project, before the loan.
    pub project_flow_brl: f64,
    /// Flow of own money.
    pub equity_flow_brl: f64,
}

/// What a project is worth by the month. Figures that do not exist are null.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ProjectMonths {
    /// Net present value of own money.
    pub npv_brl: f64,
    /// Net present value of the project, before the loan.
    pub project_npv_brl: f64,
    /// Rate of return of own money, a year: that of `irr`, with twelve months' growth.
    pub equity_irr_year_effective: Option<f64>,
    /// Every monthly rate of return of own money.
    pub equity_roots: Vec<Root>,
    /// Months until own money is back for the first time.
    pub payback_simple_months: Option<f64>,
    /// Months until it is back and stays so.
    pub payback_definitive_months: Option<f64>,
    /// As simple, with discounted flows.
    pub payback_discounted_months: Option<f64>,
    /// The lowest sum of own money, month 0 included.
    pub lowest_cumulative_brl: f64,
    /// Months in which the project's flow covers the installment.
    pub covered_months: usize,
    /// First month in which it does not; null if it always does.
    pub first_uncovered: Option<usize>,
    /// The loan in whole cents; null without one.
    pub principal_brl: Option<Money>,
    /// Its monthly rate, half-even to 12 decimals; null without one.
    pub loan_rate_month_effective: Option<Dec>,
    /// The months, from 0; null unless asked for.
    pub months: Option<Vec<ProjectMonth>>,
}

/// Compute what a plant is worth by the month: prices and energy step at months 13, 25, .., the loan has its exact schedule in cents.
///
/// A replacement falls into the last month of its year, so that it is discounted as in `project_economics`. The yearly rate of the loan
/// becomes a monthly one of 12 decimals; the discount rate is converted without rounding.
///
/// # Errors
/// Those of `project_economics` under `/project`, and `UNKNOWN_FIELD` for a debt by years; `BAD_LENGTH` and `OUT_OF_RANGE` for the parts of the months; `NOT_FINITE`, `OVERFLOW`.
pub fn project_months(request: ProjectMonthsRequest) -> Result<Answer<ProjectMonths>, Error> {
    let mut problems = Problems::new();
    let project = problems.take(request.project.check().map_err(|error| error.within("/project")));
    problems.require(request.project.debt.is_none(), || Issue::error(Code::UNKNOWN_FIELD).at("/project/debt"));
    let shares = shares(request.month_fraction.as_deref(), &mut problems);
    let Some(project) = project.filter(|_| problems.is_empty()) else { return Err(problems.into_error()) };
    let loan = loan(&request.project, request.system.unwrap_or_default())?;
    let months = project.months(&shares, loan)?;
    let sound = months.equity.iter().chain(&months.unlevered).all(|flow| flow.is_finite());
    if !sound {
        return Err(Issue::error(Code::NOT_FINITE).into());
    }
    let mut found = measured(&project, &months);
    found.principal_brl = loan.map(|loan| Money::from_cents(loan.principal));
    found.loan_rate_month_effective = loan.map(|loan| loan.rate.into());
    found.months = request.months.then(|| rows(&months));
    Ok(Answer::new(found))
}

fn shares(given: Option<&[Dec]>, problems: &mut Problems) -> [f64; 12] {
    let mut shares = [1.0 / 12.0; 12];
    let Some(given) = given else { return shares };
    problems.require(given.len() == 12, || {
        Issue::error(Code::BAD_LENGTH).at("/month_fraction").with("min", 12).with("max", 12)
    });
    let mut sum = Decimal::ZERO;
    for (index, (share, given)) in shares.iter_mut().zip(given).enumerate() {
        let place = Pointer::from("/month_fraction").index(index);
        let exact = check_fraction(*given, (0, 1), place, problems);
        sum += exact;
        *share = float_of(exact);
    }
    problems.require(given.len() != 12 || sum == Decimal::ONE, || {
        Issue::error(Code::OUT_OF_RANGE).at("/month_fraction").with("min", 1).with("max", 1)
    });
    shares
}

/// The loan in cents; none without one, or of less than a cent.
fn loan(request: &ProjectEconomicsRequest, system: MonthlySystem) -> Result<Option<MonthlyLoan>, Error> {
    let Some(loan) = request.loan else { return Ok(None) };
    let overflow = || Error::from(Issue::error(Code::OVERFLOW));
    let principal = Exact::from(request.capex_brl.get()) * Exact::from(loan.loan_fraction.get());
    let principal = principal.round(2, Rounding::HalfUp).and_then(|cents| i64::try_from(cents).ok());
    let principal = principal.ok_or_else(overflow)?;
    let (year, month) = (Periods { periods: 1, nominal: false }, Periods { periods: 12, nominal: false });
    let rate = Rounding::HalfEven.round(convert(loan.rate_year_effective.get(), year, month)?, 12);
    let installments = u32::try_from(loan.years).ok().and_then(|years| years.checked_mul(12));
    Ok((principal > 0).then_some(MonthlyLoan {
        principal,
        rate,
        rate_units: rate_units(rate).ok_or_else(overflow)?,
        installments: installments.filter(|count| *count <= MOST_INSTALLMENTS).ok_or_else(overflow)?,
        constant_amortisation: system == MonthlySystem::Sac,
    }))
}

fn measured(project: &Project, months: &Months) -> ProjectMonths {
    let rate = project.discount_month();
    let mut weight = 1.0;
    let discounted = months.equity.iter().map(|flow| {
        let worth = flow * weight;
        weight /= 1.0 + rate;
        worth
    });
    let payback_discounted_months = first_payback(discounted);
    let roots = rates(&months.equity);
    let (mut sum, mut lowest) = (0.0, f64::INFINITY);
    for flow in &months.equity {
        sum += flow;
        lowest = sum.min(lowest);
    }
    let indebted =
        months.service.iter().zip(months.unlevered.iter().skip(1)).take_while(|(service, _)| **service > 0.0);
    let covered: Vec<bool> = indebted.map(|(service, flow)| flow >= service).collect();
    ProjectMonths {
        npv_brl: periodic_values(&months.equity, rate).present,
        project_npv_brl: periodic_values(&months.unlevered, rate).present,
        equity_irr_year_effective: choose(&roots, RootPolicy::Default, 0.0)
            .ok()
            .map(|root| math::exp_m1(12.0 * root.continuous) + 0.0),
        equity_roots: answer(roots),
        payback_simple_months: first_payback(months.equity.iter().copied()),
        payback_definitive_months: lasting_payback(months.equity.iter().copied()),
        payback_discounted_months,
        lowest_cumulative_brl: lowest + 0.0,
        covered_months: covered.iter().filter(|covered| **covered).count(),
        first_uncovered: covered.iter().position(|covered| !covered).map(|index| index + 1),
        principal_brl: None,
        loan_rate_month_effective: None,
        months: None,
    }
}

fn rows(months: &Months) -> Vec<ProjectMonth> {
    let flows = months.unlevered.iter().zip(&months.equity);
    // Month 0 has no saving, cost, tax and installment.
    let of = |series: &[f64], month: usize| month.checked_sub(1).and_then(|at| series.get(at)).copied().unwrap_or(0.0);
    (0..)
        .zip(flows.enumerate())
        .map(|(number, (month, (project, equity)))| ProjectMonth {
            number,
            saving_brl: of(&months.saving, month),
            cost_brl: of(&months.cost, month),
            tax_brl: of(&months.tax, month) + 0.0,
            debt_service_brl: of(&months.service, month),
            project_flow_brl: *project,
            equity_flow_brl: *equity,
        })
        .collect()
}
