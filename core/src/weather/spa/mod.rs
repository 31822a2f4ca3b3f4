//! Position of the sun after the NREL Solar Position Algorithm.
//!
//! Source: I. Reda, A. Andreas, *Solar Energy* 76 (2004) 577; NREL/TP-560-34302 (revised 2008). Everything that depends on time
//! only is in [`geocentric`] and [`days`]; what depends on the site is in [`topocentric`]. Days are counted from J2000.0
//! (2000-01-01 12:00 UTC), since a Julian day of 2.46 million leaves no room for the hour angle.

mod blocks;
mod days;
mod geocentric;
mod sg2;
mod terms;
mod topocentric;

pub(crate) use days::{Day, Days, Ephemeris};
pub(crate) use geocentric::{Geocentric, LANES, equation_of_time_minutes, geocentric, sidereal_deg};
pub(crate) use topocentric::{HourSun, Site, Sun, refraction_deg};

/// Seconds from the Unix epoch to J2000.0.
pub(crate) const J2000_UNIX_S: i64 = 946_728_000;
/// Seconds of a day.
pub(crate) const DAY_S: i64 = 86_400;

/// An angle in degrees folded into 0 .. 360.
#[inline(always)]
pub(crate) fn wrap360(degrees: f64) -> f64 {
    let folded = degrees - 360.0 * (degrees * (1.0 / 360.0)).floor();
    // rounding may leave the whole circle
    if folded < 360.0 { folded } else { 0.0 }
}
