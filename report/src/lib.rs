//! Reports and charts from the answers of coaraci: text in, text out.
//!
//! A report shows, it never computes: every figure comes from the answer. Equal input gives equal bytes; there is no clock, no
//! random id and nothing loaded from elsewhere. A report is first a [`Document`] (figures, charts, tables), then written as a page,
//! as Markdown, as CSV or as a workbook. Charts are drawn with `charts-rs`; pages come from templates of `minijinja`.

mod cell;
mod chart;
mod document;
mod html;
mod kinds;
mod markdown;
mod names;
mod table;
mod words;
mod xlsx;

pub use cell::{Cell, Kind};
pub use chart::{ChartKind, Form, Mark, Picture, Series, chart, chart_table};
pub use coaraci::api::Locale;
pub use document::{Document, Figure, Note, Section};
pub use kinds::{ReportKind, document};
pub use table::{Column, MARK, Table};
pub use words::{Words, months};

use serde_json::Value;

/// Why there is no report.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ReportError {
    /// The text is no good answer that this report can show.
    #[error("not an answer that can be shown: {0}")]
    Answer(String),
    /// No report, chart or format has this name.
    #[error("no {0} is called {1:?}")]
    Name(&'static str, String),
    /// The charting library refused.
    #[error("chart: {0}")]
    Chart(String),
    /// The template refused.
    #[error("page: {0}")]
    Page(#[from] minijinja::Error),
    /// The workbook refused.
    #[error("workbook: {0}")]
    Book(#[from] rust_xlsxwriter::XlsxError),
}

/// What a report is written as.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Format {
    /// One page, printable on A4.
    Html,
    /// The same without its frame, for a notebook.
    Fragment,
    /// Markdown.
    Markdown,
    /// Tables for machines; with a name that table alone.
    Csv(Option<String>),
    /// Tables for spreadsheets in Brazil; with a name that table alone.
    CsvBr(Option<String>),
    /// A workbook.
    Xlsx,
    /// The names of the tables, a line each.
    Tables,
    /// Title and first figures as plain text of at most twelve lines.
    Summary,
    /// A chart as SVG.
    Chart(ChartKind),
}

impl Format {
    /// The format of a name: `html`, `fragment`, `markdown`, `csv`, `csv-br`, `csv/NAME`, `csv-br/NAME`, `xlsx`, `tables`, `summary`,
    /// `chart/KIND`.
    pub fn find(name: &str) -> Option<Format> {
        let (format, table) =
            name.split_once('/').map_or((name, None), |(format, table)| (format, Some(table.to_owned())));
        match (format, table) {
            ("csv", table) => Some(Format::Csv(table)),
            ("csv-br", table) => Some(Format::CsvBr(table)),
            ("html", None) => Some(Format::Html),
            ("fragment", None) => Some(Format::Fragment),
            ("markdown" | "md", None) => Some(Format::Markdown),
            ("xlsx", None) => Some(Format::Xlsx),
            ("tables", None) => Some(Format::Tables),
            ("summary", None) => Some(Format::Summary),
            ("chart", Some(kind)) => ChartKind::find(&kind).map(Format::Chart),
            _ => None,
        }
    }
}

/// Writes the report of an answer (an envelope, or the value in it); all formats but `xlsx` are UTF-8 texts.
///
/// Several tables in one CSV stand one after the other, each below a line with its name, with an empty line between them.
///
/// # Errors
/// [`ReportError::Answer`] if the text is no good answer of this kind, [`ReportError::Name`] if it has no table of the name, the
/// others if it cannot be drawn or written.
pub fn report(kind: ReportKind, answer: &str, format: &Format, locale: Locale) -> Result<Vec<u8>, ReportError> {
    if let Format::Chart(kind) = format {
        return Ok(chart(*kind, answer, locale)?.into_bytes());
    }
    let document = kinds::document(kind, answer, locale)?;
    Ok(match format {
        Format::Html => html::page(&document, locale)?.into_bytes(),
        Format::Fragment => html::fragment(&document, locale)?.into_bytes(),
        Format::Markdown => markdown::text(&document, locale).into_bytes(),
        Format::Csv(name) => tables(&document, name.as_deref(), "\n", Table::csv)?.into_bytes(),
        Format::CsvBr(name) => {
            (MARK.to_owned() + &tables(&document, name.as_deref(), "\r\n", Table::csv_br)?).into_bytes()
        }
        Format::Xlsx => xlsx::workbook(&document, locale)?,
        Format::Tables => document.tables().map(|table| format!("{}\n", table.name)).collect::<String>().into_bytes(),
        Format::Summary | Format::Chart(_) => document.summary().into_bytes(),
    })
}

/// The same with names instead of types, for other languages: kind (`auto` is the one that fits), format and language tag.
///
/// # Errors
/// Those of [`report`], and [`ReportError::Name`] for an unknown name.
pub fn report_named(kind: &str, answer: &str, format: &str, locale: &str) -> Result<Vec<u8>, ReportError> {
    let format = Format::find(format).ok_or_else(|| ReportError::Name("format", format.to_owned()))?;
    if let Format::Chart(kind) = format {
        // A chart needs no report around it.
        return Ok(chart(kind, answer, Locale::of(locale))?.into_bytes());
    }
    let kind = match kind {
        "auto" => ReportKind::of(answer).ok_or_else(|| ReportError::Answer("no report fits".to_owned()))?,
        name => ReportKind::find(name).ok_or_else(|| ReportError::Name("report", name.to_owned()))?,
    };
    report(kind, answer, &format, Locale::of(locale))
}

fn tables(
    document: &Document,
    name: Option<&str>,
    end: &str,
    write: impl Fn(&Table) -> String,
) -> Result<String, ReportError> {
    match name {
        Some(name) => {
            let found = document.tables().find(|table| table.name == name);
            found.map(write).ok_or_else(|| ReportError::Name("table", name.to_owned()))
        }
        None => {
            let parts: Vec<_> = document.tables().map(|table| format!("{}{end}{}", table.name, write(table))).collect();
            Ok(parts.join(end))
        }
    }
}

/// The value of an envelope, or the value itself.
fn value_of(answer: &Value) -> Result<&Value, ReportError> {
    match (&answer["ok"], &answer["value"]) {
        (Value::Bool(false), _) => Err(ReportError::Answer("the request was refused".to_owned())),
        (Value::Bool(true), value) if !value.is_null() => Ok(value),
        _ if answer.is_object() => Ok(answer),
        _ => Err(ReportError::Answer("no object".to_owned())),
    }
}

/// The first one that is there.
fn first<'a>(places: &[&'a Value]) -> &'a Value {
    places.iter().copied().find(|place| !place.is_null()).unwrap_or(&Value::Null)
}
