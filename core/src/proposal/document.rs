//! The proposal as a document: everything that a customer, a salesperson and a bank look at, with its hash.

use super::case::{Case, case_request};
use super::generation::GenerationKind;
use super::load::Load;
use super::size::SizingInput;
use super::sweep::capex_of;
use super::viability::options::{PaymentOption, Savings};
use super::viability::sensitivity::{Sensitivity, SensitivityInput, sensitivity};
use super::viability::{Study, Viability, join, yearly_savings};
use super::{Assumption, Capex, FinancingInput, GenerationInput, Origin};
use crate::calendar::Date;
use crate::canonical::value_hash;
use crate::compliance::{
    CheckConnectionRequest, ChecklistItem, ConnectionVerdict, DocumentChecklistRequest, check_connection,
    document_checklist,
};
use crate::energy::{
    DesignedSystem, Exceedance, ExceedanceRequest, SizeStringsRequest, StringSize, exceedance, size_strings,
};
use crate::issue::{Code, Error, Issue, Problems};
use crate::money::{Dec, Money};
use crate::quantity::{Energy, Fraction, Oversizing};
use crate::tariff::{GdModality, MonthLines};
use crate::weather::{LookUpClimateRequest, look_up_climate};
use crate::{Answer, Source};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

/// What the distributor is asked.
#[derive(Debug, Clone, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct ConnectionInput {
    /// Installed load of the unit.
    pub load_kw: Dec,
    /// Nominal voltage of the connection in volts.
    pub voltage_v: Dec,
    /// Who uses the energy.
    pub modality: GdModality,
    /// Rated alternating power of the plant; default that of the inverters.
    pub generation_kw: Option<Dec>,
}

/// How uncertain the energy is.
#[derive(Debug, Clone, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct UncertaintyInput {
    /// Relative standard deviations of independent causes (resource, model, losses, ..); what the method adds is added.
    pub sigma_fraction: Vec<Fraction>,
    /// Relative standard deviation from year to year.
    pub interannual_fraction: Fraction,
    /// Years over which the energy is meant, 1 to 100; default 1.
    pub mean_years: Option<u32>,
}

case_request! {
    /// A case and what the document shows beside it.
    pub struct ProposalRequest, ProposalPart, ProposalRest {
        /// Date of the proposal.
        pub date: Date,
        /// How the system is sized; absent: the generation is that of the system.
        pub sizing: Option<SizingInput>,
        /// Wanted annual generation over annual consumption; only, and always, with `sizing`.
        pub target_oversizing: Option<Oversizing>,
        /// Other loans, shown beside cash and the chosen one, at most 10.
        #[serde(default)]
        pub options: Vec<FinancingInput>,
        /// Strings to check; absent: none are shown.
        pub strings: Option<SizeStringsRequest>,
        /// What the distributor is asked; absent: neither connection nor documents are shown.
        pub connection: Option<ConnectionInput>,
        /// Suppositions that are varied, at most 16; absent: no sensitivity is shown.
        pub sensitivity: Option<Vec<SensitivityInput>>,
        /// How uncertain the energy is; absent: no probabilities are shown.
        pub uncertainty: Option<UncertaintyInput>,
    }
}

/// Where the system stands.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct ProposalSite {
    /// State, where the climate is a named table.
    pub uf: Option<String>,
    /// City of the climate station, where it is known.
    pub city: Option<String>,
    /// Latitude, north positive.
    pub latitude: Option<f64>,
    /// Longitude, east positive.
    pub longitude: Option<f64>,
    /// Altitude above sea level.
    pub altitude_m: Option<f64>,
}

/// The system.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct ProposalSystem {
    /// Number of modules; null where it is not known.
    pub modules: Option<u64>,
    /// Power of one module; null where it is not known.
    pub module_power_w: Option<f64>,
    /// Power of the modules at standard test conditions.
    pub p_dc_stc_kw: Option<f64>,
    /// Power of the inverters.
    pub p_ac_kw: Option<f64>,
    /// Power of the modules over that of the inverters.
    pub dc_ac_ratio: Option<f64>,
    /// Area of the modules over the packing factor; null where it is not known.
    pub area_m2: Option<f64>,
    /// The planes; empty where they are not known.
    pub arrays: Vec<ProposalArray>,
    /// How it was sized; null where it was given.
    pub design: Option<DesignedSystem>,
}

/// A plane of modules.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct ProposalArray {
    /// Tilt from horizontal; null where it follows the sun.
    pub tilt_deg: Option<f64>,
    /// Direction, clockwise from north; null where it follows the sun.
    pub azimuth_deg: Option<f64>,
    /// Number of modules; null where it is not known.
    pub modules: Option<u64>,
}

/// What the distributor asks.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct ProposalCompliance {
    /// Limits, group, deadlines and guarantee of the connection.
    pub connection: ConnectionVerdict,
    /// Documents for the request of a budget.
    pub documents: Vec<ChecklistItem>,
}

/// A proposal.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Proposal {
    /// Date of the proposal.
    pub date: Date,
    /// Whether a system within the limits was found; if not, `findings` says why.
    pub offered: bool,
    /// Verdicts: why no system is offered.
    pub findings: Vec<Issue>,
    /// Where.
    pub site: ProposalSite,
    /// The system; null where none is offered.
    pub system: Option<ProposalSystem>,
    /// The strings that were to be checked.
    pub strings: Option<StringSize>,
    /// Energy, bills of all years, loan, cash flow, indicators; null where no system was found.
    pub viability: Option<Viability>,
    /// Bills of the first year line by line.
    pub bill_lines: Vec<MonthLines>,
    /// Ways to pay side by side: cash, the chosen loan, the others.
    pub options: Vec<PaymentOption>,
    /// Name of the chosen way to pay; null where none is offered.
    pub chosen_option: Option<String>,
    /// What changes the result; null where it was not asked for.
    pub sensitivity: Option<Sensitivity>,
    /// Energy by the probability that it is exceeded; null where it was not asked for.
    pub exceedance: Option<Exceedance>,
    /// What the distributor asks; null where it was not asked for.
    pub compliance: Option<ProposalCompliance>,
    /// Every value that was assumed.
    pub assumptions: Vec<Assumption>,
    /// Computed, but look at it.
    pub warnings: Vec<Issue>,
    /// Vintage of every table and fact that was used.
    pub sources: Vec<Source>,
    /// SHA-256 of the canonical text of all of the above: equal on every host.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hash: Option<String>,
}

/// Compose a proposal: system, energy, bills line by line, ways to pay, sensitivity, probabilities, compliance, and a hash.
///
/// A system above the limit, or none that fits, is a verdict: `offered` is false and `findings` says why. `verify_proposal` computes it
/// again; `sign_acceptance` signs its hash.
///
/// # Errors
/// Those of `viability`; of `design_system` under `/sizing`, `size_strings` under `/strings`, `check_connection` under `/connection`,
/// `exceedance` under `/uncertainty`, loans under `/options`; `MISSING_FIELD`, `UNKNOWN_FIELD`, `BAD_LENGTH`.
pub fn proposal(request: ProposalRequest) -> Result<Answer<Proposal>, Error> {
    let case = request.case();
    let (sources, site) = site(case.generation)?;
    let mut warnings = Vec::new();
    let strings = match request.strings.clone() {
        None => None,
        Some(strings) => {
            let answer = size_strings(strings).map_err(|error| error.within("/strings"))?;
            warnings.extend(answer.warnings.into_iter().map(|warning| warning.within(&"/strings".into())));
            Some(answer.value)
        }
    };
    let mut value = Proposal {
        date: request.date,
        offered: false,
        findings: Vec::new(),
        site,
        system: None,
        strings,
        viability: None,
        bill_lines: Vec::new(),
        options: Vec::new(),
        chosen_option: None,
        sensitivity: None,
        exceedance: None,
        compliance: None,
        assumptions: Vec::new(),
        warnings,
        sources,
        hash: None,
    };
    match size(&request, &case)? {
        Sizing::Given => fill(&request, &case, None, &mut value)?,
        Sizing::None(findings) => value.findings = findings,
        Sizing::Chosen { generation, capex, design } => {
            let case = Case { generation: &generation, capex: &capex, ..case };
            fill(&request, &case, Some(*design), &mut value)?;
        }
    }
    value.hash = Some(value_hash(&value)?);
    let (warnings, sources) = (value.warnings.clone(), value.sources.clone());
    Ok(Answer { value, warnings, sources })
}

enum Sizing {
    Given,
    None(Vec<Issue>),
    Chosen { generation: Box<GenerationInput>, capex: Vec<Capex>, design: Box<DesignedSystem> },
}

fn size(request: &ProposalRequest, case: &Case<'_>) -> Result<Sizing, Error> {
    let mut problems = Problems::new();
    problems.require(request.sizing.is_none() || request.target_oversizing.is_some(), || {
        Issue::error(Code::MISSING_FIELD).at("/target_oversizing")
    });
    problems.require(request.sizing.is_some() || request.target_oversizing.is_none(), || {
        Issue::error(Code::UNKNOWN_FIELD).at("/target_oversizing")
    });
    problems.require(request.options.len() <= 10, || {
        Issue::error(Code::BAD_LENGTH).at("/options").with("min", 0).with("max", 10)
    });
    problems.finish()?;
    let (Some(sizing), Some(target)) = (&request.sizing, request.target_oversizing) else { return Ok(Sizing::Given) };
    let mut problems = Problems::new();
    let yields = problems.take(case.generation.unit_yield(case));
    let first = problems.take(super::calendar_year::FirstYear::new(case.start_month));
    let load: Option<(Load, _)> = first.and_then(|first| {
        let load = case.load.resolve(first).map_err(|error| error.within("/load"));
        problems.take(load).map(|load| (load, first))
    });
    let (Some(yields), Some((load, first))) = (yields, load) else { return Err(problems.into_error()) };
    problems.finish()?;
    let design = sizing.design(target, load.monthly(first)?, yields)?;
    let Some(system) = design.system else { return Ok(Sizing::None(design.issues)) };
    let p_ac_kw = system.p_ac_kw.unwrap_or_else(|| sizing.inverter_kw(system.p_dc_stc_kw));
    let modules = u32::try_from(system.modules).map_err(|_| Issue::error(Code::OVERFLOW).at("/sizing"))?;
    let generation = Box::new(case.generation.resized(modules, system.p_dc_stc_kw, p_ac_kw)?);
    let capex = capex_of(case.capex, sizing, system.p_dc_stc_kw)?;
    Ok(Sizing::Chosen { generation, capex, design: Box::new(system) })
}

fn fill(
    request: &ProposalRequest,
    case: &Case<'_>,
    design: Option<DesignedSystem>,
    value: &mut Proposal,
) -> Result<(), Error> {
    let study = Study::new(*case)?;
    let (mut answer, billed) = study.study(true)?;
    value.bill_lines = answer.value.bill_lines.take().unwrap_or_default();
    value.offered = answer.value.offered;
    value.findings.clone_from(&answer.value.findings);
    value.assumptions.clone_from(&answer.value.assumptions);
    if let Some(target) = request.target_oversizing {
        let target = target.get().to_string();
        value.assumptions.push(Assumption { code: "target_oversizing", value: target, origin: Origin::Given });
    }
    join(&mut value.sources, &answer.sources);
    let mut warnings = answer.warnings;
    if let Some(billed) = &billed {
        let yearly = yearly_savings(billed)?;
        let monthly: Vec<Money> = billed.months.iter().map(|month| month.saving_brl).collect();
        let savings =
            Savings { yearly: &yearly, monthly: &monthly, annual_generation_kwh: study.annual_generation_kwh() };
        warnings.extend(options(request, case, savings, value)?);
        if let Some(given) = &request.sensitivity {
            value.sensitivity = Some(sensitivity(&study, billed, given)?);
        }
        value.system = Some(system(case, &answer.value, design));
        value.exceedance = range(request, &study)?;
        value.compliance = compliance(request, value.system.as_ref(), study.paid.investment.capex_brl)?;
    }
    value.viability = Some(answer.value);
    for warning in warnings {
        if !value.warnings.contains(&warning) {
            value.warnings.push(warning);
        }
    }
    Ok(())
}

fn site(generation: &GenerationInput) -> Result<(Vec<Source>, ProposalSite), Error> {
    if let Some(site) = &generation.site {
        let altitude_m = site.altitude_m.map(|altitude| altitude.get());
        let (latitude, longitude) = (Some(site.latitude.get()), Some(site.longitude.get()));
        return Ok((Vec::new(), ProposalSite { latitude, longitude, altitude_m, ..ProposalSite::default() }));
    }
    let known = generation.mean_day.as_ref();
    let latitude = known.and_then(|known| known.latitude).or(generation.latitude).map(|latitude| latitude.get());
    let named = known.and_then(|known| known.climate.named.clone().zip(known.climate.uf.clone()));
    let Some((named, uf)) = named else {
        return Ok((Vec::new(), ProposalSite { latitude, ..ProposalSite::default() }));
    };
    let answer = look_up_climate(LookUpClimateRequest { named, uf: uf.clone() })
        .map_err(|error| error.within("/generation/mean_day/climate"))?;
    let found = answer.value.site;
    let site = ProposalSite {
        uf: Some(uf),
        city: found.as_ref().map(|site| site.city.clone()),
        latitude: latitude.or(found.as_ref().map(|site| site.latitude)),
        longitude: found.as_ref().map(|site| site.longitude),
        altitude_m: found.as_ref().map(|site| site.altitude_m),
    };
    Ok((answer.sources, site))
}

fn system(case: &Case<'_>, study: &Viability, design: Option<DesignedSystem>) -> ProposalSystem {
    let generation = case.generation;
    let count = |array: &crate::energy::ArrayInput| u64::from(array.modules_per_string) * u64::from(array.strings);
    let arrays: Vec<ProposalArray> = match (generation.kind, &generation.system, &generation.mean_day) {
        (GenerationKind::Simulated, Some(system), _) => system
            .arrays
            .iter()
            .map(|array| ProposalArray {
                tilt_deg: array.tilt_deg.map(|tilt| tilt.get()),
                azimuth_deg: array.azimuth_deg.map(|azimuth| azimuth.get()),
                modules: Some(count(array)),
            })
            .collect(),
        (GenerationKind::MeanDay, _, Some(request)) => vec![ProposalArray {
            tilt_deg: Some(request.tilt_deg.get()),
            azimuth_deg: Some(request.azimuth_deg.get()),
            modules: design.as_ref().map(|design| design.modules),
        }],
        _ => Vec::new(),
    };
    let known = arrays.iter().map(|array| array.modules).sum::<Option<u64>>().filter(|_| !arrays.is_empty());
    let modules = design.as_ref().map(|design| design.modules).or(known);
    let power = study.energy.p_dc_stc_kw;
    ProposalSystem {
        modules,
        module_power_w: power.zip(modules).map(|(power, modules)| power * 1000.0 / modules as f64),
        p_dc_stc_kw: power,
        p_ac_kw: study.energy.p_ac_kw,
        dc_ac_ratio: power.zip(study.energy.p_ac_kw).map(|(dc, ac)| dc / ac),
        area_m2: design.as_ref().and_then(|design| design.area_m2),
        arrays,
        design,
    }
}

/// Cash, the chosen loan and the others; warnings of the others are returned.
fn options(
    request: &ProposalRequest,
    case: &Case<'_>,
    savings: Savings<'_>,
    value: &mut Proposal,
) -> Result<Vec<Issue>, Error> {
    let mut warnings = Vec::new();
    let (cash, _) = PaymentOption::new(case, case.capex, None, savings)?;
    value.chosen_option = Some(cash.id.clone());
    value.options.push(cash);
    if let Some(financing) = case.financing {
        let (option, _) = PaymentOption::new(case, case.capex, Some(financing), savings)?;
        value.chosen_option = Some(option.id.clone());
        value.options.push(option);
    }
    for (index, financing) in request.options.iter().enumerate() {
        let place = crate::issue::Pointer::from("/options").index(index);
        let moved = |issue: &Issue| {
            let inside = issue.path.as_str().starts_with("/financing");
            if inside { issue.clone().at(issue.path.without_first()).within(&place) } else { issue.clone() }
        };
        let option = PaymentOption::new(case, case.capex, Some(financing), savings).map_err(|error| {
            let mut problems = Problems::new();
            error.issues().for_each(|issue| problems.push(moved(issue)));
            problems.into_error()
        })?;
        warnings.extend(option.1.iter().map(moved));
        value.options.push(option.0);
    }
    Ok(warnings)
}

fn range(request: &ProposalRequest, study: &Study<'_>) -> Result<Option<Exceedance>, Error> {
    let Some(uncertainty) = &request.uncertainty else { return Ok(None) };
    let mut sigma_fraction = uncertainty.sigma_fraction.clone();
    let added = study.generated.figures.added_sigma_fraction;
    if added > 0.0 {
        sigma_fraction.push(Fraction::try_from(added)?);
    }
    let answer = exceedance(ExceedanceRequest {
        p50_kwh: Some(Energy::try_from(study.annual_generation_kwh())?),
        sigma_fraction,
        interannual_fraction: Some(uncertainty.interannual_fraction),
        mean_years: uncertainty.mean_years,
        yearly_kwh: None,
    });
    answer.map(|answer| Some(answer.value)).map_err(|error| error.within("/uncertainty"))
}

fn compliance(
    request: &ProposalRequest,
    system: Option<&ProposalSystem>,
    investment: Money,
) -> Result<Option<ProposalCompliance>, Error> {
    let Some(connection) = &request.connection else { return Ok(None) };
    let known = system.and_then(|system| system.p_ac_kw).and_then(|power| Decimal::try_from(power).ok());
    let generation_kw = connection.generation_kw.or(known.map(Dec::from));
    let generation_kw =
        generation_kw.ok_or_else(|| Issue::error(Code::MISSING_FIELD).at("/connection/generation_kw"))?;
    let verdict = check_connection(CheckConnectionRequest {
        generation_kw,
        load_kw: connection.load_kw,
        voltage_v: connection.voltage_v,
        modality: connection.modality,
        dispatchable: None,
        protocol_date: None,
        available_kw: None,
        no_injection: None,
        sized_to_daytime: None,
        investment_brl: Some(investment),
    });
    let within = |error: Error| error.within("/connection");
    let connection_verdict = verdict.map_err(within)?.value;
    let documents = document_checklist(DocumentChecklistRequest {
        generation_kw,
        load_kw: connection.load_kw,
        voltage_v: connection.voltage_v,
        modality: connection.modality,
        low_income: request.tariff.unit.as_ref().map(crate::tariff::UnitB::is_social),
    });
    Ok(Some(ProposalCompliance { connection: connection_verdict, documents: documents.map_err(within)?.value.items }))
}
