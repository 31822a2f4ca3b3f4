//! The project's own commands: `cargo xtask <command>`.

mod ci;
mod hosts;
mod licences;
mod lint;
mod process;
mod release;
mod setup;
mod wasm;

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
    /// Check that every manifest carries the one version
    Release(release::Options),
}

fn main() -> anyhow::Result<()> {
    let mut out = Out::terminal();
    match Cli::parse().command {
        Command::Setup => setup::run(),
        Command::Ci(options) => ci::run(&options),
        Command::Test => setup::run().and_then(|()| ci::run(&ci::Options::default())),
        Command::Lint => lint::run(&mut out),
        Command::Licences => licences::run(&mut out),
        Command::Hosts => hosts::run(&mut out),
        Command::Wasm(options) => wasm::run(&options, &mut out),
        Command::Release(options) => release::run(&options, &mut out),
    }
}
