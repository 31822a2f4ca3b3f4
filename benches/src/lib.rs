//! What the benches of all domains share: requests from files, and `call` over them.

use std::fs;
use std::hint::black_box;
use std::path::Path;
use std::time::Duration;

use coaraci::api;
use criterion::Criterion;
use serde_json::{Map, Value};

/// A request of `benches/requests` or of a golden vector.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Request {
    /// The operation.
    pub operation: String,
    /// The file's name without its ending.
    pub case: String,
    /// The request as JSON text.
    pub text: String,
    /// The members that the file says to prepare, and the other ones, if it names some.
    pub parts: Option<(String, String)>,
}

/// Reads the request in a file; its path is relative to the repository.
///
/// # Panics
/// Where the file is no such request, or is one that has no answer: a refusal would be timed instead.
pub fn request(path: &str) -> Request {
    let file = whole(json(path));
    let text = file["request"].to_string();
    let operation = file["operation"].as_str().unwrap_or_default().to_owned();
    let answer = api::call(&operation, &text);
    assert!(answer.starts_with(r#"{"ok":true"#), "{path}: {answer}");
    let case = Path::new(path).file_stem().unwrap_or_default().to_string_lossy().into_owned();
    let names: Vec<&str> = file["prepared"].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
    let members = file["request"].as_object().cloned().unwrap_or_default();
    let (part, rest): (Map<_, _>, Map<_, _>) =
        members.into_iter().partition(|(name, _)| names.contains(&name.as_str()));
    let parts = (!names.is_empty()).then(|| (Value::from(part).to_string(), Value::from(rest).to_string()));
    Request { operation, case, text, parts }
}

/// A file that is `like` another one takes it with so many entries in its ledger or so many of its rules.
fn whole(file: Value) -> Value {
    let Some(like) = file["like"].as_str() else { return file };
    let mut full = json(like);
    if let Some(count) = file["entry_count"].as_u64() {
        let known = full["request"]["ledger"]["entries"].as_array().cloned().unwrap_or_default();
        let entries = known.iter().cycle().take(usize::try_from(count).unwrap_or_default()).cloned().enumerate();
        let entries = entries.map(|(index, mut entry)| {
            entry["id"] = format!("e{index}").into();
            entry["order"] = format!("o{index}").into();
            entry
        });
        full["request"]["ledger"]["entries"] = entries.collect();
    }
    if let Some(count) = file["rule_count"].as_u64() {
        let rules = full.pointer_mut("/request/policy/rules").and_then(Value::as_array_mut);
        rules.into_iter().for_each(|rules| rules.truncate(usize::try_from(count).unwrap_or_default()));
    }
    full
}

/// Times `call` for every request that `benches/calls.json` lists for a domain, and the call of a prepared part where the file names one.
///
/// # Panics
/// Where a listed file has no answer.
pub fn calls(criterion: &mut Criterion, domain: &str) {
    let listed = json("benches/calls.json");
    let paths: Vec<&str> = listed[domain].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
    // Many short calls: less time for each than the kernels have.
    let mut group = criterion.benchmark_group("call");
    group.warm_up_time(Duration::from_millis(500)).measurement_time(Duration::from_secs(2));
    for Request { operation, case, text, .. } in paths.iter().map(|path| request(path)) {
        group.bench_function(format!("{operation}/{case}"), |bencher| {
            bencher.iter(|| api::call(black_box(&operation), black_box(&text)));
        });
    }
    group.finish();
    let mut group = criterion.benchmark_group("prepared");
    group.warm_up_time(Duration::from_millis(500)).measurement_time(Duration::from_secs(2));
    for Request { operation, case, text, parts } in paths.iter().map(|path| request(path)) {
        let Some((part, rest)) = parts else { continue };
        let prepared = api::prepare(&operation, &part).unwrap_or_else(|error| panic!("{case}: {error}"));
        assert_eq!(prepared.call(&rest), api::call(&operation, &text), "{case}");
        group.bench_function(format!("{operation}/{case}"), |bencher| {
            bencher.iter(|| prepared.call(black_box(&rest)));
        });
    }
}

fn json(path: &str) -> Value {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(path);
    let text = fs::read_to_string(&file).unwrap_or_else(|error| panic!("{path}: {error}"));
    serde_json::from_str(&text).unwrap_or_else(|error| panic!("{path}: {error}"))
}
