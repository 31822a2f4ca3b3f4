//! A single diode by its five parameters.

use crate::Answer;
use crate::columns::float_rows::float_form;
use crate::energy::module::{Diode, Point};
use crate::issue::Error;
use crate::math::Level;
use crate::quantity::{Current, IdealityVoltage, Resistance, SaturationCurrent, ShuntResistance};
use serde::{Deserialize, Serialize};

/// A single diode at an instant.
#[derive(Debug, Clone, Copy, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct SolveDiodeRequest {
    /// Light current.
    pub i_l_a: Current,
    /// Saturation current.
    pub i_o_a: SaturationCurrent,
    /// Series resistance.
    pub r_s_ohm: Resistance,
    /// Shunt resistance; without one where it is not given.
    pub r_sh_ohm: Option<ShuntResistance>,
    /// Modified ideality factor: ideality times cells times thermal voltage.
    pub a_v: IdealityVoltage,
}

/// The points of the curve; all zero without light.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct DiodePoints {
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
}

#[inline(always)]
fn points(light: f64, saturation: f64, series: f64, shunt: f64, a: f64) -> [f64; 5] {
    let lit = light > 0.0;
    let diode = Diode { light: if lit { light } else { 1.0 }, saturation, series, shunt, a };
    let curve = (diode.current_at(0.0), diode.open_circuit());
    let Point { current, voltage } = diode.maximum_power::<8>();
    let at = |value: f64| if lit { value } else { 0.0 };
    [at(curve.0), at(curve.1), at(current), at(voltage), at(current * voltage)]
}

/// Solve a single diode given by its five parameters: short circuit, open circuit and maximum power.
///
/// Source: J. W. Bishop, *Solar Cells* 25 (1988) 73.
///
/// # Errors
/// Those of reading the request.
pub fn solve_diode(request: SolveDiodeRequest) -> Result<Answer<DiodePoints>, Error> {
    let [i_sc_a, v_oc_v, i_mp_a, v_mp_v, p_mp_w] = points(
        request.i_l_a.get(),
        request.i_o_a.get(),
        request.r_s_ohm.get(),
        request.r_sh_ohm.map_or(0.0, |ohm| 1.0 / ohm.get()),
        request.a_v.get(),
    );
    Ok(Answer::new(DiodePoints { i_sc_a, v_oc_v, i_mp_a, v_mp_v, p_mp_w }))
}

/// [`SOLVE_DIODE`] has no parameters that are the same for all rows.
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct NoParameters {}

float_form! {
    /// Column form of [`solve_diode`]; every row has a shunt.
    pub(crate) static SOLVE_DIODE(_parameters: NoParameters, rows) {
        i_l_a: Current,
        i_o_a: SaturationCurrent,
        r_s_ohm: Resistance,
        r_sh_ohm: ShuntResistance,
        a_v: IdealityVoltage,
    } -> { i_sc_a, v_oc_v, i_mp_a, v_mp_v, p_mp_w, } {
        let [lights, saturations, series, shunts, factors] = rows.columns;
        let mut out: [Vec<f64>; 5] = std::array::from_fn(|_| vec![0.0; lights.len()]);
        let [i_sc, v_oc, i_mp, v_mp, p_mp] = &mut out;
        Level::detect().run(
            #[inline(always)]
            || {
                let given = lights.iter().zip(saturations).zip(series).zip(shunts).zip(factors);
                let found = i_sc.iter_mut().zip(v_oc).zip(i_mp).zip(v_mp).zip(p_mp);
                for (((((light, saturation), series), shunt), a), ((((i_sc, v_oc), i_mp), v_mp), p_mp)) in given.zip(found)
                {
                    [*i_sc, *v_oc, *i_mp, *v_mp, *p_mp] = points(*light, *saturation, *series, 1.0 / *shunt, *a);
                }
            },
        );
        out.into()
    }
}
