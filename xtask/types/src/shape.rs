//! The few shapes that a schema of the core can have, read from JSON Schema once for all printers.

use anyhow::{Context, Result, bail};
use serde_json::{Map, Value};

/// What a value looks like.
#[derive(Debug, Clone, PartialEq)]
pub enum Shape {
    /// Any JSON value.
    Any,
    /// `true` or `false`.
    Bool,
    /// A text.
    Text,
    /// A text that holds an exact decimal.
    Decimal,
    /// A text that holds a date.
    Date,
    /// A text that holds an instant.
    Instant,
    /// A whole number.
    Integer,
    /// A number.
    Number,
    /// One of some texts, each with what it means.
    Words(Vec<(String, String)>),
    /// A list.
    List(Box<Shape>),
    /// A list with a shape for each place.
    Tuple(Vec<Shape>),
    /// An object with keys of the caller's choice.
    Map(Box<Shape>),
    /// An object with known members.
    Record(Vec<Field>),
    /// A definition.
    Named(String),
    /// One of several shapes.
    OneOf(Vec<Shape>),
    /// A shape, or null.
    Nullable(Box<Shape>),
}

/// A member of an object.
#[derive(Debug, Clone, PartialEq)]
pub struct Field {
    /// Its name.
    pub name: String,
    /// What its value looks like.
    pub shape: Shape,
    /// Whether it must be there.
    pub required: bool,
    /// What it means, with unit, range, default and length.
    pub doc: String,
}

/// A named shape.
#[derive(Debug, Clone, PartialEq)]
pub struct Definition {
    /// Its name.
    pub name: String,
    /// What it looks like.
    pub shape: Shape,
    /// What it means.
    pub doc: String,
}

impl Definition {
    /// Reads a definition.
    pub fn read(name: &str, schema: &Value) -> Result<Definition> {
        let shape = Shape::read(schema).with_context(|| format!("in the type {name}"))?;
        Ok(Definition { name: name.to_owned(), shape, doc: doc(schema) })
    }
}

impl Shape {
    /// Reads a schema.
    pub fn read(schema: &Value) -> Result<Shape> {
        let Value::Object(node) = schema else {
            if *schema == Value::Bool(true) {
                return Ok(Shape::Any);
            }
            bail!("a schema that allows nothing")
        };
        if let Some(target) = node.get("$ref") {
            let name = target.as_str().and_then(|target| target.strip_prefix("#/$defs/"));
            return Ok(Shape::Named(name.context("a reference to elsewhere")?.to_owned()));
        }
        if let Some(word) = node.get("const") {
            return Ok(Shape::Words(vec![(text(word)?, doc(schema))]));
        }
        if let Some(words) = node.get("enum") {
            return words_of(list(words)?);
        }
        for key in ["oneOf", "anyOf"] {
            if let Some(choices) = node.get(key) {
                return one_of(list(choices)?);
            }
        }
        if let Some(parts) = node.get("allOf") {
            return match list(parts)? {
                [only] => Shape::read(only),
                _ => bail!("`allOf` of several schemas: flatten the type"),
            };
        }
        match node.get("type") {
            None => Ok(Shape::Any),
            Some(Value::Array(types)) => {
                let some: Vec<_> = types.iter().filter(|name| *name != "null").collect();
                let shapes = some.iter().map(|name| of_type(name, node)).collect::<Result<Vec<_>>>()?;
                let shape = single(shapes);
                Ok(if some.len() < types.len() { Shape::Nullable(Box::new(shape)) } else { shape })
            }
            Some(name) => of_type(name, node),
        }
    }

    /// The same with the names of texts that hold a value (decimals, dates) replaced by what they stand for.
    pub fn inlined(&self, definitions: &[Definition]) -> Shape {
        let all = |shapes: &[Shape]| shapes.iter().map(|shape| shape.inlined(definitions)).collect();
        let one = |shape: &Shape| Box::new(shape.inlined(definitions));
        match self {
            Shape::Named(name) => match definitions.iter().find(|definition| definition.name == *name) {
                Some(definition) if definition.shape.is_text_of_value() => definition.shape.clone(),
                _ => self.clone(),
            },
            Shape::List(inner) => Shape::List(one(inner)),
            Shape::Map(inner) => Shape::Map(one(inner)),
            Shape::Nullable(inner) => Shape::Nullable(one(inner)),
            Shape::Tuple(places) => Shape::Tuple(all(places)),
            Shape::OneOf(shapes) => Shape::OneOf(all(shapes)),
            Shape::Record(fields) => {
                let inline = |field: &Field| Field { shape: field.shape.inlined(definitions), ..field.clone() };
                Shape::Record(fields.iter().map(inline).collect())
            }
            _ => self.clone(),
        }
    }

    /// Whether it is a text that holds a value.
    pub fn is_text_of_value(&self) -> bool {
        matches!(self, Shape::Decimal | Shape::Date | Shape::Instant)
    }

    /// The definitions that it names, in order.
    pub fn names(&self) -> Vec<&str> {
        match self {
            Shape::Named(name) => vec![name],
            Shape::List(inner) | Shape::Map(inner) | Shape::Nullable(inner) => inner.names(),
            Shape::Tuple(inner) | Shape::OneOf(inner) => inner.iter().flat_map(Shape::names).collect(),
            Shape::Record(fields) => fields.iter().flat_map(|field| field.shape.names()).collect(),
            _ => Vec::new(),
        }
    }
}

fn of_type(name: &Value, node: &Map<String, Value>) -> Result<Shape> {
    Ok(match name.as_str() {
        Some("boolean") => Shape::Bool,
        Some("integer") => Shape::Integer,
        Some("number") => Shape::Number,
        Some("string") => match node.get("format").and_then(Value::as_str) {
            Some("decimal") => Shape::Decimal,
            Some("date") => Shape::Date,
            Some("date-time") => Shape::Instant,
            _ => Shape::Text,
        },
        Some("array") => match (node.get("prefixItems"), node.get("items")) {
            (Some(places), _) => Shape::Tuple(list(places)?.iter().map(Shape::read).collect::<Result<_>>()?),
            (None, Some(item)) => Shape::List(Box::new(Shape::read(item)?)),
            (None, None) => Shape::List(Box::new(Shape::Any)),
        },
        Some("object") => match (node.get("properties"), node.get("additionalProperties")) {
            (Some(Value::Object(members)), _) => Shape::Record(fields(members, node)?),
            (_, Some(value)) if *value != Value::Bool(false) => Shape::Map(Box::new(Shape::read(value)?)),
            (_, Some(_)) => Shape::Record(Vec::new()),
            (_, None) => Shape::Map(Box::new(Shape::Any)),
        },
        _ => bail!("type {name}"),
    })
}

fn fields(members: &Map<String, Value>, node: &Map<String, Value>) -> Result<Vec<Field>> {
    let required = match node.get("required") {
        Some(names) => list(names)?,
        None => &[],
    };
    let field = |(name, schema): (&String, &Value)| {
        let shape = Shape::read(schema).with_context(|| format!("in the member {name}"))?;
        let required = required.iter().any(|known| known == name);
        Ok(Field { name: name.clone(), shape, required, doc: join(&[doc(schema), notes(schema)]) })
    };
    members.iter().map(field).collect()
}

fn words_of(words: &[Value]) -> Result<Shape> {
    let some: Vec<_> = words.iter().filter(|word| !word.is_null()).collect();
    let shape = Shape::Words(some.iter().map(|word| Ok((text(word)?, String::new()))).collect::<Result<_>>()?);
    Ok(if some.len() < words.len() { Shape::Nullable(Box::new(shape)) } else { shape })
}

fn one_of(choices: &[Value]) -> Result<Shape> {
    let some: Vec<_> = choices.iter().filter(|choice| choice.get("type") != Some(&Value::from("null"))).collect();
    let mut words = Vec::new();
    let mut shapes = Vec::new();
    for choice in &some {
        match Shape::read(choice)? {
            Shape::Words(more) => words.extend(more),
            shape => shapes.push(shape),
        }
    }
    if !words.is_empty() {
        shapes.insert(0, Shape::Words(words));
    }
    let shape = single(shapes);
    Ok(if some.len() < choices.len() { Shape::Nullable(Box::new(shape)) } else { shape })
}

fn single(mut shapes: Vec<Shape>) -> Shape {
    match shapes.pop() {
        Some(only) if shapes.is_empty() => only,
        Some(last) => {
            shapes.push(last);
            Shape::OneOf(shapes)
        }
        None => Shape::Any,
    }
}

/// The description of a schema.
pub fn doc(schema: &Value) -> String {
    crate::prose::unlink(schema.get("description").and_then(Value::as_str).unwrap_or_default().trim())
}

/// What a description does not say: unit, range, length, default.
fn notes(schema: &Value) -> String {
    let number = |key: &str| schema.get(key).filter(|value| value.is_number()).map(plain);
    let unit = schema.get("x-unit").and_then(Value::as_str).filter(|unit| *unit != "1");
    let range = match (number("minimum"), number("maximum")) {
        (Some(min), Some(max)) => format!("{min} to {max}"),
        (Some(min), None) if min != "0" || schema.get("type") == Some(&Value::from("number")) => {
            format!("at least {min}")
        }
        (None, Some(max)) => format!("at most {max}"),
        _ => String::new(),
    };
    let length = match (number("minItems"), number("maxItems")) {
        (Some(min), Some(max)) if min == max => format!("{min} items"),
        (Some(min), Some(max)) => format!("{min} to {max} items"),
        (Some(min), None) => format!("at least {min} items"),
        (None, Some(max)) => format!("at most {max} items"),
        (None, None) => String::new(),
    };
    let default =
        schema.get("default").filter(|value| !value.is_null()).map(|value| format!("default `{}`", plain(value)));
    let parts = [unit.unwrap_or_default().to_owned(), range, length, default.unwrap_or_default()];
    let parts: Vec<_> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    if parts.is_empty() { String::new() } else { format!("({})", parts.join("; ")) }
}

/// A number without the `.0` of a whole one; any other value as JSON.
fn plain(value: &Value) -> String {
    let text = value.to_string();
    text.strip_suffix(".0").unwrap_or(&text).to_owned()
}

fn join(parts: &[String]) -> String {
    parts.iter().filter(|part| !part.is_empty()).cloned().collect::<Vec<_>>().join(" ")
}

fn list(value: &Value) -> Result<&[Value]> {
    value.as_array().map(Vec::as_slice).context("a list was expected")
}

fn text(value: &Value) -> Result<String> {
    value.as_str().map(str::to_owned).context("only texts are enumerated")
}
