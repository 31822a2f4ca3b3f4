//! Reads tables and SOURCES.md for the tests.

use std::collections::BTreeMap;

use coaraci_data::Table;

pub type Row = BTreeMap<String, String>;

pub fn rows(table: &Table) -> Vec<Row> {
    csv::Reader::from_reader(table.text.as_bytes())
        .deserialize()
        .collect::<Result<_, _>>()
        .unwrap_or_else(|error| panic!("{}: {error}", table.id))
}

pub fn named(id: &str) -> Vec<Row> {
    rows(coaraci_data::table(id).unwrap_or_else(|| panic!("no table {id}")))
}

/// Decimal text as an integer of 1e-5, so that money is compared exactly.
pub fn scaled(text: &str) -> i64 {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    assert!(fraction.len() <= 5, "{text}");
    format!("{whole}{fraction:0<5}").parse().expect(text)
}

pub fn number(row: &Row, column: &str) -> f64 {
    row[column].parse().unwrap_or_else(|_| panic!("{column} in {row:?}"))
}
