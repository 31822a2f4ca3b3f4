//! Shade of rows and of the horizon.

use crate::Answer;
use crate::energy::shading::{
    Horizon, ground_angle, martinez, masking_angle, mean_masking_angle, shaded_fraction, sky_loss,
};
use crate::energy::tracking::SingleAxis;
use crate::issue::{Code, Error, Issue};
use crate::math::sin_cos;
use crate::quantity::{AxisTilt, Azimuth, Fraction, GroundCoverage, Irradiance, Rotation, Slope, Tilt, Zenith};
use serde::{Deserialize, Serialize};

const RADIANS: f64 = core::f64::consts::PI / 180.0;
const DEGREES: f64 = 180.0 / core::f64::consts::PI;

/// Rows of modules, one behind the other.
#[derive(Debug, Clone, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct RowMaskingRequest {
    /// Tilt of the modules.
    pub tilt_deg: Tilt,
    /// Module width over the distance of the rows.
    pub ground_coverage_ratio: GroundCoverage,
    /// A place on the slant, 0 at the lower edge, 1 at the upper one; default 0.
    pub slant_fraction: Option<Fraction>,
}

/// What a row hides from the row behind it.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct RowMasking {
    /// Elevation up to which the sky is hidden at the place.
    pub masking_deg: f64,
    /// The same averaged over the slant (Passias and Källbäck).
    pub mean_masking_deg: f64,
    /// Share of the sky's light that is lost by the mean.
    pub sky_loss_fraction: f64,
    /// Angle below the horizontal at which the ground begins behind the row in front.
    pub ground_deg: f64,
}

/// Compute how much of the sky and the ground a row of modules hides from the row behind it.
///
/// # Errors
/// Those of reading the request.
pub fn row_masking(request: RowMaskingRequest) -> Result<Answer<RowMasking>, Error> {
    let tilt = request.tilt_deg.get() * RADIANS;
    let coverage = request.ground_coverage_ratio.get();
    let place = request.slant_fraction.map_or(0.0, Fraction::get);
    let mean = mean_masking_angle(tilt, coverage);
    Ok(Answer::new(RowMasking {
        masking_deg: masking_angle(tilt, coverage, place) * DEGREES,
        mean_masking_deg: mean * DEGREES,
        sky_loss_fraction: sky_loss(mean),
        ground_deg: ground_angle(tilt, coverage, place) * DEGREES,
    }))
}

/// Rows, a sun, and the wiring of the modules.
#[derive(Debug, Clone, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct RowShadingRequest {
    /// Apparent zenith of the sun.
    pub apparent_zenith_deg: Zenith,
    /// Direction of the sun, clockwise from north.
    pub sun_azimuth_deg: Azimuth,
    /// Direction of the rows, clockwise from north.
    pub axis_azimuth_deg: Azimuth,
    /// Tilt of the rows along their length; default 0.
    pub axis_tilt_deg: Option<AxisTilt>,
    /// Rotation of the shaded row, clockwise when looking along the axis: for a fixed rack its tilt, with a sign.
    pub rotation_deg: Rotation,
    /// Rotation of the row in front; default `rotation_deg`.
    pub front_rotation_deg: Option<Rotation>,
    /// Module width over the distance of the rows.
    pub ground_coverage_ratio: GroundCoverage,
    /// Slope of the ground across the rows; default 0.
    pub cross_axis_deg: Option<Slope>,
    /// Irradiance in the plane, for the electrical loss.
    pub poa_w_m2: Option<Irradiance>,
    /// Direct and circumsolar part of it.
    pub direct_w_m2: Option<Irradiance>,
    /// Blocks of cells along the slant of a row, each with its bypass diode.
    pub blocks_count: Option<u32>,
}

/// Shade on a row.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct RowShading {
    /// Zenith of the sun in the plane across the rows, with the sign of the rotations.
    pub projected_zenith_deg: f64,
    /// Share of the slant in the shade.
    pub shaded_fraction: f64,
    /// Share of the power lost (Martínez-Moreno); null without irradiance or blocks.
    pub power_loss_fraction: Option<f64>,
}

/// Compute the shade of a row of modules on the next one, and the power it costs.
///
/// # Errors
/// `MISSING_FIELD` where the irradiance or the blocks are given in part; `OUT_OF_RANGE` for blocks.
pub fn row_shading(request: RowShadingRequest) -> Result<Answer<RowShading>, Error> {
    let axis = SingleAxis::new(
        request.axis_tilt_deg.map_or(0.0, AxisTilt::get),
        request.axis_azimuth_deg.compass(),
        90.0,
        None,
        0.0,
    );
    let (sin_zenith, cos_zenith) = sin_cos(request.apparent_zenith_deg.get() * RADIANS);
    let (sin_azimuth, cos_azimuth) = sin_cos(request.sun_azimuth_deg.compass() * RADIANS);
    let projected = axis.projected_zenith(sin_zenith * sin_azimuth, sin_zenith * cos_azimuth, cos_zenith);
    let shaded = request.rotation_deg.get() * RADIANS;
    let shading = request.front_rotation_deg.map_or(shaded, |rotation| rotation.get() * RADIANS);
    let cross = request.cross_axis_deg.map_or(0.0, Slope::get) * RADIANS;
    let fraction = shaded_fraction(shading, shaded, projected, request.ground_coverage_ratio.get(), cross);
    let power_loss_fraction = match (request.poa_w_m2, request.direct_w_m2, request.blocks_count) {
        (None, None, None) => None,
        (Some(poa), Some(direct), Some(blocks)) => {
            if !(1..=1000).contains(&blocks) {
                let issue = Issue::error(Code::OUT_OF_RANGE).at("/blocks_count");
                return Err(issue.with("min", 1_i64).with("max", 1000_i64).into());
            }
            let all = f64::from(blocks);
            Some(martinez(poa.get(), direct.get(), fraction, (fraction * all).ceil(), all))
        }
        (None, ..) => return Err(Issue::error(Code::MISSING_FIELD).at("/poa_w_m2").into()),
        (_, None, _) => return Err(Issue::error(Code::MISSING_FIELD).at("/direct_w_m2").into()),
        (.., None) => return Err(Issue::error(Code::MISSING_FIELD).at("/blocks_count").into()),
    };
    Ok(Answer::new(RowShading {
        projected_zenith_deg: projected * DEGREES,
        shaded_fraction: fraction,
        power_loss_fraction,
    }))
}

/// A horizon by points.
#[derive(Debug, Clone, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct HorizonInput {
    /// Directions clockwise from north, ascending from 0 to below 360, eight or more.
    pub azimuth_deg: Vec<f64>,
    /// Elevation of the horizon in each of them.
    pub elevation_deg: Vec<Tilt>,
}

impl HorizonInput {
    /// The horizon for its model.
    ///
    /// # Errors
    /// `BAD_HORIZON`.
    pub(crate) fn resolve(&self) -> Result<Horizon, Error> {
        let elevations: Vec<f64> = self.elevation_deg.iter().map(|elevation| elevation.get()).collect();
        let flat = elevations.iter().all(|elevation| *elevation <= 90.0);
        let horizon = Horizon::new(self.azimuth_deg.clone(), elevations).filter(|_| flat);
        horizon.ok_or_else(|| Issue::error(Code::BAD_HORIZON).into())
    }
}

/// A horizon and a sun.
#[derive(Debug, Clone, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct HorizonShadingRequest {
    /// The horizon.
    pub horizon: HorizonInput,
    /// Apparent zenith of the sun.
    pub apparent_zenith_deg: Zenith,
    /// Direction of the sun, clockwise from north.
    pub sun_azimuth_deg: Azimuth,
}

/// What the horizon hides.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct HorizonShading {
    /// Elevation of the horizon below the sun.
    pub elevation_deg: f64,
    /// Whether the sun stands above it: if not, there is no direct and no circumsolar light.
    pub sun_visible: bool,
    /// Share of the light of an isotropic sky that reaches a horizontal plane.
    pub sky_factor: f64,
}

/// Compute what the horizon (*sombreamento do horizonte*) hides of the sun and the sky.
///
/// # Errors
/// `BAD_HORIZON`.
pub fn horizon_shading(request: HorizonShadingRequest) -> Result<Answer<HorizonShading>, Error> {
    let horizon = request.horizon.resolve().map_err(|error| error.within("/horizon"))?;
    let elevation_deg = horizon.elevation_deg(request.sun_azimuth_deg.compass());
    let sun = 90.0 - request.apparent_zenith_deg.get();
    Ok(Answer::new(HorizonShading {
        elevation_deg,
        sun_visible: sun > 0.0 && sun >= elevation_deg,
        sky_factor: horizon.sky_factor(),
    }))
}
