//! Reports as Markdown: headings, figures and tables.

use crate::Locale;
use crate::document::Document;
use crate::table::Table;
use crate::words::Words;
use std::fmt::Write;

/// The report; writing to a String cannot fail.
pub(crate) fn text(document: &Document, locale: Locale) -> String {
    let words = Words::of(locale);
    let mut out = format!("# {}\n", document.title);
    if !document.subtitle.is_empty() {
        let _ = write!(out, "\n{}\n", escape(&document.subtitle));
    }
    for section in &document.sections {
        let _ = write!(out, "\n## {}\n", section.title);
        for note in &section.notes {
            let law = note.law.as_ref().map_or_else(String::new, |law| format!("; {law}"));
            let _ = write!(out, "\n> {} ({}{law})\n", escape(&note.text), note.code);
        }
        if !section.figures.is_empty() {
            out.push('\n');
        }
        for figure in &section.figures {
            let _ = writeln!(out, "- {}: **{}**", escape(&figure.term), escape(&figure.text));
        }
        for picture in section.pictures.iter().filter(|_| section.tables.is_empty()) {
            let _ = write!(out, "\n{}\n", escape(&picture.describe(locale)));
        }
        for one in &section.tables {
            let _ = write!(out, "\n### {}\n\n{}", one.title, table(one, locale));
        }
    }
    if let Some(hash) = &document.hash {
        let _ = write!(out, "\n{}: `{hash}`. {}\n", words.hash, words.hash_note);
    }
    out
}

/// A table of GitHub's Markdown.
pub(crate) fn table(table: &Table, locale: Locale) -> String {
    let line = |cells: Vec<String>| format!("| {} |\n", cells.join(" | "));
    let mut out = line(table.columns.iter().map(|column| escape(&column.heading())).collect());
    out +=
        &line(table.columns.iter().map(|column| if column.is_number() { "--:" } else { "---" }.to_owned()).collect());
    for row in table.rows.iter().chain(&table.total) {
        out += &line(row.iter().map(|cell| escape(&cell.show(locale))).collect());
    }
    out
}

/// Texts of others form no table, heading, link or markup of their own.
fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for mark in text.chars() {
        match mark {
            '\\' | '|' | '*' | '_' | '`' | '[' | ']' | '<' | '>' | '#' => out.extend(['\\', mark]),
            '\n' | '\r' => out.push(' '),
            mark => out.push(mark),
        }
    }
    out
}
