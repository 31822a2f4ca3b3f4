//! Requests that work, from the vectors.

use crate::MARK;
use crate::model::Model;
use anyhow::{Context, Result, bail};
use serde_json::Value;
use std::fs;
use std::path::Path;

/// A longer request explains nothing (hourly weather).
const MOST_BYTES: usize = 16_384;

/// Up to this length a longer request is the better example: it shows more of the members.
const GOOD_BYTES: usize = 2_048;

/// A request of an operation's vectors that has an answer: that of `example.json`, else a telling one.
pub fn of(root: &Path, operation: &str) -> Result<Option<Value>> {
    let Ok(entries) = fs::read_dir(root.join("vectors").join(operation)) else { return Ok(None) };
    let mut paths = entries.map(|entry| entry.map(|entry| entry.path())).collect::<Result<Vec<_>, _>>()?;
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "json"));
    paths.sort();
    let mut best: Option<((bool, usize), String, Value)> = None;
    for path in paths {
        let text = fs::read_to_string(&path)?;
        let vector: Value = serde_json::from_str(&text).with_context(|| format!("in {}", path.display()))?;
        let (Some(request), Some(response)) = (vector.get("request"), vector.get("response")) else { continue };
        let text = request.to_string();
        if response.get("ok") != Some(&Value::Bool(true)) || text.len() > MOST_BYTES {
            continue;
        }
        let length = if text.len() <= GOOD_BYTES { MOST_BYTES + text.len() } else { MOST_BYTES - text.len() };
        let merit = (path.ends_with("example.json"), length);
        if best.as_ref().is_none_or(|(known, ..)| merit > *known) {
            best = Some((merit, text, request.clone()));
        }
    }
    match best {
        Some((_, text, _)) if !coaraci::api::call(operation, &text).starts_with(r#"{"ok":true"#) => {
            bail!("the example of {operation} has no answer: {text}")
        }
        best => Ok(best.map(|(.., request)| request)),
    }
}

/// `examples.json` of the Python package: a request of each operation that has one.
pub fn print(model: &Model) -> Result<String> {
    let mut out = format!("{{ \"$comment\": \"{MARK}\"");
    for operation in &model.operations {
        if let Some(example) = &operation.example {
            out += &format!(",\n  \"{}\": {}", operation.name, serde_json::to_string(example)?);
        }
    }
    Ok(out + "\n}\n")
}
