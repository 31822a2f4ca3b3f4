//! Rules of B2B commerce: `{"schema":"b2b-vectors/1","module","fixtures","cases":[{"id","fn","input","expect":{"ok"} or {"err"}}]}`.
//!
//! A case passes if the result equals `ok` as JSON, or if the call is refused with exactly the code of `err` first. A string
//! `"@name"` as `policy`, `directory`, `lists` or `offers` stands for the fixture of that name.

mod canonical;
mod flow;
mod identity;
mod kits;
mod limits;
mod money;
mod policy;
mod pricing;
mod quotes;
mod windows;

use crate::case::{Adapter, Case, File};
use crate::compare::{first_code, same};
use serde::Deserialize;
use serde_json::value::RawValue;
use serde_json::{Value, json};

/// The adapter.
pub const ADAPTER: Adapter = Adapter { accepts, cases };

/// Modules that this adapter reads.
const MODULES: &[(&str, fn(&Input<'_>) -> Option<Mapped>)] = &[
    ("ids", identity::map),
    ("canonical", canonical::map),
    ("money", money::map),
    ("windows", windows::map),
    ("limits", limits::map),
    ("policy", policy::map),
    ("approval_flow", |_| None),
    ("pricing", pricing::map),
    ("kits", kits::map),
    ("quotes", quotes::map),
];

#[derive(Deserialize)]
struct Document<'a> {
    schema: String,
    module: String,
    #[serde(default)]
    fixtures: Value,
    #[serde(borrow)]
    cases: Vec<Row<'a>>,
}

#[derive(Deserialize)]
struct Row<'a> {
    id: String,
    #[serde(rename = "fn")]
    function: String,
    #[serde(borrow)]
    input: &'a RawValue,
    expect: Value,
}

/// The input of a case.
pub struct Input<'a> {
    /// The function that the case is about.
    pub function: &'a str,
    /// Its input with the fixtures in place; null if it is text that has no JSON value (half a surrogate pair).
    pub json: Value,
    /// Its input as it stands in the file.
    pub raw: &'a str,
}

impl Input<'_> {
    /// A member of the input.
    pub fn get(&self, name: &str) -> &Value {
        &self.json[name]
    }
}

/// A case as one call, and what its answer means in the words of the file.
pub struct Mapped {
    /// The operation.
    pub operation: &'static str,
    /// The request as text.
    pub request: String,
    /// The result that the file compares, or a code, from the answer's value.
    pub result: fn(&Value) -> Result<Value, String>,
}

impl Mapped {
    /// A call whose answer holds the result.
    pub fn new(operation: &'static str, request: &Value, result: fn(&Value) -> Result<Value, String>) -> Option<Self> {
        Some(Mapped { operation, request: request.to_string(), result })
    }
}

fn read<'a>(file: &File<'a>) -> Option<Document<'a>> {
    serde_json::from_str(file.text).ok().filter(|document: &Document<'_>| document.schema == "b2b-vectors/1")
}

fn accepts(file: &File<'_>) -> bool {
    read(file).is_some_and(|document| MODULES.iter().any(|(module, _)| *module == document.module))
}

fn cases(file: &File<'_>) -> Vec<Case> {
    let Some(document) = read(file) else { return Vec::new() };
    let map = MODULES.iter().find(|(module, _)| *module == document.module).map(|(_, map)| map);
    let case = |row: &Row<'_>| {
        let mut json: Value = serde_json::from_str(row.input.get()).unwrap_or(Value::Null);
        place_fixtures(&mut json, &document.fixtures);
        let input = Input { function: &row.function, json, raw: row.input.get() };
        match input.function {
            "run_flow" => return flow::case(&row.id, &input, &row.expect),
            "run_quote" => return quotes::case(&row.id, &input, &row.expect),
            _ => {}
        }
        let Some(mapped) = map.and_then(|map| map(&input)) else { return Case::pending(&row.id, &row.function) };
        let expect = row.expect.clone();
        let Mapped { operation, request, result } = mapped;
        Case::text(&row.id, operation, request, move |envelope| judge(&outcome(envelope, result), &expect))
    };
    document.cases.iter().map(case).collect()
}

fn place_fixtures(input: &mut Value, fixtures: &Value) {
    for name in ["policy", "directory", "lists", "offers"] {
        let fixture = input[name].as_str().and_then(|text| text.strip_prefix('@')).map(|key| fixtures[key].clone());
        if let Some(fixture) = fixture {
            input[name] = fixture;
        }
    }
}

/// The result of an envelope, or its first code.
pub fn outcome(envelope: &Value, result: fn(&Value) -> Result<Value, String>) -> Result<Value, String> {
    match first_code(envelope) {
        Ok(code) => Err(code.to_owned()),
        Err(_) => result(&envelope["value"]),
    }
}

/// Whether an outcome is the expected one.
pub fn judge(found: &Result<Value, String>, expect: &Value) -> Result<(), String> {
    match (found, expect.get("ok"), expect["err"].as_str()) {
        (Ok(found), Some(expected), None) => same(found, expected),
        (Err(found), None, Some(code)) if found == own_code(code) => Ok(()),
        (found, ..) => Err(format!("{found:?} instead of {expect}")),
    }
}

/// The library's name of a code of the document: one name for one thing in all domains.
pub fn own_code(code: &str) -> &str {
    match code {
        "FIELD_UNEXPECTED" => "UNKNOWN_FIELD",
        other => other,
    }
}

/// The named members of a value.
pub fn pick(value: &Value, names: &[&str]) -> Value {
    names.iter().map(|name| ((*name).to_owned(), value[*name].clone())).collect::<serde_json::Map<_, _>>().into()
}

/// A request of the input's own members under the operation's names.
pub fn renamed(input: &Input<'_>, names: &[(&str, &str)]) -> Value {
    let mut request = json!({});
    for (own, given) in names {
        if let Some(value) = input.json.get(given) {
            request[*own] = value.clone();
        }
    }
    request
}
