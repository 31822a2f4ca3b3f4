use super::run::{Chain, Choices, OutputInput, Place, limits, run};
use super::system::{PvwattsInput, SystemInput};
use crate::columns::{Column, Columns, Form, Kind, OwnedColumn, Rows};
use crate::energy::ops::HorizonInput;
use crate::issue::{Code, Error, Issue};
use crate::math::Level;
use crate::series::Samples;
use crate::weather::year::{Sky, WeatherTimes};
use crate::weather::{SiteInput, WeatherInput};
use serde::Deserialize;

/// What is the same for all rows of [`SIMULATE_YEAR`].
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct YearParameters {
    site: SiteInput,
    /// The weather without its columns.
    weather: WeatherTimes,
    system: SystemInput,
    #[serde(default)]
    chain: Chain,
    #[serde(default)]
    sky_model: Sky,
    horizon: Option<HorizonInput>,
    pvwatts: Option<PvwattsInput>,
}

/// Column form of [`super::simulate_year`]: the rows are those of the weather. A row with a missing sample has zeros and a status.
pub(crate) static SIMULATE_YEAR: Form<YearParameters> = Form {
    inputs: &[
        ("ghi_w_m2", Kind::F64),
        ("dni_w_m2", Kind::F64),
        ("dhi_w_m2", Kind::F64),
        ("temp_air_c", Kind::F64),
        ("wind_m_s", Kind::F64),
    ],
    outputs: &[
        ("ac_w", Kind::F64),
        ("dc_w", Kind::F64),
        ("poa_w_m2", Kind::F64),
        ("cell_c", Kind::F64),
        ("status", Kind::I32),
    ],
    run: rows,
};

fn rows(parameters: YearParameters, columns: &Columns<'_>) -> Result<Rows, Error> {
    let samples = |position: usize| {
        let column: Option<&Column<'_>> = columns.at(position);
        let rows = (0..columns.rows()).map(|row| column.and_then(|column| column.f64(row)));
        Samples::with_gaps(rows).map_err(|error| error.within("/weather"))
    };
    let given = [samples(0)?, samples(1)?, samples(2)?, samples(3)?, samples(4)?];
    let weather = WeatherInput::of(parameters.weather, given);
    let choices = Choices {
        chain: parameters.chain,
        sky_model: parameters.sky_model,
        horizon: parameters.horizon.as_ref(),
        sunlit_centre: None,
        pvwatts: parameters.pvwatts.unwrap_or_default(),
        limits: limits(None, None),
        output: OutputInput { hourly: true, detail: true },
    };
    let place = Place::new(&weather, parameters.site, &choices.limits)?;
    let plant = parameters.system.resolve().map_err(|error| error.within("/system"))?;
    let (year, _) = run(&place, &parameters.system, &plant, &choices.rule(weather.stamp)?, &choices, Level::detect())?;
    let ac = year.hourly_ac_w.unwrap_or_default();
    let missing = ac.iter().enumerate().filter(|(_, ac)| ac.is_none());
    let errors = missing.map(|(row, _)| (row, Issue::error(Code::MISSING_FIELD).into())).collect();
    let filled =
        |column: Vec<Option<f64>>| OwnedColumn::F64(column.into_iter().map(Option::unwrap_or_default).collect());
    // of the first array: the others have the same light only where they face the same way
    let first = year.hourly_arrays.unwrap_or_default().into_iter().next();
    let (poa, cell) = first.map(|array| (array.poa_w_m2, array.cell_c)).unwrap_or_default();
    let columns = vec![filled(ac), filled(year.hourly_dc_w.unwrap_or_default()), filled(poa), filled(cell)];
    Ok(Rows { columns, errors, summary: None })
}
