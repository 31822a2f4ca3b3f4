use super::needed;
use crate::energy::module::Cec;
use crate::issue::{Error, Problems};
use crate::quantity::{
    Area, CellTemperature, Current, CurrentCoefficient, IdealityVoltage, Length, ModulePower, PowerCoefficient,
    Resistance, SaturationCurrent, ShuntResistance, SmallPercent, Voltage, VoltageCoefficient,
};
use serde::Deserialize;

/// A module by its data sheet: the simple pair `p_stc_w` and `gamma_pmp_pct_per_k`, or with the five parameters of the CEC's list
/// (`a_ref_v`, `i_l_ref_a`, `i_o_ref_a`, `r_s_ohm`, `r_sh_ref_ohm`), which bring the single-diode model with them.
#[derive(Debug, Clone, Default, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct ModuleInput {
    /// Name, for people; not used.
    pub name: Option<String>,
    /// Technology, for people; not used.
    pub technology: Option<String>,
    /// Whether both sides give power; not used here.
    pub bifacial: Option<bool>,
    /// Power at standard test conditions, W.
    pub p_stc_w: Option<ModulePower>,
    /// Power at the test conditions of PVUSA, W; not used.
    pub p_ptc_w: Option<ModulePower>,
    /// Area, m².
    pub area_m2: Option<Area>,
    /// Length, m.
    pub length_m: Option<Length>,
    /// Width, m.
    pub width_m: Option<Length>,
    /// Cells in series.
    pub cells_in_series: Option<u32>,
    /// Short-circuit current, A.
    pub i_sc_a: Option<Current>,
    /// Open-circuit voltage, V.
    pub v_oc_v: Option<Voltage>,
    /// Current of maximum power, A.
    pub i_mp_a: Option<Current>,
    /// Voltage of maximum power, V.
    pub v_mp_v: Option<Voltage>,
    /// Change of the short-circuit current, A/K.
    pub alpha_isc_a_per_k: Option<CurrentCoefficient>,
    /// Change of the open-circuit voltage, V/K (negative).
    pub beta_voc_v_per_k: Option<VoltageCoefficient>,
    /// Change of the voltage of maximum power, V/K (negative).
    pub beta_vmp_v_per_k: Option<VoltageCoefficient>,
    /// Relative change of power, percent per kelvin (negative).
    pub gamma_pmp_pct_per_k: Option<PowerCoefficient>,
    /// Nominal operating cell temperature, °C.
    pub t_noct_c: Option<CellTemperature>,
    /// Modified ideality factor, V.
    pub a_ref_v: Option<IdealityVoltage>,
    /// Light current, A.
    pub i_l_ref_a: Option<Current>,
    /// Saturation current, A.
    pub i_o_ref_a: Option<SaturationCurrent>,
    /// Series resistance, ohm.
    pub r_s_ohm: Option<Resistance>,
    /// Shunt resistance at 1000 W/m², ohm; null where there is no shunt.
    pub r_sh_ref_ohm: Option<ShuntResistance>,
    /// Adjustment of the current coefficient by the CEC, percent; default 0 (De Soto).
    pub adjust_pct: Option<SmallPercent>,
}

/// A module as the models see it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Module {
    /// Linear in irradiance and temperature.
    Linear {
        /// Power at standard test conditions, W.
        power_w: f64,
        /// Relative change of power, 1/K.
        gamma: f64,
    },
    /// Single diode of De Soto or the CEC.
    Cec {
        /// Power at standard test conditions, W.
        power_w: f64,
        /// The parameters.
        parameters: Cec,
    },
}

impl ModuleInput {
    fn has_diode(&self) -> bool {
        self.a_ref_v.is_some() || self.i_l_ref_a.is_some() || self.i_o_ref_a.is_some() || self.r_s_ohm.is_some()
    }

    /// The parameters of the single diode.
    ///
    /// # Errors
    /// `MISSING_FIELD` for each parameter that is missing.
    pub(crate) fn diode(&self) -> Result<Cec, Error> {
        let mut problems = Problems::new();
        let alpha = needed(&mut problems, self.alpha_isc_a_per_k, "/alpha_isc_a_per_k");
        let a = needed(&mut problems, self.a_ref_v, "/a_ref_v");
        let light = needed(&mut problems, self.i_l_ref_a, "/i_l_ref_a");
        let saturation = needed(&mut problems, self.i_o_ref_a, "/i_o_ref_a");
        let series = needed(&mut problems, self.r_s_ohm, "/r_s_ohm");
        match (alpha, a, light, saturation, series) {
            (Some(alpha), Some(a), Some(light), Some(saturation), Some(series)) => Ok(Cec {
                a: a.get(),
                light: light.get(),
                saturation: saturation.get(),
                series: series.get(),
                shunt: self.r_sh_ref_ohm.map_or(0.0, |ohm| 1.0 / ohm.get()),
                alpha: alpha.get() * (1.0 - self.adjust_pct.map_or(0.0, SmallPercent::get) / 100.0),
            }),
            _ => Err(problems.into_error()),
        }
    }

    /// The module for its models.
    ///
    /// # Errors
    /// `MISSING_FIELD` for what the model needs.
    pub(crate) fn resolve(&self) -> Result<Module, Error> {
        let mut problems = Problems::new();
        let power = needed(&mut problems, self.p_stc_w, "/p_stc_w");
        if self.has_diode() {
            let diode = problems.take(self.diode());
            if let (Some(power), Some(parameters)) = (power, diode) {
                return Ok(Module::Cec { power_w: power.get(), parameters });
            }
        } else {
            let gamma = needed(&mut problems, self.gamma_pmp_pct_per_k, "/gamma_pmp_pct_per_k");
            if let (Some(power), Some(gamma)) = (power, gamma) {
                return Ok(Module::Linear { power_w: power.get(), gamma: gamma.get() / 100.0 });
            }
        }
        Err(problems.into_error())
    }
}

impl Module {
    /// Power at standard test conditions, W.
    pub fn power_w(&self) -> f64 {
        match self {
            Module::Linear { power_w, .. } | Module::Cec { power_w, .. } => *power_w,
        }
    }

    /// Relative change of power with temperature at standard test conditions, 1/K; of the diode from one kelvin on both sides.
    pub fn gamma(&self) -> f64 {
        match self {
            Module::Linear { gamma, .. } => *gamma,
            Module::Cec { parameters, .. } => {
                let power = |cell_c| parameters.diode(1000.0, cell_c).maximum_power::<8>().power();
                (power(26.0) - power(24.0)) / (2.0 * power(25.0))
            }
        }
    }
}
