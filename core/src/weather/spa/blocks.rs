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
const MANY: usize = 32;

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

/// Sines and cosines of the multiples of a step.
#[inline(always)]
fn turns(step: f64) -> (Lanes, Lanes) {
    let (mut sines, mut cosines) = ([0.0; LANES], [0.0; LANES]);
    for (lane, (sine, cosine)) in sines.iter_mut().zip(&mut cosines).enumerate() {
        (*sine, *cosine) = sin_cos_bounded(lane as f64 * step);
    }
    (sines, cosines)
}

/// Sum of the rows of terms times powers of the time, for the first `count` blocks.
#[inline(always)]
fn series<const N: usize>(rows: &[&[Term]], jme: &[Lanes; N], count: usize) -> [Lanes; N] {
    let mut sums = [[0.0; LANES]; N];
    for row in rows.iter().rev() {
        for (sums, jme) in sums.iter_mut().zip(jme).take(count) {
            for (sum, t) in sums.iter_mut().zip(jme) {
                *sum *= t;
            }
        }
        for [a, b, c] in *row {
            let (sines, cosines) = turns(c * DAY_JME);
            let (mut across, mut along) = ([0.0; N], [0.0; N]);
            for (([first, ..], across), along) in jme.iter().zip(&mut across).zip(&mut along) {
                let (s, c) = sin_cos_bounded(b + c * first);
                (*across, *along) = (a * s, a * c);
            }
            for ((sums, across), along) in sums.iter_mut().zip(&across).zip(&along).take(count) {
                for ((sum, sine), cosine) in sums.iter_mut().zip(&sines).zip(&cosines) {
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
fn nutation<const N: usize>(jme: &[Lanes; N], count: usize) -> ([Lanes; N], [Lanes; N]) {
    let (mut psi, mut epsilon) = ([[0.0; LANES]; N], [[0.0; LANES]; N]);
    let mut first = [[0.0; 5]; N];
    for (first, [jme, ..]) in first.iter_mut().zip(jme) {
        *first = arguments(jme * 10.0);
    }
    let rates_deg = ARGUMENTS.map(|[_, rate, ..]| rate / 36_525.0);
    for (y, [a, b, c, d]) in &NUTATION {
        let along = |x: &[f64; 5]| {
            let [y0, y1, y2, y3, y4] = y;
            let [x0, x1, x2, x3, x4] = x;
            y0 * x0 + y1 * x1 + y2 * x2 + y3 * x3 + y4 * x4
        };
        let (sines, cosines) = turns(along(&rates_deg) * RADIANS);
        let (mut s0, mut c0) = ([0.0; N], [0.0; N]);
        for ((first, s0), c0) in first.iter().zip(&mut s0).zip(&mut c0) {
            (*s0, *c0) = sin_cos_bounded(wrap360(along(first)) * RADIANS);
        }
        let blocks = psi.iter_mut().zip(&mut epsilon).zip(jme).zip(&s0).zip(&c0);
        for ((((psi, epsilon), jme), s0), c0) in blocks.take(count) {
            let lanes = psi.iter_mut().zip(epsilon).zip(jme).zip(&sines).zip(&cosines);
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
    let longitude = series(&L, jme, count);
    let latitude = series(&B, jme, count);
    let radius = series(&R, jme, count);
    let (psi, epsilon) = nutation(jme, count);
    let sums = longitude.iter().zip(&latitude).zip(&radius).zip(&psi).zip(&epsilon);
    for ((found, jme), ((((longitude, latitude), radius), psi), epsilon)) in
        found.iter_mut().zip(jme).zip(sums).take(count)
    {
        *found = apparent(jme, longitude, latitude, radius, psi, epsilon);
    }
}
