//! Fields of the vectors and of the requests, and comparisons of decimals.

use serde_json::{Map, Value};

/// The members of an object under the names of the request; names that are not listed are kept.
pub fn renamed(object: &Value, names: &[(&str, &str)]) -> Value {
    let Some(members) = object.as_object() else { return object.clone() };
    let rename = |(name, value): (&String, &Value)| {
        let new = names.iter().find(|(old, _)| old == name).map_or(name.as_str(), |(_, new)| *new);
        (new.to_owned(), value.clone())
    };
    members.iter().map(rename).collect::<Map<_, _>>().into()
}

/// The same array with each element changed.
pub fn each(array: &Value, change: impl Fn(&Value) -> Value) -> Value {
    array.as_array().map(|elements| elements.iter().map(change).collect()).unwrap_or_else(|| array.clone())
}

/// The same object with each member's value changed.
pub fn each_member(object: &Value, change: impl Fn(&Value) -> Value) -> Value {
    let members = object.as_object().map(|members| {
        members.iter().map(|(name, value)| (name.clone(), change(value))).collect::<Map<String, Value>>()
    });
    members.map_or_else(|| object.clone(), Value::from)
}

/// An object with some members replaced, where they are there.
pub fn with(mut object: Value, changes: &[(&str, &dyn Fn(&Value) -> Value)]) -> Value {
    for (name, change) in changes {
        if let Some(slot) = object.get_mut(*name) {
            *slot = change(slot);
        }
    }
    object
}

/// A word of the vectors in lower case.
pub fn lower(word: &Value) -> Value {
    word.as_str().map(str::to_lowercase).map_or_else(|| word.clone(), Value::from)
}

/// Tax rates.
pub fn taxes(taxes: &Value) -> Value {
    let names = ["icms", "pis", "cofins", "cbs", "ibs"];
    let fractions = names.map(|name| format!("{name}_fraction"));
    let pairs: Vec<(&str, &str)> = names.into_iter().zip(fractions.iter().map(String::as_str)).collect();
    renamed(taxes, &pairs)
}

/// Flags by month.
pub fn flags(flags: &Value) -> Value {
    match flags {
        Value::Null => Value::Array(Vec::new()),
        flags => each(flags, |flag| renamed(flag, &[("adder", "adder_brl_kwh")])),
    }
}

/// Tariff components.
pub fn components(components: &Value) -> Value {
    let names = ["fio_b", "fio_a", "tfsee", "ped", "tusd_total", "te_non_energy"];
    let fields = names.map(|name| format!("{name}_brl_kwh"));
    let pairs: Vec<(&str, &str)> = names.into_iter().zip(fields.iter().map(String::as_str)).collect();
    renamed(components, &pairs)
}

/// A decimal's text without what does not change its value.
fn plain(value: &Value) -> Option<String> {
    let text = value.as_str()?;
    let text = if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.') } else { text };
    Some(if text == "-0" { "0".to_owned() } else { text.to_owned() })
}

/// Whether two decimals have the same value.
pub fn same_number(found: &Value, expected: &Value) -> Result<(), String> {
    match (plain(found), plain(expected)) {
        (Some(a), Some(b)) if a == b => Ok(()),
        _ => Err(format!("{found} instead of {expected}")),
    }
}

/// Whether two amounts have the same two-digit text.
pub fn same_amount(found: &Value, expected: &Value) -> Result<(), String> {
    crate::compare::same(found, expected)
}

/// Whether an object has exactly the expected members, with equal numbers.
pub fn same_numbers(found: &Value, expected: &Value) -> Result<(), String> {
    let (Some(a), Some(b)) = (found.as_object(), expected.as_object()) else {
        return Err(format!("{found} instead of {expected}"));
    };
    if a.len() != b.len() {
        return Err(format!("{found} instead of {expected}"));
    }
    b.iter().try_for_each(|(name, expected)| {
        same_number(a.get(name).unwrap_or(&Value::Null), expected).map_err(|text| format!("{name}: {text}"))
    })
}

/// Compares members by the names of both sides; a member that is not expected must not be there.
pub fn members(
    found: &Value,
    expected: &Value,
    pairs: &[(&str, &str)],
    compare: fn(&Value, &Value) -> Result<(), String>,
) -> Result<(), String> {
    pairs.iter().try_for_each(|(ours, theirs)| {
        let difference = match (found.get(*ours), expected.get(*theirs)) {
            (None, None) => Ok(()),
            (Some(found), Some(expected)) => compare(found, expected),
            (found, expected) => Err(format!("{found:?} instead of {expected:?}")),
        };
        difference.map_err(|text| format!("{theirs}: {text}"))
    })
}
