//! Names that say nothing, and names that have no place in the core.

use super::rust::names;
use super::{Finding, Source};

/// Module names that would collect everything.
const EMPTY: [&str; 6] = ["common", "info", "manager", "misc", "util", "utils"];

/// Words of the hosts, which the core must not know; as the beginning of a word (`wasm32` counts).
const HOSTS: [&str; 3] = ["pyo3", "napi", "wasm"];

pub fn check(source: &Source) -> Vec<Finding> {
    let mut findings = Vec::new();
    if ["rs", "py", "js", "mjs", "cjs", "ts", "tsx", "jsx"].contains(&source.extension()) {
        for part in source.path.split('/') {
            let stem = part.split_once('.').map_or(part, |(stem, _)| stem);
            if EMPTY.contains(&stem) {
                findings.push(source.finding(1, format!("`{stem}` says nothing as a name")));
            }
        }
    }
    if source.extension() == "rs"
        && let Ok(names) = names(&source.text, &[], "coaraci")
    {
        let empty = names.modules.iter().filter(|module| EMPTY.contains(&module.name.as_str()));
        findings.extend(
            empty.map(|module| source.finding(module.line, format!("`{}` says nothing as a name", module.name))),
        );
    }
    findings
}

pub fn no_hosts_in_core(source: &Source) -> Vec<Finding> {
    if !source.path.starts_with("core/src/") && source.path != "core/Cargo.toml" {
        return Vec::new();
    }
    let mut findings = Vec::new();
    for (number, line) in source.text.lines().enumerate() {
        let lower = line.to_lowercase();
        let words = || lower.split(|c: char| !c.is_alphanumeric());
        for host in HOSTS {
            if words().any(|word| word.starts_with(host)) {
                findings.push(source.finding(number + 1, format!("the core mentions `{host}`")));
            }
        }
    }
    findings
}

#[cfg(test)]
mod tests {
    use super::super::source;
    use super::*;

    #[test]
    fn modules_have_telling_names() {
        assert_eq!(check(&source("core/src/energy/utils.rs", "")).len(), 1);
        assert_eq!(check(&source("server/src/common/mod.rs", "")).len(), 1);
        assert_eq!(check(&source("bindings-python/python/coaraci/misc.py", "")).len(), 1);
        assert_eq!(check(&source("core/src/lib.rs", "mod money;\nmod manager;"))[0].line, 2);
        assert_eq!(check(&source("core/src/energy/inverter.rs", "struct Info; mod perez;")), []);
    }

    #[test]
    fn the_core_knows_no_host() {
        assert_eq!(no_hosts_in_core(&source("core/src/api.rs", "\n#[cfg(target_arch = \"wasm32\")]"))[0].line, 2);
        assert_eq!(no_hosts_in_core(&source("core/src/api.rs", "/// Called from PyO3.")).len(), 1);
        assert_eq!(no_hosts_in_core(&source("core/Cargo.toml", "napi = \"3\"")).len(), 1);
        assert_eq!(no_hosts_in_core(&source("core/src/api.rs", "/// Off in the browser. let snapit = 1;")), []);
        assert_eq!(no_hosts_in_core(&source("bindings-node/src/lib.rs", "use napi::Result;")), []);
    }
}
