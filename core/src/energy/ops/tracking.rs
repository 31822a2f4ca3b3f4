//! Where trackers turn.

use crate::Answer;
use crate::columns::float_rows::float_form;
use crate::energy::tracking::{SingleAxis, angles};
use crate::issue::{Code, Error, Issue};
use crate::math::{Level, acos, sin_cos_bounded};
use crate::quantity::{AxisTilt, Azimuth, GroundCoverage, Slope, TrackerRange, Zenith};
use serde::{Deserialize, Serialize};

const RADIANS: f64 = core::f64::consts::PI / 180.0;
const DEGREES: f64 = 180.0 / core::f64::consts::PI;

/// A tracker with one axis.
#[derive(Debug, Clone, Copy, Default, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct TrackerInput {
    /// Tilt of the axis; default 0.
    pub axis_tilt_deg: Option<AxisTilt>,
    /// Direction of the axis, clockwise from north; default 0.
    pub axis_azimuth_deg: Option<Azimuth>,
    /// Largest rotation to either side; default 60.
    pub max_rotation_deg: Option<TrackerRange>,
    /// Whether it turns back so that no row shades another; default true.
    pub backtracking: Option<bool>,
    /// Module width over the distance of the rows; default 2/7.
    pub ground_coverage_ratio: Option<GroundCoverage>,
    /// Slope of the ground across the axes; default 0.
    pub cross_axis_deg: Option<Slope>,
}

impl TrackerInput {
    /// The tracker for its model.
    pub(crate) fn resolve(&self) -> SingleAxis {
        let coverage = self.ground_coverage_ratio.map_or(2.0 / 7.0, GroundCoverage::get);
        SingleAxis::new(
            self.axis_tilt_deg.map_or(0.0, AxisTilt::get),
            self.axis_azimuth_deg.map_or(0.0, Azimuth::compass),
            self.max_rotation_deg.map_or(60.0, TrackerRange::get),
            self.backtracking.unwrap_or(true).then_some(coverage),
            self.cross_axis_deg.map_or(0.0, Slope::get),
        )
    }
}

/// A tracker and a sun.
#[derive(Debug, Clone, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct TrackSunRequest {
    /// The tracker.
    pub tracker: TrackerInput,
    /// Apparent zenith of the sun.
    pub apparent_zenith_deg: Zenith,
    /// Direction of the sun, clockwise from north.
    pub sun_azimuth_deg: Azimuth,
}

/// Where a tracker stands; null while the sun is below the horizon.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct TrackerPosition {
    /// Rotation, clockwise when looking along the axis.
    pub rotation_deg: Option<f64>,
    /// Tilt of the modules.
    pub tilt_deg: Option<f64>,
    /// Direction that the modules face; ninety degrees before the axis where they lie flat.
    pub azimuth_deg: Option<f64>,
    /// Angle of incidence of the beam.
    pub incidence_deg: Option<f64>,
}

fn track(tracker: &SingleAxis, zenith_deg: f64, azimuth_deg: f64) -> [f64; 4] {
    let (sin_zenith, cos_zenith) = sin_cos_bounded(zenith_deg * RADIANS);
    let (sin_azimuth, cos_azimuth) = sin_cos_bounded(azimuth_deg * RADIANS);
    let (east, north) = (sin_zenith * sin_azimuth, sin_zenith * cos_azimuth);
    let rotation = tracker.rotation(tracker.projected_zenith(east, north, cos_zenith));
    let plane = tracker.plane(rotation);
    let (tilt, azimuth) = angles(&plane, tracker.flat_azimuth_deg());
    [rotation * DEGREES, tilt, azimuth, acos(plane.cos_incidence(east, north, cos_zenith)) * DEGREES]
}

/// Compute where a single-axis tracker turns for a sun, with or without backtracking.
///
/// # Errors
/// Those of reading the request.
pub fn track_sun(request: TrackSunRequest) -> Result<Answer<TrackerPosition>, Error> {
    let zenith = request.apparent_zenith_deg.get();
    let found = (zenith <= 90.0).then(|| track(&request.tracker.resolve(), zenith, request.sun_azimuth_deg.compass()));
    Ok(Answer::new(TrackerPosition {
        rotation_deg: found.map(|[rotation, ..]| rotation),
        tilt_deg: found.map(|[_, tilt, ..]| tilt),
        azimuth_deg: found.map(|[_, _, azimuth, _]| azimuth),
        incidence_deg: found.map(|[.., incidence]| incidence),
    }))
}

/// What is the same for all rows of [`TRACK_SUN`].
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct TrackParameters {
    tracker: TrackerInput,
}

float_form! {
    /// Column form of [`track_sun`]; a row with the sun below the horizon is refused.
    pub(crate) static TRACK_SUN(parameters: TrackParameters, rows) {
        apparent_zenith_deg: Zenith,
        sun_azimuth_deg: Azimuth,
    } -> { rotation_deg, tilt_deg, azimuth_deg, incidence_deg, } {
        let [zeniths, azimuths] = rows.columns;
        let tracker = parameters.tracker.resolve();
        let mut out: [Vec<f64>; 4] = std::array::from_fn(|_| vec![0.0; zeniths.len()]);
        let [rotation, tilt, azimuth, incidence] = &mut out;
        Level::detect().run(
            #[inline(always)]
            || {
                let found = rotation.iter_mut().zip(tilt).zip(azimuth).zip(incidence);
                for ((zenith, sun_azimuth), (((rotation, tilt), azimuth), incidence)) in
                    zeniths.iter().zip(azimuths).zip(found)
                {
                    let sun_azimuth = if *sun_azimuth < 0.0 { *sun_azimuth + 360.0 } else { *sun_azimuth };
                    let sun_azimuth = if sun_azimuth < 360.0 { sun_azimuth } else { 0.0 };
                    [*rotation, *tilt, *azimuth, *incidence] = track(&tracker, *zenith, sun_azimuth);
                }
            },
        );
        for (row, _) in zeniths.iter().enumerate().filter(|(_, zenith)| **zenith > 90.0) {
            rows.refuse(row, Issue::error(Code::SUN_BELOW_HORIZON).at("/apparent_zenith_deg"));
        }
        out.into()
    }
}
