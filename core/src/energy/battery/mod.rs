//! A battery behind the meter: what it takes, gives and loses by one rule, interval by interval, exactly.
//!
//! The model is an energy balance on the alternating-current side: charging stores `c η_c`, discharging `d` takes `d / η_d` out of the
//! store, stored energy leaks, and the store stays between its limits whatever the rule asks for. Capacity holds for a block of
//! intervals (a year as a rule) and fades between blocks by time and by use. Tariffs are not known here: a rule sees windows, not prices.

mod dispatch;
mod totals;

pub use dispatch::{Battery, BatteryState, Control, DispatchRule, DispatchWindow, Flow};
pub(in crate::energy) use totals::Sums;
pub use totals::Totals;

#[cfg(test)]
mod tests;
