//! All that the printers need to know: operations, definitions, codes.

use crate::prose::{self, Prose};
use crate::shape::{Definition, Shape};
use crate::{examples, schemas};
use anyhow::{Context, Result, bail};
use coaraci::api::{self, BATCHES, Kind, OPERATIONS, PREPARED};
use serde_json::{Map, Value};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// One operation.
pub struct Operation {
    /// Its name on the wire.
    pub name: &'static str,
    /// Its domain.
    pub domain: &'static str,
    /// Its documentation.
    pub prose: Prose,
    /// The schema of its request.
    pub request: Value,
    /// The schema of its answer's value.
    pub answer: Value,
    /// The columns that its column form takes and gives.
    pub columns: Option<[&'static [(&'static str, Kind)]; 2]>,
    /// The members of its request that may be prepared.
    pub prepared: &'static [&'static str],
    /// A request that works, from the vectors.
    pub example: Option<Value>,
}

impl Operation {
    /// What its request looks like.
    pub fn request(&self) -> Result<Shape> {
        Shape::read(&self.request).with_context(|| format!("in the request of {}", self.name))
    }

    /// What its answer's value looks like.
    pub fn answer(&self) -> Result<Shape> {
        Shape::read(&self.answer).with_context(|| format!("in the answer of {}", self.name))
    }

    /// Its name in JavaScript.
    pub fn camel_name(&self) -> String {
        camel(self.name)
    }
}

/// All of it.
pub struct Model {
    /// The operations in the order of the list.
    pub operations: Vec<Operation>,
    /// The schemas of all definitions, in the order of their names.
    pub schemas: Map<String, Value>,
    /// The same, read.
    pub definitions: Vec<Definition>,
    /// The definitions that a request may hold.
    pub given: BTreeSet<String>,
}

impl Model {
    /// Collects it from the core and its source.
    pub fn collect(root: &Path) -> Result<Model> {
        let schemas = schemas::collect()?;
        let domains: BTreeSet<_> = OPERATIONS.iter().map(|operation| operation.domain).collect();
        let prose = domains
            .into_iter()
            .map(|domain| Ok((domain, prose::of_domain(&root.join("core"), domain)?)))
            .collect::<Result<BTreeMap<_, _>>>()?;
        let mut operations = Vec::new();
        for (operation, [request, answer]) in OPERATIONS.iter().zip(schemas.roots) {
            let (name, domain) = (operation.name, operation.domain);
            let own = prose.get(domain).and_then(|functions| functions.get(name)).cloned().unwrap_or_default();
            if own.summary.is_empty() {
                bail!("{domain}::{name} has no doc comment");
            }
            let batch = BATCHES.iter().find(|(known, _)| *known == name);
            operations.push(Operation {
                name,
                domain,
                prose: own,
                request,
                answer,
                columns: batch.map(|(_, batch)| [batch.inputs, batch.outputs]),
                prepared: PREPARED.iter().find(|form| form.name == name).map_or(&[], |form| form.members),
                example: examples::of(root, name)?,
            });
        }
        let definitions = schemas.definitions.iter().map(|(name, schema)| Definition::read(name, schema));
        Ok(Model {
            operations,
            definitions: definitions.collect::<Result<_>>()?,
            schemas: schemas.definitions,
            given: schemas.given,
        })
    }

    /// The domains with their operations, in the order of the list.
    pub fn domains(&self) -> Vec<(&'static str, Vec<&Operation>)> {
        let mut domains: Vec<(&'static str, Vec<&Operation>)> = Vec::new();
        for operation in &self.operations {
            match domains.iter_mut().find(|(domain, _)| *domain == operation.domain) {
                Some((_, operations)) => operations.push(operation),
                None => domains.push((operation.domain, vec![operation])),
            }
        }
        domains
    }
}

/// The codes as `[name, pt-BR, en]`.
pub fn codes() -> impl Iterator<Item = [&'static str; 3]> {
    api::codes().map(|code| [code.name(), code.pt(), code.en()])
}

/// `check_cart` as JavaScript writes it: `checkCart`.
pub fn camel(name: &str) -> String {
    let mut words = name.split('_');
    let first = words.next().unwrap_or_default().to_owned();
    words.fold(first, |mut name, word| {
        let mut letters = word.chars();
        name.extend(letters.next().map(|letter| letter.to_ascii_uppercase()));
        name.push_str(letters.as_str());
        name
    })
}
