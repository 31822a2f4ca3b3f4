//! Whether direct and diffuse light add up to the global, and at which moment of the interval they do it best.

use crate::math::{Level, Sum};
use crate::weather::spa::Days;
use crate::weather::year::{SiteInput, WeatherInput, YearClock};

/// Shifts of the sun against the representative moment that are tried, minutes.
pub(crate) const SHIFTS_MINUTES: [i64; 5] = [-60, -30, 0, 30, 60];
/// Global irradiance from which on a row counts, W/m².
const LEAST: f64 = 50.0;

/// Root mean square of GHI − (DHI + DNI cos z), W/m², with the sun at each of [`SHIFTS_MINUTES`], and the rows that count; none without
/// direct and diffuse light or without rows.
pub(crate) fn closure(
    weather: &WeatherInput,
    clock: &YearClock,
    site: &SiteInput,
    level: Level,
) -> Option<([f64; 5], usize)> {
    let (dni, dhi) = (weather.dni_w_m2.as_ref()?, weather.dhi_w_m2.as_ref()?);
    let place = site.place();
    let mut sums = [Sum::new(); 5];
    let mut count = 0;
    for local in &clock.days {
        let days = Days::new(vec![local.number], level);
        let Some(day) = days.all().first() else { continue };
        for at in 0..local.count {
            let row = local.row + at;
            let (Some(ghi), Some(dni), Some(dhi)) = (weather.ghi_w_m2.get(row), dni.get(row), dhi.get(row)) else {
                continue;
            };
            if ghi <= LEAST {
                continue;
            }
            count += 1;
            for (sum, shift) in sums.iter_mut().zip(SHIFTS_MINUTES) {
                let second = local.second + at as f64 * clock.step_s + shift as f64 * 60.0;
                let up = place.see(&day.at(second, local.delta_t_s)).up;
                let rest = ghi - (dhi + dni * if up > 0.0 { up } else { 0.0 });
                sum.add(rest * rest);
            }
        }
    }
    (count > 0).then(|| (sums.map(|sum| (sum.total() / count as f64).sqrt()), count))
}
