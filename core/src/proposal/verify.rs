//! Whether a proposal is what its request gives.

use super::{ProposalRequest, proposal};
use crate::Answer;
use crate::canonical::{Json, canonical_text};
use crate::issue::{Code, Error, Issue, Pointer};
use serde::{Deserialize, Serialize};

/// A proposal with the request it is said to come from.
#[derive(Debug, Clone, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct VerifyProposalRequest {
    /// The request.
    pub request: ProposalRequest,
    /// The proposal: the value of the answer, with its hash.
    pub proposal: Json,
}

/// The verdict on a proposal.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct ProposalVerdict {
    /// Whether the proposal is the one that the request gives.
    pub valid: bool,
    /// The hash of the one that the request gives.
    pub hash: String,
    /// What differs, by pointers to the proposal, at most 100: `VALUE_CHANGED`, `VALUE_MISSING`, `VALUE_UNEXPECTED`.
    pub issues: Vec<Issue>,
}

/// Most differences that are named.
const MOST: usize = 100;

/// Compute a proposal again from its request and compare: what was changed is named by its place.
///
/// Numbers are equal if their canonical texts are. A member that is too many is reported at its object, because its name is the caller's.
///
/// # Errors
/// Those of `proposal` under `/request`; `NOT_FINITE`.
pub fn verify_proposal(request: VerifyProposalRequest) -> Result<Answer<ProposalVerdict>, Error> {
    let answer = proposal(request.request).map_err(|error| error.within("/request"))?;
    let ours = normal(&canonical_text(&answer.value)?)?;
    let theirs = normal(&canonical_text(&request.proposal)?)?;
    let mut issues = Vec::new();
    compare(&ours, &theirs, &Pointer::from("/proposal"), &mut issues);
    let value = ProposalVerdict { valid: issues.is_empty(), hash: answer.value.hash.unwrap_or_default(), issues };
    Ok(Answer { value, warnings: answer.warnings, sources: answer.sources })
}

/// Canonical text as a value: numbers of one size in one form.
fn normal(text: &str) -> Result<Json, Error> {
    serde_json::from_str(text).map_err(|_| Issue::error(Code::BAD_JSON).into())
}

fn compare(ours: &Json, theirs: &Json, place: &Pointer, issues: &mut Vec<Issue>) {
    if issues.len() >= MOST {
        return;
    }
    let mut note = |code: Code, place: Pointer| {
        if issues.len() < MOST {
            issues.push(Issue::error(code).at(place));
        }
    };
    match (ours, theirs) {
        (Json::Object(ours), Json::Object(theirs)) => {
            if theirs.keys().any(|name| !ours.contains_key(name)) {
                note(Code::VALUE_UNEXPECTED, place.clone());
            }
            for (name, member) in ours {
                match theirs.get(name) {
                    Some(other) => compare(member, other, &place.field(name), issues),
                    None if issues.len() < MOST => {
                        issues.push(Issue::error(Code::VALUE_MISSING).at(place.field(name)));
                    }
                    None => {}
                }
            }
        }
        (Json::Array(ours), Json::Array(theirs)) => {
            if ours.len() > theirs.len() {
                note(Code::VALUE_MISSING, place.index(theirs.len()));
            }
            if theirs.len() > ours.len() {
                note(Code::VALUE_UNEXPECTED, place.index(ours.len()));
            }
            for (index, (member, other)) in ours.iter().zip(theirs).enumerate() {
                compare(member, other, &place.index(index), issues);
            }
        }
        _ if ours == theirs => {}
        _ => note(Code::VALUE_CHANGED, place.clone()),
    }
}
