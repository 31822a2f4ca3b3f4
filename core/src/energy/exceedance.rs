//! Energy that is exceeded with a probability (P50, P90, ..).

/// Standard normal deviates exceeded with 25, 10, 5 and 1 % probability.
const DEVIATES: [f64; 4] =
    [0.674_489_750_196_081_7, 1.281_551_565_544_600_4, 1.644_853_626_951_472_2, 2.326_347_874_040_840_8];

/// Relative standard deviation of independent causes and of the mean of some years.
pub(crate) fn sigma(causes: &[f64], interannual: f64, years: f64) -> f64 {
    let squares: f64 = causes.iter().map(|cause| cause * cause).sum();
    (squares + interannual * interannual / years).sqrt()
}

/// P75, P90, P95 and P99 of a normal distribution.
pub(crate) fn normal(p50: f64, sigma: f64) -> [f64; 4] {
    DEVIATES.map(|deviate| p50 * (1.0 - deviate * sigma))
}

/// P50, P75, P90, P95 and P99 of ascending values: quantiles of type 7 (linear between the values).
///
/// Source: R. J. Hyndman, Y. Fan, *The American Statistician* 50 (1996) 361.
pub(crate) fn empirical(sorted: &[f64]) -> [f64; 5] {
    [0.5, 0.25, 0.1, 0.05, 0.01].map(|probability| {
        let place = probability * (sorted.len().max(1) - 1) as f64;
        let below = place.floor();
        let low = sorted.get(below as usize).copied().unwrap_or_default();
        let high = sorted.get(below as usize + 1).copied().unwrap_or(low);
        low + (place - below) * (high - low)
    })
}
