//! `docs/operations.md`, `docs/codes.md` and the index of `docs/formulas`.

use crate::MARK;
use crate::model::{self, Model, Operation};
use crate::shape::{Definition, Field, Shape};
use anyhow::Result;
use coaraci::api::Kind;
use std::fs;
use std::path::Path;

/// `docs/operations.md`.
pub fn operations(model: &Model) -> Result<String> {
    let mut out = format!(
        "<!-- {MARK} -->\n# Operations\n\nEach one is a function `name` in Rust and Python, `camelName` in JavaScript and the route \
         `POST /v1/name`. Exact decimals are text.\nMembers that are not required are marked with `?`.\n"
    );
    for (domain, operations) in model.domains() {
        out += &format!("\n- {domain}: ");
        let links = operations.iter().map(|operation| format!("[`{0}`](#{0})", operation.name));
        out += &links.collect::<Vec<_>>().join(", ");
    }
    out += "\n- [types](#types)\n";
    for (domain, operations) in model.domains() {
        out += &format!("\n## {domain}\n");
        for operation in operations {
            out += &operation_of(operation)?;
        }
    }
    out += "\n## Types\n";
    for definition in &model.definitions {
        out += &definition_of(definition);
    }
    Ok(out)
}

fn operation_of(operation: &Operation) -> Result<String> {
    let Operation { name, prose, .. } = operation;
    let mut out = format!("\n### {name}\n\n{}\n", prose.summary);
    if !prose.details.is_empty() {
        out += &format!("\n{}\n", prose.details);
    }
    out += &format!("\n- request: {}\n- answer: {}\n", linked(&operation.request()?), linked(&operation.answer()?));
    if !prose.errors.is_empty() {
        out += &format!("- errors: {}\n", prose.errors);
    }
    if let Some([given, answered]) = operation.columns {
        out += &format!("- columns: {}\n- gives: {}\n", columns(given), columns(answered));
    }
    if !operation.prepared.is_empty() {
        let names: Vec<_> = operation.prepared.iter().map(|name| format!("`{name}`")).collect();
        out += &format!("- may be prepared: {}\n", names.join(", "));
    }
    if let Some(example) = &operation.example {
        out += &format!("\n```json\n{}\n```\n", serde_json::to_string_pretty(example)?);
    }
    Ok(out)
}

fn columns(columns: &[(&str, Kind)]) -> String {
    columns.iter().map(|(name, kind)| format!("`{name}` {}", kind.name())).collect::<Vec<_>>().join(", ")
}

fn definition_of(definition: &Definition) -> String {
    let mut out = format!("\n### {}\n", definition.name);
    if !definition.doc.is_empty() {
        out += &format!("\n{}\n", definition.doc);
    }
    match &definition.shape {
        Shape::Record(fields) if !fields.is_empty() => {
            out += "\n| member | type | meaning |\n|---|---|---|\n";
            out.extend(fields.iter().map(row));
        }
        Shape::Words(words) => {
            out += "\n| value | meaning |\n|---|---|\n";
            out.extend(words.iter().map(|(word, doc)| format!("| `{word}` | {} |\n", cell(doc))));
        }
        shape => out += &format!("\n{}\n", linked(shape)),
    }
    out
}

fn row(field: &Field) -> String {
    let mark = if field.required { "" } else { "?" };
    format!("| `{}`{mark} | {} | {} |\n", field.name, cell(&linked(&field.shape)), cell(&field.doc))
}

/// Text in a table: one line, no bars.
fn cell(text: &str) -> String {
    text.replace("\n\n", " ").replace('\n', " ").replace('|', "\\|")
}

/// A type in words, definitions as links.
fn linked(shape: &Shape) -> String {
    match shape {
        Shape::Any => "any value".to_owned(),
        Shape::Bool => "boolean".to_owned(),
        Shape::Text => "text".to_owned(),
        Shape::Decimal => "decimal text".to_owned(),
        Shape::Date => "date".to_owned(),
        Shape::Instant => "instant".to_owned(),
        Shape::Integer => "integer".to_owned(),
        Shape::Number => "number".to_owned(),
        Shape::Words(words) => words.iter().map(|(word, _)| format!("`{word}`")).collect::<Vec<_>>().join(" or "),
        Shape::List(item) => format!("list of {}", linked(item)),
        Shape::Tuple(places) => format!("list of {}", places.iter().map(linked).collect::<Vec<_>>().join(", ")),
        Shape::Map(value) => format!("object of {}", linked(value)),
        Shape::Record(fields) => {
            let names: Vec<_> =
                fields.iter().map(|field| format!("`{}`: {}", field.name, linked(&field.shape))).collect();
            format!("{{{}}}", names.join(", "))
        }
        Shape::Named(name) => format!("[{name}](#{})", name.to_lowercase()),
        Shape::OneOf(shapes) => shapes.iter().map(linked).collect::<Vec<_>>().join(" or "),
        Shape::Nullable(inner) => format!("{} or null", linked(inner)),
    }
}

/// `docs/codes.md`.
pub fn codes() -> String {
    let mut out = format!(
        "<!-- {MARK} -->\n# Codes\n\nEvery code that an issue can carry, with its texts; words in braces are parameters of the issue.\n\
         The list only grows: a code is never renamed or reused.\n\n| code | pt-BR | en |\n|---|---|---|\n"
    );
    out.extend(model::codes().map(|[name, pt, en]| format!("| `{name}` | {} | {} |\n", cell(pt), cell(en))));
    out
}

/// `docs/formulas/README.md`: the pages beside it, and the operations that each one names.
pub fn formulas(model: &Model, root: &Path) -> Result<String> {
    let mut out = format!(
        "<!-- {MARK} -->\n# Formulas\n\nOne page a model: symbols with units, equations, range, sources, a worked number that is a \
         vector, where peers differ and why.\n\n| page | operations |\n|---|---|\n"
    );
    let mut files: Vec<_> = fs::read_dir(root.join("docs/formulas"))?.collect::<Result<_, _>>()?;
    files.sort_by_key(fs::DirEntry::file_name);
    for file in files {
        let name = file.file_name().to_string_lossy().into_owned();
        if name == "README.md" || !name.ends_with(".md") {
            continue;
        }
        let text = fs::read_to_string(file.path())?;
        let title = text.lines().find_map(|line| line.strip_prefix("# ")).unwrap_or(&name);
        let named = model.operations.iter().filter(|operation| text.contains(&format!("`{}`", operation.name)));
        let links: Vec<_> = named.map(|operation| format!("[`{0}`](../operations.md#{0})", operation.name)).collect();
        out += &format!("| [{}]({name}) | {} |\n", cell(title), links.join(", "));
    }
    Ok(out)
}
