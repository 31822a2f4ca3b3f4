//! Prepared parts: large members of a request that are read once and used for many calls.

use super::{PREPARED, operation, print, read};
use crate::Answer;
use crate::issue::{Code, Error, Issue};
use crate::prepare::Prepare;
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::any::Any;
use std::sync::Arc;

type Part = Arc<dyn Any + Send + Sync>;

/// How an operation reads its prepared part and answers with it.
pub struct PreparedForm {
    /// The operation.
    pub name: &'static str,
    /// Members of its request that may be prepared.
    pub members: &'static [&'static str],
    pub(super) read: fn(&str) -> Result<Part, Error>,
    pub(super) run: fn(&Part, &str) -> Result<String, Error>,
}

impl std::fmt::Debug for PreparedForm {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("PreparedForm").field("name", &self.name).field("members", &self.members).finish_non_exhaustive()
    }
}

/// A part of a request that was read before: an immutable value that the host owns.
#[derive(Clone)]
pub struct Prepared {
    form: &'static PreparedForm,
    part: Part,
}

impl std::fmt::Debug for Prepared {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Prepared").field("form", &self.form).finish_non_exhaustive()
    }
}

impl Prepared {
    /// Calls the operation with the rest of the request. The answer has the bytes of [`super::call`] with both objects merged.
    pub fn call(&self, rest_json: &str) -> String {
        (self.form.run)(&self.part, rest_json).unwrap_or_else(|error| print::print_error(&error))
    }
}

/// Reads a part of an operation's request: an object with some of the members that may be prepared.
///
/// # Errors
/// `UNKNOWN_OPERATION`, `NO_PREPARED_FORM`, and those of reading a request.
pub fn prepare(operation_name: &str, part_json: &str) -> Result<Prepared, Error> {
    let name = operation(operation_name)?.name;
    let form = PREPARED.iter().find(|form| form.name == name).ok_or_else(|| Issue::error(Code::NO_PREPARED_FORM))?;
    Ok(Prepared { form, part: (form.read)(part_json)? })
}

/// Reads the part of the operation's request type; the function itself only names that type.
pub(super) fn read_part<Q: Prepare, A>(_: fn(Q) -> Result<Answer<A>, Error>, text: &str) -> Result<Part, Error>
where
    Q::Part: DeserializeOwned,
{
    let part = read::read::<Q::Part>(text)?;
    Q::settle(&part);
    Ok(Arc::new(part))
}

/// Answers with a part and the rest of the request.
pub(super) fn run_part<Q: Prepare, A: Serialize>(
    operate: fn(Q) -> Result<Answer<A>, Error>,
    part: &Part,
    rest: &str,
) -> Result<String, Error>
where
    Q::Rest: DeserializeOwned,
{
    let part = part.downcast_ref::<Q::Part>().ok_or_else(|| Issue::error(Code::NO_PREPARED_FORM))?;
    print::print(&operate(Q::merge(part, read::read(rest)?)?)?)
}
