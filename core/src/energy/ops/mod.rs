//! The operations, by what they are for.

mod glass;
mod inverter;
mod losses;
mod mean_day;
mod module;
mod quote;
mod sizing;
mod temperature;

pub(crate) use glass::INCIDENCE_MODIFIER;
pub use glass::{
    Cover, DiffuseMethod, DiffuseModifier, DiffuseModifierRequest, IncidenceModifier, IncidenceModifierRequest,
    ModifierModel, diffuse_modifier, incidence_modifier,
};
pub(crate) use inverter::INVERTER_POWER;
pub use inverter::{InverterLoad, InverterPowerAnswer, InverterPowerRequest, inverter_power};
pub use losses::{
    CombineLossesRequest, CombinedLosses, DegradationAnswer, DegradationRequest, NamedLoss, combine_losses, degradation,
};
pub use mean_day::{EstimateMeanDayRequest, MeanDayYear, estimate_mean_day};
pub(crate) use module::{LINEAR_MODULE_POWER, SINGLE_DIODE};
pub use module::{
    LinearModulePowerRequest, ModulePowerAnswer, PvsystModuleInput, SingleDiodeCurve, SingleDiodeRequest,
    linear_module_power, single_diode,
};
pub use quote::{EstimateMonthlyRequest, MonthlyEnergy, estimate_monthly};
pub use sizing::{SizeSystemRequest, SizedSystem, SystemSize, size_system};
pub(crate) use temperature::CELL_TEMPERATURE;
pub use temperature::{CellModel, CellParameters, CellTemperatureAnswer, CellTemperatureRequest, cell_temperature};
