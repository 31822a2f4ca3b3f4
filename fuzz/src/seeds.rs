//! Requests to begin with: those of the vectors, of the benches and of the examples.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use serde_json::Value;

/// The texts by operation.
pub fn collect(root: &Path) -> BTreeMap<String, Vec<String>> {
    let mut seeds: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for folder in ["vectors", "benches/requests"] {
        visit(&root.join(folder), &mut |text| {
            let Ok(file) = serde_json::from_str::<Value>(text) else { return };
            let Some(operation) = file["operation"].as_str() else { return };
            let request = file["request_text"].as_str().map_or_else(|| file["request"].to_string(), str::to_owned);
            seeds.entry(operation.to_owned()).or_default().push(request);
        });
    }
    visit(&root.join("examples/proposal"), &mut |text| {
        seeds.entry("proposal".to_owned()).or_default().push(text.to_owned());
    });
    seeds
}

/// Every JSON file below a folder, in order.
fn visit(folder: &Path, take: &mut impl FnMut(&str)) {
    let mut paths: Vec<_> = fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path()).collect();
    paths.sort();
    for path in paths {
        if path.is_dir() {
            visit(&path, take);
        } else if path.extension().is_some_and(|extension| extension == "json") {
            take(&fs::read_to_string(&path).expect("a text"));
        }
    }
}
