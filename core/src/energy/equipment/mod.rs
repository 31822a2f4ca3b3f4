//! Modules and inverters as requests describe them, and what the models make of them.

mod inverter;
mod module;

pub(crate) use inverter::Inverter;
pub use inverter::InverterInput;
pub(crate) use module::Module;
pub use module::ModuleInput;

use crate::issue::{Code, Issue, Problems};

/// The value of a field that another field asks for; its absence is noted.
fn needed<T: Copy>(problems: &mut Problems, value: Option<T>, path: &'static str) -> Option<T> {
    problems.require(value.is_some(), || Issue::error(Code::MISSING_FIELD).at(path));
    value
}
