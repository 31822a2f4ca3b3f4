//! The schemas of all requests and answers with one set of definitions.
//!
//! A type has two schemas: what may be given (members with a default may be left out) and what is answered (they are there).
//! Where both are used and differ, the answered one gets a name of its own.

use anyhow::{Result, bail};
use coaraci::Source;
use coaraci::api::{Issue, OPERATIONS};
use schemars::SchemaGenerator;
use schemars::generate::SchemaSettings;
use serde_json::{Map, Value};
use std::collections::{BTreeMap, BTreeSet};

/// What the name of the answered form of a type ends with, where it needs one.
const ANSWERED: &str = "Answered";

const PREFIX: &str = "#/$defs/";

/// All schemas.
pub struct Schemas {
    /// Request and answer of each operation, in the order of the list.
    pub roots: Vec<[Value; 2]>,
    /// The definitions by name.
    pub definitions: Map<String, Value>,
    /// The definitions that a request may hold.
    pub given: BTreeSet<String>,
}

/// Collects the schemas of the core.
pub fn collect() -> Result<Schemas> {
    let mut given = SchemaSettings::draft2020_12().for_deserialize().into_generator();
    let mut answered = SchemaSettings::draft2020_12().for_serialize().into_generator();
    // Both generators see all types in one order, so that they number equal names alike.
    let roots = OPERATIONS.iter().map(|operation| {
        let [request, _] = (operation.types)(&mut given);
        let [_, answer] = (operation.types)(&mut answered);
        [request.to_value(), answer.to_value()]
    });
    let mut roots: Vec<[Value; 2]> = roots.collect();
    let shared = [given_and_answered::<Issue>, given_and_answered::<Source>].map(|add| add(&mut given, &mut answered));
    let (mut given, mut answered) = (given.take_definitions(true), answered.take_definitions(true));
    let twins = twins(&given, &answered);
    let merge = |schema: &mut Value| rename(schema, &|name| twins.get(name).cloned());
    given.values_mut().chain(answered.values_mut()).chain(roots.iter_mut().flatten()).for_each(merge);
    let requests = reachable(&given, roots.iter().map(|[request, _]| request));
    let answers = reachable(&answered, roots.iter().map(|[_, answer]| answer).chain(&shared));
    let differing = differing(&given, &answered, requests.intersection(&answers));

    let answered_name = |name: &str| differing.contains(name).then(|| format!("{name}{ANSWERED}"));

    let mut all: Vec<(String, Value)> = Vec::new();
    for name in &requests {
        all.push((name.clone(), given.get(name).cloned().unwrap_or_default()));
    }
    for name in &answers {
        let mut schema = answered.get(name).cloned().unwrap_or_default();
        rename(&mut schema, &answered_name);
        if differing.contains(name) {
            all.push((format!("{name}{ANSWERED}"), schema));
        } else if !requests.contains(name) {
            all.push((name.clone(), schema));
        }
    }
    for [_, answer] in &mut roots {
        rename(answer, &answered_name);
    }
    all.sort_by(|(a, _), (b, _)| a.cmp(b));
    if let Some([(name, _), _]) = all.windows(2).find(|pair| pair[0].0 == pair[1].0).map(|pair| [&pair[0], &pair[1]]) {
        bail!("two types are named {name}");
    }
    Ok(Schemas { roots, definitions: all.into_iter().collect(), given: requests })
}

fn given_and_answered<T: schemars::JsonSchema>(given: &mut SchemaGenerator, answered: &mut SchemaGenerator) -> Value {
    given.subschema_for::<T>();
    answered.subschema_for::<T>().to_value()
}

/// Types that share a name with another one: the generator has put a number behind theirs.
pub fn numbered(definitions: &Map<String, Value>) -> Vec<&str> {
    definitions.keys().map(String::as_str).filter(|name| base(name, definitions).is_some()).collect()
}

fn base<'a>(name: &'a str, definitions: &Map<String, Value>) -> Option<&'a str> {
    let base = name.trim_end_matches(|sign: char| sign.is_ascii_digit());
    (base.len() < name.len() && definitions.contains_key(base)).then_some(base)
}

/// Numbered definitions that say the same as the one without a number (wrappers of one type), with its name.
fn twins(given: &Map<String, Value>, answered: &Map<String, Value>) -> BTreeMap<String, String> {
    let twin = |name: &String| {
        let base = base(name, given)?;
        let same = [given, answered].iter().all(|definitions| definitions.get(name) == definitions.get(base));
        same.then(|| (name.clone(), base.to_owned()))
    };
    given.keys().filter_map(twin).collect()
}

/// The names of the definitions that some schemas need.
fn reachable<'a>(definitions: &Map<String, Value>, roots: impl Iterator<Item = &'a Value>) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    let mut open: Vec<String> = roots.flat_map(references).collect();
    while let Some(name) = open.pop() {
        if let Some(schema) = definitions.get(&name)
            && found.insert(name)
        {
            open.extend(references(schema));
        }
    }
    found
}

/// The definitions whose forms differ, by themselves or by one that they refer to.
fn differing<'a>(
    given: &Map<String, Value>,
    answered: &Map<String, Value>,
    both: impl Iterator<Item = &'a String> + Clone,
) -> BTreeSet<String> {
    let mut found: BTreeSet<String> =
        both.clone().filter(|name| given.get(*name) != answered.get(*name)).cloned().collect();
    loop {
        let refers = |name: &&String| {
            answered.get(*name).is_some_and(|schema| references(schema).iter().any(|name| found.contains(name)))
        };
        let more: Vec<_> = both.clone().filter(refers).filter(|name| !found.contains(*name)).cloned().collect();
        if more.is_empty() {
            return found;
        }
        found.extend(more);
    }
}

fn references(schema: &Value) -> Vec<String> {
    match schema {
        Value::Object(members) => {
            let own = members.get("$ref").and_then(Value::as_str).and_then(|target| target.strip_prefix(PREFIX));
            own.map(str::to_owned).into_iter().chain(members.values().flat_map(references)).collect()
        }
        Value::Array(items) => items.iter().flat_map(references).collect(),
        _ => Vec::new(),
    }
}

/// Gives references the new name that `new` has for them.
fn rename(schema: &mut Value, new: &impl Fn(&str) -> Option<String>) {
    match schema {
        Value::Object(members) => {
            if let Some(Value::String(target)) = members.get_mut("$ref")
                && let Some(name) = target.strip_prefix(PREFIX).and_then(new)
            {
                *target = format!("{PREFIX}{name}");
            }
            members.values_mut().for_each(|value| rename(value, new));
        }
        Value::Array(items) => items.iter_mut().for_each(|item| rename(item, new)),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_type_that_refers_to_a_differing_one_differs_too() {
        let of = |required: Value| {
            let text = json!({"Plane": {"properties": {"tilt_deg": {"type": "number"}}, "required": required}, "Roof": {"items": {"$ref": "#/$defs/Plane"}}, "Money": {"type": "string"}});
            text.as_object().cloned().unwrap_or_default()
        };
        let (given, answered) = (of(json!([])), of(json!(["tilt_deg"])));
        let names: Vec<String> = given.keys().cloned().collect();
        let differing = differing(&given, &answered, names.iter());
        assert_eq!(differing, BTreeSet::from(["Plane".to_owned(), "Roof".to_owned()]));
        let mut roof = answered["Roof"].clone();
        rename(&mut roof, &|name| Some(format!("{name}Answered")));
        assert_eq!(roof, json!({"items": {"$ref": "#/$defs/PlaneAnswered"}}));
        assert_eq!(reachable(&given, [&roof, &given["Roof"]].into_iter()), BTreeSet::from(["Plane".to_owned()]));
    }

    #[test]
    fn numbered_names_are_seen_and_wrappers_of_one_type_merged() {
        let of = |names: &[&str]| names.iter().map(|name| ((*name).to_owned(), json!({}))).collect::<Map<_, _>>();
        assert_eq!(numbered(&of(&["Line", "Line2", "Decimal16"])), ["Line2"]);
        let (one, mut other) = (of(&["Line", "Line2", "Line3"]), of(&["Line", "Line2", "Line3"]));
        other.insert("Line3".to_owned(), json!({"type": "string"}));
        assert_eq!(twins(&one, &other), BTreeMap::from([("Line2".to_owned(), "Line".to_owned())]));
    }
}
