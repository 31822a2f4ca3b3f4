//! The operations, by what they are for.

mod anomalies;
mod battery;
mod bifacial;
mod design;
mod estimate;
mod glass;
mod inverter;
mod losses;
mod mean_day;
mod module;
mod monitoring;
mod performance;
mod quote;
mod roof;
mod shading;
mod simulate;
mod sizing;
mod soiling;
mod strings;
mod temperature;
mod tracking;

pub use anomalies::*;
pub(crate) use battery::DISPATCH_BATTERY;
pub use battery::*;
pub use bifacial::*;
pub use design::*;
pub use estimate::*;
pub use glass::*;
pub use inverter::*;
pub use losses::*;
pub use mean_day::*;
pub use module::*;
pub use monitoring::*;
pub use performance::*;
pub use quote::*;
pub use roof::*;
pub use shading::*;
pub use simulate::*;
pub(crate) use simulate::{
    SIMULATE_YEAR, SimulateSystemsPart, SimulateSystemsRest, SimulateYearPart, SimulateYearRest,
};
pub use sizing::*;
pub use soiling::*;
pub use strings::*;
pub use temperature::*;
pub use tracking::*;
