//! A year of a plant.

mod answer;
mod columns;
mod run;
mod system;
mod systems;
#[cfg(test)]
mod tests;

pub use answer::{ArrayHoursOut, LossStepOut, Provenance, SimulatedYear};
pub(crate) use columns::SIMULATE_YEAR;
pub use run::{Chain, OutputInput, SimulateYearRequest, simulate_year};
pub use system::{ArrayInput, InverterWiring, PvwattsInput, PvwattsModule, SystemInput, Tracking};
pub use systems::{SimulateSystemsRequest, SimulatedSystem, SimulatedSystems, simulate_systems};
