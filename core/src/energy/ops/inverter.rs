//! Alternating-current power of inverters.

use crate::Answer;
use crate::columns::float_rows::float_form;
use crate::energy::equipment::{Inverter, InverterInput};
use crate::issue::{Code, Error, Issue, Pointer};
use crate::quantity::{LoadPower, Voltage};
use serde::{Deserialize, Serialize};

/// Power and voltage at one input of an inverter.
#[derive(Debug, Clone, Copy, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct InverterLoad {
    /// Direct-current power, W.
    pub p_dc_w: LoadPower,
    /// Direct-current voltage, V; the models of Sandia and Driesse need it.
    pub v_dc_v: Option<Voltage>,
}

/// An inverter and its load.
#[derive(Debug, Clone, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct InverterPowerRequest {
    /// The inverter.
    pub inverter: InverterInput,
    /// Its inputs (MPPT), one or more.
    pub inputs: Vec<InverterLoad>,
}

/// Alternating-current power.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct InverterPowerAnswer {
    /// Power within the rating; negative where the inverter takes power; null outside of the voltages that the model knows.
    pub p_ac_w: Option<f64>,
    /// What the rating cuts off (*corte*).
    pub clipped_w: f64,
}

fn answer(found: Option<(f64, f64)>, limit_w: f64) -> InverterPowerAnswer {
    InverterPowerAnswer {
        p_ac_w: found.map(|(_, power)| power),
        clipped_w: found.map_or(0.0, |(unlimited, _)| (unlimited - limit_w).max(0.0)),
    }
}

/// Compute the alternating-current power of an inverter: PVWatts, efficiency curve, Sandia or Driesse.
///
/// Several inputs: Sandia weighs the voltage of each by its power; the others take the sum and, for Driesse, the mean voltage by power.
///
/// # Errors
/// `MISSING_FIELD` for what the model needs, `BAD_LENGTH`, `NOT_ASCENDING`.
pub fn inverter_power(request: InverterPowerRequest) -> Result<Answer<InverterPowerAnswer>, Error> {
    let inverter = request.inverter.resolve().map_err(|error| error.within("/inverter"))?;
    if request.inputs.is_empty() {
        return Err(Issue::error(Code::BAD_LENGTH).at("/inputs").with("min", 1_i64).with("max", 100_i64).into());
    }
    let mut problems = crate::issue::Problems::new();
    let mut loads = Vec::with_capacity(request.inputs.len());
    for (position, input) in request.inputs.iter().enumerate() {
        problems.require(input.v_dc_v.is_some() || !inverter.needs_voltage(), || {
            Issue::error(Code::MISSING_FIELD).at(Pointer::root().field("inputs").index(position).field("v_dc_v"))
        });
        loads.push((input.p_dc_w.get(), input.v_dc_v.map_or(0.0, Voltage::get)));
    }
    problems.finish()?;
    let found = match (&inverter, loads.as_slice()) {
        (_, [(dc_w, voltage)]) => inverter.power(*dc_w, *voltage),
        (Inverter::Sandia(sandia), several) => Some(sandia.power_of(several)),
        (_, several) => {
            let dc_w: f64 = several.iter().map(|(dc_w, _)| dc_w).sum();
            let weighted: f64 = several.iter().map(|(dc_w, voltage)| dc_w * voltage).sum();
            inverter.power(dc_w, if dc_w > 0.0 { weighted / dc_w } else { 0.0 })
        }
    };
    Ok(Answer::new(answer(found, inverter.limit_w())))
}

/// What is the same for all rows of [`INVERTER_POWER`].
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct InverterParameters {
    inverter: InverterInput,
}

float_form! {
    /// Column form of [`inverter_power`] for one input; models without voltage ignore that column.
    pub(crate) static INVERTER_POWER(parameters: InverterParameters, rows) {
        p_dc_w: LoadPower,
        v_dc_v: Voltage,
    } -> { p_ac_w, clipped_w, } {
        let inverter = parameters.inverter.resolve().map_err(|error| error.within("/inverter"))?;
        let [powers, voltages] = rows.columns;
        let (mut out, mut clipped) = (vec![0.0; powers.len()], vec![0.0; powers.len()]);
        for (row, (dc_w, voltage)) in powers.iter().zip(voltages).enumerate() {
            let found = answer(inverter.power(*dc_w, *voltage), inverter.limit_w());
            match (found.p_ac_w, out.get_mut(row), clipped.get_mut(row)) {
                (Some(power), Some(out), Some(clipped)) => (*out, *clipped) = (power, found.clipped_w),
                _ => rows.refuse(row, Issue::error(Code::VOLTAGE_OUTSIDE_MODEL).at("/v_dc_v")),
            }
        }
        vec![out, clipped]
    }
}
