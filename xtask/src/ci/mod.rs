//! `cargo xtask ci`: the checks in their order, each into a log of its own, one line each on the terminal.

mod steps;
mod summary;

use std::fs;
use std::io::{IsTerminal, Write, stdout};
use std::path::Path;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

use crate::process::{Out, root, seconds};
use summary::Count;

#[derive(clap::Args, Default)]
pub struct Options {
    /// Only what an inner loop needs: fmt, clippy, lint, types, unit tests
    #[arg(long)]
    quick: bool,
    /// Only the steps of these names
    #[arg(long, value_name = "STEP", num_args = 1..)]
    only: Vec<String>,
}

/// One check.
struct Step {
    name: &'static str,
    /// Part of `--quick`.
    quick: bool,
    /// A test runner: its closing lines are shown, and no test at all is a failure.
    tests: bool,
    run: fn(&mut Out) -> Result<Outcome>,
}

/// How a step that did not fail ended.
enum Outcome {
    Done,
    /// Nothing to check: the part is not written yet. The text names what is missing.
    Absent(String),
}

/// How a step ended, for the table.
enum Mark {
    Ok,
    Absent,
    Failed,
}

impl Mark {
    fn text(&self) -> &'static str {
        match self {
            Self::Ok => "ok",
            Self::Absent => "--",
            Self::Failed => "FAILED",
        }
    }
}

/// Lines of a failed step's log that are shown.
const TAIL: usize = 60;

/// Run the chosen steps up to the first failure.
pub fn run(options: &Options) -> Result<()> {
    let unknown = |name: &&String| !steps::STEPS.iter().any(|step| step.name == name.as_str());
    if let Some(name) = options.only.iter().find(unknown) {
        let names: Vec<_> = steps::STEPS.iter().map(|step| step.name).collect();
        bail!("no step `{name}`; there are: {}", names.join(", "));
    }
    let chosen = steps::STEPS.iter().filter(|step| {
        (step.quick || !options.quick) && (options.only.is_empty() || options.only.iter().any(|name| name == step.name))
    });
    let logs = root().join("target/ci");
    fs::create_dir_all(&logs)?;

    let start = Instant::now();
    let mut table = Vec::new();
    let mut tests = Count::default();
    let mut failure = None;
    for step in chosen {
        let log = logs.join(format!("{}.log", step.name.replace(' ', "-")));
        announce(step.name)?;
        let begun = Instant::now();
        let result = (step.run)(&mut Out::file(&log)?).and_then(|outcome| Ok((outcome, closing(step, &log)?)));
        let took = begun.elapsed();
        let mark = match result {
            Ok((Outcome::Absent(what), _)) => {
                report(&Mark::Absent, step.name, &format!("not there yet: {what}"));
                Mark::Absent
            }
            Ok((Outcome::Done, lines)) if step.tests && Count::of(&lines).passed == 0 => {
                report(&Mark::Failed, step.name, &seconds(took));
                failure = Some((step.name, log, anyhow::anyhow!("no test was run")));
                Mark::Failed
            }
            Ok((Outcome::Done, lines)) => {
                report(&Mark::Ok, step.name, &seconds(took));
                lines.iter().for_each(|line| println!("{line}"));
                tests += Count::of(&lines);
                Mark::Ok
            }
            Err(error) => {
                report(&Mark::Failed, step.name, &seconds(took));
                failure = Some((step.name, log, error));
                Mark::Failed
            }
        };
        table.push((step.name, mark, took));
        if failure.is_some() {
            break;
        }
    }
    if let Some((name, log, error)) = failure {
        show_tail(&log)?;
        print_table(&table, start.elapsed());
        return Err(
            error.context(format!("{name} failed; all of its output: target/ci/{}.log", name.replace(' ', "-")))
        );
    }
    print_table(&table, start.elapsed());
    if tests != Count::default() {
        println!("{tests}");
    }
    Ok(())
}

/// The closing lines of the test runners of a step.
fn closing(step: &Step, log: &Path) -> Result<Vec<String>> {
    if !step.tests {
        return Ok(Vec::new());
    }
    let bytes = fs::read(log).with_context(|| format!("cannot read {}", log.display()))?;
    Ok(summary::closing_lines(&String::from_utf8_lossy(&bytes)))
}

/// On a terminal, say what runs; the line is written over when it has ended.
fn announce(name: &str) -> Result<()> {
    if stdout().is_terminal() {
        print!("..      {name}\r");
        stdout().flush()?;
    }
    Ok(())
}

fn report(mark: &Mark, name: &str, end: &str) {
    println!("{:<6}  {name:<16}  {end}", mark.text());
}

fn show_tail(log: &Path) -> Result<()> {
    let text = String::from_utf8_lossy(&fs::read(log)?).into_owned();
    let lines: Vec<_> = text.lines().collect();
    for line in &lines[lines.len().saturating_sub(TAIL)..] {
        println!("    {line}");
    }
    Ok(())
}

fn print_table(table: &[(&str, Mark, Duration)], all: Duration) {
    println!("\n{:<16}  {:<6}  {:>9}", "step", "", "time");
    for (name, mark, took) in table {
        println!("{name:<16}  {:<6}  {:>9}", mark.text(), seconds(*took));
    }
    println!("{:<16}  {:<6}  {:>9}\n", "all", "", seconds(all));
}
