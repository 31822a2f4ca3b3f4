//! `cargo xtask release --check`: one version in every manifest.

use std::fs;

use anyhow::{Context, Result, bail};
use cargo_metadata::Metadata;
use serde_json::Value;

use crate::licences::metadata;
use crate::process::{Out, root};

#[derive(clap::Args)]
pub struct Options {
    /// Only compare the manifests
    #[arg(long, required = true)]
    check: bool,
}

/// The tables are dated, and the tools are never published: both have versions of their own.
fn has_own_version(name: &str) -> bool {
    name == "coaraci-data" || name.starts_with("xtask")
}

/// npm manifests of published packages.
const NPM: [&str; 2] = ["bindings-node/package.json", "bindings-wasm/package.json"];

const PYTHON: &str = "bindings-python/pyproject.toml";

pub fn run(options: &Options, out: &mut Out) -> Result<()> {
    debug_assert!(options.check);
    check(out)
}

/// Compare every manifest with the core's version.
pub fn check(out: &mut Out) -> Result<()> {
    let metadata = metadata()?;
    let mut found = cargo(&metadata);
    for path in NPM {
        if let Ok(text) = fs::read_to_string(root().join(path)) {
            let manifest: Value = serde_json::from_str(&text).with_context(|| path.to_owned())?;
            found.push((path.into(), manifest["version"].as_str().unwrap_or("none").into()));
        }
    }
    if let Ok(text) = fs::read_to_string(root().join(PYTHON))
        && let Some(version) = python_version(&text)
    {
        found.push((PYTHON.into(), version));
    }
    let (_, version) = found.iter().find(|(name, _)| name == "coaraci").context("no package `coaraci`")?.clone();
    let others: Vec<_> = found.iter().filter(|(_, other)| *other != version).collect();
    for (name, other) in &others {
        out.line(format!("{name}: {other}, not {version}"))?;
    }
    if !others.is_empty() {
        bail!("{} manifests carry another version", others.len());
    }
    out.line(format!("{version} in {} manifests", found.len()))
}

/// The versions of the crates, and those that they ask of each other.
fn cargo(metadata: &Metadata) -> Vec<(String, String)> {
    let mut found = Vec::new();
    for package in metadata.workspace_packages() {
        let name = package.name.as_str();
        if !has_own_version(name) {
            found.push((name.to_owned(), package.version.to_string()));
        }
        for dependency in &package.dependencies {
            let own = dependency.path.is_some() && !has_own_version(&dependency.name);
            if own && !dependency.req.comparators.is_empty() {
                let wanted = dependency.req.to_string();
                found
                    .push((format!("{name} -> {}", dependency.name), wanted.trim_start_matches(['^', '=']).to_owned()));
            }
        }
    }
    found
}

/// `version = ".."` of the table `[project]`; none where maturin takes it from Cargo.toml.
fn python_version(text: &str) -> Option<String> {
    let project = text.split("[project]").nth(1)?;
    let own = project.lines().skip(1).take_while(|line| !line.starts_with('['));
    let value = own.filter_map(|line| line.strip_prefix("version")?.trim_start().strip_prefix('=')).next()?;
    Some(value.trim().trim_matches('"').to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_the_version_of_the_project_table_only() {
        let text = "[build-system]\nversion = \"9\"\n[project]\nname = \"coaraci\"\nversion = \"0.1.0\"\n[tool.x]\nversion = \"7\"\n";
        assert_eq!(python_version(text).as_deref(), Some("0.1.0"));
        assert_eq!(python_version("[project]\ndynamic = [\"version\"]\n[tool.x]\nversion = \"7\"\n"), None);
    }
}
