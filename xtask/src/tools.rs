//! Commands that are crates of their own: `cargo xtask NAME ..` runs the package `xtask-NAME` in xtask/NAME.
//!
//! They need much more than this crate, which every `cargo xtask` has to wait for.

use std::ffi::OsString;
use std::fs;

use anyhow::{Context, Result, bail};

use crate::process::{Out, cargo, root};

/// The commands that are there, in order.
pub fn names() -> Result<Vec<String>> {
    let mut names = Vec::new();
    for entry in fs::read_dir(root().join("xtask"))? {
        let entry = entry?;
        if entry.path().join("Cargo.toml").exists() {
            names.push(entry.file_name().to_string_lossy().into_owned());
        }
    }
    names.sort();
    Ok(names)
}

pub fn exists(name: &str) -> bool {
    root().join("xtask").join(name).join("Cargo.toml").exists()
}

/// Run the command `NAME ARGUMENT..` of a command line.
pub fn run_line(line: &[OsString], out: &mut Out) -> Result<()> {
    let (name, arguments) = line.split_first().context("no command")?;
    run(&name.to_string_lossy(), arguments, out)
}

/// Build a command's crate if need be, and run it.
pub fn run(name: &str, arguments: &[OsString], out: &mut Out) -> Result<()> {
    if !exists(name) {
        bail!("no command `{name}`; besides those of --help there are: {}", names()?.join(", "));
    }
    // The library behind wasm-bindgen takes longer to optimise than an unoptimised build takes to run.
    let profile = if name == "wasm" { "tool" } else { "dev" };
    let run = format!("run --quiet --profile={profile} --package=xtask-{name} --");
    out.run(cargo(&run).args(arguments))
}
