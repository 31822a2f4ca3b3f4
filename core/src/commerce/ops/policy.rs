use crate::Answer;
use crate::calendar::Instant;
use crate::canonical::Json;
use crate::commerce::policy::{self, Context, Directory, Finding, Plan, Policy};
use crate::issue::Error;
use crate::prepare::prepared_request;
use crate::quantity::{Id, Map};
use serde::{Deserialize, Serialize};

/// A policy to validate.
#[derive(Debug, Clone, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct ValidatePolicyRequest {
    /// The policy.
    pub policy: Policy,
}

/// A valid policy's identity.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ValidPolicy {
    /// Its id.
    pub id: Id,
    /// Its version.
    pub version: u64,
    /// SHA-256 of its canonical text in hex: tolerances as canonical decimals (`50.00` is `50`), members that are absent or null left out.
    pub policy_hash: String,
}

/// Validate an approval policy (*alçadas de aprovação*) before it is put in force; all problems are reported.
///
/// # Errors
/// In this order: `SCHEMA_UNKNOWN`, `FIELD_UNKNOWN`, per rule `RULE_ID_DUPLICATE`, `CONDITION_TOO_DEEP`, `CONDITION_SYNTAX`,
/// `CONDITION_EMPTY`, `FIELD_UNKNOWN`, `OPERATOR_TYPE`, `VALUE_TYPE`, decimal errors, `VALUE_RANGE`, `EFFECT_INVALID`,
/// `REQUIRE_WITHOUT_STEPS`, `STEPS_NOT_ALLOWED`, per step `QUORUM_INVALID`, `STEP_WITHOUT_APPROVERS`, `SELECTOR_INVALID`,
/// `LEVEL_INVALID`, `STEP_ID_CONFLICT`.
pub fn validate_policy(request: ValidatePolicyRequest) -> Result<Answer<ValidPolicy>, Error> {
    request.policy.compiled().map_err(|error| error.within("/policy"))?;
    let policy_hash = request.policy.hash().map_err(|error| error.within("/policy"))?.to_owned();
    let text = request.policy.text();
    Ok(Answer::new(ValidPolicy { id: text.id.clone(), version: text.version, policy_hash }))
}

prepared_request! {
    /// An order to plan.
    pub struct PlanApprovalRequest, PlanApprovalPart, PlanApprovalRest {
        prepared {
            /// The policy.
            pub policy: Policy,
            /// Users, absences, delegations and cost centres.
            pub directory: Directory,
        }
        rest {
            /// Values of fields: `order.total`, `order.currency`, `requester.id`, ..; a field that is absent or null is unknown.
            pub context: Map<Json>,
            /// The present instant.
            pub now: Instant,
        }
    }
}

/// Plan whose approval an order needs by a policy, with every rule that matched.
///
/// Deny is stronger than require, which is stronger than auto-approve. A missing field counts as matched for rules that deny or
/// require, and as not matched for those that approve.
///
/// # Errors
/// Those of `validate_policy`; `CONTEXT_INCOMPLETE`, `UNKNOWN_FIELD`, `VALUE_TYPE` or a decimal error for the context;
/// `CURRENCY_MISMATCH`.
pub fn plan_approval(request: PlanApprovalRequest) -> Result<Answer<Plan>, Error> {
    let compiled = request.policy.compiled().map_err(|error| error.within("/policy"))?;
    let context = policy::read_context(compiled, &request.context).map_err(|error| error.within("/context"))?;
    let plan = policy::plan(compiled, &context, &request.directory, request.now);
    plan.map(Answer::new).map_err(|error| error.within("/context"))
}

/// A cart to hash.
#[derive(Debug, Clone, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct HashCartRequest {
    /// The policy; its `reapproval.fields` say what counts.
    pub policy: Policy,
    /// Values of fields.
    pub context: Map<Json>,
}

/// A cart's hash.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct CartHash {
    /// SHA-256 in hex.
    pub cart_hash: String,
}

/// Hash what counts of a cart: SHA-256 of the canonical object of the policy's cart fields that have a value.
///
/// # Errors
/// Those of `validate_policy`; `UNKNOWN_FIELD`, `VALUE_TYPE` or a decimal error for the context.
pub fn hash_cart(request: HashCartRequest) -> Result<Answer<CartHash>, Error> {
    let compiled = request.policy.compiled().map_err(|error| error.within("/policy"))?;
    let context = Context::read(&request.context, &compiled.own()).map_err(|error| error.within("/context"))?;
    let cart_hash = policy::cart_hash(compiled, &context)?;
    Ok(Answer::new(CartHash { cart_hash }))
}

/// A policy to analyse.
#[derive(Debug, Clone, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct AnalysePolicyRequest {
    /// The policy.
    pub policy: Policy,
    /// The users whom its steps name.
    pub directory: Directory,
}

/// What was found.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct PolicyFindings {
    /// The findings, in the order of their canonical text.
    pub findings: Vec<Finding>,
}

/// Analyse a policy: rules that never or always match or are shadowed, overlaps, steps that nobody or too few can approve.
///
/// The analysis is exact for comparisons, lists of words and booleans, all fields being present; prefixes, set operators and
/// `exists` are taken as independent of everything but their own negation.
///
/// # Errors
/// Those of `validate_policy`; `ANALYSIS_TOO_LARGE` for more than 4096 conjunctions.
pub fn analyse_policy(request: AnalysePolicyRequest) -> Result<Answer<PolicyFindings>, Error> {
    let compiled = request.policy.compiled().map_err(|error| error.within("/policy"))?;
    let findings = policy::analyse(compiled, &request.directory).map_err(|error| error.within("/policy"))?;
    Ok(Answer::new(PolicyFindings { findings }))
}
