//! What the benches of all domains share: requests from files, and `call` over them.

use std::fs;
use std::hint::black_box;
use std::path::Path;
use std::time::Duration;

use coaraci::api;
use criterion::Criterion;
use serde_json::Value;

/// A request of `benches/requests` or of a golden vector.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Request {
    /// The operation.
    pub operation: String,
    /// The file's name without its ending.
    pub case: String,
    /// The request as JSON text.
    pub text: String,
}

/// Reads the request in a file; its path is relative to the repository.
///
/// # Panics
/// Where the file is no such request, or is one that has no answer: a refusal would be timed instead.
pub fn request(path: &str) -> Request {
    let file = json(path);
    let text = file["request"].to_string();
    let operation = file["operation"].as_str().unwrap_or_default().to_owned();
    let answer = api::call(&operation, &text);
    assert!(answer.starts_with(r#"{"ok":true"#), "{path}: {answer}");
    let case = Path::new(path).file_stem().unwrap_or_default().to_string_lossy().into_owned();
    Request { operation, case, text }
}

/// Times `call` for every request that `benches/calls.json` lists for a domain.
///
/// # Panics
/// Where a listed file has no answer.
pub fn calls(criterion: &mut Criterion, domain: &str) {
    let listed = json("benches/calls.json");
    // Many short calls: less time for each than the kernels have.
    let mut group = criterion.benchmark_group("call");
    group.warm_up_time(Duration::from_millis(500)).measurement_time(Duration::from_secs(2));
    for path in listed[domain].as_array().into_iter().flatten().filter_map(Value::as_str) {
        let Request { operation, case, text } = request(path);
        group.bench_function(format!("{operation}/{case}"), |bencher| {
            bencher.iter(|| api::call(black_box(&operation), black_box(&text)));
        });
    }
}

fn json(path: &str) -> Value {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(path);
    let text = fs::read_to_string(&file).unwrap_or_else(|error| panic!("{path}: {error}"));
    serde_json::from_str(&text).unwrap_or_else(|error| panic!("{path}: {error}"))
}
