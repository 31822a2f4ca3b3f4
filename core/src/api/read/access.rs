use super::fault::{Fault, Place};
use super::notes::Notes;
use super::raw::{self, Kind};
use super::walk::Walk;
use crate::issue::{Code, Issue};
use serde::de::value::{CowStrDeserializer, StrDeserializer};
use serde::de::{DeserializeSeed, MapAccess, SeqAccess};
use serde_json::value::RawValue;
use std::borrow::Cow;
use std::vec::IntoIter;

/// The fields of a structure: unknown and repeated ones are noted and left out, null counts as absent.
pub(super) struct Fields<'a> {
    members: IntoIter<(&'static str, Walk<'a>)>,
    next: Option<Walk<'a>>,
}

impl<'a> Fields<'a> {
    pub fn new(value: Option<&'a RawValue>, place: &Place, fields: &'static [&'static str], notes: &'a Notes) -> Self {
        let mut members: Vec<(&'static str, Walk<'a>)> = Vec::new();
        for (key, value) in members_of(value, place, notes) {
            let Some((position, name)) = fields.iter().enumerate().find(|(_, name)| **name == key) else {
                // The unknown name is text of the request, so the pointer ends at the structure.
                let beside = Place { order: [place.order.as_slice(), &[u32::MAX]].concat(), ..place.clone() };
                notes.note(&beside, Issue::error(Code::UNKNOWN_FIELD));
                continue;
            };
            let field = place.field(name, position);
            if members.iter().any(|(known, _)| known == name) {
                notes.note(&field, Issue::error(Code::DUPLICATE_FIELD));
            } else if raw::kind(value) != Kind::Null {
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
    members: IntoIter<(Cow<'a, str>, Walk<'a>)>,
    next: Option<Walk<'a>>,
}

impl<'a> Entries<'a> {
    pub fn new(value: Option<&'a RawValue>, place: &Place, notes: &'a Notes) -> Self {
        let members = members_of(value, place, notes).into_iter().enumerate();
        let members = members.map(|(index, (key, value))| (key, Walk::new(Some(value), place.member(index), notes)));
        Entries { members: members.collect::<Vec<_>>().into_iter(), next: None }
    }
}

impl<'a> MapAccess<'a> for Entries<'a> {
    type Error = Fault;

    fn next_key_seed<K: DeserializeSeed<'a>>(&mut self, seed: K) -> Result<Option<K::Value>, Fault> {
        let Some((key, value)) = self.members.next() else { return Ok(None) };
        let place = value.place().clone();
        self.next = Some(value);
        seed.deserialize(CowStrDeserializer::<Fault>::new(key)).map(Some).map_err(|fault| fault.at(&place))
    }

    fn next_value_seed<V: DeserializeSeed<'a>>(&mut self, seed: V) -> Result<V::Value, Fault> {
        value(self.next.take(), seed)
    }
}

/// The members of an object; a name with an incomplete Unicode character is noted.
fn members_of<'a>(value: Option<&'a RawValue>, place: &Place, notes: &Notes) -> Vec<(Cow<'a, str>, &'a RawValue)> {
    let Some(object) = value.filter(|value| raw::kind(value) == Kind::Object) else { return Vec::new() };
    raw::members(object).unwrap_or_else(|| {
        notes.note(place, Issue::error(Code::CANON_KEY));
        Vec::new()
    })
}

/// The elements of an array.
pub(super) struct Elements<'a>(IntoIter<Walk<'a>>);

impl<'a> Elements<'a> {
    pub fn new(walks: Vec<Walk<'a>>) -> Self {
        Elements(walks.into_iter())
    }
}

impl<'a> SeqAccess<'a> for Elements<'a> {
    type Error = Fault;

    fn next_element_seed<T: DeserializeSeed<'a>>(&mut self, seed: T) -> Result<Option<T::Value>, Fault> {
        self.0.next().map(|walk| value(Some(walk), seed)).transpose()
    }

    fn size_hint(&self) -> Option<usize> {
        Some(self.0.len())
    }
}

fn value<'a, V: DeserializeSeed<'a>>(walk: Option<Walk<'a>>, seed: V) -> Result<V::Value, Fault> {
    let Some(walk) = walk else { return Err(Fault::new(Issue::error(Code::BAD_JSON))) };
    let place = walk.place().clone();
    seed.deserialize(walk).map_err(|fault| fault.at(&place))
}
