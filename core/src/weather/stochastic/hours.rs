use super::markov::{EDGES, MATRICES, Matrix, RANGES};
use super::rng::Rng;
use crate::math::{Level, acos, cos, exp, sin_cos, sqrt};
use crate::weather::climate::Climate;
use crate::weather::decomposition::{clearness, erbs, from_share};
use crate::weather::extraterrestrial::{PVLIB, spencer};
use crate::weather::spa::Days;
use crate::weather::year::{SiteInput, YearClock};
use core::f64::consts::PI;

const DEGREES: f64 = 180.0 / PI;
/// Sine of the sun's height below which an hour has no light.
const LOWEST: f64 = 0.02;
/// Tries for a deviate within its bounds before it is taken at the bound.
const TRIES: usize = 100;
/// Clearness index above which no day goes.
const CLEAREST: f64 = 0.88;

/// Hours of a drawn year.
#[derive(Debug, Clone)]
pub(crate) struct Drawn {
    /// Global, direct and diffuse irradiance (W/m²), temperature (°C), wind (m/s).
    pub columns: [Vec<f64>; 5],
    /// Clearness index of each day.
    pub daily_clearness: Vec<f64>,
}

/// A month whose irradiation is impossible at the site.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct NoMonth(pub usize);

/// Draws a year of hours; `clock` is that of 8,760 hours from January 1st.
pub(crate) fn draw(
    site: &SiteInput,
    climate: &Climate,
    clock: &YearClock,
    seed: u64,
    level: Level,
) -> Result<Drawn, Vec<NoMonth>> {
    let mut rng = Rng::new(seed);
    let heights = heights(site, clock, level);
    let outside = |day: usize| clock.days.get(day).map_or(0.0, |day| PVLIB * spencer(day.day_of_year));
    // irradiation of a horizontal plane outside the atmosphere, Wh/m², by day
    let above: Vec<f64> = heights
        .iter()
        .enumerate()
        .map(|(day, heights)| heights.iter().map(|height| height.max(0.0)).sum::<f64>() * outside(day))
        .collect();
    let means = month_means(climate, clock, &above);
    let bad: Vec<NoMonth> = means
        .iter()
        .enumerate()
        .filter(|(_, mean)| !(0.0..CLEAREST).contains(*mean))
        .map(|(month, _)| NoMonth(month))
        .collect();
    if !bad.is_empty() {
        return Err(bad);
    }
    let mut daily = days(&mut rng, clock, &means);
    let mut ghi: Vec<Vec<f64>> = Vec::with_capacity(clock.days.len());
    let mut past = 0.0;
    for ((index, heights), above) in daily.iter().zip(&heights).zip(&above) {
        ghi.push(hours(&mut rng, *index, heights, *above, &mut past));
    }
    scale_months(clock, climate, &mut ghi);
    for ((index, ghi), above) in daily.iter_mut().zip(&ghi).zip(&above) {
        *index = if *above > 0.0 { ghi.iter().sum::<f64>() / above } else { 0.0 };
    }
    let mut columns: [Vec<f64>; 5] = std::array::from_fn(|_| Vec::with_capacity(clock.rows));
    for (day, ((local, heights), ghi)) in clock.days.iter().zip(&heights).zip(&ghi).enumerate() {
        let at = |months: &[f64; 12]| months.get(local.month).copied().unwrap_or_default();
        for (hour, (height, ghi)) in heights.iter().zip(ghi).enumerate() {
            let share = erbs(clearness(*ghi, *height, outside(day)));
            let parts = from_share(*ghi, share, acos(*height) * DEGREES, *height);
            // the warmest hour is three hours after noon
            let warmth = cos((hour as f64 + 0.5 - 15.0) * (PI / 12.0));
            let row = [
                *ghi,
                parts.dni,
                parts.dhi,
                at(&climate.air_c) + 0.5 * at(&climate.air_daily_range_c) * warmth,
                at(&climate.wind_m_s),
            ];
            for (column, value) in columns.iter_mut().zip(row) {
                column.push(value);
            }
        }
    }
    Ok(Drawn { columns, daily_clearness: daily })
}

/// Sine of the sun's true height in the middle of each hour, by day.
fn heights(site: &SiteInput, clock: &YearClock, level: Level) -> Vec<Vec<f64>> {
    let place = site.place();
    let days = Days::new(clock.days.iter().map(|day| day.number).collect(), level);
    let of = |(local, day): (&crate::weather::year::LocalDay, &crate::weather::spa::Day)| {
        let second = |hour: usize| local.second + hour as f64 * clock.step_s;
        let height = |hour| place.see(&day.at(second(hour), local.delta_t_s)).up;
        (0..local.count).map(height).map(|up| if up > LOWEST { up } else { 0.0 }).collect()
    };
    clock.days.iter().zip(days.all()).map(of).collect()
}

/// Mean clearness index of each month; negative where there is no sun but light is asked for.
fn month_means(climate: &Climate, clock: &YearClock, above: &[f64]) -> [f64; 12] {
    let (mut all, mut count) = ([0.0; 12], [0.0; 12]);
    for (day, above) in clock.days.iter().zip(above) {
        if let (Some(all), Some(count)) = (all.get_mut(day.month), count.get_mut(day.month)) {
            *all += above;
            *count += 1.0;
        }
    }
    let mut means = [0.0; 12];
    for ((mean, ghi), (all, count)) in means.iter_mut().zip(climate.ghi_kwh_m2_day).zip(all.iter().zip(count)) {
        let wanted = ghi * 1000.0 * count;
        *mean = if *all > 0.0 {
            wanted / all
        } else if wanted > 0.0 {
            -1.0
        } else {
            0.0
        };
    }
    means
}

/// The matrix of a mean clearness index and its range.
fn matrix(mean: f64) -> (&'static Matrix, (f64, f64)) {
    let class = EDGES.iter().filter(|edge| mean > **edge).count();
    let last = MATRICES.len() - 1;
    let (low, high) = RANGES.get(class.min(last)).copied().unwrap_or((0.0, 1.0));
    let [first, ..] = &MATRICES;
    (MATRICES.get(class.min(last)).unwrap_or(first), (low, high))
}

/// Clearness index of each day: within its step of the matrix a day lies anywhere.
fn days(rng: &mut Rng, clock: &YearClock, means: &[f64; 12]) -> Vec<f64> {
    let mut out = Vec::with_capacity(clock.days.len());
    let mut index = means.first().copied().unwrap_or(0.5);
    for day in &clock.days {
        let mean = means.get(day.month).copied().unwrap_or(0.5);
        let (matrix, (low, high)) = matrix(mean);
        let step = (high - low) / 10.0;
        let state = ((index - low) / step).clamp(0.0, 9.0) as usize;
        let empty = [0.0; 10];
        let row = matrix.get(state).unwrap_or(&empty);
        let wanted = rng.uniform() * row.iter().sum::<f64>();
        let mut sum = 0.0;
        let mut next = 9;
        for (candidate, probability) in row.iter().enumerate() {
            sum += probability;
            if sum >= wanted && *probability > 0.0 {
                next = candidate;
                break;
            }
        }
        index = low + (next as f64 + rng.uniform()) * step;
        out.push(index);
    }
    out
}

/// Global irradiance of the hours of a day, W/m²; `past` is the deviate of the hour before.
fn hours(rng: &mut Rng, index: f64, heights: &[f64], above: f64, past: &mut f64) -> Vec<f64> {
    let k = index;
    let lambda = -0.19 + 1.12 * k + 0.24 * exp(-8.0 * k);
    let epsilon = 0.32 - 1.6 * (k - 0.5) * (k - 0.5);
    let kappa = 0.19 + 2.27 * k * k - 2.51 * k * k * k;
    let a = 0.14 * exp(-20.0 * (k - 0.35) * (k - 0.35));
    let k4 = k * k * k * k;
    let b = 3.0 * (k - 0.45) * (k - 0.45) + 16.0 * k4 * k;
    let phi = 0.38 + 0.06 * cos(7.4 * k - 2.5);
    let sigma = sqrt(1.0 - phi * phi);
    let total: f64 = heights.iter().sum();
    let outside = if total > 0.0 { above / total } else { 0.0 };
    let mut ghi = Vec::with_capacity(heights.len());
    for (hour, height) in heights.iter().enumerate() {
        if *height <= 0.0 {
            ghi.push(0.0);
            continue;
        }
        let mean = lambda + epsilon * exp(-kappa / height);
        let spread = a * exp(b * (1.0 - height));
        let (_, shape) = sin_cos(PI * (hour as f64 + 0.5 - 12.5) / 30.0);
        let most = CLEAREST * shape;
        let mut deviate = *past;
        let mut found = mean.clamp(0.0, most.max(0.0));
        for _ in 0..TRIES {
            deviate = phi * *past + sigma * rng.normal();
            let tried = mean + spread * deviate;
            if (0.0..=most).contains(&tried) {
                found = tried;
                break;
            }
        }
        *past = deviate;
        ghi.push(found * outside * height);
    }
    let sum: f64 = ghi.iter().sum();
    let scale = if sum > 0.0 { index * above / sum } else { 0.0 };
    for ghi in &mut ghi {
        *ghi *= scale;
    }
    ghi
}

/// Scales the hours of each month so that its mean is that of the climate.
fn scale_months(clock: &YearClock, climate: &Climate, ghi: &mut [Vec<f64>]) {
    let (mut sums, mut count) = ([0.0; 12], [0.0; 12]);
    for (day, ghi) in clock.days.iter().zip(ghi.iter()) {
        if let (Some(sum), Some(count)) = (sums.get_mut(day.month), count.get_mut(day.month)) {
            *sum += ghi.iter().sum::<f64>();
            *count += 1.0;
        }
    }
    let mut scales = [0.0; 12];
    for ((scale, wanted), (sum, count)) in scales.iter_mut().zip(climate.ghi_kwh_m2_day).zip(sums.iter().zip(count)) {
        *scale = if *sum > 0.0 { wanted * 1000.0 * count / sum } else { 0.0 };
    }
    for (day, ghi) in clock.days.iter().zip(ghi) {
        let scale = scales.get(day.month).copied().unwrap_or_default();
        for ghi in ghi {
            *ghi *= scale;
        }
    }
}
