//! What is sent to the distributor: the packet of a plant, and rows of its file of plants.

use crate::issue::{Code, Error, Issue, Pointer, Problems};
use crate::quantity::Map;
use serde::{Deserialize, Serialize};

/// What a row does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum MmgdAction {
    /// Add a plant.
    #[serde(rename = "INCLUIRUSINA")]
    IncluirUsina,
    /// Change a plant.
    #[serde(rename = "ALTERAR")]
    Alterar,
    /// Put a plant out of service.
    #[serde(rename = "INATIVAR")]
    Inativar,
}

impl MmgdAction {
    fn word(self) -> &'static str {
        match self {
            MmgdAction::IncluirUsina => "INCLUIRUSINA",
            MmgdAction::Alterar => "ALTERAR",
            MmgdAction::Inativar => "INATIVAR",
        }
    }
}

/// A row of the file.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct MmgdRow {
    /// What it does.
    pub action: MmgdAction,
    /// A text for each of the distributor's columns.
    pub values: Map<String>,
}

/// The file.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct MmgdCsv {
    /// The text with a line for the names and one for each row; null if the distributor's columns are not known.
    pub csv: Option<String>,
    /// `COLUMNS_NOT_KNOWN` if nothing was written.
    pub issues: Vec<Issue>,
}

/// Writes the file by the distributor's columns; nothing without them.
///
/// # Errors
/// `MISSING_FIELD` and `COLUMN_UNKNOWN` at rows whose values are not those of the columns.
pub(super) fn csv(
    columns: Option<&[String]>,
    action_column: &str,
    separator: char,
    rows: &[MmgdRow],
) -> Result<MmgdCsv, Error> {
    let Some(columns) = columns.filter(|columns| !columns.is_empty()) else {
        let issue = Issue::warning(Code::COLUMNS_NOT_KNOWN).at("/columns");
        return Ok(MmgdCsv { csv: None, issues: vec![issue] });
    };
    let mut problems = Problems::new();
    let mut text = line(columns.iter().map(String::as_str), separator);
    for (index, row) in rows.iter().enumerate() {
        let place = Pointer::from("/rows").index(index).field("values");
        let known = |name: &String| columns.contains(name) && name != action_column;
        problems.require(row.values.keys().all(known), || Issue::error(Code::COLUMN_UNKNOWN).at(place.clone()));
        let mut cells = Vec::with_capacity(columns.len());
        for column in columns {
            match row.values.get(column) {
                _ if column == action_column => cells.push(row.action.word()),
                Some(value) => cells.push(value),
                None => problems.push(Issue::error(Code::MISSING_FIELD).at(place.clone())),
            }
        }
        text.push_str(&line(cells.into_iter(), separator));
    }
    problems.finish().map(|()| MmgdCsv { csv: Some(text), issues: Vec::new() })
}

/// One line as RFC 4180 writes it.
fn line<'a>(cells: impl Iterator<Item = &'a str>, separator: char) -> String {
    let quoted = cells.map(|cell| {
        let plain = !cell.contains([separator, '"', '\n', '\r']);
        if plain { cell.to_owned() } else { format!("\"{}\"", cell.replace('"', "\"\"")) }
    });
    let mut text = quoted.collect::<Vec<_>>().join(&separator.to_string());
    text.push_str("\r\n");
    text
}
