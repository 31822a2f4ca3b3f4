//! The program as a person or a script calls it.

use std::io::Write;
use std::process::{Command, Output, Stdio};

fn coaraci(arguments: &[&str], input: &str) -> Output {
    let mut child = Command::new(env!("CARGO_BIN_EXE_coaraci"))
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program starts");
    // A program that does not read its input is none of the test's business.
    let _ = child.stdin.take().expect("an input").write_all(input.as_bytes());
    child.wait_with_output().expect("the program ends")
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

#[test]
fn a_pipe_gets_the_text_of_call() {
    let request = r#"{"text":"R$ 1.322,00"}"#;
    let output = coaraci(&["call", "parse_brl"], request);
    assert_eq!(output.status.code(), Some(0));
    assert_eq!(text(&output.stdout), format!("{}\n", coaraci::api::call("parse_brl", request)));
}

#[test]
fn a_refusal_shows_text_place_and_code_and_exits_with_two() {
    let output = coaraci(&["--lang", "en", "call", "parse_brl", "-"], "{\n  \"text\": \"1.427\"\n}");
    assert_eq!(output.status.code(), Some(2));
    assert!(output.stdout.is_empty());
    let shown = text(&output.stderr);
    assert!(shown.contains("PRICE_AMBIGUOUS /text"), "{shown}");
    assert!(shown.contains("The price can be read in two ways"), "{shown}");
    assert!(shown.contains("   2 |   \"text\": \"1.427\"\n       |           ^"), "{shown}");
}

#[test]
fn wrong_arguments_and_missing_files_have_their_own_exit_codes() {
    assert_eq!(coaraci(&["call"], "").status.code(), Some(64));
    assert_eq!(coaraci(&["call", "no_such"], "{}").status.code(), Some(64));
    assert_eq!(coaraci(&["call", "parse_brl", "no/such/file.json"], "").status.code(), Some(66));
    assert_eq!(coaraci(&["--help"], "").status.code(), Some(0));
}

#[test]
fn lists_operations_codes_schemas_and_hashes() {
    let listed = text(&coaraci(&["operations"], "").stdout);
    assert!(listed.lines().any(|name| name == "parse_brl"), "{listed}");
    assert!(text(&coaraci(&["codes", "bad_json"], "").stdout).contains("não é um JSON válido"));
    assert!(text(&coaraci(&["schema", "parse_brl"], "").stdout).contains("amount_brl"));
    let hash = text(&coaraci(&["hash", "parse_brl"], "{}").stdout);
    assert_eq!(hash.trim(), coaraci::api::request_hash("parse_brl", "{}"));
    assert!(text(&coaraci(&["completions", "bash"], "").stdout).contains("coaraci"));
}
