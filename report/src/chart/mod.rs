//! Charts of an answer: what they show, in words, as tables and as accessible SVG.

mod axis;
mod draw;
mod heat;
mod pen;
mod pictures;

pub(crate) use pictures::{line_name, lines, picture, with, without};

use crate::cell::{Cell, Kind, rounded};
use crate::table::{Column, Table};
use crate::words::Words;
use crate::{Locale, ReportError, value_of};
use rust_decimal::Decimal;

macro_rules! kinds {
    ($($kind:ident $name:literal $text:literal;)*) => {
        /// What a chart shows.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        #[non_exhaustive]
        pub enum ChartKind { $(#[doc = $text] $kind,)* }

        impl ChartKind {
            /// All of them, in the order of a report.
            pub const ALL: &[ChartKind] = &[$(ChartKind::$kind),*];

            /// Its name.
            pub fn name(self) -> &'static str {
                match self { $(ChartKind::$kind => $name,)* }
            }
        }
    };
}

kinds! {
    Monthly "monthly" "Generation against consumption by month.";
    Range "range" "Generation that is exceeded with a probability, P50 to P99.";
    Losses "losses" "Waterfall from nominal to delivered energy.";
    Heatmap "heatmap" "Power by hour and day, or by hour and month.";
    Bills "bills" "Bills without and with the system by month.";
    Bill "bill" "Waterfall of the lines of a bill.";
    BillWith "bill_with" "The same for the bill with the system.";
    CashFlow "cash_flow" "Accumulated cash flow by year, with payback marked.";
    Amortization "amortization" "Interest and amortisation of each installment, and the balance.";
    Tornado "tornado" "Net present value at both ends of each parameter.";
    Scenarios "scenarios" "Net present value of each way to pay or variant.";
}

impl ChartKind {
    /// The kind of a name.
    pub fn find(name: &str) -> Option<ChartKind> {
        ChartKind::ALL.iter().copied().find(|kind| kind.name() == name)
    }
}

/// A chart before it is drawn.
#[derive(Debug, Clone)]
pub struct Picture {
    /// What it shows.
    pub kind: ChartKind,
    /// Its title.
    pub title: String,
    /// Unit of all values.
    pub unit: &'static str,
    /// Names of the slots or rows.
    pub labels: Vec<String>,
    /// The values.
    pub series: Vec<Series>,
    /// How it is drawn.
    pub form: Form,
    /// Decimals of a value that is written.
    pub places: u32,
    /// Whether columns carry their values.
    pub labelled: bool,
    /// A place that is marked.
    pub mark: Option<Mark>,
}

/// Values with a name.
#[derive(Debug, Clone)]
pub struct Series {
    /// Its name.
    pub name: String,
    /// One for each slot or row.
    pub values: Vec<f64>,
    /// A line instead of bars.
    pub line: bool,
    /// Their total, where the answer has one, as text with its unit.
    pub total: Option<String>,
}

/// How a picture is drawn.
#[derive(Debug, Clone, PartialEq)]
pub enum Form {
    /// Bars and lines over slots.
    Columns,
    /// Bars that begin where the one before ended; `totals` begin at zero.
    Waterfall {
        /// Which bars begin at zero.
        totals: Vec<bool>,
    },
    /// Two bars for each row, from a base.
    Tornado {
        /// Where they begin.
        base: f64,
    },
    /// One bar for each row.
    Rows,
    /// Shades of hours; values run through the hours of a column first.
    Heat,
}

/// A place that is marked.
#[derive(Debug, Clone)]
pub struct Mark {
    /// Where, in slots from the left edge.
    pub slot: f64,
    /// What it is.
    pub text: String,
}

impl Picture {
    /// The drawing.
    ///
    /// # Errors
    /// [`ReportError::Chart`] if the library refuses.
    pub fn svg(&self, locale: Locale) -> Result<String, ReportError> {
        draw::svg(self, locale)
    }

    /// A value as text, without its unit.
    pub fn number(&self, value: f64, locale: Locale) -> String {
        exact(value).map_or_else(String::new, |value| locale.decimal(rounded(value, Some(self.places))))
    }

    /// Minimum, maximum and total in words.
    pub fn describe(&self, locale: Locale) -> String {
        let words = Words::of(locale);
        let number = |value: f64| {
            let digits = self.number(value, locale);
            if self.unit == "R$" { format!("R$\u{a0}{digits}") } else { format!("{digits}\u{a0}{}", self.unit) }
        };
        let sentence = |series: &Series| {
            let low = series.values.iter().copied().fold(f64::INFINITY, f64::min);
            let high = series.values.iter().copied().fold(f64::NEG_INFINITY, f64::max);
            let total = series.total.as_ref().map_or_else(String::new, |total| format!(", {} {total}", words.in_total));
            let (least, most) = (number(low), number(high));
            format!("{}: {} {least}, {} {most}{total}.", series.name, words.minimum, words.maximum)
        };
        let mut text: Vec<_> = self.series.iter().filter(|series| !series.values.is_empty()).map(sentence).collect();
        text.extend(self.mark.iter().map(|mark| format!("{}.", mark.text)));
        text.join(" ")
    }

    /// The values as a table: one row for each slot, one column for each series.
    pub fn table(&self) -> Table {
        let mut columns = vec![Column::new("name", &self.title, "", Kind::Text)];
        for (number, series) in self.series.iter().enumerate() {
            columns.push(Column::new(
                &format!("value_{}", number + 1),
                &series.name,
                self.unit,
                Kind::Number(self.places),
            ));
        }
        let cell = |value: Option<&f64>| {
            let value = value.and_then(|value| exact(*value));
            value.map_or(Cell::Empty, |value| Cell::Number(value, Some(self.places)))
        };
        let count = self.series.iter().map(|series| series.values.len()).max().unwrap_or(0);
        let row = |index: usize| {
            let label = self.labels.get(index).cloned().unwrap_or_else(|| index.to_string());
            let values = self.series.iter().map(|series| cell(series.values.get(index)));
            [Cell::Text(label)].into_iter().chain(values).collect()
        };
        let rows = (0..count).map(row).collect();
        Table { name: self.kind.name().to_owned(), title: self.title.clone(), columns, rows, total: None }
    }
}

/// A float as the decimal that it is written as.
fn exact(value: f64) -> Option<Decimal> {
    crate::cell::decimal(&serde_json::json!(value))
}

/// Draws a chart of an answer: an envelope, or the value in it.
///
/// # Errors
/// [`ReportError::Answer`] if the answer has not what the chart shows, [`ReportError::Chart`] if it cannot be drawn.
pub fn chart(kind: ChartKind, answer: &str, locale: Locale) -> Result<String, ReportError> {
    picture_of(kind, answer, locale)?.svg(locale)
}

/// The values of a chart as a table.
///
/// # Errors
/// [`ReportError::Answer`] if the answer has not what the chart shows.
pub fn chart_table(kind: ChartKind, answer: &str, locale: Locale) -> Result<Table, ReportError> {
    Ok(picture_of(kind, answer, locale)?.table())
}

fn picture_of(kind: ChartKind, answer: &str, locale: Locale) -> Result<Picture, ReportError> {
    let envelope = serde_json::from_str(answer).map_err(|error| ReportError::Answer(error.to_string()))?;
    let picture = picture(kind, value_of(&envelope)?, locale);
    picture.ok_or_else(|| ReportError::Answer(format!("nothing for a chart of the kind {}", kind.name())))
}
