//! What the checks are. A step whose part of the tree is not written yet says so and checks nothing.

use std::fs;
use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context, Result, bail};

use super::{Outcome, Step};
use crate::hosts::{self, HOSTS, NODE, PYTHON, Part, WASM};
use crate::process::{self, Out, cargo, command, python, root, target_dir};
use crate::{docs, licences, lint, release, setup, tools, wasm};

/// All steps, cheap ones first, builders before what uses their results.
pub const STEPS: &[Step] = &[
    quick("fmt", fmt),
    quick("clippy", clippy),
    quick("lint", |out| lint::run(out).map(done)),
    quick("types", types),
    step("licences", |out| licences::run(out).map(done)),
    step("versions", |out| release::check(out).map(done)),
    Step { name: "rust tests", quick: true, tests: true, run: rust_tests },
    step("rustdoc", rustdoc),
    step("hosts", |out| hosts::run(out).map(done)),
    tests("pytest", pytest),
    step("mypy", mypy),
    step("tsc", tsc),
    tests("node", |out| node_tests(&NODE, out)),
    step("wasm", build_wasm),
    tests("wasm in node", |out| node_tests(&WASM, out)),
    tests("wasm in chromium", page_tests),
    tests("vectors", vectors),
    tests("examples", examples),
    tests("docs", |out| docs::run(out).map(done)),
];

const fn step(name: &'static str, run: fn(&mut Out) -> Result<Outcome>) -> Step {
    Step { name, quick: false, tests: false, run }
}

const fn quick(name: &'static str, run: fn(&mut Out) -> Result<Outcome>) -> Step {
    Step { name, quick: true, tests: false, run }
}

const fn tests(name: &'static str, run: fn(&mut Out) -> Result<Outcome>) -> Step {
    Step { name, quick: false, tests: true, run }
}

fn done(_: ()) -> Outcome {
    Outcome::Done
}

/// A command that is to come.
fn planned(what: &str) -> Result<Outcome> {
    Ok(Outcome::Absent(what.into()))
}

fn fmt(out: &mut Out) -> Result<Outcome> {
    out.run(&mut cargo("fmt --all --check")).map(done)
}

fn clippy(out: &mut Out) -> Result<Outcome> {
    out.run(&mut cargo("clippy --workspace --all-targets -- -Dwarnings"))?;
    let features = "clippy --package=coaraci --all-targets --features=data,schema -- -Dwarnings";
    out.run(&mut cargo(features)).map(done)
}

fn types(out: &mut Out) -> Result<Outcome> {
    if !tools::exists("types") {
        return planned("xtask/types");
    }
    tools::run("types", &["--check".into()], out).map(done)
}

fn rust_tests(out: &mut Out) -> Result<Outcome> {
    let runner = if process::has("cargo-nextest") {
        "nextest run --profile=ci --no-tests=pass"
    } else {
        "test --lib --bins --tests --no-fail-fast"
    };
    out.run(cargo(runner).args(HOSTS))?;
    // Each tool apart, with the features that it runs with.
    out.run(cargo(runner).arg("--package=xtask"))?;
    for tool in tools::names()?.iter().filter(|name| *name != "wasm") {
        out.run(cargo(runner).arg(format!("--package=xtask-{tool}")))?;
    }
    out.run(cargo("test --doc").args(HOSTS)).map(done) // nextest runs none
}

fn rustdoc(out: &mut Out) -> Result<Outcome> {
    let mut doc = cargo("doc --no-deps --package=coaraci --package=coaraci-data");
    out.run(doc.env("RUSTDOCFLAGS", "-Dwarnings")).map(done)
}

fn pytest(out: &mut Out) -> Result<Outcome> {
    if !PYTHON.exists() {
        return absent(&PYTHON);
    }
    let pytest = "-m pytest -q -o cache_dir=target/pytest bindings-python/tests";
    out.run(&mut python(pytest)).map(done)
}

fn mypy(out: &mut Out) -> Result<Outcome> {
    if !PYTHON.exists() {
        return absent(&PYTHON);
    }
    let package = root().join("bindings-python/python");
    let mypy = |arguments: &str| {
        let mut mypy = python("-m mypy --strict --cache-dir");
        mypy.arg(root().join("target/mypy")).args(arguments.split_whitespace());
        mypy
    };
    out.run(mypy("-p coaraci").current_dir(&package))?;
    let examples = some_files("examples/python", &["py"])?;
    out.run(mypy("").args(examples).env("MYPYPATH", package)).map(done)
}

/// The examples against the types of the packages; examples with their own package.json bring their own tools.
fn tsc(out: &mut Out) -> Result<Outcome> {
    for place in ["examples/node", "examples/web"] {
        out.run(command(tool("typescript/bin/tsc")?, "--noEmit --strict -p").arg(place))?;
    }
    Ok(Outcome::Done)
}

fn node_tests(part: &Part, out: &mut Out) -> Result<Outcome> {
    if !part.exists() {
        return absent(part);
    }
    let tests = some_files(&format!("{}/test", part.folder), &["test.js", "test.mjs", "test.cjs"])?;
    out.run(command("node", "--test --test-reporter=spec").args(tests)).map(done)
}

/// Build even where the folder already holds a package: a stale one would be tested otherwise.
fn build_wasm(out: &mut Out) -> Result<Outcome> {
    if !WASM.exists() {
        return absent(&WASM);
    }
    wasm::run(&wasm::Options::default(), out).map(done)
}

fn page_tests(out: &mut Out) -> Result<Outcome> {
    if !WASM.exists() {
        return absent(&WASM);
    }
    out.run(&mut browser("--tests", &some_files("bindings-wasm/test", &["html"])?)?).map(done)
}

/// The project's own vectors with the wrong inputs made from them, and those that lie beside the repository, on every host that is there.
fn vectors(out: &mut Out) -> Result<Outcome> {
    if !tools::exists("vectors") {
        return planned("xtask/vectors");
    }
    let there = [(&PYTHON, "python"), (&NODE, "node"), (&WASM, "wasm")].into_iter().filter(|(part, _)| part.exists());
    let hosts: Vec<_> = there.map(|(_, name)| name).collect();
    let hosts = if hosts.is_empty() { "--rust-only".into() } else { format!("--hosts={}", hosts.join(",")) };
    tools::run("vectors", &[hosts.clone().into(), "--hostile".into()], out)?;
    if WASM.exists() {
        wasm::plain(out)?;
        tools::run("vectors", &["--hosts=wasm-plain".into(), "--only=hours/".into()], out)?;
    }
    let shared = root().join("../shared/vectors");
    if !shared.is_dir() {
        out.line("the shared vectors are not beside the repository: left out")?;
        return Ok(Outcome::Done);
    }
    tools::run("vectors", &[hosts.into(), "--weather=../shared/data/weather".into(), shared.into()], out).map(done)
}

/// Each file of `examples/{rust,python,node,web}` is a program that must end well, and each of `examples/proposal` a request with a
/// report. The step `hosts` has built the programs in Rust.
fn examples(out: &mut Out) -> Result<Outcome> {
    let rust = some_files("examples/rust", &["rs"])?;
    let programs = rust.iter().filter_map(|file| file.file_stem()).filter(|name| *name != "docs");
    let mut all: Vec<Command> = programs.map(|name| command(target_dir().join("debug").join(name), "")).collect();
    for file in some_files("examples/python", &["py"])? {
        let mut run = python("");
        run.arg(file);
        all.push(run);
    }
    for file in some_files("examples/node", &["mjs"])? {
        let mut run = command("node", "");
        run.arg(file);
        all.push(run);
    }
    let reports = root().join("target/examples");
    fs::create_dir_all(&reports)?;
    for file in some_files("examples/proposal", &["json"])? {
        let report = reports.join(file.file_stem().unwrap_or_default());
        let mut run = command(target_dir().join("debug/coaraci"), "proposal --json");
        run.arg(&file).arg("--output").arg(report.with_extension("html"));
        all.push(run);
    }
    let pages = some_files("examples/web", &["html"])?;
    let count = all.len() + pages.len();
    all.push(browser("--load", &pages)?);
    for mut run in all {
        out.run(&mut run)?;
    }
    out.line(format!("{count} passed, 0 failed"))?;
    Ok(Outcome::Done)
}

/// Headless Chromium on pages of the repository.
fn browser(mode: &str, pages: &[PathBuf]) -> Result<Command> {
    let chromium = setup::chromium().context("no Chromium found; `cargo xtask setup` installs it")?;
    let mut browser = command("node", "xtask/node/browser.mjs");
    browser.arg(mode).args(pages).env("CHROMIUM", chromium);
    Ok(browser)
}

/// A program of the Node tools.
fn tool(path: &str) -> Result<PathBuf> {
    let tool = root().join("xtask/node/node_modules").join(path);
    tool.exists().then_some(tool).with_context(|| format!("{path} is missing; `cargo xtask setup` installs it"))
}

fn absent(part: &Part) -> Result<Outcome> {
    Ok(Outcome::Absent(part.folder.into()))
}

/// The files directly in a folder whose names end so, in order; none where there is no such folder.
fn files(folder: &str, endings: &[&str]) -> Result<Vec<PathBuf>> {
    let folder = root().join(folder);
    if !folder.is_dir() {
        return Ok(Vec::new());
    }
    let mut files = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        if endings.iter().any(|ending| name.ends_with(&format!(".{ending}"))) {
            files.push(path);
        }
    }
    files.sort();
    Ok(files)
}

/// The same, where none would mean that the step tests nothing.
fn some_files(folder: &str, endings: &[&str]) -> Result<Vec<PathBuf>> {
    let files = files(folder, endings)?;
    if files.is_empty() {
        bail!("nothing to run in {folder}: no file *.{}", endings.join(", *."));
    }
    Ok(files)
}
