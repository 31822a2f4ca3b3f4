//! The cloudless sky.

use crate::Answer;
use crate::columns::float_rows::float_form;
use crate::issue::{Code, Error, Issue};
use crate::math::{Level, cos, cos_bounded};
use crate::quantity::{AirMass, Altitude, DayOfYear, Extraterrestrial, Latitude, LinkeTurbidity, Longitude, Zenith};
use crate::weather::air_mass::{SEA_LEVEL_PA, kasten_young, pressure_pa};
use crate::weather::clear_sky::{haurwitz, ineichen, monthly, on_day};
use serde::{Deserialize, Serialize};

const RADIANS: f64 = core::f64::consts::PI / 180.0;

/// Model of the cloudless sky.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum ClearSkyModel {
    /// Ineichen and Perez 2002.
    #[default]
    Ineichen,
    /// Haurwitz 1945: global irradiance from the zenith alone.
    Haurwitz,
}

/// A sun and the air over the site.
#[derive(Debug, Clone, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct ClearSkyRequest {
    /// Model; default `ineichen`.
    #[serde(default)]
    pub model: ClearSkyModel,
    /// Apparent zenith.
    pub apparent_zenith_deg: Zenith,
    /// Irradiance outside the atmosphere; `ineichen` needs it.
    pub extraterrestrial_w_m2: Option<Extraterrestrial>,
    /// Linke turbidity; `ineichen` needs it (operation `linke_turbidity`).
    pub linke_turbidity_factor: Option<LinkeTurbidity>,
    /// Altitude above sea level; default 0.
    pub altitude_m: Option<Altitude>,
    /// Absolute air mass; by Kasten and Young and the altitude where it is not given.
    pub absolute_air_mass_ratio: Option<AirMass>,
    /// Whether to add the correction of Perez for a low sun; default false.
    #[serde(default)]
    pub perez_enhancement: bool,
}

/// Irradiance under a cloudless sky.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ClearSkyIrradiance {
    /// Global horizontal irradiance.
    pub ghi_w_m2: f64,
    /// Direct normal irradiance; null where the model gives none.
    pub dni_w_m2: Option<f64>,
    /// Diffuse horizontal irradiance; null where the model gives none.
    pub dhi_w_m2: Option<f64>,
}

/// Compute the irradiance under a cloudless sky (*céu claro*).
///
/// # Errors
/// `MISSING_FIELD` for what the model needs.
pub fn clear_sky(request: ClearSkyRequest) -> Result<Answer<ClearSkyIrradiance>, Error> {
    let zenith = request.apparent_zenith_deg.get();
    let cos_zenith = cos(zenith * RADIANS);
    if request.model == ClearSkyModel::Haurwitz {
        let ghi_w_m2 = haurwitz(cos_zenith);
        return Ok(Answer::new(ClearSkyIrradiance { ghi_w_m2, dni_w_m2: None, dhi_w_m2: None }));
    }
    let mut problems = crate::issue::Problems::new();
    let missing = |path| move || Issue::error(Code::MISSING_FIELD).at(path);
    problems.require(request.extraterrestrial_w_m2.is_some(), missing("/extraterrestrial_w_m2"));
    problems.require(request.linke_turbidity_factor.is_some(), missing("/linke_turbidity_factor"));
    let (Some(extraterrestrial), Some(linke)) = (request.extraterrestrial_w_m2, request.linke_turbidity_factor) else {
        return Err(problems.into_error());
    };
    let altitude_m = request.altitude_m.map_or(0.0, Altitude::get);
    let air_mass = match request.absolute_air_mass_ratio {
        Some(given) => given.get(),
        None => absolute(zenith, cos_zenith, pressure_pa(altitude_m) / SEA_LEVEL_PA),
    };
    let sky =
        ineichen(cos_zenith, air_mass, linke.get(), altitude_m, extraterrestrial.get(), request.perez_enhancement);
    Ok(Answer::new(ClearSkyIrradiance { ghi_w_m2: sky.ghi, dni_w_m2: Some(sky.dni), dhi_w_m2: Some(sky.dhi) }))
}

/// Absolute air mass; below the horizon that of the horizon, which is not used then.
#[inline(always)]
fn absolute(zenith_deg: f64, cos_zenith: f64, scale: f64) -> f64 {
    let up = zenith_deg <= 90.0;
    kasten_young(if up { zenith_deg } else { 90.0 }, if up { cos_zenith } else { 0.0 }) * scale
}

/// What is the same for all rows of [`CLEAR_SKY`].
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct ClearSkyParameters {
    altitude_m: Option<Altitude>,
    #[serde(default)]
    perez_enhancement: bool,
}

float_form! {
    /// Column form of [`clear_sky`] with the model of Ineichen.
    pub(crate) static CLEAR_SKY(parameters: ClearSkyParameters, rows) {
        apparent_zenith_deg: Zenith,
        extraterrestrial_w_m2: Extraterrestrial,
        linke_turbidity_factor: LinkeTurbidity,
    } -> { ghi_w_m2, dni_w_m2, dhi_w_m2, } {
        let [zeniths, extraterrestrials, linkes] = rows.columns;
        let altitude_m = parameters.altitude_m.map_or(0.0, Altitude::get);
        let scale = pressure_pa(altitude_m) / SEA_LEVEL_PA;
        let mut ghi = vec![0.0; zeniths.len()];
        let (mut dni, mut dhi) = (ghi.clone(), ghi.clone());
        Level::detect().run(
            #[inline(always)]
            || {
                let given = zeniths.iter().zip(extraterrestrials).zip(linkes);
                for (((zenith, extraterrestrial), linke), ((ghi, dni), dhi)) in
                    given.zip(ghi.iter_mut().zip(&mut dni).zip(&mut dhi))
                {
                    let cos_zenith = cos_bounded(zenith * RADIANS);
                    let air_mass = absolute(*zenith, cos_zenith, scale);
                    let enhanced = parameters.perez_enhancement;
                    let sky = ineichen(cos_zenith, air_mass, *linke, altitude_m, *extraterrestrial, enhanced);
                    (*ghi, *dni, *dhi) = (sky.ghi, sky.dni, sky.dhi);
                }
            },
        );
        vec![ghi, dni, dhi]
    }
}

/// A place and a day.
#[derive(Debug, Clone, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct LinkeTurbidityRequest {
    /// Latitude, -34.5 to 6.5 for the built-in climatology; give the place or `monthly_factor`.
    pub latitude: Option<Latitude>,
    /// Longitude, -74.5 to -33.5 for the built-in climatology.
    pub longitude: Option<Longitude>,
    /// Turbidity of each month, January first, instead of the built-in climatology.
    pub monthly_factor: Option<[LinkeTurbidity; 12]>,
    /// Day of the year; without it only the months are given.
    pub day_of_year: Option<DayOfYear>,
    /// Whether the year has 366 days; default false.
    #[serde(default)]
    pub leap_year: bool,
}

/// Linke turbidity.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct LinkeTurbidityAnswer {
    /// Turbidity of each month, January first; it holds in the middle of the month.
    pub monthly_factor: [f64; 12],
    /// Turbidity of the day.
    pub linke_turbidity_factor: Option<f64>,
}

/// Look up the Linke turbidity of a place in Brazil, and interpolate it to a day.
///
/// # Errors
/// `MISSING_FIELD`, `FIELDS_EXCLUDE_EACH_OTHER`, `NOT_FOUND` outside of the climatology.
pub fn linke_turbidity(request: LinkeTurbidityRequest) -> Result<Answer<LinkeTurbidityAnswer>, Error> {
    let missing = |path: &'static str| Error::from(Issue::error(Code::MISSING_FIELD).at(path));
    let monthly_factor = match (request.monthly_factor, request.latitude, request.longitude) {
        (Some(_), Some(_), _) => return Err(Issue::error(Code::FIELDS_EXCLUDE_EACH_OTHER).at("/latitude").into()),
        (Some(_), _, Some(_)) => return Err(Issue::error(Code::FIELDS_EXCLUDE_EACH_OTHER).at("/longitude").into()),
        (Some(months), None, None) => months.map(LinkeTurbidity::get),
        (None, Some(latitude), Some(longitude)) => {
            monthly(latitude.get(), longitude.get()).ok_or_else(|| Issue::error(Code::NOT_FOUND).at("/latitude"))?
        }
        (None, None, _) => return Err(missing("/latitude")),
        (None, _, None) => return Err(missing("/longitude")),
    };
    let day = request.day_of_year.map(|day| on_day(&monthly_factor, day.get(), request.leap_year));
    Ok(Answer::new(LinkeTurbidityAnswer { monthly_factor, linke_turbidity_factor: day }))
}
