//! The closing lines of test runners: found in a log, and counted.

use std::fmt;
use std::ops::AddAssign;

/// How many tests ran.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub struct Count {
    pub passed: u64,
    pub failed: u64,
}

impl AddAssign for Count {
    fn add_assign(&mut self, other: Self) {
        self.passed += other.passed;
        self.failed += other.failed;
    }
}

impl fmt::Display for Count {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} passed, {} failed", self.passed, self.failed)
    }
}

impl Count {
    /// The sum over closing lines.
    pub fn of(lines: &[String]) -> Self {
        let mut sum = Self::default();
        for line in lines {
            sum += Self {
                passed: before(line, "passed").or_else(|| after(line, "pass")).unwrap_or(0),
                failed: before(line, "failed").or_else(|| after(line, "fail")).unwrap_or(0),
            };
        }
        sum
    }
}

/// The closing lines of a log, in their order, without those of runs without any test.
///
/// A runner that prints `N passed, N failed` for each of its files as well closes with the sum: of such lines
/// only the last one of a log counts.
pub fn closing_lines(log: &str) -> Vec<String> {
    let lines: Vec<&str> = log.lines().map(str::trim).collect();
    let last_plain = lines.iter().rposition(|line| is_plain(line));
    let closing = lines.iter().enumerate().filter(|(at, line)| is_runner(line) || Some(*at) == last_plain);
    let counted =
        closing.filter(|(_, line)| before(line, "passed") != Some(0) || before(line, "failed").is_some_and(|n| n > 0));
    counted.map(|(_, line)| (*line).to_owned()).collect()
}

/// The closing line of cargo test, nextest, pytest or one of those of node's runner.
fn is_runner(line: &str) -> bool {
    let node = line.strip_prefix("ℹ ").or_else(|| line.strip_prefix("# "));
    let node = node.is_some_and(|rest| {
        let mut words = rest.split(' ');
        matches!(words.next(), Some("tests" | "pass" | "fail"))
            && words.next().is_some_and(is_number)
            && words.next().is_none()
    });
    let pytest = line.trim_matches(['=', ' ']);
    let pytest = pytest.split(' ').next().is_some_and(is_number)
        && pytest.contains(" in ")
        && pytest.contains("passed")
        && pytest.contains('s');
    line.starts_with("test result: ") || line.starts_with("Summary [") || pytest || node
}

/// `N passed, N failed`, perhaps `, N skipped`, perhaps after one word and a colon.
fn is_plain(line: &str) -> bool {
    let rest = match line.split_once(": ") {
        Some((word, rest)) if !word.contains(' ') => rest,
        _ => line,
    };
    let mut parts = rest.split(", ");
    let part = |text: Option<&str>, word: &str| {
        text.and_then(|text| text.strip_suffix(word)).is_some_and(|n| is_number(n.trim_end()))
    };
    let both = part(parts.next(), " passed") && part(parts.next(), " failed");
    both && parts.next().is_none_or(|skipped| part(Some(skipped), " skipped"))
}

fn is_number(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// The number in front of a word: `12 passed`.
fn before(line: &str, word: &str) -> Option<u64> {
    let mut words = line.split([' ', ',', ';', '=']).filter(|part| !part.is_empty());
    let mut last = None;
    words.find_map(|part| {
        if part == word {
            last
        } else {
            last = part.parse().ok();
            None
        }
    })
}

/// The number behind a word: `pass 12`.
fn after(line: &str, word: &str) -> Option<u64> {
    line.split_once(&format!(" {word} "))?.1.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn counted(log: &str) -> (usize, u64, u64) {
        let lines = closing_lines(log);
        let Count { passed, failed } = Count::of(&lines);
        (lines.len(), passed, failed)
    }

    #[test]
    fn counts_cargo_test() {
        let log = "running 3 tests\ntest result: ok. 3 passed; 0 failed; 1 ignored; 0 measured; 0 filtered out; finished in 0.01s\n\
                   test result: ok. 0 passed; 0 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.00s\n";
        assert_eq!(counted(log), (1, 3, 0));
    }

    #[test]
    fn counts_nextest() {
        let log = "     Summary [   0.012s] 5 tests run: 5 passed (1 slow), 2 skipped\n";
        assert_eq!(counted(log), (1, 5, 0));
        assert_eq!(counted("     Summary [   0.012s] 5 tests run: 4 passed, 1 failed, 2 skipped\n"), (1, 4, 1));
    }

    #[test]
    fn counts_pytest() {
        assert_eq!(counted("...\n12 passed, 1 skipped in 0.34s\n"), (1, 12, 0));
        assert_eq!(counted("==== 1 failed, 11 passed in 2.00s ====\n"), (1, 11, 1));
    }

    #[test]
    fn counts_node() {
        assert_eq!(counted("✔ a (1ms)\nℹ tests 7\nℹ suites 0\nℹ pass 6\nℹ fail 1\nℹ skipped 0\n"), (3, 6, 1));
        assert_eq!(counted("# tests 2\n# pass 2\n# fail 0\n"), (3, 2, 0));
    }

    #[test]
    fn of_plain_lines_only_the_last_counts() {
        assert_eq!(counted("a.json: 3 passed, 0 failed\nb.json: 4 passed, 1 failed\n7 passed, 1 failed\n"), (1, 7, 1));
        assert_eq!(counted("pages: 2 passed, 0 failed, 1 skipped\n"), (1, 2, 0));
        assert_eq!(counted("we saw 2 passed, 0 failed\n"), (0, 0, 0));
    }

    #[test]
    fn a_run_without_tests_counts_nothing() {
        assert_eq!(counted("0 passed, 0 failed\n"), (0, 0, 0));
    }
}
