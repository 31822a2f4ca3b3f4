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

const LOAN: [&str; 12] = [
    "loan",
    "--principal",
    "10000.00",
    "--rate",
    "0.0149",
    "--installments",
    "12",
    "--release-date",
    "2025-03-10",
    "--first-due-date",
    "2025-04-10",
    "--system=price",
];

#[test]
fn a_loan_is_json_in_a_pipe_and_a_plan_as_a_table() {
    let json = coaraci(&LOAN, "");
    assert_eq!(json.status.code(), Some(0), "{}", text(&json.stderr));
    let envelope: serde_json::Value = serde_json::from_slice(&json.stdout).expect("JSON");
    // Price by hand: 10000 * 0.0149 / (1 - 1.0149^-12) = 916.23 to the cent.
    assert_eq!(envelope["value"]["schedule"]["rows"][0]["installment_brl"], "916.23");
    let table = coaraci(&[&LOAN[..], &["--table", "--lang", "en"]].concat(), "");
    let shown = text(&table.stdout);
    assert!(shown.contains("Repayment plan") && shown.contains("R$\u{a0}916.23"), "{shown}");
    assert!(!shown.contains('\u{1b}'), "colour in a pipe");
    assert_eq!(coaraci(&["loan", "--principal", "10"], "").status.code(), Some(64));
    let refused = coaraci(&[&LOAN[..], &["--rate", "1.5%"]].concat(), "");
    assert_ne!(refused.status.code(), Some(0));
}

#[test]
fn a_table_is_not_wider_than_the_window() {
    let run = |columns: &str| {
        let output = Command::new(env!("CARGO_BIN_EXE_coaraci"))
            .args(LOAN)
            .arg("--table")
            .env("COLUMNS", columns)
            .output()
            .expect("the program runs");
        text(&output.stdout).lines().map(|line| line.chars().count()).max().unwrap_or(0)
    };
    assert!(run("60") <= 60 && run("200") > 60, "{} {}", run("60"), run("200"));
}

#[test]
fn reports_and_charts_come_from_an_answer() {
    let folder = std::env::temp_dir().join(format!("coaraci-report-{}", std::process::id()));
    std::fs::create_dir_all(&folder).expect("a folder");
    let answer = text(&coaraci(&LOAN, "").stdout);
    let path = |name: &str| folder.join(name).display().to_string();
    for (name, begin) in
        [("a.html", "<!doctype html>"), ("a.csv", "schedule\nnumber,"), ("a.md", "# "), ("a.xlsx", "PK")]
    {
        let output = coaraci(&["report", "financing", "-", "-o", &path(name)], &answer);
        assert_eq!(output.status.code(), Some(0), "{name}: {}", text(&output.stderr));
        assert!(text(&std::fs::read(path(name)).expect("a file")).trim_start().starts_with(begin), "{name}");
    }
    let output = coaraci(&["report", "auto", "-", "--format", "csv-br/schedule"], &answer);
    assert!(text(&output.stdout).contains("1;10/04/2025;916,23;149,00;767,23;9232,77\r\n"));
    assert!(text(&coaraci(&["chart", "amortization"], &answer).stdout).starts_with("<svg "));
    assert_eq!(coaraci(&["chart", "no-such"], &answer).status.code(), Some(64));
    assert_eq!(coaraci(&["chart", "tornado"], &answer).status.code(), Some(2));
    assert_eq!(coaraci(&["report", "proposal"], &answer).status.code(), Some(2));
    std::fs::remove_dir_all(&folder).expect("a folder");
}

#[test]
fn a_batch_answers_line_by_line_and_says_that_rows_have_issues() {
    let rows = "{\"text\":\"R$ 1.322,00\"}\n\n{\"text\":\"1.427\"}\n";
    let output = coaraci(&["batch", "parse_brl"], rows);
    assert_eq!(output.status.code(), Some(3));
    let lines = text(&output.stdout);
    assert_eq!(lines.lines().count(), 2);
    assert!(lines.starts_with(r#"{"ok":true"#) && lines.contains("PRICE_AMBIGUOUS"), "{lines}");
    assert_eq!(coaraci(&["batch", "parse_brl"], "{\"text\":\"R$ 1.322,00\"}\n").status.code(), Some(0));
}

#[test]
fn a_batch_of_columns_reads_and_writes_csv() {
    let output = coaraci(&["batch", "parse_brl", "--format", "csv"], "text\n\"R$ 1.322,00\"\n1.427\n");
    assert_eq!(output.status.code(), Some(3), "{}", text(&output.stderr));
    let shown = text(&output.stdout);
    assert!(shown.lines().next().is_some_and(|head| head.ends_with("status")), "{shown}");
    assert!(shown.contains("132200,0"), "{shown}");
    assert!(text(&output.stderr).contains("PRICE_AMBIGUOUS"));
    assert_eq!(coaraci(&["batch", "easter", "--format", "csv"], "year\n2026\n").status.code(), Some(64));
}

#[test]
fn a_year_is_simulated_from_a_weather_file_and_a_system() {
    let climate = r#"{"climate":{"ghi_kwh_m2_day":[5.3,5.4,4.8,4.3,3.6,3.4,3.5,4.3,4.3,5.0,5.6,5.8],"air_c":[23,23,22,21,18,17,17,18,19,20,21,22],
        "air_daily_range_c":[8,8,8,8,8,8,8,8,8,8,8,8],"wind_m_s":[2,2,2,2,2,2,2,2,2,2,2,2]},
        "site":{"latitude":-23.6,"longitude":-46.6,"altitude_m":800,"utc_offset_h":-3},"seed":1}"#;
    let weather: serde_json::Value =
        serde_json::from_str(&coaraci::api::call("generate_weather", climate)).expect("JSON");
    let weather = &weather["value"]["weather"];
    let mut file = "Latitude,Longitude,Time Zone,Elevation\n-23.6,-46.6,-3,800\nYear,Month,Day,Hour,Minute,GHI,DNI,DHI,Temperature,Wind Speed\n".to_owned();
    let days = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
    let hours = (1..=12)
        .zip(days)
        .flat_map(|(month, days)| (1..=days).flat_map(move |day| (0..24).map(move |hour| (month, day, hour))));
    for (row, (month, day, hour)) in hours.enumerate() {
        let value = |name: &str| weather[name][row].to_string();
        let values = ["ghi_w_m2", "dni_w_m2", "dhi_w_m2", "temp_air_c", "wind_m_s"].map(value).join(",");
        file += &format!("2019,{month},{day},{hour},30,{values}\n");
    }
    let folder = std::env::temp_dir().join(format!("coaraci-simulate-{}", std::process::id()));
    std::fs::create_dir_all(&folder).expect("a folder");
    let path = |name: &str| folder.join(name).display().to_string();
    std::fs::write(path("weather.csv"), file).expect("a file");
    let system = r#"{"arrays":[{"tilt_deg":20,"azimuth_deg":0,"modules_per_string":10,"strings":1,"module":{"p_stc_w":550,"gamma_pmp_pct_per_k":-0.34}}],
        "inverter":{"p_ac_max_w":5000,"efficiency":0.97}}"#;
    std::fs::write(path("system.json"), system).expect("a file");
    let output =
        coaraci(&["simulate", &path("weather.csv"), &path("system.json"), "--table", "-o", &path("year.html")], "");
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    assert!(text(&output.stdout).contains("5,50 kWp") || text(&output.stdout).contains("5,50\u{a0}kWp"));
    assert!(text(&std::fs::read(path("year.html")).expect("a page")).contains("<svg "));
    std::fs::write(path("weather.csv"), "Source,nothing\n").expect("a file");
    assert_eq!(coaraci(&["simulate", &path("weather.csv"), &path("system.json")], "").status.code(), Some(2));
    std::fs::remove_dir_all(&folder).expect("a folder");
}

#[test]
fn a_proposal_has_tables_a_page_and_a_verdict() {
    let request = concat!(env!("CARGO_MANIFEST_DIR"), "/../examples/proposal/house-sao-paulo.json");
    let output = coaraci(&["proposal", request, "--table"], "");
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    let shown = text(&output.stdout);
    assert!(
        shown.contains("Proposta de energia solar") && shown.contains('█') && shown.contains("Código de verificação")
    );
}

#[test]
fn the_program_describes_and_checks_itself() {
    assert!(text(&coaraci(&["man"], "").stdout).contains(".TH coaraci"));
    let doctor = coaraci(&["doctor"], "");
    assert_eq!(doctor.status.code(), Some(0));
    assert!(text(&doctor.stdout).contains("known result ok"));
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        assert!(text(&coaraci(&["completions", shell], "").stdout).contains("proposal"), "{shell}");
    }
}

/// `script` of util-linux gives the program a terminal.
fn on_a_terminal(arguments: &str, variables: &[(&str, &str)]) -> Option<String> {
    let line = format!("{} {arguments}", env!("CARGO_BIN_EXE_coaraci"));
    let output = Command::new("script").args(["-qec", &line, "/dev/null"]).envs(variables.iter().copied()).output();
    let Ok(output) = output else {
        eprintln!("left out: `script` is missing, so there is no terminal to test");
        return None;
    };
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    Some(text(&output.stdout))
}

#[test]
fn a_terminal_gets_tables_in_colour_unless_it_wants_none() {
    let loan = LOAN.join(" ");
    let Some(shown) = on_a_terminal(&loan, &[]) else { return };
    assert!(shown.contains('\u{1b}') && shown.contains("Plano de pagamento"), "{shown}");
    let plain = on_a_terminal(&loan, &[("NO_COLOR", "1")]).expect("a terminal");
    assert!(!plain.contains('\u{1b}') && plain.contains("Plano de pagamento"), "{plain}");
    let json = on_a_terminal(&format!("{loan} --json"), &[]).expect("a terminal");
    assert!(json.contains("\"schedule\""), "{json}");
}
