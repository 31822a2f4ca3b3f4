//! `index.d.ts` and `operations.js` of both JavaScript packages.

use crate::MARK;
use crate::model::{Model, Operation};
use crate::shape::{Definition, Shape};
use anyhow::Result;
use std::fmt::Write;

/// What stands before the definitions: the calls that both packages share.
const HEAD: &str = include_str!("head.d.ts");

/// The functions of an operation's doc comment and signature in `index.d.ts`, and their values in `operations.js`.
pub fn declarations(model: &Model, extra: &str) -> Result<String> {
    let mut out = format!("// {MARK}\n\n{HEAD}{extra}");
    for operation in &model.operations {
        let (name, [request, answer]) = (operation.camel_name(), [operation.request()?, operation.answer()?]);
        let signature = format!("Operation<{}, {}>", type_of(&request, 0), type_of(&answer, 0));
        write!(out, "\n{}export declare const {name}: {signature};\n", comment(&prose(operation), 0))?;
    }
    for definition in &model.definitions {
        write!(out, "\n{}", definition_of(definition))?;
    }
    Ok(out)
}

/// `operations.js` as an ES module (`esm`) or for `require`.
pub fn functions(model: &Model, esm: bool) -> String {
    let names: Vec<_> = model.operations.iter().map(|operation| (operation.camel_name(), operation.name)).collect();
    let mut out = format!("// {MARK}\n");
    if esm {
        out += "import { operation } from './errors.js';\n\n";
        for (camel, name) in &names {
            out += &format!("export const {camel} = operation('{name}');\n");
        }
    } else {
        out += "'use strict';\nconst { operation } = require('./errors.js');\n\n";
        for (camel, name) in &names {
            out += &format!("exports.{camel} = operation('{name}');\n");
        }
    }
    out
}

/// A module of the browser package as the Node package needs it: `require` in the place of `import`.
pub fn common_js(module: &str) -> String {
    let mut exports = Vec::new();
    let mut out = format!("// {MARK}\n'use strict';\n");
    for line in module.lines() {
        if let Some((names, from)) =
            line.strip_prefix("import ").and_then(|rest| rest.trim_end_matches(';').split_once(" from "))
        {
            let names = names.trim_start_matches("* as ").replace(" as ", ": ");
            writeln!(out, "const {names} = require({from});").unwrap_or_default();
        } else if let Some(rest) = line.strip_prefix("export ") {
            let rest_words =
                rest.trim_start_matches("async ").split(|sign: char| !sign.is_alphanumeric() && sign != '_');
            exports.extend(
                rest_words.skip(1).find(|word| !word.is_empty()).map(|name| format!("exports.{name} = {name};\n")),
            );
            out += &format!("{rest}\n");
        } else {
            out += &format!("{line}\n");
        }
    }
    out + "\n" + &exports.concat()
}

fn prose(operation: &Operation) -> String {
    let mut text = operation.prose.summary.clone();
    if !operation.prose.details.is_empty() {
        text += &format!("\n\n{}", operation.prose.details);
    }
    if !operation.prose.errors.is_empty() {
        text += &format!("\n\nErrors: {}", operation.prose.errors);
    }
    text
}

/// A named type.
pub fn definition_of(definition: &Definition) -> String {
    let head = comment(&definition.doc, 0);
    match &definition.shape {
        Shape::Record(fields) if !fields.is_empty() => {
            format!("{head}export interface {} {}\n", definition.name, type_of(&Shape::Record(fields.clone()), 0))
        }
        shape => format!("{head}export type {} = {};\n", definition.name, type_of(shape, 0)),
    }
}

fn type_of(shape: &Shape, depth: usize) -> String {
    match shape {
        Shape::Any => "unknown".to_owned(),
        Shape::Bool => "boolean".to_owned(),
        Shape::Text => "string".to_owned(),
        Shape::Decimal => "DecimalText".to_owned(),
        Shape::Date => "DateText".to_owned(),
        Shape::Instant => "InstantText".to_owned(),
        Shape::Integer | Shape::Number => "number".to_owned(),
        Shape::Words(words) => union(words.iter().map(|(word, _)| format!("{word:?}"))),
        Shape::List(item) => match type_of(item, depth) {
            item if item.contains(" | ") => format!("({item})[]"),
            item => format!("{item}[]"),
        },
        Shape::Tuple(places) => {
            format!("[{}]", places.iter().map(|place| type_of(place, depth)).collect::<Vec<_>>().join(", "))
        }
        Shape::Map(value) => format!("{{ [key: string]: {} }}", type_of(value, depth)),
        Shape::Record(fields) if fields.is_empty() => "Record<string, never>".to_owned(),
        Shape::Record(fields) => {
            let pad = "  ".repeat(depth + 1);
            let line = |field: &crate::shape::Field| {
                let mark = if field.required { "" } else { "?" };
                let value = type_of(&field.shape, depth + 1);
                format!("{}{pad}{}{mark}: {value};\n", comment(&field.doc, depth + 1), field.name)
            };
            format!("{{\n{}{}}}", fields.iter().map(line).collect::<String>(), "  ".repeat(depth))
        }
        Shape::Named(name) => name.clone(),
        Shape::OneOf(shapes) => union(shapes.iter().map(|shape| type_of(shape, depth))),
        Shape::Nullable(inner) => format!("{} | null", type_of(inner, depth)),
    }
}

fn union(types: impl Iterator<Item = String>) -> String {
    types.collect::<Vec<_>>().join(" | ")
}

fn comment(text: &str, depth: usize) -> String {
    let pad = "  ".repeat(depth);
    let text = text.replace("*/", "* /");
    match text.lines().collect::<Vec<_>>()[..] {
        [] => String::new(),
        [line] => format!("{pad}/** {line} */\n"),
        ref lines => {
            let lines = lines.iter().map(|line| format!("{pad} * {line}").trim_end().to_owned() + "\n");
            format!("{pad}/**\n{}{pad} */\n", lines.collect::<String>())
        }
    }
}
