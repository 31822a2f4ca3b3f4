//! Checks of voltage and connection, and the documents that are asked for.

use super::Reader;
use crate::cell::Kind;
use crate::document::Section;
use crate::table::Column;
use serde_json::Value;

pub(super) fn fits(value: &Value) -> bool {
    value["checks"].is_array() || documents(value).is_array() || is_connection(value)
}

/// The answer of `check_connection`.
fn is_connection(value: &Value) -> bool {
    value["allowed"].is_boolean() && value["laws"].is_array()
}

fn connection(value: &Value, reader: &Reader) -> Section {
    let words = &reader.words;
    let mut section = Section::new("connection", words.connection);
    section.notes = reader.notes(&value["issues"]);
    section.figure(words.allowed, reader.show(&value["allowed"], Kind::Flag));
    section.figure(words.category, reader.show(&value["category"], Kind::Name));
    section.figure(words.tariff_group, reader.show(&value["group"], Kind::Name));
    section.figure(words.limit, reader.with_unit(&value["limit_kw"], Kind::Exact, "kW"));
    section.figure(words.inspection, reader.show(&value["inspection_business_days"], Kind::Exact));
    section.figure(words.guarantee, reader.show(&value["guarantee_brl"], Kind::Money));
    let laws = value["laws"].as_array().into_iter().flatten().map(|law| serde_json::json!({"law": law}));
    let columns = vec![Column::new("law", words.law, "", Kind::Text)];
    section.tables.push(reader.table("laws", words.law, columns, &laws.collect()));
    section
}

fn documents(value: &Value) -> &Value {
    let has = |rows: &&Value| rows[0]["document"].is_string() || rows[0]["mandatory"].is_boolean();
    [&value["items"], &value["documents"]].into_iter().find(has).unwrap_or(&Value::Null)
}

pub(super) fn sections(value: &Value, reader: &Reader) -> (String, String, Vec<Section>) {
    (reader.words.compliance.to_owned(), String::new(), parts(value, reader))
}

/// Also for the part of a proposal.
pub(super) fn parts(value: &Value, reader: &Reader) -> Vec<Section> {
    let words = &reader.words;
    let mut checks = Section::new("checks", words.findings);
    checks.notes = reader.notes(&value["findings"]);
    checks.figure(words.score, reader.show(&value["score"], Kind::Number(1)));
    checks.figure(words.measured, reader.show(&value["measured_count"], Kind::Exact));
    if value["checks"].is_array() {
        let columns = vec![
            Column::new("check", words.check, "", Kind::Name),
            Column::new("band", words.result, "", Kind::Name),
            Column::new("limit", words.value, "", Kind::Exact),
            Column::new("law", words.law, "", Kind::Text),
        ];
        let table = reader.table("checks", words.findings, columns, &value["checks"]);
        checks.tables.push(table.without_empty_columns());
    }
    let mut papers = Section::new("documents", words.documents);
    let rows = documents(value);
    if rows.is_array() {
        let named = if rows[0]["document"].is_string() { "document" } else { "code" };
        let columns = vec![
            Column::new(named, words.document, "", Kind::Name),
            Column::new("mandatory", words.mandatory, "", Kind::Flag),
            Column::new("basis", words.origin, "", Kind::Name),
            Column::new("law", words.law, "", Kind::Text),
        ];
        papers.tables.push(reader.table("documents", words.documents, columns, rows).without_empty_columns());
    }
    let linked = [value, &value["connection"]].into_iter().find(|part| is_connection(part));
    let linked = linked.map(|part| connection(part, reader));
    linked.into_iter().chain([checks, papers]).collect()
}
