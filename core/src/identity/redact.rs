//! Removal of documents from texts and JSON.

use super::mask::{self, Marks};
use super::{cnpj, cpf};
use crate::canonical::Json;
use std::collections::BTreeMap;

/// The text with every CPF or CNPJ of right check digits replaced by `[CPF]` or `[CNPJ]`.
///
/// Each mask character may be there or not, letters may be of either case, and the document may not touch letters or digits. The
/// text is read from left to right, and at each place CNPJ is tried before CPF.
pub(super) fn text(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut touching = false;
    let mut rest = text;
    while let Some(character) = rest.chars().next() {
        if !touching && let Some((mark, after)) = document(rest) {
            out.push_str(mark);
            rest = after;
            continue;
        }
        touching = joins(character);
        out.push(character);
        rest = rest.get(character.len_utf8()..).unwrap_or_default();
    }
    out
}

/// The document at the beginning of a text: what replaces it, and what follows.
fn document(text: &str) -> Option<(&'static str, &str)> {
    if !text.starts_with(|first: char| first.is_ascii_alphanumeric()) {
        return None;
    }
    let follows = |count: usize| text.get(count..).filter(|after| !after.chars().next().is_some_and(joins));
    let bytes = text.as_bytes();
    let company = mask::read(bytes, cnpj::MASK, Marks::Free).filter(|(characters, _)| cnpj::check(characters).is_ok());
    if let Some(after) = company.and_then(|(_, count)| follows(count)) {
        return Some(("[CNPJ]", after));
    }
    let person = mask::read(bytes, cpf::MASK, Marks::Free).filter(|(digits, _)| cpf::check(digits).is_ok());
    person.and_then(|(_, count)| follows(count)).map(|after| ("[CPF]", after))
}

/// Whether a character makes a document part of a longer word. The ordinal signs do not: `nº52998224725` holds a CPF.
fn joins(character: char) -> bool {
    character.is_alphanumeric() && !matches!(character, 'º' | 'ª')
}

/// The same for every text of a JSON value, names of members and whole numbers included; a number that is a document becomes a text.
pub(super) fn json(value: Json) -> Json {
    match value {
        Json::Text(given) => Json::Text(text(&given)),
        Json::Integer(number) => {
            let given = number.to_string();
            let redacted = text(&given);
            if redacted == given { Json::Integer(number) } else { Json::Text(redacted) }
        }
        Json::Array(elements) => Json::Array(elements.into_iter().map(json).collect()),
        Json::Object(members) => {
            let mut redacted = BTreeMap::new();
            let mut numbers: BTreeMap<String, usize> = BTreeMap::new();
            for (name, member) in members {
                redacted.insert(free_name(&redacted, &mut numbers, text(&name)), json(member));
            }
            Json::Object(redacted)
        }
        other => other,
    }
}

/// The name; if it is taken, the name with the next number.
fn free_name(taken: &BTreeMap<String, Json>, numbers: &mut BTreeMap<String, usize>, name: String) -> String {
    let mut free = name.clone();
    while taken.contains_key(&free) {
        let number = numbers.entry(name.clone()).or_insert(1);
        *number += 1;
        free = format!("{name} {number}");
    }
    free
}
