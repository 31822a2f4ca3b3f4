//! Light on both sides, and the spectrum.

use crate::Answer;
use crate::energy::bifacial::{Rows, Side, Sunlight};
use crate::energy::spectral::{CellTechnology, first_solar};
use crate::issue::Error;
use crate::quantity::{
    AirMass, Albedo, Azimuth, Fraction, GroundCoverage, Irradiance, RearFactor, RowLength, Tilt, Water, Zenith,
};
use serde::{Deserialize, Serialize};

/// Rows of bifacial modules, the sun and its light.
#[derive(Debug, Clone, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct BifacialIrradianceRequest {
    /// Tilt of the modules.
    pub tilt_deg: Tilt,
    /// Direction that the front faces, clockwise from north.
    pub azimuth_deg: Azimuth,
    /// Module width over the distance of the rows.
    pub ground_coverage_ratio: GroundCoverage,
    /// Height of the middle of the modules above the ground.
    pub height_m: RowLength,
    /// Distance of the rows.
    pub pitch_m: RowLength,
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
    /// Share of the light that the ground reflects; default 0.2.
    pub albedo: Option<Albedo>,
    /// Efficiency of the back over that of the front; default 0.8.
    pub bifaciality_fraction: Option<Fraction>,
    /// Shade of the structure on the back, negative; default -0.02.
    pub structure_factor: Option<RearFactor>,
    /// Light through the gaps between cells onto the back; default 0.
    pub transmission_factor: Option<RearFactor>,
}

/// Light on one side of the modules.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct SideIrradiance {
    /// All light.
    pub total_w_m2: f64,
    /// From the sun, on what is not in the shade.
    pub direct_w_m2: f64,
    /// From the sky.
    pub sky_w_m2: f64,
    /// From the ground.
    pub ground_w_m2: f64,
    /// Share of the slant in the shade of the row in front.
    pub shaded_fraction: f64,
}

impl From<Side> for SideIrradiance {
    fn from(side: Side) -> Self {
        SideIrradiance {
            total_w_m2: side.total(),
            direct_w_m2: side.direct,
            sky_w_m2: side.sky,
            ground_w_m2: side.ground,
            shaded_fraction: side.shaded,
        }
    }
}

/// Light on both sides.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct BifacialIrradiance {
    /// Front and weighted back together.
    pub poa_w_m2: f64,
    /// The front.
    pub front: SideIrradiance,
    /// The back.
    pub back: SideIrradiance,
}

/// Compute the light on both sides of long rows of bifacial modules (infinite sheds).
///
/// # Errors
/// Those of reading the request.
pub fn bifacial_irradiance(request: BifacialIrradianceRequest) -> Result<Answer<BifacialIrradiance>, Error> {
    let rows = Rows {
        tilt_deg: request.tilt_deg.get(),
        azimuth_deg: request.azimuth_deg.compass(),
        coverage: request.ground_coverage_ratio.get(),
        height: request.height_m.get() / request.pitch_m.get(),
        albedo: request.albedo.map_or(0.2, Albedo::get),
    };
    let (front, back) = rows.both(&Sunlight {
        zenith_deg: request.apparent_zenith_deg.get(),
        azimuth_deg: request.sun_azimuth_deg.compass(),
        ghi: request.ghi_w_m2.get(),
        dni: request.dni_w_m2.get(),
        dhi: request.dhi_w_m2.get(),
    });
    let factor = |given: Option<RearFactor>, default: f64| 1.0 + given.map_or(default, RearFactor::get);
    let weight = request.bifaciality_fraction.map_or(0.8, Fraction::get)
        * (factor(request.structure_factor, -0.02) * factor(request.transmission_factor, 0.0));
    Ok(Answer::new(BifacialIrradiance {
        poa_w_m2: front.total() + back.total() * weight,
        front: front.into(),
        back: back.into(),
    }))
}

/// A technology and the air.
#[derive(Debug, Clone, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct SpectralFactorRequest {
    /// Technology of the cells.
    pub technology: CellTechnology,
    /// Water in the air above the site (*água precipitável*).
    pub precipitable_water_cm: Water,
    /// Absolute air mass.
    pub absolute_air_mass_ratio: AirMass,
}

/// Spectral factor.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct SpectralFactor {
    /// Multiplies the light; null above 8 cm of water, where the fit has no data.
    pub spectral_factor: Option<f64>,
}

/// Compute the mismatch between the sun's spectrum and that of the test (First Solar).
///
/// # Errors
/// Those of reading the request.
pub fn spectral_factor(request: SpectralFactorRequest) -> Result<Answer<SpectralFactor>, Error> {
    let (air_mass, water) = (request.absolute_air_mass_ratio.get(), request.precipitable_water_cm.get());
    Ok(Answer::new(SpectralFactor { spectral_factor: first_solar(request.technology, air_mass, water) }))
}
