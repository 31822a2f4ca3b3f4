//! `schema/coaraci.schema.json`: all definitions, and for each operation its request, answer and columns.

use crate::MARK;
use crate::model::Model;
use anyhow::Result;
use coaraci::api::Kind;
use serde_json::{Map, Value, json};

/// The file.
pub fn print(model: &Model) -> Result<String> {
    let operations = model.operations.iter().map(|operation| {
        let mut entry = json!({
            "domain": operation.domain,
            "summary": operation.prose.summary,
            "request": operation.request,
            "answer": operation.answer,
        });
        if let Some([given, answered]) = operation.columns {
            entry["batch"] = json!({"inputs": columns(given), "outputs": columns(answered)});
        }
        if !operation.prepared.is_empty() {
            entry["prepared"] = json!(operation.prepared);
        }
        (operation.name.to_owned(), entry)
    });
    let file = json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "coaraci",
        "description": "Requests and answers of all operations. `operations` names the schemas of each one; the rest is `$defs`.",
        "operations": operations.collect::<Map<_, _>>(),
        "$defs": model.schemas,
    });
    marked("$comment", &file)
}

fn columns(columns: &[(&str, Kind)]) -> Map<String, Value> {
    columns.iter().map(|(name, kind)| ((*name).to_owned(), json!(kind.name()))).collect()
}

/// JSON whose first line says that it is generated, under a key that the format allows.
pub fn marked(key: &str, file: &Value) -> Result<String> {
    let text = serde_json::to_string_pretty(file)?;
    let rest = text.strip_prefix("{\n").unwrap_or(&text);
    Ok(format!("{{ \"{key}\": \"{MARK}\",\n{rest}\n"))
}
