//! Weather files and their quality.

use crate::Answer;
use crate::calendar::{Instant, Offset};
use crate::columns::{Columns, Form, Kind, OwnedColumn, Rows};
use crate::issue::{Code, Error, Issue, Problems};
use crate::math::Level;
use crate::quantity::{Id, UtcOffset};
use crate::series::{Samples, Stamp};
use crate::weather::read::{self, SHIFTS_MINUTES, assemble, closure};
use crate::weather::year::{LeapDay, WeatherTimes};
use crate::weather::{SiteInput, WeatherInput};
use serde::{Deserialize, Serialize};

/// Formats of weather files.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum WeatherFormat {
    /// EPW of EnergyPlus: hour h covers the hour before it, whatever the minute says.
    Epw,
    /// CSV of SAM.
    SamCsv,
    /// CSV of the NSRDB (PSM).
    NsrdbPsm,
    /// TMY3 of the NREL.
    #[serde(rename = "tmy3")]
    Tmy3,
    /// Typical year of PVGIS as CSV.
    PvgisCsv,
    /// Typical year of PVGIS as JSON.
    PvgisJson,
    /// A line with our names (`ghi_w_m2` to `wind_m_s`), then numbers; site, `start`, `step_s` and `stamp` are given beside it.
    Columns,
}

/// How a file is to be read.
#[derive(Debug, Clone, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct ReadWeatherRequest {
    /// Format.
    pub format: WeatherFormat,
    /// The file's text.
    pub text: String,
    /// Which moment of its interval a stamp names, where the format leaves it open.
    pub stamp: Option<Stamp>,
    /// Standard time less universal time, h: needed for PVGIS, whose stamps are universal time.
    pub utc_offset_h: Option<UtcOffset>,
    /// The site: needed for `columns`.
    pub site: Option<SiteInput>,
    /// First stamp: needed for `columns`.
    pub start: Option<Instant>,
    /// Seconds from stamp to stamp: needed for `columns`.
    pub step_s: Option<u32>,
    /// Name of the series, for the sources of answers.
    pub id: Option<Id>,
    /// Its date or version.
    pub vintage: Option<Id>,
}

/// A year of weather in the form that `simulate_year` takes.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct WeatherYear {
    /// Name of the series.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<Id>,
    /// Its date or version.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub vintage: Option<Id>,
    /// First stamp.
    pub start: Instant,
    /// Seconds from stamp to stamp.
    pub step_s: u32,
    /// Which moment of its interval a stamp names.
    pub stamp: Stamp,
    /// Years that the months of a typical year were taken from.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub month_years: Option<[i32; 12]>,
    /// Global horizontal irradiance, W/m².
    pub ghi_w_m2: Samples,
    /// Direct normal irradiance, W/m².
    pub dni_w_m2: Samples,
    /// Diffuse horizontal irradiance, W/m².
    pub dhi_w_m2: Samples,
    /// Temperature of the air, °C.
    pub temp_air_c: Samples,
    /// Wind speed, m/s.
    pub wind_m_s: Samples,
    /// Pressure of the air, Pa; absent where the file has none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pressure_pa: Option<Samples>,
}

/// What a look at the rows says.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct WeatherQuality {
    /// Missing samples of global, direct and diffuse irradiance, temperature and wind together.
    pub missing_count: usize,
    /// Global irradiation of the year, kWh/m².
    pub annual_ghi_kwh_m2: f64,
    /// Whether direct and diffuse light add up to the global; null without rows that say it.
    pub closure: Option<StampShift>,
}

/// A file's site and year.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ReadWeather {
    /// The site.
    pub site: SiteInput,
    /// The year.
    pub weather: WeatherYear,
    /// What a look at its rows says.
    pub quality: WeatherQuality,
}

/// How well direct and diffuse light add up to the global, with the sun at five moments.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct StampShift {
    /// Shifts of the sun against the representative moment.
    pub shift_minutes: [i64; 5],
    /// Root mean square of GHI − (DHI + DNI cos z) at each of them, W/m².
    pub rmse_w_m2: [f64; 5],
    /// The shift with the smallest.
    pub best_shift_minutes: i64,
    /// Rows with more than 50 W/m², which count.
    pub rows_count: usize,
}

impl StampShift {
    fn of(weather: &WeatherInput, site: &SiteInput) -> Result<Option<StampShift>, Error> {
        let clock = weather.clock(site.offset().map_err(|error| error.within("/site"))?)?;
        Ok(closure(weather, &clock, site, Level::detect()).map(|(rmse_w_m2, rows_count)| {
            let mut best = (f64::INFINITY, 0);
            for (rmse, shift) in rmse_w_m2.iter().zip(SHIFTS_MINUTES) {
                best = if *rmse < best.0 { (*rmse, shift) } else { best };
            }
            StampShift { shift_minutes: SHIFTS_MINUTES, rmse_w_m2, best_shift_minutes: best.1, rows_count }
        }))
    }

    fn warning(&self) -> Option<Issue> {
        let shifted = self.best_shift_minutes != 0;
        shifted.then(|| Issue::warning(Code::STAMP_SHIFTED).at("/weather").with("minutes", self.best_shift_minutes))
    }
}

impl WeatherYear {
    fn input(&self) -> WeatherInput {
        let times = WeatherTimes {
            id: self.id.clone(),
            vintage: self.vintage.clone(),
            start: self.start,
            step_s: self.step_s,
            stamp: self.stamp,
            month_years: self.month_years,
            leap_day: LeapDay::Keep,
        };
        let columns = [&self.ghi_w_m2, &self.dni_w_m2, &self.dhi_w_m2, &self.temp_air_c, &self.wind_m_s];
        WeatherInput { pressure_pa: self.pressure_pa.clone(), ..WeatherInput::of(times, columns.map(Samples::clone)) }
    }
}

fn offset(hours: f64) -> Result<Offset, Error> {
    let seconds = hours * 3600.0;
    let whole = (seconds == seconds.trunc() && seconds.abs() < 86_400.0).then_some(seconds as i32);
    whole.and_then(Offset::from_seconds).ok_or_else(|| Issue::error(Code::TZ_UNKNOWN).at("/utc_offset_h").into())
}

fn from_file(request: &ReadWeatherRequest) -> Result<(SiteInput, WeatherYear), Error> {
    let text = request.text.strip_prefix('\u{feff}').unwrap_or(&request.text);
    let pvgis = |json| {
        let hours = request.utc_offset_h.ok_or_else(|| Issue::error(Code::MISSING_FIELD).at("/utc_offset_h"))?;
        read::pvgis(text, json, offset(hours.get())?.seconds())
    };
    let mut file = match request.format {
        WeatherFormat::Epw => read::epw(text)?,
        WeatherFormat::SamCsv | WeatherFormat::NsrdbPsm | WeatherFormat::Columns => read::sam_csv(text)?,
        WeatherFormat::Tmy3 => read::tmy3(text)?,
        WeatherFormat::PvgisCsv => pvgis(false)?,
        WeatherFormat::PvgisJson => pvgis(true)?,
    };
    if let Some(hours) = request.utc_offset_h {
        file.utc_offset_h = hours.get();
    }
    let site = SiteInput::new(file.latitude, file.longitude, file.altitude_m, file.utc_offset_h)
        .map_err(|error| error.within("/text"))?;
    let made = assemble(&file, offset(file.utc_offset_h)?, request.stamp)?;
    let [ghi_w_m2, dni_w_m2, dhi_w_m2, temp_air_c, wind_m_s, pressure] = made.columns;
    let weather = WeatherYear {
        id: request.id.clone(),
        vintage: request.vintage.clone(),
        start: made.start,
        step_s: made.step_s,
        stamp: made.stamp,
        month_years: made.month_years,
        ghi_w_m2,
        dni_w_m2,
        dhi_w_m2,
        temp_air_c,
        wind_m_s,
        pressure_pa: (pressure.valid_count() == pressure.len()).then_some(pressure),
    };
    Ok((site, weather))
}

fn from_columns(request: &ReadWeatherRequest) -> Result<(SiteInput, WeatherYear), Error> {
    let mut problems = Problems::new();
    let missing = |path| move || Issue::error(Code::MISSING_FIELD).at(path);
    problems.require(request.stamp.is_some(), missing("/stamp"));
    problems.require(request.site.is_some(), missing("/site"));
    problems.require(request.start.is_some(), missing("/start"));
    problems.require(request.step_s.is_some(), missing("/step_s"));
    let columns = problems.take(read::plain(&request.text));
    let (Some(stamp), Some(site), Some(start), Some(step_s), Some(columns)) =
        (request.stamp, request.site, request.start, request.step_s, columns)
    else {
        return Err(problems.into_error());
    };
    let [ghi, dni, dhi, air, wind, pressure_pa] = columns;
    let weather = WeatherYear {
        id: request.id.clone(),
        vintage: request.vintage.clone(),
        start,
        step_s,
        stamp,
        month_years: None,
        ghi_w_m2: ghi.unwrap_or_default(),
        dni_w_m2: dni.unwrap_or_default(),
        dhi_w_m2: dhi.unwrap_or_default(),
        temp_air_c: air.unwrap_or_default(),
        wind_m_s: wind.unwrap_or_default(),
        pressure_pa,
    };
    Ok((site, weather))
}

/// Read a weather file: EPW, SAM CSV, NSRDB PSM, TMY3, PVGIS or plain columns; text in, a year for `simulate_year` out.
///
/// The rows must make a whole year without a hole. A missing sample stays missing. Where the split into direct and diffuse light was
/// made with the sun at another moment, as in many typical years, a warning says so.
///
/// # Errors
/// `WEATHER_SYNTAX`, `WEATHER_COLUMN_MISSING`, `WEATHER_ROW_ORDER`, `WEATHER_LENGTH`, `AMBIGUOUS_TIMESTAMP`, `OUT_OF_RANGE`,
/// `MISSING_FIELD`, `WEATHER_IMPLAUSIBLE`.
pub fn read_weather(request: ReadWeatherRequest) -> Result<Answer<ReadWeather>, Error> {
    let (site, weather) = match request.format {
        WeatherFormat::Columns => from_columns(&request)?,
        _ => from_file(&request)?,
    };
    let input = weather.input();
    input.check(&crate::weather::year::Limits::default()).map_err(|error| error.within("/text"))?;
    let closure = StampShift::of(&input, &site).map_err(|error| error.within("/text"))?;
    let missing = input.columns().map(|(_, column)| column.len() - column.valid_count()).sum();
    let (ghi, _) = weather.ghi_w_m2.parts();
    let annual_ghi_kwh_m2 = crate::math::sum(ghi) * f64::from(weather.step_s) / 3.6e6 + 0.0;
    let warning = closure.as_ref().and_then(StampShift::warning);
    let quality = WeatherQuality { missing_count: missing, annual_ghi_kwh_m2, closure };
    let mut answer = Answer::new(ReadWeather { site, weather, quality });
    answer.warnings.extend(warning);
    answer.sources.extend(input.source());
    Ok(answer)
}

/// What is the same for all files of [`READ_WEATHER`].
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct ReadParameters {
    format: WeatherFormat,
    stamp: Option<Stamp>,
    utc_offset_h: Option<UtcOffset>,
    site: Option<SiteInput>,
    start: Option<Instant>,
    step_s: Option<u32>,
    id: Option<Id>,
    vintage: Option<Id>,
}

/// Column form of [`read_weather`]: a row is a file's content, and its answer's value as JSON text.
pub(crate) static READ_WEATHER: Form<ReadParameters> = Form {
    inputs: &[("content", Kind::Bytes)],
    outputs: &[("value_json", Kind::Text), ("status", Kind::I32)],
    run: files,
};

fn files(parameters: ReadParameters, columns: &Columns<'_>) -> Result<Rows, Error> {
    let (mut offsets, mut bytes, mut errors) = (vec![0_i32], Vec::new(), Vec::new());
    for row in 0..columns.rows() {
        let content = columns.at(0).and_then(|column| column.bytes(row));
        let text = content.map(|content| String::from_utf8_lossy(content).into_owned());
        let missing = || Error::from(Issue::error(Code::MISSING_FIELD).at("/content"));
        let found = text.ok_or_else(missing).and_then(|text| {
            read_weather(ReadWeatherRequest {
                format: parameters.format,
                text,
                stamp: parameters.stamp,
                utc_offset_h: parameters.utc_offset_h,
                site: parameters.site,
                start: parameters.start,
                step_s: parameters.step_s,
                id: parameters.id.clone(),
                vintage: parameters.vintage.clone(),
            })
        });
        match found {
            Ok(answer) => bytes.extend(serde_json::to_vec(&answer.value).unwrap_or_default()),
            Err(error) => errors.push((row, error)),
        }
        // a batch of texts beyond two gigabytes has no layout
        offsets.push(i32::try_from(bytes.len()).map_err(|_| Issue::error(Code::OVERFLOW))?);
    }
    Ok(Rows { columns: vec![OwnedColumn::Text { offsets, bytes }], errors, summary: None })
}

/// A weather and its site.
#[derive(Debug, Clone, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct DetectStampShiftRequest {
    /// Weather of a whole year with direct and diffuse light.
    pub weather: WeatherInput,
    /// The site.
    pub site: SiteInput,
}

/// Detect at which moment of the interval direct and diffuse light add up best to the global, to find wrong stamps.
///
/// # Errors
/// Those of the weather as in `simulate_year`; `WEATHER_IMPLAUSIBLE` where no row has 50 W/m² or direct and diffuse light are missing.
pub fn detect_stamp_shift(request: DetectStampShiftRequest) -> Result<Answer<StampShift>, Error> {
    let limits = crate::weather::year::Limits::default();
    request.weather.check(&limits).map_err(|error| error.within("/weather"))?;
    let found = StampShift::of(&request.weather, &request.site).map_err(|error| error.within("/weather"))?;
    let found = found.ok_or_else(|| Issue::error(Code::WEATHER_IMPLAUSIBLE).at("/weather/dni_w_m2"))?;
    let warning = found.warning();
    let mut answer = Answer::new(found);
    answer.warnings.extend(warning);
    Ok(answer)
}
