//! Reading inputs, and finding the place of a JSON Pointer in their text.

use crate::failure::Failure;
use serde_json::value::RawValue;
use std::collections::HashMap;
use std::io::Read;
use std::path::Path;

/// The text of a file; `-` is standard input.
pub fn read(path: &Path) -> Result<String, Failure> {
    let failed = |error| Failure::Input(path.to_owned(), error);
    if path == Path::new("-") {
        let mut text = String::new();
        std::io::stdin().read_to_string(&mut text).map_err(failed)?;
        Ok(text)
    } else {
        std::fs::read_to_string(path).map_err(failed)
    }
}

/// A place in a text.
#[derive(Debug, PartialEq)]
pub struct Place<'a> {
    /// Line, counted from one.
    pub line: usize,
    /// Characters before it in its line.
    pub column: usize,
    /// The line's text.
    pub text: &'a str,
}

/// Where the value of a pointer, or the nearest value around it that exists, begins.
pub fn locate<'a>(text: &'a str, pointer: &str) -> Option<Place<'a>> {
    let mut value: &RawValue = serde_json::from_str(text).ok()?;
    for step in pointer.split('/').skip(1) {
        let step = step.replace("~1", "/").replace("~0", "~");
        let Some(inner) = member(value, &step) else { break };
        value = inner;
    }
    let offset = value.get().as_ptr() as usize - text.as_ptr() as usize;
    let before = text.get(..offset)?;
    let start = before.rfind('\n').map_or(0, |end| end + 1);
    let line = text.get(start..)?.lines().next()?;
    // A long line is shown around the place only by its beginning: the pointer says the rest.
    (line.len() <= 200).then(|| Place {
        line: before.matches('\n').count() + 1,
        column: before.get(start..).map_or(0, |part| part.chars().count()),
        text: line,
    })
}

fn member<'a>(value: &'a RawValue, step: &str) -> Option<&'a RawValue> {
    if value.get().starts_with('[') {
        let elements: Vec<&RawValue> = serde_json::from_str(value.get()).ok()?;
        elements.get(step.parse::<usize>().ok()?).copied()
    } else {
        let members: HashMap<String, &RawValue> = serde_json::from_str(value.get()).ok()?;
        members.get(step).copied()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_the_line_and_column_of_a_pointer() {
        let text = "{\n  \"a\": [1,\n    {\"b\": true}]\n}";
        assert_eq!(locate(text, "/a/1/b"), Some(Place { line: 3, column: 10, text: "    {\"b\": true}]" }));
        // The nearest value around a missing one.
        assert_eq!(locate(text, "/a/1/c"), Some(Place { line: 3, column: 4, text: "    {\"b\": true}]" }));
        assert_eq!(locate("not json", "/a"), None);
    }
}
