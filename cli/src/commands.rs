//! The commands.

use crate::arguments::{Arguments, Command};
use crate::failure::Failure;
use crate::{input, table};
use clap::CommandFactory;
use coaraci::api::{self, Code, Locale};
use serde_json::Value;
use std::io::{IsTerminal, Write};
use std::process::ExitCode;

/// The generated schemas of all operations.
const SCHEMAS: &str = include_str!("../../schema/coaraci.schema.json");

/// How a good envelope begins.
const GOOD: &str = r#"{"ok":true"#;

/// Carries out a command.
pub fn run(arguments: &Arguments) -> Result<ExitCode, Failure> {
    let people = std::io::stdout().is_terminal() && !arguments.json;
    match &arguments.command {
        Command::Call { operation, file, fail_on_deny } => {
            known(operation)?;
            let request = input::read(file)?;
            let envelope = api::call(operation, &request);
            answer(request, &envelope, people)?;
            Ok(if *fail_on_deny && denies(&envelope) { ExitCode::from(1) } else { ExitCode::SUCCESS })
        }
        Command::Proposal { file, html, table } => {
            let request = input::read(file)?;
            let envelope = api::call("proposal", &request);
            if let Some(path) = html.as_ref().filter(|_| envelope.starts_with(GOOD)) {
                let page = coaraci_report::proposal_html(&envelope, arguments.locale())
                    .map_err(|error| Failure::Output(std::io::Error::other(error)))?;
                std::fs::write(path, page).map_err(Failure::Output)?;
                eprintln!("{}", path.display());
            }
            if envelope.starts_with(GOOD) && (people || *table) {
                return print(&crate::proposal::show(&envelope, arguments.locale()));
            }
            answer(request, &envelope, people)
        }
        Command::Operations => operations(people),
        Command::Schema { operation } => schema(operation.as_deref()),
        Command::Codes { code } => codes(code.as_deref(), arguments.locale(), people),
        Command::Hash { operation, file } => {
            known(operation)?;
            print(&api::request_hash(operation, &input::read(file)?))
        }
        Command::Completions { shell } => {
            let mut script = Vec::new();
            clap_complete::generate(*shell, &mut Arguments::command(), "coaraci", &mut script);
            std::io::stdout().write_all(&script).map_err(Failure::Output)?;
            Ok(ExitCode::SUCCESS)
        }
    }
}

fn known(operation: &str) -> Result<(), Failure> {
    match api::operation(operation) {
        Ok(_) => Ok(()),
        Err(_) => Err(Failure::Unknown("operation", operation.to_owned())),
    }
}

/// Prints a good envelope (indented for people), or fails with the refusal.
fn answer(request: String, envelope: &str, people: bool) -> Result<ExitCode, Failure> {
    if !envelope.starts_with(GOOD) {
        return Err(Failure::Refused { request, envelope: envelope.to_owned() });
    }
    match serde_json::from_str::<Value>(envelope) {
        Ok(value) if people => print(&format!("{value:#}")),
        _ => print(envelope),
    }
}

/// Whether the answer's verdict is no: `allowed` false, or an outcome of `deny`.
fn denies(envelope: &str) -> bool {
    let envelope: Value = serde_json::from_str(envelope).unwrap_or(Value::Null);
    let value = &envelope["value"];
    value["allowed"] == Value::Bool(false) || value["outcome"] == "deny" || value["outcome"] == "denied"
}

fn operations(people: bool) -> Result<ExitCode, Failure> {
    if !people {
        return print(&api::OPERATIONS.iter().map(|operation| operation.name).collect::<Vec<_>>().join("\n"));
    }
    let schemas: Value = serde_json::from_str(SCHEMAS).unwrap_or(Value::Null);
    let mut table = table::table(["operation", "domain", "summary"]);
    for operation in api::OPERATIONS {
        let summary = schemas["operations"][operation.name]["summary"].as_str().unwrap_or_default();
        table.add_row([operation.name, operation.domain, summary]);
    }
    print(&table.to_string())
}

fn schema(operation: Option<&str>) -> Result<ExitCode, Failure> {
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

fn codes(code: Option<&str>, locale: Locale, people: bool) -> Result<ExitCode, Failure> {
    let text = |code: Code| if locale == Locale::En { code.en() } else { code.pt() };
    match code {
        Some(name) => match Code::find(&name.to_ascii_uppercase()) {
            Some(code) => print(&format!("{code}\n{}", text(code))),
            None => Err(Failure::Unknown("code", name.to_owned())),
        },
        None if people => {
            let mut table = table::table(["code", "text"]);
            for code in api::codes() {
                table.add_row([code.name(), text(code)]);
            }
            print(&table.to_string())
        }
        None => print(&api::codes().map(|code| format!("{code}\t{}", text(code))).collect::<Vec<_>>().join("\n")),
    }
}

fn print(text: &str) -> Result<ExitCode, Failure> {
    writeln!(std::io::stdout().lock(), "{text}").map_err(Failure::Output)?;
    Ok(ExitCode::SUCCESS)
}
