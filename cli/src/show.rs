//! A report for a terminal: figures, bars and tables.

use crate::table::table;
use coaraci::api::Locale;
use coaraci_report::{Document, Form, Picture, Table, Words};
use comfy_table::{Attribute, Cell, CellAlignment};
use std::fmt::Write;

/// How it is shown.
#[derive(Debug, Clone, Copy)]
pub struct Style {
    /// Language.
    pub locale: Locale,
    /// Bold headings.
    pub colour: bool,
    /// Characters in a line.
    pub width: usize,
}

/// Rows of a long table that are shown from its beginning and its end.
const ENDS: usize = 13;

/// The text of a report.
pub fn show(document: &Document, style: Style) -> String {
    let mut out = String::new();
    line(&mut out, &heading(&document.title, style));
    line(&mut out, &document.subtitle);
    for section in &document.sections {
        line(&mut out, &format!("\n{}", heading(&section.title, style)));
        for note in &section.notes {
            line(&mut out, &format!("! {} ({})", note.text, note.code));
        }
        if !section.figures.is_empty() {
            let mut figures = table(style.width);
            for figure in &section.figures {
                figures.add_row([Cell::new(&figure.term), Cell::new(&figure.text)]);
            }
            line(&mut out, &figures.to_string());
        }
        section.pictures.iter().for_each(|picture| bars(&mut out, picture, style));
        section.tables.iter().for_each(|table| rows(&mut out, table, style));
    }
    if let Some(hash) = &document.hash {
        line(&mut out, &format!("\n{}: {hash}", Words::of(style.locale).hash));
    }
    out.trim_end().to_owned()
}

fn line(out: &mut String, text: &str) {
    // Writing to a String cannot fail.
    let _ = writeln!(out, "{}", text.trim_end());
}

fn heading(text: &str, style: Style) -> String {
    if style.colour { format!("\x1b[1m{text}\x1b[0m") } else { text.to_owned() }
}

fn rows(out: &mut String, shown: &Table, style: Style) {
    let mut text = table(style.width);
    let head = shown.columns.iter().map(|column| {
        let cell = Cell::new(column.heading()).set_alignment(side(column.is_number()));
        if style.colour { cell.add_attribute(Attribute::Bold) } else { cell }
    });
    text.set_header(head);
    let count = shown.rows.len();
    let left_out = count.saturating_sub(2 * ENDS);
    let mut add = |cells: &Vec<coaraci_report::Cell>| {
        let cells = cells.iter().zip(&shown.columns);
        let cells =
            cells.map(|(cell, column)| Cell::new(cell.show(style.locale)).set_alignment(side(column.is_number())));
        text.add_row(cells);
    };
    let ends = shown.rows.iter().enumerate().filter(|(row, _)| left_out < 3 || *row < ENDS || *row >= count - ENDS);
    for (row, cells) in ends {
        if left_out >= 3 && row == count - ENDS {
            add(&vec![coaraci_report::Cell::Text("…".to_owned())]);
        }
        add(cells);
    }
    shown.total.iter().for_each(add);
    line(out, &format!("\n{}\n{text}", shown.title));
}

fn side(right: bool) -> CellAlignment {
    if right { CellAlignment::Right } else { CellAlignment::Left }
}

/// Bars of characters; shades of hours are left to drawings.
fn bars(out: &mut String, picture: &Picture, style: Style) {
    if picture.form == Form::Heat || picture.labels.len() > 26 {
        return;
    }
    const MARKS: [&str; 2] = ["█", "░"];
    let names = picture.series.iter().zip(MARKS).map(|(series, mark)| format!("{mark} {}", series.name));
    let names = names.collect::<Vec<_>>().join(", ");
    line(out, &format!("\n{} ({names}; {})", picture.title, picture.unit));
    let most =
        picture.series.iter().flat_map(|series| &series.values).fold(0.0_f64, |most, value| most.max(value.abs()));
    let longest = picture.labels.iter().map(|label| label.chars().count()).max().unwrap_or(0).min(34);
    let room = style.width.saturating_sub(longest + 18).clamp(8, 48);
    for (row, label) in picture.labels.iter().enumerate() {
        for (number, (series, mark)) in picture.series.iter().zip(MARKS).enumerate() {
            let Some(value) = series.values.get(row) else { continue };
            let label: String = if number == 0 { label.chars().take(longest).collect() } else { String::new() };
            #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, clippy::cast_precision_loss)]
            let length = if most > 0.0 { (value.abs() / most * room as f64).round() as usize } else { 0 };
            let number = picture.number(*value, style.locale);
            line(out, &format!("{label:<longest$} {} {number}", mark.repeat(length)));
        }
    }
}
