//! Monthly climate: the caller's own rows, or those of a named table.

use crate::issue::{Code, Error, Issue, Problems};
use crate::quantity::{AirTemperature, DailyIrradiation, Latitude, TemperatureRange, WindSpeed};
use crate::{Source, SourceKind};
use serde::{Deserialize, Serialize};

/// Climate of twelve months, January first: a named table and state, or rows of one's own.
#[derive(Debug, Clone, Default, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct ClimateInput {
    /// Name of an embedded table, `climate-monthly-2021`; then `uf` says which station, and no row may be given.
    pub named: Option<String>,
    /// State (two letters); the station is that of its capital (of another city where SOURCES.md says so).
    pub uf: Option<String>,
    /// Global horizontal irradiation, kWh/m² per day.
    pub ghi_kwh_m2_day: Option<[DailyIrradiation; 12]>,
    /// Diffuse horizontal irradiation, kWh/m² per day; from the correlation of Erbs where it is not known.
    pub dhi_kwh_m2_day: Option<[DailyIrradiation; 12]>,
    /// Mean temperature of the air, °C.
    pub air_c: Option<[AirTemperature; 12]>,
    /// Mean daily maximum less mean daily minimum of the air, °C.
    pub air_daily_range_c: Option<[TemperatureRange; 12]>,
    /// Mean wind speed, m/s.
    pub wind_m_s: Option<[WindSpeed; 12]>,
    /// What the rows come from, for the answer's sources.
    pub id: Option<crate::quantity::Id>,
    /// Date or version of the rows.
    pub vintage: Option<crate::quantity::Id>,
}

/// Climate of twelve months.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Climate {
    /// Global horizontal irradiation, kWh/m² per day, January first.
    pub ghi_kwh_m2_day: [f64; 12],
    /// Diffuse horizontal irradiation, kWh/m² per day.
    pub dhi_kwh_m2_day: Option<[f64; 12]>,
    /// Mean temperature of the air, °C.
    pub air_c: [f64; 12],
    /// Mean daily maximum less mean daily minimum of the air, °C.
    pub air_daily_range_c: [f64; 12],
    /// Mean wind speed, m/s.
    pub wind_m_s: [f64; 12],
}

/// Where a station is.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ClimateSite {
    /// City that was measured; in Paraíba and Tocantins it is not the capital.
    pub city: String,
    /// Latitude, north positive.
    pub latitude: f64,
    /// Longitude, east positive.
    pub longitude: f64,
    /// Altitude above sea level, m.
    pub altitude_m: f64,
    /// Standard time less universal time, h.
    pub utc_offset_h: f64,
}

/// A climate with the site and the table it comes from.
pub(crate) struct Found {
    pub climate: Climate,
    /// Of a named table.
    pub site: Option<ClimateSite>,
    pub source: Option<Source>,
}

impl ClimateInput {
    /// The climate that is meant.
    ///
    /// # Errors
    /// `MISSING_FIELD`, `FIELDS_EXCLUDE_EACH_OTHER`, `NOT_FOUND`, `TABLES_NOT_EMBEDDED`, by pointers into this object.
    pub(crate) fn find(&self) -> Result<Found, Error> {
        match &self.named {
            Some(table) => {
                self.refuse_rows()?;
                let uf = self.uf.as_deref().ok_or_else(|| Issue::error(Code::MISSING_FIELD).at("/uf"))?;
                named(table, uf)
            }
            None => self.rows(),
        }
    }

    fn refuse_rows(&self) -> Result<(), Error> {
        let given = [
            ("/ghi_kwh_m2_day", self.ghi_kwh_m2_day.is_some()),
            ("/dhi_kwh_m2_day", self.dhi_kwh_m2_day.is_some()),
            ("/air_c", self.air_c.is_some()),
            ("/air_daily_range_c", self.air_daily_range_c.is_some()),
            ("/wind_m_s", self.wind_m_s.is_some()),
            ("/id", self.id.is_some()),
            ("/vintage", self.vintage.is_some()),
        ];
        let mut problems = Problems::new();
        for (path, given) in given {
            problems.require(!given, || Issue::error(Code::FIELDS_EXCLUDE_EACH_OTHER).at(path));
        }
        problems.finish()
    }

    fn rows(&self) -> Result<Found, Error> {
        let mut problems = Problems::new();
        problems.require(self.uf.is_none(), || Issue::error(Code::FIELDS_EXCLUDE_EACH_OTHER).at("/uf"));
        let missing = |path| move || Issue::error(Code::MISSING_FIELD).at(path);
        problems.require(self.ghi_kwh_m2_day.is_some(), missing("/ghi_kwh_m2_day"));
        problems.require(self.air_c.is_some(), missing("/air_c"));
        problems.require(self.air_daily_range_c.is_some(), missing("/air_daily_range_c"));
        problems.require(self.wind_m_s.is_some(), missing("/wind_m_s"));
        let rows = (self.ghi_kwh_m2_day, self.air_c, self.air_daily_range_c, self.wind_m_s);
        let (true, (Some(ghi), Some(air), Some(range), Some(wind))) = (problems.is_empty(), rows) else {
            return Err(problems.into_error());
        };
        let climate = Climate {
            ghi_kwh_m2_day: ghi.map(DailyIrradiation::get),
            dhi_kwh_m2_day: self.dhi_kwh_m2_day.map(|months| months.map(DailyIrradiation::get)),
            air_c: air.map(AirTemperature::get),
            air_daily_range_c: range.map(TemperatureRange::get),
            wind_m_s: wind.map(WindSpeed::get),
        };
        let source = self.id.as_ref().map(|id| Source {
            kind: SourceKind::Weather,
            id: id.as_str().to_owned(),
            vintage: self.vintage.as_ref().map_or_else(String::new, |vintage| vintage.as_str().to_owned()),
        });
        Ok(Found { climate, site: None, source })
    }
}

/// Latitude of the request, or of the named table's station.
///
/// # Errors
/// `MISSING_FIELD` if neither is there.
pub(crate) fn latitude(given: Option<Latitude>, site: Option<&ClimateSite>) -> Result<f64, Error> {
    let found = given.map(Latitude::get).or(site.map(|site| site.latitude));
    found.ok_or_else(|| Issue::error(Code::MISSING_FIELD).at("/latitude").into())
}

#[cfg(not(feature = "data"))]
fn named(_: &str, _: &str) -> Result<Found, Error> {
    Err(Issue::error(Code::TABLES_NOT_EMBEDDED).at("/named").into())
}

#[cfg(feature = "data")]
use table::named;

#[cfg(feature = "data")]
mod table {
    use super::{Climate, ClimateSite, Found, Source, SourceKind};
    use crate::issue::{Code, Error, Issue};

    /// The climate of a state in a table that is embedded.
    pub(super) fn named(id: &str, uf: &str) -> Result<Found, Error> {
        let unknown = |path| Issue::error(Code::NOT_FOUND).at(path);
        let table = coaraci_data::table(id).filter(|table| table.kind == "climate-monthly");
        let table = table.ok_or_else(|| unknown("/named"))?;
        let climate = climate(table, uf).ok_or_else(|| unknown("/uf"))?;
        let source = Source { kind: SourceKind::Weather, id: table.id.to_owned(), vintage: table.vintage.to_owned() };
        Ok(Found { climate, site: site(table, uf), source: Some(source) })
    }

    /// The cells of a row by the names of the header.
    struct Rows<'a> {
        names: Vec<&'a str>,
        lines: std::str::Lines<'a>,
    }

    impl<'a> Rows<'a> {
        fn new(table: &coaraci_data::Table) -> Rows<'static> {
            let mut lines = table.text.lines();
            Rows { names: lines.next().unwrap_or_default().split(',').collect(), lines }
        }

        fn cell(&self, row: &'a str, name: &str) -> Option<&'a str> {
            let at = self.names.iter().position(|known| *known == name)?;
            row.split(',').nth(at)
        }

        fn number(&self, row: &'a str, name: &str) -> Option<f64> {
            self.cell(row, name)?.parse().ok()
        }
    }

    fn climate(table: &coaraci_data::Table, uf: &str) -> Option<Climate> {
        let rows = Rows::new(table);
        let none = [None; 12];
        let (mut ghi, mut dhi, mut air, mut range, mut wind) = (none, none, none, none, none);
        for row in rows.lines.clone().filter(|row| rows.cell(row, "uf") == Some(uf)) {
            let month = rows.number(row, "month")? as usize;
            let at = month.checked_sub(1)?;
            *ghi.get_mut(at)? = rows.number(row, "ghi_kwh_m2_day");
            *dhi.get_mut(at)? = rows.number(row, "dhi_kwh_m2_day");
            *air.get_mut(at)? = rows.number(row, "air_mean_c");
            *range.get_mut(at)? = rows.number(row, "air_daily_range_c");
            *wind.get_mut(at)? = rows.number(row, "wind_speed_m_s");
        }
        Some(Climate {
            ghi_kwh_m2_day: all(ghi)?,
            dhi_kwh_m2_day: all(dhi),
            air_c: all(air)?,
            air_daily_range_c: all(range)?,
            wind_m_s: all(wind)?,
        })
    }

    fn all(months: [Option<f64>; 12]) -> Option<[f64; 12]> {
        months.iter().all(Option::is_some).then(|| months.map(Option::unwrap_or_default))
    }

    /// The station of a state, from the table of sites with the same vintage.
    fn site(monthly: &coaraci_data::Table, uf: &str) -> Option<ClimateSite> {
        let same = |table: &&coaraci_data::Table| table.kind == "climate-site" && table.vintage == monthly.vintage;
        let rows = Rows::new(coaraci_data::TABLES.iter().find(same)?);
        let row = rows.lines.clone().find(|row| rows.cell(row, "uf") == Some(uf))?;
        Some(ClimateSite {
            city: rows.cell(row, "city")?.to_owned(),
            latitude: rows.number(row, "latitude")?,
            longitude: rows.number(row, "longitude")?,
            altitude_m: rows.number(row, "altitude_m")?,
            utc_offset_h: rows.number(row, "utc_offset_h")?,
        })
    }
}
