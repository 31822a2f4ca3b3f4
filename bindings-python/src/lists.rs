//! What there is: operations and codes.

use coaraci::api::{self, Locale};
use pyo3::pyfunction;

/// The names of all operations.
#[pyfunction]
pub fn operations() -> Vec<&'static str> {
    api::OPERATIONS.iter().map(|operation| operation.name).collect()
}

/// The text of a code, with parameters in braces.
#[pyfunction]
pub fn explain(code: &str, language: &str) -> Option<&'static str> {
    let code = api::codes().find(|known| known.name() == code)?;
    Some(if Locale::of(language) == Locale::En { code.en() } else { code.pt() })
}
