//! A year from monthly climate.

use crate::Answer;
use crate::energy::cell_temperature::Mounting;
use crate::energy::equipment::{Inverter, Module};
use crate::energy::iam::Glass;
use crate::energy::inverter::PvwattsInverter;
use crate::energy::losses::Losses;
use crate::energy::mean_day::{ADDED_UNCERTAINTY, System};
use crate::energy::simulation::{Array, Facing};
use crate::issue::{Code, Error, Issue, Problems};
use crate::math::{Level, sum};
use crate::quantity::{Azimuth, DcAcRatio, Efficiency, Fraction, Latitude, PeakPower, PowerCoefficient, Tilt};
use crate::weather::climate::{ClimateInput, latitude};
use crate::weather::mean_day::{MeanDays, MonthClimate, NoDay};
use crate::weather::transposition::Plane;
use serde::{Deserialize, Serialize};

/// Days of the months of a year of 365 days.
const DAYS: [f64; 12] = [31.0, 28.0, 31.0, 30.0, 31.0, 30.0, 31.0, 31.0, 30.0, 31.0, 30.0, 31.0];

/// A climate and a system of one plane.
#[derive(Debug, Clone, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct EstimateMeanDayRequest {
    /// Latitude, north positive; that of the station where the climate is a named table and nothing is given.
    pub latitude: Option<Latitude>,
    /// Climate of the months: `{"named":"climate-monthly-2021","uf":"SP"}`, or rows.
    pub climate: ClimateInput,
    /// Direct-current power at standard test conditions, kW.
    pub p_dc_stc_kw: PeakPower,
    /// Tilt of the modules from horizontal (*inclinação*); never negative.
    pub tilt_deg: Tilt,
    /// Direction the modules face, clockwise from north (*orientação*); north, the usual one in Brazil, is 0.
    pub azimuth_deg: Azimuth,
    /// How the modules are mounted; default `close_roof`.
    #[serde(default)]
    pub mounting: Mounting,
    /// Relative change of power with temperature, percent per kelvin; default -0.37.
    pub gamma_pmp_pct_per_k: Option<PowerCoefficient>,
    /// Share of the light that the ground reflects; default 0.2.
    pub albedo: Option<Fraction>,
    /// Losses by cause.
    #[serde(default)]
    pub losses: Losses,
    /// Module power over alternating-current power of the inverter; default 1.2.
    pub dc_ac_ratio: Option<DcAcRatio>,
    /// Nominal efficiency of the inverter; default 0.96.
    pub inverter_efficiency: Option<Efficiency>,
}

/// A year from its mean days.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct MeanDayYear {
    /// Irradiation in the plane of the modules, kWh/m² per day, January first.
    pub hsp_kwh_m2_day: [f64; 12],
    /// Alternating-current energy of each month, kWh.
    pub monthly_ac_kwh: [f64; 12],
    /// Alternating-current energy of the year, kWh.
    pub annual_ac_kwh: f64,
    /// Global horizontal irradiation of the year, kWh/m².
    pub annual_ghi_kwh_m2: f64,
    /// Irradiation in the plane of the modules of the year, kWh/m².
    pub annual_poa_kwh_m2: f64,
    /// Energy of the year per installed power, kWh/kWp.
    pub specific_yield_kwh_kwp: f64,
    /// Performance ratio on the plane of the modules; zero without irradiation.
    pub performance_ratio: f64,
    /// Energy of the year over power times hours.
    pub capacity_factor: f64,
    /// What to add to the relative standard deviation of the yield: the method is optimistic by 0.3 to 3.0 %.
    pub added_sigma_fraction: f64,
}

/// Estimate a year from monthly climate with one mean day a month: 288 hours instead of 8,760.
///
/// Each mean day is spread over its hours (Collares-Pereira and Rabl; diffuse light as given, or by Erbs), transposed by Perez, and run
/// through glass, cell temperature, module and inverter as in the full simulation.
///
/// # Errors
/// `MISSING_FIELD`, `FIELDS_EXCLUDE_EACH_OTHER`, `NOT_FOUND` for the climate, `WEATHER_IMPLAUSIBLE` for a month with more irradiation
/// than outside the atmosphere or more diffuse than global irradiation.
pub fn estimate_mean_day(request: EstimateMeanDayRequest) -> Result<Answer<MeanDayYear>, Error> {
    mean_day_hours(&request).map(|(answer, _)| answer)
}

/// The answer of [`estimate_mean_day`], and the power of the hours of the mean days, W.
///
/// # Errors
/// Those of [`estimate_mean_day`].
pub(crate) fn mean_day_hours(request: &EstimateMeanDayRequest) -> Result<(Answer<MeanDayYear>, Vec<f64>), Error> {
    let found = request.climate.find().map_err(|error| error.within("/climate"))?;
    let latitude = latitude(request.latitude, found.site.as_ref())?;
    let climate = &found.climate;
    let months: [MonthClimate; 12] = std::array::from_fn(|month| MonthClimate {
        ghi_kwh_m2_day: at(&climate.ghi_kwh_m2_day, month),
        dhi_kwh_m2_day: climate.dhi_kwh_m2_day.map(|months| at(&months, month)),
        air_c: at(&climate.air_c, month),
        air_range_k: at(&climate.air_daily_range_c, month),
    });
    let days = MeanDays::new(latitude, &months).map_err(|impossible| implausible(&impossible))?;
    let system = system(request);
    let hours = system.run(&days, &climate.wind_m_s, Level::detect());
    let (hsp_kwh_m2_day, daily_ac_kwh) = hours.days();
    let year = |daily: &[f64; 12]| {
        let monthly: [f64; 12] = std::array::from_fn(|month| at(daily, month) * at(&DAYS, month));
        (monthly, sum(&monthly))
    };
    let (monthly_ac_kwh, annual_ac_kwh) = year(&daily_ac_kwh);
    let (_, annual_poa_kwh_m2) = year(&hsp_kwh_m2_day);
    let (_, annual_ghi_kwh_m2) = year(&climate.ghi_kwh_m2_day);
    let power = request.p_dc_stc_kw.get();
    let specific_yield_kwh_kwp = annual_ac_kwh / power;
    let mut answer = Answer::new(MeanDayYear {
        hsp_kwh_m2_day,
        monthly_ac_kwh,
        annual_ac_kwh,
        annual_ghi_kwh_m2,
        annual_poa_kwh_m2,
        specific_yield_kwh_kwp,
        performance_ratio: if annual_poa_kwh_m2 > 0.0 { specific_yield_kwh_kwp / annual_poa_kwh_m2 } else { 0.0 },
        capacity_factor: specific_yield_kwh_kwp / 8760.0,
        added_sigma_fraction: ADDED_UNCERTAINTY,
    });
    answer.sources.extend(found.source);
    Ok((answer, hours.into_ac()))
}

fn at(months: &[f64; 12], month: usize) -> f64 {
    months.get(month).copied().unwrap_or_default()
}

fn system(request: &EstimateMeanDayRequest) -> System {
    let (kept_dc, kept_ac) = request.losses.kept();
    let dc_w = request.p_dc_stc_kw.get() * 1000.0;
    let efficiency = request.inverter_efficiency.map_or(0.96, Efficiency::get);
    let ac_w = dc_w / request.dc_ac_ratio.map_or(1.2, DcAcRatio::get);
    let gamma = request.gamma_pmp_pct_per_k.map_or(-0.37, PowerCoefficient::get) / 100.0;
    System {
        array: Array {
            facing: Facing::Fixed(Plane::new(request.tilt_deg.get(), request.azimuth_deg.compass())),
            albedo: [request.albedo.map_or(0.2, Fraction::get); 12],
            glass: Glass::standard(),
            sapm: request.mounting.sapm(),
            module: Module::Linear { power_w: dc_w, gamma },
            gamma,
            ohmic: request.losses.ohmic(),
            series: 1.0,
            strings: 1.0,
        },
        kept_dc,
        inverter: Inverter::Pvwatts(PvwattsInverter::new(ac_w / efficiency, efficiency)),
        kept_ac,
    }
}

fn implausible(impossible: &[(usize, NoDay)]) -> Error {
    let mut problems = Problems::new();
    for (month, reason) in impossible {
        let field = match reason {
            NoDay::AboveExtraterrestrial => "ghi_kwh_m2_day",
            NoDay::DiffuseAboveGlobal => "dhi_kwh_m2_day",
        };
        let place = crate::issue::Pointer::root().field("climate").field(field).index(*month);
        problems.push(Issue::error(Code::WEATHER_IMPLAUSIBLE).at(place));
    }
    problems.into_error()
}
