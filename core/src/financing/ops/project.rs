//! Project economics.

use super::iof::check_cents;
use super::planning::check_fraction;
use crate::Answer;
use crate::financing::project::{Debt, Loan, Measures, Project, Replacement, Taxes, Years, chosen_rate};
use crate::financing::returns::{Root, answer, float_of};
use crate::issue::{Code, Error, Issue, Pointer, Problems};
use crate::money::Dec;
use crate::quantity::Energy;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

/// Most years of a project.
const MOST_YEARS: i64 = 100;

/// A part that is replaced.
#[derive(Debug, Clone, Copy, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct PartReplacement {
    /// Year of the replacement, 1 or later.
    pub year: u32,
    /// Cost in prices of year 0, zero or more.
    pub cost_today_brl: Dec,
    /// Real decline of the price a year, a fraction from 0 to 1; default 0.
    pub real_decline_year_fraction: Option<Dec>,
}

/// A loan in the yearly view; the monthly one is `amortization_schedule`.
#[derive(Debug, Clone, Copy, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct ProjectLoan {
    /// Part of the investment that is borrowed, 0 to 1.
    pub loan_fraction: Dec,
    /// Effective yearly rate, 0 to 10.
    pub rate_year_effective: Dec,
    /// Years of equal payments, 1 to 100.
    pub years: i64,
}

/// A debt by its yearly payments: those of `amortization_schedule` or `loan_cost`, added up year by year.
#[derive(Debug, Clone, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct ProjectDebt {
    /// What it brings on the day of the investment, from zero to the investment.
    pub released_brl: Dec,
    /// Interest of the years 1, 2, .., at most as many as the project has; it lessens taxed profit.
    pub interest_brl: Vec<Dec>,
    /// Everything that is paid in the same years.
    pub service_brl: Vec<Dec>,
}

impl ProjectDebt {
    /// A debt.
    pub fn new(released_brl: Dec, interest_brl: Vec<Dec>, service_brl: Vec<Dec>) -> Self {
        ProjectDebt { released_brl, interest_brl, service_brl }
    }

    fn check(&self, capex: Dec, years: u32, problems: &mut Problems) -> Debt {
        let fits = (Decimal::ZERO..=capex.get()).contains(&self.released_brl.get());
        problems.require(fits, || {
            Issue::error(Code::OUT_OF_RANGE).at("/debt/released_brl").with("min", 0).with("max", capex.get())
        });
        let count = self.service_brl.len();
        problems.require(count <= usize::try_from(years).unwrap_or(0), || {
            Issue::error(Code::BAD_LENGTH).at("/debt/service_brl").with("min", 0).with("max", years)
        });
        problems.require(self.interest_brl.len() == count, || {
            Issue::error(Code::BAD_LENGTH).at("/debt/interest_brl").with("min", count).with("max", count)
        });
        let mut amounts = |values: &[Dec], place: &'static str| -> Vec<f64> {
            let values = values.iter().enumerate();
            values.map(|(index, value)| amount(Some(*value), Pointer::from(place).index(index), problems)).collect()
        };
        Debt {
            interest: amounts(&self.interest_brl, "/debt/interest_brl"),
            service: amounts(&self.service_brl, "/debt/service_brl"),
            released: float_of(self.released_brl.get()),
        }
    }
}

/// Tax regimes of whoever saves.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum TaxRegime {
    /// An individual: a saving is not taxed.
    #[default]
    None,
    /// Simples Nacional: energy is not deducted, so a saving is neither taxed nor shielded.
    Simples,
    /// Presumed profit (*lucro presumido*): as Simples.
    LucroPresumido,
    /// Real profit (*lucro real*): the saved expense was deductible.
    LucroReal,
}

/// Whether equipment gives a credit of PIS and COFINS.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum EquipmentCredit {
    /// It gives none.
    #[default]
    None,
    /// By depreciation (Solução de Consulta Cosit 6/2024).
    ByDepreciation,
}

/// Taxes of whoever saves.
#[derive(Debug, Clone, Copy, Default, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct ProjectTaxes {
    /// Regime; default `none`.
    pub regime: Option<TaxRegime>,
    /// Income tax and social contribution (*IRPJ*, *CSLL*), 0 to 1; default 0.34; only `lucro_real`.
    pub income_tax_fraction: Option<Dec>,
    /// *PIS* and *COFINS*, 0 to 1; default 0.0925; only `lucro_real`.
    pub pis_cofins_fraction: Option<Dec>,
    /// Credit on the equipment; default `none`.
    pub pis_cofins_equipment: Option<EquipmentCredit>,
    /// Years of straight-line depreciation, 1 to 100; default 10.
    pub depreciation_years: Option<i64>,
}

/// A plant, its costs and its financing; nominal reais, years from the day of commissioning.
#[derive(Debug, Clone, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct ProjectEconomicsRequest {
    /// Years, 1 to 100; default 25.
    pub years: Option<i64>,
    /// Investment, above zero, at most two decimals.
    pub capex_brl: Dec,
    /// Discount rate a year (*TMA*), above -1.
    pub discount_rate_year_effective: Dec,
    /// Energy of year 1.
    pub energy_first_year_kwh: Energy,
    /// Degradation a year, 0 to 1; default 0.005.
    pub degradation_year_fraction: Option<Dec>,
    /// Degradation from year 1 to year 2, 0 to 1; default as `degradation_year_fraction`.
    pub degradation_first_year_fraction: Option<Dec>,
    /// Tariff of year 1 without savings of one's own, zero or more.
    pub tariff_first_year_brl_kwh: Option<Dec>,
    /// Growth of the tariff a year, above -1; default 0.
    pub tariff_growth_year_effective: Option<Dec>,
    /// Part of the energy's value that is saved, 0 to 1; default 1.
    pub valued_fraction: Option<Dec>,
    /// Savings of the years 1, 2, .. instead of energy times tariff, one for each year.
    pub savings_brl: Option<Vec<Dec>>,
    /// Operation of year 1, zero or more; default 0.
    pub opex_first_year_brl: Option<Dec>,
    /// Insurance a year, a fraction of the investment from 0 to 1; default 0.
    pub insurance_year_fraction: Option<Dec>,
    /// Inflation of costs a year, above -1; default 0.
    pub inflation_year_effective: Option<Dec>,
    /// Parts that are replaced; default none.
    pub replacements: Option<Vec<PartReplacement>>,
    /// Value at the end of the last year, zero or more, not taxed; default 0.
    pub residual_brl: Option<Dec>,
    /// Loan; default none.
    pub loan: Option<ProjectLoan>,
    /// Debt with known payments instead of a loan; default none.
    pub debt: Option<ProjectDebt>,
    /// Taxes; default none.
    pub taxes: Option<ProjectTaxes>,
    /// A debt service coverage below this is reported, 0 to 100; default 1.
    pub coverage_limit_ratio: Option<Dec>,
}

impl ProjectEconomicsRequest {
    /// A plant with the savings of its years, one for each, and nothing else.
    pub fn new(capex_brl: Dec, discount_rate_year_effective: Dec, energy: Energy, savings_brl: Vec<Dec>) -> Self {
        ProjectEconomicsRequest {
            years: i64::try_from(savings_brl.len()).ok(),
            capex_brl,
            discount_rate_year_effective,
            energy_first_year_kwh: energy,
            degradation_year_fraction: None,
            degradation_first_year_fraction: None,
            tariff_first_year_brl_kwh: None,
            tariff_growth_year_effective: None,
            valued_fraction: None,
            savings_brl: Some(savings_brl),
            opex_first_year_brl: None,
            insurance_year_fraction: None,
            inflation_year_effective: None,
            replacements: None,
            residual_brl: None,
            loan: None,
            debt: None,
            taxes: None,
            coverage_limit_ratio: None,
        }
    }

    /// The plant of a request; all problems at once.
    pub(super) fn check(&self) -> Result<Project, Error> {
        let mut problems = Problems::new();
        let years = check_years(self.years.unwrap_or(25), "/years", &mut problems);
        let capex = check_cents(self.capex_brl, 1, "/capex_brl", &mut problems) as f64 / 100.0;
        let discount = growth(Some(self.discount_rate_year_effective), "/discount_rate_year_effective", &mut problems);
        let mut fraction = |value: Option<Dec>, default: Decimal, place: &'static str| {
            float_of(check_fraction(value.unwrap_or(default.into()), (0, 1), place, &mut problems))
        };
        let degradation = fraction(self.degradation_year_fraction, Decimal::new(5, 3), "/degradation_year_fraction");
        let first_degradation = match self.degradation_first_year_fraction {
            None => degradation,
            first => fraction(first, Decimal::ZERO, "/degradation_first_year_fraction"),
        };
        let valued = fraction(self.valued_fraction, Decimal::ONE, "/valued_fraction");
        let insurance = fraction(self.insurance_year_fraction, Decimal::ZERO, "/insurance_year_fraction");
        let tariff_growth = growth(self.tariff_growth_year_effective, "/tariff_growth_year_effective", &mut problems);
        let inflation = growth(self.inflation_year_effective, "/inflation_year_effective", &mut problems);
        let tariff = match (self.tariff_first_year_brl_kwh, &self.savings_brl) {
            (None, None) => {
                problems.push(Issue::error(Code::MISSING_FIELD).at("/tariff_first_year_brl_kwh"));
                0.0
            }
            (Some(_), Some(_)) => {
                problems.push(Issue::error(Code::FIELDS_EXCLUDE_EACH_OTHER).at("/savings_brl"));
                0.0
            }
            (tariff, savings) => {
                let right = savings.as_ref().is_none_or(|savings| savings.len() as i64 == i64::from(years));
                problems.require(right, || {
                    Issue::error(Code::OUT_OF_RANGE).at("/savings_brl").with("min", years).with("max", years)
                });
                amount(tariff, "/tariff_first_year_brl_kwh", &mut problems)
            }
        };
        let opex = amount(self.opex_first_year_brl, "/opex_first_year_brl", &mut problems);
        let mut replacements = Vec::new();
        for (index, part) in self.replacements.iter().flatten().enumerate() {
            replacements.push(part.check(Pointer::from("/replacements").index(index), years, &mut problems));
        }
        let residual = amount(self.residual_brl, "/residual_brl", &mut problems);
        let loan = self.loan.map(|loan| loan.check(&mut problems));
        problems.require(self.loan.is_none() || self.debt.is_none(), || {
            Issue::error(Code::FIELDS_EXCLUDE_EACH_OTHER).at("/debt")
        });
        let debt = self.debt.as_ref().map(|debt| debt.check(self.capex_brl, years, &mut problems));
        let taxes = self.taxes.and_then(|taxes| taxes.check(&mut problems));
        problems.finish()?;
        Ok(Project {
            years,
            capex,
            discount,
            energy: self.energy_first_year_kwh.get(),
            first_degradation,
            degradation,
            tariff,
            tariff_growth,
            valued,
            savings: self.savings_brl.iter().flatten().map(|saving| float_of(saving.get())).collect(),
            opex,
            insurance,
            inflation,
            replacements,
            residual,
            loan,
            debt,
            taxes,
        })
    }
}

fn check_years(years: i64, place: impl Into<Pointer>, problems: &mut Problems) -> u32 {
    let fits = (1..=MOST_YEARS).contains(&years);
    problems.require(fits, || Issue::error(Code::OUT_OF_RANGE).at(place).with("min", 1).with("max", MOST_YEARS));
    u32::try_from(years).unwrap_or(1)
}

fn growth(rate: Option<Dec>, place: &'static str, problems: &mut Problems) -> f64 {
    let rate = rate.unwrap_or_default().get();
    problems.require(rate > Decimal::NEGATIVE_ONE && rate <= Decimal::TEN, || {
        Issue::error(Code::RATE_OUT_OF_RANGE).at(place).with("min", -1).with("max", 10)
    });
    float_of(rate)
}

fn amount(value: Option<Dec>, place: impl Into<Pointer>, problems: &mut Problems) -> f64 {
    let value = value.unwrap_or_default().get();
    problems.require(value >= Decimal::ZERO, || Issue::error(Code::OUT_OF_RANGE).at(place).with("min", 0));
    float_of(value)
}

impl PartReplacement {
    fn check(&self, place: Pointer, years: u32, problems: &mut Problems) -> Replacement {
        problems.require((1..=years).contains(&self.year), || {
            Issue::error(Code::OUT_OF_RANGE).at(place.clone().field("year")).with("min", 1).with("max", years)
        });
        let decline = self.real_decline_year_fraction.unwrap_or_default();
        Replacement {
            year: self.year,
            cost: amount(Some(self.cost_today_brl), place.clone().field("cost_today_brl"), problems),
            decline: float_of(check_fraction(decline, (0, 1), place.field("real_decline_year_fraction"), problems)),
        }
    }
}

impl ProjectLoan {
    fn check(&self, problems: &mut Problems) -> Loan {
        Loan {
            fraction: float_of(check_fraction(self.loan_fraction, (0, 1), "/loan/loan_fraction", problems)),
            rate: float_of(check_fraction(self.rate_year_effective, (0, 10), "/loan/rate_year_effective", problems)),
            years: check_years(self.years, "/loan/years", problems),
        }
    }
}

impl ProjectTaxes {
    fn check(&self, problems: &mut Problems) -> Option<Taxes> {
        let mut fraction = |value: Option<Dec>, default: Decimal, place: &'static str| {
            float_of(check_fraction(value.unwrap_or(default.into()), (0, 1), place, problems))
        };
        let income = fraction(self.income_tax_fraction, Decimal::new(34, 2), "/taxes/income_tax_fraction");
        let pis_cofins = fraction(self.pis_cofins_fraction, Decimal::new(925, 4), "/taxes/pis_cofins_fraction");
        let depreciation_years =
            check_years(self.depreciation_years.unwrap_or(10), "/taxes/depreciation_years", problems);
        (self.regime == Some(TaxRegime::LucroReal)).then_some(Taxes {
            income,
            pis_cofins,
            equipment_credit: self.pis_cofins_equipment == Some(EquipmentCredit::ByDepreciation),
            depreciation_years,
        })
    }
}

/// A year of a project.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ProjectYear {
    /// The year, from 0.
    pub year: u32,
    /// Energy.
    pub energy_kwh: f64,
    /// Saved.
    pub saving_brl: f64,
    /// Operation, insurance and replacements.
    pub cost_brl: f64,
    /// Income tax and lost credits, negative where they relieve.
    pub tax_brl: f64,
    /// Interest and repayment.
    pub debt_service_brl: f64,
    /// Flow of the project, before the loan.
    pub project_flow_brl: f64,
    /// Flow of own money.
    pub equity_flow_brl: f64,
    /// Flow of the project over debt service; null without debt.
    pub coverage_ratio: Option<f64>,
}

/// What a project is worth. Figures that do not exist are null.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ProjectEconomics {
    /// Net present value of own money (*VPL*).
    pub npv_brl: f64,
    /// Net present value of the project, before the loan.
    pub project_npv_brl: f64,
    /// Rate of return of own money (*TIR*): that of `irr`.
    pub equity_irr_year_effective: Option<f64>,
    /// Every rate of return of own money.
    pub equity_roots: Vec<Root>,
    /// Every rate of return of the project.
    pub project_roots: Vec<Root>,
    /// Modified rate of return of own money, financed and reinvested at the discount rate.
    pub mirr_year_effective: Option<f64>,
    /// Years until own money is back for the first time.
    pub payback_simple_years: Option<f64>,
    /// Years until it is back and stays so.
    pub payback_definitive_years: Option<f64>,
    /// As simple, with discounted flows.
    pub payback_discounted_years: Option<f64>,
    /// Levelized cost of energy with energy discounted at the nominal rate.
    pub lcoe_nominal_brl_kwh: Option<f64>,
    /// The same with energy discounted at the real rate.
    pub lcoe_real_brl_kwh: Option<f64>,
    /// All savings.
    pub total_savings_brl: f64,
    /// Gain on own money: all later flows over it, less one.
    pub roi_ratio: Option<f64>,
    /// One plus net present value over own money.
    pub profitability_index_ratio: Option<f64>,
    /// Least coverage of the debt service (*DSCR*).
    pub coverage_min_ratio: Option<f64>,
    /// Mean coverage of the debt service.
    pub coverage_mean_ratio: Option<f64>,
    /// First year whose coverage is below the limit.
    pub first_year_below_limit: Option<u32>,
    /// The years, from 0.
    pub years: Vec<ProjectYear>,
}

pub(super) fn finite(project: &Project, years: &Years) -> Result<(), Error> {
    let all = years.equity.iter().chain(&years.unlevered).all(|flow| flow.is_finite());
    if all && project.capex.is_finite() { Ok(()) } else { Err(Issue::error(Code::NOT_FINITE).into()) }
}

/// Compute what a plant is worth to its owner: yearly flows, net present value, every rate of return, paybacks, cost of energy, debt
/// coverage, with loan and Brazilian company taxes.
///
/// # Errors
/// `OUT_OF_RANGE`, `RATE_OUT_OF_RANGE`, `MONEY_SCALE`, `MISSING_FIELD`, `FIELDS_EXCLUDE_EACH_OTHER`, all at once; `NOT_FINITE`.
pub fn project_economics(request: ProjectEconomicsRequest) -> Result<Answer<ProjectEconomics>, Error> {
    let project = request.check()?;
    let limit = request.coverage_limit_ratio.map_or(1.0, |limit| float_of(limit.get()));
    let mut years = Years::default();
    project.run(&mut years);
    finite(&project, &years)?;
    let measures = Measures::of(&project, &years);
    let rows = rows(&years);
    let below = rows.iter().find(|row| row.coverage_ratio.is_some_and(|ratio| ratio < limit)).map(|row| row.year);
    let count = measures.dscr.len();
    let least = measures.dscr.iter().copied().reduce(f64::min);
    let mut answered = Answer::new(ProjectEconomics {
        npv_brl: measures.npv,
        project_npv_brl: measures.project_npv,
        equity_irr_year_effective: chosen_rate(&measures.equity_roots),
        equity_roots: answer(measures.equity_roots),
        project_roots: answer(measures.project_roots),
        mirr_year_effective: measures.mirr,
        payback_simple_years: measures.payback_simple,
        payback_definitive_years: measures.payback_definitive,
        payback_discounted_years: measures.payback_discounted,
        lcoe_nominal_brl_kwh: measures.lcoe_nominal,
        lcoe_real_brl_kwh: measures.lcoe_real,
        total_savings_brl: measures.total_savings,
        roi_ratio: measures.roi,
        profitability_index_ratio: measures.profitability,
        coverage_min_ratio: least,
        coverage_mean_ratio: (count > 0).then(|| crate::math::sum(&measures.dscr) / count as f64),
        first_year_below_limit: below,
        years: rows,
    });
    if years.equity.first().is_some_and(|own| *own >= 0.0) {
        answered.warnings.push(Issue::warning(Code::NO_OWN_MONEY).at("/loan/loan_fraction"));
    }
    Ok(answered)
}

fn rows(years: &Years) -> Vec<ProjectYear> {
    let start = ProjectYear {
        year: 0,
        energy_kwh: 0.0,
        saving_brl: 0.0,
        cost_brl: 0.0,
        tax_brl: 0.0,
        debt_service_brl: 0.0,
        project_flow_brl: years.unlevered.first().copied().unwrap_or(0.0),
        equity_flow_brl: years.equity.first().copied().unwrap_or(0.0),
        coverage_ratio: None,
    };
    let flows = years.unlevered.iter().zip(&years.equity).skip(1);
    let columns = years.energy.iter().zip(&years.saving).zip(&years.cost).zip(&years.tax).zip(&years.service);
    let later =
        (1..).zip(columns.zip(flows)).map(|(year, (((((energy, saving), cost), tax), service), (project, equity)))| {
            ProjectYear {
                year,
                energy_kwh: *energy,
                saving_brl: *saving,
                cost_brl: *cost,
                tax_brl: *tax + 0.0,
                debt_service_brl: *service,
                project_flow_brl: *project,
                equity_flow_brl: *equity,
                coverage_ratio: (*service > 0.0).then(|| project / service),
            }
        });
    std::iter::once(start).chain(later).collect()
}

/// A plant by its yearly figures.
#[derive(Debug, Clone, Copy, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct LevelizedCostRequest {
    /// Investment, zero or more.
    pub capex_brl: Dec,
    /// Part of the investment that a year has to earn, 0 to 1 (*fixed charge rate*).
    pub fixed_charge_fraction: Dec,
    /// Operation of a year, zero or more; default 0.
    pub opex_year_brl: Option<Dec>,
    /// Operation that grows with the energy, zero or more; default 0.
    pub opex_brl_kwh: Option<Dec>,
    /// Energy of a year, above zero.
    pub energy_year_kwh: Energy,
}

/// What energy costs.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct LevelizedCost {
    /// Levelized cost of energy (*LCOE*).
    pub lcoe_brl_kwh: f64,
}

/// Compute the levelized cost of energy by a fixed charge rate: `(rate × investment + operation) / energy + operation per energy`.
///
/// It is the quick form, of one representative year; `project_economics` gives that of yearly flows.
///
/// # Errors
/// `OUT_OF_RANGE` for amounts below zero, a rate outside 0 to 1, or no energy; `NOT_FINITE`.
pub fn levelized_cost(request: LevelizedCostRequest) -> Result<Answer<LevelizedCost>, Error> {
    let mut problems = Problems::new();
    let capex = amount(Some(request.capex_brl), "/capex_brl", &mut problems);
    let rate = check_fraction(request.fixed_charge_fraction, (0, 1), "/fixed_charge_fraction", &mut problems);
    let fixed = amount(request.opex_year_brl, "/opex_year_brl", &mut problems);
    let variable = amount(request.opex_brl_kwh, "/opex_brl_kwh", &mut problems);
    let energy = request.energy_year_kwh.get();
    problems.require(energy > 0.0, || Issue::error(Code::OUT_OF_RANGE).at("/energy_year_kwh").with("min", 0));
    problems.finish()?;
    let lcoe = (float_of(rate) * capex + fixed) / energy + variable;
    if lcoe.is_finite() {
        Ok(Answer::new(LevelizedCost { lcoe_brl_kwh: lcoe }))
    } else {
        Err(Issue::error(Code::NOT_FINITE).into())
    }
}
