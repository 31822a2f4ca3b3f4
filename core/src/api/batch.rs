//! The column form of an operation: columns in, columns out, one status a row.

use super::{BATCHES, operation, print};
use crate::columns::{Column, Columns, OwnedColumn, Summary};
use crate::issue::{Code, Error, Issue, Severity};
use serde::Serialize;

/// The answer of [`call_batch`].
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct BatchAnswer {
    /// The envelope: its value holds `rows`, `issues`, the side table `[{row, errors}]` by row, and `summary` where all rows
    /// together give something.
    pub envelope: String,
    /// The columns by name, in the operation's order; none if the envelope is an error.
    ///
    /// `status` is 0 for a good row, else the number of its entry in the side table, counted from one; the other columns hold 0,
    /// an empty text or a quiet zero there.
    pub columns: Vec<(&'static str, OwnedColumn)>,
}

#[derive(Serialize)]
struct Value<'a, S> {
    rows: usize,
    issues: Vec<RowIssues<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    summary: Option<&'a S>,
}

#[derive(Serialize)]
struct RowIssues<'a> {
    row: usize,
    errors: Vec<&'a Issue>,
}

/// The envelope of a batch.
fn envelope<S: Serialize>(rows: usize, errors: &[(usize, Error)], summary: Option<&S>) -> Result<String, Error> {
    let issues = errors
        .iter()
        .map(|(row, error)| {
            let errors = error.issues().filter(|issue| issue.severity == Severity::Error).collect();
            RowIssues { row: *row, errors }
        })
        .collect();
    print::print(&crate::Answer::new(Value { rows, issues, summary }))
}

impl<S: Serialize + std::fmt::Debug> Summary for S {
    fn envelope(&self, rows: usize, errors: &[(usize, Error)]) -> Result<String, Error> {
        envelope(rows, errors, Some(self))
    }
}

/// Calls the column form of an operation. A bad row stops nothing and changes no other row; order is kept.
pub fn call_batch(operation_name: &str, request_json: &str, columns: &[Column<'_>]) -> BatchAnswer {
    answer(operation_name, request_json, columns)
        .unwrap_or_else(|error| BatchAnswer { envelope: print::print_error(&error), columns: Vec::new() })
}

fn answer(name: &str, request: &str, given: &[Column<'_>]) -> Result<BatchAnswer, Error> {
    let name = operation(name)?.name;
    let batch = BATCHES.iter().find(|(known, _)| *known == name);
    let (_, batch) = batch.ok_or_else(|| Issue::error(Code::NO_BATCH_FORM))?;
    let columns = Columns::check(given, batch.inputs)?;
    let mut rows = (batch.run)(request, &columns)?;
    rows.errors.sort_by_key(|(row, _)| *row);
    let mut status = vec![0_i32; columns.rows()];
    for (number, (row, _)) in (1_i32..).zip(&rows.errors) {
        if let Some(slot) = status.get_mut(*row) {
            *slot = number;
        }
    }
    let envelope = match &rows.summary {
        Some(summary) => summary.envelope(columns.rows(), &rows.errors)?,
        None => envelope::<()>(columns.rows(), &rows.errors, None)?,
    };
    rows.columns.push(OwnedColumn::I32(status));
    Ok(BatchAnswer { envelope, columns: batch.outputs.iter().map(|(name, _)| *name).zip(rows.columns).collect() })
}
