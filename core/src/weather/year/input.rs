use super::checks::{Limits, check};
use super::clock::{LeapDay, YearClock};
use super::site::SiteInput;
use super::skylight::{SkyRule, Skylight};
use crate::calendar::{Instant, Offset};
use crate::issue::Error;
use crate::math::Level;
use crate::quantity::Id;
use crate::series::{Samples, Stamp, TimeAxis};
use crate::{Source, SourceKind};
use serde::Deserialize;
use sha2::{Digest, Sha256};
use std::sync::{Arc, OnceLock};

/// Kinds of weather.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum WeatherKind {
    /// Rows of a whole year, an hour apart or less.
    #[default]
    Hourly,
}

/// When the rows of a year are, and what they come from.
#[derive(Debug, Clone, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct WeatherTimes {
    /// Name of the series, for the answer's sources.
    pub id: Option<Id>,
    /// Its date or version.
    pub vintage: Option<Id>,
    /// First stamp.
    pub start: Instant,
    /// Seconds from stamp to stamp, 60 to 3600, a divisor of a day.
    pub step_s: u32,
    /// Which moment of its interval a stamp names; it has no default.
    pub stamp: Stamp,
    /// Years that the months of a typical year were taken from, January first; the year then has 365 days from January 1st.
    pub month_years: Option<[i32; 12]>,
    /// What happens to the rows of 29 February; default `keep`.
    #[serde(default)]
    pub leap_day: LeapDay,
}

/// Weather of a whole year at a site; null is a missing sample, never zero.
#[derive(Debug, Clone, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct WeatherInput {
    /// Kind of weather; default `hourly`.
    #[serde(default)]
    pub kind: WeatherKind,
    /// Name of the series, for the answer's sources.
    pub id: Option<Id>,
    /// Its date or version.
    pub vintage: Option<Id>,
    /// First stamp.
    pub start: Instant,
    /// Seconds from stamp to stamp, 60 to 3600, a divisor of a day.
    pub step_s: u32,
    /// Which moment of its interval a stamp names; it has no default.
    pub stamp: Stamp,
    /// Years that the months of a typical year were taken from, January first; the year then has 365 days from January 1st.
    pub month_years: Option<[i32; 12]>,
    /// What happens to the rows of 29 February; default `keep`.
    #[serde(default)]
    pub leap_day: LeapDay,
    /// Global horizontal irradiance, W/m².
    pub ghi_w_m2: Samples,
    /// Direct normal irradiance, W/m²; by Erbs from the global where it and the diffuse are not given.
    pub dni_w_m2: Option<Samples>,
    /// Diffuse horizontal irradiance, W/m².
    pub dhi_w_m2: Option<Samples>,
    /// Temperature of the air, °C.
    pub temp_air_c: Samples,
    /// Wind speed, m/s.
    pub wind_m_s: Samples,
    /// Pressure of the air, Pa; only for `pvwatts_v8`, by the standard atmosphere where it is not given.
    pub pressure_pa: Option<Samples>,
    /// What was computed from it before: the same for every call, and never part of a request.
    #[serde(skip)]
    pub(crate) known: Known,
}

/// What follows from a weather and was computed once.
#[derive(Debug, Clone, Default)]
pub(crate) struct Known {
    checked: OnceLock<Result<(), Error>>,
    hash: OnceLock<String>,
    lit: OnceLock<Vec<bool>>,
    sky: OnceLock<(Lookout, Arc<Skylight>)>,
}

/// What a [`Skylight`] depends on besides the weather.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Lookout {
    /// The site.
    pub site: SiteInput,
    /// Which sky.
    pub rule: SkyRule,
}

impl WeatherInput {
    /// A year from its times and columns.
    pub(crate) fn of(times: WeatherTimes, [ghi, dni, dhi, air, wind]: [Samples; 5]) -> WeatherInput {
        WeatherInput {
            kind: WeatherKind::Hourly,
            id: times.id,
            vintage: times.vintage,
            start: times.start,
            step_s: times.step_s,
            stamp: times.stamp,
            month_years: times.month_years,
            leap_day: times.leap_day,
            ghi_w_m2: ghi,
            dni_w_m2: Some(dni),
            dhi_w_m2: Some(dhi),
            temp_air_c: air,
            wind_m_s: wind,
            pressure_pa: None,
            known: Known::default(),
        }
    }

    /// All columns by name.
    pub(crate) fn columns(&self) -> impl Iterator<Item = (&'static str, &Samples)> {
        let columns = [
            ("ghi_w_m2", Some(&self.ghi_w_m2)),
            ("dni_w_m2", self.dni_w_m2.as_ref()),
            ("dhi_w_m2", self.dhi_w_m2.as_ref()),
            ("temp_air_c", Some(&self.temp_air_c)),
            ("wind_m_s", Some(&self.wind_m_s)),
            ("pressure_pa", self.pressure_pa.as_ref()),
        ];
        columns.into_iter().filter_map(|(name, column)| Some((name, column?)))
    }

    /// The local days of the rows at an offset of standard time.
    ///
    /// # Errors
    /// Those of [`TimeAxis::new`] and [`YearClock::new`].
    pub(crate) fn clock(&self, offset: Offset) -> Result<YearClock, Error> {
        let axis = TimeAxis::new(self.start, self.step_s, self.ghi_w_m2.len(), offset, self.stamp)?;
        YearClock::new(&axis, self.month_years.as_ref(), self.leap_day)
    }

    /// Checks lengths and ranges of the columns and the irradiation of the year.
    ///
    /// # Errors
    /// All problems, by pointers into the weather.
    pub(crate) fn check(&self, limits: &Limits) -> Result<(), Error> {
        if *limits != Limits::default() {
            return check(self, limits);
        }
        self.known.checked.get_or_init(|| check(self, limits)).clone()
    }

    /// SHA-256 of the columns' bits, little-endian, in the order of the fields, a missing sample as the bits of minus zero.
    pub(crate) fn hash(&self) -> &str {
        self.known.hash.get_or_init(|| {
            let mut hash = Sha256::new();
            for (name, column) in self.columns() {
                hash.update(name.as_bytes());
                let (values, valid) = column.parts();
                let mut bytes = Vec::with_capacity(values.len() * 8);
                for (row, value) in values.iter().enumerate() {
                    let there = valid.is_none_or(|valid| valid.get(row).copied().unwrap_or(false));
                    bytes.extend_from_slice(&if there { *value + 0.0 } else { -0.0 }.to_bits().to_le_bytes());
                }
                hash.update(&bytes);
            }
            hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
        })
    }

    /// Checks the rows and hashes them, once, so that no simulation has to; a prepared weather has done it.
    pub fn settle(&self) {
        // a simulation that reads the weather refuses it with the problems
        let _ = self.check(&Limits::default());
        self.hash();
        self.lit();
    }

    /// Which rows have light.
    pub(crate) fn lit(&self) -> &[bool] {
        self.known.lit.get_or_init(|| {
            let (ghi, _) = self.ghi_w_m2.parts();
            let mut lit: Vec<bool> = ghi.iter().map(|ghi| *ghi > 0.0).collect();
            for more in [&self.dni_w_m2, &self.dhi_w_m2].into_iter().flatten() {
                let (more, _) = more.parts();
                for (lit, more) in lit.iter_mut().zip(more) {
                    *lit |= *more > 0.0;
                }
            }
            lit
        })
    }

    /// The light over a site; computed again only for another site or rule.
    ///
    /// # Errors
    /// Those of [`WeatherInput::clock`].
    pub(crate) fn skylight(&self, lookout: &Lookout, clock: &YearClock, level: Level) -> Arc<Skylight> {
        let compute = || Arc::new(Skylight::new(self, clock, lookout, level));
        let (known, sky) = self.known.sky.get_or_init(|| (lookout.clone(), compute()));
        if known == lookout { Arc::clone(sky) } else { compute() }
    }

    /// Where it comes from, if it says so.
    pub(crate) fn source(&self) -> Option<Source> {
        let id = self.id.as_ref()?.as_str().to_owned();
        let vintage = self.vintage.as_ref().map(|vintage| vintage.as_str().to_owned()).unwrap_or_default();
        Some(Source { kind: SourceKind::Weather, id, vintage })
    }
}
