use super::blocks;
use super::geocentric::{Geocentric, LANES, geocentric, sidereal_deg};
use super::sg2::sg2_of_ssc;
use super::topocentric::HourSun;
use super::wrap360;
use crate::math::{Level, sin_cos_bounded};

const RADIANS: f64 = core::f64::consts::PI / 180.0;

/// Where the sun of a day comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Ephemeris {
    /// NREL's algorithm.
    #[default]
    Spa,
    /// SG2 as SSC computes it.
    Sg2OfSsc,
}

impl Ephemeris {
    /// The sun of several instants, in Julian millennia of terrestrial time.
    pub fn suns(self, jme: &[f64; LANES], level: Level) -> [Geocentric; LANES] {
        match self {
            Ephemeris::Spa => level.run(
                #[inline(always)]
                || geocentric(jme),
            ),
            Ephemeris::Sg2OfSsc => sg2_of_ssc(jme),
        }
    }
}

/// The sun of one day, as polynomials of degree five through six midnights of terrestrial time.
///
/// What [`geocentric`] gives depends on time only and is so smooth that the midnights of two days before to three days after give it
/// within 1e-8 degrees. They are shared by every site and every instant of the day.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Day {
    right_ascension_deg: [f64; 6],
    declination_deg: [f64; 6],
    radius_au: [f64; 6],
    equinoxes_deg: [f64; 6],
    /// Mean sidereal time of midnight (universal time), degrees.
    sidereal_deg: f64,
    /// Its increase in a day, degrees.
    sidereal_rate_deg: f64,
}

/// Coefficients of the polynomial through the values at -2, -1, 0, 1, 2 and 3.
fn polynomial(values: [f64; 6]) -> [f64; 6] {
    let [_, _, middle, ..] = values;
    let [a, b, _, d, e, f] = values.map(|value| value - middle);
    [
        middle,
        (6.0 * a - 60.0 * b + 120.0 * d - 30.0 * e + 4.0 * f) / 120.0,
        (-5.0 * a + 80.0 * b + 80.0 * d - 5.0 * e) / 120.0,
        (-5.0 * a - 5.0 * b - 70.0 * d + 35.0 * e - 5.0 * f) / 120.0,
        (5.0 * a - 20.0 * b - 20.0 * d + 5.0 * e) / 120.0,
        (-a + 5.0 * b + 10.0 * d - 5.0 * e + f) / 120.0,
    ]
}

#[inline(always)]
fn horner([c0, c1, c2, c3, c4, c5]: &[f64; 6], x: f64) -> f64 {
    c0 + x * (c1 + x * (c2 + x * (c3 + x * (c4 + x * c5))))
}

impl Day {
    fn new(number: i64, nodes: &[Geocentric; 6]) -> Day {
        let mut turns = 0.0;
        let mut before = f64::NEG_INFINITY;
        let right_ascension_deg = nodes.map(|node| {
            let value = node.right_ascension_deg;
            turns += if value < before - 180.0 { 360.0 } else { 0.0 };
            before = value;
            value + turns
        });
        let midnight = midnight(number);
        Day {
            right_ascension_deg: polynomial(right_ascension_deg),
            declination_deg: polynomial(nodes.map(|node| node.declination_deg)),
            radius_au: polynomial(nodes.map(|node| node.radius_au)),
            equinoxes_deg: polynomial(nodes.map(|node| node.equinoxes_deg)),
            sidereal_deg: sidereal_deg(midnight),
            sidereal_rate_deg: 360.98564736629 + 2.0 * 0.000387933 * midnight / (36_525.0 * 36_525.0),
        }
    }

    /// The sun as seen from the centre of the Earth at a second of the day (universal time).
    pub fn geocentric(&self, second: f64, delta_t_s: f64) -> Geocentric {
        let x = (second + delta_t_s) / 86_400.0;
        Geocentric {
            right_ascension_deg: wrap360(horner(&self.right_ascension_deg, x)),
            declination_deg: horner(&self.declination_deg, x),
            radius_au: horner(&self.radius_au, x),
            equinoxes_deg: horner(&self.equinoxes_deg, x),
        }
    }

    /// The sun at a second of the day (universal time).
    #[inline(always)]
    pub fn at(&self, second: f64, delta_t_s: f64) -> HourSun {
        let fraction = second / 86_400.0;
        let x = (second + delta_t_s) / 86_400.0;
        let sidereal = self.sidereal_deg + self.sidereal_rate_deg * fraction + horner(&self.equinoxes_deg, x);
        let hour_angle = sidereal - horner(&self.right_ascension_deg, x);
        let (sin_gha, cos_gha) = sin_cos_bounded(hour_angle * RADIANS);
        let (sin_declination, cos_declination) = sin_cos_bounded(horner(&self.declination_deg, x) * RADIANS);
        HourSun { sin_gha, cos_gha, sin_declination, cos_declination, radius_au: horner(&self.radius_au, x) }
    }
}

/// Days from J2000.0 to the midnight that begins a day; days are numbered from 2000-01-01.
fn midnight(number: i64) -> f64 {
    number as f64 - 0.5
}

/// The ephemeris of several days.
#[derive(Debug, Clone, Default)]
pub(crate) struct Days {
    numbers: Vec<i64>,
    days: Vec<Day>,
}

impl Days {
    /// The days of these numbers (from 2000-01-01), which must ascend.
    pub fn new(numbers: Vec<i64>, level: Level) -> Days {
        Days::of(Ephemeris::Spa, numbers, level)
    }

    /// The same of an ephemeris.
    pub fn of(ephemeris: Ephemeris, numbers: Vec<i64>, level: Level) -> Days {
        let mut wanted: Vec<i64> = Vec::with_capacity(numbers.len() + 5);
        for number in &numbers {
            let first = wanted.last().map_or(number - 2, |last| (last + 1).max(number - 2));
            wanted.extend(first..=number + 3);
        }
        let nodes = midnights(ephemeris, &wanted, level);
        let mut days = Vec::with_capacity(numbers.len());
        let mut at = 0;
        for number in &numbers {
            while wanted.get(at).is_some_and(|known| *known < number - 2) {
                at += 1;
            }
            let six = nodes.get(at..at + 6).and_then(|six| six.try_into().ok());
            days.push(six.map_or_else(Day::default, |six| Day::new(*number, six)));
        }
        Days { numbers, days }
    }

    /// All of them, in order.
    pub fn all(&self) -> &[Day] {
        &self.days
    }

    /// The day of a number.
    pub fn get(&self, number: i64) -> Option<&Day> {
        let at = self.numbers.binary_search(&number).ok()?;
        self.days.get(at)
    }
}

/// The sun at midnights of terrestrial time.
fn midnights(ephemeris: Ephemeris, numbers: &[i64], level: Level) -> Vec<Geocentric> {
    if ephemeris == Ephemeris::Spa {
        return blocks::midnights(numbers, level);
    }
    let mut suns = Vec::with_capacity(numbers.len().next_multiple_of(LANES));
    for chunk in numbers.chunks(LANES) {
        let mut jme = [0.0; LANES];
        for (slot, number) in jme.iter_mut().zip(chunk) {
            *slot = midnight(*number) / 365_250.0;
        }
        let lanes = ephemeris.suns(&jme, level);
        suns.extend(lanes.into_iter().take(chunk.len()));
    }
    suns
}
