//! Pages: one file, style inside, nothing loaded, no script, readable on a phone and on A4.

use crate::document::{Document, Section};
use crate::table::Table;
use crate::words::Words;
use crate::{Locale, ReportError};
use minijinja::syntax::SyntaxConfig;
use minijinja::value::Serde;
use minijinja::{AutoEscape, Environment, Value, context};
use serde_json::{Value as Json, json};

/// The page of a report.
pub(crate) fn page(document: &Document, locale: Locale) -> Result<String, ReportError> {
    render("page.html", document, locale)
}

/// The first figures, charts and tables of a report, for a page that is somebody else's.
pub(crate) fn fragment(document: &Document, locale: Locale) -> Result<String, ReportError> {
    render("fragment.html", &document.brief(), locale)
}

fn render(template: &str, document: &Document, locale: Locale) -> Result<String, ReportError> {
    let sections = document.sections.iter().map(|section| plain(section, locale)).collect::<Result<Vec<_>, _>>()?;
    let page = environment()?;
    let page = page.get_template(template)?;
    Ok(page.render(context! {
        w => Words::of(locale).by_name(),
        title => &document.title,
        subtitle => &document.subtitle,
        hash => &document.hash,
        engine => &document.engine,
        sections => Value::from(Serde(sections)),
    })?)
}

/// A section as the template reads it.
fn plain(section: &Section, locale: Locale) -> Result<Json, ReportError> {
    let notes: Vec<_> =
        section.notes.iter().map(|note| json!({"text": note.text, "code": note.code, "law": note.law})).collect();
    let figures: Vec<_> =
        section.figures.iter().map(|figure| json!({"term": figure.term, "text": figure.text})).collect();
    let draw = |picture: &crate::Picture| -> Result<Json, ReportError> {
        // A heading above that says the same is enough for eyes.
        Ok(json!({"title": picture.title, "svg": picture.svg(locale)?, "silent": picture.title == section.title}))
    };
    let pictures = section.pictures.iter().map(draw).collect::<Result<Vec<_>, _>>()?;
    let tables: Vec<_> = section.tables.iter().map(|table| cells(table, locale)).collect();
    Ok(json!({
        "id": section.id, "title": section.title, "notes": notes, "figures": figures, "pictures": pictures,
        "tables": tables, "folded": section.folded,
    }))
}

/// A table as texts, each with where it stands.
fn cells(table: &Table, locale: Locale) -> Json {
    // The first column names the row, even where the name is a number.
    let right = table.columns.iter().enumerate().map(|(place, column)| place > 0 && column.is_number());
    let right: Vec<bool> = right.collect();
    let head = table.columns.iter().zip(&right);
    let head: Vec<_> = head.map(|(column, right)| json!({"text": column.heading(), "right": *right})).collect();
    let row = |cells: &Vec<crate::Cell>| -> Vec<Json> {
        let cells = cells.iter().zip(&right);
        cells.map(|(cell, right)| json!({"text": cell.show(locale), "right": *right})).collect()
    };
    let rows: Vec<_> = table.rows.iter().map(row).collect();
    let class = match (table.columns.len() > 8, table.rows.len() <= 14) {
        (true, true) => "many short",
        (true, false) => "many",
        (false, true) => "short",
        (false, false) => "",
    };
    json!({"title": table.title, "head": head, "rows": rows, "total": table.total.as_ref().map(row), "class": class})
}

fn environment() -> Result<Environment<'static>, ReportError> {
    let mut page = Environment::new();
    page.set_auto_escape_callback(|_| AutoEscape::Html);
    page.set_syntax(SyntaxConfig::builder().trim_blocks(true).lstrip_blocks(true).build()?);
    for (name, text) in [
        ("page.html", include_str!("../templates/page.html")),
        ("fragment.html", include_str!("../templates/fragment.html")),
        ("parts.html", include_str!("../templates/parts.html")),
        ("style.css", include_str!("../templates/style.css")),
    ] {
        page.add_template(name, text)?;
    }
    Ok(page)
}
