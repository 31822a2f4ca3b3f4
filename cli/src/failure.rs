//! Why the program ends without an answer, with its exit code.

use coaraci::api::{self, Locale};
use serde_json::Value;
use std::io::IsTerminal;
use std::process::ExitCode;

/// The request has issues.
pub const ISSUES: u8 = 2;
/// Some rows of a batch have issues.
pub const ROWS: u8 = 3;
/// The arguments are wrong.
pub const USAGE: u8 = 64;
/// An input is missing.
pub const NO_INPUT: u8 = 66;
/// Reading or writing failed.
pub const IO: u8 = 74;

/// A failure.
pub enum Failure {
    /// A file that cannot be read.
    Input(std::path::PathBuf, std::io::Error),
    /// Something that cannot be written.
    Output(std::io::Error),
    /// Something that the arguments name does not exist: what, and the name.
    Unknown(&'static str, String),
    /// An input that is not what it should be, for example no answer that a report shows.
    Unreported(String),
    /// The envelope refuses: the request's text and the envelope.
    Refused { request: String, envelope: String },
}

impl Failure {
    /// Tells the person what to mend and gives the exit code.
    pub fn report(self, locale: Locale) -> ExitCode {
        ExitCode::from(match self {
            Failure::Input(path, error) => {
                eprintln!("coaraci: {}: {error}", path.display());
                NO_INPUT
            }
            Failure::Output(error) if error.kind() == std::io::ErrorKind::BrokenPipe => 0,
            Failure::Output(error) => {
                eprintln!("coaraci: {error}");
                IO
            }
            Failure::Unknown(what, name) => {
                eprintln!("coaraci: no {what} is called {name:?}");
                USAGE
            }
            Failure::Unreported(reason) => {
                eprintln!("coaraci: {reason}");
                ISSUES
            }
            Failure::Refused { request, envelope } => {
                show(&request, &envelope, locale);
                ISSUES
            }
        })
    }
}

/// Every issue with its text, its place in the input and its code.
fn show(request: &str, envelope: &str, locale: Locale) {
    let tag = if locale == Locale::En { "en" } else { "pt-BR" };
    let envelope: Value = serde_json::from_str(envelope).unwrap_or(Value::Null);
    let colour = std::io::stderr().is_terminal() && std::env::var_os("NO_COLOR").is_none();
    let (bold, plain) = if colour { ("\x1b[1;31m", "\x1b[0m") } else { ("", "") };
    for issue in envelope["errors"].as_array().into_iter().flatten() {
        let code = issue["code"].as_str().unwrap_or_default();
        let path = issue["path"].as_str().unwrap_or_default();
        let text = api::explain(&issue.to_string(), tag).unwrap_or_else(|_| code.to_owned());
        eprintln!("{bold}{code}{plain} {path}\n  {text}");
        if let Some(place) = crate::input::locate(request, path) {
            eprintln!("  {:>4} | {}\n       | {}^", place.line, place.text, " ".repeat(place.column));
        }
        if let Some(law) = issue["law"].as_str() {
            eprintln!("  {law}");
        }
    }
    let first = envelope["errors"][0]["code"].as_str().unwrap_or("CODE");
    eprintln!("> coaraci codes {first}");
}
