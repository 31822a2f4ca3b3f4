//! Tariff holidays and posts of an instant (`calendar.json`, kind `calendar`).

use crate::case::{Adapter, Case, File};
use crate::compare::{refused, same, value};
use serde_json::{Map, Value, json};

/// The adapter.
pub const ADAPTER: Adapter = Adapter { accepts, cases };

/// The file's names of the holidays, and the library's.
const NAMES: [(&str, &str); 5] = [
    ("confraternizacao", "confraternizacao_universal"),
    ("sexta_paixao", "sexta_feira_santa"),
    ("trabalho", "dia_do_trabalho"),
    ("aparecida", "nossa_senhora_aparecida"),
    ("republica", "proclamacao_da_republica"),
];

fn accepts(file: &File<'_>) -> bool {
    file.name() == "calendar.json" && file.json()["cases"][0]["kind"] == "calendar"
}

fn cases(file: &File<'_>) -> Vec<Case> {
    file.json()["cases"].as_array().into_iter().flatten().map(case).collect()
}

fn case(row: &Value) -> Case {
    let id = row["id"].as_str().unwrap_or_default().to_owned();
    let (input, expected) = (row["input"].clone(), row["expected"].clone());
    if input["at"].is_array() { posts(id, &input, expected) } else { holidays(id, &input, expected) }
}

fn holidays(id: String, input: &Value, expected: Value) -> Case {
    Case::one(id, "tariff_holidays", &json!({"year": number(&input["year"])}), move |envelope| {
        if let Some(code) = expected["error"].as_str() {
            return refused(envelope, code);
        }
        let found = value(envelope)?["holidays"].as_array().cloned().unwrap_or_default();
        let named = |row: &Value| Some((row["date"].as_str()?.to_owned(), row["id"].clone()));
        let found: Map<String, Value> = found.iter().filter_map(named).collect();
        let expected = expected["holidays"].as_object().into_iter().flatten();
        let expected: Map<String, Value> = expected.map(|(date, name)| (date.clone(), own_name(name))).collect();
        same(&found.into(), &expected.into())
    })
}

fn own_name(name: &Value) -> Value {
    NAMES.iter().find(|(given, _)| name == given).map_or_else(|| name.clone(), |(_, own)| json!(own))
}

/// Times of the file are local and without seconds; any fixed offset stands for the zone.
fn posts(id: String, input: &Value, expected: Value) -> Case {
    let local = |at: &Value| format!("{}:00-03:00", at.as_str().unwrap_or_default());
    let at: Vec<String> = input["at"].as_array().into_iter().flatten().map(local).collect();
    let group = input["group"].as_str().unwrap_or_default().to_lowercase();
    let peak = number(&input["peak_start_min"]);
    let request = json!({"at": at, "tz": "-03:00", "peak_start_minutes": peak, "group": group});
    Case::one(id, "tariff_post", &request, move |envelope| match expected["error"].as_str() {
        Some(code) => refused(envelope, code),
        None => same(&value(envelope)?["posts"], &expected["posto"]),
    })
}

/// A whole number that may stand as a text.
fn number(value: &Value) -> Value {
    value.as_str().and_then(|text| text.parse::<i64>().ok()).map_or_else(|| value.clone(), |number| json!(number))
}
