//! Energy of a year: simulated on hourly weather, estimated from monthly climate, or given.

use super::calendar_year::{CalendarYear, DAY, HOURS};
use crate::Source;
use crate::energy::{
    Chain, EstimateMeanDayRequest, HorizonInput, LossStepOut, OutputInput, SimulateYearRequest, SimulatedYear,
    SystemInput, mean_day_hours, simulate_year,
};
use crate::issue::{Code, Error, Issue, Pointer, Problems};
use crate::quantity::{Energy, Latitude, PeakPower};
use crate::tariff::Energies;
use crate::weather::mean_day::{MeanDays, MonthClimate};
use crate::weather::{SiteInput, Sky, WeatherInput};
use serde::Deserialize;
use std::sync::Arc;

/// Where energy comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum GenerationKind {
    /// Hourly weather and a system, as `simulate_year`.
    Simulated,
    /// Monthly climate and a system, as `estimate_mean_day`.
    MeanDay,
    /// Energy of each month, spread over the hours by the sun's height on a clear mean day.
    Monthly,
    /// Energy of every hour.
    Hourly,
}

/// Where the energy of a year comes from.
#[derive(Debug, Clone, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct GenerationInput {
    /// How it is given.
    pub kind: GenerationKind,
    /// The site; only `simulated`.
    pub site: Option<SiteInput>,
    /// The system; only `simulated`.
    pub system: Option<SystemInput>,
    /// Chain of models; default `modern`; only `simulated`.
    pub chain: Option<Chain>,
    /// Model of the light of the sky; default `perez`; only `simulated`.
    pub sky_model: Option<Sky>,
    /// The horizon seen from the site; only `simulated`.
    pub horizon: Option<HorizonInput>,
    /// Climate and system; only `mean_day`. Its hours are solar and stand for those of the clock.
    pub mean_day: Option<EstimateMeanDayRequest>,
    /// Latitude, north positive; only `monthly`.
    pub latitude: Option<Latitude>,
    /// Alternating-current energy of each month, January first; only `monthly`.
    pub monthly_ac_kwh: Option<[Energy; 12]>,
    /// Alternating-current energy of each hour of a year of 365 days in local time, January first: 8,760 numbers or decimal texts;
    /// only `hourly`.
    pub hourly_ac_kwh: Option<Energies>,
    /// Power of the modules at standard test conditions, for figures of yield; `monthly` and `hourly`.
    pub p_dc_stc_kw: Option<PeakPower>,
}

/// A year of energy.
#[derive(Debug, Clone)]
pub(super) struct Generated {
    pub year: CalendarYear,
    pub figures: Figures,
    pub warnings: Vec<Issue>,
    pub sources: Vec<Source>,
}

/// What is known about the system besides its energy.
#[derive(Debug, Clone, Default)]
pub(super) struct Figures {
    pub p_dc_stc_kw: Option<f64>,
    pub p_ac_kw: Option<f64>,
    pub performance_ratio: Option<f64>,
    pub annual_poa_kwh_m2: Option<f64>,
    pub loss_tree: Vec<LossStepOut>,
    /// What the method adds to the relative standard deviation of the yield.
    pub added_sigma_fraction: f64,
}

impl GenerationInput {
    /// Energy by kind alone; the other members are to be assigned.
    pub fn new(kind: GenerationKind) -> Self {
        GenerationInput {
            kind,
            site: None,
            system: None,
            chain: None,
            sky_model: None,
            horizon: None,
            mean_day: None,
            latitude: None,
            monthly_ac_kwh: None,
            hourly_ac_kwh: None,
            p_dc_stc_kw: None,
        }
    }

    /// The members that the kind needs and those that it does not take.
    ///
    /// # Errors
    /// `MISSING_FIELD`, `UNKNOWN_FIELD`, by pointers into the request.
    pub(super) fn check(&self, has_weather: bool) -> Result<(), Error> {
        use GenerationKind::{Hourly, MeanDay, Monthly, Simulated};
        let kind = self.kind;
        let known_power = matches!(kind, Monthly | Hourly);
        let mut problems = Problems::new();
        for (place, given, needed, taken) in [
            ("/weather", has_weather, kind == Simulated, kind == Simulated),
            ("/generation/site", self.site.is_some(), kind == Simulated, kind == Simulated),
            ("/generation/system", self.system.is_some(), kind == Simulated, kind == Simulated),
            ("/generation/chain", self.chain.is_some(), false, kind == Simulated),
            ("/generation/sky_model", self.sky_model.is_some(), false, kind == Simulated),
            ("/generation/horizon", self.horizon.is_some(), false, kind == Simulated),
            ("/generation/mean_day", self.mean_day.is_some(), kind == MeanDay, kind == MeanDay),
            ("/generation/latitude", self.latitude.is_some(), kind == Monthly, kind == Monthly),
            ("/generation/monthly_ac_kwh", self.monthly_ac_kwh.is_some(), kind == Monthly, kind == Monthly),
            ("/generation/hourly_ac_kwh", self.hourly_ac_kwh.is_some(), kind == Hourly, kind == Hourly),
            ("/generation/p_dc_stc_kw", self.p_dc_stc_kw.is_some(), false, known_power),
        ] {
            problems.require(given || !needed, || Issue::error(Code::MISSING_FIELD).at(place));
            problems.require(!given || taken, || Issue::error(Code::UNKNOWN_FIELD).at(place));
        }
        problems.finish()
    }

    /// The energy of a year.
    ///
    /// # Errors
    /// Those of [`check`](Self::check), of `simulate_year` and `estimate_mean_day`, by pointers into the request.
    pub(super) fn generate(&self, weather: Option<&Arc<WeatherInput>>) -> Result<Generated, Error> {
        self.check(weather.is_some())?;
        match (self.kind, weather, &self.site, &self.system) {
            (GenerationKind::Simulated, Some(weather), Some(site), Some(system)) => {
                self.simulated(weather, *site, system)
            }
            (GenerationKind::MeanDay, ..) => self.estimated(),
            (GenerationKind::Monthly, ..) => self.monthly(),
            _ => self.hourly(),
        }
    }

    fn simulated(
        &self,
        weather: &Arc<WeatherInput>,
        site: SiteInput,
        system: &SystemInput,
    ) -> Result<Generated, Error> {
        let mut request = SimulateYearRequest::of(Arc::clone(weather), site, system.clone());
        request.chain = self.chain.unwrap_or_default();
        request.sky_model = self.sky_model.unwrap_or_default();
        request.horizon = self.horizon.clone();
        request.output = OutputInput { hourly: true, detail: false };
        let answer = simulate_year(request).map_err(within_simulation)?;
        let year = answer.value;
        Ok(Generated {
            year: by_the_clock(weather, site, year.hourly_ac_w.as_deref().unwrap_or_default())?,
            figures: Figures::of(year),
            warnings: answer.warnings.into_iter().map(warning_within_simulation).collect(),
            sources: answer.sources,
        })
    }

    fn estimated(&self) -> Result<Generated, Error> {
        let place = "/generation/mean_day";
        let request = self.mean_day.as_ref().ok_or_else(|| Issue::error(Code::MISSING_FIELD).at(place))?;
        let (answer, hours) = mean_day_hours(request).map_err(|error| error.within(place))?;
        let kwh: Vec<f64> = hours.iter().map(|watts| watts / 1000.0).collect();
        let power = request.p_dc_stc_kw.get();
        let figures = Figures {
            p_dc_stc_kw: Some(power),
            p_ac_kw: Some(power / request.dc_ac_ratio.map_or(1.2, |ratio| ratio.get())),
            performance_ratio: Some(answer.value.performance_ratio),
            annual_poa_kwh_m2: Some(answer.value.annual_poa_kwh_m2),
            loss_tree: Vec::new(),
            added_sigma_fraction: answer.value.added_sigma_fraction,
        };
        let warnings = vec![Issue::warning(Code::GENERATION_FROM_MONTHLY_CLIMATE).at("/generation")];
        Ok(Generated { year: CalendarYear::of_mean_days(&kwh)?, figures, warnings, sources: answer.sources })
    }

    fn monthly(&self) -> Result<Generated, Error> {
        let missing = |place: &'static str| Error::from(Issue::error(Code::MISSING_FIELD).at(place));
        let latitude = self.latitude.ok_or_else(|| missing("/generation/latitude"))?.get();
        let months = self.monthly_ac_kwh.ok_or_else(|| missing("/generation/monthly_ac_kwh"))?;
        // A little light, all of it diffuse, takes the shape of the height of the sun.
        let little = MonthClimate { ghi_kwh_m2_day: 0.01, dhi_kwh_m2_day: Some(0.01), air_c: 20.0, air_range_k: 0.0 };
        let shapes = MeanDays::new(latitude, &[little; 12])
            .map_err(|_| Issue::error(Code::NO_DAYLIGHT).at("/generation/latitude"))?;
        let place = "/generation/monthly_ac_kwh";
        let energy = Energies::from_kwh(&months.map(Energy::get)).map_err(|error| error.within(place))?;
        Ok(Generated {
            year: CalendarYear::of_months(energy.milli(), &shapes.dhi)?,
            figures: self.given_power(),
            warnings: vec![Issue::warning(Code::GENERATION_FROM_MONTHLY_CLIMATE).at("/generation")],
            sources: Vec::new(),
        })
    }

    fn hourly(&self) -> Result<Generated, Error> {
        let place = "/generation/hourly_ac_kwh";
        let given = self.hourly_ac_kwh.as_ref().ok_or_else(|| Issue::error(Code::MISSING_FIELD).at(place))?;
        if !given.fits() {
            return Err(Issue::error(Code::OVERFLOW).at(place).into());
        }
        Ok(Generated {
            year: CalendarYear::new(given.milli().to_vec()).map_err(|error| error.within(place))?,
            figures: self.given_power(),
            warnings: Vec::new(),
            sources: Vec::new(),
        })
    }

    fn given_power(&self) -> Figures {
        Figures { p_dc_stc_kw: self.p_dc_stc_kw.map(PeakPower::get), ..Figures::default() }
    }
}

impl Figures {
    pub(super) fn of(year: SimulatedYear) -> Figures {
        Figures {
            p_dc_stc_kw: Some(year.p_dc_stc_kw),
            p_ac_kw: Some(year.p_ac_kw),
            performance_ratio: Some(year.performance_ratio),
            annual_poa_kwh_m2: Some(year.annual_poa_kwh_m2),
            loss_tree: year.loss_tree,
            added_sigma_fraction: 0.0,
        }
    }
}

/// Power of the rows of a weather as energy of the hours of the clock in local standard time. A missing row has none, nor has
/// 29 February.
///
/// # Errors
/// Those of the weather's clock, which was computed before; `OVERFLOW`.
pub(super) fn by_the_clock(
    weather: &WeatherInput,
    site: SiteInput,
    ac_w: &[Option<f64>],
) -> Result<CalendarYear, Error> {
    let offset = site.offset()?;
    let clock = weather.clock(offset)?;
    let to_kwh = clock.step_h() / 1000.0;
    let mut hours = vec![0.0_f64; HOURS];
    for day in &clock.days {
        let leap = day.year_days > 365.5;
        let number = day.day_of_year as usize;
        // 29 February is the 60th day of its year.
        let number = match (leap, number) {
            (true, 60) => continue,
            (true, later) if later > 60 => later - 2,
            (_, other) => other.max(1) - 1,
        };
        let first_s = day.second + f64::from(offset.seconds());
        for (at, power) in ac_w.iter().skip(day.row).take(day.count).enumerate() {
            let hour = ((first_s + at as f64 * clock.step_s) / 3600.0) as usize;
            if let Some(slot) = hours.get_mut(number * DAY + hour.min(DAY - 1)) {
                *slot += power.unwrap_or(0.0).max(0.0) * to_kwh;
            }
        }
    }
    CalendarYear::of_kwh(&hours)
}

/// Where a member of `simulate_year` stands in the request of a composite.
fn simulated_place(path: &Pointer) -> &'static str {
    let first = path.as_str().split('/').nth(1).unwrap_or_default();
    match first {
        "weather" => "",
        "site" | "chain" | "sky_model" | "horizon" => "/generation",
        _ => "/generation/system",
    }
}

fn warning_within_simulation(issue: Issue) -> Issue {
    let place = simulated_place(&issue.path);
    issue.within(&place.into())
}

/// The error of `simulate_year` by pointers into the request of a composite.
pub(super) fn within_simulation(error: Error) -> Error {
    let mut problems = Problems::new();
    for issue in error.issues() {
        problems.push(warning_within_simulation(issue.clone()));
    }
    problems.into_error()
}
