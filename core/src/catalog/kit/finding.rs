//! What a check of a kit finds.

use crate::canonical::canonical_text;
use crate::issue::{Code, Error};
use crate::money::Fixed;
use serde::Serialize;

/// Whether the parts of a kit go together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum KitOutcome {
    /// They do.
    Ok,
    /// They do, but look at the findings.
    Warn,
    /// They do not.
    Incompatible,
    /// Data are missing, so that nobody can say that they do; errors that were found are errors all the same.
    Incomplete,
}

/// How much a finding matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum KitFindingSeverity {
    /// The kit does not work or nobody can say that it does.
    Error,
    /// The kit works; look at it.
    Warn,
}

/// A finding. Which members go with it depends on its code.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct KitFinding {
    /// What.
    pub code: Code,
    /// How much it matters.
    pub severity: KitFindingSeverity,
    /// The string.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub string: Option<String>,
    /// The article.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sku: Option<String>,
    /// The MPPT.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mppt: Option<u32>,
    /// The value that was found: volts or amperes with two digits, a ratio with four.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value: Option<String>,
    /// Its limit, with two digits.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub limit: Option<Fixed<2>>,
    /// What is there or allowed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub have: Option<u64>,
    /// What is needed or used.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub need: Option<u64>,
    /// `DATA_MISSING`: the members that are absent.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub fields: Vec<&'static str>,
}

impl KitFinding {
    /// An error.
    pub(super) fn error(code: Code) -> KitFinding {
        KitFinding {
            code,
            severity: KitFindingSeverity::Error,
            string: None,
            sku: None,
            mppt: None,
            value: None,
            limit: None,
            have: None,
            need: None,
            fields: Vec::new(),
        }
    }

    /// A warning.
    pub(super) fn warn(code: Code) -> KitFinding {
        KitFinding { severity: KitFindingSeverity::Warn, ..KitFinding::error(code) }
    }

    pub(super) fn sku(self, sku: &str) -> KitFinding {
        KitFinding { sku: Some(sku.to_owned()), ..self }
    }

    pub(super) fn string(self, id: &str) -> KitFinding {
        KitFinding { string: Some(id.to_owned()), ..self }
    }

    pub(super) fn counts(self, have: u64, need: u64) -> KitFinding {
        KitFinding { have: Some(have), need: Some(need), ..self }
    }
}

/// The verdict on a kit.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct KitCheck {
    /// The verdict.
    pub outcome: KitOutcome,
    /// Why, in the order of their canonical text.
    pub findings: Vec<KitFinding>,
}

impl KitCheck {
    /// The verdict that findings make.
    ///
    /// # Errors
    /// None in practice: findings hold no float.
    pub(super) fn of(findings: Vec<KitFinding>) -> Result<KitCheck, Error> {
        let keyed = findings.into_iter().map(|finding| canonical_text(&finding).map(|text| (text, finding)));
        let mut keyed = keyed.collect::<Result<Vec<_>, Error>>()?;
        keyed.sort_by(|(one, _), (other, _)| one.cmp(other));
        let findings: Vec<KitFinding> = keyed.into_iter().map(|(_, finding)| finding).collect();
        let outcome = if findings.iter().any(|finding| finding.code == Code::DATA_MISSING) {
            KitOutcome::Incomplete
        } else if findings.iter().any(|finding| finding.severity == KitFindingSeverity::Error) {
            KitOutcome::Incompatible
        } else if findings.is_empty() {
            KitOutcome::Ok
        } else {
            KitOutcome::Warn
        };
        Ok(KitCheck { outcome, findings })
    }
}
