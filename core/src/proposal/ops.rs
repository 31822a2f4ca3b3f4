use super::bills::{Bills, bills, cycle};
use super::cash_flow::{CashYear, Indicators, cash_flow, indicators};
use super::request::{Capex, ProposalLoan, ProposalRequest};
use crate::calendar::Date;
use crate::canonical::value_hash;
use crate::energy::{
    EstimateMeanDayRequest, MeanDayYear, SizeSystemRequest, SystemSize, estimate_mean_day, size_system,
};
use crate::financing::{Schedule, amortization_schedule};
use crate::issue::{Code, Error, Issue};
use crate::money::Money;
use crate::quantity::{PeakPower, SpecificYield};
use crate::weather::{LookUpClimateRequest, look_up_climate};
use crate::{Answer, Source};
use rust_decimal::Decimal;
use serde::Serialize;

/// Where the system stands.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Site {
    /// State, where the climate is a named table.
    pub uf: Option<String>,
    /// City of the climate station, where it is known.
    pub city: Option<String>,
    /// Latitude of the station, north positive.
    pub latitude: Option<f64>,
    /// Longitude of the station, east positive.
    pub longitude: Option<f64>,
}

/// The chosen system.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct ProposedSystem {
    /// Number of modules.
    pub modules: u64,
    /// Power of one module, W.
    pub module_power_w: f64,
    /// Module power at standard test conditions, kW.
    pub p_dc_stc_kw: f64,
    /// Inverter power, kW.
    pub p_ac_kw: f64,
    /// Annual generation over annual consumption.
    pub oversizing: f64,
    /// Roof area, m², where a module's area is given.
    pub area_m2: Option<f64>,
}

/// One month of energy.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct GenerationMonth {
    /// Number of the month.
    pub month: u32,
    /// Irradiation in the plane of the modules, kWh/m² per day.
    pub poa_kwh_m2_day: f64,
    /// Generation, kWh.
    pub ac_kwh: f64,
    /// Consumption, kWh.
    pub consumption_kwh: f64,
}

/// A year of energy.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Generation {
    /// January first.
    pub months: Vec<GenerationMonth>,
    /// Generation of the year, kWh.
    pub annual_ac_kwh: f64,
    /// Consumption of the year, kWh.
    pub annual_consumption_kwh: f64,
    /// Generation per installed power, kWh/kWp.
    pub specific_yield_kwh_kwp: f64,
    /// Performance ratio on the plane of the modules.
    pub performance_ratio: f64,
}

/// What is paid, and how.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Investment {
    /// Sum of the items.
    pub capex_brl: Money,
    /// The items.
    pub items: Vec<Capex>,
    /// Paid at once.
    pub down_payment_brl: Money,
    /// Principal of the loan.
    pub financed_brl: Money,
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

/// A proposal.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Proposal {
    /// Date of the proposal.
    pub date: Date,
    /// Whether a system within the limits was found; if not, `findings` says why and the parts below are null.
    pub offered: bool,
    /// Verdicts: why no system is offered.
    pub findings: Vec<Issue>,
    /// Where.
    pub site: Site,
    /// The system.
    pub system: Option<ProposedSystem>,
    /// Energy of the year.
    pub generation: Option<Generation>,
    /// Bills of the first year.
    pub bills: Option<Bills>,
    /// What is paid.
    pub investment: Option<Investment>,
    /// The loan.
    pub loan: Option<Schedule>,
    /// Year by year.
    pub cash_flow: Vec<CashYear>,
    /// What the cash flow says.
    pub indicators: Option<Indicators>,
    /// Every value that was assumed.
    pub assumptions: Vec<Assumption>,
    /// SHA-256 of the canonical text of all of the above: equal on every host.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hash: Option<String>,
}

/// Compose a proposal: climate, generation, system size, twelve bills without and with the system, loan and cash flow.
///
/// A system above the 160 % limit is a verdict: `offered` is false and `findings` says why. Where a figure rests on a model that is
/// simpler than the law or the sky, a warning says so.
///
/// # Errors
/// Those of `look_up_climate`, `estimate_mean_day`, `size_system`, `bill_group_b` and `amortization_schedule`, with the pointer into
/// this request; `EMPTY_CAPEX`, `DOWN_PAYMENT_TOO_LARGE`, `OUT_OF_RANGE`, `OVERFLOW`.
pub fn proposal(request: ProposalRequest) -> Result<Answer<Proposal>, Error> {
    let capex_brl = Money::total(request.capex.iter().map(|item| item.amount_brl))?;
    if capex_brl.minor() <= 0 {
        return Err(Issue::error(Code::EMPTY_CAPEX).at("/capex").into());
    }
    let mut sources = Vec::new();
    let site = site(&request, &mut sources)?;
    let yield_of_one = mean_day(&request, 1.0, &mut sources)?;
    let size = size(&request, &yield_of_one)?;
    let self_consumption = request.self_consumption_fraction.map_or(0.3, |fraction| fraction.get());
    let mut value = Proposal {
        date: request.date,
        offered: size.allowed,
        findings: size.issues,
        site,
        system: None,
        generation: None,
        bills: None,
        investment: None,
        loan: None,
        cash_flow: Vec::new(),
        indicators: None,
        assumptions: assumptions(&request, self_consumption),
        hash: None,
    };
    let mut warnings = Vec::new();
    if let Some(chosen) = size.system {
        let year = mean_day(&request, chosen.p_dc_stc_kw, &mut sources)?;
        let (bills, bill_sources) = bills(&request, &year.monthly_ac_kwh, self_consumption)?;
        join(&mut sources, bill_sources);
        let investment = investment(&request, capex_brl)?;
        let loan = request.loan.clone().map(|loan| schedule(loan, investment.financed_brl)).transpose()?;
        value.cash_flow =
            cash_flow(investment.down_payment_brl, bills.annual_saving_brl, loan.as_ref(), &request.economics)?;
        value.indicators = Some(indicators(&value.cash_flow)?);
        warnings = self::warnings(&request, self_consumption, &bills)?;
        value.generation = Some(generation(&request, &year, size.annual_consumption_kwh));
        value.system = Some(ProposedSystem {
            modules: chosen.modules,
            module_power_w: request.modules.power_w.get(),
            p_dc_stc_kw: chosen.p_dc_stc_kw,
            p_ac_kw: chosen.p_ac_kw,
            oversizing: chosen.oversizing,
            area_m2: chosen.area_m2,
        });
        (value.bills, value.investment, value.loan) = (Some(bills), Some(investment), loan);
    }
    value.hash = Some(value_hash(&value)?);
    Ok(Answer { value, warnings, sources })
}

fn join(sources: &mut Vec<Source>, more: Vec<Source>) {
    for source in more {
        if !sources.contains(&source) {
            sources.push(source);
        }
    }
}

fn site(request: &ProposalRequest, sources: &mut Vec<Source>) -> Result<Site, Error> {
    let uf = request.climate.uf.clone();
    let (Some(named), Some(state)) = (&request.climate.named, &uf) else {
        return Ok(Site { uf, city: None, latitude: None, longitude: None });
    };
    let answer = look_up_climate(LookUpClimateRequest { named: named.clone(), uf: state.clone() })
        .map_err(|error| error.within("/climate"))?;
    join(sources, answer.sources);
    let found = answer.value.site;
    Ok(Site {
        uf,
        city: found.as_ref().map(|site| site.city.clone()),
        latitude: found.as_ref().map(|site| site.latitude),
        longitude: found.as_ref().map(|site| site.longitude),
    })
}

/// The climate's mean days through a system of that power on the request's roof.
fn mean_day(request: &ProposalRequest, power_kw: f64, sources: &mut Vec<Source>) -> Result<MeanDayYear, Error> {
    let answer = estimate_mean_day(EstimateMeanDayRequest {
        latitude: request.latitude,
        climate: request.climate.clone(),
        p_dc_stc_kw: PeakPower::try_from(power_kw)?,
        tilt_deg: request.roof.tilt_deg,
        azimuth_deg: request.roof.azimuth_deg,
        mounting: request.roof.mounting,
        gamma_pmp_pct_per_k: None,
        albedo: None,
        losses: request.modules.losses,
        dc_ac_ratio: request.modules.dc_ac_ratio,
        inverter_efficiency: None,
    })?;
    join(sources, answer.sources);
    Ok(answer.value)
}

fn size(request: &ProposalRequest, year: &MeanDayYear) -> Result<SystemSize, Error> {
    let specific_yield_kwh_kwp = SpecificYield::try_from(year.specific_yield_kwh_kwp)?;
    let answer = size_system(SizeSystemRequest {
        consumption_kwh: Some(request.consumption_kwh),
        consumption_month_mean_kwh: None,
        specific_yield_kwh_kwp,
        module_p_stc_w: request.modules.power_w,
        target_oversizing: request.target_oversizing,
        limit_oversizing: request.limit_oversizing,
        dc_ac_ratio: request.modules.dc_ac_ratio,
        dc_ac_min_ratio: None,
        dc_ac_max_ratio: None,
        module_area_m2: request.modules.area_m2,
        ground_coverage_ratio: None,
    })?;
    Ok(answer.value)
}

fn investment(request: &ProposalRequest, capex_brl: Money) -> Result<Investment, Error> {
    let down_payment_brl = match &request.loan {
        Some(loan) => loan.down_payment_brl.unwrap_or(Money::ZERO),
        None => capex_brl,
    };
    let financed_brl = capex_brl.checked_sub(down_payment_brl)?;
    if financed_brl.minor() < 0 || down_payment_brl.minor() < 0 {
        return Err(Issue::error(Code::DOWN_PAYMENT_TOO_LARGE).at("/loan/down_payment_brl").into());
    }
    Ok(Investment { capex_brl, items: request.capex.clone(), down_payment_brl, financed_brl })
}

fn schedule(loan: ProposalLoan, principal: Money) -> Result<Schedule, Error> {
    let answer = amortization_schedule(loan.terms.with_principal(principal.amount().into()));
    answer.map(|answer| answer.value).map_err(|error| error.within("/loan/terms"))
}

fn generation(request: &ProposalRequest, year: &MeanDayYear, annual_consumption_kwh: f64) -> Generation {
    let months = (1_u32..).zip(year.hsp_kwh_m2_day).zip(year.monthly_ac_kwh).zip(&request.consumption_kwh);
    let months = months.map(|(((month, poa_kwh_m2_day), ac_kwh), consumption)| GenerationMonth {
        month,
        poa_kwh_m2_day,
        ac_kwh,
        consumption_kwh: consumption.get(),
    });
    Generation {
        months: months.collect(),
        annual_ac_kwh: year.annual_ac_kwh,
        annual_consumption_kwh,
        specific_yield_kwh_kwp: year.specific_yield_kwh_kwp,
        performance_ratio: year.performance_ratio,
    }
}

fn warnings(request: &ProposalRequest, self_consumption: f64, bills: &Bills) -> Result<Vec<Issue>, Error> {
    let mut warnings = vec![
        Issue::warning(Code::GENERATION_FROM_MONTHLY_CLIMATE).at("/climate"),
        Issue::warning(Code::SELF_CONSUMPTION_ASSUMED)
            .at("/self_consumption_fraction")
            .with("fraction", self_consumption),
        Issue::warning(Code::PRICES_OF_ONE_MONTH).at("/price_month").with("date", cycle(request)?.current_reading),
        Issue::warning(Code::SAVING_EXTRAPOLATED).at("/economics").law("Lei 14.300/2022, art. 27"),
    ];
    if bills.annual_saving_brl.minor() <= 0 {
        warnings.push(Issue::warning(Code::NEGATIVE_SAVING).at("/regime"));
    }
    Ok(warnings)
}

fn assumptions(request: &ProposalRequest, self_consumption: f64) -> Vec<Assumption> {
    let economics = &request.economics;
    let row = |code, value: String, given: bool| Assumption {
        code,
        value,
        origin: if given { Origin::Given } else { Origin::Default },
    };
    let decimal = |value: Option<crate::money::Dec>, default: Decimal| {
        value.map_or(default, |value| value.get()).normalize().to_string()
    };
    vec![
        row("self_consumption_fraction", self_consumption.to_string(), request.self_consumption_fraction.is_some()),
        row(
            "dc_ac_ratio",
            request.modules.dc_ac_ratio.map_or(1.2, |ratio| ratio.get()).to_string(),
            request.modules.dc_ac_ratio.is_some(),
        ),
        row(
            "limit_oversizing",
            request.limit_oversizing.map_or(1.6, |limit| limit.get()).to_string(),
            request.limit_oversizing.is_some(),
        ),
        row("years", economics.years.unwrap_or(25).to_string(), economics.years.is_some()),
        row(
            "tariff_growth_year_effective",
            decimal(economics.tariff_growth_year_effective, Decimal::ZERO),
            economics.tariff_growth_year_effective.is_some(),
        ),
        row(
            "degradation_year_fraction",
            decimal(economics.degradation_year_fraction, Decimal::new(5, 3)),
            economics.degradation_year_fraction.is_some(),
        ),
        row(
            "opex_year_brl",
            economics.opex_year_brl.unwrap_or(Money::ZERO).to_string(),
            economics.opex_year_brl.is_some(),
        ),
        row(
            "opex_growth_year_effective",
            decimal(economics.opex_growth_year_effective, Decimal::ZERO),
            economics.opex_growth_year_effective.is_some(),
        ),
    ]
}
