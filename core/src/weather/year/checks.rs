use super::input::WeatherInput;
use crate::issue::{Code, Error, Issue, Pointer, Problems};
use crate::quantity::{AirTemperature, Irradiance, Pressure, WindSpeed};
use crate::series::Samples;

/// Bounds beyond which weather is refused.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Limits {
    /// Largest global irradiance over the mean irradiance outside the atmosphere.
    pub ghi_ratio: f64,
    /// Largest global irradiation of a year, kWh/m².
    pub annual_ghi_kwh_m2: f64,
}

impl Default for Limits {
    fn default() -> Self {
        Limits { ghi_ratio: 1.5, annual_ghi_kwh_m2: 3000.0 }
    }
}

/// The first value of a column outside its range.
fn first_outside(column: &Samples, least: f64, most: f64) -> Option<usize> {
    let (values, _) = column.parts();
    // a missing sample is stored as a zero and may lie outside
    let outside = |row: &usize| column.get(*row).is_some_and(|value| !(least..=most).contains(&value));
    let suspects = values.iter().enumerate().filter(|(_, value)| !(least..=most).contains(*value));
    suspects.map(|(row, _)| row).find(outside)
}

pub(super) fn check(weather: &WeatherInput, limits: &Limits) -> Result<(), Error> {
    let mut problems = Problems::new();
    let rows = weather.ghi_w_m2.len();
    for (name, column) in weather.columns() {
        let place = Pointer::root().field(name);
        problems.require(column.len() == rows, || {
            Issue::error(Code::BAD_LENGTH).at(place.clone()).with("min", rows).with("max", rows)
        });
        let (least, most) = match name {
            "temp_air_c" => (AirTemperature::MIN, AirTemperature::MAX),
            "wind_m_s" => (WindSpeed::MIN, WindSpeed::MAX),
            "pressure_pa" => (Pressure::MIN, Pressure::MAX),
            _ => (Irradiance::MIN, Irradiance::MAX),
        };
        if let Some(row) = first_outside(column, least, most) {
            let issue = Issue::error(Code::OUT_OF_RANGE).at(place.index(row));
            problems.push(issue.with("min", least).with("max", most));
        }
    }
    problems.require(weather.dni_w_m2.is_some() == weather.dhi_w_m2.is_some(), || {
        let missing = if weather.dni_w_m2.is_some() { "/dhi_w_m2" } else { "/dni_w_m2" };
        Issue::error(Code::MISSING_FIELD).at(missing)
    });
    problems.finish()?;
    let mut problems = Problems::new();
    let most = limits.ghi_ratio * crate::weather::extraterrestrial::MODERN;
    let (ghi, _) = weather.ghi_w_m2.parts();
    if let Some(row) = ghi.iter().position(|ghi| *ghi > most) {
        let place = Pointer::root().field("ghi_w_m2").index(row);
        problems.push(Issue::error(Code::WEATHER_IMPLAUSIBLE).at(place).with("max", most));
    }
    let annual = ghi.iter().sum::<f64>() * f64::from(weather.step_s) / 3.6e6;
    problems.require(annual <= limits.annual_ghi_kwh_m2, || {
        let issue = Issue::error(Code::WEATHER_IMPLAUSIBLE).at("/ghi_w_m2");
        issue.with("annual_kwh_m2", annual).with("max", limits.annual_ghi_kwh_m2)
    });
    problems.finish()
}
