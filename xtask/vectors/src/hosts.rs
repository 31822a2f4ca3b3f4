//! The hosts: each one a process that reads calls line by line and writes an envelope a line.

use crate::case::Call;
use anyhow::{Context, Result, ensure};
use std::io::{BufRead, BufReader, BufWriter, Write};
use std::path::Path;
use std::process::{Command, Stdio};

/// A host besides Rust, which always runs in this process.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum Host {
    /// The Python package.
    Python,
    /// The Node addon.
    Node,
    /// The browser package, in Node.
    Wasm,
    /// The same built without SIMD, where `cargo xtask wasm --plain` put it.
    WasmPlain,
}

impl Host {
    /// Its name.
    pub fn name(self) -> &'static str {
        match self {
            Host::Python => "python",
            Host::Node => "node",
            Host::Wasm => "wasm",
            Host::WasmPlain => "wasm without SIMD",
        }
    }

    fn command(self, root: &Path) -> Command {
        let (program, driver) = match self {
            Host::Python => (root.join("target/venv/bin/python"), root.join("bindings-python/driver.py")),
            Host::Node => ("node".into(), root.join("bindings-node/driver.mjs")),
            Host::Wasm | Host::WasmPlain => ("node".into(), root.join("bindings-wasm/driver.mjs")),
        };
        let mut command = Command::new(program);
        command.arg(driver);
        if self == Host::WasmPlain {
            command.arg(root.join("target/wasm-plain/pkg/coaraci_wasm_bg.wasm"));
        }
        command
    }

    /// The envelopes of all calls, in order.
    pub fn answers(self, root: &Path, calls: &[&Call]) -> Result<Vec<String>> {
        let mut command = self.command(root);
        let mut child = command
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .with_context(|| format!("{} does not start: {command:?}", self.name()))?;
        let input = child.stdin.take().context("no input")?;
        let output = child.stdout.take().context("no output")?;
        let answers = std::thread::scope(|scope| -> Result<Vec<String>> {
            scope.spawn(move || {
                let mut input = BufWriter::new(input);
                for call in calls {
                    let line = serde_json::json!({"operation": call.operation, "request": call.request});
                    // A host that went away is seen by its missing answers.
                    if writeln!(input, "{line}").is_err() {
                        break;
                    }
                }
            });
            Ok(BufReader::new(output).lines().collect::<Result<_, _>>()?)
        })?;
        let status = child.wait()?;
        ensure!(status.success(), "{} ended with {status}", self.name());
        ensure!(answers.len() == calls.len(), "{} answered {} of {} calls", self.name(), answers.len(), calls.len());
        Ok(answers)
    }
}
