//! What heat costs.

use crate::math::Sum;

/// Heat of a series.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Thermal {
    /// Highest cell temperature, °C.
    pub most_c: f64,
    /// Mean weighted by irradiance, °C.
    pub mean_c: Option<f64>,
    /// Energy lost against cells of 25 °C, kWh.
    pub loss_kwh: f64,
    /// The same over the energy of cells of 25 °C.
    pub loss_fraction: Option<f64>,
    /// Loss of each month, kWh.
    pub monthly_kwh: [f64; 12],
}

impl Thermal {
    /// The heat of rows of light and temperature; `gamma` in 1/K.
    pub fn of(power_kw: f64, gamma: f64, step_h: f64, poa: &[f64], cells: &[f64], months: Option<&[u32]>) -> Thermal {
        let (mut light, mut weighted, mut loss) = (Sum::new(), Sum::new(), Sum::new());
        let mut monthly = [Sum::new(); 12];
        let mut most_c = f64::NEG_INFINITY;
        for (row, (poa, cell)) in poa.iter().zip(cells).enumerate() {
            let lost = power_kw * (poa / 1000.0) * -gamma * (cell - 25.0) * step_h;
            light.add(*poa);
            weighted.add(poa * cell);
            loss.add(lost);
            most_c = most_c.max(*cell);
            let month = months.and_then(|months| months.get(row)).and_then(|month| (*month as usize).checked_sub(1));
            if let Some(sum) = month.and_then(|month| monthly.get_mut(month)) {
                sum.add(lost);
            }
        }
        let (light, loss_kwh) = (light.total(), loss.total());
        let nominal = power_kw * light / 1000.0 * step_h;
        Thermal {
            most_c,
            mean_c: (light > 0.0).then(|| weighted.total() / light),
            loss_kwh,
            loss_fraction: (nominal > 0.0).then(|| loss_kwh / nominal),
            monthly_kwh: monthly.map(|sum| sum.total()),
        }
    }

    /// Time above a temperature, h.
    pub fn above_h(&self, limit_c: f64, cells: &[f64], step_h: f64) -> f64 {
        cells.iter().filter(|cell| **cell > limit_c).count() as f64 * step_h
    }
}

/// Quantile of type 7 of unordered values.
pub(crate) fn percentile(values: &[f64], probability: f64) -> f64 {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    let place = probability * (sorted.len().max(1) - 1) as f64;
    let below = place.floor();
    let low = sorted.get(below as usize).copied().unwrap_or_default();
    let high = sorted.get(below as usize + 1).copied().unwrap_or(low);
    low + (place - below) * (high - low)
}
