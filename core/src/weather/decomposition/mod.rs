//! From global to direct and diffuse irradiance (*decomposição*).
//!
//! Each model gives the diffuse share (or the direct irradiance) from the clearness index; [`close`] makes both parts of it, so that
//! GHI = DHI + DNI cos z holds. Zenith is the true one.

mod boland;
mod dirint;
mod dirint_table;
mod disc;
mod erbs;
mod erbs_driesse;
mod orgill_hollands;

pub(crate) use boland::boland;
pub(crate) use dirint::{Bins, change, dirint_factor, stable_clearness, water_cm};
pub(crate) use disc::disc;
pub(crate) use erbs::{erbs, erbs_month};
pub(crate) use erbs_driesse::erbs_driesse;
pub(crate) use orgill_hollands::orgill_hollands;

/// Cosine below which the clearness index is not computed with the sun's own height.
const LOWEST: f64 = 0.065;
/// Zenith above which there is no direct irradiance, degrees.
const LAST_ZENITH: f64 = 87.0;

/// Global over extraterrestrial irradiance on the horizontal plane, within 0 ..= 1.
#[inline(always)]
pub(crate) fn clearness(ghi: f64, cos_zenith: f64, extraterrestrial: f64) -> f64 {
    let height = if cos_zenith > LOWEST { cos_zenith } else { LOWEST };
    let kt = ghi / (extraterrestrial * height);
    let kt = if kt > 0.0 { kt } else { 0.0 };
    if kt < 1.0 { kt } else { 1.0 }
}

/// Direct and diffuse irradiance.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Parts {
    /// Direct normal irradiance, W/m².
    pub dni: f64,
    /// Diffuse horizontal irradiance, W/m².
    pub dhi: f64,
}

/// Both parts from the diffuse share of the global irradiance.
#[inline(always)]
pub(crate) fn from_share(ghi: f64, diffuse_share: f64, zenith_deg: f64, cos_zenith: f64) -> Parts {
    let dhi = ghi * diffuse_share;
    close(ghi, dhi, (ghi - dhi) / cos_zenith, zenith_deg)
}

/// Both parts from the direct irradiance.
#[inline(always)]
pub(crate) fn from_direct(ghi: f64, dni: f64, zenith_deg: f64, cos_zenith: f64) -> Parts {
    close(ghi, ghi - dni * cos_zenith, dni, zenith_deg)
}

/// Everything is diffuse where the sun is too low or a part would be negative.
#[inline(always)]
fn close(ghi: f64, dhi: f64, dni: f64, zenith_deg: f64) -> Parts {
    let sound = zenith_deg <= LAST_ZENITH && ghi >= 0.0 && dni >= 0.0;
    Parts { dni: if sound { dni } else { 0.0 }, dhi: if sound { dhi } else { ghi } }
}
