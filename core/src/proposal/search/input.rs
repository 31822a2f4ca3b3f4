//! What is searched: planes, systems and ways to pay, in one fixed order.

use crate::energy::{DcAcBounds, InverterInput, InverterWiring, ModuleInput};
use crate::issue::{Code, Error, Issue, Pointer, Problems};
use crate::money::Money;
use crate::proposal::case::FinancingInput;
use crate::proposal::sweep::Objective;
use crate::quantity::{Area, Azimuth, Fraction, Id, Tilt};
use serde::Deserialize;

/// A system that may be chosen: a kit, or so many modules with an inverter.
#[derive(Debug, Clone, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct SystemOption {
    /// Its name.
    pub id: Id,
    /// Number of modules, 1 to 1,000,000.
    #[cfg_attr(feature = "schema", schemars(range(min = 1, max = 1_000_000)))]
    pub modules: u32,
    /// The module, with its power at standard test conditions; default that of the case's array.
    pub module: Option<ModuleInput>,
    /// The inverter.
    pub inverter: InverterInput,
    /// How many equal string inverters; default 1.
    pub inverter_count: Option<u32>,
    /// How modules and inverters are connected; default `string`.
    #[serde(default)]
    pub inverter_wiring: InverterWiring,
    /// Modules on one micro-inverter; default 1.
    pub modules_per_inverter_count: Option<u32>,
    /// Price of all of it, added to the investment as the item `kit`.
    pub price_brl: Money,
    /// Area of its modules; needed with a roof.
    pub area_m2: Option<Area>,
}

/// Planes, systems and ways to pay, and what limits them.
#[derive(Debug, Clone, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct SearchInput {
    /// Tilts, 1 to 100.
    pub tilt_deg: Vec<Tilt>,
    /// Directions, clockwise from north, 1 to 100.
    pub azimuth_deg: Vec<Azimuth>,
    /// Systems, 1 to 1,000.
    pub systems: Vec<SystemOption>,
    /// Loans, at most 20; the case has none of its own.
    #[serde(default)]
    pub financings: Vec<FinancingInput>,
    /// Whether cash is a way to pay; always without loans, else not by default.
    #[serde(default)]
    pub cash: bool,
    /// Area of the roof.
    pub roof_area_m2: Option<Area>,
    /// Share of the roof that modules may cover; default 1.
    pub packing_factor: Option<Fraction>,
    /// What the investment may be.
    pub budget_brl: Option<Money>,
    /// Bounds of the power of the modules over that of the inverters; default 1.0 to 1.5.
    pub dc_ac: Option<DcAcBounds>,
    /// What is sought; default the highest net present value.
    #[serde(default)]
    pub objective: Objective,
}

/// Most variants of a search.
const MOST_VARIANTS: usize = 1_000_000;

/// One variant by the places of its parts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Place {
    pub tilt: usize,
    pub azimuth: usize,
    pub system: usize,
    /// Cash first, where it is one.
    pub payment: usize,
}

impl SearchInput {
    /// Checks lengths.
    ///
    /// # Errors
    /// `BAD_LENGTH`, `MISSING_FIELD`, `OUT_OF_RANGE`, all under `/search`.
    pub(super) fn check(&self) -> Result<(), Error> {
        let mut problems = Problems::new();
        for (place, count, least, most) in [
            ("/search/tilt_deg", self.tilt_deg.len(), 1, 100),
            ("/search/azimuth_deg", self.azimuth_deg.len(), 1, 100),
            ("/search/systems", self.systems.len(), 1, 1000),
            ("/search/financings", self.financings.len(), 0, 20),
        ] {
            problems.require((least..=most).contains(&count), || {
                Issue::error(Code::BAD_LENGTH).at(place).with("min", least).with("max", most)
            });
        }
        problems.require(self.variants() <= MOST_VARIANTS, || {
            Issue::error(Code::BAD_LENGTH).at("/search").with("min", 1).with("max", MOST_VARIANTS)
        });
        for (index, system) in self.systems.iter().enumerate() {
            let place = Pointer::from("/search/systems").index(index);
            problems.require((1..=1_000_000).contains(&system.modules), || {
                Issue::error(Code::OUT_OF_RANGE).at(place.field("modules")).with("min", 1).with("max", 1_000_000)
            });
            problems.require(self.roof_area_m2.is_none() || system.area_m2.is_some(), || {
                Issue::error(Code::MISSING_FIELD).at(place.field("area_m2"))
            });
            problems.require(system.module.as_ref().is_none_or(|module| module.p_stc_w.is_some()), || {
                Issue::error(Code::MISSING_FIELD).at(place.field("module").field("p_stc_w"))
            });
            problems.require(system.inverter.p_ac_max_w.is_some(), || {
                Issue::error(Code::MISSING_FIELD).at(place.field("inverter").field("p_ac_max_w"))
            });
            problems.require(system.price_brl.minor() >= 0, || {
                Issue::error(Code::OUT_OF_RANGE).at(place.field("price_brl")).with("min", 0)
            });
        }
        problems.finish()
    }

    /// Ways to pay.
    pub(super) fn payments(&self) -> Vec<Option<&FinancingInput>> {
        let cash = (self.cash || self.financings.is_empty()).then_some(None);
        cash.into_iter().chain(self.financings.iter().map(Some)).collect()
    }

    /// How many variants there are.
    pub(super) fn variants(&self) -> usize {
        let payments = self.payments().len();
        let counts = [self.tilt_deg.len(), self.azimuth_deg.len(), self.systems.len(), payments];
        counts.into_iter().fold(1, usize::saturating_mul)
    }

    /// The parts of a variant: payments go round fastest, then systems, azimuths, tilts.
    pub(super) fn place(&self, index: usize) -> Place {
        let payments = self.payments().len().max(1);
        let (systems, azimuths) = (self.systems.len().max(1), self.azimuth_deg.len().max(1));
        let (rest, payment) = (index / payments, index % payments);
        let (rest, system) = (rest / systems, rest % systems);
        Place { tilt: rest / azimuths, azimuth: rest % azimuths, system, payment }
    }
}

impl SystemOption {
    /// Power of the inverters, kW.
    pub(super) fn p_ac_kw(&self) -> f64 {
        let each = self.inverter.p_ac_max_w.map_or(0.0, |power| power.get()) / 1000.0;
        let count = match self.inverter_wiring {
            InverterWiring::String => self.inverter_count.unwrap_or(1),
            InverterWiring::Micro => self.modules / self.modules_per_inverter_count.unwrap_or(1).max(1),
        };
        each * f64::from(count)
    }
}
