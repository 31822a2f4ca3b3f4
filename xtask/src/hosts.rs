//! The parts of the tree that hold a host, and `cargo xtask hosts`, which builds them for the tests.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use cargo_metadata::{CrateType, Message};

use crate::process::{self, Out, cargo, command, python, root, target_dir};
use crate::setup;

/// A folder of the tree that is a crate once it is written.
pub struct Part {
    pub folder: &'static str,
    package: &'static str,
}

pub const PYTHON: Part = Part { folder: "bindings-python", package: "coaraci-python" };
pub const NODE: Part = Part { folder: "bindings-node", package: "coaraci-node" };
pub const WASM: Part = Part { folder: "bindings-wasm", package: "coaraci-wasm" };

impl Part {
    pub fn exists(&self) -> bool {
        root().join(self.folder).join("Cargo.toml").exists()
    }

    /// The line that says that this part is not written yet.
    pub fn absence(&self) -> String {
        format!("not there yet: {}/Cargo.toml", self.folder)
    }
}

/// All packages but the tools and benches. Without those the features that only they ask for stay off, and the
/// libraries that are tested are the ones that are shipped.
pub const HOSTS: [&str; 3] = ["--workspace", "--exclude=xtask*", "--exclude=coaraci-benches"];

/// Build every library and program once, then put the native modules where their packages look for them.
pub fn run(out: &mut Out) -> Result<()> {
    build(&HOSTS, out)?;
    out.line(format!("programs are in {}", target_dir().join("debug").display()))
}

/// The native modules alone, optimised, for whoever takes their time.
pub fn run_release(out: &mut Out) -> Result<()> {
    build(&["--release", "--package=coaraci-python", "--package=coaraci-node"], out)
}

fn build(what: &[&str], out: &mut Out) -> Result<()> {
    let mut build = cargo("build --message-format=json-render-diagnostics");
    let messages = out.read(build.args(what))?;
    let library = |part: &Part| library(&messages, part).with_context(|| format!("{} built no library", part.package));
    if PYTHON.exists() {
        place(&library(&PYTHON)?, "bindings-python/python/coaraci/_native.abi3.so", out)?;
        add_to_venv(out)?;
    } else {
        out.line(PYTHON.absence())?;
    }
    if NODE.exists() {
        place(&library(&NODE)?, &format!("bindings-node/coaraci.{}.node", platform()?), out)?;
    } else {
        out.line(NODE.absence())?;
    }
    setup::link_packages()
}

/// The dynamic library of a package, from what cargo said it built.
fn library(messages: &str, part: &Part) -> Option<PathBuf> {
    let artifacts = Message::parse_stream(messages.as_bytes()).filter_map(|message| match message {
        Ok(Message::CompilerArtifact(artifact)) => Some(artifact),
        _ => None,
    });
    let own = format!("/{}#", part.folder);
    let mut cdylibs = artifacts.filter(|artifact| {
        artifact.package_id.repr.contains(&own) && artifact.target.crate_types.contains(&CrateType::CDyLib)
    });
    let files = cdylibs.next()?.filenames;
    files.into_iter().map(PathBuf::from).find(|file| {
        file.extension().is_some_and(|extension| ["so", "dylib", "dll"].iter().any(|known| extension == *known))
    })
}

/// Copy by way of a new file: a running program may still have the old one mapped.
fn place(library: &Path, at: &str, out: &mut Out) -> Result<()> {
    let to = root().join(at);
    let new = to.with_extension("new");
    fs::copy(library, &new).with_context(|| format!("cannot write {at}"))?;
    fs::rename(&new, &to)?;
    out.line(format!("placed {at}"))
}

/// Let the virtual environment import the package from the tree.
fn add_to_venv(out: &mut Out) -> Result<()> {
    let script = "import pathlib, sys, sysconfig; \
                  pathlib.Path(sysconfig.get_path('purelib'), 'coaraci.pth').write_text(sys.argv[1] + '\\n')";
    out.run(python("-c").arg(script).arg(root().join("bindings-python/python")))
}

/// This platform as napi names it.
fn platform() -> Result<String> {
    let script = "const abi = { linux: '-gnu', win32: '-msvc' }[process.platform] ?? ''; \
                  `${process.platform}-${process.arch}${abi}`";
    Ok(process::read(command("node", "-p").arg(script))?.trim().to_owned())
}
