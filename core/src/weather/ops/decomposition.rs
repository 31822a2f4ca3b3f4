//! Direct and diffuse light from global irradiance.

use crate::Answer;
use crate::columns::float_rows::float_form;
use crate::issue::{Code, Error, Issue, Problems};
use crate::math::{Level, cos_bounded};
use crate::quantity::{AirTemperature, DayOfYear, Irradiance, Pressure, Zenith};
use crate::weather::air_mass::SEA_LEVEL_PA;
use crate::weather::decomposition::{
    Bins, Parts, boland, change, clearness, dirint_factor, disc, erbs, erbs_driesse, from_direct, from_share,
    orgill_hollands, stable_clearness, water_cm,
};
use crate::weather::extraterrestrial::{PVLIB, spencer};
use serde::{Deserialize, Serialize};

const RADIANS: f64 = core::f64::consts::PI / 180.0;

/// Model of the diffuse share or the direct irradiance.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum DecompositionModel {
    /// Erbs 1982.
    #[default]
    Erbs,
    /// Boland 2013 for hours.
    Boland,
    /// Boland 2013 for quarters of an hour.
    BolandQuarterHour,
    /// DISC 1987.
    Disc,
    /// DIRINT 1992: DISC with the change to the rows before and after, and the water in the air.
    Dirint,
    /// Erbs without steps, Driesse 2024.
    ErbsDriesse,
    /// Orgill and Hollands 1977.
    OrgillHollands,
}

/// Rows of global irradiance.
#[derive(Debug, Clone, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct DecomposeIrradianceRequest {
    /// Model; default `erbs`.
    #[serde(default)]
    pub model: DecompositionModel,
    /// Global horizontal irradiance.
    pub ghi_w_m2: Vec<Irradiance>,
    /// True zenith.
    pub zenith_deg: Vec<Zenith>,
    /// Day of the year.
    pub day_of_year: Vec<DayOfYear>,
    /// Pressure of the air, for `disc` and `dirint`; default 101325.
    pub pressure_pa: Option<Pressure>,
    /// Dew point for `dirint`, null where it is not known.
    pub dew_c: Option<Vec<Option<AirTemperature>>>,
    /// Whether `dirint` looks at the change to the neighbouring rows, which must be at most 1.5 hours apart; default true.
    pub use_change: Option<bool>,
}

/// Direct and diffuse irradiance by row.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct DecomposedIrradiance {
    /// Direct normal irradiance; null in rows that `dirint` has no coefficient for.
    pub dni_w_m2: Vec<Option<f64>>,
    /// Diffuse horizontal irradiance; null in the same rows.
    pub dhi_w_m2: Vec<Option<f64>>,
    /// Clearness index: global over extraterrestrial irradiance on the horizontal plane.
    pub clearness_ratio: Vec<f64>,
    /// Absolute air mass of `disc` and `dirint`, at most 12; null for others and below the horizon.
    pub absolute_air_mass_ratio: Vec<Option<f64>>,
}

/// Split global irradiance into direct and diffuse light (*decomposição*).
///
/// GHI = DHI + DNI cos z holds in every row. Where the zenith passes 87 degrees everything is diffuse.
///
/// # Errors
/// `BAD_LENGTH` for lists of different lengths.
pub fn decompose_irradiance(request: DecomposeIrradianceRequest) -> Result<Answer<DecomposedIrradiance>, Error> {
    let rows = request.ghi_w_m2.len();
    let mut problems = Problems::new();
    let mut same = |path: &'static str, length: usize| {
        problems
            .require(length == rows, || Issue::error(Code::BAD_LENGTH).at(path).with("min", rows).with("max", rows));
    };
    same("/zenith_deg", request.zenith_deg.len());
    same("/day_of_year", request.day_of_year.len());
    same("/dew_c", request.dew_c.as_ref().map_or(rows, Vec::len));
    problems.finish()?;
    let given = Given {
        ghi: &request.ghi_w_m2.iter().map(|value| value.get()).collect::<Vec<_>>(),
        zenith: &request.zenith_deg.iter().map(|value| value.get()).collect::<Vec<_>>(),
        day: &request.day_of_year.iter().map(|value| value.get()).collect::<Vec<_>>(),
        pressure_pa: request.pressure_pa.map_or(SEA_LEVEL_PA, Pressure::get),
    };
    let mut found = Found::new(rows);
    found.fill(request.model, &given, Level::detect());
    let mut missing = vec![false; rows];
    if request.model == DecompositionModel::Dirint {
        let dew: Vec<Option<f64>> = match &request.dew_c {
            Some(dew) => dew.iter().map(|dew| dew.map(AirTemperature::get)).collect(),
            None => vec![None; rows],
        };
        missing = found.dirint(&given, &dew, request.use_change.unwrap_or(true), &vec![true; rows]);
    }
    let optional = |values: &[f64]| {
        values.iter().zip(&missing).map(|(value, missing)| (!missing).then_some(*value)).collect::<Vec<_>>()
    };
    Ok(Answer::new(DecomposedIrradiance {
        dni_w_m2: optional(&found.dni),
        dhi_w_m2: optional(&found.dhi),
        clearness_ratio: found.clearness,
        absolute_air_mass_ratio: found.air_mass.iter().map(|value| (*value > 0.0).then_some(*value)).collect(),
    }))
}

/// The columns of a decomposition.
struct Given<'a> {
    ghi: &'a [f64],
    zenith: &'a [f64],
    day: &'a [f64],
    pressure_pa: f64,
}

/// Its results.
struct Found {
    dni: Vec<f64>,
    dhi: Vec<f64>,
    clearness: Vec<f64>,
    /// Zero where there is none.
    air_mass: Vec<f64>,
}

impl Found {
    fn new(rows: usize) -> Found {
        let zeros = || vec![0.0; rows];
        Found { dni: zeros(), dhi: zeros(), clearness: zeros(), air_mass: zeros() }
    }

    /// Every model but the second half of DIRINT.
    fn fill(&mut self, model: DecompositionModel, given: &Given<'_>, level: Level) {
        use DecompositionModel::{Boland, BolandQuarterHour, Dirint, Disc, Erbs, ErbsDriesse, OrgillHollands};
        level.run(
            #[inline(always)]
            || match model {
                Erbs => self.by_share(given, f64::NEG_INFINITY, erbs),
                Boland => self.by_share(given, f64::NEG_INFINITY, |kt| boland(kt, 7.997, 0.586)),
                BolandQuarterHour => self.by_share(given, f64::NEG_INFINITY, |kt| boland(kt, 8.645, 0.613)),
                // its authors take a reading below nothing for nothing
                ErbsDriesse => self.by_share(given, 0.0, erbs_driesse),
                OrgillHollands => self.by_share(given, f64::NEG_INFINITY, orgill_hollands),
                Disc | Dirint => self.by_disc(given),
            },
        );
    }

    #[inline(always)]
    fn by_share(&mut self, given: &Given<'_>, least: f64, share: impl Fn(f64) -> f64) {
        let rows = given.ghi.iter().zip(given.zenith).zip(given.day);
        let out = self.dni.iter_mut().zip(&mut self.dhi).zip(&mut self.clearness);
        for (((ghi, zenith), day), ((dni, dhi), clear)) in rows.zip(out) {
            let ghi = if *ghi > least { *ghi } else { least };
            let cos_zenith = cos_bounded(zenith * RADIANS);
            let kt = clearness(ghi, cos_zenith, PVLIB * spencer(*day));
            let parts = from_share(ghi, share(kt), *zenith, cos_zenith);
            (*dni, *dhi, *clear) = (parts.dni, parts.dhi, kt);
        }
    }

    #[inline(always)]
    fn by_disc(&mut self, given: &Given<'_>) {
        let rows = given.ghi.iter().zip(given.zenith).zip(given.day);
        let out = self.dni.iter_mut().zip(&mut self.dhi).zip(&mut self.clearness).zip(&mut self.air_mass);
        for (((ghi, zenith), day), (((dni, dhi), clear), air_mass)) in rows.zip(out) {
            let cos_zenith = cos_bounded(zenith * RADIANS);
            let found = disc(*ghi, *zenith, cos_zenith, *day, given.pressure_pa);
            let Parts { dni: direct, dhi: diffuse } = from_direct(*ghi, found.dni, *zenith, cos_zenith);
            (*dni, *dhi, *clear) = (direct, diffuse, found.kt);
            *air_mass = if *zenith <= 90.0 { found.air_mass } else { 0.0 };
        }
    }

    /// The second half of DIRINT on the results of DISC; the rows that have no coefficient. Rows that are not `sound` are no neighbours.
    fn dirint(&mut self, given: &Given<'_>, dew: &[Option<f64>], use_change: bool, sound: &[bool]) -> Vec<bool> {
        let stable: Vec<Option<f64>> = self
            .clearness
            .iter()
            .zip(&self.air_mass)
            .zip(sound)
            .map(|((kt, air_mass), sound)| (*sound && *air_mass > 0.0).then(|| stable_clearness(*kt, *air_mass)))
            .collect();
        let mut missing = vec![false; stable.len()];
        let rows = given.ghi.iter().zip(given.zenith).zip(dew).enumerate();
        let out = self.dni.iter_mut().zip(&mut self.dhi).zip(&mut missing);
        for ((row, ((ghi, zenith), dew)), ((dni, dhi), missing)) in rows.zip(out) {
            let neighbour = |at: Option<usize>| at.and_then(|at| stable.get(at).copied().flatten());
            let factor = neighbour(Some(row)).and_then(|here| {
                let both = (neighbour(row.checked_sub(1)), neighbour(row.checked_add(1)));
                let change = if use_change { Some(change(both.0, here, both.1)?) } else { None };
                dirint_factor(&Bins { clearness: here, zenith_deg: *zenith, change, water_cm: dew.map(water_cm) })
            });
            match factor {
                None => *missing = true,
                Some(factor) => {
                    let parts = from_direct(*ghi, *dni * factor, *zenith, cos_bounded(zenith * RADIANS));
                    (*dni, *dhi) = (parts.dni, parts.dhi);
                }
            }
        }
        missing
    }
}

/// What is the same for all rows of [`DECOMPOSE_IRRADIANCE`].
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct DecomposeParameters {
    #[serde(default)]
    model: DecompositionModel,
    pressure_pa: Option<Pressure>,
    use_change: Option<bool>,
}

float_form! {
    /// Column form of [`decompose_irradiance`], without dew points.
    pub(crate) static DECOMPOSE_IRRADIANCE(parameters: DecomposeParameters, rows) {
        ghi_w_m2: Irradiance,
        zenith_deg: Zenith,
        day_of_year: DayOfYear,
    } -> { dni_w_m2, dhi_w_m2, clearness_ratio, } {
        let [ghi, zenith, day] = rows.columns;
        let pressure_pa = parameters.pressure_pa.map_or(SEA_LEVEL_PA, Pressure::get);
        let given = Given { ghi, zenith, day, pressure_pa };
        let mut found = Found::new(ghi.len());
        found.fill(parameters.model, &given, Level::detect());
        if parameters.model == DecompositionModel::Dirint {
            let (dew, sound) = (vec![None; ghi.len()], rows.sound());
            let missing = found.dirint(&given, &dew, parameters.use_change.unwrap_or(true), &sound);
            for (row, _) in missing.iter().enumerate().filter(|(_, missing)| **missing) {
                rows.refuse(row, Issue::error(Code::NOT_FOUND));
            }
        }
        vec![found.dni, found.dhi, found.clearness]
    }
}
