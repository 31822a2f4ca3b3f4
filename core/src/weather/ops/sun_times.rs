//! When the sun rises and sets.

use crate::Answer;
use crate::calendar::{Date, Instant};
use crate::issue::{Code, Error, Issue, Problems};
use crate::math::Level;
use crate::quantity::{DeltaT, Latitude, Longitude};
use crate::weather::position::{day_number, delta_t_on};
use crate::weather::spa::{DAY_S, Ephemeris};
use crate::weather::sun_times::{Midnights, Polar};
use serde::{Deserialize, Serialize};

/// A place and a day.
#[derive(Debug, Clone, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct SunTimesRequest {
    /// Latitude, north positive.
    pub latitude: Latitude,
    /// Longitude, east positive.
    pub longitude: Longitude,
    /// The day of universal time whose transit is wanted, in the years 1800 to 2199; sunrise may fall before it, sunset after it.
    pub date: Date,
    /// Terrestrial less universal time, s; by the formulas of Espenak and Meeus where it is not given.
    pub delta_t_s: Option<DeltaT>,
}

/// Why a day has no sunrise and no sunset.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum NoSunrise {
    /// The sun stays above the horizon.
    PolarDay,
    /// The sun stays below the horizon.
    PolarNight,
}

/// Sunrise, transit and sunset.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct SunTimes {
    /// Sunrise, seconds after midnight of universal time; negative if before it; null if there is none.
    pub sunrise_s: Option<f64>,
    /// Highest sun, seconds after midnight of universal time.
    pub transit_s: f64,
    /// Sunset, seconds after midnight of universal time; null if there is none.
    pub sunset_s: Option<f64>,
    /// Sunrise to the second.
    pub sunrise: Option<Instant>,
    /// Highest sun to the second.
    pub transit: Instant,
    /// Sunset to the second.
    pub sunset: Option<Instant>,
    /// From sunrise to sunset, h: 24 or 0 where there is none.
    pub day_length_h: f64,
    /// Why there is no sunrise.
    pub no_sunrise: Option<NoSunrise>,
}

/// Compute sunrise, transit and sunset of a day after NREL's Solar Position Algorithm, the upper limb with refraction at 0.8333 degrees.
///
/// # Errors
/// `OUT_OF_RANGE` for a day outside the years 1800 to 2199.
pub fn sun_times(request: SunTimesRequest) -> Result<Answer<SunTimes>, Error> {
    let unix_day = i64::from(request.date.unix_day());
    let by_formula = delta_t_on(unix_day).map_err(|error| error.within("/date"))?;
    let delta_t_s = request.delta_t_s.map_or(by_formula, DeltaT::get);
    let midnights = Midnights::new(Ephemeris::Spa, day_number(unix_day), delta_t_s, Level::detect());
    let times = midnights.times(request.latitude.get(), request.longitude.get());
    let instant = |seconds: f64| Instant::from_unix(unix_day * DAY_S + (seconds + 0.5).floor() as i64);
    let (rise_set, no_sunrise) = match times.rise_set_s {
        Ok(both) => (Some(both), None),
        Err(Polar::Day) => (None, Some(NoSunrise::PolarDay)),
        Err(Polar::Night) => (None, Some(NoSunrise::PolarNight)),
    };
    let day_length_h = match (rise_set, no_sunrise) {
        (Some((rise, set)), _) => (set - rise) / 3600.0,
        (None, Some(NoSunrise::PolarDay)) => 24.0,
        _ => 0.0,
    };
    Ok(Answer::new(SunTimes {
        sunrise_s: rise_set.map(|(rise, _)| rise),
        transit_s: times.transit_s,
        sunset_s: rise_set.map(|(_, set)| set),
        sunrise: rise_set.map(|(rise, _)| instant(rise)).transpose()?,
        transit: instant(times.transit_s)?,
        sunset: rise_set.map(|(_, set)| instant(set)).transpose()?,
        day_length_h,
        no_sunrise,
    }))
}

/// A month.
#[derive(Debug, Clone, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct DeltaTRequest {
    /// Year, 1800 to 2199.
    pub year: i32,
    /// Month, 1 to 12.
    pub month: u32,
}

/// Terrestrial less universal time.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct DeltaTAnswer {
    /// Terrestrial less universal time in the middle of the month.
    pub delta_t_s: f64,
}

/// Compute terrestrial less universal time (ΔT) in the middle of a month by the polynomials of Espenak and Meeus.
///
/// # Errors
/// `OUT_OF_RANGE` for a year or month out of range.
pub fn delta_t(request: DeltaTRequest) -> Result<Answer<DeltaTAnswer>, Error> {
    let mut problems = Problems::new();
    let range = |path: &'static str, least: i64, most: i64| {
        move || Issue::error(Code::OUT_OF_RANGE).at(path).with("min", least).with("max", most)
    };
    problems.require((1800..=2199).contains(&request.year), range("/year", 1800, 2199));
    problems.require((1..=12).contains(&request.month), range("/month", 1, 12));
    problems.finish()?;
    let delta_t_s = crate::weather::delta_t::delta_t_s(request.year, request.month);
    Ok(Answer::new(DeltaTAnswer { delta_t_s }))
}
