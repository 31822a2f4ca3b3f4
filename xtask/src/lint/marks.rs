//! No unfinished code, and no test that is left out without a reason or leaves the others out.

use super::{Finding, Source};

// In two halves where this file would otherwise break its own rule.
const UNFINISHED: [&str; 2] = [concat!("to", "do!("), concat!("unimpl", "emented!(")];
const NOTES: [&str; 3] = [concat!("FIX", "ME"), concat!("X", "XX"), concat!("TO", "DO")];

pub fn check(source: &Source) -> Vec<Finding> {
    let extension = source.extension();
    let python = extension == "py";
    let script = ["js", "mjs", "cjs", "jsx", "ts", "tsx"].contains(&extension);
    if extension != "rs" && extension != "sh" && !python && !script {
        return Vec::new();
    }
    let mut findings = Vec::new();
    for (number, line) in source.text.lines().enumerate() {
        let mut find = |what: &str| findings.push(source.finding(number + 1, what));
        if UNFINISHED.iter().any(|mark| line.contains(mark)) || is_note(line) {
            find("an unfinished mark");
        }
        if extension == "rs" && ignores_without_reason(line) {
            find("an ignored test without a reason: #[ignore = \"..\"]");
        }
        if python && skips_python_without_reason(line) {
            find("a skipped test without a reason");
        }
        if script && skips_script_without_reason(line) {
            find("a skipped test without a reason: { skip: 'reason' }");
        }
        if script && [".only(", "only: true"].iter().any(|mark| line.contains(mark)) {
            find("a test that leaves the others out");
        }
    }
    findings
}

/// A comment that begins with the mark, or a mark with its colon.
fn is_note(line: &str) -> bool {
    NOTES.iter().any(|note| {
        line.match_indices(note).any(|(at, _)| {
            let before = line[..at].trim_end();
            let after = &line[at + note.len()..];
            let alone = !before.ends_with(char::is_alphanumeric)
                && !after.starts_with(|c: char| c.is_alphanumeric() || c == '_');
            alone
                && (before.ends_with("//")
                    || before.ends_with('#')
                    || before.ends_with("/*")
                    || after.starts_with([':', '(']))
        })
    })
}

fn ignores_without_reason(line: &str) -> bool {
    let line = line.trim_start();
    line.starts_with(concat!("#[ign", "ore]"))
        || line.starts_with("#[cfg_attr(") && line.contains(concat!(", ign", "ore)]"))
}

fn skips_python_without_reason(line: &str) -> bool {
    let line = line.trim();
    let decorator = line.starts_with("@pytest.mark.skip") || line.starts_with("@unittest.skip");
    let bare_call = ["pytest.skip()", "self.skipTest()"].iter().any(|call| line.contains(call));
    let spoken = line.contains("reason=") || line.contains("(\"") || line.contains("('");
    let continues = line.ends_with('(') || line.ends_with(',');
    bare_call || decorator && !spoken && !continues
}

fn skips_script_without_reason(line: &str) -> bool {
    let marks = ["test.skip(", "it.skip(", "describe.skip(", "test.todo(", "it.todo(", "skip: true", "t.skip()"];
    marks.iter().any(|mark| line.contains(mark))
}

#[cfg(test)]
mod tests {
    use super::super::source;
    use super::*;

    fn count(path: &str, text: &str) -> usize {
        check(&source(path, text)).len()
    }

    #[test]
    fn unfinished_code_is_refused() {
        assert_eq!(count("a.rs", &format!("fn f() {{ {}) }}", UNFINISHED[0])), 1);
        assert_eq!(count("a.rs", &format!("// {} later", NOTES[0])), 1);
        assert_eq!(count("a.py", &format!("x = 1  # {}: later", NOTES[2])), 1);
        assert_eq!(count("a.js", &format!("/* {}(ana) */", NOTES[1])), 1);
    }

    #[test]
    fn ordinary_words_are_not_marks() {
        assert_eq!(count("a.rs", &format!("/// The mask {0}.{0}.{0}-99; {1}S OS MESES", NOTES[1], NOTES[2])), 0);
        assert_eq!(count("a.md", &format!("{}: in a text", NOTES[2])), 0);
    }

    #[test]
    fn a_test_is_left_out_only_with_a_reason() {
        assert_eq!(count("a.rs", concat!("    #[ign", "ore]")), 1);
        assert_eq!(count("a.rs", "#[ignore = \"needs an hour\"]"), 0);
        assert_eq!(count("a.py", "@pytest.mark.skip"), 1);
        assert_eq!(count("a.py", "@pytest.mark.skipif(x > 1)"), 1);
        assert_eq!(count("a.py", "@pytest.mark.skipif(x > 1, reason=\"no disk\")"), 0);
        assert_eq!(count("a.py", "@pytest.mark.skip(\"no disk\")"), 0);
        assert_eq!(count("a.mjs", "test.skip('a', () => {})"), 1);
        assert_eq!(count("a.mjs", "test('a', { skip: 'no disk' }, () => {})"), 0);
        assert_eq!(count("a.mjs", "test.only('a', () => {})"), 1);
    }
}
