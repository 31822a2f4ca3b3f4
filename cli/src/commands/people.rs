//! Commands for people: from a file or a few arguments to tables, bars and reports.

use super::{GOOD, Reader, answer, ending, print, unreported, verdict, write};
use crate::arguments::{LoanTerms, Stamp, Wanted, WeatherFormat, wire};
use crate::failure::Failure;
use crate::{input, progress, show};
use coaraci::api::{self, Locale};
use coaraci_report::{ReportKind, document, report_named};
use serde_json::{Map, Value, json};
use std::path::Path;
use std::process::ExitCode;

/// Calls an operation and shows its answer as its report does.
pub fn operation(name: &str, request: String, wanted: &Wanted, reader: Reader) -> Result<ExitCode, Failure> {
    super::known(name)?;
    let envelope = progress::watch(name, || api::call(name, &request));
    if !envelope.starts_with(GOOD) {
        return Err(Failure::Refused { request, envelope });
    }
    let tag = if reader.style.locale == Locale::En { "en" } else { "pt-BR" };
    for path in &wanted.output {
        let format = ending(path, wanted.csv_br);
        let format = format.ok_or_else(|| Failure::Unknown("format", path.display().to_string()))?;
        write(Some(path), &report_named("auto", &envelope, &format, tag).map_err(unreported)?)?;
    }
    if reader.people || wanted.table {
        match ReportKind::of(&envelope) {
            Some(kind) => {
                let found = document(kind, &envelope, reader.style.locale).map_err(unreported)?;
                print(&show::show(&found, reader.style))?;
            }
            None => drop(answer(request, &envelope, true)?),
        }
    } else {
        answer(request, &envelope, false)?;
    }
    Ok(verdict(&envelope, wanted.fail_on_deny))
}

/// A proposal, or a study of viability where the request has a load.
pub fn proposal(request: String, wanted: &Wanted, reader: Reader) -> Result<ExitCode, Failure> {
    let members: Map<String, Value> = serde_json::from_str(&request).unwrap_or_default();
    // A study has no date; a document has one.
    let name = if members.contains_key("load") && !members.contains_key("date") { "viability" } else { "proposal" };
    operation(name, request, wanted, reader)
}

/// Variants that are screened between two steps of the progress bar.
const SLICE: u64 = 100;

/// The best system: variants are screened in slices, so that progress is seen, then the best are computed in full.
pub fn optimize(request: String, wanted: &Wanted, reader: Reader) -> Result<ExitCode, Failure> {
    let Ok(Value::Object(members)) = serde_json::from_str::<Value>(&request) else {
        return operation("optimize_system", request, wanted, reader);
    };
    if super::known("screen_variants").is_err() || members.contains_key("screened") {
        return operation("optimize_system", request, wanted, reader);
    }
    let mut bar = progress::Bar::new("screen_variants");
    let (mut screened, mut count) = (Vec::new(), 1);
    while (screened.len() as u64) < count {
        let mut slice = members.clone();
        slice.remove("full_count");
        slice.insert("first_variant_index".to_owned(), json!(screened.len()));
        slice.insert("slice_count".to_owned(), json!(SLICE));
        let mut envelope: Value =
            serde_json::from_str(&api::call("screen_variants", &Value::Object(slice).to_string())).unwrap_or_default();
        let rows = envelope["value"]["screened"].as_array_mut().map(std::mem::take).unwrap_or_default();
        if rows.is_empty() {
            // The search itself says what is wrong with the request.
            break;
        }
        rows.iter().for_each(|row| bar.step(!row["excluded"].is_null()));
        count = envelope["value"]["variant_count"].as_u64().unwrap_or_default();
        screened.extend(rows);
    }
    bar.finish();
    if screened.is_empty() {
        return operation("optimize_system", request, wanted, reader);
    }
    let mut whole = members;
    whole.insert("screened".to_owned(), Value::Array(screened));
    operation("optimize_system", Value::Object(whole).to_string(), wanted, reader)
}

/// A bill of the operation that its request fits.
pub fn bill(request: String, wanted: &Wanted, reader: Reader) -> Result<ExitCode, Failure> {
    let members: Map<String, Value> = serde_json::from_str(&request).unwrap_or_default();
    let name = if members.contains_key("contracted_kw") {
        "bill_group_a"
    } else if members.contains_key("load_kwh") {
        "generic_bill"
    } else {
        "bill_group_b"
    };
    operation(name, request, wanted, reader)
}

/// The request of a loan's cost.
pub fn loan(loan: &LoanTerms) -> String {
    let mut request = json!({"loan": {
        "principal_brl": loan.principal, "rate": {"value": loan.rate, "basis": wire(loan.basis)},
        "installments": loan.installments, "release_date": loan.release_date, "first_due_date": loan.first_due_date,
        "system": wire(loan.system),
    }});
    if let (Some(daily), Some(additional)) = (&loan.iof_daily, &loan.iof_additional) {
        request["iof"] = json!({"daily_fraction": daily, "additional_fraction": additional});
    }
    format!("{request:#}")
}

/// The envelope of the weather in a file.
pub fn weather(
    path: &Path,
    format: Option<WeatherFormat>,
    stamp: Option<Stamp>,
    utc_offset: Option<f64>,
) -> Result<String, Failure> {
    let text = input::read(path)?;
    let format = format.unwrap_or_else(|| sniff(path, &text));
    let id = path.file_stem().map(|name| name.to_string_lossy().into_owned());
    let mut request = json!({"format": wire(format), "text": text, "id": id});
    if let Some(stamp) = stamp {
        request["stamp"] = Value::String(wire(stamp));
    }
    if let Some(offset) = utc_offset {
        request["utc_offset_h"] = json!(offset);
    }
    let request = request.to_string();
    let envelope = progress::watch("read_weather", || api::call("read_weather", &request));
    if envelope.starts_with(GOOD) { Ok(envelope) } else { Err(Failure::Refused { request: text, envelope }) }
}

/// The format that a file looks like: its ending, then its first lines.
fn sniff(path: &Path, text: &str) -> WeatherFormat {
    let has = |ending: &str| path.extension().is_some_and(|found| found.eq_ignore_ascii_case(ending));
    let first = text.lines().next().unwrap_or_default();
    let second = text.lines().nth(1).unwrap_or_default();
    if has("epw") || first.starts_with("LOCATION,") {
        WeatherFormat::Epw
    } else if text.trim_start().starts_with('{') {
        WeatherFormat::PvgisJson
    } else if first.starts_with("Latitude (decimal degrees)") {
        WeatherFormat::PvgisCsv
    } else if first.starts_with("Source,") {
        WeatherFormat::NsrdbPsm
    } else if second.starts_with("Date (MM/DD/YYYY)") {
        WeatherFormat::Tmy3
    } else {
        WeatherFormat::SamCsv
    }
}

/// A request of `simulate_year`: the system, with the weather and site of an envelope put before it.
pub fn system(weather: &str, system: String) -> Result<String, Failure> {
    let weather: Value = serde_json::from_str(weather).unwrap_or(Value::Null);
    let Ok(Value::Object(mut request)) = serde_json::from_str::<Value>(&system) else {
        // The operation says what is wrong with it.
        return Ok(system);
    };
    request.entry("weather").or_insert_with(|| weather["value"]["weather"].clone());
    request.entry("site").or_insert_with(|| weather["value"]["site"].clone());
    request.entry("output").or_insert_with(|| json!({"hourly": true}));
    Ok(Value::Object(request).to_string())
}
