//! From sunlight to alternating current (*geração fotovoltaica*): modules, inverters, losses, sizing, operation.
//!
//! Formulas are those of the cited papers; the guardrail on generation over consumption is the caller's policy, not law.

mod battery;
mod bifacial;
mod cell_temperature;
mod degradation;
mod equipment;
mod exceedance;
mod geodesy;
mod iam;
mod inverter;
mod losses;
mod mean_day;
mod module;
mod monitoring;
mod ops;
mod shading;
mod simulation;
mod sizing;
mod soiling;
mod spectral;
mod strings;
mod thermal;
mod tracking;

pub use battery::{Battery, BatteryState, Control, DispatchRule, DispatchWindow, Flow, Totals};
pub use cell_temperature::Mounting;
pub use degradation::DegradationKind;
pub use equipment::{InverterInput, ModuleInput};
pub use losses::Losses;
pub use ops::*;
pub use spectral::CellTechnology;
