//! `cargo xtask fuzz`: random requests against every operation for a given time.
//!
//! The driver of `fuzz/` needs nothing to be installed; the same checks run under cargo-fuzz where that is there.

use std::ffi::OsString;
use std::fs;
use std::time::UNIX_EPOCH;

use anyhow::{Context, Result, bail};

use crate::process::{Out, cargo, root, target_dir};

#[derive(clap::Args)]
pub struct Options {
    /// How long, in seconds
    #[arg(default_value_t = 60)]
    seconds: u64,
    /// Only this operation
    #[arg(long)]
    only: Option<String>,
    /// Begin of the random numbers; another one each time by default
    #[arg(long)]
    seed: Option<u64>,
}

pub fn run(options: &Options, out: &mut Out) -> Result<()> {
    let current = root().join("fuzz/artifacts/current");
    fs::create_dir_all(root().join("fuzz/artifacts"))?;
    let seed = options.seed.unwrap_or_else(|| UNIX_EPOCH.elapsed().map_or(1, |elapsed| elapsed.as_secs()));
    let mut driver = cargo("run --quiet --release --manifest-path=fuzz/Cargo.toml --bin=driver --target-dir");
    driver.arg(target_dir().join("fuzz")).arg("--").args([root().into_os_string(), options.seconds.to_string().into()]);
    driver.arg(seed.to_string()).args(options.only.iter().map(OsString::from));
    if let Err(error) = out.run(&mut driver) {
        // A stack that overflowed ends the driver; what it was doing then stands in this file.
        let text = fs::read_to_string(&current).context(error)?;
        let (operation, request) = text.split_once('\n').context("the driver did not begin")?;
        let kept = root().join("fuzz/regressions").join(operation);
        fs::create_dir_all(&kept)?;
        fs::write(kept.join(format!("seed-{seed}")), request)?;
        bail!("`{operation}` failed; its request is kept in fuzz/regressions/{operation}/seed-{seed}");
    }
    Ok(())
}
