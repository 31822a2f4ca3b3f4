//! The mean day of each month: 288 hours that stand for a year.
//!
//! Sources: S. A. Klein, *Solar Energy* 19 (1977) 325 (mean days); M. Collares-Pereira, A. Rabl, *Solar Energy* 22 (1979) 155 (shape of
//! the day); B. Y. H. Liu, R. C. Jordan, *Solar Energy* 4 (1960) 1 (shape of the diffuse light).

use super::decomposition::erbs_month;
use super::extraterrestrial::{PVLIB, declination, spencer};
use crate::math::{acos, cos, sin, sin_cos};
use core::f64::consts::PI;

/// Hours of the twelve mean days.
pub(crate) const HOURS: usize = 288;
/// Days of the year that have the mean declination of their month.
const MEAN_DAYS: [f64; 12] = [17.0, 47.0, 75.0, 105.0, 135.0, 162.0, 198.0, 228.0, 258.0, 288.0, 318.0, 344.0];
/// Cosine of the zenith below which no direct light is computed.
const LOWEST: f64 = 0.05;
/// Largest direct irradiance, W/m².
const MOST_DNI: f64 = 1100.0;
/// Hour angle of the warmest hour.
const WARMEST: f64 = PI / 4.0;

/// Climate of a month.
#[derive(Debug, Clone, Copy)]
pub(crate) struct MonthClimate {
    /// Global horizontal irradiation, kWh/m² per day.
    pub ghi_kwh_m2_day: f64,
    /// Diffuse horizontal irradiation, kWh/m² per day; by Erbs where it is not known.
    pub dhi_kwh_m2_day: Option<f64>,
    /// Mean temperature of the air, °C.
    pub air_c: f64,
    /// Mean daily maximum less mean daily minimum, K.
    pub air_range_k: f64,
}

/// Hours of the mean days, twelve times twenty-four; all zero where the sun is down.
#[derive(Debug, Clone)]
pub(crate) struct MeanDays {
    /// One where the sun is up, else zero.
    pub up: [f64; HOURS],
    /// Zenith, radians.
    pub zenith: [f64; HOURS],
    /// Cosine of the zenith.
    pub cos_zenith: [f64; HOURS],
    /// Eastward part of the direction of the sun.
    pub east: [f64; HOURS],
    /// Northward part of the direction of the sun.
    pub north: [f64; HOURS],
    /// Irradiance outside the atmosphere, W/m².
    pub extraterrestrial: [f64; HOURS],
    /// Global horizontal irradiance, W/m².
    pub ghi: [f64; HOURS],
    /// Direct normal irradiance, W/m².
    pub dni: [f64; HOURS],
    /// Diffuse horizontal irradiance, W/m².
    pub dhi: [f64; HOURS],
    /// Temperature of the air, °C.
    pub air_c: [f64; HOURS],
}

/// Why a month has no mean day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum NoDay {
    /// More irradiation than outside the atmosphere (or any without sun).
    AboveExtraterrestrial,
    /// More diffuse than global irradiation.
    DiffuseAboveGlobal,
}

impl MeanDays {
    /// The mean days of a latitude in degrees and a climate; the months that are impossible.
    pub fn new(latitude: f64, months: &[MonthClimate; 12]) -> Result<MeanDays, Vec<(usize, NoDay)>> {
        const NONE: [f64; HOURS] = [0.0; HOURS];
        let mut days = MeanDays {
            up: NONE,
            zenith: NONE,
            cos_zenith: NONE,
            east: NONE,
            north: NONE,
            extraterrestrial: [PVLIB; HOURS],
            ghi: NONE,
            dni: NONE,
            dhi: NONE,
            air_c: NONE,
        };
        let mut impossible = Vec::new();
        for (number, (climate, mean_day)) in months.iter().zip(MEAN_DAYS).enumerate() {
            if let Err(reason) = days.fill(number, latitude, climate, mean_day) {
                impossible.push((number, reason));
            }
        }
        if impossible.is_empty() { Ok(days) } else { Err(impossible) }
    }

    fn fill(&mut self, number: usize, latitude: f64, climate: &MonthClimate, mean_day: f64) -> Result<(), NoDay> {
        let (sin_latitude, cos_latitude) = sin_cos(latitude * (PI / 180.0));
        let (sin_declination, cos_declination) = sin_cos(declination(mean_day));
        let extraterrestrial = PVLIB * spencer(mean_day);
        let cos_sunset = -(sin_latitude * sin_declination) / (cos_latitude * cos_declination);
        let cos_sunset = cos_sunset.clamp(-1.0, 1.0);
        let sunset = acos(cos_sunset);
        let heights = cos_latitude * cos_declination * sin(sunset) + sunset * sin_latitude * sin_declination;
        let outside = 24.0 / PI * extraterrestrial * heights / 1000.0;
        let global = climate.ghi_kwh_m2_day;
        // Nothing is possible where the sun stays down, and no shape of the day exists there.
        if global > outside {
            return Err(NoDay::AboveExtraterrestrial);
        }
        let clearness = if global > 0.0 { global / outside } else { 0.0 };
        let diffuse = match climate.dhi_kwh_m2_day {
            Some(known) if known > global => return Err(NoDay::DiffuseAboveGlobal),
            Some(known) => known,
            None => global * erbs_month(clearness, sunset * (180.0 / PI)),
        };
        let (a, b) = (0.409 + 0.5016 * sin(sunset - PI / 3.0), 0.6609 - 0.4767 * sin(sunset - PI / 3.0));
        let mut global_shape = [0.0; 24];
        let mut diffuse_shape = [0.0; 24];
        let mut angles = [(0.0, 0.0, 0.0); 24];
        let shapes = global_shape.iter_mut().zip(&mut diffuse_shape).zip(&mut angles).enumerate();
        for (hour, ((global_shape, diffuse_shape), angle)) in shapes {
            let hour_angle = (hour as f64 - 11.5) * (PI / 12.0);
            let (sin_hour, cos_hour) = sin_cos(hour_angle);
            *angle = (hour_angle, sin_hour, cos_hour);
            if hour_angle.abs() < sunset {
                *diffuse_shape = cos_hour - cos_sunset;
                *global_shape = ((a + b * cos_hour) * (cos_hour - cos_sunset)).max(0.0);
            }
        }
        let (global_sum, diffuse_sum) = (global_shape.iter().sum::<f64>(), diffuse_shape.iter().sum::<f64>());
        if global > 0.0 && (global_sum <= 0.0 || diffuse_sum <= 0.0) {
            return Err(NoDay::AboveExtraterrestrial);
        }
        let rows = global_shape.iter().zip(&diffuse_shape).zip(&angles).enumerate();
        for (hour, ((global_shape, diffuse_shape), (hour_angle, sin_hour, cos_hour))) in rows {
            let at = number * 24 + hour;
            let put = |column: &mut [f64; HOURS], value: f64| {
                if let Some(slot) = column.get_mut(at) {
                    *slot = value;
                }
            };
            put(&mut self.air_c, climate.air_c + 0.5 * climate.air_range_k * cos(hour_angle - WARMEST));
            put(&mut self.extraterrestrial, extraterrestrial);
            if global <= 0.0 || *diffuse_shape <= 0.0 {
                continue;
            }
            let ghi = global * 1000.0 * global_shape / global_sum;
            let dhi = (diffuse * 1000.0 * diffuse_shape / diffuse_sum).min(ghi);
            let cos_zenith = sin_latitude * sin_declination + cos_latitude * cos_declination * cos_hour;
            let dni = if cos_zenith > LOWEST { ((ghi - dhi) / cos_zenith).min(MOST_DNI) } else { 0.0 };
            put(&mut self.up, 1.0);
            put(&mut self.zenith, acos(cos_zenith));
            put(&mut self.cos_zenith, cos_zenith);
            put(&mut self.east, -cos_declination * sin_hour);
            put(&mut self.north, sin_declination * cos_latitude - cos_declination * cos_hour * sin_latitude);
            put(&mut self.ghi, ghi);
            put(&mut self.dni, dni);
            put(&mut self.dhi, dhi);
        }
        Ok(())
    }
}
