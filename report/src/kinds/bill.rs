//! A bill line by line.

use super::Reader;
use crate::cell::{Cell, Kind};
use crate::chart::{ChartKind, line_name, lines, picture};
use crate::document::Section;
use crate::table::{Column, Table};
use serde_json::Value;

pub(super) fn fits(value: &Value) -> bool {
    value["lines"].is_array() && value["totals"].is_object()
}

pub(super) fn sections(value: &Value, reader: &Reader) -> (String, String, Vec<Section>) {
    let words = &reader.words;
    let totals = &value["totals"];
    let mut summary = Section::new("summary", words.summary);
    summary.figure(words.total, reader.show(&totals["total_brl"], Kind::Money));
    for (name, term) in TAXES {
        summary.figure(term, reader.show(&totals[name], Kind::Money));
    }
    let mut all = Section::new("lines", words.bill_lines);
    all.pictures.extend(picture(ChartKind::Bill, value, reader.locale));
    all.tables.push(table(value, "lines", words.bill_lines, reader));
    (words.bill.to_owned(), String::new(), vec![summary, all])
}

/// Taxes of a bill and of its lines.
const TAXES: [(&str, &str); 5] =
    [("icms_brl", "ICMS"), ("pis_brl", "PIS"), ("cofins_brl", "COFINS"), ("cbs_brl", "CBS"), ("ibs_brl", "IBS")];

/// The lines of a bill, with its totals.
pub(super) fn table(bill: &Value, name: &str, title: &str, reader: &Reader) -> Table {
    let words = &reader.words;
    let mut columns = vec![
        Column::new("kind", words.line, "", Kind::Name),
        Column::new("qty", words.quantity, "", Kind::Exact),
        Column::new("unit", words.unit, "", Kind::Name),
        Column::new("rate_brl", words.rate, "R$", Kind::Exact),
    ];
    columns.extend(TAXES.map(|(name, label)| Column::money(name, label)));
    columns.push(Column::money("amount_brl", words.amount));
    columns.push(Column::new("law", words.law, "", Kind::Text));
    let rows = lines(bill);
    let mut table = reader.table(name, title, columns, rows);
    for (cells, row) in table.rows.iter_mut().zip(rows.as_array().into_iter().flatten()) {
        if let Some(first) = cells.first_mut() {
            *first = Cell::Text(line_name(row, reader.locale));
        }
    }
    let mut names = vec!["", "", ""];
    names.extend(TAXES.map(|(name, _)| name));
    names.push("total_brl");
    match &bill["totals"] {
        Value::Null => table,
        totals => table.with_total(words.total, totals, &names, reader.locale),
    }
    .without_empty_columns()
}
