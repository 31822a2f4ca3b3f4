//! What there is: operations, schemas, codes, and the state of this program.

use super::{Reader, known, print};
use crate::failure::Failure;
use crate::table::table;
use coaraci::api::{self, Code, Locale};
use serde_json::Value;
use std::io::IsTerminal;
use std::process::ExitCode;

/// The generated schemas of all operations.
const SCHEMAS: &str = include_str!("../../../schema/coaraci.schema.json");

pub fn operations(reader: Reader) -> Result<ExitCode, Failure> {
    if !reader.people {
        return print(&api::OPERATIONS.iter().map(|operation| operation.name).collect::<Vec<_>>().join("\n"));
    }
    let schemas: Value = serde_json::from_str(SCHEMAS).unwrap_or(Value::Null);
    let mut table = table(reader.style.width);
    table.set_header(["operation", "domain", "summary"]);
    for operation in api::OPERATIONS {
        let summary = schemas["operations"][operation.name]["summary"].as_str().unwrap_or_default();
        table.add_row([operation.name, operation.domain, summary]);
    }
    print(&table.to_string())
}

pub fn schema(operation: Option<&str>) -> Result<ExitCode, Failure> {
    let Some(name) = operation else { return print(SCHEMAS.trim_end()) };
    known(name)?;
    let schemas: Value = serde_json::from_str(SCHEMAS).unwrap_or(Value::Null);
    let mut schema = schemas["operations"][name].clone();
    let mut needed = serde_json::Map::new();
    definitions(&schema.clone(), &schemas["$defs"], &mut needed);
    schema["$defs"] = Value::Object(needed);
    print(&format!("{schema:#}"))
}

/// The definitions that a schema refers to, directly or through others.
fn definitions(schema: &Value, all: &Value, needed: &mut serde_json::Map<String, Value>) {
    let name = schema["$ref"].as_str().and_then(|reference| reference.strip_prefix("#/$defs/"));
    if let Some(name) = name.filter(|name| !needed.contains_key(*name)) {
        needed.insert(name.to_owned(), all[name].clone());
        definitions(&all[name], all, needed);
    }
    match schema {
        Value::Object(members) => members.values().for_each(|member| definitions(member, all, needed)),
        Value::Array(elements) => elements.iter().for_each(|element| definitions(element, all, needed)),
        _ => {}
    }
}

pub fn codes(code: Option<&str>, reader: Reader) -> Result<ExitCode, Failure> {
    let text = |code: Code| if reader.style.locale == Locale::En { code.en() } else { code.pt() };
    match code {
        Some(name) => match Code::find(&name.to_ascii_uppercase()) {
            Some(code) => print(&format!("{code}\n{}", text(code))),
            None => Err(Failure::Unknown("code", name.to_owned())),
        },
        None if reader.people => {
            let mut table = table(reader.style.width);
            table.set_header(["code", "text"]);
            for code in api::codes() {
                table.add_row([code.name(), text(code)]);
            }
            print(&table.to_string())
        }
        None => print(&api::codes().map(|code| format!("{code}\t{}", text(code))).collect::<Vec<_>>().join("\n")),
    }
}

/// What this program is, and whether a known result comes out.
pub fn doctor() -> Result<ExitCode, Failure> {
    let known = api::call("format_brl", r#"{"amount_brl":"18518.40"}"#);
    let good = known.contains("R$\u{a0}18.518,40");
    let columns = std::env::var("COLUMNS").unwrap_or_else(|_| "-".to_owned());
    let terminal = if std::io::stdout().is_terminal() { "yes" } else { "no" };
    print(&format!(
        "coaraci {}\nschema {}\ntables {}\noperations {}\nterminal {terminal}, COLUMNS {columns}, NO_COLOR {}\nknown result {}",
        api::VERSION,
        api::SCHEMA_VERSION,
        api::DATA_VERSION.unwrap_or("-"),
        api::OPERATIONS.len(),
        if std::env::var_os("NO_COLOR").is_some() { "set" } else { "-" },
        if good { "ok" } else { "wrong" }
    ))?;
    Ok(if good { ExitCode::SUCCESS } else { ExitCode::from(crate::failure::IO) })
}
