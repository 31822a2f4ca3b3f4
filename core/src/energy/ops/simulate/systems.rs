use super::answer::SimulatedYear;
use super::run::{Chain, Choices, OutputInput, Place, limits, run};
use super::system::{PvwattsInput, SystemInput};
use crate::Answer;
use crate::energy::ops::HorizonInput;
use crate::issue::{Code, Error, Issue, Pointer, Problems};
use crate::math::Level;
use crate::prepare::prepared_request;
use crate::weather::year::Sky;
use crate::weather::{SiteInput, WeatherInput};
use serde::Serialize;

const MOST_SYSTEMS: usize = 10_000;

prepared_request! {
    /// A site, its weather and many systems.
    pub struct SimulateSystemsRequest, SimulateSystemsPart, SimulateSystemsRest {
        prepared {
            /// Weather of a whole year.
            pub weather: WeatherInput,
        }
        rest {
            /// The site.
            pub site: SiteInput,
            /// The systems, 1 to 10,000.
            pub systems: Vec<SystemInput>,
            /// Chain of models; default `modern`.
            #[serde(default)]
            pub chain: Chain,
            /// Model of the light of the sky; default `perez`.
            #[serde(default)]
            pub sky_model: Sky,
            /// The horizon seen from the site.
            pub horizon: Option<HorizonInput>,
            /// What only `pvwatts_v8` has.
            pub pvwatts: Option<PvwattsInput>,
        }
        settle |part: &SimulateSystemsPart| part.weather.iter().for_each(|weather| weather.settle());
    }
}

/// A system's year, or why it has none.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct SimulatedSystem {
    /// The year; null where the system is refused.
    pub year: Option<SimulatedYear>,
    /// Why it is refused, and warnings.
    pub issues: Vec<Issue>,
}

/// The systems in the order of the request.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct SimulatedSystems {
    /// One for each system.
    pub systems: Vec<SimulatedSystem>,
}

/// Simulate many systems on one weather: sun and sky are computed once, and a refused system stops no other.
///
/// # Errors
/// Those of weather and site as in `simulate_year`, and `BAD_LENGTH` for the number of systems.
pub fn simulate_systems(request: SimulateSystemsRequest) -> Result<Answer<SimulatedSystems>, Error> {
    let choices = Choices {
        chain: request.chain,
        sky_model: request.sky_model,
        horizon: request.horizon.as_ref(),
        sunlit_centre: None,
        pvwatts: request.pvwatts.unwrap_or_default(),
        limits: limits(None, None),
        output: OutputInput::default(),
    };
    let mut problems = Problems::new();
    let place = problems.take(Place::new(&request.weather, request.site, &choices.limits));
    problems.require((1..=MOST_SYSTEMS).contains(&request.systems.len()), || {
        Issue::error(Code::BAD_LENGTH).at("/systems").with("min", 1_i64).with("max", MOST_SYSTEMS)
    });
    let rule = problems.take(choices.rule(request.weather.stamp));
    let (true, Some(place), Some(rule)) = (problems.is_empty(), place, rule) else {
        return Err(problems.into_error());
    };
    let level = Level::detect();
    let mut systems = Vec::with_capacity(request.systems.len());
    for (position, system) in request.systems.iter().enumerate() {
        let at = Pointer::root().field("systems").index(position);
        let plant = system.resolve().map_err(|error| error.within(at));
        systems.push(match plant.and_then(|plant| run(&place, system, &plant, &rule, &choices, level)) {
            Ok((year, issues)) => SimulatedSystem { year: Some(year), issues },
            Err(error) => SimulatedSystem { year: None, issues: error.issues().cloned().collect() },
        });
    }
    let mut answer = Answer::new(SimulatedSystems { systems });
    answer.sources.extend(request.weather.source());
    Ok(answer)
}
