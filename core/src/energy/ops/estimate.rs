//! Parameters of a module from its data sheet.

use crate::Answer;
use crate::energy::module::DataSheet;
use crate::issue::{Code, Error, Issue, Problems};
use crate::quantity::{Current, CurrentCoefficient, PowerCoefficient, Voltage, VoltageCoefficient};
use serde::{Deserialize, Serialize};

/// Figures of a data sheet at standard test conditions (1000 W/m², 25 °C).
#[derive(Debug, Clone, Copy, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct EstimateModuleRequest {
    /// Short-circuit current.
    pub i_sc_a: Current,
    /// Open-circuit voltage.
    pub v_oc_v: Voltage,
    /// Current of maximum power.
    pub i_mp_a: Current,
    /// Voltage of maximum power.
    pub v_mp_v: Voltage,
    /// Change of the short-circuit current.
    pub alpha_isc_a_per_k: CurrentCoefficient,
    /// Change of the open-circuit voltage (negative).
    pub beta_voc_v_per_k: VoltageCoefficient,
    /// Relative change of power (negative).
    pub gamma_pmp_pct_per_k: PowerCoefficient,
}

/// Parameters for the single-diode model, in the fields that a module takes.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct EstimatedModule {
    /// Power at standard test conditions.
    pub p_stc_w: f64,
    /// Change of the short-circuit current, as given.
    pub alpha_isc_a_per_k: f64,
    /// Modified ideality factor: ideality times cells times thermal voltage.
    pub a_ref_v: f64,
    /// Light current.
    pub i_l_ref_a: f64,
    /// Saturation current.
    pub i_o_ref_a: f64,
    /// Series resistance.
    pub r_s_ohm: f64,
    /// Shunt resistance at 1000 W/m²; null where there is no shunt.
    pub r_sh_ref_ohm: Option<f64>,
    /// Adjustment of the CEC.
    pub adjust_pct: f64,
    /// Relative change of power that the parameters have.
    pub gamma_pmp_pct_per_k: f64,
}

/// Estimate the parameters of the single-diode model from a data sheet (*folha de dados*).
///
/// The curve goes through short circuit, open circuit and maximum power, and has the given changes of open-circuit voltage and power;
/// the six conditions are those of the CEC's list of modules.
///
/// # Errors
/// `DATASHEET_ORDER` where the maximum does not lie between short and open circuit, `NO_DIODE` where no parameters meet the figures.
pub fn estimate_module(request: EstimateModuleRequest) -> Result<Answer<EstimatedModule>, Error> {
    let sheet = DataSheet {
        i_sc: request.i_sc_a.get(),
        v_oc: request.v_oc_v.get(),
        i_mp: request.i_mp_a.get(),
        v_mp: request.v_mp_v.get(),
        alpha: request.alpha_isc_a_per_k.get(),
        beta: request.beta_voc_v_per_k.get(),
        gamma: request.gamma_pmp_pct_per_k.get() / 100.0,
    };
    let mut problems = Problems::new();
    let order = |path| move || Issue::error(Code::DATASHEET_ORDER).at(path);
    problems.require(sheet.i_mp > 0.0 && sheet.i_mp < sheet.i_sc, order("/i_mp_a"));
    problems.require(sheet.v_mp > 0.0 && sheet.v_mp < sheet.v_oc, order("/v_mp_v"));
    problems.finish()?;
    let found = sheet.estimate().ok_or_else(|| Error::from(Issue::error(Code::NO_DIODE)))?;
    Ok(Answer::new(EstimatedModule {
        p_stc_w: sheet.i_mp * sheet.v_mp,
        alpha_isc_a_per_k: sheet.alpha,
        a_ref_v: found.module.a,
        i_l_ref_a: found.module.light,
        i_o_ref_a: found.module.saturation,
        r_s_ohm: found.module.series,
        r_sh_ref_ohm: (found.module.shunt > 0.0).then(|| 1.0 / found.module.shunt),
        adjust_pct: found.adjust_pct,
        gamma_pmp_pct_per_k: found.gamma * 100.0,
    }))
}
