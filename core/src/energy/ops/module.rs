//! Direct-current power of modules.

use crate::Answer;
use crate::columns::float_rows::float_form;
use crate::energy::equipment::ModuleInput;
use crate::energy::module::{Cec, Curve, DARK, Diode, Point, PvsystModule, pvwatts_dc};
use crate::issue::{Code, Error, Issue};
use crate::math::Level;
use crate::quantity::{
    BandGap, CellTemperature, Current, CurrentCoefficient, IdealityFactor, IdealitySlope, Irradiance, PeakPower,
    PowerCoefficient, Resistance, SaturationCurrent, ShuntResistance, Voltage,
};
use serde::{Deserialize, Serialize};

/// A linear module and what reaches it.
#[derive(Debug, Clone, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct LinearModulePowerRequest {
    /// Power at standard test conditions, kW.
    pub p_dc_stc_kw: PeakPower,
    /// Relative change of power, percent per kelvin (negative).
    pub gamma_pmp_pct_per_k: PowerCoefficient,
    /// Irradiance behind the glass.
    pub effective_w_m2: Irradiance,
    /// Temperature of the cells.
    pub cell_c: CellTemperature,
}

/// Direct-current power.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ModulePowerAnswer {
    /// Power, W.
    pub p_dc_w: f64,
}

/// Compute the direct-current power of PVWatts (versions 5 and 7): linear in irradiance and temperature.
///
/// # Errors
/// Those of reading the request.
pub fn linear_module_power(request: LinearModulePowerRequest) -> Result<Answer<ModulePowerAnswer>, Error> {
    let gamma = request.gamma_pmp_pct_per_k.get() / 100.0;
    let power_w = request.p_dc_stc_kw.get() * 1000.0;
    let p_dc_w = pvwatts_dc(power_w, gamma, request.effective_w_m2.get(), request.cell_c.get());
    Ok(Answer::new(ModulePowerAnswer { p_dc_w }))
}

/// What is the same for all rows of [`LINEAR_MODULE_POWER`].
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct LinearParameters {
    p_dc_stc_kw: PeakPower,
    gamma_pmp_pct_per_k: PowerCoefficient,
}

float_form! {
    /// Column form of [`linear_module_power`].
    pub(crate) static LINEAR_MODULE_POWER(parameters: LinearParameters, rows) {
        effective_w_m2: Irradiance,
        cell_c: CellTemperature,
    } -> { p_dc_w, } {
        let [effectives, cells] = rows.columns;
        let power_w = parameters.p_dc_stc_kw.get() * 1000.0;
        let gamma = parameters.gamma_pmp_pct_per_k.get() / 100.0;
        let mut powers = vec![0.0; effectives.len()];
        Level::detect().run(
            #[inline(always)]
            || {
                for ((effective, cell), power) in effectives.iter().zip(cells).zip(&mut powers) {
                    *power = pvwatts_dc(power_w, gamma, *effective, *cell);
                }
            },
        );
        vec![powers]
    }
}

/// Parameters of the single-diode model of PVsyst at standard test conditions.
#[derive(Debug, Clone, Copy, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct PvsystModuleInput {
    /// Cells in series.
    pub cells_in_series: u32,
    /// Change of the short-circuit current, A/K.
    pub alpha_isc_a_per_k: CurrentCoefficient,
    /// Ideality factor of a cell.
    pub ideality_factor: IdealityFactor,
    /// Its change, 1/K; default 0.
    pub ideality_factor_per_k: Option<IdealitySlope>,
    /// Light current, A.
    pub i_l_ref_a: Current,
    /// Saturation current, A.
    pub i_o_ref_a: SaturationCurrent,
    /// Series resistance, ohm.
    pub r_s_ohm: Resistance,
    /// Shunt resistance at 1000 W/m², ohm.
    pub r_sh_ref_ohm: ShuntResistance,
    /// Shunt resistance in the dark, ohm.
    pub r_sh_dark_ohm: ShuntResistance,
    /// Steepness of the shunt resistance over irradiance; default 5.5.
    pub r_sh_exponent_factor: Option<IdealityFactor>,
    /// Band gap over the elementary charge, V; default 1.121.
    pub gap_v: Option<BandGap>,
}

impl PvsystModuleInput {
    fn resolve(&self) -> PvsystModule {
        PvsystModule {
            gamma: self.ideality_factor.get(),
            gamma_per_k: self.ideality_factor_per_k.map_or(0.0, IdealitySlope::get),
            cells: f64::from(self.cells_in_series),
            light: self.i_l_ref_a.get(),
            saturation: self.i_o_ref_a.get(),
            series: self.r_s_ohm.get(),
            shunt: self.r_sh_ref_ohm.get(),
            shunt_dark: self.r_sh_dark_ohm.get(),
            shunt_exponent: self.r_sh_exponent_factor.map_or(5.5, IdealityFactor::get),
            alpha: self.alpha_isc_a_per_k.get(),
            gap_ev: self.gap_v.map_or(1.121, BandGap::get),
        }
    }
}

/// A module and what reaches it.
#[derive(Debug, Clone, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct SingleDiodeRequest {
    /// A module with the five parameters of the CEC's list (De Soto without `adjust_pct`). Give this or `pvsyst_module`.
    pub module: Option<ModuleInput>,
    /// A module with the parameters of PVsyst.
    pub pvsyst_module: Option<PvsystModuleInput>,
    /// Irradiance behind the glass.
    pub effective_w_m2: Irradiance,
    /// Temperature of the cells.
    pub cell_c: CellTemperature,
    /// A terminal voltage at which the current is wanted too.
    pub voltage_v: Option<Voltage>,
}

/// The curve of a module at an instant; all zero below 0.01 W/m².
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct SingleDiodeCurve {
    /// Light current.
    pub i_l_a: f64,
    /// Saturation current.
    pub i_o_a: f64,
    /// Series resistance.
    pub r_s_ohm: f64,
    /// Shunt resistance; null where there is no shunt or no light.
    pub r_sh_ohm: Option<f64>,
    /// Modified ideality factor: ideality times cells times thermal voltage.
    pub a_v: f64,
    /// Short-circuit current.
    pub i_sc_a: f64,
    /// Open-circuit voltage.
    pub v_oc_v: f64,
    /// Current of maximum power.
    pub i_mp_a: f64,
    /// Voltage of maximum power.
    pub v_mp_v: f64,
    /// Maximum power.
    pub p_mp_w: f64,
    /// Current at `voltage_v`; zero above the open-circuit voltage; null where none was asked for.
    pub current_a: Option<f64>,
}

/// Solve the single-diode model of a module: De Soto and CEC, or PVsyst.
///
/// # Errors
/// `MISSING_FIELD` for parameters, `FIELDS_EXCLUDE_EACH_OTHER`, `NO_DIODE` where the temperature leaves no light current or ideality.
pub fn single_diode(request: SingleDiodeRequest) -> Result<Answer<SingleDiodeCurve>, Error> {
    let (effective, cell_c) = (request.effective_w_m2.get(), request.cell_c.get());
    let lit = effective >= DARK;
    let light = if lit { effective } else { 1.0 };
    let diode = match (&request.module, &request.pvsyst_module) {
        (Some(module), None) => module.diode().map_err(|error| error.within("/module"))?.diode(light, cell_c),
        (None, Some(module)) => module.resolve().diode(light, cell_c),
        (None, None) => return Err(Issue::error(Code::MISSING_FIELD).at("/module").into()),
        (Some(_), Some(_)) => return Err(Issue::error(Code::FIELDS_EXCLUDE_EACH_OTHER).at("/pvsyst_module").into()),
    };
    let sound = diode.light > 0.0 && diode.saturation > 0.0 && diode.a > 0.0 && diode.shunt >= 0.0;
    if !sound {
        return Err(Issue::error(Code::NO_DIODE).into());
    }
    let curve = if lit { diode.curve() } else { Curve::default() };
    let current_a = request.voltage_v.map(|voltage| {
        let voltage = voltage.get();
        if lit && voltage < curve.v_oc { diode.current_at(voltage) } else { 0.0 }
    });
    let mut answer = Answer::new(SingleDiodeCurve {
        i_l_a: if lit { diode.light } else { 0.0 },
        i_o_a: diode.saturation,
        r_s_ohm: diode.series,
        r_sh_ohm: (lit && diode.shunt > 0.0).then(|| 1.0 / diode.shunt),
        a_v: diode.a,
        i_sc_a: curve.i_sc,
        v_oc_v: curve.v_oc,
        i_mp_a: curve.maximum.current,
        v_mp_v: curve.maximum.voltage,
        p_mp_w: curve.maximum.power(),
        current_a,
    });
    if !(-40.0..=110.0).contains(&cell_c) {
        let issue = Issue::warning(Code::CELL_TEMPERATURE_UNUSUAL).at("/cell_c");
        answer.warnings.push(issue.with("cell_c", cell_c).with("min", -40.0).with("max", 110.0));
    }
    Ok(answer)
}

/// What is the same for all rows of [`SINGLE_DIODE`].
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct DiodeParameters {
    module: Option<ModuleInput>,
    pvsyst_module: Option<PvsystModuleInput>,
}

/// The diode of either model.
enum Model {
    Cec(Cec),
    Pvsyst(PvsystModule),
}

impl Model {
    #[inline(always)]
    fn diode(&self, effective: f64, cell_c: f64) -> Diode {
        match self {
            Model::Cec(model) => model.diode(effective, cell_c),
            Model::Pvsyst(model) => model.diode(effective, cell_c),
        }
    }
}

float_form! {
    /// Column form of [`single_diode`].
    pub(crate) static SINGLE_DIODE(parameters: DiodeParameters, rows) {
        effective_w_m2: Irradiance,
        cell_c: CellTemperature,
    } -> { i_sc_a, v_oc_v, i_mp_a, v_mp_v, p_mp_w, } {
        let model = match (&parameters.module, &parameters.pvsyst_module) {
            (Some(module), None) => Model::Cec(module.diode().map_err(|error| error.within("/module"))?),
            (None, Some(module)) => Model::Pvsyst(module.resolve()),
            (None, None) => return Err(Issue::error(Code::MISSING_FIELD).at("/module").into()),
            _ => return Err(Issue::error(Code::FIELDS_EXCLUDE_EACH_OTHER).at("/pvsyst_module").into()),
        };
        let [effectives, cells] = rows.columns;
        let mut out: [Vec<f64>; 5] = std::array::from_fn(|_| vec![0.0; effectives.len()]);
        let [i_sc, v_oc, i_mp, v_mp, p_mp] = &mut out;
        Level::detect().run(
            #[inline(always)]
            || {
                let found = i_sc.iter_mut().zip(v_oc).zip(i_mp).zip(v_mp).zip(p_mp);
                for ((effective, cell), ((((i_sc, v_oc), i_mp), v_mp), p_mp)) in
                    effectives.iter().zip(cells).zip(found)
                {
                    let lit = *effective >= DARK;
                    let diode = model.diode(if lit { *effective } else { 1.0 }, *cell);
                    let curve = (diode.current_at(0.0), diode.open_circuit());
                    let Point { current, voltage } = diode.maximum_power::<8>();
                    *i_sc = if lit { curve.0 } else { 0.0 };
                    *v_oc = if lit { curve.1 } else { 0.0 };
                    *i_mp = if lit { current } else { 0.0 };
                    *v_mp = if lit { voltage } else { 0.0 };
                    *p_mp = *i_mp * *v_mp;
                }
            },
        );
        out.into()
    }
}
