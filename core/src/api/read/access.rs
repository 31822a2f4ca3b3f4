use super::fault::{Fault, Place};
use super::node::Node;
use super::notes::Notes;
use super::walk::Walk;
use crate::issue::{Code, Issue};
use serde::de::value::{BorrowedStrDeserializer, StrDeserializer};
use serde::de::{DeserializeSeed, MapAccess, SeqAccess};
use std::borrow::Cow;
use std::vec::IntoIter;

type Member<'a> = (Cow<'a, str>, Node<'a>);

/// The fields of a structure: unknown and repeated ones are noted and left out. Null counts as absent; the fast pass leaves it to the
/// field's type, which may take it for a value.
pub(super) struct Fields<'a> {
    members: IntoIter<(&'static str, Walk<'a>)>,
    next: Option<Walk<'a>>,
}

impl<'a> Fields<'a> {
    pub fn new(given: &'a [Member<'a>], place: &Place, fields: &'static [&'static str], notes: &'a Notes) -> Self {
        let mut members: Vec<(&'static str, Walk<'a>)> = Vec::with_capacity(given.len());
        for (key, value) in given {
            let Some((position, name)) = fields.iter().enumerate().find(|(_, name)| **name == key) else {
                // The unknown name is text of the request, so the pointer ends at the structure.
                let beside = notes.below(place, |place| place.beside());
                notes.note(&beside, || Issue::error(Code::UNKNOWN_FIELD));
                continue;
            };
            let field = notes.below(place, |place| place.field(name, position));
            if members.iter().any(|(known, _)| known == name) {
                notes.note(&field, || Issue::error(Code::DUPLICATE_FIELD));
            } else if notes.are_quiet() || !matches!(value, Node::Null) {
                members.push((name, Walk::new(Some(value), field, notes)));
            }
        }
        for name in notes.absent(place) {
            if let Some(position) = fields.iter().position(|field| *field == name) {
                members.push((name, Walk::new(None, place.field(name, position), notes)));
            }
        }
        Fields { members: members.into_iter(), next: None }
    }
}

impl<'a> MapAccess<'a> for Fields<'a> {
    type Error = Fault;

    fn next_key_seed<K: DeserializeSeed<'a>>(&mut self, seed: K) -> Result<Option<K::Value>, Fault> {
        let Some((name, value)) = self.members.next() else { return Ok(None) };
        self.next = Some(value);
        seed.deserialize(StrDeserializer::new(name)).map(Some)
    }

    fn next_value_seed<V: DeserializeSeed<'a>>(&mut self, seed: V) -> Result<V::Value, Fault> {
        value(self.next.take(), seed)
    }
}

/// The members of an object whose keys are the caller's.
pub(super) struct Entries<'a> {
    members: std::iter::Enumerate<std::slice::Iter<'a, Member<'a>>>,
    next: Option<Walk<'a>>,
    place: Place,
    notes: &'a Notes,
}

impl<'a> Entries<'a> {
    pub fn new(given: &'a [Member<'a>], place: Place, notes: &'a Notes) -> Self {
        Entries { members: given.iter().enumerate(), next: None, place, notes }
    }
}

impl<'a> MapAccess<'a> for Entries<'a> {
    type Error = Fault;

    fn next_key_seed<K: DeserializeSeed<'a>>(&mut self, seed: K) -> Result<Option<K::Value>, Fault> {
        let Some((index, (key, value))) = self.members.next() else { return Ok(None) };
        let place = self.notes.below(&self.place, |place| place.member(index));
        self.next = Some(Walk::new(Some(value), place.clone(), self.notes));
        seed.deserialize(BorrowedStrDeserializer::new(key)).map(Some).map_err(|fault: Fault| fault.at(&place))
    }

    fn next_value_seed<V: DeserializeSeed<'a>>(&mut self, seed: V) -> Result<V::Value, Fault> {
        value(self.next.take(), seed)
    }
}

/// The elements of an array: those given, and made-up ones up to the wanted number.
pub(super) struct Elements<'a> {
    given: &'a [Node<'a>],
    range: std::ops::Range<usize>,
    place: Place,
    notes: &'a Notes,
}

impl<'a> Elements<'a> {
    pub fn new(given: &'a [Node<'a>], count: usize, place: Place, notes: &'a Notes) -> Self {
        Elements { given, range: 0..count, place, notes }
    }
}

impl<'a> SeqAccess<'a> for Elements<'a> {
    type Error = Fault;

    fn next_element_seed<T: DeserializeSeed<'a>>(&mut self, seed: T) -> Result<Option<T::Value>, Fault> {
        let Some(index) = self.range.next() else { return Ok(None) };
        let place = self.notes.below(&self.place, |place| place.element(index));
        value(Some(Walk::new(self.given.get(index), place, self.notes)), seed).map(Some)
    }

    fn size_hint(&self) -> Option<usize> {
        Some(self.range.len())
    }
}

fn value<'a, V: DeserializeSeed<'a>>(walk: Option<Walk<'a>>, seed: V) -> Result<V::Value, Fault> {
    let Some(walk) = walk else { return Err(Fault::new(Issue::error(Code::BAD_JSON))) };
    let place = walk.place().clone();
    seed.deserialize(walk).map_err(|fault| fault.at(&place))
}
