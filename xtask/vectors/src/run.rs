//! The run: find the files, call every host, judge, report.

use crate::adapters;
use crate::case::{Adapter, Call, Case, File, Plan};
use crate::hosts::Host;
use anyhow::{Context, Result};
use serde_json::Value;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// How many differences of a file and host are shown.
const SHOWN: usize = 10;

/// What to run.
pub struct Options {
    /// Where the vector files are.
    pub dir: PathBuf,
    /// Hosts besides Rust.
    pub hosts: Vec<Host>,
    /// Where weather files are, besides the usual places.
    pub weather: Option<PathBuf>,
    /// Only files whose path contains this.
    pub only: Option<String>,
    /// Also wrong inputs made from the golden requests.
    pub hostile: bool,
    /// The repository.
    pub root: PathBuf,
}

/// Sums over all files and hosts.
#[derive(Default)]
pub struct Outcome {
    /// Good cases.
    pub passed: usize,
    /// Bad cases.
    pub failed: usize,
}

/// Runs everything and prints the report, without its last line.
pub fn run(options: &Options) -> Result<Outcome> {
    let mut paths = Vec::new();
    collect(&options.dir, &mut paths).with_context(|| format!("cannot read {}", options.dir.display()))?;
    paths.sort();
    let mut weather: Vec<PathBuf> = options.weather.iter().cloned().collect();
    weather.extend(["../weather", "../../data/weather", "../data/weather", "."].map(|place| options.dir.join(place)));
    let mut outcome = Outcome::default();
    let mut without = Vec::new();
    let mut golden = Vec::new();
    for path in &paths {
        let shown = path.strip_prefix(&options.dir).unwrap_or(path).display().to_string();
        if options.only.as_ref().is_some_and(|only| !shown.contains(only)) {
            continue;
        }
        let text = String::from_utf8_lossy(&std::fs::read(path)?).into_owned();
        let file = File { path, text: &text, weather: &weather };
        if (crate::golden::ADAPTER.accepts)(&file) {
            // One file a case: they are reported together, under their paths.
            let cases = (crate::golden::ADAPTER.cases)(&file);
            golden.extend(cases.into_iter().map(|case| Case { id: shown.clone(), ..case }));
        } else if let Some(adapter) = adapters::all().into_iter().find(|adapter: &Adapter| (adapter.accepts)(&file)) {
            report(&shown, (adapter.cases)(&file), options, &mut outcome)?;
        } else {
            without.push(shown);
        }
    }
    if !golden.is_empty() {
        report("golden vectors", golden, options, &mut outcome)?;
    }
    if options.hostile {
        report("wrong inputs", crate::hostile::cases(&options.root.join("vectors")), options, &mut outcome)?;
    }
    if !without.is_empty() {
        println!("no adapter yet: {}", without.join(", "));
    }
    Ok(outcome)
}

fn collect(dir: &Path, paths: &mut Vec<PathBuf>) -> Result<()> {
    for entry in std::fs::read_dir(dir)? {
        let path = entry?.path();
        if path.is_dir() {
            collect(&path, paths)?;
        } else if path.extension().is_some_and(|kind| kind == "json" || kind == "csv") {
            paths.push(path);
        }
    }
    Ok(())
}

fn report(shown: &str, cases: Vec<Case>, options: &Options, outcome: &mut Outcome) -> Result<()> {
    let mut pending: BTreeMap<String, usize> = BTreeMap::new();
    let mut runs = Vec::new();
    for case in cases {
        match case.plan {
            Plan::Pending(what) => *pending.entry(format!("pending: {what}")).or_default() += 1,
            Plan::Missing(what) => *pending.entry(format!("left out, not there: {what}")).or_default() += 1,
            Plan::Run { calls, check } => runs.push((case.id, calls, check)),
        }
    }
    let calls: Vec<&Call> = runs.iter().flat_map(|(_, calls, _)| calls).collect();
    let rust: Vec<String> = calls.iter().map(|call| coaraci::api::call(&call.operation, &call.request)).collect();
    let mut differences = Vec::new();
    let mut at = 0;
    for (id, calls, check) in &runs {
        let texts = rust.get(at..at + calls.len()).unwrap_or_default();
        at += calls.len();
        let envelopes: Vec<Value> =
            texts.iter().map(|text| serde_json::from_str(text).unwrap_or(Value::Null)).collect();
        if let Err(difference) = check(&envelopes) {
            differences.push(format!("{id}: {difference}"));
        }
    }
    close(shown, "rust", runs.len(), &differences, &pending, outcome);
    for host in &options.hosts {
        let answers = if calls.is_empty() { Vec::new() } else { host.answers(&options.root, &calls)? };
        let mut differences = differences.clone();
        let mut at = 0;
        let mut pending = pending.clone();
        let mut judged = 0;
        for (id, calls, _) in &runs {
            let span = at..at + calls.len();
            at = span.end;
            let (expected, found) = (&rust[span.clone()], &answers[span]);
            let named = |text: &String| text.contains(r#""code":"TABLES_NOT_EMBEDDED""#);
            if *host == Host::Wasm && found.iter().any(named) && !expected.iter().any(named) {
                *pending.entry("left out, needs embedded tables".to_owned()).or_default() += 1;
                continue;
            }
            judged += 1;
            if expected != found && !differences.iter().any(|known| known.starts_with(&format!("{id}: "))) {
                differences.push(format!("{id}: other bytes than in Rust{}", first_apart(expected, found)));
            }
        }
        close(shown, host.name(), judged, &differences, &pending, outcome);
    }
    Ok(())
}

/// Where two answers begin to differ.
fn first_apart(expected: &[String], found: &[String]) -> String {
    let Some((expected, found)) = expected.iter().zip(found).find(|(expected, found)| expected != found) else {
        return String::new();
    };
    let same = expected.chars().zip(found.chars()).take_while(|(one, other)| one == other).count();
    let part = |text: &str| text.chars().skip(same.saturating_sub(20)).take(60).collect::<String>();
    format!(": {} instead of {}", part(found), part(expected))
}

fn close(
    shown: &str,
    host: &str,
    count: usize,
    differences: &[String],
    pending: &BTreeMap<String, usize>,
    outcome: &mut Outcome,
) {
    let failed = differences.len();
    let passed = count.saturating_sub(failed);
    let rest: usize = pending.values().sum();
    let waiting = if rest == 0 { String::new() } else { format!(", {rest} pending") };
    println!("{shown} [{host}]: {passed} passed, {failed} failed{waiting}");
    for difference in differences.iter().take(SHOWN) {
        println!("    {difference}");
    }
    if host == "rust" {
        for (what, count) in pending {
            println!("    {count} {what}");
        }
    }
    outcome.passed += passed;
    outcome.failed += failed;
}
