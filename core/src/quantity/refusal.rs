use crate::issue::{Code, Error, Issue, Param};
use std::borrow::Cow;
use std::fmt;

/// What stands in front of an issue that travels through a serde error, whose only content is text.
const MARK: &str = "refused: ";

/// Turns the refusal of a value into the error of any deserializer.
pub(crate) fn refuse<E: serde::de::Error>(error: Error) -> E {
    E::custom(Refusal(error))
}

/// The text form of an [`Error`] inside a serde error: code and parameters as JSON, never a piece of the input.
pub(crate) struct Refusal(Error);

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let issue = self.0.issues().next();
        let code = issue.map_or("", |issue| issue.code.name());
        let path = issue.map_or("", |issue| issue.path.as_str());
        let params = issue.and_then(|issue| serde_json::to_string(&issue.params).ok()).unwrap_or_default();
        write!(f, "{MARK}{code} {path} {params}")
    }
}

impl Refusal {
    /// The issue inside the text of a serde error, if it was made by [`refuse`].
    ///
    /// Parameter names come back through the known names of the code's text, so that no foreign text can enter.
    pub(crate) fn parse(text: &str) -> Option<Issue> {
        let mut parts = text.strip_prefix(MARK)?.splitn(3, ' ');
        let (code, path, params) = (parts.next()?, parts.next()?, parts.next()?);
        let mut issue = Issue::error(Code::find(code)?);
        // Paths inside a refused value are array positions.
        for step in path.split('/').skip(1) {
            issue.path = issue.path.index(step.parse().ok()?);
        }
        let params: serde_json::Map<String, serde_json::Value> = serde_json::from_str(params).ok()?;
        // In the order of KNOWN: the order of a JSON map depends on features of other crates.
        for name in KNOWN {
            if let Some(value) = params.get(*name) {
                issue.params.insert(name, param(value)?);
            }
        }
        Some(issue)
    }
}

/// Parameters that a value's own refusal may carry.
const KNOWN: &[&str] = &["min", "max", "places", "expected"];

fn param(value: &serde_json::Value) -> Option<Param> {
    match value {
        serde_json::Value::Number(number) => match number.as_i64() {
            Some(integer) => Some(Param::Integer(integer)),
            None => number.as_f64().map(Param::Number),
        },
        serde_json::Value::String(word) => Some(Param::Word(Cow::Owned(word.clone()))),
        _ => None,
    }
}
