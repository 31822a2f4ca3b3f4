//! Reading a request: the text becomes a tree, and the request's type is read from the tree; if that fails, a slow pass finds all
//! problems at once. Both passes use the one deserializer [`Walk`], so that each type is compiled for it once.
//!
//! The slow pass walks the request guided by the request's type. A problem that it can judge by itself (an unknown or missing
//! field, a wrong JSON type, a word outside a list) is noted, and a made-up value takes its place, so that the walk goes on.
//! A value that its own type refuses (a latitude of 91) ends the walk; the place is then marked as *poisoned* and the walk is
//! repeated with a made-up value there, until nothing new is found.

mod access;
mod fault;
mod node;
mod notes;
mod walk;

use crate::issue::{Code, Error, Issue, Problems};
use node::Node;
use notes::Notes;
use serde::de::DeserializeOwned;
use serde_json::value::RawValue;
use walk::Walk;

/// Issues that one answer reports at the most.
const MOST_ISSUES: usize = 100;
/// Walks that one request is given at the most; each one finds a problem or a better made-up value.
const MOST_WALKS: usize = 400;

/// Reads a request.
///
/// # Errors
/// All problems at once, in field order: `BAD_JSON`, `MISSING_FIELD`, `UNKNOWN_FIELD`, `DUPLICATE_FIELD`, `BAD_TYPE`,
/// `UNKNOWN_ENUM`, `OUT_OF_RANGE`, and the codes of values that travel as text.
pub(crate) fn read<Q: DeserializeOwned>(text: &str) -> Result<Q, Error> {
    if let Ok(document) = serde_json::from_str::<Node<'_>>(text) {
        let notes = Notes::quiet();
        match Q::deserialize(Walk::document(&document, &notes)) {
            Ok(request) if notes.is_empty() => return Ok(request),
            _ => {}
        }
    }
    diagnose(text)
}

/// Reads the parameters of a column form as a request is read.
pub(crate) struct Reader;

impl crate::columns::ReadParameters for Reader {
    fn read<P: DeserializeOwned>(self, text: &str) -> Result<P, Error> {
        read(text)
    }
}

fn diagnose<Q: DeserializeOwned>(text: &str) -> Result<Q, Error> {
    let document: &RawValue = serde_json::from_str(text).map_err(|error| bad_json(&error))?;
    if node::too_deep(text) {
        return Err(Issue::error(Code::BAD_JSON).with("max_depth", node::MOST_DEPTH).into());
    }
    let document = Node::by_text(document);
    let notes = Notes::default();
    for _ in 0..MOST_WALKS {
        match Q::deserialize(Walk::document(&document, &notes)) {
            Ok(request) if notes.is_empty() => return Ok(request),
            Ok(_) => break,
            Err(fault) => {
                if !notes.learn(fault) || notes.len() > MOST_ISSUES {
                    break;
                }
            }
        }
    }
    let mut problems = Problems::new();
    for issue in notes.into_issues().take(MOST_ISSUES) {
        problems.push(issue);
    }
    match problems.finish() {
        Err(error) => Err(error),
        // The walk found nothing although the fast pass failed: it is not a request that can be read.
        Ok(()) => Err(Issue::error(Code::BAD_JSON).into()),
    }
}

fn bad_json(error: &serde_json::Error) -> Error {
    Issue::error(Code::BAD_JSON).with("line", error.line()).with("column", error.column()).into()
}

#[cfg(test)]
mod tests;
