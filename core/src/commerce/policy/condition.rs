//! Conditions: read once, evaluated with three values (Kleene), so that a missing field is neither true nor false.

use super::context::{Context, Value};
use super::field::{self, Kind};
use crate::canonical::Json;
use crate::issue::{Code, Error, Issue, Pointer};
use crate::money::parse_decimal;
use rust_decimal::Decimal;
use std::collections::{BTreeMap, BTreeSet};

/// Depth of the outermost condition is 0.
const MOST_DEPTH: usize = 16;
/// Largest integer of a condition: 2^53 − 1.
const MOST_INTEGER: i128 = (1 << 53) - 1;

/// A condition.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::commerce) enum Condition {
    Constant(bool),
    All(Vec<Condition>),
    Any(Vec<Condition>),
    Not(Box<Condition>),
    Atom(Atom),
}

/// A test of one field.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::commerce) struct Atom {
    pub field: String,
    pub kind: Kind,
    pub test: Test,
}

/// What a field is compared with.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::commerce) enum Test {
    Gt(Decimal),
    Gte(Decimal),
    Lt(Decimal),
    Lte(Decimal),
    Eq(Decimal),
    Ne(Decimal),
    Between(Decimal, Decimal),
    In(BTreeSet<String>),
    NotIn(BTreeSet<String>),
    Prefix(String),
    Contains(String),
    ContainsAny(BTreeSet<String>),
    ContainsAll(BTreeSet<String>),
    SubsetOf(BTreeSet<String>),
    Is(bool),
    Exists(bool),
}

/// True, false or unknown.
pub(in crate::commerce) type Truth = Option<bool>;

impl Condition {
    /// Reads a condition; `own` are the policy's own fields.
    ///
    /// # Errors
    /// `CONDITION_TOO_DEEP`, `CONDITION_SYNTAX`, `CONDITION_EMPTY`, `FIELD_UNKNOWN`, `OPERATOR_TYPE`, `VALUE_TYPE`, a decimal
    /// error, `VALUE_RANGE`; the first that is met.
    pub fn read(json: &Json, own: &BTreeMap<&str, Kind>) -> Result<Condition, Error> {
        read(json, own, &Pointer::root(), 0)
    }

    /// Its truth in a context.
    pub fn evaluate(&self, context: &Context) -> Truth {
        match self {
            Condition::Constant(value) => Some(*value),
            Condition::All(parts) => join(parts, context, false),
            Condition::Any(parts) => join(parts, context, true),
            Condition::Not(part) => part.evaluate(context).map(|truth| !truth),
            Condition::Atom(atom) => atom.evaluate(context),
        }
    }
}

/// `decisive` wins over unknown, which wins over its opposite.
fn join(parts: &[Condition], context: &Context, decisive: bool) -> Truth {
    let mut truth = Some(!decisive);
    for part in parts {
        match part.evaluate(context) {
            Some(value) if value == decisive => return Some(decisive),
            None => truth = None,
            Some(_) => {}
        }
    }
    truth
}

impl Atom {
    fn evaluate(&self, context: &Context) -> Truth {
        let value = context.get(&self.field);
        if let Test::Exists(wanted) = self.test {
            return Some(value.is_some() == wanted);
        }
        Some(match (&self.test, value?) {
            (test, Value::Decimal(number)) => test.number(*number),
            (test, Value::Int(number)) => test.number(Decimal::from(*number)),
            (Test::In(words), Value::Text(text)) => words.contains(text),
            (Test::NotIn(words), Value::Text(text)) => !words.contains(text),
            (Test::Prefix(beginning), Value::Text(text)) => text.starts_with(beginning.as_str()),
            (Test::Contains(word), Value::Set(set)) => set.contains(word),
            (Test::ContainsAny(words), Value::Set(set)) => words.iter().any(|word| set.contains(word)),
            (Test::ContainsAll(words), Value::Set(set)) => words.is_subset(set),
            (Test::SubsetOf(words), Value::Set(set)) => set.is_subset(words),
            (Test::Is(wanted), Value::Bool(value)) => value == wanted,
            // A value's type is its field's, and the test was read for it.
            _ => return None,
        })
    }
}

impl Test {
    fn number(&self, number: Decimal) -> bool {
        match self {
            Test::Gt(limit) => number > *limit,
            Test::Gte(limit) => number >= *limit,
            Test::Lt(limit) => number < *limit,
            Test::Lte(limit) => number <= *limit,
            Test::Eq(limit) => number == *limit,
            Test::Ne(limit) => number != *limit,
            Test::Between(low, high) => *low <= number && number <= *high,
            _ => false,
        }
    }
}

fn read(json: &Json, own: &BTreeMap<&str, Kind>, path: &Pointer, depth: usize) -> Result<Condition, Error> {
    let refused = |code: Code| Error::from(Issue::error(code).at(path.clone()));
    if depth > MOST_DEPTH {
        return Err(Issue::error(Code::CONDITION_TOO_DEEP).at(path.clone()).with("max", MOST_DEPTH).into());
    }
    let members = match json {
        Json::Bool(value) => return Ok(Condition::Constant(*value)),
        Json::Object(members) => members,
        _ => return Err(refused(Code::CONDITION_SYNTAX)),
    };
    let names: Vec<&str> = members.keys().map(String::as_str).collect();
    let list = |name: &'static str| -> Result<Vec<Condition>, Error> {
        let path = path.field(name);
        let Some(Json::Array(parts)) = json.get(name) else {
            return Err(Issue::error(Code::CONDITION_SYNTAX).at(path).into());
        };
        if parts.is_empty() {
            return Err(Issue::error(Code::CONDITION_EMPTY).at(path).into());
        }
        parts.iter().enumerate().map(|(index, part)| read(part, own, &path.index(index), depth + 1)).collect()
    };
    match names.as_slice() {
        ["all"] => list("all").map(Condition::All),
        ["any"] => list("any").map(Condition::Any),
        ["not"] => {
            let part = json.get("not").unwrap_or(&Json::Null);
            read(part, own, &path.field("not"), depth + 1).map(|part| Condition::Not(Box::new(part)))
        }
        ["field", "op", "value"] => {
            let (Some(field), Some(op), Some(value)) =
                (json.get("field").and_then(Json::as_text), json.get("op").and_then(Json::as_text), json.get("value"))
            else {
                return Err(refused(Code::CONDITION_SYNTAX));
            };
            atom(field, op, value, own, path).map(Condition::Atom)
        }
        _ => Err(refused(Code::CONDITION_SYNTAX)),
    }
}

fn atom(field: &str, op: &str, value: &Json, own: &BTreeMap<&str, Kind>, path: &Pointer) -> Result<Atom, Error> {
    let kind = field::kind(field).or_else(|| own.get(field).copied());
    let kind = kind.ok_or_else(|| Issue::error(Code::FIELD_UNKNOWN).at(path.field("field")))?;
    let place = path.field("value");
    let value = Given { value, place: &place };
    let test = match (kind, op) {
        (_, "exists") => Test::Exists(value.boolean()?),
        (Kind::Bool, "eq") => Test::Is(value.boolean()?),
        (Kind::Decimal | Kind::Int, "gt") => Test::Gt(value.number(kind)?),
        (Kind::Decimal | Kind::Int, "gte") => Test::Gte(value.number(kind)?),
        (Kind::Decimal | Kind::Int, "lt") => Test::Lt(value.number(kind)?),
        (Kind::Decimal | Kind::Int, "lte") => Test::Lte(value.number(kind)?),
        (Kind::Decimal | Kind::Int, "eq") => Test::Eq(value.number(kind)?),
        (Kind::Decimal | Kind::Int, "ne") => Test::Ne(value.number(kind)?),
        (Kind::Decimal | Kind::Int, "between") => value.range(kind)?,
        (Kind::Text, "eq") => Test::In([value.text()?].into()),
        (Kind::Text, "ne") => Test::NotIn([value.text()?].into()),
        (Kind::Text, "in") => Test::In(value.words(1)?),
        (Kind::Text, "not_in") => Test::NotIn(value.words(1)?),
        (Kind::Text, "prefix") => Test::Prefix(value.text()?),
        (Kind::Set, "contains") => Test::Contains(value.text()?),
        (Kind::Set, "contains_any") => Test::ContainsAny(value.words(0)?),
        (Kind::Set, "contains_all") => Test::ContainsAll(value.words(0)?),
        (Kind::Set, "subset_of") => Test::SubsetOf(value.words(0)?),
        _ => return Err(Issue::error(Code::OPERATOR_TYPE).at(path.field("op")).into()),
    };
    Ok(Atom { field: field.to_owned(), kind, test })
}

/// The value of an atom and its place.
struct Given<'a> {
    value: &'a Json,
    place: &'a Pointer,
}

impl Given<'_> {
    fn wrong_type(&self, expected: &'static str) -> Error {
        Issue::error(Code::VALUE_TYPE).at(self.place.clone()).with("expected", expected).into()
    }

    fn boolean(&self) -> Result<bool, Error> {
        match self.value {
            Json::Bool(value) => Ok(*value),
            _ => Err(self.wrong_type("boolean")),
        }
    }

    fn text(&self) -> Result<String, Error> {
        self.value.as_text().map(str::to_owned).ok_or_else(|| self.wrong_type("string"))
    }

    fn words(&self, least: usize) -> Result<BTreeSet<String>, Error> {
        let Json::Array(words) = self.value else { return Err(self.wrong_type("list of strings")) };
        let texts: Option<BTreeSet<String>> = words.iter().map(|word| word.as_text().map(str::to_owned)).collect();
        texts.filter(|texts| texts.len() >= least).ok_or_else(|| self.wrong_type("list of strings"))
    }

    fn number(&self, kind: Kind) -> Result<Decimal, Error> {
        number(self.value, kind).map_err(|error| error.within(self.place.clone()))
    }

    fn range(&self, kind: Kind) -> Result<Test, Error> {
        let Json::Array(ends) = self.value else { return Err(self.wrong_type("list of two values")) };
        let [low, high] = ends.as_slice() else { return Err(self.wrong_type("list of two values")) };
        let end = |index, value| number(value, kind).map_err(|error| error.within(self.place.index(index)));
        let (low, high) = (end(0, low)?, end(1, high)?);
        if low > high {
            return Err(Issue::error(Code::VALUE_RANGE).at(self.place.clone()).into());
        }
        Ok(Test::Between(low, high))
    }
}

/// A decimal text or an integer, by the type of its field.
///
/// # Errors
/// `DECIMAL_NOT_STRING`, `DECIMAL_SYNTAX`, `DECIMAL_RANGE` for a decimal, `VALUE_TYPE` for an integer.
pub(super) fn number(value: &Json, kind: Kind) -> Result<Decimal, Error> {
    if kind == Kind::Int {
        return integer(value).map(Decimal::from);
    }
    match value {
        Json::Text(text) => parse_decimal(text, 12),
        _ => Err(Issue::error(Code::DECIMAL_NOT_STRING).with("expected", "decimal text").into()),
    }
}

/// An integer within 2^53 − 1.
///
/// # Errors
/// `VALUE_TYPE`.
pub(super) fn integer(value: &Json) -> Result<i64, Error> {
    match value {
        Json::Integer(number) if (-MOST_INTEGER..=MOST_INTEGER).contains(number) => {
            i64::try_from(*number).map_err(|_| Issue::error(Code::VALUE_TYPE).with("expected", "integer").into())
        }
        _ => Err(Issue::error(Code::VALUE_TYPE).with("expected", "integer").into()),
    }
}
