//! The core in Python: text in, text out. `columns` carries arrays, `prepared` parts that were read before.

mod columns;
mod lists;
mod prepared;
mod reports;

/// The module `coaraci._native`. Every computation lets other Python threads go on.
#[pyo3::pymodule]
mod _native {
    use coaraci::api;
    use pyo3::prelude::*;

    #[pymodule_export]
    use super::columns::{Columns, call_batch};
    #[pymodule_export]
    use super::lists::{explain, operations};
    #[pymodule_export]
    use super::prepared::{Prepared, prepare};
    #[pymodule_export]
    use super::reports::report;

    #[pyfunction]
    fn call(py: Python<'_>, operation: &str, request: &str) -> String {
        py.detach(|| api::call(operation, request))
    }

    #[pyfunction]
    fn message(issue: &str, language: &str) -> String {
        api::explain(issue, language).unwrap_or_else(|error| error.to_string())
    }
}
