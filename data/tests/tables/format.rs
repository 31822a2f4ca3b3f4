//! Shape of every table: what the parser in the core may rely on.

use std::collections::{BTreeMap, BTreeSet};

use crate::reading::{Row, rows};
use chrono::NaiveDate;
use coaraci_data::{SOURCES, TABLES};
use sha2::{Digest, Sha256};

fn key_columns(kind: &str) -> &'static [&'static str] {
    match kind {
        "climate-monthly" => &["uf", "month"],
        "climate-site" => &["uf"],
        "fio-b-share" => &["regime", "component", "valid_from"],
        "flag-adders" => &["flag", "valid_from"],
        "flag-months" => &["month"],
        "iof-rates" => &["borrower", "valid_from"],
        "tariff-holidays" => &["date"],
        "tariffs-b1" => &["distributor", "valid_from"],
        _ => panic!("the key of {kind} is not known to the tests"),
    }
}

/// Numbers compare as numbers: month 10 comes after month 9.
fn key(row: &Row, columns: &[&str]) -> Vec<String> {
    columns
        .iter()
        .map(|&column| match row[column].parse::<u32>() {
            Ok(number) => format!("{number:010}"),
            Err(_) => row[column].clone(),
        })
        .collect()
}

#[test]
fn every_file_is_a_table_and_every_id_holds_its_kind_and_vintage() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tables");
    let files: BTreeSet<String> =
        std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    let ids: Vec<_> = TABLES.iter().map(|t| format!("{}.csv", t.id)).collect();
    assert!(ids.is_sorted());
    assert_eq!(files, ids.into_iter().collect());
    for table in TABLES {
        let short = table.id.strip_prefix(table.kind).unwrap();
        let short = short.strip_prefix('-').unwrap();
        assert!(table.vintage.starts_with(short), "{}", table.id);
        assert!(table.vintage.parse::<NaiveDate>().is_ok(), "{}", table.id);
        assert_eq!(coaraci_data::table(table.id), Some(table));
    }
    assert_eq!(coaraci_data::table("tariffs-b1-2099-01-01"), None);
}

#[test]
fn every_table_is_plain_text_rectangular_and_sorted_by_a_unique_key() {
    for table in TABLES {
        let id = table.id;
        assert!(table.text.ends_with('\n') && !table.text.contains('\r'), "{id}");
        assert!(!table.text.contains('"') && !table.text.starts_with('\u{feff}'), "{id}");
        let fields = table.text.lines().next().unwrap().split(',').count();
        for line in table.text.lines() {
            assert_eq!(line.split(',').count(), fields, "{id}: {line}");
            assert!(line.split(',').all(|cell| cell.trim() == cell), "{id}: {line}");
        }
        let keys: Vec<_> = rows(table).iter().map(|row| key(row, key_columns(table.kind))).collect();
        assert!(!keys.is_empty(), "{id}");
        assert!(keys.windows(2).all(|pair| pair[0] < pair[1]), "{id}");
    }
}

#[test]
fn every_source_is_described_and_every_checksum_matches() {
    let described: BTreeSet<&str> = SOURCES.lines().filter_map(|line| line.strip_prefix("## ")).collect();
    let listed: BTreeMap<&str, Vec<&str>> = SOURCES
        .lines()
        .filter(|line| line.starts_with("| `"))
        .map(|line| {
            let cells: Vec<_> = line.split('|').map(|c| c.trim().trim_matches('`')).collect();
            (cells[1], cells[2..4].to_vec())
        })
        .collect();
    let mut used = BTreeSet::new();
    for table in TABLES {
        let rows = rows(table);
        assert!(rows.iter().all(|row| row["source"] == table.source), "{}", table.id);
        used.insert(table.source);
        let checksum: String = Sha256::digest(table.text.as_bytes()).iter().map(|byte| format!("{byte:02x}")).collect();
        let expected = vec![rows.len().to_string(), checksum];
        assert_eq!(listed[table.id], expected, "{}", table.id);
    }
    assert_eq!(listed.len(), TABLES.len());
    assert_eq!(described, used);
    for section in SOURCES.split("\n## ").skip(1) {
        for part in ["Document", "Publisher", "Date", "Licence", "Read in", "Unverified"] {
            assert!(section.contains(&format!("\n- {part}:")), "{part} in {section}");
        }
    }
}

#[test]
fn every_date_exists_and_every_validity_is_in_order_without_overlap() {
    for table in TABLES {
        let mut previous: Option<(Vec<String>, String)> = None;
        for row in rows(table) {
            for (column, cell) in &row {
                let dated = column == "date" || column.ends_with("_from") || column.ends_with("_to");
                if dated && !cell.is_empty() {
                    assert!(cell.parse::<NaiveDate>().is_ok(), "{}: {row:?}", table.id);
                }
            }
            for kind in ["valid", "protocol"] {
                let (Some(from), Some(to)) = (row.get(&format!("{kind}_from")), row.get(&format!("{kind}_to"))) else {
                    continue;
                };
                assert!(to.is_empty() || from <= to, "{}: {row:?}", table.id);
            }
            if let Some(from) = row.get("valid_from") {
                assert!(!from.is_empty());
                let names: Vec<_> = key_columns(table.kind)
                    .iter()
                    .filter(|&&column| column != "valid_from")
                    .map(|&column| row[column].clone())
                    .collect();
                if let Some((before, to)) = &previous
                    && *before == names
                {
                    assert!(!to.is_empty() && to < from, "{}: {row:?}", table.id);
                }
                previous = Some((names, row["valid_to"].clone()));
            }
        }
    }
}

#[test]
fn a_doubt_names_columns_of_its_row() {
    for table in TABLES {
        for row in rows(table) {
            let doubts = row.get("unverified").map_or("", String::as_str);
            for column in doubts.split_whitespace() {
                assert!(!row[column].is_empty(), "{}: {row:?}", table.id);
            }
        }
    }
}
