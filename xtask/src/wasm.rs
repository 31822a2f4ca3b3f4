//! `cargo xtask wasm`: the browser package in bindings-wasm/pkg, and its size.

use std::env;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};
use flate2::{Compression, write::GzEncoder};

use crate::hosts;
use crate::process::{self, Out, root, target_dir};
use crate::{setup, tools};

const TARGET: &str = "wasm32-unknown-unknown";

/// What the page may have to load, gzip -9. Raised only together with a line in the changelog.
const GZIP_BUDGET: usize = 1_400_000;

/// The same for the file as the browser compiles it.
const RAW_BUDGET: usize = 5_200_000;

#[derive(clap::Args, Default)]
pub struct Options {
    /// Also build without SIMD, into target/wasm-plain, to compare sizes and speed
    #[arg(long)]
    plain: bool,
}

pub fn run(options: &Options, out: &mut Out) -> Result<()> {
    if !hosts::WASM.exists() {
        return out.line(hosts::WASM.absence());
    }
    if options.plain {
        plain(out)?;
    }
    let module = build(true, &target_dir(), &root().join("bindings-wasm/pkg"), out)?;
    let (raw, gzip) = measure(&module, "simd128", out)?;
    if raw > RAW_BUDGET || gzip > GZIP_BUDGET {
        bail!("above the budget of {RAW_BUDGET} bytes raw, {GZIP_BUDGET} bytes gzip");
    }
    Ok(())
}

/// The package without SIMD, in target/wasm-plain.
pub fn plain(out: &mut Out) -> Result<()> {
    let package = root().join("target/wasm-plain/pkg");
    let module = build(false, &target_dir().join("wasm-plain"), &package, out)?;
    measure(&module, "plain", out).map(|_| ())
}

/// Compile, then let wasm-bindgen write the package; return its module.
fn build(simd: bool, target_dir: &Path, package: &Path, out: &mut Out) -> Result<PathBuf> {
    let mut compile = cargo("build --package=coaraci-wasm --profile=wasm --target");
    compile.args([TARGET, "--target-dir"]).arg(target_dir);
    out.run(compile.env("CARGO_ENCODED_RUSTFLAGS", flags(simd)?))?;
    let module = target_dir.join(TARGET).join("wasm/coaraci_wasm.wasm");
    tools::run("wasm", &[module.into(), package.into()], out)?;
    Ok(package.join("coaraci_wasm_bg.wasm"))
}

/// The toolchain's cargo, or that of the distribution where `setup` had to fall back on it.
fn cargo(arguments: &str) -> Command {
    let bin = root().join(setup::DISTRO_COMPILER).join("bin");
    let program = bin.join("cargo");
    if !program.exists() {
        return process::cargo(arguments);
    }
    let mut cargo = process::command(program, arguments);
    cargo.env("PATH", setup::path_with(&bin)).env_remove("RUSTUP_TOOLCHAIN");
    cargo
}

/// Panic messages hold source paths: make them the same on every machine.
fn flags(simd: bool) -> Result<String> {
    let home = env::var_os("CARGO_HOME").map(PathBuf::from).or_else(|| Some(env::home_dir()?.join(".cargo")));
    let sources = home.context("no home directory")?.join("registry/src");
    let mut flags = vec![format!("--remap-path-prefix={}=/src", root().display())];
    for registry in fs::read_dir(sources)? {
        flags.push(format!("--remap-path-prefix={}=/cargo", registry?.path().display()));
    }
    if simd {
        flags.push("-Ctarget-feature=+simd128".into());
    }
    Ok(flags.join("\x1f"))
}

/// Print and return the size of a module, raw and packed.
fn measure(module: &Path, name: &str, out: &mut Out) -> Result<(usize, usize)> {
    let bytes = fs::read(module).with_context(|| format!("cannot read {}", module.display()))?;
    let mut packer = GzEncoder::new(Vec::new(), Compression::best());
    packer.write_all(&bytes)?;
    let gzip = packer.finish()?.len();
    out.line(format!("wasm size ({name}): {} bytes raw, {gzip} bytes gzip", bytes.len()))?;
    Ok((bytes.len(), gzip))
}
