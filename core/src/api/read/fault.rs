use crate::issue::{Code, Issue, Param, Pointer};
use crate::quantity::Refusal;
use serde::de::{Expected, Unexpected};
use std::borrow::Cow;
use std::fmt;

/// A place in a request: its pointer, and the positions of its steps, by which issues are ordered.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Place {
    pub path: Pointer,
    pub order: Vec<u32>,
    /// Whether the value here is made up: nothing is noted about it.
    pub made_up: bool,
}

impl Place {
    pub fn field(&self, name: &str, position: usize) -> Self {
        self.step(self.path.field(name), position)
    }

    pub fn element(&self, index: usize) -> Self {
        self.step(self.path.index(index), index)
    }

    /// A member of an object whose keys are the caller's: such a key may be personal data and stays out of the pointer.
    pub fn member(&self, index: usize) -> Self {
        self.step(self.path.clone(), index)
    }

    /// The place of what does not belong into a structure: after all its fields.
    pub fn beside(&self) -> Self {
        Place { order: [self.order.as_slice(), &[u32::MAX]].concat(), ..self.clone() }
    }

    fn step(&self, path: Pointer, position: usize) -> Self {
        let mut order = self.order.clone();
        order.push(u32::try_from(position).unwrap_or(u32::MAX));
        Place { path, order, made_up: self.made_up }
    }
}

/// Why a walk ended.
#[derive(Debug)]
pub(super) struct Fault {
    pub issue: Issue,
    /// Where, once that is known.
    pub place: Option<Place>,
    /// The field that is absent, for `MISSING_FIELD`.
    pub missing: Option<&'static str>,
    /// Whether the problem is noted already and only another walk is wanted.
    pub noted: bool,
}

impl Fault {
    pub fn new(issue: Issue) -> Self {
        Fault { issue, place: None, missing: None, noted: false }
    }

    /// Sets the place unless a deeper one is known.
    pub fn at(mut self, place: &Place) -> Self {
        self.place.get_or_insert_with(|| place.clone());
        self
    }
}

impl std::error::Error for Fault {}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.issue, f)
    }
}

impl serde::de::Error for Fault {
    fn custom<T: fmt::Display>(message: T) -> Self {
        // A foreign message may quote the input: only a refusal of our own types is read.
        Fault::new(Refusal::parse(&message.to_string()).unwrap_or_else(|| bad_type("value")))
    }

    fn invalid_type(_: Unexpected<'_>, expected: &dyn Expected) -> Self {
        Fault::new(bad_type(expected.to_string()))
    }

    fn invalid_value(_: Unexpected<'_>, expected: &dyn Expected) -> Self {
        Fault::new(bad_type(expected.to_string()))
    }

    fn invalid_length(_: usize, expected: &dyn Expected) -> Self {
        Fault::new(bad_type(expected.to_string()))
    }

    fn missing_field(field: &'static str) -> Self {
        Fault { missing: Some(field), ..Fault::new(Issue::error(Code::MISSING_FIELD)) }
    }
}

/// `BAD_TYPE` with what was expected; `DECIMAL_NOT_STRING` where that is decimal text.
pub(super) fn bad_type(expected: impl Into<Cow<'static, str>>) -> Issue {
    let expected = expected.into();
    let code = if expected == crate::money::EXPECTED { Code::DECIMAL_NOT_STRING } else { Code::BAD_TYPE };
    let mut issue = Issue::error(code);
    issue.params.insert("expected", Param::Word(expected));
    issue
}
