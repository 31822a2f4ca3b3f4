//! `cargo xtask setup`: install what the checks need. Every step looks first and does nothing where all is there.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;

use anyhow::{Context, Result, bail};

use crate::process::{self, Out, command, root, seconds};

/// Where the last resort for the wasm target lives; see `wasm::cargo`.
pub const DISTRO_COMPILER: &str = "target/rust-web";

/// A step installs what is missing and says what it did.
type Step = fn() -> Result<String>;

/// Run every step; print what each did and how long it took.
pub fn run() -> Result<()> {
    let steps: [(&str, Step); 4] =
        [("debian packages", debian), ("wasm target", wasm_target), ("python tools", python), ("node tools", node)];
    for (name, step) in steps {
        let start = Instant::now();
        let done = step().with_context(|| format!("setup of {name}"))?;
        println!("ok  {name:<16} {:>8}  {done}", seconds(start.elapsed()));
    }
    Ok(())
}

/// The programs that tests use and a bare machine lacks, each with the Debian package that brings it.
fn debian() -> Result<String> {
    let mut missing = Vec::new();
    if chromium().is_none() {
        missing.push("chromium");
    }
    // Debian splits the venv module off; other builds of Python carry it.
    if !succeeds(command(base_python()?, "-c").arg("import ensurepip, venv")) {
        missing.push("python3-venv");
    }
    if missing.is_empty() {
        return Ok("all there".into());
    }
    let manual = format!("as root: apt-get update && apt-get install --no-install-recommends {}", missing.join(" "));
    if !process::has("apt-get") {
        bail!("this machine has no apt-get; install the counterparts of {}", missing.join(", "));
    }
    let apt = |arguments: &str| {
        let is_root = process::read(&mut command("id", "-u"))?.trim() == "0";
        let mut apt = if is_root { command("env", "") } else { command("sudo", "-n env") };
        apt.args(["DEBIAN_FRONTEND=noninteractive", "apt-get", "-qq"]);
        Out::terminal().run(apt.args(arguments.split_whitespace())).with_context(|| manual.clone())
    };
    apt("update")?;
    apt(&format!("install --yes --no-install-recommends {}", missing.join(" ")))?;
    Ok(format!("installed {}", missing.join(", ")))
}

/// The Chromium that the page test drives: the file `CHROMIUM`, or the first one on the search path.
pub fn chromium() -> Option<PathBuf> {
    let named = env::var_os("CHROMIUM").map(PathBuf::from);
    named.or_else(|| ["chromium", "chromium-browser", "google-chrome"].into_iter().find_map(process::find))
}

/// The target of the browser package: by the script, else by the distribution's own newer compiler.
fn wasm_target() -> Result<String> {
    let script = root().join("xtask/scripts/setup-wasm-target.sh");
    let check = |compiler: Option<&Path>| {
        let mut check = command(&script, "--check");
        if let Some(bin) = compiler {
            check.env("PATH", path_with(bin));
        }
        succeeds(&mut check)
    };
    if check(None) {
        return Ok("all there".into());
    }
    let compiler = root().join(DISTRO_COMPILER);
    if compiler.join("bin/cargo").exists() && check(Some(&compiler.join("bin"))) {
        return Ok("all there, with the distribution's compiler".into());
    }
    if Out::terminal().run(&mut command(&script, "")).is_ok() {
        return Ok("installed into the toolchain".into());
    }
    Out::terminal().run(command(&script, "--distro").arg(&compiler))?;
    Ok(format!("unpacked the distribution's compiler into {DISTRO_COMPILER}"))
}

/// The search path with one folder in front.
pub fn path_with(first: &Path) -> std::ffi::OsString {
    let rest = env::var_os("PATH").unwrap_or_default();
    let all = std::iter::once(first.to_path_buf()).chain(env::split_paths(&rest));
    env::join_paths(all).unwrap_or(rest)
}

/// A Python of 3.11 or newer: `PYTHON`, or the first one found.
fn base_python() -> Result<String> {
    let named = env::var("PYTHON").ok().into_iter();
    let usual = ["python3.11", "python3", "python3.12", "python3.13"].map(String::from);
    let fits = |name: &String| succeeds(command(name, "-c").arg("import sys; sys.exit(sys.version_info < (3, 11))"));
    named.chain(usual).find(fits).context("no Python of 3.11 or newer found; install one or name it in PYTHON")
}

/// The virtual environment `target/venv` with the pinned tools.
fn python() -> Result<String> {
    venv("target/venv", "xtask/python/requirements.txt")
}

/// A virtual environment with the packages of a file of requirements.
pub fn venv(place: &str, requirements: &str) -> Result<String> {
    let venv = root().join(place);
    let python = venv.join("bin/python");
    let wanted = fs::read_to_string(root().join(requirements))?;
    let stamp = venv.join("installed.txt");
    // A moved checkout leaves an environment that starts but still points to the old place.
    let here = "import sys; sys.exit(sys.prefix != sys.argv[1])";
    let alive = succeeds(command(&python, "-c").arg(here).arg(&venv));
    if alive && is_text(&stamp, &wanted) {
        return Ok("all there".into());
    }
    if !alive {
        Out::terminal().run(command(base_python()?, "-m venv --clear").arg(&venv))?;
    }
    let install = "-m pip install --quiet --disable-pip-version-check -r";
    Out::terminal().run(command(&python, install).arg(requirements))?;
    fs::write(stamp, &wanted)?;
    Ok(format!("installed {} packages into {place}", wanted.lines().filter(|line| line.contains("==")).count()))
}

/// The Node tools of `xtask/node`, reachable from every folder of the repository.
fn node() -> Result<String> {
    let recent = "process.exit(process.versions.node.split('.')[0] >= 20 ? 0 : 1)";
    if !succeeds(command("node", "-e").arg(recent)) {
        bail!("Node 20 or newer is needed, with npm");
    }
    let fresh = npm("xtask/node")?;
    link_packages()?;
    Ok(if fresh { "all there".into() } else { "installed into xtask/node/node_modules".into() })
}

/// What the package.json of a folder asks for; true where it was there before.
pub fn npm(place: &str) -> Result<bool> {
    let folder = root().join(place);
    let wanted =
        fs::read_to_string(folder.join("package.json"))? + &fs::read_to_string(folder.join("package-lock.json"))?;
    let stamp = folder.join("node_modules/.installed");
    let fresh = is_text(&stamp, &wanted);
    if !fresh {
        let install = "install --no-audit --no-fund --loglevel=error";
        Out::terminal().run(command("npm", install).current_dir(&folder))?;
        fs::write(stamp, &wanted)?;
    }
    Ok(fresh)
}

/// Let any file of the repository import the tools and the project's own packages by their names.
pub fn link_packages() -> Result<()> {
    let modules = root().join("xtask/node/node_modules");
    fs::create_dir_all(&modules)?;
    link(Path::new("xtask/node/node_modules"), &root().join("node_modules"))?;
    for (name, folder) in [("coaraci", "bindings-node"), ("coaraci-wasm", "bindings-wasm")] {
        link(&Path::new("../../..").join(folder), &modules.join(name))?;
    }
    Ok(())
}

/// A symbolic link, made anew where it points elsewhere.
fn link(to: &Path, at: &PathBuf) -> Result<()> {
    if fs::read_link(at).is_ok_and(|found| found == to) {
        return Ok(());
    }
    if at.is_symlink() {
        fs::remove_file(at)?;
    }
    #[cfg(unix)]
    std::os::unix::fs::symlink(to, at).with_context(|| format!("cannot link {}", at.display()))?;
    #[cfg(not(unix))]
    bail!("link {} to {} by hand: this platform has no symbolic links", at.display(), to.display());
    #[cfg(unix)]
    Ok(())
}

fn is_text(file: &Path, text: &str) -> bool {
    fs::read_to_string(file).is_ok_and(|found| found == text)
}

fn succeeds(command: &mut Command) -> bool {
    use std::process::Stdio;
    command.stdout(Stdio::null()).stderr(Stdio::null()).status().is_ok_and(|status| status.success())
}
