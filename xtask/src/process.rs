//! Running other programs: from the workspace root, with a clean environment, on the terminal or into a log.

use std::env;
use std::ffi::OsStr;
use std::fs::File;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;

use anyhow::{Context, Result, bail};

/// The workspace root.
pub fn root() -> PathBuf {
    let manifest = env::var_os("CARGO_MANIFEST_DIR").unwrap_or_else(|| env!("CARGO_MANIFEST_DIR").into());
    PathBuf::from(manifest).parent().map(Path::to_path_buf).unwrap_or_default()
}

/// The folder of build results.
pub fn target_dir() -> PathBuf {
    env::var_os("CARGO_TARGET_DIR").map_or_else(|| root().join("target"), |dir| root().join(dir))
}

/// A command that starts in the workspace root, with arguments that are separated by blanks.
///
/// `cargo run` describes the xtask to itself by environment variables. Passed on, they would make build
/// scripts run again that a plain `cargo build` has already run, and lend programs the toolchain's libraries.
pub fn command(program: impl AsRef<OsStr>, arguments: &str) -> Command {
    let mut command = Command::new(program);
    command.args(arguments.split_whitespace());
    command.current_dir(root()).stdin(Stdio::null());
    for (name, _) in env::vars_os() {
        let text = name.to_string_lossy();
        if text.starts_with("CARGO_MANIFEST_") || text.starts_with("CARGO_PKG_") {
            command.env_remove(&name);
        }
    }
    if let Some(libraries) = env::var_os("LD_LIBRARY_PATH") {
        let own =
            |path: &PathBuf| path.starts_with(target_dir()) || path.components().any(|c| c.as_os_str() == "toolchains");
        let kept: Vec<_> = env::split_paths(&libraries).filter(|path| !own(path)).collect();
        match env::join_paths(&kept) {
            Ok(path) if !kept.is_empty() => command.env("LD_LIBRARY_PATH", path),
            _ => command.env_remove("LD_LIBRARY_PATH"),
        };
    }
    command
}

/// The cargo that runs this program.
pub fn cargo(arguments: &str) -> Command {
    command(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()), arguments)
}

/// The Python of the project's virtual environment.
pub fn python(arguments: &str) -> Command {
    command(root().join("target/venv/bin/python"), arguments)
}

/// Is there a program of this name that answers to `--version`?
pub fn has(program: &str) -> bool {
    let mut probe = command(program, "--version");
    probe.stdout(Stdio::null()).stderr(Stdio::null());
    probe.status().is_ok_and(|status| status.success())
}

/// The program of this name on the search path.
pub fn find(program: &str) -> Option<PathBuf> {
    let folders = env::var_os("PATH")?;
    env::split_paths(&folders).map(|folder| folder.join(program)).find(|file| file.is_file())
}

/// The standard output of a command that must succeed.
pub fn read(command: &mut Command) -> Result<String> {
    let output =
        command.stderr(Stdio::inherit()).output().with_context(|| format!("cannot start {}", shown(command)))?;
    if !output.status.success() {
        bail!("{} failed ({})", shown(command), output.status);
    }
    String::from_utf8(output.stdout).with_context(|| format!("{} printed something else than UTF-8", shown(command)))
}

/// Where a command and the programs it starts print: the terminal or a log file.
pub struct Out {
    log: Option<File>,
}

impl Out {
    /// Print to the terminal.
    pub fn terminal() -> Self {
        Self { log: None }
    }

    /// Print to a new log file.
    pub fn file(path: &Path) -> Result<Self> {
        let log = File::create(path).with_context(|| format!("cannot write {}", path.display()))?;
        Ok(Self { log: Some(log) })
    }

    /// Print one line.
    pub fn line(&mut self, text: impl AsRef<str>) -> Result<()> {
        use std::io::Write;
        match &mut self.log {
            Some(log) => writeln!(log, "{}", text.as_ref())?,
            None => writeln!(std::io::stdout(), "{}", text.as_ref())?,
        }
        Ok(())
    }

    /// Run a program that must succeed; both its streams go here.
    pub fn run(&mut self, command: &mut Command) -> Result<()> {
        if let Some(log) = &self.log {
            command.stdout(log.try_clone()?).stderr(log.try_clone()?);
            self.line(format!("$ {}", shown(command)))?;
        }
        let status = command.status().with_context(|| format!("cannot start {}", shown(command)))?;
        if !status.success() {
            bail!("{} failed ({status})", shown(command));
        }
        Ok(())
    }

    /// Run a program that must succeed; what it reports goes here, its standard output to the caller.
    pub fn read(&mut self, command: &mut Command) -> Result<String> {
        if let Some(log) = &self.log {
            command.stderr(log.try_clone()?);
            self.line(format!("$ {}", shown(command)))?;
        } else {
            command.stderr(Stdio::inherit());
        }
        let output = command.output().with_context(|| format!("cannot start {}", shown(command)))?;
        if !output.status.success() {
            bail!("{} failed ({})", shown(command), output.status);
        }
        Ok(String::from_utf8(output.stdout)?)
    }
}

/// A command as a person would type it: the program by its bare name, files relative to the root.
fn shown(command: &Command) -> String {
    let root = format!("{}/", root().display());
    let program = Path::new(command.get_program()).file_name().unwrap_or_default().to_string_lossy().into_owned();
    let arguments = command.get_args().map(|argument| argument.to_string_lossy().replace(&root, ""));
    std::iter::once(program).chain(arguments).collect::<Vec<_>>().join(" ")
}

/// A duration as the tables print it.
pub fn seconds(duration: Duration) -> String {
    format!("{:.1} s", duration.as_secs_f64())
}
