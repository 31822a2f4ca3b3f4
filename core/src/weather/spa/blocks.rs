//! The sun of many midnights: the waves of a block of sixteen days are turned on from its first day.
//!
//! A wave A cos(B + C·t) at the days of a block is that of its first day turned by multiples of C·1 day, which are the same for all
//! blocks. So a year needs the sines and cosines of 25 instants and not of 370. Blocks begin at fixed days: a day has the same bits
//! whichever other days are asked for.

use super::geocentric::{ARGUMENTS, Geocentric, LANES, apparent, arguments};
use super::terms::{B, L, NUTATION, R, Term};
use super::wrap360;
use crate::math::{Level, sin_cos_bounded};

const RADIANS: f64 = core::f64::consts::PI / 180.0;
/// A day in Julian millennia.
const DAY_JME: f64 = 1.0 / 365_250.0;
/// Blocks that are computed side by side where there are many.
const MANY: usize = 24;

/// The waves of the days of a block before their amplitudes.
type Lanes = [f64; LANES];

/// Days of a block.
const BLOCK: i64 = LANES as i64;

/// The sun at midnights of terrestrial time; days are numbered from 2000-01-01 and ascend.
pub(super) fn midnights(numbers: &[i64], level: Level) -> Vec<Geocentric> {
    let mut suns = Vec::with_capacity(numbers.len());
    let same = |a: &i64, b: &i64| a.div_euclid(BLOCK) == b.div_euclid(BLOCK);
    let blocks: Vec<&[i64]> = numbers.chunk_by(same).collect();
    for group in blocks.chunks(MANY) {
        if group.len() <= 2 {
            fill::<2>(group, level, &mut suns);
        } else {
            fill::<MANY>(group, level, &mut suns);
        }
    }
    suns
}

/// Appends the sun of the numbers of up to `N` blocks.
fn fill<const N: usize>(blocks: &[&[i64]], level: Level, suns: &mut Vec<Geocentric>) {
    let mut jme = [[0.0; LANES]; N];
    for (block, lanes) in blocks.iter().zip(&mut jme) {
        let first = block.first().map_or(0, |number| number.div_euclid(BLOCK) * BLOCK);
        for (lane, slot) in lanes.iter_mut().enumerate() {
            *slot = ((first + lane as i64) as f64 - 0.5) / 365_250.0;
        }
    }
    let mut found = [[Geocentric::default(); LANES]; N];
    level.run(
        #[inline(always)]
        || geocentric(&jme, blocks.len(), &mut found),
    );
    for (block, found) in blocks.iter().zip(&found) {
        let lanes = block.iter().map(|number| number.rem_euclid(BLOCK) as usize);
        suns.extend(lanes.filter_map(|lane| found.get(lane).copied()));
    }
}

/// Terms of the longest row.
const TERMS: usize = 64;

/// What the waves of a row of terms are put together from: the turns of the days of a block, and the waves of its first day.
struct Waves<const N: usize> {
    turns: [[Lanes; 2]; TERMS],
    firsts: [[[f64; N]; 2]; TERMS],
}

impl<const N: usize> Waves<N> {
    /// The turns of a term by its step from day to day, and its waves on the first day of each block by their angles.
    #[inline(always)]
    fn put(&mut self, term: usize, step: f64, amplitude: f64, angles: &[f64; N]) {
        let (Some([sines, cosines]), Some([across, along])) = (self.turns.get_mut(term), self.firsts.get_mut(term))
        else {
            return;
        };
        for (lane, (sine, cosine)) in sines.iter_mut().zip(cosines).enumerate() {
            (*sine, *cosine) = sin_cos_bounded(lane as f64 * step);
        }
        for ((across, along), angle) in across.iter_mut().zip(along).zip(angles) {
            let (s, c) = sin_cos_bounded(*angle);
            (*across, *along) = (amplitude * s, amplitude * c);
        }
    }

    /// The parts of `count` terms in a block: first day across and along, sines and cosines of the turns.
    #[inline(always)]
    fn of(&self, block: usize, count: usize) -> impl Iterator<Item = (f64, f64, &Lanes, &Lanes)> {
        let terms = self.turns.iter().zip(&self.firsts).take(count);
        terms.map(move |([sines, cosines], [across, along])| {
            let at = |values: &[f64; N]| values.get(block).copied().unwrap_or_default();
            (at(across), at(along), sines, cosines)
        })
    }
}

/// Sum of the rows of terms times powers of the time, for the first `count` blocks.
#[inline(always)]
fn series<const N: usize>(waves: &mut Waves<N>, rows: &[&[Term]], jme: &[Lanes; N], count: usize) -> [Lanes; N] {
    let mut sums = [[0.0; LANES]; N];
    for row in rows.iter().rev() {
        for (at, [a, b, c]) in row.iter().enumerate() {
            let angles = jme.map(|[first, ..]| b + c * first);
            waves.put(at, c * DAY_JME, *a, &angles);
        }
        for (block, (sums, jme)) in sums.iter_mut().zip(jme).take(count).enumerate() {
            for (sum, t) in sums.iter_mut().zip(jme) {
                *sum *= t;
            }
            for (across, along, sines, cosines) in waves.of(block, row.len()) {
                for ((sum, sine), cosine) in sums.iter_mut().zip(sines).zip(cosines) {
                    *sum += along * cosine - across * sine;
                }
            }
        }
    }
    for sums in sums.iter_mut().take(count) {
        for sum in sums {
            *sum *= 1e-8;
        }
    }
    sums
}

/// Nutation in longitude and obliquity before its unit.
#[inline(always)]
fn nutation<const N: usize>(waves: &mut Waves<N>, jme: &[Lanes; N], count: usize) -> ([Lanes; N], [Lanes; N]) {
    let first = jme.map(|[first, ..]| arguments(first * 10.0));
    let rates_deg = ARGUMENTS.map(|[_, rate, ..]| rate / 36_525.0);
    for (at, ([y0, y1, y2, y3, y4], _)) in NUTATION.iter().enumerate() {
        let along = |[x0, x1, x2, x3, x4]: [f64; 5]| y0 * x0 + y1 * x1 + y2 * x2 + y3 * x3 + y4 * x4;
        let angles = first.map(|first| wrap360(along(first)) * RADIANS);
        waves.put(at, along(rates_deg) * RADIANS, 1.0, &angles);
    }
    let (mut psi, mut epsilon) = ([[0.0; LANES]; N], [[0.0; LANES]; N]);
    for (block, ((psi, epsilon), jme)) in psi.iter_mut().zip(&mut epsilon).zip(jme).take(count).enumerate() {
        for ((s0, c0, sines, cosines), (_, [a, b, c, d])) in waves.of(block, NUTATION.len()).zip(&NUTATION) {
            let lanes = psi.iter_mut().zip(&mut *epsilon).zip(jme).zip(sines).zip(cosines);
            for ((((psi, epsilon), t), sine), cosine) in lanes {
                *psi += (a + b * (t * 10.0)) * (s0 * cosine + c0 * sine);
                *epsilon += (c + d * (t * 10.0)) * (c0 * cosine - s0 * sine);
            }
        }
    }
    (psi, epsilon)
}

#[inline(always)]
fn geocentric<const N: usize>(jme: &[Lanes; N], count: usize, found: &mut [[Geocentric; LANES]; N]) {
    let mut waves = Waves { turns: [[[0.0; LANES]; 2]; TERMS], firsts: [[[0.0; N]; 2]; TERMS] };
    let longitude = series(&mut waves, &L, jme, count);
    let latitude = series(&mut waves, &B, jme, count);
    let radius = series(&mut waves, &R, jme, count);
    let (psi, epsilon) = nutation(&mut waves, jme, count);
    let sums = longitude.iter().zip(&latitude).zip(&radius).zip(&psi).zip(&epsilon);
    for ((found, jme), ((((longitude, latitude), radius), psi), epsilon)) in
        found.iter_mut().zip(jme).zip(sums).take(count)
    {
        *found = apparent(jme, longitude, latitude, radius, psi, epsilon);
    }
}
