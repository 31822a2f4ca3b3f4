//! Parts of a request that are read once.

use coaraci::api;
use pyo3::prelude::*;

/// A part of a request that was read before.
#[pyclass(frozen, module = "coaraci._native")]
pub struct Prepared(api::Prepared);

#[pymethods]
impl Prepared {
    fn call(&self, py: Python<'_>, rest: &str) -> String {
        py.detach(|| self.0.call(rest))
    }
}

/// Reads a part of a request; the envelope of the error if it is refused.
#[pyfunction]
pub fn prepare(py: Python<'_>, operation: &str, part: &str) -> PyResult<Py<PyAny>> {
    match py.detach(|| api::prepare(operation, part)) {
        Ok(prepared) => Ok(Prepared(prepared).into_pyobject(py)?.into_any().unbind()),
        Err(error) => Ok(api::refusal(&error).into_pyobject(py)?.into_any().unbind()),
    }
}
