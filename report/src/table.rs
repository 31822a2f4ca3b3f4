//! Tables: one description for pages, texts, spreadsheets and machines.

use crate::Locale;
use crate::cell::{Cell, Kind};
use serde_json::Value;

/// A column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// Its name for machines: the member of the answer.
    pub name: String,
    /// Its heading for people.
    pub label: String,
    /// Its unit, empty where it has none or its values carry it.
    pub unit: &'static str,
    /// How its values are read and shown.
    pub kind: Kind,
}

impl Column {
    /// A column of a member.
    pub fn new(name: &str, label: &str, unit: &'static str, kind: Kind) -> Column {
        Column { name: name.to_owned(), label: label.to_owned(), unit, kind }
    }

    /// An amount in reais.
    pub fn money(name: &str, label: &str) -> Column {
        Column::new(name, label, "R$", Kind::Money)
    }

    /// Whether its values stand to the right.
    pub fn is_number(&self) -> bool {
        matches!(self.kind, Kind::Number(_) | Kind::Exact | Kind::Money | Kind::Percent(_))
    }

    /// The heading, with the unit unless the values carry it.
    pub fn heading(&self) -> String {
        if self.unit.is_empty() || self.kind == Kind::Money {
            self.label.clone()
        } else {
            format!("{} ({})", self.label, self.unit)
        }
    }
}

/// A table.
#[derive(Debug, Clone, PartialEq)]
pub struct Table {
    /// Its name for machines; part of the names of files.
    pub name: String,
    /// Its heading.
    pub title: String,
    /// Its columns.
    pub columns: Vec<Column>,
    /// Its rows, each as long as the columns.
    pub rows: Vec<Vec<Cell>>,
    /// The row of totals.
    pub total: Option<Vec<Cell>>,
}

impl Table {
    /// One row for each object of an array, one value for each column.
    pub fn of(name: &str, title: &str, columns: Vec<Column>, rows: &Value, locale: Locale) -> Table {
        let rows = rows.as_array().map(Vec::as_slice).unwrap_or_default();
        let row = |row: &Value| {
            columns.iter().map(|column| Cell::of(&row[column.name.as_str()], column.kind, locale)).collect()
        };
        let rows = rows.iter().map(row).collect();
        Table { name: name.to_owned(), title: title.to_owned(), columns, rows, total: None }
    }

    /// With a row of totals: a word, then the members named; an empty name leaves its place empty.
    pub fn with_total(mut self, word: &str, from: &Value, names: &[&str], locale: Locale) -> Table {
        let rest = self.columns.iter().skip(1).zip(names.iter().chain(std::iter::repeat(&"")));
        let rest = rest.map(|(column, name)| match *name {
            "" => Cell::Empty,
            name => Cell::of(&from[name], column.kind, locale),
        });
        self.total = Some([Cell::Text(word.to_owned())].into_iter().chain(rest).collect());
        self
    }

    /// Without the columns that hold nothing.
    pub fn without_empty_columns(mut self) -> Table {
        let used: Vec<bool> = (0..self.columns.len())
            .map(|place| self.rows.iter().any(|row| row.get(place).is_some_and(|cell| *cell != Cell::Empty)))
            .collect();
        let keep = |cells: Vec<Cell>| -> Vec<Cell> {
            cells.into_iter().zip(&used).filter(|(_, used)| **used).map(|(cell, _)| cell).collect()
        };
        self.rows = self.rows.into_iter().map(keep).collect();
        self.total = self.total.map(keep);
        self.columns =
            self.columns.into_iter().zip(&used).filter(|(_, used)| **used).map(|(column, _)| column).collect();
        self
    }

    /// For machines: RFC 4180 with a comma, a decimal point and LF.
    pub fn csv(&self) -> String {
        let head = self.columns.iter().map(|column| quoted(&column.name, ','));
        let rows = self.rows.iter().map(|row| line(row.iter().map(|cell| quoted(&cell.plain(), ',')), ",", "\n"));
        line(head, ",", "\n") + &rows.collect::<String>()
    }

    /// For spreadsheets in Brazil: semicolon, decimal comma, CRLF; the file begins with a byte-order mark.
    pub fn csv_br(&self) -> String {
        let head = self.columns.iter().map(|column| match column.unit {
            "" => brazilian(&Cell::Text(column.label.clone())),
            unit => brazilian(&Cell::Text(format!("{} ({unit})", column.label))),
        });
        let rows = self.rows.iter().map(|row| line(row.iter().map(brazilian), ";", "\r\n"));
        line(head, ";", "\r\n") + &rows.collect::<String>()
    }
}

/// What a file of [`Table::csv_br`] begins with.
pub const MARK: &str = "\u{feff}";

fn line(cells: impl Iterator<Item = String>, between: &str, end: &str) -> String {
    cells.collect::<Vec<_>>().join(between) + end
}

fn quoted(text: &str, separator: char) -> String {
    if text.contains([separator, '"', '\n', '\r']) {
        format!("\"{}\"", text.replace('"', "\"\""))
    } else {
        text.to_owned()
    }
}

fn brazilian(cell: &Cell) -> String {
    match cell {
        Cell::Text(text) if text.starts_with(['=', '+', '-', '@', '\t']) => quoted(&format!("'{text}"), ';'),
        Cell::Day(_) => cell.show(Locale::PtBr),
        Cell::Number(..) | Cell::Money(_) | Cell::Percent(..) => cell.plain().replace('.', ","),
        _ => quoted(&cell.plain(), ';'),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn schedule() -> Table {
        let columns = vec![
            Column::new("number", "Parcela", "", Kind::Exact),
            Column::new("due_date", "Vencimento", "", Kind::Day),
            Column::money("installment_brl", "Valor"),
            Column::money("interest_brl", "Juros"),
            Column::money("amortisation_brl", "Amortização"),
            Column::money("closing_brl", "Saldo"),
        ];
        let rows = json!([{"number": 1, "due_date": "2025-04-10", "installment_brl": "916.23", "interest_brl": "149.00",
            "amortisation_brl": "767.23", "closing_brl": "9232.77"}]);
        Table::of("schedule", "Plano", columns, &rows, Locale::PtBr)
    }

    #[test]
    fn the_row_of_a_schedule_is_written_as_documented() {
        assert_eq!(schedule().csv().lines().nth(1), Some("1,2025-04-10,916.23,149.00,767.23,9232.77"));
        assert_eq!(schedule().csv_br().lines().nth(1), Some("1;10/04/2025;916,23;149,00;767,23;9232,77"));
        assert!(schedule().csv().ends_with("77\n") && schedule().csv_br().ends_with("77\r\n"));
    }

    #[test]
    fn texts_that_a_spreadsheet_would_run_are_marked_and_separators_quoted() {
        for text in ["=1+1", "+1", "-1", "@x", "\tx"] {
            assert_eq!(brazilian(&Cell::Text(text.into())), format!("'{text}"));
        }
        assert_eq!(brazilian(&Cell::Money("-0.50".parse().unwrap())), "-0,50");
        assert_eq!(brazilian(&Cell::Text("a;\"b\"".into())), "\"a;\"\"b\"\"\"");
        assert_eq!(quoted("a,b", ','), "\"a,b\"");
        assert_eq!(quoted("two\nlines", ','), "\"two\nlines\"");
    }

    #[test]
    fn columns_that_hold_nothing_disappear() {
        let columns = || vec![Column::new("a", "A", "", Kind::Text), Column::new("b", "B", "", Kind::Text)];
        let table = Table::of("t", "T", columns(), &json!([{"b": "x"}, {}]), Locale::En)
            .with_total("sum", &json!({}), &[""], Locale::En)
            .without_empty_columns();
        assert_eq!(table.columns.len(), 1);
        assert_eq!(table.rows, [[Cell::Text("x".into())], [Cell::Empty]]);
        assert_eq!(table.total, Some(vec![Cell::Empty]));
    }
}
