use super::answer::{Frame, Provenance, SimulatedYear};
use super::system::{ArrayInput, InverterWiring, PvwattsInput, SystemInput};
use crate::Answer;
use crate::energy::equipment::{Inverter, InverterInput, Module};
use crate::energy::losses::Losses;
use crate::energy::ops::HorizonInput;
use crate::energy::simulation::{Plant, pvwatts};
use crate::issue::{Code, Error, Issue, Pointer, Problems};
use crate::math::Level;
use crate::prepare::prepared_request;
use crate::quantity::{DcAcRatio, Fraction, IndexLimit};
use crate::series::Stamp;
use crate::weather::year::{Limits, Lookout, Sky, SkyRule, YearClock};
use crate::weather::{SiteInput, WeatherInput};
use serde::Deserialize;

/// Chain of models.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Chain {
    /// SPA, Perez, glass by Fresnel on the direct light, cell temperature of Sandia, the module's model, losses, inverter; no direct
    /// light with the sun below the horizon.
    #[default]
    Modern,
    /// The same with pvlib's difference between terrestrial and universal time (67 s), and direct light as the rows have it.
    Pvlib,
    /// PVWatts version 8 as the simulation core of SAM (SSC) computes it.
    PvwattsV8,
}

/// What is wanted besides the sums.
#[derive(Debug, Clone, Copy, Default, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct OutputInput {
    /// Alternating-current power of each row.
    #[serde(default)]
    pub hourly: bool,
    /// Direct current, and light and temperature of each array, too.
    #[serde(default)]
    pub detail: bool,
}

prepared_request! {
    /// A site, its weather and a system.
    pub struct SimulateYearRequest, SimulateYearPart, SimulateYearRest {
        prepared {
            /// Weather of a whole year.
            pub weather: WeatherInput,
        }
        rest {
            /// The site.
            pub site: SiteInput,
            /// The arrays, 1 to 100; one for `pvwatts_v8`.
            pub arrays: Vec<ArrayInput>,
            /// The inverter.
            pub inverter: InverterInput,
            /// How many equal string inverters; default 1.
            pub inverter_count: Option<u32>,
            /// How arrays and inverters are connected; default `string`.
            #[serde(default)]
            pub inverter_wiring: InverterWiring,
            /// Modules on one micro-inverter; default 1.
            pub modules_per_inverter_count: Option<u32>,
            /// Losses by cause.
            #[serde(default)]
            pub losses: Losses,
            /// Dirt by month, January first, in place of `losses.soiling`.
            pub soiling_month_fraction: Option<[Fraction; 12]>,
            /// Dirt by row of the weather, as `soiling_losses` gives it, instead; not for `pvwatts_v8`.
            pub soiling_row_fraction: Option<Vec<Fraction>>,
            /// Chain of models; default `modern`.
            #[serde(default)]
            pub chain: Chain,
            /// Model of the light of the sky; default `perez`, and nothing else for `pvwatts_v8`.
            #[serde(default)]
            pub sky_model: Sky,
            /// The horizon seen from the site; not for `pvwatts_v8`.
            pub horizon: Option<HorizonInput>,
            /// Whether the rows of sunrise and sunset take the sun in the middle of their part with sun; default false, and true for
            /// `pvwatts_v8` where the stamps are beginnings or ends.
            pub sunlit_centre: Option<bool>,
            /// What only `pvwatts_v8` has.
            pub pvwatts: Option<PvwattsInput>,
            /// Below this module power over inverter power a warning is given; default 1.0.
            pub dc_ac_min_ratio: Option<DcAcRatio>,
            /// Above this module power over inverter power a warning is given; default 1.5.
            pub dc_ac_max_ratio: Option<DcAcRatio>,
            /// Global irradiance over that outside the atmosphere (1361.1 W/m²) above which a row is refused; default 1.5.
            pub ghi_max_ratio: Option<IndexLimit>,
            /// Global irradiation of a year above which the weather is refused, kWh/m²; default 3000.
            pub annual_ghi_max_kwh_m2: Option<crate::quantity::SpecificYield>,
            /// What is wanted besides the sums.
            #[serde(default)]
            pub output: OutputInput,
        }
        settle |part: &SimulateYearPart| part.weather.iter().for_each(|weather| weather.settle());
    }
}

impl SimulateYearRequest {
    /// A system on a weather, everything else by default.
    pub fn of(weather: std::sync::Arc<WeatherInput>, site: SiteInput, system: SystemInput) -> Self {
        SimulateYearRequest {
            weather,
            site,
            arrays: system.arrays,
            inverter: system.inverter,
            inverter_count: system.inverter_count,
            inverter_wiring: system.inverter_wiring,
            modules_per_inverter_count: system.modules_per_inverter_count,
            losses: system.losses,
            soiling_month_fraction: system.soiling_month_fraction,
            soiling_row_fraction: None,
            chain: Chain::default(),
            sky_model: Sky::default(),
            horizon: None,
            sunlit_centre: None,
            pvwatts: None,
            dc_ac_min_ratio: None,
            dc_ac_max_ratio: None,
            ghi_max_ratio: None,
            annual_ghi_max_kwh_m2: None,
            output: OutputInput::default(),
        }
    }
}

/// Share of irradiation with the sun down that is warned of, and that is refused.
const NIGHT_WARNED: f64 = 0.005;
const NIGHT_REFUSED: f64 = 0.1;
/// Cell temperatures that are no surprise, °C.
const COLDEST_C: f64 = -40.0;
const HOTTEST_C: f64 = 110.0;

/// Choices of the chain, the same for every system on a weather.
pub(super) struct Choices<'a> {
    pub chain: Chain,
    pub sky_model: Sky,
    pub horizon: Option<&'a HorizonInput>,
    pub sunlit_centre: Option<bool>,
    pub pvwatts: PvwattsInput,
    pub limits: Limits,
    pub output: OutputInput,
}

/// A checked weather at a site.
pub(super) struct Place<'a> {
    pub weather: &'a WeatherInput,
    pub site: SiteInput,
    pub clock: YearClock,
    pub valid: Option<Vec<bool>>,
}

impl<'a> Place<'a> {
    /// Checks weather and site.
    ///
    /// # Errors
    /// All problems, by pointers into the request.
    pub fn new(weather: &'a WeatherInput, site: SiteInput, limits: &Limits) -> Result<Place<'a>, Error> {
        let mut problems = Problems::new();
        let checked = problems.take(weather.check(limits).map_err(|error| error.within("/weather")));
        let offset = problems.take(site.offset().map_err(|error| error.within("/site")));
        let (Some(()), Some(offset)) = (checked, offset) else { return Err(problems.into_error()) };
        let clock = weather.clock(offset).map_err(|error| error.within("/weather"))?;
        let valid = weather.valid();
        Ok(Place { weather, site, clock, valid })
    }

    fn valid_count(&self) -> usize {
        let days = self.clock.days.iter();
        match &self.valid {
            None => days.map(|day| day.count).sum(),
            Some(valid) => {
                days.map(|day| valid.iter().skip(day.row).take(day.count).filter(|valid| **valid).count()).sum()
            }
        }
    }

    /// A warning for each month with less than 95 % of its rows.
    fn incomplete(&self) -> Vec<Issue> {
        let Some(valid) = &self.valid else { return Vec::new() };
        let (mut rows, mut there) = ([0_usize; 12], [0_usize; 12]);
        for day in &self.clock.days {
            let good = valid.iter().skip(day.row).take(day.count).filter(|valid| **valid).count();
            if let (Some(rows), Some(there)) = (rows.get_mut(day.month), there.get_mut(day.month)) {
                *rows += day.count;
                *there += good;
            }
        }
        let months = (1_i64..).zip(rows.iter().zip(&there));
        let short = months.filter(|(_, (rows, there))| **there * 100 < **rows * 95);
        short
            .map(|(month, (rows, there))| {
                let valid_pct = (*there as f64 * 1000.0 / *rows as f64).floor() / 10.0;
                Issue::warning(Code::MONTH_INCOMPLETE).at("/weather").with("month", month).with("valid_pct", valid_pct)
            })
            .collect()
    }
}

/// Simulate a year of a plant (*simulação da geração*): weather in, energy by month and loss by cause out.
///
/// The sun stands where it is in the middle of each row's interval. Months are those of local standard time.
///
/// # Errors
/// `WEATHER_LENGTH`, `WEATHER_IMPLAUSIBLE`, `BAD_LENGTH`, `OUT_OF_RANGE`, `MISSING_FIELD`, `FIELDS_EXCLUDE_EACH_OTHER`,
/// `TYPICAL_YEAR_START`, `INVERTER_NEEDS_VOLTAGE`, `UNEVEN_INVERTERS`, `CHAIN_TAKES_ONE_ARRAY`, `TIME_RANGE`, `TZ_UNKNOWN`.
pub fn simulate_year(request: SimulateYearRequest) -> Result<Answer<SimulatedYear>, Error> {
    simulate_year_at(request, Level::detect())
}

/// The same with instructions of a given width.
pub(super) fn simulate_year_at(request: SimulateYearRequest, level: Level) -> Result<Answer<SimulatedYear>, Error> {
    let choices = Choices {
        chain: request.chain,
        sky_model: request.sky_model,
        horizon: request.horizon.as_ref(),
        sunlit_centre: request.sunlit_centre,
        pvwatts: request.pvwatts.unwrap_or_default(),
        limits: limits(request.ghi_max_ratio, request.annual_ghi_max_kwh_m2),
        output: request.output,
    };
    let system = SystemInput {
        arrays: request.arrays,
        inverter: request.inverter,
        inverter_count: request.inverter_count,
        inverter_wiring: request.inverter_wiring,
        modules_per_inverter_count: request.modules_per_inverter_count,
        losses: request.losses,
        soiling_month_fraction: request.soiling_month_fraction,
    };
    let mut problems = Problems::new();
    let place = problems.take(Place::new(&request.weather, request.site, &choices.limits));
    let mut plant = problems.take(system.resolve());
    let rule = problems.take(choices.rule(request.weather.stamp));
    problems.require(request.pvwatts.is_none() || choices.chain == Chain::PvwattsV8, || {
        Issue::error(Code::FIELDS_EXCLUDE_EACH_OTHER).at("/pvwatts")
    });
    if let Some(rows) = &request.soiling_row_fraction {
        let given = rows.len();
        let expected = request.weather.ghi_w_m2.len();
        let excludes = system.soiling_month_fraction.is_some() || choices.chain == Chain::PvwattsV8;
        problems.require(!excludes, || Issue::error(Code::FIELDS_EXCLUDE_EACH_OTHER).at("/soiling_row_fraction"));
        problems.require(given == expected, || {
            Issue::error(Code::BAD_LENGTH).at("/soiling_row_fraction").with("min", expected).with("max", expected)
        });
        if let Some(plant) = &mut plant {
            plant.soil_by_rows(rows.iter().map(|fraction| fraction.get()).collect());
        }
    }
    problems.require(system.losses.ohmic_fraction.is_none() || choices.chain != Chain::PvwattsV8, || {
        Issue::error(Code::FIELDS_EXCLUDE_EACH_OTHER).at("/losses/ohmic_fraction")
    });
    let (true, Some(place), Some(plant), Some(rule)) = (problems.is_empty(), place, plant, rule) else {
        return Err(problems.into_error());
    };
    let (value, mut warnings) = run(&place, &system, &plant, &rule, &choices, level)?;
    let (low, high) =
        (request.dc_ac_min_ratio.map_or(1.0, DcAcRatio::get), request.dc_ac_max_ratio.map_or(1.5, DcAcRatio::get));
    // a ratio of exactly the bound may come out a rounding error beside it
    if !(low * (1.0 - 1e-12)..=high * (1.0 + 1e-12)).contains(&value.dc_ac_ratio) {
        let issue = Issue::warning(Code::DC_AC_RATIO_UNUSUAL).at("/inverter").with("ratio", value.dc_ac_ratio);
        warnings.push(issue.with("min", low).with("max", high));
    }
    let mut answer = Answer::new(value);
    answer.warnings = warnings;
    answer.sources.extend(request.weather.source());
    Ok(answer)
}

/// Bounds of plausible weather.
pub(super) fn limits(ghi: Option<IndexLimit>, annual: Option<crate::quantity::SpecificYield>) -> Limits {
    let usual = Limits::default();
    Limits {
        ghi_ratio: ghi.map_or(usual.ghi_ratio, IndexLimit::get),
        annual_ghi_kwh_m2: annual.map_or(usual.annual_ghi_kwh_m2, crate::quantity::SpecificYield::get),
    }
}

impl Choices<'_> {
    /// The rule of the light over the site.
    ///
    /// # Errors
    /// `BAD_HORIZON`, and `FIELDS_EXCLUDE_EACH_OTHER` for what a chain does not have.
    pub fn rule(&self, stamp: Stamp) -> Result<SkyRule, Error> {
        let mut problems = Problems::new();
        let horizon = self.horizon.map(|horizon| horizon.resolve().map_err(|error| error.within("/horizon")));
        let horizon = horizon.and_then(|horizon| problems.take(horizon));
        if self.chain == Chain::PvwattsV8 {
            let excluded = |path| move || Issue::error(Code::FIELDS_EXCLUDE_EACH_OTHER).at(path);
            problems.require(self.sky_model == Sky::Perez, excluded("/sky_model"));
            problems.require(self.horizon.is_none(), excluded("/horizon"));
        }
        problems.finish()?;
        Ok(SkyRule {
            sky: self.sky_model,
            // SAM takes rows whose stamps have minutes as moments
            sunlit_centre: self.sunlit_centre.unwrap_or(
                self.chain == Chain::PvwattsV8 && matches!(stamp, Stamp::IntervalStart | Stamp::IntervalEnd),
            ),
            as_pvlib: self.chain == Chain::Pvlib,
            dimming: horizon.map(|horizon| horizon.dimming()),
        })
    }

    fn provenance(&self, weather: &WeatherInput, plant: &Plant, rule: &SkyRule) -> Provenance {
        let ssc = self.chain == Chain::PvwattsV8;
        let module = |module: &Module| match module {
            Module::Linear { .. } => "pvwatts_linear",
            Module::Cec { .. } => "cec_single_diode",
        };
        Provenance {
            engine: env!("CARGO_PKG_VERSION"),
            chain: match self.chain {
                Chain::Modern => "modern",
                Chain::Pvlib => "pvlib",
                Chain::PvwattsV8 => "pvwatts_v8",
            },
            sun: if ssc { "sg2_ssc_daily_nodes" } else { "nrel_spa_daily_nodes" },
            sun_moment: match (weather.stamp, rule.sunlit_centre) {
                (Stamp::Instant, _) => "instant",
                (_, true) => "sunlit_centre",
                (_, false) => "centre",
            },
            decomposition: if weather.dni_w_m2.is_some() { "none" } else { "erbs" },
            transposition: match (ssc, self.sky_model) {
                (true, _) => "perez_1990_ssc",
                (false, Sky::Perez) => "perez_1990",
                (false, Sky::PerezDriesse) => "perez_driesse_2024",
                (false, Sky::HayDavies) => "hay_davies_1980",
                (false, Sky::Isotropic) => "isotropic",
            },
            incidence_modifier: if ssc { "de_soto_cover_ssc" } else { "physical" },
            cell_temperature: if ssc { "noct_ssc" } else { "sapm" },
            modules: if ssc {
                vec!["pvwatts_v8"]
            } else {
                plant.arrays.iter().map(|array| module(&array.module)).collect()
            },
            inverter: match (&plant.inverter, ssc) {
                (_, true) => "sandia_ssc",
                (Inverter::Pvwatts(_), _) => "pvwatts",
                (Inverter::Sandia(_), _) => "sandia",
                (Inverter::Adr(_), _) => "adr",
                (Inverter::Curve(_), _) => "efficiency_curve",
            },
            weather_sha256: weather.hash().to_owned(),
        }
    }
}

/// Runs a system on a checked place.
///
/// # Errors
/// `WEATHER_IMPLAUSIBLE` for light at night, and what a chain refuses.
pub(super) fn run(
    place: &Place<'_>,
    system: &SystemInput,
    plant: &Plant,
    rule: &SkyRule,
    choices: &Choices<'_>,
    level: Level,
) -> Result<(SimulatedYear, Vec<Issue>), Error> {
    let hourly = choices.output.hourly || choices.output.detail;
    let valid = place.valid.as_deref();
    let mut warnings = Vec::new();
    let (year, night) = if choices.chain == Chain::PvwattsV8 {
        let [array] = system.arrays.as_slice() else {
            return Err(Issue::error(Code::CHAIN_TAKES_ONE_ARRAY).at("/arrays").into());
        };
        let core = pvwatts::Core::new(array.pvwatts(&choices.pvwatts, &system.inverter), plant);
        (core.run(place.weather, &place.clock, &place.site, rule.sunlit_centre, valid, hourly, level), 0.0)
    } else {
        let lookout = Lookout { site: place.site, rule: rule.clone() };
        let light = place.weather.skylight(&lookout, &place.clock, level);
        (plant.run(&light, &place.clock, valid, hourly, level), light.night_fraction)
    };
    if night > NIGHT_REFUSED {
        let issue = Issue::error(Code::LIGHT_AT_NIGHT).at("/weather/ghi_w_m2");
        return Err(issue.with("fraction_pct", (night * 1000.0).round() / 10.0).into());
    }
    if night > NIGHT_WARNED {
        let issue = Issue::warning(Code::LIGHT_AT_NIGHT).at("/weather/ghi_w_m2");
        warnings.push(issue.with("fraction_pct", (night * 1000.0).round() / 10.0));
    }
    warnings.extend(place.incomplete());
    if year.totals.max_cell_c > HOTTEST_C {
        let issue = Issue::warning(Code::CELL_TEMPERATURE_UNUSUAL).at("/weather");
        warnings.push(issue.with("cell_c", year.totals.max_cell_c).with("min", COLDEST_C).with("max", HOTTEST_C));
    }
    if year.totals.unknown_rows > 0 {
        let place = Pointer::root().field("inverter");
        warnings.push(Issue::warning(Code::VOLTAGE_OUTSIDE_MODEL).at(place).with("count", year.totals.unknown_rows));
    }
    let step_h = place.clock.step_h();
    let rows: usize = place.clock.days.iter().map(|day| day.count).sum();
    let frame = Frame {
        power_w: plant.power_w(),
        limit_w: plant.limit_w(),
        hours: rows as f64 * step_h,
        step_h,
        valid_count: place.valid_count(),
        hourly: choices.output.hourly,
        detail: choices.output.detail,
        horizon: rule.dimming.is_some(),
    };
    let mut causes = plant.causes.clone();
    if let (Some(months), Some(first)) = (year.soiling_months, causes.first_mut()) {
        first.1 = months;
    }
    let tree = year.totals.loss_tree(&causes, &plant.behind);
    let provenance = choices.provenance(place.weather, plant, rule);
    Ok((SimulatedYear::of(year, &frame, tree, provenance), warnings))
}
