//! `cargo xtask demo`: one real proposal, for a person to look at.

use crate::process::root;
use anyhow::{Context, Result, ensure};
use std::process::Command;

pub fn run() -> Result<()> {
    let folder = root().join("target/demo");
    std::fs::create_dir_all(&folder)?;
    // Through cargo, so that the program is built first; its output goes straight to the terminal.
    let status = Command::new(env!("CARGO"))
        .current_dir(root())
        .args("run --quiet --package=coaraci-cli -- proposal examples/proposal/house-sao-paulo.json --table".split(' '))
        .arg("--output")
        .arg(folder.join("report.html"))
        .status()
        .context("cannot start cargo")?;
    ensure!(status.success(), "the proposal failed ({status})");
    println!("\nreport: target/demo/report.html");
    Ok(())
}
