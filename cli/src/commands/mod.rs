//! The commands.

mod batch;
mod lists;
mod people;

use crate::arguments::{Arguments, Command};
use crate::failure::Failure;
use crate::show::Style;
use crate::{input, progress};
use clap::CommandFactory;
use coaraci::api;
use coaraci_report::{Format, ReportError, report_named};
use serde_json::Value;
use std::io::{IsTerminal, Write};
use std::path::Path;
use std::process::ExitCode;

/// How a good envelope begins.
const GOOD: &str = r#"{"ok":true"#;

/// Who reads, and how wide their window is.
#[derive(Clone, Copy)]
struct Reader {
    people: bool,
    style: Style,
}

/// Carries out a command.
pub fn run(arguments: &Arguments) -> Result<ExitCode, Failure> {
    let terminal = std::io::stdout().is_terminal();
    let style = Style {
        locale: arguments.locale(),
        colour: terminal && std::env::var_os("NO_COLOR").is_none(),
        width: width(),
    };
    let reader = Reader { people: terminal && !arguments.json, style };
    let tag = if style.locale == api::Locale::En { "en" } else { "pt-BR" };
    match &arguments.command {
        Command::Proposal { file, wanted } => people::proposal(input::read(file)?, wanted, reader),
        Command::Optimize { file, wanted } => people::optimize(input::read(file)?, wanted, reader),
        Command::Bill { file, wanted } => people::bill(input::read(file)?, wanted, reader),
        Command::Loan { loan, wanted } => people::operation("loan_cost", people::loan(loan), wanted, reader),
        Command::Simulate { weather, system, format, stamp, utc_offset, wanted } => {
            let text = people::weather(weather, *format, *stamp, *utc_offset)?;
            people::operation("simulate_year", people::system(&text, input::read(system)?)?, wanted, reader)
        }
        Command::Call { operation, file, fail_on_deny } => {
            known(operation)?;
            let request = input::read(file)?;
            let envelope = progress::watch(operation, || api::call(operation, &request));
            answer(request, &envelope, reader.people)?;
            Ok(verdict(&envelope, *fail_on_deny))
        }
        Command::Batch { operation, file, format, params } => {
            known(operation)?;
            batch::run(operation, file, *format, params.as_deref())
        }
        Command::Report { kind, file, format, output } => {
            let format = format.clone().or_else(|| output.as_deref().and_then(|path| ending(path, false)));
            let format = format.unwrap_or_else(|| "html".to_owned());
            if Format::find(&format).is_none() {
                return Err(Failure::Unknown("format", format));
            }
            write(output.as_deref(), &report_named(kind, &input::read(file)?, &format, tag).map_err(unreported)?)
        }
        Command::Chart { kind, file, output } => {
            let format = format!("chart/{kind}");
            if Format::find(&format).is_none() {
                return Err(Failure::Unknown("chart", kind.clone()));
            }
            write(output.as_deref(), &report_named("auto", &input::read(file)?, &format, tag).map_err(unreported)?)
        }
        Command::Operations => lists::operations(reader),
        Command::Schema { operation } => lists::schema(operation.as_deref()),
        Command::Codes { code } => lists::codes(code.as_deref(), reader),
        Command::Doctor => lists::doctor(),
        Command::Hash { operation, file } => {
            known(operation)?;
            print(&api::request_hash(operation, &input::read(file)?))
        }
        Command::Completions { shell } => {
            let mut script = Vec::new();
            clap_complete::generate(*shell, &mut Arguments::command(), "coaraci", &mut script);
            write(None, &script)
        }
        Command::Man => {
            let mut page = Vec::new();
            clap_mangen::Man::new(Arguments::command()).render(&mut page).map_err(Failure::Output)?;
            write(None, &page)
        }
    }
}

/// Columns of the terminal: those of the environment, of the terminal, or a hundred.
fn width() -> usize {
    let given = std::env::var("COLUMNS").ok().and_then(|text| text.trim().parse().ok());
    let given = given.or_else(|| comfy_table::Table::new().width().map(usize::from));
    given.filter(|width| *width >= 20).unwrap_or(100)
}

fn known(operation: &str) -> Result<(), Failure> {
    match api::operation(operation) {
        Ok(_) => Ok(()),
        Err(_) => Err(Failure::Unknown("operation", operation.to_owned())),
    }
}

/// The report format that the ending of a file asks for.
fn ending(path: &Path, csv_br: bool) -> Option<String> {
    let ending = path.extension()?.to_str()?;
    let format = if ending == "htm" { "html" } else { ending };
    let format = if format == "csv" && csv_br { "csv-br" } else { format };
    Format::find(format).map(|_| format.to_owned())
}

fn unreported(error: ReportError) -> Failure {
    match error {
        ReportError::Name(what, name) => Failure::Unknown(what, name),
        other => Failure::Unreported(other.to_string()),
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

/// The exit code of a good answer: 1 where its verdict is no (not allowed, denied, not offered) and that is asked for.
fn verdict(envelope: &str, fail_on_deny: bool) -> ExitCode {
    let envelope: Value = serde_json::from_str(envelope).unwrap_or(Value::Null);
    let value = &envelope["value"];
    let no = value["allowed"] == Value::Bool(false)
        || value["offered"] == Value::Bool(false)
        || value["outcome"] == "deny"
        || value["outcome"] == "denied";
    ExitCode::from(u8::from(no && fail_on_deny))
}

fn print(text: &str) -> Result<ExitCode, Failure> {
    writeln!(std::io::stdout().lock(), "{text}").map_err(Failure::Output)?;
    Ok(ExitCode::SUCCESS)
}

/// Bytes into a file, or to standard output.
fn write(path: Option<&Path>, bytes: &[u8]) -> Result<ExitCode, Failure> {
    match path {
        Some(path) => {
            std::fs::write(path, bytes).map_err(Failure::Output)?;
            eprintln!("{}", path.display());
        }
        None => std::io::stdout().lock().write_all(bytes).map_err(Failure::Output)?,
    }
    Ok(ExitCode::SUCCESS)
}
