use super::dirint_table::COEFFICIENTS;
use crate::math::exp;

/// Lower edges of the bins after the first one.
const CLEARNESS: [f64; 5] = [0.24, 0.4, 0.56, 0.7, 0.8];
const ZENITH: [f64; 5] = [25.0, 40.0, 55.0, 70.0, 80.0];
const CHANGE: [f64; 5] = [0.015, 0.035, 0.07, 0.15, 0.3];
const WATER: [f64; 3] = [1.0, 2.0, 3.0];

/// The bin "not used" of the change and "not known" of the water.
const NO_CHANGE: usize = 6;
const NO_WATER: usize = 4;

/// What chooses a coefficient of DIRINT.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Bins {
    /// Clearness index without its dependence on the air mass.
    pub clearness: f64,
    /// True zenith, degrees.
    pub zenith_deg: f64,
    /// Mean change of that index to the neighbours in time, if it is used.
    pub change: Option<f64>,
    /// Precipitable water, cm, if it is known.
    pub water_cm: Option<f64>,
}

/// Clearness index without its dependence on the air mass, within 0 ..= 1.
pub(crate) fn stable_clearness(kt: f64, air_mass: f64) -> f64 {
    let index = kt / (1.031 * exp(-1.4 / (0.9 + 9.4 / air_mass)) + 0.1);
    index.clamp(0.0, 1.0)
}

/// Mean change of the index to those neighbours that exist.
pub(crate) fn change(before: Option<f64>, here: f64, after: Option<f64>) -> Option<f64> {
    match (before, after) {
        (Some(before), Some(after)) => Some(0.5 * ((here - after).abs() + (here - before).abs())),
        (Some(one), None) | (None, Some(one)) => Some((here - one).abs()),
        (None, None) => None,
    }
}

/// Precipitable water from the dew point in °C, cm.
pub(crate) fn water_cm(dew_c: f64) -> f64 {
    exp(0.07 * dew_c - 0.075)
}

/// What DIRINT multiplies the direct irradiance of DISC by; none for a row that falls into no bin.
///
/// Source: R. Perez, P. Ineichen, E. Maxwell, R. Seals, A. Zelenka, *ASHRAE Transactions* 98 (1992) 354.
pub(crate) fn dirint_factor(bins: &Bins) -> Option<f64> {
    let clearness = bin(&CLEARNESS, bins.clearness, 0.0, 1.0)?;
    let zenith = bin(&ZENITH, bins.zenith_deg, 0.0, f64::INFINITY)?;
    let change = bins.change.map_or(Some(NO_CHANGE), |change| bin(&CHANGE, change, 0.0, 1.0))?;
    let water = bins.water_cm.map_or(Some(NO_WATER), |water| bin(&WATER, water, 0.0, f64::INFINITY))?;
    COEFFICIENTS.get(clearness)?.get(zenith)?.get(change)?.get(water).copied()
}

/// The bin of a value; none outside of `least ..= most`.
fn bin(edges: &[f64], value: f64, least: f64, most: f64) -> Option<usize> {
    (value >= least && value <= most).then(|| edges.iter().filter(|edge| value >= **edge).count())
}
