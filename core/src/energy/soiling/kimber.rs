use super::{trailing_sums, window_rows};

/// Dirt that grows evenly and that enough rain takes away.
///
/// Source: A. Kimber, L. Mitchell, S. Nogradi, H. Wenger, Proc. 4th IEEE World Conference on Photovoltaic Energy Conversion (2006).
#[derive(Debug, Clone, Copy)]
pub(crate) struct Kimber {
    /// Hours between rows.
    pub step_h: f64,
    /// Loss that a dry day adds.
    pub rate: f64,
    /// Rain of the window above which the modules are clean, mm.
    pub threshold_mm: f64,
    /// Length of that window, h.
    pub window_h: f64,
    /// Days after such a rain on which the ground is too damp for dust.
    pub grace_days: f64,
    /// Largest loss.
    pub most: f64,
    /// Loss in the first row.
    pub initial: f64,
}

/// Loss of each row; `washed` are the rows in which the modules are washed by hand.
pub(crate) fn kimber(p: &Kimber, rain_mm: &[f64], washed: &[usize]) -> Vec<f64> {
    let grace = window_rows(p.grace_days * 24.0, p.step_h);
    let growth = p.rate * p.step_h / 24.0;
    let mut since_rain = usize::MAX;
    let mut loss = p.initial;
    let mut losses = Vec::with_capacity(rain_mm.len());
    for (row, rain) in trailing_sums(rain_mm, window_rows(p.window_h, p.step_h)).enumerate() {
        since_rain = if rain > p.threshold_mm { 0 } else { since_rain.saturating_add(1) };
        if row > 0 {
            loss += growth;
        }
        if since_rain < grace || washed.contains(&row) {
            loss = 0.0;
        }
        losses.push(loss.min(p.most));
    }
    losses
}
