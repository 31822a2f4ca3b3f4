//! Light outside the atmosphere and the way through the air.

use crate::Answer;
use crate::columns::float_rows::float_form;
use crate::issue::Error;
use crate::math::{Level, cos, cos_bounded};
use crate::quantity::{Altitude, DayOfYear, Extraterrestrial, Pressure, Zenith};
use crate::weather::air_mass::{SEA_LEVEL_PA, kasten, kasten_young, pressure_pa, young};
use crate::weather::extraterrestrial::{MODERN, asce, declination, equation_of_time_minutes, spencer};
use serde::{Deserialize, Serialize};

const RADIANS: f64 = core::f64::consts::PI / 180.0;

/// Formula of the distance to the sun.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum DistanceModel {
    /// Spencer 1971.
    #[default]
    Spencer,
    /// ASCE 2005.
    Asce,
}

/// A day of the year.
#[derive(Debug, Clone, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct ExtraterrestrialIrradianceRequest {
    /// Day of the year, 1 to 366.
    pub day_of_year: DayOfYear,
    /// Formula of the distance; default `spencer`.
    #[serde(default)]
    pub model: DistanceModel,
    /// Solar constant; default 1361.1 (ASTM E490-22); pvlib uses 1366.1, SAM 1367.
    pub solar_constant_w_m2: Option<Extraterrestrial>,
}

/// Light outside the atmosphere.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ExtraterrestrialIrradiance {
    /// Irradiance of a plane that faces the sun.
    pub extraterrestrial_w_m2: f64,
    /// Declination after Spencer; for display.
    pub declination_deg: f64,
    /// Apparent less mean solar time after Spencer; for display.
    pub equation_of_time_minutes: f64,
}

/// Compute the irradiance outside the atmosphere on a day of the year.
///
/// # Errors
/// Those of reading the request.
pub fn extraterrestrial_irradiance(
    request: ExtraterrestrialIrradianceRequest,
) -> Result<Answer<ExtraterrestrialIrradiance>, Error> {
    let day = request.day_of_year.get();
    let factor = match request.model {
        DistanceModel::Spencer => spencer(day),
        DistanceModel::Asce => asce(day),
    };
    Ok(Answer::new(ExtraterrestrialIrradiance {
        extraterrestrial_w_m2: request.solar_constant_w_m2.map_or(MODERN, Extraterrestrial::get) * factor,
        declination_deg: declination(day) / RADIANS,
        equation_of_time_minutes: equation_of_time_minutes(day),
    }))
}

/// Formula of the air mass.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum AirMassModel {
    /// Kasten and Young 1989, from the apparent zenith.
    #[default]
    KastenYoung1989,
    /// Kasten 1966, from the true zenith.
    Kasten1966,
    /// Young 1994, from the true zenith.
    Young1994,
}

/// A zenith and the air over the site.
#[derive(Debug, Clone, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct AirMassRequest {
    /// Zenith: the apparent or the true one, as the formula asks for.
    pub zenith_deg: Zenith,
    /// Formula; default `kasten_young1989`.
    #[serde(default)]
    pub model: AirMassModel,
    /// Altitude above sea level, for the pressure where that is not given; default 0.
    pub altitude_m: Option<Altitude>,
    /// Pressure of the air, Pa.
    pub pressure_pa: Option<Pressure>,
}

/// Air mass.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct AirMass {
    /// Way through the air over the way straight up; null below the horizon.
    pub relative_air_mass_ratio: Option<f64>,
    /// The same times the pressure over that at sea level; null below the horizon.
    pub absolute_air_mass_ratio: Option<f64>,
    /// Pressure that was used.
    pub pressure_pa: f64,
}

/// Compute the relative and absolute air mass at a zenith.
///
/// # Errors
/// Those of reading the request.
pub fn air_mass(request: AirMassRequest) -> Result<Answer<AirMass>, Error> {
    let zenith = request.zenith_deg.get();
    let pressure_pa = pressure(request.pressure_pa, request.altitude_m);
    let relative = (zenith <= 90.0).then(|| relative(request.model, zenith, cos(zenith * RADIANS)));
    Ok(Answer::new(AirMass {
        relative_air_mass_ratio: relative,
        absolute_air_mass_ratio: relative.map(|relative| relative * (pressure_pa / SEA_LEVEL_PA)),
        pressure_pa,
    }))
}

#[inline(always)]
fn relative(model: AirMassModel, zenith_deg: f64, cos_zenith: f64) -> f64 {
    match model {
        AirMassModel::KastenYoung1989 => kasten_young(zenith_deg, cos_zenith),
        AirMassModel::Kasten1966 => kasten(zenith_deg, cos_zenith),
        AirMassModel::Young1994 => young(cos_zenith),
    }
}

fn pressure(given: Option<Pressure>, altitude_m: Option<Altitude>) -> f64 {
    given.map_or_else(|| pressure_pa(altitude_m.map_or(0.0, Altitude::get)), Pressure::get)
}

/// What is the same for all rows of [`AIR_MASS`].
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct AirMassParameters {
    #[serde(default)]
    model: AirMassModel,
    altitude_m: Option<Altitude>,
    pressure_pa: Option<Pressure>,
}

float_form! {
    /// Column form of [`air_mass`]; zero below the horizon.
    pub(crate) static AIR_MASS(parameters: AirMassParameters, rows) {
        zenith_deg: Zenith,
    } -> { relative_air_mass_ratio, absolute_air_mass_ratio, } {
        let [zeniths] = rows.columns;
        let scale = pressure(parameters.pressure_pa, parameters.altitude_m) / SEA_LEVEL_PA;
        let mut air_masses = vec![0.0; zeniths.len()];
        Level::detect().run(
            #[inline(always)]
            || {
                for (zenith, out) in zeniths.iter().zip(&mut air_masses) {
                    let up = *zenith <= 90.0;
                    let zenith = if up { *zenith } else { 90.0 };
                    let air_mass = relative(parameters.model, zenith, cos_bounded(zenith * RADIANS));
                    *out = if up { air_mass } else { 0.0 };
                }
            },
        );
        let absolute = air_masses.iter().map(|relative| relative * scale).collect();
        vec![air_masses, absolute]
    }
}
