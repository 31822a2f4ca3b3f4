//! `cargo xtask licences`: permissive licences only, from the registry only, and few dependencies in the core.

use std::collections::BTreeMap;

use anyhow::{Context, Result, bail};
use cargo_metadata::{DependencyKind, Metadata, MetadataCommand, Package};
use spdx::{Expression, LicenseReq};

use crate::process::{self, Out, root};

/// Licences under which a dependency may be used.
const ALLOWED: [&str; 13] = [
    "0BSD",
    "Apache-2.0",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "BSL-1.0",
    "CC0-1.0",
    "CDLA-Permissive-2.0",
    "ISC",
    "MIT",
    "MIT-0",
    "Unicode-3.0",
    "Unlicense",
    "Zlib",
];

/// Packages that must not come in, even indirectly, each with the reason.
const BANNED: [(&str, &str); 4] = [
    ("openssl-sys", "needs a C library of the machine; use rustls"),
    ("native-tls", "needs a C library of the machine; use rustls"),
    ("fast-math", "gives other bits than the project's own mathematics"),
    ("micromath", "gives other bits than the project's own mathematics"),
];

/// Bans that hold for what the library itself needs, directly or not; tools and tests may use these.
const BANNED_IN_CORE: [(&str, &str); 4] = [
    ("getrandom", "the core has no source of randomness"),
    ("rand", "the core has no source of randomness"),
    ("iana-time-zone", "the core reads no clock and no zone of the machine"),
    ("tokio", "the core starts no thread"),
];

/// What `coaraci` may depend on directly; one more needs a decision record.
const CORE: [&str; 17] = [
    "chrono",
    "coaraci-data",
    "ed25519-dalek",
    "hmac",
    "libm",
    "nalgebra",
    "pulp",
    "rayon",
    "rust_decimal",
    "schemars",
    "serde",
    "serde_json",
    "num-bigint",
    "serde_json_canonicalizer",
    "serde_path_to_error",
    "sha2",
    "thiserror",
];

pub fn run(out: &mut Out) -> Result<()> {
    let metadata = metadata()?;
    let mut problems = Vec::new();
    let mut used = BTreeMap::new();
    for package in metadata.packages.iter().filter(|package| !metadata.workspace_members.contains(&package.id)) {
        problems.extend(check(package));
        *used.entry(package.license.clone().unwrap_or_else(|| "none".into())).or_insert(0) += 1;
    }
    problems.extend(core_problems(&metadata)?);
    for (licence, count) in &used {
        out.line(format!("{count:>5}  {licence}"))?;
    }
    for problem in &problems {
        out.line(problem)?;
    }
    if !problems.is_empty() {
        bail!("{} dependencies break the rules", problems.len());
    }
    out.line(format!("{} dependencies, all under permissive licences", used.values().sum::<i32>()))
}

/// The dependency graph of the whole workspace, all features.
pub fn metadata() -> Result<Metadata> {
    let mut command = MetadataCommand::new();
    command
        .current_dir(root())
        .manifest_path(root().join("Cargo.toml"))
        .features(cargo_metadata::CargoOpt::AllFeatures);
    command.exec().context("cargo metadata")
}

/// What is wrong with one foreign package.
fn check(package: &Package) -> Vec<String> {
    let name = format!("{} {}", package.name, package.version);
    let mut problems = Vec::new();
    match package.license.as_deref() {
        None => problems.push(format!("{name}: states no licence")),
        Some(text) => match is_allowed(text) {
            Ok(true) => {}
            Ok(false) => problems.push(format!("{name}: licence {text} is not on the list")),
            Err(error) => problems.push(format!("{name}: licence {text}: {error}")),
        },
    }
    if !package.source.as_ref().is_some_and(cargo_metadata::Source::is_crates_io) {
        problems.push(format!("{name}: not from the registry"));
    }
    if let Some((_, reason)) = BANNED.iter().find(|(banned, _)| package.name.as_str() == *banned) {
        problems.push(format!("{name}: banned, {reason}"));
    }
    problems
}

/// Does an SPDX expression (or its old form `A/B`) leave us a licence of the list?
fn is_allowed(text: &str) -> Result<bool> {
    let expression =
        Expression::parse_mode(text, spdx::ParseMode::LAX).map_err(|error| anyhow::anyhow!("{}", error.reason))?;
    let on_list = |wanted: &LicenseReq| wanted.license.id().is_some_and(|id| ALLOWED.contains(&id.name));
    Ok(expression.evaluate(on_list))
}

/// Dependencies of the library that are not on its list, and banned ones anywhere below it.
fn core_problems(metadata: &Metadata) -> Result<Vec<String>> {
    let Some(core) = metadata.packages.iter().find(|package| package.name.as_str() == "coaraci") else {
        return Ok(Vec::new());
    };
    let foreign = |name: &&str| !CORE.contains(name);
    let normal = core.dependencies.iter().filter(|dependency| dependency.kind == DependencyKind::Normal);
    let mut problems: Vec<_> = normal
        .map(|dependency| dependency.name.as_str())
        .filter(foreign)
        .map(|name| format!("coaraci: `{name}` is not among the dependencies that the core may have"))
        .collect();

    // Asked about this package alone: in the workspace's own graph other members switch features on.
    let tree = "tree --package=coaraci --all-features --edges=normal --prefix=none --format={p}";
    for line in process::read(&mut process::cargo(tree))?.lines() {
        let name = line.split(' ').next().unwrap_or_default();
        if let Some((_, reason)) = BANNED_IN_CORE.iter().find(|(banned, _)| name == *banned) {
            problems.push(format!("coaraci: `{name}` below the core: {reason}"));
        }
    }
    Ok(problems)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn permissive_licences_pass() {
        for text in
            ["MIT", "MIT OR Apache-2.0", "MIT/Apache-2.0", "(MIT OR Apache-2.0) AND Unicode-3.0", "MPL-2.0 OR MIT"]
        {
            assert!(is_allowed(text).unwrap(), "{text}");
        }
    }

    #[test]
    fn others_do_not() {
        for text in ["GPL-3.0-only", "MPL-2.0", "MIT AND AGPL-3.0-only", "LGPL-2.1-or-later"] {
            assert!(!is_allowed(text).unwrap(), "{text}");
        }
        assert!(is_allowed("see the file").is_err());
    }
}
