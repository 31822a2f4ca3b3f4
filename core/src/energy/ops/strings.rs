//! Strings and inverters that fit.

use crate::Answer;
use crate::energy::equipment::ModuleInput;
use crate::energy::strings::{InputLimits, StringModule};
use crate::issue::{Code, Error, Issue, Problems};
use crate::quantity::{
    AirTemperature, CellTemperature, Current, CurrentCoefficient, SafetyFactor, Voltage, VoltageCoefficient,
};
use serde::{Deserialize, Serialize};

/// How the modules are mounted, for their highest temperature.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum StringMounting {
    /// In the open: 25 K above the air.
    OpenRack,
    /// Close to a roof: 30 K above the air.
    #[default]
    CloseRoof,
    /// Without air behind the modules: 35 K above the air.
    InsulatedBack,
}

impl StringMounting {
    const fn adder_c(self) -> f64 {
        match self {
            StringMounting::OpenRack => 25.0,
            StringMounting::CloseRoof => 30.0,
            StringMounting::InsulatedBack => 35.0,
        }
    }
}

/// Limits of one input (MPPT) of an inverter, from its data sheet.
#[derive(Debug, Clone, Copy, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct InverterInputLimits {
    /// Highest voltage that the input stands (the absolute maximum, not the highest voltage of an efficiency test).
    pub v_dc_max_v: Voltage,
    /// Lower end of the tracker's range.
    pub mppt_low_v: Voltage,
    /// Upper end of the tracker's range.
    pub mppt_high_v: Voltage,
    /// Voltage that starts the inverter; default `mppt_low_v`.
    pub v_start_v: Option<Voltage>,
    /// Largest operating current of the input.
    pub i_dc_max_a: Current,
    /// Largest short-circuit current of the input.
    pub i_sc_max_a: Current,
}

/// A module, an input, and the temperatures of the site.
#[derive(Debug, Clone, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct SizeStringsRequest {
    /// The module: `v_oc_v`, `v_mp_v`, `i_sc_a`, `i_mp_a`, `beta_voc_v_per_k`, and for the voltage of maximum power `beta_vmp_v_per_k` or
    /// `gamma_pmp_pct_per_k` with `alpha_isc_a_per_k`.
    pub module: ModuleInput,
    /// Limits of the input.
    pub limits: InverterInputLimits,
    /// Lowest temperature of the cells: that of the air at dawn.
    pub cell_min_c: CellTemperature,
    /// Highest temperature of the cells; give this or `air_max_c`.
    pub cell_max_c: Option<CellTemperature>,
    /// Highest temperature of the air, to which the mounting adds.
    pub air_max_c: Option<AirTemperature>,
    /// How the modules are mounted; default `close_roof`.
    #[serde(default)]
    pub mounting: StringMounting,
    /// Factor on the short-circuit current; default 1.25.
    pub isc_safety_factor: Option<SafetyFactor>,
    /// Modules in series to be checked.
    pub modules_per_string: Option<u32>,
    /// Strings in parallel on the input to be checked; default 1.
    pub strings: Option<u32>,
}

/// What to change, in words of the library.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum StringAdvice {
    /// Fewer modules in series.
    FewerModules,
    /// More modules in series.
    MoreModules,
    /// Fewer strings in parallel.
    FewerStrings,
}

/// Whether a string fits.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct StringCheck {
    /// Whether nothing was found.
    pub ok: bool,
    /// Whether nothing was found that forbids it: the voltage is safe, the tracker reaches it, the short-circuit current is safe.
    pub allowed: bool,
    /// What was found, in the order `VOC_ABOVE_MAX`, `VMP_BELOW_MPPT`, `ISC_ABOVE_MAX`, `VMP_ABOVE_MPPT`, `VOC_BELOW_START`,
    /// `IMP_ABOVE_MAX`; errors forbid, warnings do not.
    pub issues: Vec<Issue>,
    /// What would help, for each of them.
    pub advice: Vec<StringAdvice>,
    /// Open-circuit voltage of the string in the cold.
    pub v_oc_cold_v: f64,
    /// Voltage of maximum power of the string in the cold.
    pub v_mp_cold_v: f64,
    /// Voltage of maximum power of the string in the heat.
    pub v_mp_hot_v: f64,
}

/// Strings that an input allows.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct StringSize {
    /// Open-circuit voltage of a module in the cold.
    pub module_v_oc_cold_v: f64,
    /// Open-circuit voltage of a module in the heat.
    pub module_v_oc_hot_v: f64,
    /// Voltage of maximum power of a module in the cold.
    pub module_v_mp_cold_v: f64,
    /// Voltage of maximum power of a module in the heat.
    pub module_v_mp_hot_v: f64,
    /// Most modules in series that the voltage allows.
    pub most_modules_voc_count: i64,
    /// Most modules in series that the tracker follows in the cold.
    pub most_modules_mppt_count: i64,
    /// Fewest modules in series that the tracker follows in the heat.
    pub fewest_modules_mppt_count: i64,
    /// Fewest modules in series that start the inverter in the heat.
    pub fewest_modules_start_count: i64,
    /// Most strings for the short-circuit current.
    pub most_strings_isc_count: i64,
    /// Most strings for the operating current.
    pub most_strings_imp_count: i64,
    /// Highest cell temperature that was used.
    pub cell_max_c: f64,
    /// The given string; null without `modules_per_string`.
    pub check: Option<StringCheck>,
}

/// Size strings (*dimensionamento de strings*): how many modules in series and strings in parallel an input allows, and whether a given
/// string fits.
///
/// What does not fit is a verdict and no error.
///
/// # Errors
/// `MISSING_FIELD` for data of the module or temperatures, `VOLTAGE_VANISHES` where a voltage would not be above zero.
pub fn size_strings(request: SizeStringsRequest) -> Result<Answer<StringSize>, Error> {
    let mut problems = Problems::new();
    let module = problems.take(string_module(&request.module).map_err(|error| error.within("/module")));
    let cell_max = match (request.cell_max_c, request.air_max_c) {
        (Some(cell), None) => Some(cell.get()),
        (None, Some(air)) => Some(air.get() + request.mounting.adder_c()),
        (Some(_), Some(_)) => {
            problems.push(Issue::error(Code::FIELDS_EXCLUDE_EACH_OTHER).at("/air_max_c"));
            None
        }
        (None, None) => {
            problems.push(Issue::error(Code::MISSING_FIELD).at("/cell_max_c"));
            None
        }
    };
    let (Some(module), Some(cell_max_c)) = (module, cell_max) else { return Err(problems.into_error()) };
    let limits = InputLimits {
        v_dc_max: request.limits.v_dc_max_v.get(),
        v_mppt_min: request.limits.mppt_low_v.get(),
        v_mppt_max: request.limits.mppt_high_v.get(),
        v_start: request.limits.v_start_v.unwrap_or(request.limits.mppt_low_v).get(),
        i_dc_max: request.limits.i_dc_max_a.get(),
        i_sc_max: request.limits.i_sc_max_a.get(),
    };
    let extremes = module.extremes(request.cell_min_c.get(), cell_max_c);
    let lowest = [extremes.v_oc_cold, extremes.v_oc_hot, extremes.v_mp_cold, extremes.v_mp_hot];
    if lowest.iter().any(|voltage| *voltage <= 0.0) {
        return Err(Issue::error(Code::VOLTAGE_VANISHES).at("/module").into());
    }
    let safety = request.isc_safety_factor.map_or(1.25, SafetyFactor::get);
    let allowed = module.allowed(&limits, &extremes, safety);
    let check = request.modules_per_string.map(|modules| {
        let (modules, strings) = (f64::from(modules), f64::from(request.strings.unwrap_or(1)));
        let found = [
            (Code::VOC_ABOVE_MAX, modules > allowed.most_voc, StringAdvice::FewerModules),
            (Code::VMP_BELOW_MPPT, modules < allowed.fewest_mppt, StringAdvice::MoreModules),
            (Code::ISC_ABOVE_MAX, strings > allowed.strings_isc, StringAdvice::FewerStrings),
            (Code::VMP_ABOVE_MPPT, modules > allowed.most_mppt, StringAdvice::FewerModules),
            (Code::VOC_BELOW_START, modules < allowed.fewest_start, StringAdvice::MoreModules),
            (Code::IMP_ABOVE_MAX, strings > allowed.strings_imp, StringAdvice::FewerStrings),
        ];
        let mut issues = Vec::new();
        let mut advice = Vec::new();
        for (position, (code, _, change)) in found.into_iter().enumerate().filter(|(_, (_, hit, _))| *hit) {
            issues.push(if position < 3 { Issue::error(code) } else { Issue::warning(code) });
            advice.push(change);
        }
        StringCheck {
            ok: issues.is_empty(),
            allowed: issues.iter().all(|issue| issue.severity != crate::issue::Severity::Error),
            issues,
            advice,
            v_oc_cold_v: modules * extremes.v_oc_cold,
            v_mp_cold_v: modules * extremes.v_mp_cold,
            v_mp_hot_v: modules * extremes.v_mp_hot,
        }
    });
    Ok(Answer::new(StringSize {
        module_v_oc_cold_v: extremes.v_oc_cold,
        module_v_oc_hot_v: extremes.v_oc_hot,
        module_v_mp_cold_v: extremes.v_mp_cold,
        module_v_mp_hot_v: extremes.v_mp_hot,
        most_modules_voc_count: allowed.most_voc as i64,
        most_modules_mppt_count: allowed.most_mppt as i64,
        fewest_modules_mppt_count: allowed.fewest_mppt as i64,
        fewest_modules_start_count: allowed.fewest_start as i64,
        most_strings_isc_count: allowed.strings_isc as i64,
        most_strings_imp_count: allowed.strings_imp as i64,
        cell_max_c,
        check,
    }))
}

/// The data of the module that strings need.
fn string_module(input: &ModuleInput) -> Result<StringModule, Error> {
    let mut problems = Problems::new();
    let mut voltage = |value: Option<Voltage>, path| {
        let value = value.map(Voltage::get).filter(|value| *value > 0.0);
        problems.require(value.is_some(), || Issue::error(Code::MISSING_FIELD).at(path));
        value
    };
    let (v_oc, v_mp) = (voltage(input.v_oc_v, "/v_oc_v"), voltage(input.v_mp_v, "/v_mp_v"));
    let mut current = |value: Option<Current>, path| {
        let value = value.map(Current::get).filter(|value| *value > 0.0);
        problems.require(value.is_some(), || Issue::error(Code::MISSING_FIELD).at(path));
        value
    };
    let (i_sc, i_mp) = (current(input.i_sc_a, "/i_sc_a"), current(input.i_mp_a, "/i_mp_a"));
    let beta_voc = input.beta_voc_v_per_k.map(VoltageCoefficient::get);
    problems.require(beta_voc.is_some(), || Issue::error(Code::MISSING_FIELD).at("/beta_voc_v_per_k"));
    // Power is current times voltage, so the relative changes subtract; never the coefficient of the open-circuit voltage.
    let derived = || {
        let alpha = input.alpha_isc_a_per_k.map(CurrentCoefficient::get)? / i_sc?;
        Some(v_mp? * (input.gamma_pmp_pct_per_k?.get() / 100.0 - alpha))
    };
    let beta_vmp = input.beta_vmp_v_per_k.map(VoltageCoefficient::get).or_else(derived);
    problems.require(beta_vmp.is_some(), || Issue::error(Code::MISSING_FIELD).at("/beta_vmp_v_per_k"));
    match (v_oc.zip(v_mp), i_sc.zip(i_mp), beta_voc.zip(beta_vmp)) {
        (Some((v_oc, v_mp)), Some((i_sc, i_mp)), Some((beta_voc, beta_vmp))) => {
            Ok(StringModule { v_oc, v_mp, i_sc, i_mp, beta_voc, beta_vmp })
        }
        _ => Err(problems.into_error()),
    }
}
