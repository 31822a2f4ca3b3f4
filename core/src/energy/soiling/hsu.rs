use super::{trailing_sums, window_rows};
use crate::math::{cos, erf, pow};

/// Dust that falls from the air and that enough rain takes away.
///
/// Source: M. Coello, L. Boyle, *IEEE Journal of Photovoltaics* 9 (2019) 1382.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Hsu {
    /// Hours between rows.
    pub step_h: f64,
    /// Tilt of the modules, degrees.
    pub tilt_deg: f64,
    /// Rain of the window from which on the modules are clean, mm.
    pub threshold_mm: f64,
    /// Length of that window, h.
    pub window_h: f64,
    /// Speed at which the finer dust (below 2.5 µm) falls, m/s.
    pub fine_m_s: f64,
    /// Speed at which the coarser dust (2.5 to 10 µm) falls, m/s.
    pub coarse_m_s: f64,
}

/// Loss of each row; dust in g/m³.
pub(crate) fn hsu(p: &Hsu, rain_mm: &[f64], pm2_5: &[f64], pm10: &[f64]) -> Vec<f64> {
    let tilt = cos(p.tilt_deg * (core::f64::consts::PI / 180.0));
    let mut mass = 0.0;
    let rains = trailing_sums(rain_mm, window_rows(p.window_h, p.step_h));
    let mut losses = Vec::with_capacity(rain_mm.len());
    for ((rain, fine), coarse) in rains.zip(pm2_5).zip(pm10) {
        let coarse = (coarse - fine).max(0.0);
        mass += (fine * p.fine_m_s + coarse * p.coarse_m_s) * (p.step_h * 3600.0) * tilt;
        if rain >= p.threshold_mm {
            mass = 0.0;
        }
        losses.push(0.3437 * erf(0.17 * pow(mass, 0.8473)));
    }
    losses
}
