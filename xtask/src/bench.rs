//! `cargo xtask bench`: criterion benches, the same calls in each host, peers; results into benches/record.

use std::collections::BTreeMap;
use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};
use serde_json::Value;

use crate::process::{self, Out, cargo, command, python, root};
use crate::{hosts, setup, wasm};

#[derive(clap::Args)]
pub struct Options {
    /// Domains to time, for example `spine`; all of them by default
    names: Vec<String>,
    /// Rust alone, not the other hosts
    #[arg(long)]
    rust_only: bool,
    /// Also the peer libraries of benches/compare
    #[arg(long)]
    peers: bool,
}

const HEAD: &str = "bench,host,version,machine,median_ns,low_ns,high_ns,date,load";
const PEERS: &str = "target/venv-peers";

/// Median and quartiles of one bench in one host.
struct Line {
    bench: String,
    host: String,
    median_ns: f64,
    low_ns: f64,
    high_ns: f64,
}

pub fn run(options: &Options, out: &mut Out) -> Result<()> {
    let domains = domains()?;
    if let Some(name) = options.names.iter().find(|name| !domains.contains(name)) {
        bail!("no bench `{name}`; there are: {}", domains.join(", "));
    }
    if !options.rust_only || options.peers {
        hosts::run_release(out)?;
        wasm::run(&wasm::Options::default(), out)?;
    }
    if options.peers {
        setup::venv(PEERS, "benches/compare/requirements.txt")?;
        setup::npm("benches/compare")?;
    }
    for domain in domains.iter().filter(|name| options.names.is_empty() || options.names.contains(name)) {
        let mut lines = rust(domain, out)?;
        if !options.rust_only {
            lines.extend(script(python("benches/hosts/host.py").arg(domain), out)?);
            for package in ["coaraci", "coaraci-wasm"] {
                lines.extend(script(command("node", "benches/hosts/host.mjs").args([package, domain]), out)?);
            }
            let page = format!("benches/hosts/{domain}.html");
            if root().join(&page).exists() {
                lines.extend(browser(&page, out)?);
            }
        }
        if options.peers {
            for peer in files("benches/compare", &format!("{domain}_"), "py")? {
                let mut run = command(root().join(PEERS).join("bin/python"), "");
                run.env("PYTHONPATH", root().join("bindings-python/python")).arg(peer);
                lines.extend(script(&mut run, out)?);
            }
            for peer in files("benches/compare", &format!("{domain}_"), "mjs")? {
                lines.extend(script(command("node", "").arg(peer), out)?);
            }
        }
        record(domain, &lines, out)?;
    }
    Ok(())
}

/// The names of the files in benches/benches.
fn domains() -> Result<Vec<String>> {
    let files = files("benches/benches", "", "rs")?;
    Ok(files.iter().filter_map(|file| file.file_stem()).map(|name| name.to_string_lossy().into_owned()).collect())
}

fn files(folder: &str, prefix: &str, extension: &str) -> Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    for entry in fs::read_dir(root().join(folder))? {
        let path = entry?.path();
        let starts = path.file_name().is_some_and(|name| name.to_string_lossy().starts_with(prefix));
        if starts && path.extension() == Some(OsStr::new(extension)) {
            files.push(path);
        }
    }
    files.sort();
    Ok(files)
}

/// Run the criterion benches of a domain, from an empty folder: what stands there afterwards was measured now.
fn rust(domain: &str, out: &mut Out) -> Result<Vec<Line>> {
    let folder = process::target_dir().join("bench").join(domain);
    if folder.exists() {
        fs::remove_dir_all(&folder)?;
    }
    out.run(cargo("bench --package=coaraci-benches --bench").arg(domain).env("CRITERION_HOME", &folder))?;
    let mut lines = Vec::new();
    collect(&folder, &mut lines)?;
    lines.sort_by(|a, b| a.bench.cmp(&b.bench));
    Ok(lines)
}

/// Every `new/sample.json` below a folder of criterion.
fn collect(folder: &Path, lines: &mut Vec<Line>) -> Result<()> {
    for entry in fs::read_dir(folder).with_context(|| format!("no results in {}", folder.display()))? {
        let path = entry?.path();
        if !path.is_dir() {
            continue;
        }
        let sample = path.join("sample.json");
        if path.ends_with("new") && sample.exists() {
            lines.push(line(&json(&path.join("benchmark.json"))?, &json(&sample)?)?);
        } else {
            collect(&path, lines)?;
        }
    }
    Ok(())
}

fn json(file: &Path) -> Result<Value> {
    let text = fs::read_to_string(file).with_context(|| format!("cannot read {}", file.display()))?;
    Ok(serde_json::from_str(&text)?)
}

fn line(bench: &Value, sample: &Value) -> Result<Line> {
    let numbers = |name: &str| sample[name].as_array().into_iter().flatten().filter_map(Value::as_f64);
    let mut each: Vec<f64> = numbers("times").zip(numbers("iters")).map(|(time, count)| time / count).collect();
    each.sort_by(f64::total_cmp);
    let at = |quarters: usize| each.get(each.len().saturating_sub(1) * quarters / 4).copied();
    let (Some(low_ns), Some(median_ns), Some(high_ns)) = (at(1), at(2), at(3)) else { bail!("an empty sample") };
    let bench = bench["full_id"].as_str().context("a bench without a name")?.to_owned();
    Ok(Line { bench, host: "rust".into(), median_ns, low_ns, high_ns })
}

/// Run a script that prints `bench,host,median_ns,low_ns,high_ns`, a line each.
fn script(command: &mut Command, out: &mut Out) -> Result<Vec<Line>> {
    out.read(command)?.lines().map(Line::read).collect()
}

/// The same for a page, which writes its lines to the console of Chromium.
fn browser(page: &str, out: &mut Out) -> Result<Vec<Line>> {
    let chromium = setup::chromium().context("no Chromium found; `cargo xtask setup` installs it")?;
    let text = out.read(command("node", "xtask/node/browser.mjs --tests").arg(page).env("CHROMIUM", chromium))?;
    let prefix = format!("{page}: ");
    text.lines().filter_map(|line| line.strip_prefix(&prefix)).map(Line::read).collect()
}

impl Line {
    fn read(line: &str) -> Result<Line> {
        let mut parts = line.split(',');
        let mut word = || parts.next().map(str::to_owned);
        let mut read = || {
            let (bench, host) = (word()?, word()?);
            let mut number = || word()?.parse().ok();
            Some(Line { bench, host, median_ns: number()?, low_ns: number()?, high_ns: number()? })
        };
        read().with_context(|| format!("not a measurement: {line}"))
    }
}

/// Put the lines into the domain's file, in place of those of the same bench, host, version and machine.
fn record(domain: &str, lines: &[Line], out: &mut Out) -> Result<()> {
    let file = root().join(format!("benches/record/{domain}.csv"));
    let old = fs::read_to_string(&file).unwrap_or_default();
    let key = |line: &str| line.split(',').take(4).collect::<Vec<_>>().join(",");
    let mut all: BTreeMap<String, String> = old.lines().skip(1).map(|line| (key(line), line.to_owned())).collect();

    let date = process::read(&mut command("date", "--utc +%F"))?;
    let load = fs::read_to_string("/proc/loadavg").unwrap_or_default();
    let end = format!("{},{}", date.trim(), load.split(' ').next().unwrap_or_default());
    let (version, machine) = (env!("CARGO_PKG_VERSION"), machine());
    for Line { bench, host, median_ns, low_ns, high_ns } in lines {
        let text = format!("{bench},{host},{version},{machine},{median_ns:.1},{low_ns:.1},{high_ns:.1},{end}");
        out.line(format!("{bench:<56} {host:<16} {:>12.3} us", median_ns / 1000.0))?;
        all.insert(key(&text), text);
    }
    ratios(lines, out)?;
    fs::create_dir_all(root().join("benches/record"))?;
    let body: Vec<&str> = all.values().map(String::as_str).collect();
    fs::write(&file, format!("{HEAD}\n{}\n", body.join("\n")))?;
    out.line(format!("recorded in benches/record/{domain}.csv"))
}

/// How many times longer a peer took than each of our hosts, for benches of the same name.
fn ratios(lines: &[Line], out: &mut Out) -> Result<()> {
    let ours = |line: &&Line| ["rust", "python", "node", "wasm"].contains(&line.host.as_str());
    for peer in lines.iter().filter(|line| !ours(line)) {
        for own in lines.iter().filter(ours).filter(|own| own.bench == peer.bench) {
            let ratio = peer.median_ns / own.median_ns;
            out.line(format!("{:<56} {} takes {ratio:.1} times as long as {}", peer.bench, peer.host, own.host))?;
        }
    }
    Ok(())
}

/// Processor and number of cores, without the commas that its maker put there.
fn machine() -> String {
    let text = fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let model = text.lines().find_map(|line| line.strip_prefix("model name")?.split_once(": "));
    let model = model.map_or(std::env::consts::ARCH, |(_, model)| model).replace(',', " ");
    format!("{model} x {}", std::thread::available_parallelism().map_or(1, usize::from))
}
