//! A year from monthly climate: the chain on the hours of the mean days.

use super::equipment::Inverter;
use super::simulation::{Array, ArrayRows, Group, Input};
use crate::math::{Level, sum};
use crate::weather::air_mass::kasten_young;
use crate::weather::mean_day::{HOURS, MeanDays};
use crate::weather::transposition::{Light, PerezSet, perez};
use crate::weather::year::{Skylight, Suns};

const DEGREES: f64 = 180.0 / core::f64::consts::PI;

/// What the mean-day method is optimistic by (+0.3 to +3.0 %, in the mean +1.6 % on 27 sites): to be added to the uncertainty.
pub(crate) const ADDED_UNCERTAINTY: f64 = 0.02;

/// A system of one array.
#[derive(Debug, Clone)]
pub(crate) struct System {
    pub array: Array,
    /// What the losses before the inverter leave.
    pub kept_dc: f64,
    pub inverter: Inverter,
    /// What the losses behind the inverter leave.
    pub kept_ac: f64,
}

/// Hours of the mean days in the plane and behind the inverter.
#[derive(Debug, Clone)]
pub(crate) struct Hours {
    /// Irradiance in the plane, W/m².
    poa: Vec<f64>,
    /// Alternating-current power, W.
    ac: Vec<f64>,
}

impl Hours {
    /// Power behind the inverter of the hours, twelve times twenty-four, W.
    pub fn into_ac(self) -> Vec<f64> {
        self.ac
    }

    /// Irradiation of a mean day, kWh/m², and its energy, kWh, by month.
    pub fn days(&self) -> ([f64; 12], [f64; 12]) {
        let daily = |hours: &[f64]| {
            let mut days = [0.0; 12];
            for (day, hours) in days.iter_mut().zip(hours.chunks_exact(24)) {
                *day = sum(hours) / 1000.0;
            }
            days
        };
        (daily(&self.poa), daily(&self.ac))
    }
}

impl System {
    /// The hours of the mean days with the wind of each month, m/s.
    pub fn run(&self, days: &MeanDays, wind_m_s: &[f64; 12], level: Level) -> Hours {
        let light = skylight(days, wind_m_s, level);
        let mut rows = ArrayRows::default();
        self.array.run(&light, 0..HOURS, 0, level, &mut rows);
        for dc in &mut rows.dc {
            *dc *= self.kept_dc;
        }
        let (mut ac, mut clipped) = (vec![0.0; HOURS], vec![0.0; HOURS]);
        let input = Input { dc: &rows.dc, voltage: &rows.voltage };
        Group { arrays: 0..1, count: 1.0 }.run(&self.inverter, &[input], level, &mut ac, &mut clipped);
        for ac in &mut ac {
            *ac *= self.kept_ac;
        }
        Hours { poa: rows.poa, ac }
    }
}

/// The light of the mean days before a plane is chosen; none where the sun is down.
fn skylight(days: &MeanDays, wind_m_s: &[f64; 12], level: Level) -> Skylight {
    let mut light = Skylight {
        hidden: None,
        suns: Suns {
            east: days.east.to_vec(),
            north: days.north.to_vec(),
            up: days.cos_zenith.to_vec(),
            ..Suns::default()
        },
        ghi: days.ghi.to_vec(),
        dni: days.dni.to_vec(),
        isotropic: vec![0.0; HOURS],
        circumsolar: vec![0.0; HOURS],
        horizon: vec![0.0; HOURS],
        air_c: days.air_c.to_vec(),
        wind_m_s: wind_m_s.iter().flat_map(|wind| [*wind; 24]).collect(),
        night_fraction: 0.0,
    };
    let set = PerezSet::AllSites1990.coefficients();
    level.run(
        #[inline(always)]
        || {
            let sun = days.up.iter().zip(&days.zenith).zip(&days.cos_zenith).zip(&days.extraterrestrial);
            let given = days.ghi.iter().zip(&days.dni).zip(&days.dhi);
            let out = light.isotropic.iter_mut().zip(&mut light.circumsolar).zip(&mut light.horizon);
            for (
                ((((up, zenith), cos_zenith), extraterrestrial), ((ghi, dni), dhi)),
                ((isotropic, circumsolar), horizon),
            ) in sun.zip(given).zip(out)
            {
                let hour = Light {
                    ghi: *ghi,
                    dni: *dni,
                    dhi: *dhi,
                    extraterrestrial: *extraterrestrial,
                    air_mass: kasten_young(zenith * DEGREES, *cos_zenith),
                    zenith: *zenith,
                    cos_zenith: *cos_zenith,
                };
                let dome = perez(set, &hour).only_if(*up > 0.0);
                (*isotropic, *circumsolar, *horizon) = (dome.isotropic, dome.circumsolar, dome.horizon);
            }
        },
    );
    light
}
