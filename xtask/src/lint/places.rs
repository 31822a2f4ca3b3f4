//! Nothing committed may name a folder of one machine or the host of a package registry.

use super::{Finding, Source};

// In two halves, so that this file does not break its own rule.
const FOLDERS: [&str; 5] = [
    concat!("/", "home/"),
    concat!("/", "root/"),
    concat!("/", "work/"),
    concat!("/", "farm/"),
    concat!("/", "Users/"),
];
const REGISTRIES: [&str; 7] = [
    concat!("registry.", "npmjs.org"),
    concat!("registry.", "yarnpkg.com"),
    concat!("files.", "pythonhosted.org"),
    concat!("pypi.", "org/simple"),
    concat!("index.", "crates.io"),
    concat!("static.", "crates.io"),
    concat!("deb.", "debian.org"),
];

pub fn check(source: &Source) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (number, line) in source.text.lines().enumerate() {
        for folder in FOLDERS {
            if line.match_indices(folder).any(|(at, _)| starts_a_path(&line[..at])) {
                findings.push(source.finding(number + 1, format!("a path of one machine: {folder}")));
            }
        }
        for host in REGISTRIES {
            if line.contains(host) {
                findings.push(source.finding(number + 1, format!("a package registry's host: {host}")));
            }
        }
    }
    findings
}

/// A path starts after a blank, a quote, `=` or the like, not in the middle of a URL or a relative path.
fn starts_a_path(before: &str) -> bool {
    !before.ends_with(|c: char| c.is_alphanumeric() || "._-~}$)*".contains(c))
}

#[cfg(test)]
mod tests {
    use super::super::source;
    use super::*;

    const NONE: [usize; 0] = [];

    fn lines(text: &str) -> Vec<usize> {
        check(&source("docs/guide/a.md", text)).into_iter().map(|finding| finding.line).collect()
    }

    #[test]
    fn absolute_paths_of_a_machine_are_refused() {
        assert_eq!(lines(&format!("fine\nopen(\"{}ana/x.csv\")", FOLDERS[0])), [2]);
        assert_eq!(lines(&format!("PATH={}.cargo/bin", FOLDERS[1])), [1]);
        assert_eq!(lines(&format!("file://{}me/x", FOLDERS[4])), [1]);
    }

    #[test]
    fn urls_and_relative_paths_are_not_absolute() {
        assert_eq!(lines(&format!("https://example.org{}index", FOLDERS[0])), NONE);
        assert_eq!(lines(&format!("..{0}x and $PWD{0}x and docs{0}x", FOLDERS[2])), NONE);
    }

    #[test]
    fn registry_hosts_are_refused() {
        assert_eq!(lines(&format!("\"resolved\": \"https://{}/a.tgz\"", REGISTRIES[0])), [1]);
        assert_eq!(lines("see https://docs.rs/serde and https://crates.io/crates/serde"), NONE);
    }
}
