//! Reports and charts of answers.

use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use pyo3::types::PyBytes;

/// The report of an answer: kind (`auto` is the one that fits), answer as JSON, format, language.
#[pyfunction]
pub fn report<'py>(
    py: Python<'py>,
    kind: &str,
    answer: &str,
    format: &str,
    language: &str,
) -> PyResult<Bound<'py, PyBytes>> {
    let written = py.detach(|| coaraci_report::report_named(kind, answer, format, language));
    written.map(|bytes| PyBytes::new(py, &bytes)).map_err(|error| PyValueError::new_err(error.to_string()))
}
