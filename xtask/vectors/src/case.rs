//! A case of a vector file: the calls it makes and the judgement of their answers.

use serde_json::Value;
use std::path::{Path, PathBuf};

/// A vector file.
pub struct File<'a> {
    /// Where it is.
    pub path: &'a Path,
    /// What it holds.
    pub text: &'a str,
    /// Folders in which weather files are looked for.
    pub weather: &'a [PathBuf],
}

impl File<'_> {
    /// Its name.
    pub fn name(&self) -> &str {
        self.path.file_name().and_then(|name| name.to_str()).unwrap_or_default()
    }

    /// Its content as JSON; null if it is none.
    pub fn json(&self) -> Value {
        serde_json::from_str(self.text).unwrap_or(Value::Null)
    }

    /// The text of a weather file by name, from the first folder that has it.
    pub fn weather(&self, name: &str) -> Option<String> {
        let bytes = self.weather.iter().find_map(|folder| std::fs::read(folder.join(name)).ok())?;
        Some(String::from_utf8_lossy(&bytes).into_owned())
    }
}

/// One call of an operation.
pub struct Call {
    /// The operation.
    pub operation: String,
    /// The request as JSON text.
    pub request: String,
}

impl Call {
    /// A call with a request made of JSON.
    pub fn new(operation: &str, request: &Value) -> Self {
        Call { operation: operation.to_owned(), request: request.to_string() }
    }
}

/// Judges the envelopes of a case's calls; the text says what differs.
pub type Check = Box<dyn Fn(&[Value]) -> Result<(), String>>;

/// One case.
pub struct Case {
    /// Its name in the file.
    pub id: String,
    /// What to do.
    pub plan: Plan,
}

/// What to do with a case.
pub enum Plan {
    /// Its function, system or modality is not built yet: counted under that name, never as passed.
    Pending(String),
    /// Its material (a weather file) is not there: counted under that name, never as passed.
    Missing(String),
    /// Call and judge.
    Run {
        /// The calls, in order.
        calls: Vec<Call>,
        /// The judgement of their envelopes.
        check: Check,
    },
}

impl Case {
    /// A case of one call.
    pub fn one(
        id: impl Into<String>,
        operation: &str,
        request: &Value,
        check: impl Fn(&Value) -> Result<(), String> + 'static,
    ) -> Self {
        Case::text(id, operation, request.to_string(), check)
    }

    /// A case of one call with a request that is text.
    pub fn text(
        id: impl Into<String>,
        operation: &str,
        request: String,
        check: impl Fn(&Value) -> Result<(), String> + 'static,
    ) -> Self {
        let calls = vec![Call { operation: operation.to_owned(), request }];
        let check: Check = Box::new(move |envelopes| check(envelopes.first().unwrap_or(&Value::Null)));
        Case { id: id.into(), plan: Plan::Run { calls, check } }
    }

    /// A case whose function is not built yet.
    pub fn pending(id: impl Into<String>, what: impl Into<String>) -> Self {
        Case { id: id.into(), plan: Plan::Pending(what.into()) }
    }
}

/// Turns the cases of one kind of file into calls.
#[derive(Clone, Copy)]
pub struct Adapter {
    /// Whether this adapter is for the file: by its name and, where two folders share a name, by its content.
    pub accepts: fn(&File<'_>) -> bool,
    /// The cases.
    pub cases: fn(&File<'_>) -> Vec<Case>,
}
