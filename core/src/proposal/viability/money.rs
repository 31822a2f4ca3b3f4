//! Investment, loan, cash flow and what they say.

use super::answer::{CashFlowYear, FinancingOutcome, Paybacks, ViabilityIndicators, ViabilityInvestment};
use crate::financing::{
    LoanCost, LoanCostRequest, ProjectDebt, ProjectEconomics, ProjectEconomicsRequest, SavingCoverageRequest,
    loan_cost, project_economics, saving_coverage,
};
use crate::issue::{Code, Error, Issue, Problems};
use crate::money::{Currency, Dec, Money, Rounding};
use crate::proposal::Capex;
use crate::proposal::case::{EconomicsInput, FinancingInput};
use crate::quantity::Energy;
use rust_decimal::Decimal;

/// An investment and the loan that pays a part of it.
#[derive(Debug, Clone)]
pub(in crate::proposal) struct Paid {
    pub investment: ViabilityInvestment,
    pub loan: Option<Loaned>,
    pub warnings: Vec<Issue>,
}

/// A loan by year.
#[derive(Debug, Clone)]
pub(in crate::proposal) struct Loaned {
    pub id: String,
    pub cost: LoanCost,
    interest: Vec<Money>,
    service: Vec<Money>,
}

/// The investment, above zero.
///
/// # Errors
/// `EMPTY_CAPEX`, `OUT_OF_RANGE` for an item below zero, `OVERFLOW`.
pub(in crate::proposal) fn capex(items: &[Capex]) -> Result<Money, Error> {
    let mut problems = Problems::new();
    for (index, item) in items.iter().enumerate() {
        problems.require(item.amount_brl.minor() >= 0, || {
            let place = crate::issue::Pointer::from("/capex").index(index).field("amount_brl");
            Issue::error(Code::OUT_OF_RANGE).at(place).with("min", 0)
        });
    }
    problems.finish()?;
    let capex = Money::total(items.iter().map(|item| item.amount_brl))?;
    if capex.minor() > 0 { Ok(capex) } else { Err(Issue::error(Code::EMPTY_CAPEX).at("/capex").into()) }
}

/// The investment with its loan, whose installments are to end with the project.
///
/// # Errors
/// Those of [`capex`]; `DOWN_PAYMENT_TOO_LARGE`, `OUT_OF_RANGE`; those of `loan_cost` by pointers into the request.
pub(in crate::proposal) fn pay(items: &[Capex], financing: Option<&FinancingInput>, years: u32) -> Result<Paid, Error> {
    let capex_brl = capex(items)?;
    let all = |financed_brl, released_brl, own_brl| ViabilityInvestment {
        capex_brl,
        items: items.to_vec(),
        financed_brl,
        released_brl,
        own_brl,
    };
    let Some(financing) = financing else {
        return Ok(Paid { investment: all(Money::ZERO, Money::ZERO, capex_brl), loan: None, warnings: Vec::new() });
    };
    let down = financing.down_payment_brl.unwrap_or(Money::ZERO);
    let financed = capex_brl.checked_sub(down)?;
    let mut problems = Problems::new();
    problems
        .require(financed.minor() > 0, || Issue::error(Code::DOWN_PAYMENT_TOO_LARGE).at("/financing/down_payment_brl"));
    problems.require(down.minor() >= 0, || {
        Issue::error(Code::OUT_OF_RANGE).at("/financing/down_payment_brl").with("min", 0)
    });
    let most = 12 * i64::from(years);
    problems.require(financing.terms.installments <= most, || {
        Issue::error(Code::OUT_OF_RANGE).at("/financing/terms/installments").with("min", 1).with("max", most)
    });
    problems.finish()?;
    let answer = loan_cost(LoanCostRequest {
        loan: financing.terms.clone().with_principal(financed.amount().into()),
        iof: financing.iof.clone(),
        fees: financing.fees.clone(),
        insurance: financing.insurance,
    })
    .map_err(within_financing)?;
    let cost = answer.value;
    let count = usize::try_from(years).unwrap_or(0);
    let (mut interest, mut service) = (vec![Money::ZERO; count], vec![Money::ZERO; count]);
    for (row, payment) in cost.schedule.rows.iter().zip(&cost.payments) {
        let year = usize::try_from(row.number.div_ceil(12)).unwrap_or(1) - 1;
        if let (Some(interest), Some(service)) = (interest.get_mut(year), service.get_mut(year)) {
            *interest = interest.checked_add(row.interest_brl)?;
            *service = service.checked_add(payment.total_brl)?;
        }
    }
    let released = cost.released_brl;
    let investment = all(financed, released, capex_brl.checked_sub(released)?);
    let loan = Some(Loaned { id: financing.id.as_str().to_owned(), cost, interest, service });
    let warnings = answer.warnings.into_iter().map(|warning| warning.within(&"/financing".into())).collect();
    Ok(Paid { investment, loan, warnings })
}

/// Errors of a loan by pointers into the request.
fn within_financing(error: Error) -> Error {
    let mut problems = Problems::new();
    for issue in error.issues() {
        let path = issue.path.as_str();
        let issue = issue.clone();
        problems.push(match path.strip_prefix("/loan") {
            Some("/principal_brl") => issue.at("/financing/down_payment_brl"),
            Some(_) => {
                let rest = issue.path.without_first();
                issue.at(rest).within(&"/financing/terms".into())
            }
            None => issue.within(&"/financing".into()),
        });
    }
    problems.into_error()
}

impl Paid {
    /// What the project is worth with the savings of its years.
    ///
    /// # Errors
    /// Those of `project_economics` by pointers into the request.
    pub fn worth(
        &self,
        savings: &[Money],
        annual_generation_kwh: f64,
        economics: &EconomicsInput,
    ) -> Result<(ProjectEconomics, Vec<Issue>), Error> {
        let request = self.request(savings, annual_generation_kwh, economics)?;
        let answer = project_economics(request).map_err(within_economics)?;
        let warnings = answer.warnings.into_iter().map(|warning| warning.at("/financing")).collect();
        Ok((answer.value, warnings))
    }

    /// The plant as `project_economics` takes it.
    ///
    /// # Errors
    /// `OUT_OF_RANGE` for energy beyond what a plant can give.
    pub fn request(
        &self,
        savings: &[Money],
        annual_generation_kwh: f64,
        economics: &EconomicsInput,
    ) -> Result<ProjectEconomicsRequest, Error> {
        let energy = Energy::try_from(annual_generation_kwh).map_err(|error| error.within("/generation"))?;
        let savings = savings.iter().map(|saving| dec(*saving)).collect();
        let mut request = ProjectEconomicsRequest::new(
            dec(self.investment.capex_brl),
            economics.discount_rate_year_effective,
            energy,
            savings,
        );
        request.degradation_year_fraction = Some(economics.degradation());
        request.degradation_first_year_fraction = economics.degradation_first_year_fraction;
        request.opex_first_year_brl = economics.opex_year_brl.map(dec);
        request.insurance_year_fraction = economics.insurance_year_fraction;
        request.inflation_year_effective = economics.inflation_year_effective;
        request.replacements = economics.replacements.clone();
        request.residual_brl = economics.residual_brl.map(dec);
        request.taxes = economics.taxes;
        request.debt = self.loan.as_ref().map(|loan| {
            let decs = |amounts: &[Money]| amounts.iter().map(|amount| dec(*amount)).collect();
            ProjectDebt::new(dec(loan.cost.released_brl), decs(&loan.interest), decs(&loan.service))
        });
        Ok(request)
    }
}

fn dec(amount: Money) -> Dec {
    amount.amount().into()
}

/// Errors of the economics by pointers into the request.
fn within_economics(error: Error) -> Error {
    let mut problems = Problems::new();
    for issue in error.issues() {
        let issue = issue.clone();
        problems.push(match issue.path.as_str() {
            "/capex_brl" => issue.at("/capex"),
            "/opex_first_year_brl" => issue.at("/economics/opex_year_brl"),
            "/years" => issue.at("/economics/years_count"),
            _ => issue.within(&"/economics".into()),
        });
    }
    problems.into_error()
}

impl Loaned {
    /// The loan beside the savings of the same months.
    ///
    /// # Errors
    /// `OVERFLOW`.
    pub fn outcome(&self, monthly_savings: &[Money]) -> Result<FinancingOutcome, Error> {
        let payments: Vec<Money> = self.cost.payments.iter().map(|payment| payment.total_brl).collect();
        let savings_brl: Vec<Money> = monthly_savings.iter().copied().take(payments.len()).collect();
        let highest = payments.iter().copied().max_by_key(|payment| payment.minor()).unwrap_or(Money::ZERO);
        let first_year = Money::total(monthly_savings.iter().copied().take(12))?.amount();
        let mean = first_year.checked_div(Decimal::from(12)).unwrap_or_default();
        let coverage = saving_coverage(SavingCoverageRequest { installments_brl: payments, savings_brl })?.value;
        Ok(FinancingOutcome {
            id: self.id.clone(),
            cost: self.cost.clone(),
            highest_payment_brl: highest,
            saving_month_brl: Money::rounded(mean, Currency::Brl, Rounding::HalfEven)?,
            coverage,
        })
    }
}

/// The cash flow with its sums.
pub(in crate::proposal) fn cash_flow(worth: &ProjectEconomics, discount: f64) -> Vec<CashFlowYear> {
    let (mut sum, mut discounted, mut weight) = (0.0, 0.0, 1.0);
    let row = |year: &crate::financing::ProjectYear| {
        sum += year.equity_flow_brl;
        discounted += year.equity_flow_brl * weight;
        weight /= 1.0 + discount;
        CashFlowYear {
            year: year.year,
            saving_brl: year.saving_brl,
            cost_brl: year.cost_brl,
            tax_brl: year.tax_brl,
            debt_service_brl: year.debt_service_brl,
            project_flow_brl: year.project_flow_brl,
            equity_flow_brl: year.equity_flow_brl,
            cumulative_brl: sum,
            cumulative_discounted_brl: discounted,
        }
    };
    worth.years.iter().map(row).collect()
}

/// What the cash flow says.
///
/// # Errors
/// `OVERFLOW`.
pub(in crate::proposal) fn indicators(
    worth: &ProjectEconomics,
    savings: &[Money],
) -> Result<ViabilityIndicators, Error> {
    Ok(ViabilityIndicators {
        npv_brl: worth.npv_brl,
        project_npv_brl: worth.project_npv_brl,
        irr_year_effective: worth.equity_irr_year_effective,
        mirr_year_effective: worth.mirr_year_effective,
        payback: Paybacks {
            simple_years: worth.payback_simple_years,
            definitive_years: worth.payback_definitive_years,
            discounted_years: worth.payback_discounted_years,
        },
        lcoe_nominal_brl_kwh: worth.lcoe_nominal_brl_kwh,
        lcoe_real_brl_kwh: worth.lcoe_real_brl_kwh,
        roi_ratio: worth.roi_ratio,
        profitability_index_ratio: worth.profitability_index_ratio,
        coverage_min_ratio: worth.coverage_min_ratio,
        coverage_mean_ratio: worth.coverage_mean_ratio,
        total_saving_brl: Money::total(savings.iter().copied())?,
        total_net_brl: worth.years.iter().map(|year| year.equity_flow_brl).sum::<f64>() + 0.0,
    })
}
