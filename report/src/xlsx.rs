//! One workbook with a sheet for each table: numbers are numbers, dates are dates, and equal answers give equal bytes.

use crate::cell::Cell;
use crate::document::Document;
use crate::table::Table;
use crate::words::Words;
use crate::{Locale, ReportError};
use rust_decimal::prelude::ToPrimitive;
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, FormatAlign, Workbook, Worksheet};
use std::collections::BTreeSet;

/// The workbook of a report.
pub(crate) fn workbook(document: &Document, locale: Locale) -> Result<Vec<u8>, ReportError> {
    let mut book = Workbook::new();
    // The only clock of the library stands here; a fixed moment makes equal books equal.
    let moment = ExcelDateTime::from_ymd(2020, 1, 1)?;
    book.set_properties(&DocProperties::new().set_title(&document.title).set_creation_datetime(&moment));
    let mut names = BTreeSet::new();
    summary(book.add_worksheet(), document, locale, &mut names)?;
    for table in document.tables() {
        let sheet = book.add_worksheet();
        sheet.set_name(sheet_name(&table.title, &mut names))?;
        write(sheet, table, locale)?;
    }
    Ok(book.save_to_buffer()?)
}

fn summary(
    sheet: &mut Worksheet,
    document: &Document,
    locale: Locale,
    names: &mut BTreeSet<String>,
) -> Result<(), ReportError> {
    let words = Words::of(locale);
    let bold = Format::new().set_bold();
    sheet.set_name(sheet_name(words.summary, names))?;
    sheet.write_string_with_format(0, 0, &document.title, &bold)?.write_string(1, 0, &document.subtitle)?;
    let mut row = 3;
    for section in &document.sections {
        for note in &section.notes {
            sheet.write_string(row, 0, &note.text)?;
            row += 1;
        }
        for figure in &section.figures {
            sheet.write_string(row, 0, &figure.term)?.write_string(row, 1, &figure.text)?;
            row += 1;
        }
    }
    if let Some(hash) = &document.hash {
        sheet.write_string(row + 1, 0, words.hash)?.write_string(row + 1, 1, hash)?;
    }
    sheet.set_column_width(0, 44)?.set_column_width(1, 30)?;
    Ok(())
}

/// Names of sheets have at most 31 characters, some of which are forbidden, and differ.
fn sheet_name(title: &str, taken: &mut BTreeSet<String>) -> String {
    let clean: String = title.chars().map(|mark| if "[]:*?/\\'".contains(mark) { ' ' } else { mark }).collect();
    let base: String = clean.chars().take(27).collect();
    let mut name = base.trim().to_owned();
    let mut number = 1;
    while !taken.insert(name.to_lowercase()) {
        number += 1;
        name = format!("{} {number}", base.trim());
    }
    name
}

fn write(sheet: &mut Worksheet, table: &Table, locale: Locale) -> Result<(), ReportError> {
    let bold = Format::new().set_bold();
    let head = Format::new().set_bold().set_text_wrap().set_align(FormatAlign::Top);
    for (column, one) in (0..).zip(&table.columns) {
        sheet.write_string_with_format(0, column, one.heading(), &head)?;
        sheet.set_column_width(column, if column == 0 { 26 } else { 16 })?;
    }
    for (row, cells) in (1..).zip(table.rows.iter().chain(&table.total)) {
        let total = table.total.as_ref().is_some_and(|total| std::ptr::eq(total, cells));
        for (column, cell) in (0..).zip(cells) {
            let format = if total { bold.clone() } else { Format::new() };
            put(sheet, row, column, cell, format, locale)?;
        }
    }
    sheet.set_freeze_panes(1, 1)?;
    Ok(())
}

fn put(
    sheet: &mut Worksheet,
    row: u32,
    column: u16,
    cell: &Cell,
    format: Format,
    locale: Locale,
) -> Result<(), ReportError> {
    let number = |value: &rust_decimal::Decimal| value.to_f64().unwrap_or_default();
    match cell {
        Cell::Empty => {}
        Cell::Text(text) => {
            sheet.write_string_with_format(row, column, text, &format)?;
        }
        Cell::Number(value, places) => {
            let pattern = match places {
                Some(0) => "#,##0".to_owned(),
                Some(places) => format!("#,##0.{}", "0".repeat(*places as usize)),
                None => "General".to_owned(),
            };
            sheet.write_number_with_format(row, column, number(value), &format.set_num_format(pattern))?;
        }
        Cell::Money(value) => {
            let format = format.set_num_format("\"R$\" #,##0.00;-\"R$\" #,##0.00");
            sheet.write_number_with_format(row, column, number(value), &format)?;
        }
        Cell::Percent(value, places) => {
            let pattern = format!("0.{}%", "0".repeat(*places as usize));
            sheet.write_number_with_format(row, column, number(value), &format.set_num_format(pattern))?;
        }
        Cell::Day(day) => match ExcelDateTime::parse_from_str(day) {
            Ok(moment) if day.len() == 10 => {
                let format = format.set_num_format("dd/mm/yyyy");
                sheet.write_datetime_with_format(row, column, &moment, &format)?;
            }
            _ => {
                sheet.write_string_with_format(row, column, cell.show(locale), &format)?;
            }
        },
        Cell::Month(_) => {
            sheet.write_string_with_format(row, column, cell.show(locale), &format)?;
        }
    }
    Ok(())
}
