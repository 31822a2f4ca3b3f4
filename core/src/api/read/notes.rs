use super::fault::{Fault, Place};
use crate::issue::{Code, Issue};
use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;

/// What the walks of one request have found so far.
#[derive(Default)]
pub(super) struct Notes {
    found: RefCell<Inner>,
    /// In the fast pass nothing is written down, only that there is something to write.
    quiet: bool,
    spoiled: Cell<bool>,
}

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
    pub fn quiet() -> Self {
        Notes { quiet: true, ..Notes::default() }
    }

    pub fn are_quiet(&self) -> bool {
        self.quiet
    }

    pub fn note(&self, place: &Place, issue: impl FnOnce() -> Issue) {
        if self.quiet {
            self.spoiled.set(true);
        } else if !place.made_up {
            let issue = issue();
            let key = (place.order.clone(), issue.code.name());
            self.found.borrow_mut().issues.entry(key).or_insert_with(|| issue.at(place.path.clone()));
        }
    }

    /// A place below another one; the fast pass keeps no places.
    pub fn below(&self, place: &Place, step: impl FnOnce(&Place) -> Place) -> Place {
        if self.quiet { Place::default() } else { step(place) }
    }

    pub fn is_empty(&self) -> bool {
        !self.spoiled.get() && self.found.borrow().issues.is_empty()
    }

    pub fn len(&self) -> usize {
        self.found.borrow().issues.len()
    }

    pub fn into_issues(self) -> impl Iterator<Item = Issue> {
        self.found.into_inner().issues.into_values()
    }

    /// The candidate to use at a place, if its own value was refused.
    pub fn candidate(&self, place: &Place) -> Option<usize> {
        if self.quiet {
            return None;
        }
        self.found.borrow().poisoned.get(&place.order).copied()
    }

    /// Whether the value at a place was judged already: what its type then refuses is the made-up value.
    fn has_no_value(&self, place: &Place) -> bool {
        let noted = &self.found.borrow().issues;
        [Code::BAD_TYPE, Code::DECIMAL_NOT_STRING, Code::CANON_SURROGATE]
            .iter()
            .any(|code| noted.contains_key(&(place.order.clone(), code.name())))
    }

    /// The required fields known to be absent from the structure at a place.
    pub fn absent(&self, place: &Place) -> Vec<&'static str> {
        if self.quiet {
            return Vec::new();
        }
        self.found.borrow().absent.get(&place.order).cloned().unwrap_or_default()
    }

    /// Notes a required field that a structure lacks, so that the next walk makes a value up for it.
    pub fn missing(&self, fault: Fault, place: &Place, fields: &[&str]) -> Fault {
        let Some(name) = fault.missing.filter(|_| fault.place.is_none()) else { return fault };
        let position = fields.iter().position(|field| *field == name).unwrap_or(fields.len());
        let field = place.field(name, position);
        self.note(&field, || fault.issue.clone());
        self.found.borrow_mut().absent.entry(place.order.clone()).or_default().push(name);
        Fault { noted: true, ..fault }.at(&field)
    }

    /// Draws the lesson of a walk that ended; false if there is nothing left to try.
    pub fn learn(&self, fault: Fault) -> bool {
        if fault.noted {
            return true;
        }
        let place = fault.place.unwrap_or_default();
        let known = self.candidate(&place);
        if known.is_none() && !self.has_no_value(&place) {
            self.note(&place, || fault.issue);
        }
        let next = known.map_or(0, |candidate| candidate + 1);
        self.found.borrow_mut().poisoned.insert(place.order, next);
        next < super::walk::CANDIDATES
    }
}
