//! Weather drawn from climate.

use super::read::WeatherYear;
use crate::Answer;
use crate::calendar::{Date, Instant};
use crate::issue::{Code, Error, Issue, Pointer, Problems};
use crate::math::Level;
use crate::quantity::Id;
use crate::series::{Samples, Stamp, TimeAxis};
use crate::weather::SiteInput;
use crate::weather::climate::ClimateInput;
use crate::weather::stochastic::draw;
use crate::weather::year::{LeapDay, YearClock};
use serde::{Deserialize, Serialize};

/// Largest seed: whole numbers up to it are exact in every language.
const MOST_SEED: u64 = 9_007_199_254_740_991;
/// Year of the rows; a common one.
const YEAR: i32 = 2019;
const HOURS: usize = 8760;

/// A climate, a site and a seed.
#[derive(Debug, Clone, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct GenerateWeatherRequest {
    /// Climate of the months: `{"named":"climate-monthly-2021","uf":"SP"}`, or rows.
    pub climate: ClimateInput,
    /// The site; that of the station where the climate is a named table and nothing is given.
    pub site: Option<SiteInput>,
    /// Seed, 0 to 2^53 − 1; the same seed gives the same year.
    pub seed: u64,
}

/// A drawn year.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct GeneratedWeather {
    /// The site.
    pub site: SiteInput,
    /// The seed.
    pub seed: u64,
    /// The year, for `simulate_year`.
    pub weather: WeatherYear,
    /// Clearness index of each day.
    pub daily_clearness_ratio: Vec<f64>,
}

/// Generate a year of hours from monthly climate and a seed: the months keep their means, days and hours vary as measured ones do.
///
/// The clearness of the days follows the Markov chain of Aguiar, that of the hours his autoregression. It is weather for tests,
/// demonstrations and studies of variability, no measurement.
///
/// # Errors
/// Those of the climate; `MISSING_FIELD` for the site, `OUT_OF_RANGE` for the seed, `WEATHER_IMPLAUSIBLE` for a month with more
/// irradiation than its sun can give.
pub fn generate_weather(request: GenerateWeatherRequest) -> Result<Answer<GeneratedWeather>, Error> {
    let mut problems = Problems::new();
    let found = problems.take(request.climate.find().map_err(|error| error.within("/climate")));
    problems.require(request.seed <= MOST_SEED, || {
        Issue::error(Code::OUT_OF_RANGE).at("/seed").with("min", 0_i64).with("max", MOST_SEED as f64)
    });
    let (true, Some(found)) = (problems.is_empty(), found) else { return Err(problems.into_error()) };
    let station = |station: &crate::weather::ClimateSite| {
        SiteInput::new(station.latitude, station.longitude, station.altitude_m, station.utc_offset_h)
    };
    let site = match (request.site, &found.site) {
        (Some(site), _) => site,
        (None, Some(known)) => station(known)?,
        (None, None) => return Err(Issue::error(Code::MISSING_FIELD).at("/site").into()),
    };
    let offset = site.offset().map_err(|error| error.within("/site"))?;
    let first = Date::new(YEAR, 1, 1).ok_or_else(|| Error::from(Issue::error(Code::TIME_RANGE)))?;
    let start = Instant::midnight(first, offset)?;
    let axis = TimeAxis::new(start, 3600, HOURS, offset, Stamp::IntervalStart)?;
    let clock = YearClock::new(&axis, None, LeapDay::Keep)?;
    let drawn = draw(&site, &found.climate, &clock, request.seed, Level::detect()).map_err(|months| {
        let mut problems = Problems::new();
        for month in months {
            let place = Pointer::root().field("climate").field("ghi_kwh_m2_day").index(month.0);
            problems.push(Issue::error(Code::WEATHER_IMPLAUSIBLE).at(place));
        }
        problems.into_error()
    })?;
    let [ghi, dni, dhi, air, wind] = drawn.columns;
    let id = Id::try_from(format!("generated-{}", request.seed)).ok();
    let vintage = found.source.as_ref().and_then(|source| Id::try_from(source.vintage.clone()).ok());
    let mut answer = Answer::new(GeneratedWeather {
        site,
        seed: request.seed,
        weather: WeatherYear {
            id,
            vintage,
            start,
            step_s: 3600,
            stamp: Stamp::IntervalStart,
            month_years: None,
            ghi_w_m2: Samples::new(ghi)?,
            dni_w_m2: Samples::new(dni)?,
            dhi_w_m2: Samples::new(dhi)?,
            temp_air_c: Samples::new(air)?,
            wind_m_s: Samples::new(wind)?,
            pressure_pa: None,
        },
        daily_clearness_ratio: drawn.daily_clearness,
    });
    answer.sources.extend(found.source);
    Ok(answer)
}
