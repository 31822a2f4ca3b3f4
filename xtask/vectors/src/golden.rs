//! The project's own vectors: `{"operation","origin","request","response"}`, with an optional `tolerance` for numbers.

use crate::case::{Adapter, Call, Case, File, Plan};
use crate::compare::{near, same, short};
use serde_json::Value;

/// The adapter of the project's own format.
pub const ADAPTER: Adapter = Adapter { accepts, cases };

fn accepts(file: &File<'_>) -> bool {
    let json = file.json();
    json["operation"].is_string() && json["origin"].is_string()
}

fn cases(file: &File<'_>) -> Vec<Case> {
    let golden = file.json();
    let operation = golden["operation"].as_str().unwrap_or_default().to_owned();
    // A request may be given as a text, for requests that are no JSON.
    let request = golden["request_text"].as_str().map_or_else(|| golden["request"].to_string(), str::to_owned);
    let check = Box::new(move |envelopes: &[Value]| {
        let found = envelopes.first().unwrap_or(&Value::Null);
        let tolerance = golden["tolerance"]["relative"].as_f64();
        holds(found, &golden["response"], tolerance, &mut String::new())
    });
    vec![Case { id: file.name().to_owned(), plan: Plan::Run { calls: vec![Call { operation, request }], check } }]
}

/// Whether everything that is expected is found; an answer's value must be equal, other objects may hold more.
fn holds(found: &Value, expected: &Value, tolerance: Option<f64>, path: &mut String) -> Result<(), String> {
    match (found, expected) {
        (Value::Object(found), Value::Object(expected)) => {
            let whole = path.starts_with("/value");
            if whole && found.len() != expected.len() {
                let names = |map: &serde_json::Map<String, Value>| map.keys().cloned().collect::<Vec<_>>().join(" ");
                return Err(format!("{path}: members {} instead of {}", names(found), names(expected)));
            }
            expected.iter().try_for_each(|(name, expected)| {
                step(path, name, |path| holds(found.get(name).unwrap_or(&Value::Null), expected, tolerance, path))
            })
        }
        (Value::Array(found), Value::Array(expected)) if found.len() == expected.len() => {
            found.iter().zip(expected).enumerate().try_for_each(|(index, (found, expected))| {
                step(path, &index.to_string(), |path| holds(found, expected, tolerance, path))
            })
        }
        (Value::Array(found), Value::Array(expected)) => Err(format!(
            "{path}: {} elements instead of {}: {}",
            found.len(),
            expected.len(),
            short(&found.clone().into())
        )),
        (Value::Number(found), Value::Number(expected)) if tolerance.is_some() => {
            let numbers = (found.as_f64().unwrap_or(f64::NAN), expected.as_f64().unwrap_or(f64::NAN));
            near(numbers.0, numbers.1, tolerance.unwrap_or_default(), 0.0).map_err(|text| format!("{path}: {text}"))
        }
        _ => same(found, expected).map_err(|text| format!("{path}: {text}")),
    }
}

fn step(path: &mut String, name: &str, inner: impl FnOnce(&mut String) -> Result<(), String>) -> Result<(), String> {
    let length = path.len();
    path.push('/');
    path.push_str(name);
    let result = inner(path);
    path.truncate(length);
    result
}
