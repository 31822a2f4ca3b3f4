//! The project's own commands: `cargo xtask <command>`.

mod bench;
mod ci;
mod demo;
mod docs;
mod fuzz;
mod hosts;
mod licences;
mod lint;
mod process;
mod release;
mod setup;
mod tools;
mod wasm;

use std::ffi::OsString;
use std::process::ExitCode;

use clap::{Parser, Subcommand};
use process::Out;

/// The project's own commands
#[derive(Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask")]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Install what the checks need: wasm target, Chromium, Python and Node tools; safe to repeat
    Setup,
    /// Run the checks, in the order and with the options that CI uses
    Ci(ci::Options),
    /// Show a solar proposal for a house in São Paulo: tables and bars here, target/demo/report.html beside
    Demo,
    /// `setup`, then `ci`: what the README names and CI runs
    Test,
    /// Check layers, names, units, file lengths and unfinished marks
    Lint,
    /// Check the licences and sources of all dependencies
    Licences,
    /// Build the hosts (Python module, Node addon, programs) where the tests look for them
    Hosts,
    /// Build the browser package into bindings-wasm/pkg and check its size
    Wasm(wasm::Options),
    /// Time the benches: kernels, calls in every host, peer libraries; results in benches/record
    Bench(bench::Options),
    /// Send random requests to every operation for some seconds
    Fuzz(fuzz::Options),
    /// Run the Python and JavaScript blocks of README and guides
    Docs,
    /// Check that every manifest carries the one version
    Release(release::Options),
    /// Any other command: the crate in xtask/<command>, for example `vectors`
    #[command(external_subcommand)]
    Tool(Vec<OsString>),
}

fn main() -> ExitCode {
    match run(Cli::parse().command, &mut Out::terminal()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(command: Command, out: &mut Out) -> anyhow::Result<()> {
    match command {
        Command::Setup => setup::run(),
        Command::Demo => demo::run(),
        Command::Ci(options) => ci::run(&options),
        Command::Test => setup::run().and_then(|()| ci::run(&ci::Options::default())),
        Command::Lint => lint::run(out),
        Command::Licences => licences::run(out),
        Command::Hosts => hosts::run(out),
        Command::Wasm(options) => wasm::run(&options, out),
        Command::Bench(options) => bench::run(&options, out),
        Command::Fuzz(options) => fuzz::run(&options, out),
        Command::Docs => docs::run(out),
        Command::Release(options) => release::run(&options, out),
        Command::Tool(line) => tools::run_line(&line, out),
    }
}
