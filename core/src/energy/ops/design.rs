//! A system for a consumption, a roof and a budget.

use crate::Answer;
use crate::energy::sizing::{Demand, LIMIT};
use crate::issue::{Code, Error, Issue, Pointer, Problems};
use crate::math::sum;
use crate::money::Money;
use crate::quantity::{
    Area, DcAcRatio, Energy, Fraction, Id, InverterPowerKw, Length, ModulePower, MonthlyYield, Oversizing,
};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

/// A module as a buyer sees it.
#[derive(Debug, Clone, Copy, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct DesignModule {
    /// Power at standard test conditions.
    pub p_stc_w: ModulePower,
    /// Length; needed with a roof.
    pub length_m: Option<Length>,
    /// Width; needed with a roof.
    pub width_m: Option<Length>,
}

/// An inverter as a buyer sees it.
#[derive(Debug, Clone, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct DesignInverter {
    /// Its name.
    pub id: Id,
    /// Largest alternating-current power.
    pub power_kw: InverterPowerKw,
    /// Phases, 1 to 3.
    pub phases: u32,
    /// Price of one.
    pub price_brl: Option<Money>,
}

/// Bounds of the power of the modules over that of the inverters.
#[derive(Debug, Clone, Copy, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct DcAcBounds {
    /// Smallest.
    pub min: DcAcRatio,
    /// Largest.
    pub max: DcAcRatio,
}

/// What is wanted, and what there is.
#[derive(Debug, Clone, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct DesignSystemRequest {
    /// Consumption of each month, kWh, January first.
    pub consumption_kwh: [Energy; 12],
    /// Wanted annual generation over annual consumption; above 1.60 there is no system, only the verdict.
    pub target_oversizing: Oversizing,
    /// Energy of each month per installed power at this site and in this plane, kWh/kWp, from a simulation.
    pub unit_yield_kwh_kwp: [MonthlyYield; 12],
    /// The module.
    pub module: DesignModule,
    /// Inverters to choose from, at most 1,000; none leaves the choice open.
    pub inverters: Vec<DesignInverter>,
    /// Area of the roof.
    pub roof_area_m2: Option<Area>,
    /// Share of the roof that modules may cover; default 1.
    pub packing_factor: Option<Fraction>,
    /// What the system may cost.
    pub budget_brl: Option<Money>,
    /// Cost of the system per installed kWp; needed with a budget.
    pub unit_cost_brl_kwp: Option<Money>,
    /// Phases of the connection; then only inverters of as many phases are chosen.
    pub phases: Option<u32>,
    /// Bounds of the power of the modules over that of the inverters; default 1.0 to 1.5.
    pub dc_ac: Option<DcAcBounds>,
}

/// What set the number of modules.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum LimitedBy {
    /// The wanted generation, and the guardrail on it.
    Target,
    /// The roof.
    Roof,
    /// The budget.
    Budget,
    /// The inverters.
    Inverter,
}

/// Inverters of one kind.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ChosenInverter {
    /// Its name.
    pub id: Id,
    /// How many.
    pub qty: u64,
}

/// A system of whole modules.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct DesignedSystem {
    /// Number of modules.
    pub modules: u64,
    /// Power of the modules at standard test conditions.
    pub p_dc_stc_kw: f64,
    /// Power of the inverters; null where none was to be chosen.
    pub p_ac_kw: Option<f64>,
    /// Power of the modules over that of the inverters; null where none was to be chosen.
    pub dc_ac_ratio: Option<f64>,
    /// Expected generation of a year.
    pub annual_generation_kwh: f64,
    /// Expected generation of each month.
    pub monthly_generation_kwh: [f64; 12],
    /// Expected generation over consumption.
    pub oversizing: f64,
    /// Area of the modules over the packing factor; null without the size of the module.
    pub area_m2: Option<f64>,
    /// What set the number of modules.
    pub limited_by: LimitedBy,
    /// The inverters.
    pub inverters: Vec<ChosenInverter>,
}

/// Whether there is a system, and which.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct SystemDesign {
    /// Whether there is one.
    pub allowed: bool,
    /// Why not: `OVERSIZING_ABOVE_LIMIT`, `NO_ROOM`, `NO_BUDGET` or `NO_INVERTER_FITS`.
    pub issues: Vec<Issue>,
    /// The system; null where there is none.
    pub system: Option<DesignedSystem>,
}

const MOST_INVERTERS: usize = 1000;
/// Power of the modules over that of the inverters that is liked best.
const LIKED: f64 = 1.2;
/// Rounding to whole modules forgives an error of this many.
const SLACK: f64 = 1e-9;

/// A refusal that is an answer.
fn verdict(issue: Issue) -> Answer<SystemDesign> {
    Answer::new(SystemDesign { allowed: false, issues: vec![issue], system: None })
}

/// Design a system: whole modules for a target, lowered to what roof, budget and inverters allow, and equal inverters for them.
///
/// Among the inverters that fit, the cheapest are taken where all have prices, then the fewest, then those whose power is closest to the
/// modules' over 1.2.
///
/// # Errors
/// `MISSING_FIELD`, `OUT_OF_RANGE`, `BAD_LENGTH`, `OVERFLOW`.
pub fn design_system(request: DesignSystemRequest) -> Result<Answer<SystemDesign>, Error> {
    check(&request)?;
    let yields = request.unit_yield_kwh_kwp.map(MonthlyYield::get);
    let demand = Demand {
        consumption_kwh: sum(&request.consumption_kwh.map(Energy::get)),
        yield_kwh_kwp: sum(&yields),
        module_w: request.module.p_stc_w.get(),
        target: request.target_oversizing.get(),
        limit: LIMIT,
    };
    let size = demand.size().ok_or_else(|| Error::from(Issue::error(Code::OVERFLOW)))?;
    let Some(wanted) = size.modules else {
        let issue = Issue::error(Code::OVERSIZING_ABOVE_LIMIT).at("/target_oversizing");
        return Ok(verdict(issue.with("limit", LIMIT)));
    };
    let (mut modules, mut limited_by) = (wanted, LimitedBy::Target);
    let area = module_area(&request);
    let packing = request.packing_factor.map_or(1.0, Fraction::get);
    if let (Some(roof), Some(area)) = (request.roof_area_m2, area) {
        let fit = (roof.get() * packing / area + SLACK).floor().max(0.0) as u64;
        if fit < modules {
            (modules, limited_by) = (fit, LimitedBy::Roof);
        }
    }
    if modules == 0 {
        return Ok(verdict(Issue::error(Code::NO_ROOM).at("/roof_area_m2")));
    }
    if let Some(affordable) = affordable(&request)?
        && affordable < modules
    {
        (modules, limited_by) = (affordable, LimitedBy::Budget);
    }
    if modules == 0 {
        return Ok(verdict(Issue::error(Code::NO_BUDGET).at("/budget_brl")));
    }
    let chosen = if request.inverters.is_empty() { None } else { fit_inverters(&request, &demand, modules) };
    if chosen.is_none() && !request.inverters.is_empty() {
        return Ok(verdict(Issue::error(Code::NO_INVERTER_FITS).at("/inverters")));
    }
    if let Some(chosen) = &chosen
        && chosen.modules < modules
    {
        (modules, limited_by) = (chosen.modules, LimitedBy::Inverter);
    }
    let p_dc_stc_kw = demand.power_kw(modules);
    let monthly_generation_kwh = yields.map(|kwh| kwh * p_dc_stc_kw);
    let annual_generation_kwh = demand.yield_kwh_kwp * p_dc_stc_kw;
    Ok(Answer::new(SystemDesign {
        allowed: true,
        issues: Vec::new(),
        system: Some(DesignedSystem {
            modules,
            p_dc_stc_kw,
            p_ac_kw: chosen.as_ref().map(|chosen| chosen.p_ac_kw),
            dc_ac_ratio: chosen.as_ref().map(|chosen| p_dc_stc_kw / chosen.p_ac_kw),
            annual_generation_kwh,
            monthly_generation_kwh,
            oversizing: annual_generation_kwh / demand.consumption_kwh,
            area_m2: area.map(|area| modules as f64 * area / packing),
            limited_by,
            inverters: chosen.map(|chosen| ChosenInverter { id: chosen.id, qty: chosen.count }).into_iter().collect(),
        }),
    }))
}

fn check(request: &DesignSystemRequest) -> Result<(), Error> {
    let mut problems = Problems::new();
    let missing = |path| move || Issue::error(Code::MISSING_FIELD).at(path);
    let outside = || Issue::error(Code::OUT_OF_RANGE).with("min", 1_i64).with("max", 3_i64);
    let above_zero = |months: f64| months > 0.0;
    problems.require(above_zero(request.consumption_kwh.iter().map(|month| month.get()).sum()), || {
        Issue::error(Code::NO_CONSUMPTION).at("/consumption_kwh")
    });
    problems.require(above_zero(request.unit_yield_kwh_kwp.iter().map(|month| month.get()).sum()), || {
        Issue::error(Code::NO_YIELD).at("/unit_yield_kwh_kwp")
    });
    if request.roof_area_m2.is_some() {
        problems.require(request.module.length_m.is_some_and(|m| m.get() > 0.0), missing("/module/length_m"));
        problems.require(request.module.width_m.is_some_and(|m| m.get() > 0.0), missing("/module/width_m"));
    }
    problems.require(request.inverters.len() <= MOST_INVERTERS, || {
        Issue::error(Code::BAD_LENGTH).at("/inverters").with("min", 0_i64).with("max", MOST_INVERTERS)
    });
    for (position, inverter) in request.inverters.iter().enumerate() {
        let place = Pointer::root().field("inverters").index(position).field("phases");
        problems.require((1..=3).contains(&inverter.phases), || outside().at(place));
    }
    if request.budget_brl.is_some() {
        let costs = request.unit_cost_brl_kwp.is_some_and(|cost| cost.minor() > 0);
        problems.require(costs, missing("/unit_cost_brl_kwp"));
    }
    problems.require(request.phases.is_none_or(|phases| (1..=3).contains(&phases)), || outside().at("/phases"));
    problems.finish()
}

fn module_area(request: &DesignSystemRequest) -> Option<f64> {
    let (length, width) = (request.module.length_m?.get(), request.module.width_m?.get());
    (length * width > 0.0).then_some(length * width)
}

/// Modules that the budget pays for.
fn affordable(request: &DesignSystemRequest) -> Result<Option<u64>, Error> {
    let (Some(budget), Some(unit)) = (request.budget_brl, request.unit_cost_brl_kwp) else { return Ok(None) };
    let overflow = || Error::from(Issue::error(Code::OVERFLOW).at("/budget_brl"));
    let kilowatts = Decimal::try_from(request.module.p_stc_w.get() / 1000.0).map_err(|_| overflow())?;
    let each = unit.amount().checked_mul(kilowatts).ok_or_else(overflow)?;
    let modules = budget.amount().checked_div(each).ok_or_else(overflow)?.floor();
    u64::try_from(modules.max(Decimal::ZERO)).map(Some).map_err(|_| overflow())
}

/// Equal inverters for some modules.
struct Fit {
    modules: u64,
    id: Id,
    count: u64,
    p_ac_kw: f64,
}

/// The best inverters for as many of the modules as there are any for.
fn fit_inverters(request: &DesignSystemRequest, demand: &Demand, modules: u64) -> Option<Fit> {
    let (least, most) = request.dc_ac.map_or((1.0, 1.5), |bounds| (bounds.min.get(), bounds.max.get()));
    let known = request.inverters.iter().all(|inverter| inverter.price_brl.is_some());
    let mut best: Option<(Fit, Decimal)> = None;
    let phases = |inverter: &&DesignInverter| request.phases.is_none_or(|phases| phases == inverter.phases);
    for inverter in request.inverters.iter().filter(phases) {
        let power = inverter.power_kw.get();
        // the modules that `count` inverters take lie between `least` and `most` of their power
        let taken = |count: f64| {
            let full = (most * power * count * 1000.0 / demand.module_w + SLACK).floor();
            full.min(modules as f64)
        };
        let enough = (demand.power_kw(modules) / (most * power) - SLACK).ceil().max(1.0);
        for count in [enough, enough - 1.0] {
            let fitting = taken(count).max(0.0) as u64;
            let ratio = demand.power_kw(fitting) / (power * count.max(1.0));
            if count < 1.0 || fitting < 1 || ratio < least - SLACK {
                continue;
            }
            let price = inverter.price_brl.map_or(Decimal::ZERO, Money::amount);
            let price = price.checked_mul(Decimal::from(count as u64)).unwrap_or(Decimal::MAX);
            let fit = Fit { modules: fitting, id: inverter.id.clone(), count: count as u64, p_ac_kw: power * count };
            let distance = |fit: &Fit| (demand.power_kw(fit.modules) / fit.p_ac_kw - LIKED).abs();
            let better = best.as_ref().is_none_or(|(other, other_price)| {
                // more modules first, then less money, then fewer pieces, then the liked ratio
                let order = other.modules.cmp(&fit.modules).reverse();
                let order = order.then(if known { other_price.cmp(&price) } else { std::cmp::Ordering::Equal });
                let order = order.then(other.count.cmp(&fit.count));
                order.then_with(|| distance(other).total_cmp(&distance(&fit))).is_gt()
            });
            if better {
                best = Some((fit, price));
            }
        }
    }
    best.map(|(fit, _)| fit)
}
