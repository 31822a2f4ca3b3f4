use super::clock::YearClock;
use super::input::{Lookout, WeatherInput};
use super::suns::{Looking, Run, SunRule, Suns};
use crate::math::{Level, acos};
use crate::series::Samples;
use crate::weather::air_mass::{kasten_young, pressure_pa};
use crate::weather::decomposition::{clearness, erbs, from_share};
use crate::weather::extraterrestrial::PVLIB;
use crate::weather::spa::Ephemeris;
use crate::weather::transposition::{Dome, Light, PerezSet, hay_davies, perez, perez_driesse};
use serde::Deserialize;

const RADIANS: f64 = core::f64::consts::PI / 180.0;
const DEGREES: f64 = 180.0 / core::f64::consts::PI;
/// Terrestrial less universal time that pvlib takes for every year, s.
const PVLIB_DELTA_T_S: f64 = 67.0;

/// Model of the light of the sky in a simulation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Sky {
    /// Perez 1990.
    #[default]
    Perez,
    /// Perez and Driesse 2024, without steps.
    PerezDriesse,
    /// Hay and Davies 1980.
    HayDavies,
    /// The same light from everywhere.
    Isotropic,
}

/// How the light over a site is computed.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct SkyRule {
    /// Model of the light of the sky.
    pub sky: Sky,
    /// In the hours of sunrise and sunset the sun is taken in the middle of their part with sun.
    pub sunlit_centre: bool,
    /// As pvlib: its difference of terrestrial and universal time, and direct light also with the sun below the horizon.
    pub as_pvlib: bool,
    /// The horizon seen from the site.
    pub dimming: Option<Dimming>,
}

/// What the horizon hides.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Dimming {
    /// Azimuths, ascending, degrees.
    pub azimuth_deg: Vec<f64>,
    /// Elevation of the horizon there, degrees.
    pub elevation_deg: Vec<f64>,
    /// Share of the light of an isotropic sky that is left.
    pub sky_factor: f64,
}

/// The light of the kept rows of a year over a site, before a plane is chosen.
#[derive(Debug, Clone, Default)]
pub(crate) struct Skylight {
    /// Where the sun stands.
    pub suns: Suns,
    /// Global horizontal irradiance, W/m².
    pub ghi: Vec<f64>,
    /// Direct normal irradiance that is seen, W/m².
    pub dni: Vec<f64>,
    /// Diffuse light from the whole sky, W/m².
    pub isotropic: Vec<f64>,
    /// Diffuse light from around the sun, W/m².
    pub circumsolar: Vec<f64>,
    /// Diffuse light from the band above the horizon, W/m².
    pub horizon: Vec<f64>,
    /// Temperature of the air, °C.
    pub air_c: Vec<f64>,
    /// Wind speed, m/s.
    pub wind_m_s: Vec<f64>,
    /// Global irradiation while the sun is down, as a share of all.
    pub night_fraction: f64,
    /// What the horizon hides of the columns, where there is one.
    pub hidden: Option<Hidden>,
}

/// Light of the kept rows that the horizon hides, W/m².
#[derive(Debug, Clone, Default)]
pub(crate) struct Hidden {
    /// Of the direct normal light.
    pub dni: Vec<f64>,
    /// Of the light around the sun.
    pub circumsolar: Vec<f64>,
    /// Of the light from the whole sky.
    pub isotropic: Vec<f64>,
}

/// Values of a column at rows, those below zero as zero.
pub(crate) fn gather(column: &Samples, rows: &[usize], least: f64) -> Vec<f64> {
    let (values, _) = column.parts();
    let mut gathered: Vec<f64> = Vec::with_capacity(rows.len());
    // the rows of a day stand together, as a rule
    for span in rows.chunk_by(|row, next| row + 1 == *next) {
        let first = span.first().copied().unwrap_or_default();
        gathered.extend_from_slice(values.get(first..first + span.len()).unwrap_or_default());
    }
    for value in &mut gathered {
        *value = if *value > least { *value } else { least };
    }
    gathered
}

impl WeatherInput {
    /// Which rows have all samples; none where all have.
    pub(crate) fn valid(&self) -> Option<Vec<bool>> {
        let mut valid: Option<Vec<bool>> = None;
        for (_, column) in self.columns() {
            if let (_, Some(there)) = column.parts() {
                let all = valid.get_or_insert_with(|| vec![true; self.ghi_w_m2.len()]);
                for (all, there) in all.iter_mut().zip(there) {
                    *all &= *there;
                }
            }
        }
        valid
    }
}

impl Skylight {
    /// The light over a site.
    pub fn new(weather: &WeatherInput, clock: &YearClock, lookout: &Lookout, level: Level) -> Skylight {
        let valid = weather.valid();
        let rule = &lookout.rule;
        let site = &lookout.site;
        let looking = Looking {
            place: site.place(),
            latitude: site.latitude.get(),
            longitude: site.longitude.get(),
            rule: SunRule {
                sunlit_centre: rule.sunlit_centre,
                delta_t_s: rule.as_pvlib.then_some(PVLIB_DELTA_T_S),
                ephemeris: Ephemeris::Spa,
            },
            lit: weather.lit(),
            valid: valid.as_deref(),
        };
        let mut suns = Suns::new(clock, &looking, level);
        let kept = suns.rows.len();
        let ghi = gather(&weather.ghi_w_m2, &suns.rows, 0.0);
        let (mut dni, dhi) = match (&weather.dni_w_m2, &weather.dhi_w_m2) {
            (Some(dni), Some(dhi)) => (gather(dni, &suns.rows, 0.0), gather(dhi, &suns.rows, 0.0)),
            // the sun is not refracted yet: the models of the split take the true zenith
            _ => split(&suns, &ghi),
        };
        let air_c = gather(&weather.temp_air_c, &suns.rows, f64::NEG_INFINITY);
        suns.refract(&vec![pressure_pa(site.altitude()); kept], &air_c, level);
        if !rule.as_pvlib {
            for (dni, elevation) in dni.iter_mut().zip(&suns.elevation_deg) {
                *dni = if *elevation > 0.0 { *dni } else { 0.0 };
            }
        }
        let mut light = Skylight {
            isotropic: vec![0.0; kept],
            circumsolar: vec![0.0; kept],
            horizon: vec![0.0; kept],
            air_c,
            wind_m_s: gather(&weather.wind_m_s, &suns.rows, 0.0),
            night_fraction: night_fraction(&suns, &ghi),
            hidden: None,
            suns,
            ghi,
            dni,
        };
        level.run(
            #[inline(always)]
            || light.spread(rule.sky, &dhi),
        );
        if let Some(dimming) = &rule.dimming {
            light.dim(dimming);
        }
        light
    }

    /// Spreads the diffuse light over the sky.
    #[inline(always)]
    fn spread(&mut self, sky: Sky, dhi: &[f64]) {
        match sky {
            Sky::Perez => {
                let set = PerezSet::AllSites1990.coefficients();
                self.each(
                    dhi,
                    true,
                    #[inline(always)]
                    |light| perez(set, light),
                );
            }
            Sky::PerezDriesse => self.each(dhi, false, perez_driesse),
            Sky::HayDavies => self.each(dhi, false, hay_davies),
            Sky::Isotropic => {
                self.each(
                    dhi,
                    false,
                    #[inline(always)]
                    |light| Dome { isotropic: light.dhi, ..Dome::default() },
                );
            }
        }
    }

    /// A model over all rows; `needs_sun` where it gives nothing with the sun below the horizon.
    #[inline(always)]
    fn each(&mut self, dhi: &[f64], needs_sun: bool, model: impl Fn(&Light) -> Dome) {
        let sun = self.suns.elevation_deg.iter().zip(&self.suns.up).zip(&self.suns.distance_factor);
        let given = self.ghi.iter().zip(&self.dni).zip(dhi);
        let out = self.isotropic.iter_mut().zip(&mut self.circumsolar).zip(&mut self.horizon);
        for ((((elevation, up), factor), ((ghi, dni), dhi)), ((isotropic, circumsolar), horizon)) in
            sun.zip(given).zip(out)
        {
            let zenith_deg = 90.0 - elevation;
            let above = zenith_deg <= 90.0;
            let light = Light {
                ghi: *ghi,
                dni: *dni,
                dhi: *dhi,
                extraterrestrial: PVLIB * factor,
                air_mass: kasten_young(if above { zenith_deg } else { 90.0 }, if above { *up } else { 0.0 }),
                zenith: zenith_deg * RADIANS,
                cos_zenith: *up,
            };
            let dome = model(&light).only_if(above || !needs_sun);
            (*isotropic, *circumsolar, *horizon) = (dome.isotropic, dome.circumsolar, dome.horizon);
        }
    }

    /// Takes away what the horizon hides: the sun and the light around it below the profile, and its share of the sky.
    fn dim(&mut self, dimming: &Dimming) {
        let mut hidden = Hidden::default();
        let direct = self.dni.iter_mut().zip(&mut self.circumsolar).zip(&mut self.isotropic);
        let sun = self.suns.east.iter().zip(&self.suns.north).zip(&self.suns.elevation_deg);
        for (((dni, circumsolar), isotropic), ((east, north), elevation)) in direct.zip(sun) {
            let azimuth = crate::math::atan2(*east, *north) * DEGREES;
            let azimuth = if azimuth < 0.0 { azimuth + 360.0 } else { azimuth };
            let profile =
                crate::math::linear_cyclic(&dimming.azimuth_deg, &dimming.elevation_deg, 360.0, azimuth).unwrap_or(0.0);
            let below = *elevation < profile;
            hidden.dni.push(if below { *dni } else { 0.0 });
            hidden.circumsolar.push(if below { *circumsolar } else { 0.0 });
            if below {
                (*dni, *circumsolar) = (0.0, 0.0);
            }
            hidden.isotropic.push(*isotropic * (1.0 - dimming.sky_factor));
            *isotropic *= dimming.sky_factor;
        }
        self.hidden = Some(hidden);
    }

    /// The months.
    pub fn runs(&self) -> &[Run] {
        &self.suns.runs
    }
}

/// Direct and diffuse light by Erbs where only the global is known.
pub(crate) fn split(suns: &Suns, ghi: &[f64]) -> (Vec<f64>, Vec<f64>) {
    let (mut dni, mut dhi) = (Vec::with_capacity(ghi.len()), Vec::with_capacity(ghi.len()));
    for ((ghi, up), factor) in ghi.iter().zip(&suns.up).zip(&suns.distance_factor) {
        let kt = clearness(*ghi, *up, PVLIB * factor);
        let parts = from_share(*ghi, erbs(kt), acos(*up) * DEGREES, *up);
        dni.push(parts.dni);
        dhi.push(parts.dhi);
    }
    (dni, dhi)
}

/// Share of the global irradiation that falls while the sun is more than five degrees below the horizon.
fn night_fraction(suns: &Suns, ghi: &[f64]) -> f64 {
    let (mut night, mut all) = (0.0, 0.0);
    for (ghi, elevation) in ghi.iter().zip(&suns.elevation_deg) {
        all += ghi;
        night += if *elevation < -5.0 { *ghi } else { 0.0 };
    }
    if all > 0.0 { night / all } else { 0.0 }
}
