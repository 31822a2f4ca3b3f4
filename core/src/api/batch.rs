//! The column form of an operation: columns in, columns out, one status a row.

use super::{BATCHES, operation, print};
use crate::columns::{Column, Columns, OwnedColumn};
use crate::issue::{Code, Error, Issue, Severity};
use serde::Serialize;

/// The answer of [`call_batch`].
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct BatchAnswer {
    /// The envelope: its value holds `rows`, and `issues`, the side table: `[{row, errors}]` by row.
    pub envelope: String,
    /// The columns by name, in the operation's order; none if the envelope is an error.
    ///
    /// `status` is 0 for a good row, else the number of its entry in the side table, counted from one; the other columns hold 0,
    /// an empty text or a quiet zero there.
    pub columns: Vec<(&'static str, OwnedColumn)>,
}

#[derive(Serialize)]
struct Summary<'a> {
    rows: usize,
    issues: Vec<RowIssues<'a>>,
}

#[derive(Serialize)]
struct RowIssues<'a> {
    row: usize,
    errors: Vec<&'a Issue>,
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
    let mut issues = Vec::new();
    for (number, (row, error)) in (1_i32..).zip(&rows.errors) {
        if let Some(slot) = status.get_mut(*row) {
            *slot = number;
        }
        let errors = error.issues().filter(|issue| issue.severity == Severity::Error).collect();
        issues.push(RowIssues { row: *row, errors });
    }
    let summary = crate::Answer::new(Summary { rows: columns.rows(), issues });
    let envelope = print::print(&summary)?;
    rows.columns.push(OwnedColumn::I32(status));
    Ok(BatchAnswer { envelope, columns: batch.outputs.iter().map(|(name, _)| *name).zip(rows.columns).collect() })
}
