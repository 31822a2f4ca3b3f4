use crate::energy::cell_temperature::Mounting;
use crate::energy::equipment::{InverterInput, Module, ModuleInput};
use crate::energy::iam::Glass;
use crate::energy::losses::Losses;
use crate::energy::ops::TrackerInput;
use crate::energy::simulation::pvwatts::{self, Kind, Representative};
use crate::energy::simulation::{Array, Facing, Group, Plant};
use crate::issue::{Code, Error, Issue, Pointer, Problems};
use crate::quantity::{Albedo, Azimuth, Efficiency, Fraction, GroundCoverage, Tilt};
use crate::weather::transposition::Plane;
use serde::Deserialize;

/// How an array follows the sun.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Tracking {
    /// Not at all.
    #[default]
    Fixed,
    /// Around one axis.
    SingleAxis,
    /// Facing it always.
    TwoAxis,
}

/// Modules that face the same way (*água do telhado*), in strings of equal length. Each array is an input (MPPT) of its own.
#[derive(Debug, Clone, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct ArrayInput {
    /// Tilt from horizontal (*inclinação*), never negative; needed where it is fixed.
    pub tilt_deg: Option<Tilt>,
    /// Direction that the modules face, clockwise from north (*orientação*): 0, the usual one in Brazil, is north; needed where fixed.
    pub azimuth_deg: Option<Azimuth>,
    /// How it follows the sun; default `fixed`.
    #[serde(default)]
    pub tracking: Tracking,
    /// The axis, for `single_axis`.
    pub tracker: Option<TrackerInput>,
    /// Modules in a string, 1 or more.
    pub modules_per_string: u32,
    /// Strings, 1 or more.
    pub strings: u32,
    /// How the modules are mounted; default `close_roof`.
    #[serde(default)]
    pub mounting: Mounting,
    /// The module.
    pub module: ModuleInput,
    /// Share of the light that the ground reflects; default 0.2.
    pub albedo: Option<Albedo>,
    /// The same by month, January first, instead.
    pub albedo_month_fraction: Option<[Fraction; 12]>,
}

/// How arrays and inverters are connected.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum InverterWiring {
    /// Every array is an input of the inverters; equal inverters share them evenly.
    #[default]
    String,
    /// Micro-inverters: every `modules_per_inverter_count` modules have one of their own.
    Micro,
}

/// A system: arrays, inverters, losses.
#[derive(Debug, Clone, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct SystemInput {
    /// The arrays, 1 to 100.
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
}

/// Module of PVWatts version 8.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum PvwattsModule {
    /// Crystalline silicon.
    #[default]
    Standard,
    /// Crystalline silicon of high efficiency.
    Premium,
    /// Thin film.
    ThinFilm,
}

/// What only the chain of PVWatts version 8 has.
#[derive(Debug, Clone, Copy, Default, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct PvwattsInput {
    /// Its module; the module of the array gives the power only.
    #[serde(default)]
    pub module_type: PvwattsModule,
    /// Module width over the distance of the rows; default 0.4.
    pub ground_coverage_ratio: Option<GroundCoverage>,
    /// Whether the inverter starts at the power that its class has instead of that of the largest ones, which PVWatts takes for all by
    /// comparing watts with kilowatts; default false.
    #[serde(default)]
    pub corrected_start: bool,
}

const MOST_ARRAYS: usize = 100;
/// Bounds of the power of the modules over that of the inverters.
const LEAST_DC_AC: f64 = 0.1;
const MOST_DC_AC: f64 = 10.0;

impl ArrayInput {
    /// The array for the chain.
    ///
    /// # Errors
    /// All problems, by pointers into the array.
    fn resolve(&self) -> Result<Array, Error> {
        let mut problems = Problems::new();
        let facing = match self.tracking {
            Tracking::Fixed => {
                let missing = |path| move || Issue::error(Code::MISSING_FIELD).at(path);
                problems.require(self.tilt_deg.is_some(), missing("/tilt_deg"));
                problems.require(self.azimuth_deg.is_some(), missing("/azimuth_deg"));
                Facing::Fixed(self.plane())
            }
            Tracking::SingleAxis => Facing::SingleAxis(self.tracker.unwrap_or_default().resolve()),
            Tracking::TwoAxis => Facing::TwoAxis,
        };
        if self.tracking != Tracking::Fixed {
            let extra = |path| move || Issue::error(Code::FIELDS_EXCLUDE_EACH_OTHER).at(path);
            problems.require(self.tilt_deg.is_none(), extra("/tilt_deg"));
            problems.require(self.azimuth_deg.is_none(), extra("/azimuth_deg"));
        }
        problems.require(self.tracker.is_none() || self.tracking == Tracking::SingleAxis, || {
            Issue::error(Code::FIELDS_EXCLUDE_EACH_OTHER).at("/tracker")
        });
        for (path, count) in [("/modules_per_string", self.modules_per_string), ("/strings", self.strings)] {
            problems.require((1..=1_000_000).contains(&count), || {
                Issue::error(Code::OUT_OF_RANGE).at(path).with("min", 1_i64).with("max", 1_000_000_i64)
            });
        }
        let module = problems.take(self.module.resolve().map_err(|error| error.within("/module")));
        problems.require(self.albedo.is_none() || self.albedo_month_fraction.is_none(), || {
            Issue::error(Code::FIELDS_EXCLUDE_EACH_OTHER).at("/albedo_month_fraction")
        });
        let (true, Some(module)) = (problems.is_empty(), module) else { return Err(problems.into_error()) };
        let albedo = match self.albedo_month_fraction {
            Some(months) => months.map(Fraction::get),
            None => [self.albedo.map_or(0.2, Albedo::get); 12],
        };
        Ok(Array {
            facing,
            albedo,
            glass: Glass::standard(),
            sapm: self.mounting.sapm(),
            gamma: module.gamma(),
            module,
            ohmic: 0.0,
            series: f64::from(self.modules_per_string),
            strings: f64::from(self.strings),
        })
    }

    /// What the chain of PVWatts makes of it.
    pub(super) fn pvwatts(&self, given: &PvwattsInput, inverter: &InverterInput) -> pvwatts::Spec {
        let kind = match (self.tracking, self.mounting) {
            (Tracking::TwoAxis, _) => Kind::TwoAxis,
            (Tracking::SingleAxis, _) if self.tracker.unwrap_or_default().backtracking.unwrap_or(true) => {
                Kind::Backtracking
            }
            (Tracking::SingleAxis, _) => Kind::OneAxis,
            (Tracking::Fixed, Mounting::CloseRoof | Mounting::InsulatedBack) => Kind::Roof,
            (Tracking::Fixed, Mounting::OpenRack | Mounting::OpenRackPolymer) => Kind::Rack,
        };
        pvwatts::Spec {
            kind,
            module: match given.module_type {
                PvwattsModule::Standard => Representative::standard(),
                PvwattsModule::Premium => Representative::premium(),
                PvwattsModule::ThinFilm => Representative::thin_film(),
            },
            coverage: given.ground_coverage_ratio.map_or(0.4, GroundCoverage::get),
            efficiency: inverter.efficiency.map_or(0.96, Efficiency::get),
            corrected_start: given.corrected_start,
        }
    }

    /// The fixed plane.
    pub(super) fn plane(&self) -> Plane {
        Plane::new(self.tilt_deg.map_or(0.0, Tilt::get), self.azimuth_deg.map_or(0.0, Azimuth::compass))
    }
}

impl SystemInput {
    /// The plant for the chain.
    ///
    /// # Errors
    /// All problems, by pointers into the system.
    pub(super) fn resolve(&self) -> Result<Plant, Error> {
        let mut problems = Problems::new();
        problems.require((1..=MOST_ARRAYS).contains(&self.arrays.len()), || {
            Issue::error(Code::BAD_LENGTH).at("/arrays").with("min", 1_i64).with("max", MOST_ARRAYS)
        });
        let mut arrays = Vec::with_capacity(self.arrays.len());
        for (position, array) in self.arrays.iter().enumerate() {
            let place = Pointer::root().field("arrays").index(position);
            arrays.extend(problems.take(array.resolve().map_err(|error| error.within(place))));
        }
        for array in &mut arrays {
            array.ohmic = self.losses.ohmic();
        }
        let inverter = problems.take(self.inverter.resolve().map_err(|error| error.within("/inverter")));
        for (path, count) in
            [("/inverter_count", self.inverter_count), ("/modules_per_inverter_count", self.modules_per_inverter_count)]
        {
            problems.require(count.is_none_or(|count| (1..=1_000_000).contains(&count)), || {
                Issue::error(Code::OUT_OF_RANGE).at(path).with("min", 1_i64).with("max", 1_000_000_i64)
            });
        }
        let micro = self.inverter_wiring == InverterWiring::Micro;
        problems.require(!micro || self.inverter_count.is_none(), || {
            Issue::error(Code::FIELDS_EXCLUDE_EACH_OTHER).at("/inverter_count")
        });
        problems.require(micro || self.modules_per_inverter_count.is_none(), || {
            Issue::error(Code::FIELDS_EXCLUDE_EACH_OTHER).at("/modules_per_inverter_count")
        });
        let each = f64::from(self.modules_per_inverter_count.unwrap_or(1).max(1));
        if micro {
            for (position, array) in arrays.iter().enumerate() {
                let place = Pointer::root().field("arrays").index(position).field("strings");
                problems.require(array.count() % each == 0.0, || Issue::error(Code::UNEVEN_INVERTERS).at(place));
            }
        }
        if inverter.as_ref().is_some_and(crate::energy::equipment::Inverter::needs_voltage) {
            for (position, array) in arrays.iter().enumerate() {
                let place = Pointer::root().field("arrays").index(position).field("module");
                let knows = matches!(array.module, Module::Cec { .. });
                problems.require(knows, || Issue::error(Code::INVERTER_NEEDS_VOLTAGE).at(place));
            }
        }
        let (true, Some(inverter)) = (problems.is_empty(), inverter) else { return Err(problems.into_error()) };
        let groups = if micro {
            let own = |(position, array): (usize, &Array)| Group {
                arrays: position..position + 1,
                count: array.count() / each,
            };
            arrays.iter().enumerate().map(own).collect()
        } else {
            vec![Group { arrays: 0..arrays.len(), count: f64::from(self.inverter_count.unwrap_or(1)) }]
        };
        let (causes, behind) = self.causes();
        let plant = Plant { arrays, inverter, groups, causes, behind, soiling_rows: None };
        let ratio = plant.power_w() / plant.limit_w();
        if !(LEAST_DC_AC..=MOST_DC_AC).contains(&ratio) {
            let issue = Issue::error(Code::OUT_OF_RANGE).at("/inverter").with("ratio", ratio);
            return Err(issue.with("min", LEAST_DC_AC).with("max", MOST_DC_AC).into());
        }
        Ok(plant)
    }

    /// Losses before the inverter by month, and those behind it.
    #[allow(clippy::type_complexity, reason = "two lists of causes")]
    pub(super) fn causes(&self) -> (Vec<(&'static str, [f64; 12])>, Vec<(&'static str, f64)>) {
        let before = self.losses.before();
        let causes = before.iter().map(|loss| match self.soiling_month_fraction {
            Some(months) if loss.name == "soiling" => (loss.name, months.map(Fraction::get)),
            _ => (loss.name, [loss.fraction; 12]),
        });
        (causes.collect(), self.losses.behind().iter().map(|loss| (loss.name, loss.fraction)).collect())
    }
}
