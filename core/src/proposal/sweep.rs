//! Scenarios: one study for each target and number of installments.

use super::Capex;
use super::case::{Case, FinancingInput, case_request};
use super::size::SizingInput;
use super::viability::money::{Paid, cash_flow, pay};
use super::viability::{Paybacks, Study, join};
use crate::Answer;
use crate::calendar::Month;
use crate::energy::DesignedSystem;
use crate::issue::{Code, Error, Issue, Problems};
use crate::money::{Currency, Money, Rounding};
use crate::quantity::{Id, Oversizing};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

/// What the best scenario or variant is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Objective {
    /// The highest net present value of own money.
    #[default]
    Npv,
    /// The shortest simple payback.
    Payback,
    /// The lowest highest monthly payment of the loan.
    Installment,
}

case_request! {
    /// A case with a list of targets and of terms.
    pub struct ScenarioSweepRequest, ScenarioSweepPart, ScenarioSweepRest {
        /// How a system is sized for a target.
        pub sizing: SizingInput,
        /// Wanted annual generation over annual consumption, 1 to 20 values; default 1.14, 1.30, 1.45, 1.60.
        pub target_oversizing: Option<Vec<Oversizing>>,
        /// Numbers of installments, 1 to 20 values; default 12, 24, 36, 48, 60; only with a loan.
        pub installments: Option<Vec<i64>>,
        /// What the recommended scenario is; default the highest net present value.
        #[serde(default)]
        pub objective: Objective,
    }
}

/// Scenarios side by side.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct ScenarioSweep {
    /// First month of the project.
    pub start_month: Month,
    /// The scenarios: targets in order, and for each the terms in order.
    pub scenarios: Vec<Scenario>,
    /// Which one is recommended; null if none is offered.
    pub recommended: Option<Recommendation>,
}

/// One scenario, computed in full.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Scenario {
    /// Its name: the target in percent and the installments, such as `114-60`.
    pub id: String,
    /// Wanted annual generation over annual consumption.
    pub target_oversizing: f64,
    /// Number of installments; null for cash.
    pub installments: Option<i64>,
    /// Whether there is a system.
    pub offered: bool,
    /// Why there is none, or what limits it.
    pub findings: Vec<Issue>,
    /// The system; null where there is none, and so is all below.
    pub system: Option<DesignedSystem>,
    /// Generation of a year of 365 days.
    pub annual_generation_kwh: Option<f64>,
    /// Generation over consumption.
    pub oversizing: Option<f64>,
    /// The investment.
    pub capex_brl: Option<Money>,
    /// Saved in the first year.
    pub annual_saving_brl: Option<Money>,
    /// Largest monthly payment of the loan; null for cash.
    pub highest_payment_brl: Option<Money>,
    /// Whether the monthly savings cover all payments; null for cash.
    pub self_funded: Option<bool>,
    /// Net present value of own money.
    pub npv_brl: Option<f64>,
    /// Rate of return of own money.
    pub irr_year_effective: Option<f64>,
    /// Years until own money is back.
    pub payback: Option<Paybacks>,
    /// Sum of the flows of own money by year, from year 0.
    pub cumulative_brl: Vec<f64>,
}

/// The recommended scenario.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Recommendation {
    /// Its place in the list.
    pub index: usize,
    /// Its name.
    pub id: String,
    /// The rule that chose it; ties go to the smaller system, then to the earlier one.
    pub objective: Objective,
}

/// Study one system for each target and term: every scenario is simulated, settled and billed by itself, never scaled.
///
/// # Errors
/// Those of `viability`; those of `design_system` under `/sizing`; `BAD_LENGTH` for the lists.
pub fn scenario_sweep(request: ScenarioSweepRequest) -> Result<Answer<ScenarioSweep>, Error> {
    let case = request.case();
    let targets = match &request.target_oversizing {
        Some(given) => given.clone(),
        None => [1.14, 1.30, 1.45, 1.60].into_iter().map(Oversizing::try_from).collect::<Result<_, Error>>()?,
    };
    let terms = request.installments.clone().unwrap_or_else(|| vec![12, 24, 36, 48, 60]);
    let mut problems = Problems::new();
    for (place, count) in [("/target_oversizing", targets.len()), ("/installments", terms.len())] {
        problems.require((1..=20).contains(&count), || {
            Issue::error(Code::BAD_LENGTH).at(place).with("min", 1).with("max", 20)
        });
    }
    problems.require(request.installments.is_none() || case.financing.is_some(), || {
        Issue::error(Code::UNKNOWN_FIELD).at("/installments")
    });
    problems.finish()?;
    let terms: Vec<Option<i64>> =
        if case.financing.is_some() { terms.into_iter().map(Some).collect() } else { vec![None] };
    let yields = case.generation.unit_yield(&case)?;
    let first = super::calendar_year::FirstYear::new(case.start_month)?;
    let load = case.load.resolve(first).map_err(|error| error.within("/load"))?;
    let consumption = load.monthly(first)?;
    let mut answer =
        Answer::new(ScenarioSweep { start_month: case.start_month, scenarios: Vec::new(), recommended: None });
    for target in targets {
        let design = request.sizing.design(target, consumption, yields)?;
        let Some(system) = design.system else {
            for term in &terms {
                answer.value.scenarios.push(Scenario::none(target, *term, design.issues.clone()));
            }
            continue;
        };
        scenarios_of(&case, &request.sizing, (target, &system), &terms, &mut answer)?;
    }
    answer.value.recommended = recommend(&answer.value.scenarios, request.objective);
    Ok(answer)
}

/// The investment of a system: the given items and the cost of its power.
///
/// # Errors
/// `OVERFLOW`.
pub(super) fn capex_of(items: &[Capex], sizing: &SizingInput, p_dc_stc_kw: f64) -> Result<Vec<Capex>, Error> {
    let mut capex = items.to_vec();
    if let Some(unit) = sizing.unit_cost_brl_kwp {
        let overflow = || Error::from(Issue::error(Code::OVERFLOW).at("/sizing/unit_cost_brl_kwp"));
        let power = Decimal::try_from(p_dc_stc_kw).map_err(|_| overflow())?;
        let cost = unit.amount().checked_mul(power).ok_or_else(overflow)?;
        let amount_brl = Money::rounded(cost, Currency::Brl, Rounding::HalfEven)?;
        capex.push(Capex { code: Id::try_from("kit".to_owned())?, amount_brl });
    }
    Ok(capex)
}

fn scenarios_of(
    case: &Case<'_>,
    sizing: &SizingInput,
    (target, system): (Oversizing, &DesignedSystem),
    terms: &[Option<i64>],
    answer: &mut Answer<ScenarioSweep>,
) -> Result<(), Error> {
    let p_ac_kw = system.p_ac_kw.unwrap_or_else(|| sizing.inverter_kw(system.p_dc_stc_kw));
    let modules = u32::try_from(system.modules).map_err(|_| Issue::error(Code::OVERFLOW).at("/sizing"))?;
    let generation = case.generation.resized(modules, system.p_dc_stc_kw, p_ac_kw)?;
    let capex = capex_of(case.capex, sizing, system.p_dc_stc_kw)?;
    let cash = Case { generation: &generation, capex: &capex, financing: None, ..*case };
    let study = Study::new(cash)?;
    let (whole, billed) = study.study(false)?;
    let months = billed.iter().flat_map(|billed| &billed.months);
    let monthly: Vec<Money> = months.map(|month| month.saving_brl).collect();
    for warning in whole.warnings {
        if !answer.warnings.contains(&warning) {
            answer.warnings.push(warning);
        }
    }
    join(&mut answer.sources, &whole.sources);
    for term in terms {
        if !whole.value.offered {
            answer.value.scenarios.push(Scenario::none(target, *term, whole.value.findings.clone()));
            continue;
        }
        let financing = term.and_then(|term| with_installments(case.financing, term));
        let paid = pay(&capex, financing.as_ref(), case.economics.years())?;
        let yearly: Vec<Money> = whole.value.years.iter().map(|year| year.saving_brl).collect();
        let mut scenario = Scenario::none(target, *term, whole.value.findings.clone());
        scenario.offered = true;
        scenario.fill(&paid, case, (&yearly, &monthly), study.annual_generation_kwh())?;
        scenario.system = Some(system.clone());
        scenario.oversizing = Some(whole.value.energy.oversizing);
        scenario.annual_saving_brl = yearly.first().copied();
        answer.value.scenarios.push(scenario);
    }
    Ok(())
}

/// A loan with another number of installments.
fn with_installments(financing: Option<&FinancingInput>, installments: i64) -> Option<FinancingInput> {
    let mut financing = financing?.clone();
    financing.terms.installments = installments;
    Some(financing)
}

impl Scenario {
    fn none(target: Oversizing, installments: Option<i64>, findings: Vec<Issue>) -> Scenario {
        let percent = (target.get() * 100.0).round() as i64;
        Scenario {
            id: installments.map_or(percent.to_string(), |term| format!("{percent}-{term}")),
            target_oversizing: target.get(),
            installments,
            offered: false,
            findings,
            system: None,
            annual_generation_kwh: None,
            oversizing: None,
            capex_brl: None,
            annual_saving_brl: None,
            highest_payment_brl: None,
            self_funded: None,
            npv_brl: None,
            irr_year_effective: None,
            payback: None,
            cumulative_brl: Vec::new(),
        }
    }

    fn fill(
        &mut self,
        paid: &Paid,
        case: &Case<'_>,
        (yearly, monthly): (&[Money], &[Money]),
        annual_generation_kwh: f64,
    ) -> Result<(), Error> {
        let (worth, _) = paid.worth(yearly, annual_generation_kwh, case.economics)?;
        let outcome = paid.loan.as_ref().map(|loan| loan.outcome(monthly)).transpose()?;
        self.annual_generation_kwh = Some(annual_generation_kwh);
        self.capex_brl = Some(paid.investment.capex_brl);
        self.highest_payment_brl = outcome.as_ref().map(|outcome| outcome.highest_payment_brl);
        self.self_funded = outcome.as_ref().map(|outcome| outcome.coverage.self_funded);
        self.npv_brl = Some(worth.npv_brl);
        self.irr_year_effective = worth.equity_irr_year_effective;
        self.payback = Some(Paybacks {
            simple_years: worth.payback_simple_years,
            definitive_years: worth.payback_definitive_years,
            discounted_years: worth.payback_discounted_years,
        });
        self.cumulative_brl = cash_flow(&worth, 0.0).iter().map(|year| year.cumulative_brl).collect();
        Ok(())
    }

    fn merit(&self, objective: Objective) -> Option<f64> {
        let npv = self.npv_brl?;
        match objective {
            Objective::Npv => Some(npv),
            Objective::Payback => self.payback.and_then(|payback| payback.simple_years).map(|years| -years),
            Objective::Installment => self.highest_payment_brl.map(|amount| -(amount.minor() as f64)),
        }
    }
}

fn recommend(scenarios: &[Scenario], objective: Objective) -> Option<Recommendation> {
    let power = |scenario: &Scenario| scenario.system.as_ref().map_or(0.0, |system| system.p_dc_stc_kw);
    let mut best: Option<(usize, &Scenario, f64)> = None;
    for (index, scenario) in scenarios.iter().enumerate() {
        let Some(merit) = scenario.merit(objective) else { continue };
        let better =
            best.is_none_or(|(_, other, known)| merit > known || (merit == known && power(scenario) < power(other)));
        if better {
            best = Some((index, scenario, merit));
        }
    }
    best.map(|(index, scenario, _)| Recommendation { index, id: scenario.id.clone(), objective })
}
