//! Consumer units as a bill of group A sees them.

use super::exact::Exact;
use super::post::Post;
use super::unit::{Class, Modality, Subgroup};
use crate::issue::{Code, Error, Issue};
use serde::Deserialize;

/// Meters on the secondary side of the unit's transformer, whose losses are added (REN 1.000/2021, art. 305).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum SecondaryMetering {
    /// Supply below 69 kV: 2.5 % more.
    Lt69,
    /// Supply of 69 kV and above: 1 % more.
    Ge69,
}

/// A consumer unit of group A.
#[derive(Debug, Clone, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct UnitA {
    /// Tariff subgroup: a1 to as.
    pub subgroup: Subgroup,
    /// Tariff modality: blue or green.
    pub modality: Modality,
    /// Class of consumption; a rural unit pays the measured demand.
    pub class: Option<Class>,
    /// Whether its use is recognised as seasonal: it pays the measured demand.
    #[serde(default)]
    pub seasonal: bool,
    /// Where the meter stands, if on the secondary side.
    pub secondary_metering: Option<SecondaryMetering>,
    /// Whether the unit is a plant that only injects, whose contracted demand may be nil.
    #[serde(default)]
    pub injects_only: bool,
    /// Whether the unit is in an isolated system, where there are no flags.
    #[serde(default)]
    pub isolated_system: bool,
}

impl UnitA {
    /// An ordinary unit.
    pub fn new(subgroup: Subgroup, modality: Modality) -> Self {
        UnitA {
            subgroup,
            modality,
            class: None,
            seasonal: false,
            secondary_metering: None,
            injects_only: false,
            isolated_system: false,
        }
    }

    /// The posts that have a demand.
    pub(crate) fn demand_posts(&self) -> &'static [Post] {
        if self.modality == Modality::Green { Post::SINGLE } else { Post::GROUP_A }
    }

    /// Whether the measured demand is billed whatever the contract (tariff R-A-3).
    pub(crate) fn is_seasonal(&self) -> bool {
        self.seasonal || self.class == Some(Class::Rural)
    }

    /// What measured values are multiplied by (tariff R-A-8).
    pub(crate) fn metered(&self) -> Exact {
        match self.secondary_metering {
            None => Exact::ONE,
            Some(SecondaryMetering::Lt69) => Exact::new(1_025, 3),
            Some(SecondaryMetering::Ge69) => Exact::new(101, 2),
        }
    }

    /// Whether the modality may be billed.
    ///
    /// # Errors
    /// `MODALITY_NOT_ALLOWED`.
    pub(crate) fn check(&self) -> Result<(), Error> {
        let known = matches!(self.modality, Modality::Blue | Modality::Green);
        // From 69 kV on only the blue modality exists.
        let high = matches!(self.subgroup, Subgroup::A1 | Subgroup::A2 | Subgroup::A3);
        if known && self.subgroup.is_group_a() && !(high && self.modality == Modality::Green) {
            return Ok(());
        }
        Err(Issue::error(Code::MODALITY_NOT_ALLOWED)
            .at("/unit/modality")
            .law("REN ANEEL 1.000/2021, arts. 212 a 221")
            .into())
    }
}
