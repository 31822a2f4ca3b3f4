//! Light in the plane of the modules.

use crate::Answer;
use crate::columns::float_rows::float_form;
use crate::issue::{Code, Error, Issue};
use crate::math::{Level, acos, sin_cos_bounded};
use crate::quantity::{AirMass, Albedo, Azimuth, Extraterrestrial, Irradiance, Tilt, Zenith};
use crate::weather::air_mass::kasten_young;
use crate::weather::transposition::{
    Light, PerezSet, Plane, Sky, ground, hay_davies, isotropic, klucher, perez, perez_driesse, reindl,
};
use serde::{Deserialize, Serialize};

const RADIANS: f64 = core::f64::consts::PI / 180.0;
const DEGREES: f64 = 180.0 / core::f64::consts::PI;

/// Model of the light of the sky.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum SkyModel {
    /// Liu and Jordan 1963: the same from everywhere.
    Isotropic,
    /// Klucher 1979.
    Klucher,
    /// Hay and Davies 1980.
    HayDavies,
    /// Reindl 1990.
    Reindl,
    /// Perez 1990, with a set of coefficients.
    #[default]
    Perez,
    /// Perez and Driesse 2024, without steps.
    PerezDriesse,
}

impl SkyModel {
    /// The light of the sky in a plane; zero where the model needs a sun and there is none.
    #[inline(always)]
    pub(crate) fn sky(self, set: PerezSet, light: &Light, up: bool, cos_incidence: f64, plane: &Plane) -> Sky {
        let whole = |isotropic| Sky { isotropic, circumsolar: 0.0, horizon: 0.0 };
        match self {
            SkyModel::Isotropic => whole(isotropic(light.dhi, plane.cos_tilt)),
            SkyModel::Klucher => whole(klucher(light, cos_incidence, plane.cos_tilt)),
            SkyModel::HayDavies => hay_davies(light).unfloored(cos_incidence, plane.sin_tilt, plane.cos_tilt),
            SkyModel::Reindl => reindl(light, cos_incidence, plane.cos_tilt),
            SkyModel::Perez => {
                let sky = perez(set.coefficients(), light).on(cos_incidence, plane.sin_tilt, plane.cos_tilt);
                Sky {
                    isotropic: if up { sky.isotropic } else { 0.0 },
                    circumsolar: if up { sky.circumsolar } else { 0.0 },
                    horizon: if up { sky.horizon } else { 0.0 },
                }
            }
            SkyModel::PerezDriesse => perez_driesse(light).on(cos_incidence, plane.sin_tilt, plane.cos_tilt),
        }
    }
}

/// A plane, a sun and its light.
#[derive(Debug, Clone, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct TransposeIrradianceRequest {
    /// Model of the light of the sky; default `perez`.
    #[serde(default)]
    pub model: SkyModel,
    /// Coefficients of `perez`; default `all_sites_1990`.
    #[serde(default)]
    pub perez_set: PerezSet,
    /// Tilt of the plane from horizontal; never negative.
    pub tilt_deg: Tilt,
    /// Direction that the plane faces, clockwise from north.
    pub azimuth_deg: Azimuth,
    /// Apparent zenith of the sun.
    pub apparent_zenith_deg: Zenith,
    /// Direction of the sun, clockwise from north.
    pub sun_azimuth_deg: Azimuth,
    /// Global horizontal irradiance.
    pub ghi_w_m2: Irradiance,
    /// Direct normal irradiance.
    pub dni_w_m2: Irradiance,
    /// Diffuse horizontal irradiance.
    pub dhi_w_m2: Irradiance,
    /// Irradiance outside the atmosphere; every model but `isotropic` and `klucher` needs it.
    pub extraterrestrial_w_m2: Option<Extraterrestrial>,
    /// Relative air mass; by Kasten and Young where it is not given.
    pub relative_air_mass_ratio: Option<AirMass>,
    /// Share of the light that the ground reflects; default 0.2.
    pub albedo: Option<Albedo>,
}

/// Light in a plane by where it comes from.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct TransposedIrradiance {
    /// Angle of incidence of the beam.
    pub incidence_deg: f64,
    /// All light.
    pub poa_w_m2: f64,
    /// From the sun itself.
    pub beam_w_m2: f64,
    /// From the sky.
    pub sky_w_m2: f64,
    /// Part of the sky's light that comes from everywhere.
    pub sky_isotropic_w_m2: f64,
    /// Part of the sky's light that comes from around the sun.
    pub sky_circumsolar_w_m2: f64,
    /// Part of the sky's light that comes from above the horizon.
    pub sky_horizon_w_m2: f64,
    /// Reflected by the ground.
    pub ground_w_m2: f64,
}

/// One row.
struct Row {
    zenith_deg: f64,
    sun_azimuth_deg: f64,
    ghi: f64,
    dni: f64,
    dhi: f64,
    extraterrestrial: f64,
    air_mass: Option<f64>,
    albedo: f64,
}

/// What a row gives.
struct Transposed {
    incidence_deg: f64,
    beam: f64,
    sky: Sky,
    ground: f64,
}

#[inline(always)]
fn transpose(model: SkyModel, set: PerezSet, plane: &Plane, row: &Row) -> Transposed {
    let zenith = row.zenith_deg * RADIANS;
    let (sin_zenith, cos_zenith) = sin_cos_bounded(zenith);
    let (sin_azimuth, cos_azimuth) = sin_cos_bounded(row.sun_azimuth_deg * RADIANS);
    let cosine = plane.cos_incidence(sin_zenith * sin_azimuth, sin_zenith * cos_azimuth, cos_zenith);
    let up = row.zenith_deg <= 90.0;
    let on_horizon = kasten_young(if up { row.zenith_deg } else { 90.0 }, if up { cos_zenith } else { 0.0 });
    let light = Light {
        ghi: row.ghi,
        dni: row.dni,
        dhi: row.dhi,
        extraterrestrial: row.extraterrestrial,
        air_mass: row.air_mass.unwrap_or(on_horizon),
        zenith,
        cos_zenith,
    };
    let facing = if cosine > 0.0 { cosine } else { 0.0 };
    Transposed {
        incidence_deg: acos(cosine) * DEGREES,
        beam: row.dni * facing,
        sky: model.sky(set, &light, up, cosine, plane),
        ground: ground(row.ghi, row.albedo, plane.cos_tilt),
    }
}

/// Transpose irradiance from the horizontal to a plane (*plano dos módulos*).
///
/// # Errors
/// `MISSING_FIELD` for the irradiance outside the atmosphere where the model needs it.
pub fn transpose_irradiance(request: TransposeIrradianceRequest) -> Result<Answer<TransposedIrradiance>, Error> {
    let needed = !matches!(request.model, SkyModel::Isotropic | SkyModel::Klucher);
    let extraterrestrial = match request.extraterrestrial_w_m2 {
        Some(given) => given.get(),
        None if needed => return Err(Issue::error(Code::MISSING_FIELD).at("/extraterrestrial_w_m2").into()),
        None => crate::weather::extraterrestrial::MODERN,
    };
    let plane = Plane::new(request.tilt_deg.get(), request.azimuth_deg.compass());
    let row = Row {
        zenith_deg: request.apparent_zenith_deg.get(),
        sun_azimuth_deg: request.sun_azimuth_deg.compass(),
        ghi: request.ghi_w_m2.get(),
        dni: request.dni_w_m2.get(),
        dhi: request.dhi_w_m2.get(),
        extraterrestrial,
        air_mass: request.relative_air_mass_ratio.map(AirMass::get),
        albedo: request.albedo.map_or(0.2, Albedo::get),
    };
    let found = transpose(request.model, request.perez_set, &plane, &row);
    let sky = found.sky.total();
    Ok(Answer::new(TransposedIrradiance {
        incidence_deg: found.incidence_deg,
        poa_w_m2: found.beam + sky + found.ground,
        beam_w_m2: found.beam,
        sky_w_m2: sky,
        sky_isotropic_w_m2: found.sky.isotropic,
        sky_circumsolar_w_m2: found.sky.circumsolar,
        sky_horizon_w_m2: found.sky.horizon,
        ground_w_m2: found.ground,
    }))
}

/// What is the same for all rows of [`TRANSPOSE_IRRADIANCE`].
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct TransposeParameters {
    #[serde(default)]
    model: SkyModel,
    #[serde(default)]
    perez_set: PerezSet,
    tilt_deg: Tilt,
    azimuth_deg: Azimuth,
    albedo: Option<Albedo>,
}

float_form! {
    /// Column form of [`transpose_irradiance`] for one plane; the air mass is that of Kasten and Young.
    pub(crate) static TRANSPOSE_IRRADIANCE(parameters: TransposeParameters, rows) {
        apparent_zenith_deg: Zenith,
        sun_azimuth_deg: Azimuth,
        ghi_w_m2: Irradiance,
        dni_w_m2: Irradiance,
        dhi_w_m2: Irradiance,
        extraterrestrial_w_m2: Extraterrestrial,
    } -> { incidence_deg, poa_w_m2, beam_w_m2, sky_w_m2, ground_w_m2, } {
        let [zeniths, azimuths, ghis, dnis, dhis, extraterrestrials] = rows.columns;
        let plane = Plane::new(parameters.tilt_deg.get(), parameters.azimuth_deg.compass());
        let albedo = parameters.albedo.map_or(0.2, Albedo::get);
        let mut out: [Vec<f64>; 5] = std::array::from_fn(|_| vec![0.0; zeniths.len()]);
        let [incidence, poa, beam, sky, ground] = &mut out;
        Level::detect().run(
            #[inline(always)]
            || {
                let sun = zeniths.iter().zip(azimuths);
                let light = ghis.iter().zip(dnis).zip(dhis).zip(extraterrestrials);
                let found = incidence.iter_mut().zip(poa).zip(beam).zip(sky).zip(ground);
                for (((zenith, azimuth), (((ghi, dni), dhi), extraterrestrial)), found) in sun.zip(light).zip(found) {
                    let azimuth = if *azimuth < 0.0 { *azimuth + 360.0 } else { *azimuth };
                    let row = Row {
                        zenith_deg: *zenith,
                        sun_azimuth_deg: if azimuth < 360.0 { azimuth } else { 0.0 },
                        ghi: *ghi,
                        dni: *dni,
                        dhi: *dhi,
                        extraterrestrial: *extraterrestrial,
                        air_mass: None,
                        albedo,
                    };
                    let row = transpose(parameters.model, parameters.perez_set, &plane, &row);
                    let ((((incidence, poa), beam), sky), ground) = found;
                    (*incidence, *beam, *sky, *ground) = (row.incidence_deg, row.beam, row.sky.total(), row.ground);
                    *poa = *beam + *sky + *ground;
                }
            },
        );
        out.into()
    }
}
