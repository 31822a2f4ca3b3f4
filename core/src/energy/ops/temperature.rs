//! How warm the cells get.

use crate::Answer;
use crate::columns::float_rows::float_form;
use crate::energy::cell_temperature::{Mounting, NoctSam, Pvsyst, faiman, noct_sam, pvsyst, ross, sapm};
use crate::issue::{Code, Error, Issue};
use crate::math::Level;
use crate::quantity::{AirTemperature, CellTemperature, Efficiency, Fraction, HeatLoss, Irradiance, Length, WindSpeed};
use serde::{Deserialize, Serialize};

/// Model of the cell temperature.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum CellModel {
    /// Sandia, by mounting.
    #[default]
    Sapm,
    /// PVsyst, by heat losses.
    Pvsyst,
    /// Faiman, by heat losses.
    Faiman,
    /// Ross, by nominal operating cell temperature.
    Ross,
    /// SAM, by nominal operating cell temperature.
    NoctSam,
}

/// Model and parameters of the cell temperature.
#[derive(Debug, Clone, Copy, Default, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct CellParameters {
    /// Model; default `sapm`.
    #[serde(default)]
    pub model: CellModel,
    /// `sapm`: how the modules are mounted; default `close_roof`.
    #[serde(default)]
    pub mounting: Mounting,
    /// `pvsyst`, `faiman`: heat loss without wind, W/(m² K); defaults 29 (PVsyst's free-standing; 20 is its semi-integrated, 15 its
    /// insulated roof) and 25.
    pub u_c_w_m2_per_k: Option<HeatLoss>,
    /// `pvsyst`, `faiman`: heat loss for each m/s of wind, W/(m² K); defaults 0 and 6.84.
    pub u_v_w_m2_per_k: Option<HeatLoss>,
    /// `pvsyst`, `noct_sam`: efficiency of the module; default 0.1 for `pvsyst`, needed by `noct_sam`.
    pub module_efficiency: Option<Efficiency>,
    /// `pvsyst`, `noct_sam`: share of the light that is absorbed; default 0.9.
    pub absorption_fraction: Option<Fraction>,
    /// `ross`, `noct_sam`: nominal operating cell temperature; needed.
    pub noct_c: Option<CellTemperature>,
    /// `noct_sam`: gap between roof and module; none for racks.
    pub standoff_m: Option<Length>,
    /// `noct_sam`: whether the array stands on more than one storey; default false.
    #[serde(default)]
    pub above_one_storey: bool,
}

/// The model with its parameters.
#[derive(Clone, Copy)]
enum Model {
    Sapm(crate::energy::cell_temperature::Sapm),
    Pvsyst(Pvsyst),
    Faiman(f64, f64),
    Ross(f64),
    NoctSam(NoctSam),
}

impl Model {
    #[inline(always)]
    fn cell(&self, poa: f64, effective: f64, air_c: f64, wind_m_s: f64) -> f64 {
        match self {
            Model::Sapm(p) => sapm(p, poa, air_c, wind_m_s),
            Model::Pvsyst(p) => pvsyst(p, poa, air_c, wind_m_s),
            Model::Faiman(constant, per_wind) => faiman(poa, air_c, wind_m_s, *constant, *per_wind),
            Model::Ross(noct_c) => ross(poa, air_c, *noct_c),
            Model::NoctSam(p) => noct_sam(p, poa, effective, air_c, wind_m_s),
        }
    }
}

impl CellParameters {
    fn resolve(&self) -> Result<Model, Error> {
        let missing = |path| Error::from(Issue::error(Code::MISSING_FIELD).at(path));
        let loss = |given: Option<HeatLoss>, default| given.map_or(default, HeatLoss::get);
        let absorption = self.absorption_fraction.map_or(0.9, Fraction::get);
        Ok(match self.model {
            CellModel::Sapm => Model::Sapm(self.mounting.sapm()),
            CellModel::Pvsyst => Model::Pvsyst(Pvsyst {
                constant: loss(self.u_c_w_m2_per_k, 29.0),
                per_wind: loss(self.u_v_w_m2_per_k, 0.0),
                efficiency: self.module_efficiency.map_or(0.1, Efficiency::get),
                absorption,
            }),
            CellModel::Faiman => Model::Faiman(loss(self.u_c_w_m2_per_k, 25.0), loss(self.u_v_w_m2_per_k, 6.84)),
            CellModel::Ross => Model::Ross(self.noct_c.ok_or_else(|| missing("/noct_c"))?.get()),
            CellModel::NoctSam => {
                let noct = self.noct_c.ok_or_else(|| missing("/noct_c"))?.get();
                let efficiency = self.module_efficiency.ok_or_else(|| missing("/module_efficiency"))?;
                Model::NoctSam(NoctSam {
                    noct_c: noct + NoctSam::adder_c(self.standoff_m.map(Length::get)),
                    efficiency: efficiency.get(),
                    absorption,
                    wind_share: if self.above_one_storey { 0.61 } else { 0.51 },
                })
            }
        })
    }
}

/// Weather in the plane of the modules.
#[derive(Debug, Clone, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct CellTemperatureRequest {
    /// Model and parameters.
    #[serde(default)]
    pub parameters: CellParameters,
    /// Irradiance in the plane of the modules.
    pub poa_w_m2: Irradiance,
    /// Irradiance behind the glass, for `noct_sam`; default `poa_w_m2`.
    pub effective_w_m2: Option<Irradiance>,
    /// Temperature of the air.
    pub air_c: AirTemperature,
    /// Wind speed at the height of the measurement.
    pub wind_m_s: WindSpeed,
}

/// A cell temperature.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct CellTemperatureAnswer {
    /// Temperature of the cells.
    pub cell_c: f64,
}

/// Compute the cell temperature (*temperatura de célula*) from irradiance, air and wind.
///
/// # Errors
/// `MISSING_FIELD` for what the model needs.
pub fn cell_temperature(request: CellTemperatureRequest) -> Result<Answer<CellTemperatureAnswer>, Error> {
    let model = request.parameters.resolve().map_err(|error| error.within("/parameters"))?;
    let poa = request.poa_w_m2.get();
    let effective = request.effective_w_m2.map_or(poa, Irradiance::get);
    let cell_c = model.cell(poa, effective, request.air_c.get(), request.wind_m_s.get());
    Ok(Answer::new(CellTemperatureAnswer { cell_c }))
}

/// What is the same for all rows of [`CELL_TEMPERATURE`].
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct CellColumns {
    #[serde(default)]
    parameters: CellParameters,
}

float_form! {
    /// Column form of [`cell_temperature`].
    pub(crate) static CELL_TEMPERATURE(parameters: CellColumns, rows) {
        poa_w_m2: Irradiance,
        air_c: AirTemperature,
        wind_m_s: WindSpeed,
    } -> { cell_c, } {
        let [poas, airs, winds] = rows.columns;
        let model = parameters.parameters.resolve().map_err(|error| error.within("/parameters"))?;
        let mut cells = vec![0.0; poas.len()];
        Level::detect().run(
            #[inline(always)]
            || {
                for (((poa, air), wind), cell) in poas.iter().zip(airs).zip(winds).zip(&mut cells) {
                    *cell = model.cell(*poa, *poa, *air, *wind);
                }
            },
        );
        vec![cells]
    }
}
