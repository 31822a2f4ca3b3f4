//! Position of the sun at instants, from the algorithm itself or from daily nodes.

use super::delta_t::{FIRST_YEAR, delta_t_s};
use super::spa::{
    DAY_S, Day, Days, Geocentric, J2000_UNIX_S, LANES, Site, equation_of_time_minutes, geocentric, refraction_deg,
};
use crate::calendar::Date;
use crate::issue::{Code, Error, Issue};
use crate::math::Level;

/// Unix day of 2000-01-01, from which days are numbered.
const FIRST_DAY: i64 = (J2000_UNIX_S - DAY_S / 2) / DAY_S;
/// First and last year of the algorithm here.
const LAST_YEAR: i32 = 2199;

/// A day and the second in it, by universal time.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Moment {
    /// Number of the day from 2000-01-01.
    pub day: i64,
    /// Second of the day.
    pub second: f64,
    /// Terrestrial less universal time, s.
    pub delta_t_s: f64,
}

/// Terrestrial less universal time on a Unix day.
///
/// # Errors
/// `OUT_OF_RANGE` outside the years 1800 to 2199.
pub(crate) fn delta_t_on(unix_day: i64) -> Result<f64, Error> {
    let date = Date::from_unix_day(unix_day).filter(|date| (FIRST_YEAR..=LAST_YEAR).contains(&date.year()));
    match date {
        Some(date) => Ok(delta_t_s(date.year(), date.month_number())),
        None => {
            let mut issue = Issue::error(Code::OUT_OF_RANGE);
            for (name, date) in [("min", Date::new(FIRST_YEAR, 1, 1)), ("max", Date::new(LAST_YEAR, 12, 31))] {
                issue = date.into_iter().fold(issue, |issue, date| issue.with(name, date.get()));
            }
            Err(issue.into())
        }
    }
}

impl Moment {
    /// The moment of a Unix time; ΔT by formula where it is not given.
    ///
    /// # Errors
    /// `OUT_OF_RANGE` outside the years 1800 to 2199.
    pub fn of(unix_s: i64, delta_t: Option<f64>) -> Result<Moment, Error> {
        let unix_day = unix_s.div_euclid(DAY_S);
        let by_formula = delta_t_on(unix_day)?;
        Ok(Moment {
            day: unix_day - FIRST_DAY,
            second: unix_s.rem_euclid(DAY_S) as f64,
            delta_t_s: delta_t.unwrap_or(by_formula),
        })
    }

    /// Julian millennia of terrestrial time from J2000.0.
    pub fn jme(&self) -> f64 {
        (self.day as f64 - 0.5 + (self.second + self.delta_t_s) / DAY_S as f64) / 365_250.0
    }
}

/// The air over a site, for refraction.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Air {
    /// Pressure, Pa.
    pub pressure_pa: f64,
    /// Temperature, °C.
    pub temperature_c: f64,
}

/// What is computed for every instant.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Position {
    /// True elevation, degrees.
    pub elevation_deg: f64,
    /// Lift by refraction, degrees.
    pub refraction_deg: f64,
    /// Azimuth, degrees.
    pub azimuth_deg: f64,
    /// Square of the mean over the actual distance.
    pub distance_factor: f64,
}

#[inline(always)]
fn look(site: &Site, air: &Air, sun: &super::spa::HourSun) -> Position {
    let seen = site.see(sun);
    let elevation_deg = seen.elevation_deg();
    Position {
        elevation_deg,
        refraction_deg: refraction_deg(elevation_deg, air.pressure_pa, air.temperature_c),
        azimuth_deg: seen.azimuth_deg(),
        distance_factor: 1.0 / (sun.radius_au * sun.radius_au),
    }
}

/// Columns of positions.
pub(crate) struct Positions<'a> {
    /// True elevations, degrees.
    pub elevation_deg: &'a mut [f64],
    /// Lifts by refraction, degrees.
    pub refraction_deg: &'a mut [f64],
    /// Azimuths, degrees.
    pub azimuth_deg: &'a mut [f64],
    /// Squares of the mean over the actual distance.
    pub distance_factor: &'a mut [f64],
}

/// Positions at seconds of one day, from its nodes.
#[inline(always)]
pub(crate) fn on_day(day: &Day, delta_t_s: f64, site: &Site, air: &Air, seconds: &[f64], out: Positions<'_>) {
    let angles = out.elevation_deg.iter_mut().zip(out.refraction_deg).zip(out.azimuth_deg);
    for ((second, ((elevation, refraction), azimuth)), distance) in seconds.iter().zip(angles).zip(out.distance_factor)
    {
        let position = look(site, air, &day.at(*second, delta_t_s));
        *elevation = position.elevation_deg;
        *refraction = position.refraction_deg;
        *azimuth = position.azimuth_deg;
        *distance = position.distance_factor;
    }
}

/// Position and equation of time at one moment, from daily nodes.
pub(crate) fn by_nodes(moment: &Moment, site: &Site, air: &Air, level: Level) -> (Position, Geocentric) {
    let days = Days::new(vec![moment.day], level);
    match days.all() {
        [day] => {
            let position = look(site, air, &day.at(moment.second, moment.delta_t_s));
            (position, day.geocentric(moment.second, moment.delta_t_s))
        }
        _ => (Position::default(), Geocentric::default()),
    }
}

/// Positions at up to [`LANES`] moments, from the algorithm itself.
pub(crate) fn by_algorithm(moments: &[Moment], site: &Site, air: &Air, level: Level) -> Vec<(Position, Geocentric)> {
    let mut jme = [0.0; LANES];
    for (slot, moment) in jme.iter_mut().zip(moments) {
        *slot = moment.jme();
    }
    let suns = level.run(
        #[inline(always)]
        || geocentric(&jme),
    );
    let mut found = Vec::with_capacity(moments.len());
    for (moment, sun) in moments.iter().zip(suns) {
        let days = moment.day as f64 - 0.5 + moment.second / DAY_S as f64;
        found.push((look(site, air, &sun.hour_sun(days)), sun));
    }
    found
}

/// Apparent less mean solar time at a moment, minutes.
pub(crate) fn equation_of_time(moment: &Moment, sun: &Geocentric) -> f64 {
    equation_of_time_minutes(moment.jme(), sun)
}

/// Number of the day from 2000-01-01 of a Unix day.
pub(crate) const fn day_number(unix_day: i64) -> i64 {
    unix_day - FIRST_DAY
}
