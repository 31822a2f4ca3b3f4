//! Approval policies (*alçadas de aprovação*): which orders need whose approval.

mod analysis;
mod condition;
mod context;
mod directory;
mod distinct;
mod field;
mod plan;
mod validate;
mod wire;

pub use analysis::Finding;
pub(super) use analysis::analyse;
pub(super) use context::{Context, Value};
pub use directory::Directory;
pub(super) use directory::Eligibility;
pub use plan::{Matched, Plan, PlanCode, PlanLevel, PlanOutcome, PlanStep, Truth};
pub(super) use plan::{Order, plan};
pub use validate::Effect;
pub(super) use validate::{Compiled, StepRule};
pub use wire::*;

use crate::canonical::{Json, sha256_hex, signed_text};
use crate::issue::{Code, Error, Issue, Pointer, Problems};
use crate::quantity::Map;
use serde::{Deserialize, Deserializer};
use std::sync::OnceLock;

/// A policy that was read and checked once.
#[derive(Debug, Clone)]
pub struct Policy {
    text: PolicyText,
    compiled: Result<Compiled, Error>,
    /// Computed when it is first asked for.
    hash: OnceLock<Result<String, Error>>,
}

impl Policy {
    /// Its text.
    pub fn text(&self) -> &PolicyText {
        &self.text
    }

    /// What was made of it.
    ///
    /// # Errors
    /// Those of validation, in its order: `SCHEMA_UNKNOWN`, `FIELD_UNKNOWN`, `RULE_ID_DUPLICATE`, those of conditions,
    /// `EFFECT_INVALID`, `REQUIRE_WITHOUT_STEPS`, `STEPS_NOT_ALLOWED`, `QUORUM_INVALID`, `STEP_WITHOUT_APPROVERS`,
    /// `SELECTOR_INVALID`, `LEVEL_INVALID`, `STEP_ID_CONFLICT`.
    pub(super) fn compiled(&self) -> Result<&Compiled, Error> {
        self.compiled.as_ref().map_err(Clone::clone)
    }

    /// SHA-256 of its canonical text: tolerances as canonical decimals, members that are absent or null left out.
    ///
    /// # Errors
    /// The `CANON_*` codes.
    pub(super) fn hash(&self) -> Result<&str, Error> {
        let hash = self.hash.get_or_init(|| hash(&self.text));
        hash.as_deref().map_err(Clone::clone)
    }
}

fn hash(policy: &PolicyText) -> Result<String, Error> {
    let beyond = |_| Error::from(Issue::error(Code::CANON_INT_RANGE));
    let text = serde_json::to_string(policy).map_err(beyond)?;
    let json: Json = serde_json::from_str(&text).map_err(beyond)?;
    signed_text(&json).map(|text| sha256_hex(text.as_bytes()))
}

impl From<PolicyText> for Policy {
    fn from(text: PolicyText) -> Self {
        let compiled = validate::compile(&text);
        Policy { text, compiled, hash: OnceLock::new() }
    }
}

impl<'de> Deserialize<'de> for Policy {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        PolicyText::deserialize(deserializer).map(Policy::from)
    }
}

#[cfg(feature = "schema")]
impl schemars::JsonSchema for Policy {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        PolicyText::schema_name()
    }
    fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        PolicyText::json_schema(generator)
    }
}

/// Reads the context of a plan: what a plan always needs must be there before its values are looked at.
///
/// # Errors
/// `CONTEXT_INCOMPLETE`, then `UNKNOWN_FIELD`, `VALUE_TYPE` or a decimal error.
pub(super) fn read_context(policy: &Compiled, values: &Map<Json>) -> Result<Context, Error> {
    let mut problems = Problems::new();
    for name in ["order.total", "order.currency", "requester.id"] {
        let given = values.get(name).is_some_and(|value| *value != Json::Null);
        problems.require(given, || Issue::error(Code::CONTEXT_INCOMPLETE).at(Pointer::root().field(name)));
    }
    let context = problems.take(Context::read(values, &policy.own()));
    match (problems.finish(), context) {
        (Ok(()), Some(context)) => Ok(context),
        (Err(error), _) => Err(error),
        // A context that could not be read left its problem.
        (Ok(()), None) => Err(Issue::error(Code::CONTEXT_INCOMPLETE).into()),
    }
}

/// The hash of a cart.
///
/// # Errors
/// The `CANON_*` codes.
pub(super) fn cart_hash(policy: &Compiled, context: &Context) -> Result<String, Error> {
    context.hash(policy.cart_fields.iter().map(String::as_str))
}
