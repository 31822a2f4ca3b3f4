//! Area of a roof on the map.

use crate::Answer;
use crate::energy::geodesy::{area_and_perimeter, crosses_itself, local_metres};
use crate::issue::{Code, Error, Issue};
use crate::quantity::{Latitude, Longitude};
use serde::{Deserialize, Serialize};

/// A place on the map.
#[derive(Debug, Clone, Copy, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct MapPoint {
    /// Latitude, north positive.
    pub latitude: Latitude,
    /// Longitude, east positive.
    pub longitude: Longitude,
}

/// A polygon on the map.
#[derive(Debug, Clone, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct PolygonAreaRequest {
    /// Its corners in order, 3 to 10,000; the last is joined to the first.
    pub points: Vec<MapPoint>,
}

/// Size of a polygon.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct PolygonArea {
    /// Area.
    pub area_m2: f64,
    /// Length of its sides together.
    pub perimeter_m: f64,
}

const LEAST: usize = 3;
const MOST: usize = 10_000;

/// Compute area and perimeter of a polygon on the map, in the metric of the ellipsoid of SIRGAS 2000 at its middle.
///
/// # Errors
/// `BAD_LENGTH` for the number of corners, `POLYGON_CROSSES_ITSELF`.
pub fn polygon_area(request: PolygonAreaRequest) -> Result<Answer<PolygonArea>, Error> {
    if !(LEAST..=MOST).contains(&request.points.len()) {
        return Err(Issue::error(Code::BAD_LENGTH).at("/points").with("min", LEAST).with("max", MOST).into());
    }
    let corners: Vec<(f64, f64)> =
        request.points.iter().map(|point| (point.latitude.get(), point.longitude.get())).collect();
    let metres = local_metres(&corners);
    if crosses_itself(&metres) {
        return Err(Issue::error(Code::POLYGON_CROSSES_ITSELF).at("/points").into());
    }
    let (area_m2, perimeter_m) = area_and_perimeter(&metres);
    Ok(Answer::new(PolygonArea { area_m2, perimeter_m }))
}
