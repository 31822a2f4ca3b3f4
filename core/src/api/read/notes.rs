use super::fault::{Fault, Place};
use crate::issue::{Code, Issue};
use std::cell::RefCell;
use std::collections::BTreeMap;

/// What the walks of one request have found so far.
#[derive(Default)]
pub(super) struct Notes(RefCell<Inner>);

#[derive(Default)]
struct Inner {
    /// Issues by their order in the request and their code, so that a repeated walk notes nothing twice.
    issues: BTreeMap<(Vec<u32>, &'static str), Issue>,
    /// Places that get a made-up value, with the number of the candidate to use.
    poisoned: BTreeMap<Vec<u32>, usize>,
    /// Required fields that are absent and get a made-up value, by the place of their structure.
    absent: BTreeMap<Vec<u32>, Vec<&'static str>>,
}

impl Notes {
    pub fn note(&self, place: &Place, issue: Issue) {
        if !place.made_up {
            let key = (place.order.clone(), issue.code.name());
            self.0.borrow_mut().issues.entry(key).or_insert_with(|| issue.at(place.path.clone()));
        }
    }

    pub fn is_empty(&self) -> bool {
        self.0.borrow().issues.is_empty()
    }

    pub fn len(&self) -> usize {
        self.0.borrow().issues.len()
    }

    pub fn into_issues(self) -> impl Iterator<Item = Issue> {
        self.0.into_inner().issues.into_values()
    }

    /// The candidate to use at a place, if its own value was refused.
    pub fn candidate(&self, place: &Place) -> Option<usize> {
        self.0.borrow().poisoned.get(&place.order).copied()
    }

    /// Whether the value at a place was judged already: what its type then refuses is the made-up value.
    fn has_no_value(&self, place: &Place) -> bool {
        let noted = &self.0.borrow().issues;
        [Code::BAD_TYPE, Code::DECIMAL_NOT_STRING, Code::CANON_SURROGATE]
            .iter()
            .any(|code| noted.contains_key(&(place.order.clone(), code.name())))
    }

    /// The required fields known to be absent from the structure at a place.
    pub fn absent(&self, place: &Place) -> Vec<&'static str> {
        self.0.borrow().absent.get(&place.order).cloned().unwrap_or_default()
    }

    pub fn note_absent(&self, place: &Place, field: &'static str) {
        self.0.borrow_mut().absent.entry(place.order.clone()).or_default().push(field);
    }

    /// Draws the lesson of a walk that ended; false if there is nothing left to try.
    pub fn learn(&self, fault: Fault) -> bool {
        if fault.noted {
            return true;
        }
        let place = fault.place.unwrap_or_default();
        let known = self.candidate(&place);
        if known.is_none() && !self.has_no_value(&place) {
            self.note(&place, fault.issue);
        }
        let next = known.map_or(0, |candidate| candidate + 1);
        self.0.borrow_mut().poisoned.insert(place.order, next);
        next < super::walk::CANDIDATES
    }
}
