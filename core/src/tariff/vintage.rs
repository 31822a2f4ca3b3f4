//! Vintages of the data behind the lines of a bill.

use super::cycle::Cycle;
use super::line::Kind;
use super::prorate::Runs;
use super::table::{Flags, Tariffs};

/// The data of one cycle, as texts.
#[derive(Debug, Clone, Default)]
pub(crate) struct Vintages {
    /// First days of the prices in force, in order.
    tariffs: Vec<String>,
    /// Months of the flags, in order.
    flags: Vec<String>,
}

impl Vintages {
    /// Those of the segments and flags that a cycle meets.
    pub fn new(tariffs: &Tariffs, flags: &Flags, runs: &Runs, cycle: &Cycle) -> Self {
        let segments = runs.segments().filter_map(|index| tariffs.rows.get(index));
        // The day of the previous reading belongs to the cycle before.
        let first = cycle.previous_reading.add_days(1).unwrap_or(cycle.previous_reading).month();
        let last = cycle.current_reading.month();
        let mut months: Vec<_> =
            flags.rows.iter().map(|flag| flag.month).filter(|month| first <= *month && *month <= last).collect();
        months.sort_unstable();
        Vintages {
            tariffs: segments.map(|segment| segment.valid_from.to_string()).collect(),
            flags: months.iter().map(ToString::to_string).collect(),
        }
    }

    /// Those behind a line; none where the caller gave the price or the amount.
    pub fn of(&self, kind: Kind) -> Vec<String> {
        match kind {
            Kind::Flag | Kind::AvailabilityFlag | Kind::IrrigationFlag => self.flags.clone(),
            Kind::AvailabilityComplement | Kind::AvailabilityTaxFloor => {
                self.tariffs.iter().chain(&self.flags).cloned().collect()
            }
            Kind::InjectionDemand
            | Kind::InjectionOverrun
            | Kind::AclEnergy
            | Kind::AclCharges
            | Kind::ReactiveEnergy
            | Kind::ReactiveDemand
            | Kind::Cosip
            | Kind::Other => Vec::new(),
            _ => self.tariffs.clone(),
        }
    }
}
