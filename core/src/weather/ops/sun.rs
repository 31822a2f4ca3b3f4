//! Where the sun stands.

use crate::Answer;
use crate::calendar::Instant;
use crate::columns::{Columns, Form, Kind, OwnedColumn, Rows, Values};
use crate::issue::{Code, Error, Issue};
use crate::math::Level;
use crate::quantity::{AirTemperature, Altitude, DeltaT, Latitude, Longitude, Pressure};
use crate::weather::air_mass::pressure_pa;
use crate::weather::position::{
    Air, Moment, Position, Positions, by_algorithm, by_nodes, day_number, delta_t_on, equation_of_time, on_day,
};
use crate::weather::spa::{DAY_S, Days, LANES, Site};
use serde::{Deserialize, Serialize};

/// How the position of the sun is computed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum SunAlgorithm {
    /// The NREL algorithm at one instant a day, and a polynomial of degree five between: within 1e-8 degrees, and fast.
    #[default]
    DailyNodes,
    /// The NREL algorithm at every instant.
    Spa,
}

/// The site whose sun is wanted and the air over it.
#[derive(Debug, Clone, Copy, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct SunSite {
    /// Latitude, north positive.
    pub latitude: Latitude,
    /// Longitude, east positive.
    pub longitude: Longitude,
    /// Altitude above sea level, m; default 0.
    pub altitude_m: Option<Altitude>,
    /// Pressure of the air for refraction, Pa; by the standard atmosphere from the altitude where it is not given.
    pub pressure_pa: Option<Pressure>,
    /// Temperature of the air for refraction, °C; default 12.
    pub air_c: Option<AirTemperature>,
}

impl SunSite {
    fn place(&self) -> (Site, Air) {
        let altitude_m = self.altitude_m.map_or(0.0, Altitude::get);
        let air = Air {
            pressure_pa: self.pressure_pa.map_or_else(|| pressure_pa(altitude_m), Pressure::get),
            temperature_c: self.air_c.map_or(12.0, AirTemperature::get),
        };
        (Site::new(self.latitude.get(), self.longitude.get(), altitude_m), air)
    }
}

/// A site and an instant.
#[derive(Debug, Clone, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct SunPositionRequest {
    /// The site.
    pub site: SunSite,
    /// The instant, in the years 1800 to 2199.
    pub at: Instant,
    /// Terrestrial less universal time, s; by the formulas of Espenak and Meeus where it is not given.
    pub delta_t_s: Option<DeltaT>,
    /// How the position is computed; default `daily_nodes`.
    #[serde(default)]
    pub algorithm: SunAlgorithm,
}

/// Position of the sun.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct SunPosition {
    /// True angle from the vertical.
    pub zenith_deg: f64,
    /// Angle from the vertical as refraction shows it.
    pub apparent_zenith_deg: f64,
    /// True angle above the horizon.
    pub elevation_deg: f64,
    /// Angle above the horizon as refraction shows it.
    pub apparent_elevation_deg: f64,
    /// Direction clockwise from true north, 0 up to 360.
    pub azimuth_deg: f64,
    /// Apparent less mean solar time.
    pub equation_of_time_minutes: f64,
    /// Declination as seen from the centre of the Earth.
    pub declination_deg: f64,
    /// Square of the mean over the actual distance: multiplies the solar constant.
    pub distance_factor: f64,
    /// Terrestrial less universal time that was used.
    pub delta_t_s: f64,
}

/// Compute the position of the sun after NREL's Solar Position Algorithm.
///
/// # Errors
/// `OUT_OF_RANGE` for an instant outside the years 1800 to 2199.
pub fn sun_position(request: SunPositionRequest) -> Result<Answer<SunPosition>, Error> {
    let (site, air) = request.site.place();
    let moment =
        Moment::of(request.at.unix(), request.delta_t_s.map(DeltaT::get)).map_err(|error| error.within("/at"))?;
    let (position, sun) = match request.algorithm {
        SunAlgorithm::DailyNodes => by_nodes(&moment, &site, &air, Level::detect()),
        SunAlgorithm::Spa => {
            let found = by_algorithm(&[moment], &site, &air, Level::detect());
            found.first().copied().unwrap_or_default()
        }
    };
    let apparent_elevation_deg = position.elevation_deg + position.refraction_deg;
    Ok(Answer::new(SunPosition {
        zenith_deg: 90.0 - position.elevation_deg,
        apparent_zenith_deg: 90.0 - apparent_elevation_deg,
        elevation_deg: position.elevation_deg,
        apparent_elevation_deg,
        azimuth_deg: position.azimuth_deg,
        equation_of_time_minutes: equation_of_time(&moment, &sun),
        declination_deg: sun.declination_deg,
        distance_factor: position.distance_factor,
        delta_t_s: moment.delta_t_s,
    }))
}

/// What is the same for all rows of [`SUN_POSITION`].
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct SunPositionParameters {
    site: SunSite,
    delta_t_s: Option<DeltaT>,
    #[serde(default)]
    algorithm: SunAlgorithm,
}

/// Column form of [`sun_position`]: Unix seconds in.
pub(crate) static SUN_POSITION: Form<SunPositionParameters> = Form {
    inputs: &[("unix_s", Kind::I64)],
    outputs: &[
        ("zenith_deg", Kind::F64),
        ("apparent_zenith_deg", Kind::F64),
        ("azimuth_deg", Kind::F64),
        ("distance_factor", Kind::F64),
        ("status", Kind::I32),
    ],
    run: sun_position_rows,
};

fn sun_position_rows(parameters: SunPositionParameters, columns: &Columns<'_>) -> Result<Rows, Error> {
    sun_position_rows_at(parameters, columns, Level::detect())
}

fn sun_position_rows_at(parameters: SunPositionParameters, columns: &Columns<'_>, level: Level) -> Result<Rows, Error> {
    let column = columns.at(0);
    let instants = match column.map(|column| column.values) {
        Some(Values::I64(values)) => values,
        _ => &[],
    };
    let given = parameters.delta_t_s.map(DeltaT::get);
    let (site, air) = parameters.site.place();
    let mut errors = Vec::new();
    let mut table: [Vec<f64>; 4] = std::array::from_fn(|_| vec![0.0; instants.len()]);
    for row in (0..instants.len()).filter(|row| !column.is_some_and(|column| column.is_valid(*row))) {
        errors.push((row, Issue::error(Code::MISSING_FIELD).at("/unix_s").into()));
    }
    if parameters.algorithm == SunAlgorithm::Spa {
        let mut moments = Vec::with_capacity(LANES);
        let mut rows = Vec::with_capacity(LANES);
        for (row, unix_s) in instants.iter().enumerate() {
            match Moment::of(*unix_s, given) {
                Ok(moment) => {
                    moments.push(moment);
                    rows.push(row);
                }
                Err(error) => errors.push((row, error.within("/unix_s"))),
            }
            if moments.len() == LANES || row + 1 == instants.len() {
                let found = by_algorithm(&moments, &site, &air, level);
                for (row, (position, _)) in rows.drain(..).zip(found) {
                    put(&mut table, row, &position);
                }
                moments.clear();
            }
        }
    } else {
        let mut numbers: Vec<i64> = instants.iter().map(|unix_s| day_number(unix_s.div_euclid(DAY_S))).collect();
        numbers.dedup();
        numbers.sort_unstable();
        numbers.dedup();
        numbers.retain(|number| delta_t_on(number - day_number(0)).is_ok());
        let days = Days::new(numbers, level);
        let [elevation, refraction, azimuth, distance] = &mut table;
        let mut seconds = Vec::new();
        let mut first = 0;
        for run in instants.chunk_by(|a, b| a.div_euclid(DAY_S) == b.div_euclid(DAY_S)) {
            let span = first..first + run.len();
            first = span.end;
            let unix_day = run.first().map_or(0, |unix_s| unix_s.div_euclid(DAY_S));
            let (day, by_formula) = match (days.get(day_number(unix_day)), delta_t_on(unix_day)) {
                (Some(day), Ok(by_formula)) => (day, by_formula),
                (_, Err(error)) => {
                    errors.extend(span.map(|row| (row, error.clone().within("/unix_s"))));
                    continue;
                }
                (None, Ok(_)) => continue,
            };
            seconds.clear();
            seconds.extend(run.iter().map(|unix_s| (unix_s - unix_day * DAY_S) as f64));
            let out = (
                elevation.get_mut(span.clone()),
                refraction.get_mut(span.clone()),
                azimuth.get_mut(span.clone()),
                distance.get_mut(span),
            );
            if let (Some(elevation_deg), Some(refraction_deg), Some(azimuth_deg), Some(distance_factor)) = out {
                let out = Positions { elevation_deg, refraction_deg, azimuth_deg, distance_factor };
                let delta_t_s = given.unwrap_or(by_formula);
                level.run(
                    #[inline(always)]
                    || on_day(day, delta_t_s, &site, &air, &seconds, out),
                );
            }
        }
    }
    // from elevation and lift to true and apparent zenith
    let [elevation, lift, ..] = &mut table;
    for (elevation, lift) in elevation.iter_mut().zip(lift) {
        let apparent = *elevation + *lift;
        *elevation = 90.0 - *elevation;
        *lift = 90.0 - apparent;
    }
    for values in &mut table {
        for (row, _) in &errors {
            if let Some(slot) = values.get_mut(*row) {
                *slot = 0.0;
            }
        }
    }
    let mut seen = std::collections::BTreeSet::new();
    errors.retain(|(row, _)| seen.insert(*row));
    Ok(Rows { columns: table.into_iter().map(OwnedColumn::F64).collect(), errors, summary: None })
}

fn put([elevation, refraction, azimuth, distance]: &mut [Vec<f64>; 4], row: usize, position: &Position) {
    let values = [position.elevation_deg, position.refraction_deg, position.azimuth_deg, position.distance_factor];
    for (column, value) in [elevation, refraction, azimuth, distance].into_iter().zip(values) {
        if let Some(slot) = column.get_mut(row) {
            *slot = value;
        }
    }
}

#[cfg(test)]
mod tests;
