//! A year from monthly climate: the chain on the hours of the mean days.

use super::cell_temperature::{Sapm, sapm};
use super::iam::Glass;
use super::inverter::PvwattsInverter;
use super::module::pvwatts_dc;
use crate::math::{Level, sum};
use crate::weather::air_mass::kasten_young;
use crate::weather::mean_day::{HOURS, MeanDays};
use crate::weather::transposition::{Coefficients, Light, Plane, ground, perez};

const DEGREES: f64 = 180.0 / core::f64::consts::PI;

/// What the mean-day method is optimistic by (+0.3 to +3.0 %, in the mean +1.6 % on 27 sites): to be added to the uncertainty.
pub(crate) const ADDED_UNCERTAINTY: f64 = 0.02;

/// A system of one plane.
#[derive(Debug, Clone, Copy)]
pub(crate) struct System {
    pub plane: Plane,
    pub albedo: f64,
    pub perez: &'static Coefficients,
    pub glass: Glass,
    pub sapm: Sapm,
    /// Relative change of power, 1/K.
    pub gamma: f64,
    /// Power of the modules at standard test conditions, W.
    pub dc_w: f64,
    /// What the losses before the inverter leave.
    pub kept_dc: f64,
    pub inverter: PvwattsInverter,
    /// What the losses behind the inverter leave.
    pub kept_ac: f64,
}

/// Hours of the mean days in the plane and behind the inverter.
#[derive(Debug, Clone)]
pub(crate) struct Hours {
    /// Irradiance in the plane, W/m².
    pub poa: [f64; HOURS],
    /// Alternating-current power, W.
    pub ac: [f64; HOURS],
}

impl Hours {
    /// Irradiation of a mean day, kWh/m², and its energy, kWh, by month.
    pub fn days(&self) -> ([f64; 12], [f64; 12]) {
        let daily = |hours: &[f64; HOURS]| {
            let mut days = [0.0; 12];
            for (day, hours) in days.iter_mut().zip(hours.chunks_exact(24)) {
                *day = sum(hours) / 1000.0;
            }
            days
        };
        (daily(&self.poa), daily(&self.ac))
    }
}

/// One hour.
struct Hour {
    up: bool,
    light: Light,
    east: f64,
    north: f64,
    air_c: f64,
    wind_m_s: f64,
}

impl System {
    /// The hours of the mean days with the wind of each month, m/s.
    pub fn run(&self, days: &MeanDays, wind_m_s: &[f64; 12], level: Level) -> Hours {
        let mut winds = [0.0; HOURS];
        for (hours, wind) in winds.chunks_exact_mut(24).zip(wind_m_s) {
            hours.fill(*wind);
        }
        let mut hours = Hours { poa: [0.0; HOURS], ac: [0.0; HOURS] };
        level.run(
            #[inline(always)]
            || self.fill(days, &winds, &mut hours),
        );
        hours
    }

    #[inline(always)]
    fn fill(&self, days: &MeanDays, winds: &[f64; HOURS], hours: &mut Hours) {
        let sun = days.up.iter().zip(&days.zenith).zip(&days.cos_zenith).zip(&days.east).zip(&days.north);
        let sky = days.extraterrestrial.iter().zip(&days.ghi).zip(&days.dni).zip(&days.dhi);
        let air = days.air_c.iter().zip(winds);
        let out = hours.poa.iter_mut().zip(&mut hours.ac);
        for ((((sun, sky), air), poa), ac) in sun.zip(sky).zip(air).zip(out).map(|(x, (poa, ac))| ((x, poa), ac)) {
            let ((((up, zenith), cos_zenith), east), north) = sun;
            let (((extraterrestrial, ghi), dni), dhi) = sky;
            let hour = Hour {
                up: *up > 0.0,
                light: Light {
                    ghi: *ghi,
                    dni: *dni,
                    dhi: *dhi,
                    extraterrestrial: *extraterrestrial,
                    air_mass: kasten_young(zenith * DEGREES, *cos_zenith),
                    zenith: *zenith,
                    cos_zenith: *cos_zenith,
                },
                east: *east,
                north: *north,
                air_c: *air.0,
                wind_m_s: *air.1,
            };
            (*poa, *ac) = self.hour(&hour);
        }
    }

    #[inline(always)]
    fn hour(&self, hour: &Hour) -> (f64, f64) {
        let plane = &self.plane;
        let cosine = plane.cos_incidence(hour.east, hour.north, hour.light.cos_zenith);
        let facing = if cosine > 0.0 { cosine } else { 0.0 };
        let sky = perez(self.perez, &hour.light).on(cosine, plane.sin_tilt, plane.cos_tilt).total();
        let beam = hour.light.dni * facing;
        let diffuse = sky + ground(hour.light.ghi, self.albedo, plane.cos_tilt);
        let poa = beam + diffuse;
        let effective = beam * self.glass.modifier(cosine) + diffuse;
        let cell_c = sapm(&self.sapm, poa, hour.air_c, hour.wind_m_s);
        let dc = pvwatts_dc(self.dc_w, self.gamma, effective, cell_c) * self.kept_dc;
        let ac = self.inverter.power(dc) * self.kept_ac;
        (if hour.up { poa } else { 0.0 }, if hour.up { ac } else { 0.0 })
    }
}
