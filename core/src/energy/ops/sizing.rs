//! How large a system should be.

use crate::Answer;
use crate::energy::sizing::{Demand, LIMIT};
use crate::issue::{Code, Error, Issue, Problems};
use crate::quantity::DcAcRatio;
use crate::quantity::{Area, Energy, GroundCoverage, ModulePower, Oversizing, OversizingLimit, SpecificYield};
use serde::{Deserialize, Serialize};

/// Consumption, yield of the site and module of a system to be sized.
#[derive(Debug, Clone, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct SizeSystemRequest {
    /// Consumption of each month, kWh, January first. Give this or `consumption_month_mean_kwh`.
    pub consumption_kwh: Option<[Energy; 12]>,
    /// Mean consumption of a month, kWh; the year is twelve times it.
    pub consumption_month_mean_kwh: Option<Energy>,
    /// Energy of a year per installed power at this site and in this plane (kWh/kWp), from a simulation; never a constant of a state.
    pub specific_yield_kwh_kwp: SpecificYield,
    /// Power of one module at standard test conditions, W.
    pub module_p_stc_w: ModulePower,
    /// Wanted annual generation over annual consumption, a fraction.
    pub target_oversizing: Oversizing,
    /// Largest allowed annual generation over annual consumption; default and upper bound 1.60.
    pub limit_oversizing: Option<OversizingLimit>,
    /// Wanted module power over alternating-current power of the inverter (*fator de dimensionamento do inversor*); default 1.2.
    pub dc_ac_ratio: Option<DcAcRatio>,
    /// Below this module power over inverter power a warning is given; default 1.0.
    pub dc_ac_min_ratio: Option<DcAcRatio>,
    /// Above this module power over inverter power a warning is given; default 1.5.
    pub dc_ac_max_ratio: Option<DcAcRatio>,
    /// Area of one module, m²; only for the area of the system.
    pub module_area_m2: Option<Area>,
    /// Module area over ground area: that of the racks, or 0.9 (the default) for modules flush on a roof.
    pub ground_coverage_ratio: Option<GroundCoverage>,
}

/// Whether and how the target can be met.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct SystemSize {
    /// Whether a system within the limit exists for this target.
    pub allowed: bool,
    /// Why not: `OVERSIZING_ABOVE_LIMIT`.
    pub issues: Vec<Issue>,
    /// Consumption of the year, kWh.
    pub annual_consumption_kwh: f64,
    /// Power that would meet the target exactly, kW.
    pub target_p_dc_stc_kw: f64,
    /// Whole modules that reach the target.
    pub requested_modules_count: u64,
    /// Whole modules that the limit allows.
    pub most_modules_count: u64,
    /// Whether the limit took modules away.
    pub capped: bool,
    /// The system; null where the limit refuses it.
    pub system: Option<SizedSystem>,
}

/// A system of whole modules.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct SizedSystem {
    /// Number of modules.
    pub modules: u64,
    /// Direct-current power at standard test conditions, kW.
    pub p_dc_stc_kw: f64,
    /// Inverter power for the wanted `dc_ac_ratio`, kW.
    pub p_ac_kw: f64,
    /// Expected generation of a year, kWh.
    pub annual_generation_kwh: f64,
    /// Expected generation over consumption, after rounding to whole modules.
    pub oversizing: f64,
    /// Area that the modules take, m²; null without the area of a module.
    pub area_m2: Option<f64>,
}

/// Size a system: whole modules for a consumption, never beyond the guardrail on generation over consumption.
///
/// A target above the limit, or a limit below one module, is a verdict and no error: `allowed` is false and there is no system.
///
/// # Errors
/// `MISSING_FIELD` or `FIELDS_EXCLUDE_EACH_OTHER` for the consumption, `OVERFLOW`.
pub fn size_system(request: SizeSystemRequest) -> Result<Answer<SystemSize>, Error> {
    let consumption_kwh = annual_consumption(&request)?;
    let demand = Demand {
        consumption_kwh,
        yield_kwh_kwp: request.specific_yield_kwh_kwp.get(),
        module_w: request.module_p_stc_w.get(),
        target: request.target_oversizing.get(),
        limit: request.limit_oversizing.map_or(LIMIT, OversizingLimit::get),
    };
    let size = demand.size().ok_or_else(|| Issue::error(Code::OVERFLOW))?;
    let refusal = || Issue::error(Code::OVERSIZING_ABOVE_LIMIT).at("/target_oversizing").with("limit", demand.limit);
    let dc_ac_ratio = request.dc_ac_ratio.map_or(1.2, DcAcRatio::get);
    let system = size.modules.map(|modules| {
        let p_dc_stc_kw = demand.power_kw(modules);
        let annual_generation_kwh = p_dc_stc_kw * demand.yield_kwh_kwp;
        let coverage = request.ground_coverage_ratio.map_or(0.9, GroundCoverage::get);
        SizedSystem {
            modules,
            p_dc_stc_kw,
            p_ac_kw: p_dc_stc_kw / dc_ac_ratio,
            annual_generation_kwh,
            oversizing: annual_generation_kwh / consumption_kwh,
            area_m2: request.module_area_m2.map(|area| modules as f64 * area.get() / coverage),
        }
    });
    let mut answer = Answer::new(SystemSize {
        allowed: system.is_some(),
        issues: if system.is_some() { Vec::new() } else { vec![refusal()] },
        annual_consumption_kwh: consumption_kwh,
        target_p_dc_stc_kw: size.target_kw,
        requested_modules_count: size.requested,
        most_modules_count: size.most,
        capped: size.modules.is_some_and(|modules| modules < size.requested),
        system,
    });
    let (low, high) =
        (request.dc_ac_min_ratio.map_or(1.0, DcAcRatio::get), request.dc_ac_max_ratio.map_or(1.5, DcAcRatio::get));
    if !(low..=high).contains(&dc_ac_ratio) {
        let issue = Issue::warning(Code::DC_AC_RATIO_UNUSUAL).at("/dc_ac_ratio").with("ratio", dc_ac_ratio);
        answer.warnings.push(issue.with("min", low).with("max", high));
    }
    Ok(answer)
}

fn annual_consumption(request: &SizeSystemRequest) -> Result<f64, Error> {
    match (&request.consumption_kwh, request.consumption_month_mean_kwh) {
        (Some(months), None) => Ok(months.iter().map(|month| month.get()).sum()),
        (None, Some(mean)) => Ok(mean.get() * 12.0),
        (None, None) => Err(Issue::error(Code::MISSING_FIELD).at("/consumption_kwh").into()),
        (Some(_), Some(_)) => {
            let mut problems = Problems::new();
            problems.push(Issue::error(Code::FIELDS_EXCLUDE_EACH_OTHER).at("/consumption_month_mean_kwh"));
            Err(problems.into_error())
        }
    }
}
