//! Runs vector files through every host and compares: `cargo xtask vectors [DIR]`.

mod adapters;
mod case;
mod compare;
mod golden;
mod hostile;
mod hosts;
mod run;

use anyhow::Result;
use clap::Parser;
use std::path::PathBuf;
use std::process::ExitCode;

#[derive(Parser)]
#[command(about = "Run every vector file below DIR that has an adapter, on every host")]
struct Arguments {
    /// Folder with vector files; the project's own by default.
    dir: Option<PathBuf>,
    /// Hosts to run, besides Rust.
    #[arg(long, value_delimiter = ',', default_value = "python,node,wasm")]
    hosts: Vec<hosts::Host>,
    /// Run on Rust alone.
    #[arg(long, conflicts_with = "hosts")]
    rust_only: bool,
    /// Folder of the weather files that chain cases name.
    #[arg(long)]
    weather: Option<PathBuf>,
    /// Also run wrong inputs made from the golden requests.
    #[arg(long)]
    hostile: bool,
    /// Run only files whose path contains this text.
    #[arg(long)]
    only: Option<String>,
    /// The repository's folder.
    #[arg(long, default_value = ".")]
    root: PathBuf,
}

fn main() -> Result<ExitCode> {
    let arguments = Arguments::parse();
    let outcome = run::run(&run::Options {
        dir: arguments.dir.unwrap_or_else(|| arguments.root.join("vectors")),
        hosts: if arguments.rust_only { Vec::new() } else { arguments.hosts },
        weather: arguments.weather,
        only: arguments.only,
        hostile: arguments.hostile,
        root: arguments.root,
    })?;
    println!("{} passed, {} failed", outcome.passed, outcome.failed);
    Ok(if outcome.failed == 0 && outcome.passed > 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}
