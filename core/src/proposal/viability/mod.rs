//! Viability: energy, settlement, bills of all years, loan, cash flow and indicators of one system.

pub(super) mod answer;
pub(super) mod money;
pub(super) mod options;
pub(super) mod sensitivity;

pub use answer::*;
pub use options::{OptionKind, PaymentOption};
pub use sensitivity::{EndFigures, Sensitivity, SensitivityBar, SensitivityInput, Supposition};

use super::bill_years::{BilledYears, Hours, bill_years};
use super::calendar_year::{DAY, FirstYear};
use super::case::{Case, case_request};
use super::generation::Generated;
use super::load::{Load, mean_days};
use crate::calendar::Month;
use crate::compliance::{CheckOversizingRequest, check_oversizing};
use crate::issue::{Code, Error, Issue, Problems};
use crate::money::{Dec, Money};
use crate::tariff::{Exact, SimulatedMonth, Totals};
use crate::{Answer, Source, SourceKind};
use money::{Paid, cash_flow, indicators, pay};
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use serde::Deserialize;
use std::sync::Arc;

/// What is wanted besides the tables.
#[derive(Debug, Clone, Copy, Default, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct ViabilityOutput {
    /// Generation and load of each hour of the first year.
    #[serde(default)]
    pub hourly: bool,
    /// Bills of the first year line by line.
    #[serde(default)]
    pub lines: bool,
}

case_request! {
    /// A system, a consumer and what is supposed about money.
    pub struct ViabilityRequest, ViabilityPart, ViabilityRest {
        /// What is wanted besides the tables.
        #[serde(default)]
        pub output: ViabilityOutput,
    }
}

/// Study whether a system pays (*estudo de viabilidade*): hourly settlement, bills of all years with and without it under the
/// transition of Lei 14.300/2022, loan, cash flow and indicators.
///
/// The first year's hours are repeated in later years with the loss of generation; prices grow each year. A system above the guardrail
/// is a verdict: `offered` is false and `findings` says why.
///
/// # Errors
/// Those of `simulate_year` or `estimate_mean_day`, `shape_load`, `simulate_bills`, `loan_cost` and `project_economics`, with the
/// part's name in front of their paths; `EMPTY_CAPEX`, `DOWN_PAYMENT_TOO_LARGE`, `MISSING_FIELD`, `UNKNOWN_FIELD`, `OUT_OF_RANGE`.
pub fn viability(request: ViabilityRequest) -> Result<Answer<Viability>, Error> {
    let study = Study::new(request.case())?;
    let mut answer = study.complete(request.output.lines)?;
    if request.output.hourly {
        answer.value.hourly = Some(study.hourly());
    }
    Ok(answer)
}

/// A case whose parts were computed as far as they do not depend on bills.
pub(super) struct Study<'a> {
    pub case: Case<'a>,
    pub first: FirstYear,
    pub generated: Generated,
    /// Generation of the hours of the first year on the grid of 1 mWh.
    pub generation: Vec<i64>,
    pub load: Arc<Load>,
    pub paid: Paid,
}

impl<'a> Study<'a> {
    /// Computes energy, load and loan.
    ///
    /// # Errors
    /// All problems of these parts at once.
    pub fn new(case: Case<'a>) -> Result<Self, Error> {
        let mut problems = Problems::new();
        let first = problems.take(FirstYear::new(case.start_month));
        let generated = problems.take(case.generation.generate(case.weather));
        let load = first.map(|first| case.load.resolve(first).map_err(|error| error.within("/load")));
        let load = load.and_then(|load| problems.take(load));
        Study::build(case, first, generated, load.map(Arc::new), problems)
    }

    /// Computes energy and loan beside a load that is known.
    ///
    /// # Errors
    /// All problems of these parts at once.
    pub fn with_load(case: Case<'a>, first: FirstYear, load: Arc<Load>) -> Result<Self, Error> {
        let mut problems = Problems::new();
        let generated = problems.take(case.generation.generate(case.weather));
        Study::build(case, Some(first), generated, Some(load), problems)
    }

    fn build(
        case: Case<'a>,
        first: Option<FirstYear>,
        generated: Option<Generated>,
        load: Option<Arc<Load>>,
        mut problems: Problems,
    ) -> Result<Self, Error> {
        problems.require((1..=50).contains(&case.economics.years()), || {
            Issue::error(Code::OUT_OF_RANGE).at("/economics/years_count").with("min", 1).with("max", 50)
        });
        let paid = problems.take(pay(case.capex, case.financing, case.economics.years()));
        problems.require(case.co2.is_none_or(|co2| (0.0..=10.0).contains(&co2.factor_kg_kwh)), || {
            Issue::error(Code::OUT_OF_RANGE).at("/co2/factor_kg_kwh").with("min", 0).with("max", 10)
        });
        match (first, generated, load, paid) {
            (Some(first), Some(generated), Some(load), Some(paid)) if problems.is_empty() => {
                let generation = generated.year.on(first.dates());
                Ok(Study { case, first, generated, generation, load, paid })
            }
            _ => Err(problems.into_error()),
        }
    }

    /// The hours of the first year.
    pub fn hours(&self) -> Hours<'_> {
        Hours { load: &self.load.hours, generation: &self.generation }
    }

    /// Energy of a year of 365 days.
    pub fn annual_generation_kwh(&self) -> f64 {
        kwh(self.generated.year.total())
    }

    /// The whole study, with the lines of the first year's bills if they are wanted.
    ///
    /// # Errors
    /// Those of bills and economics by pointers into the request.
    pub fn complete(&self, lines: bool) -> Result<Answer<Viability>, Error> {
        self.study(lines).map(|(answer, _)| answer)
    }

    /// The bills of all years, and the lines of so many first months.
    ///
    /// # Errors
    /// Those of bills by pointers into the request.
    pub fn bill(&self, lines_of: usize) -> Result<BilledYears, Error> {
        bill_years(&self.case, self.hours(), self.case.economics.years(), lines_of)
    }

    /// The study with bills that are known, without lines; warnings are left out.
    ///
    /// # Errors
    /// Those of economics by pointers into the request.
    pub fn value_of(&self, billed: &BilledYears) -> Result<Viability, Error> {
        let mut value = self.verdict()?;
        self.fill(billed, &mut value)?;
        Ok(value)
    }

    /// The whole study with its bills, which are there where the system is offered.
    ///
    /// # Errors
    /// Those of bills and economics by pointers into the request.
    pub fn study(&self, lines: bool) -> Result<(Answer<Viability>, Option<BilledYears>), Error> {
        let mut value = self.verdict()?;
        let mut bills = None;
        let mut warnings = self.generated.warnings.clone();
        let mut sources = self.generated.sources.clone();
        if value.offered {
            let billed = self.bill(if lines { 12 } else { 0 })?;
            join(&mut sources, &billed.sources);
            value.bill_lines = lines.then(|| billed.lines.clone());
            warnings.extend(self.paid.warnings.iter().cloned());
            warnings.extend(self.fill(&billed, &mut value)?);
            sources.extend(self.co2_source());
            bills = Some(billed);
        }
        Ok((Answer { value, warnings, sources }, bills))
    }

    /// What the guardrail says of energy on the grid of 1 mWh: nothing where it lets the system through.
    ///
    /// # Errors
    /// `OUT_OF_RANGE` for the limit.
    fn guardrail(case: &Case<'_>, generation: i64, load: i64) -> Result<Vec<Issue>, Error> {
        let dec = |milli: i64| Dec::from(Decimal::new(milli, 6));
        let limit = case.limit_oversizing.map_or(1.6, |limit| limit.get());
        let percent = |limit: f64| Decimal::try_from(limit).ok()?.checked_mul(Decimal::ONE_HUNDRED);
        let checked = check_oversizing(CheckOversizingRequest {
            generation_kwh: dec(generation),
            consumption_kwh: dec(load),
            max_pct: case.limit_oversizing.and_then(|limit| percent(limit.get())).map(Dec::from),
        })
        .map_err(|error| error.within("/generation"))?;
        Ok(checked.value.issues.into_iter().map(|issue| issue.at("/generation").with("limit", limit)).collect())
    }

    /// Whether the guardrail lets energy through.
    ///
    /// # Errors
    /// `OUT_OF_RANGE` for the limit.
    pub fn within_guardrail(case: &Case<'_>, generation: i64, load: i64) -> Result<bool, Error> {
        Study::guardrail(case, generation, load).map(|findings| findings.is_empty())
    }

    /// The answer without bills, and whether the guardrail lets the system through.
    fn verdict(&self) -> Result<Viability, Error> {
        let findings = Study::guardrail(&self.case, self.generated.year.total(), self.load.total)?;
        Ok(Viability {
            offered: findings.is_empty(),
            findings,
            start_month: self.case.start_month,
            energy: self.energy(),
            bills: None,
            years: Vec::new(),
            investment: None,
            financing: None,
            cash_flow: Vec::new(),
            indicators: None,
            co2: None,
            assumptions: self.assumptions(),
            bill_lines: None,
            hourly: None,
        })
    }

    fn energy(&self) -> ViabilityEnergy {
        let figures = &self.generated.figures;
        let (annual_generation_kwh, annual_consumption_kwh) = (self.annual_generation_kwh(), kwh(self.load.total));
        let months = self.energy_months();
        let sum = |pick: fn(&Totals) -> i64| months.iter().map(|(_, totals)| pick(totals)).sum::<i64>();
        let (made, used, load) =
            (sum(|totals| totals.generation), sum(|totals| totals.self_consumption), sum(|totals| totals.load));
        let share = |of: i64| if of > 0 { used as f64 / of as f64 } else { 0.0 };
        ViabilityEnergy {
            p_dc_stc_kw: figures.p_dc_stc_kw,
            p_ac_kw: figures.p_ac_kw,
            annual_generation_kwh,
            annual_consumption_kwh,
            oversizing: annual_generation_kwh / annual_consumption_kwh,
            specific_yield_kwh_kwp: figures.p_dc_stc_kw.map(|power| annual_generation_kwh / power),
            performance_ratio: figures.performance_ratio,
            annual_poa_kwh_m2: figures.annual_poa_kwh_m2,
            added_sigma_fraction: figures.added_sigma_fraction,
            self_consumption_fraction: share(made),
            self_sufficiency_fraction: share(load),
            months: months
                .into_iter()
                .map(|(month, totals)| EnergyMonth {
                    month,
                    generation_kwh: wire(totals.generation),
                    consumption_kwh: wire(totals.load),
                    self_consumption_kwh: wire(totals.self_consumption),
                    injection_kwh: wire(totals.injection()),
                    grid_kwh: wire(totals.grid()),
                })
                .collect(),
            mean_days: MeanDays {
                generation_kw: mean_days(&self.generation, self.first),
                consumption_kw: mean_days(&self.load.hours, self.first),
            },
            loss_tree: figures.loss_tree.clone(),
        }
    }

    /// Energy of the months of the first year.
    fn energy_months(&self) -> Vec<(Month, Totals)> {
        let mut from = 0;
        let months = self.first.first.month().until(self.first.end.month());
        months
            .map(|month| {
                let span = from..from + usize::try_from(month.days()).unwrap_or(0) * DAY;
                from = span.end;
                let load = self.load.hours.get(span.clone()).unwrap_or_default();
                (month, Totals::of(load, self.generation.get(span).unwrap_or_default()))
            })
            .collect()
    }

    /// Bills, years, loan, cash flow and what they say; warnings are returned.
    fn fill(&self, billed: &BilledYears, value: &mut Viability) -> Result<Vec<Issue>, Error> {
        let economics = self.case.economics;
        let savings: Vec<Money> = billed.months.iter().map(|month| month.saving_brl).collect();
        let bills = bills(billed)?;
        let years = lifetime(billed)?;
        let yearly: Vec<Money> = years.iter().map(|year| year.saving_brl).collect();
        let (worth, mut warnings) = self.paid.worth(&yearly, self.annual_generation_kwh(), economics)?;
        if bills.annual_saving_brl.minor() <= 0 {
            warnings.push(Issue::warning(Code::NEGATIVE_SAVING).at("/tariff"));
        }
        if let Some(date) = self.case.tariff.price_date {
            warnings.push(Issue::warning(Code::PRICES_OF_ONE_DAY).at("/tariff/price_date").with("date", date));
        }
        let discount = economics.discount_rate_year_effective.get().to_f64().unwrap_or(0.0);
        value.cash_flow = cash_flow(&worth, discount);
        value.indicators = Some(indicators(&worth, &yearly)?);
        value.investment = Some(self.paid.investment.clone());
        value.financing = self.paid.loan.as_ref().map(|loan| loan.outcome(&savings)).transpose()?;
        value.co2 = self.case.co2.map(|co2| {
            let of_year = |totals: &Totals| kwh(totals.generation) * co2.factor_kg_kwh;
            let avoided_kg: Vec<f64> = billed.years.iter().map(of_year).collect();
            let total_kg = avoided_kg.iter().sum();
            Co2Avoided { factor_kg_kwh: co2.factor_kg_kwh, year: co2.year, avoided_kg, total_kg }
        });
        value.bills = Some(bills);
        value.years = years;
        Ok(warnings)
    }

    fn co2_source(&self) -> Option<Source> {
        let co2 = self.case.co2?;
        let id = co2.id.as_ref()?.as_str().to_owned();
        Some(Source { kind: SourceKind::Rate, id, vintage: co2.year.to_string() })
    }

    /// The hours of the first year.
    pub fn hourly(&self) -> HourlyYear {
        let floats = |hours: &[i64]| hours.iter().map(|milli| kwh(*milli)).collect();
        HourlyYear { generation_kwh: floats(&self.generation), load_kwh: floats(&self.load.hours) }
    }

    fn assumptions(&self) -> Vec<Assumption> {
        let economics = self.case.economics;
        let row = |code, value: String, given: bool| Assumption {
            code,
            value,
            origin: if given { Origin::Given } else { Origin::Default },
        };
        let decimal =
            |code, value: Option<Dec>, default: Dec| row(code, value.unwrap_or(default).to_string(), value.is_some());
        let zero = Dec::default();
        let amount = |code, value: Option<Money>| row(code, value.unwrap_or(Money::ZERO).to_string(), value.is_some());
        let mut rows = vec![
            row(
                "limit_oversizing",
                self.case.limit_oversizing.map_or(1.6, |limit| limit.get()).to_string(),
                self.case.limit_oversizing.is_some(),
            ),
            row("years_count", economics.years().to_string(), economics.years_count.is_some()),
            decimal("degradation_year_fraction", economics.degradation_year_fraction, economics.degradation()),
            decimal(
                "degradation_first_year_fraction",
                economics.degradation_first_year_fraction,
                economics.degradation(),
            ),
            row("tariff_growth_year_effective", economics.tariff_growth_year_effective.to_string(), true),
            row("discount_rate_year_effective", economics.discount_rate_year_effective.to_string(), true),
            amount("opex_year_brl", economics.opex_year_brl),
            decimal("insurance_year_fraction", economics.insurance_year_fraction, zero),
            decimal("inflation_year_effective", economics.inflation_year_effective, zero),
            amount("residual_brl", economics.residual_brl),
        ];
        rows.extend(self.case.load.shape.map(|shape| row("load_shape", shape.name().to_owned(), true)));
        rows
    }
}

/// Sources that are not there yet.
pub(super) fn join(sources: &mut Vec<Source>, more: &[Source]) {
    for source in more {
        if !sources.contains(source) {
            sources.push(source.clone());
        }
    }
}

fn kwh(milli: i64) -> f64 {
    milli as f64 / 1e6
}

fn wire(milli: i64) -> Exact {
    Exact::grid(milli).trimmed()
}

/// Bills of the first twelve months.
fn bills(billed: &BilledYears) -> Result<ViabilityBills, Error> {
    let first = || billed.months.iter().take(12);
    let months = first().map(|month| ViabilityBill {
        month: month.month,
        grid_kwh: month.consumption_kwh,
        injection_kwh: month.injection_kwh,
        compensated_kwh: month.compensated_kwh,
        credits_kwh: month.balance_kwh,
        demand_without_kw: month.baseline_demand_kw,
        demand_with_kw: month.demand_kw,
        without_brl: month.baseline_brl,
        with_brl: month.total_brl,
        saving_brl: month.saving_brl,
    });
    Ok(ViabilityBills {
        months: months.collect(),
        annual_without_brl: Money::total(first().map(|month| month.baseline_brl))?,
        annual_with_brl: Money::total(first().map(|month| month.total_brl))?,
        annual_saving_brl: Money::total(first().map(|month| month.saving_brl))?,
    })
}

/// What each year saves.
///
/// # Errors
/// `OVERFLOW`.
pub(super) fn yearly_savings(billed: &BilledYears) -> Result<Vec<Money>, Error> {
    billed.months.chunks(12).map(|months| Money::total(months.iter().map(|month| month.saving_brl))).collect()
}

/// Energy and bills of each year.
fn lifetime(billed: &BilledYears) -> Result<Vec<LifetimeYear>, Error> {
    let overflow = || Error::from(Issue::error(Code::OVERFLOW));
    let years = (1_u32..).zip(billed.months.chunks(12).zip(&billed.years));
    years
        .map(|(year, (months, totals))| {
            let (Some(first), Some(last)) = (months.first(), months.last()) else { return Err(overflow()) };
            let mut expired_kwh = Exact::ZERO;
            for month in months {
                expired_kwh = expired_kwh.plus(month.expired_kwh).ok_or_else(overflow)?;
            }
            let sum = |pick: fn(&SimulatedMonth) -> Money| Money::total(months.iter().map(pick));
            Ok(LifetimeYear {
                year,
                first_month: first.month,
                generation_kwh: wire(totals.generation),
                consumption_kwh: wire(totals.load),
                self_consumption_kwh: wire(totals.self_consumption),
                injection_kwh: wire(totals.injection()),
                grid_kwh: wire(totals.grid()),
                credits_kwh: last.balance_kwh,
                expired_kwh: expired_kwh.trimmed(),
                without_brl: sum(|month| month.baseline_brl)?,
                with_brl: sum(|month| month.total_brl)?,
                saving_brl: sum(|month| month.saving_brl)?,
            })
        })
        .collect()
}
