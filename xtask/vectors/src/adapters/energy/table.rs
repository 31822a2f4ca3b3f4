//! Reading CSV vector files.

use crate::case::{Case, File};
use crate::compare::near;
use serde_json::Value;
use std::collections::BTreeMap;

/// One row of a CSV file.
#[derive(Clone)]
pub struct Row {
    number: usize,
    cells: BTreeMap<String, String>,
}

impl Row {
    /// The text of a cell; empty if there is no such column.
    pub fn text(&self, column: &str) -> &str {
        self.cells.get(column).map_or("", String::as_str)
    }

    /// The number of a cell; none if the cell is empty or no number.
    pub fn number(&self, column: &str) -> Option<f64> {
        self.text(column).parse().ok()
    }

    /// The number of a cell as JSON; null if there is none.
    pub fn json(&self, column: &str) -> Value {
        self.number(column).map_or(Value::Null, Value::from)
    }

    /// The numbers of a cell that holds several, with blanks between them.
    pub fn numbers(&self, column: &str) -> Vec<f64> {
        self.text(column).split_whitespace().filter_map(|text| text.parse().ok()).collect()
    }

    /// A name for a case made of this row.
    pub fn id(&self, what: &str) -> String {
        if what.is_empty() { format!("row {}", self.number) } else { format!("row {} {what}", self.number) }
    }
}

/// The rows of a CSV file with one line of names.
pub fn rows(file: &File<'_>) -> Vec<Row> {
    let mut reader = csv::Reader::from_reader(file.text.as_bytes());
    let names: Vec<String> =
        reader.headers().map(|names| names.iter().map(str::to_owned).collect()).unwrap_or_default();
    let records = reader.records().flatten().enumerate();
    records
        .map(|(number, record)| Row {
            number,
            cells: names.iter().cloned().zip(record.iter().map(str::to_owned)).collect(),
        })
        .collect()
}

/// One case a row.
pub fn cases(file: &File<'_>, case: impl Fn(Row) -> Case) -> Vec<Case> {
    rows(file).into_iter().map(case).collect()
}

/// The documents' default tolerance: 1e-9 max(1, |expected|) + 1e-9.
pub fn close(what: &str, found: &Value, expected: f64) -> Result<(), String> {
    within(what, found, expected, 1e-9, 1e-9)
}

/// A number within `absolute + relative max(1, |expected|)`.
pub fn within(what: &str, found: &Value, expected: f64, relative: f64, absolute: f64) -> Result<(), String> {
    let number = found.as_f64().ok_or_else(|| format!("{what}: {found} is no number"))?;
    near(number, expected, relative, absolute).map_err(|text| format!("{what}: {text}"))
}

/// A whole number, exactly.
pub fn whole(what: &str, found: &Value, expected: Option<f64>) -> Result<(), String> {
    if found.as_f64() == expected { Ok(()) } else { Err(format!("{what}: {found} instead of {expected:?}")) }
}
