//! `types.py` and `_operations.py` of the Python package.

use crate::MARK;
use crate::model::Model;
use crate::shape::{Definition, Field, Shape};
use anyhow::Result;
use std::collections::BTreeSet;

/// Names that cannot stand before a colon in a class.
const KEYWORDS: &[&str] = &[
    "False", "None", "True", "and", "as", "assert", "async", "await", "break", "class", "continue", "def", "del",
    "elif", "else", "except", "finally", "for", "from", "global", "if", "import", "in", "is", "lambda", "nonlocal",
    "not", "or", "pass", "raise", "return", "try", "while", "with", "yield",
];

const TYPES_HEAD: &str = r#""""Types of requests and answers, one for each object of the wire.

Exact decimals are text: a request also takes `decimal.Decimal`, dates also `datetime.date` and `datetime.datetime`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Generic, Literal, NotRequired, TypeAlias, TypedDict, TypeVar

A = TypeVar("A")

DecimalText: TypeAlias = str | Decimal
"""An exact decimal of a request."""
DateText: TypeAlias = str | date
"""A date of a request: `YYYY-MM-DD`."""
InstantText: TypeAlias = str | datetime
"""An instant of a request: RFC 3339 with offset."""


class Meta(TypedDict):
    """What made an answer."""

    engine: str
    """Version of the library."""
    schema: str
    """Version of the wire format."""
    sources: list[Source]
    """Vintage of every table and fact that was used."""


class Answer(TypedDict, Generic[A]):
    """A computed value with what must be said beside it."""

    ok: Literal[True]
    value: A
    """The result itself."""
    warnings: list[Issue]
    """Computed, but look at it."""
    meta: Meta
    """Engine, schema and sources."""
"#;

/// Whether a type stands in requests: decimals and dates may then be Python objects.
#[derive(Clone, Copy, PartialEq)]
pub enum Side {
    /// A request may hold it.
    Given,
    /// Only answers hold it.
    Answered,
}

/// `types.py`.
pub fn types(model: &Model) -> String {
    let mut out = format!("# {MARK}\n{TYPES_HEAD}");
    for definition in model.definitions.iter().filter(|definition| !definition.shape.is_text_of_value()) {
        let definition = &Definition { shape: definition.shape.inlined(&model.definitions), ..definition.clone() };
        let side = if model.given.contains(&definition.name) { Side::Given } else { Side::Answered };
        out += &definition_of(definition, side);
    }
    out
}

/// `_operations.py`.
pub fn operations(model: &Model) -> Result<String> {
    let mut functions = String::new();
    let mut names = BTreeSet::new();
    for operation in &model.operations {
        let [request, answer] =
            [operation.request()?, operation.answer()?].map(|shape| shape.inlined(&model.definitions));
        names.extend([&request, &answer].into_iter().flat_map(|shape| shape.names()).map(str::to_owned));
        let [request, answer] = [type_of(&request, Side::Given), type_of(&answer, Side::Answered)];
        let name = operation.name;
        let prose = &operation.prose;
        let mut doc = prose.summary.clone();
        if !prose.details.is_empty() {
            doc += &format!("\n\n{}", prose.details);
        }
        if !prose.errors.is_empty() {
            doc += &format!("\n\nErrors: {}", prose.errors);
        }
        functions += &format!("\n\ndef {name}(request: {request}) -> {answer}:\n{}", docstring(&doc, 1));
        functions += &format!("    value: {answer} = _run(\"{name}\", request)\n    return value\n");
    }
    let imports = names.iter().map(|name| format!("    {name},\n")).collect::<String>();
    let all = model.operations.iter().map(|operation| format!("    \"{}\",\n", operation.name)).collect::<String>();
    let list = model.operations.iter().map(|operation| {
        let batch = if operation.columns.is_some() { "True" } else { "False" };
        let prepared = operation.prepared.iter().map(|name| format!("{name:?}, ")).collect::<String>();
        let [name, domain, summary] =
            [operation.name, operation.domain, &operation.prose.summary].map(|text| format!("{text:?}"));
        format!("    Operation({name}, {domain}, {summary}, {batch}, ({prepared})),\n")
    });
    Ok(format!(
        "# {MARK}\n\"\"\"The operations, one function each.\"\"\"\n\nfrom __future__ import annotations\n\n\
         from .errors import Operation, _run\nfrom .types import (\n{imports})\n\n__all__ = [\n{all}]\n{functions}\n\n\
         OPERATIONS: tuple[Operation, ...] = (\n{})\n",
        list.collect::<String>()
    ))
}

/// A named type.
pub fn definition_of(definition: &Definition, side: Side) -> String {
    let name = &definition.name;
    match &definition.shape {
        Shape::Record(fields) if fields.iter().any(|field| KEYWORDS.contains(&field.name.as_str())) => {
            let entries = fields
                .iter()
                .map(|field| format!("        \"{}\": {},\n", field.name, quoted(&field_type(field, side))));
            let list = fields
                .iter()
                .filter(|field| !field.doc.is_empty())
                .map(|field| format!("\n`{}`: {}", field.name, field.doc));
            let doc = definition.doc.clone() + "\n" + &list.collect::<String>();
            format!(
                "\n\n{name} = TypedDict(\n    \"{name}\",\n    {{\n{}    }},\n)\n{}",
                entries.collect::<String>(),
                docstring(doc.trim(), 0)
            )
        }
        Shape::Record(fields) => {
            let doc = if definition.doc.is_empty() { String::new() } else { docstring(&definition.doc, 1) + "\n" };
            let members = fields
                .iter()
                .map(|field| format!("    {}: {}\n{}", field.name, field_type(field, side), docstring(&field.doc, 1)));
            let members = members.collect::<String>();
            let body = if fields.is_empty() && doc.is_empty() { "    pass\n".to_owned() } else { doc + &members };
            format!("\n\nclass {name}(TypedDict):\n{}\n", body.trim_end())
        }
        shape => {
            format!("\n\n{name}: TypeAlias = {}\n{}", quoted(&type_of(shape, side)), docstring(&definition.doc, 0))
        }
    }
}

fn field_type(field: &Field, side: Side) -> String {
    let value = type_of(&field.shape, side);
    if field.required { value } else { format!("NotRequired[{value}]") }
}

/// Alias values are evaluated, so that names that come later must stand in quotes.
fn quoted(value: &str) -> String {
    format!("'{value}'")
}

fn type_of(shape: &Shape, side: Side) -> String {
    let text = |given: &str| if side == Side::Given { given.to_owned() } else { "str".to_owned() };
    match shape {
        Shape::Any => "Any".to_owned(),
        Shape::Bool => "bool".to_owned(),
        Shape::Text => "str".to_owned(),
        Shape::Decimal => text("DecimalText"),
        Shape::Date => text("DateText"),
        Shape::Instant => text("InstantText"),
        Shape::Integer => "int".to_owned(),
        Shape::Number => "float".to_owned(),
        Shape::Words(words) => {
            format!("Literal[{}]", words.iter().map(|(word, _)| format!("{word:?}")).collect::<Vec<_>>().join(", "))
        }
        Shape::List(item) => {
            format!("{}[{}]", if side == Side::Given { "Sequence" } else { "list" }, type_of(item, side))
        }
        Shape::Tuple(places) => {
            let mut places: Vec<_> = places.iter().map(|place| type_of(place, side)).collect();
            match side {
                Side::Given => format!("tuple[{}]", places.join(", ")),
                // JSON knows no tuples.
                Side::Answered => {
                    places.dedup();
                    format!("list[{}]", places.join(" | "))
                }
            }
        }
        Shape::Map(value) => {
            format!("{}[str, {}]", if side == Side::Given { "Mapping" } else { "dict" }, type_of(value, side))
        }
        // A record without a name of its own.
        Shape::Record(_) => "dict[str, Any]".to_owned(),
        Shape::Named(name) => name.clone(),
        Shape::OneOf(shapes) => shapes.iter().map(|shape| type_of(shape, side)).collect::<Vec<_>>().join(" | "),
        Shape::Nullable(inner) => format!("{} | None", type_of(inner, side)),
    }
}

fn docstring(text: &str, depth: usize) -> String {
    if text.is_empty() {
        return String::new();
    }
    let pad = "    ".repeat(depth);
    let text = text.replace('\\', "\\\\").replace("\"\"\"", "'''");
    let lines: Vec<_> = text.lines().collect();
    let lines = lines.join(&format!("\n{pad}")).replace(&format!("\n{pad}\n"), "\n\n");
    let end = if text.contains('\n') { format!("\n{pad}") } else { String::new() };
    // A quote before the closing ones would be read with them.
    let space = if end.is_empty() && text.ends_with('"') { " " } else { "" };
    format!("{pad}\"\"\"{lines}{space}{end}\"\"\"\n")
}
