//! A CPF or CNPJ.

use super::{cnpj, cpf, mask};
use crate::issue::Code;
use serde::{Deserialize, Serialize};

/// Kinds of documents.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum DocumentKind {
    /// CPF, of a natural person.
    Cpf,
    /// CNPJ, of a legal entity.
    Cnpj,
}

impl DocumentKind {
    /// What a text is meant to be: a CPF if it has at most eleven letters and digits, else a CNPJ.
    pub(super) fn detect(text: &str) -> DocumentKind {
        let count = text.chars().filter(|character| character.is_alphanumeric()).take(12).count();
        if count < 12 { DocumentKind::Cpf } else { DocumentKind::Cnpj }
    }

    /// Checks the form and the check digits of a document of this kind, and nothing else: for callers that check many.
    ///
    /// ```
    /// use coaraci::{api::Code, identity::DocumentKind};
    /// assert_eq!(DocumentKind::Cnpj.check("12.ABC.345/01DE-35"), Ok(()));
    /// assert_eq!(DocumentKind::Cpf.check("12345678901"), Err(Code::CPF_CHECK_DIGIT));
    /// ```
    ///
    /// # Errors
    /// The code of what is wrong: `CPF_FORMAT`, `CPF_REPEATED`, `CPF_CHECK_DIGIT`, `CNPJ_FORMAT`, `CNPJ_ZERO`, `CNPJ_CHECK_DIGIT`.
    pub fn check(self, text: &str) -> Result<(), Code> {
        match self {
            DocumentKind::Cpf => cpf::parse(text).map(drop),
            DocumentKind::Cnpj => cnpj::parse(text).map(drop),
        }
    }

    fn pattern(self) -> &'static str {
        match self {
            DocumentKind::Cpf => cpf::MASK,
            DocumentKind::Cnpj => cnpj::MASK,
        }
    }
}

/// A document with right check digits.
pub(super) struct Document {
    pub kind: DocumentKind,
    /// Its characters without mask, letters in upper case.
    pub bare: String,
}

impl Document {
    /// Reads a document.
    ///
    /// # Errors
    /// The code of what is wrong.
    pub fn parse(kind: DocumentKind, text: &str) -> Result<Document, Code> {
        let bare = match kind {
            DocumentKind::Cpf => mask::text(&cpf::parse(text)?),
            DocumentKind::Cnpj => mask::text(&cnpj::parse(text)?),
        };
        Ok(Document { kind, bare })
    }

    /// Its masked form.
    pub fn formatted(&self) -> String {
        mask::write(&self.bare, self.kind.pattern())
    }

    /// First part of a CNPJ, eight characters: the company.
    pub fn root(&self) -> Option<String> {
        (self.kind == DocumentKind::Cnpj).then(|| self.bare.chars().take(8).collect())
    }

    /// Second part of a CNPJ, four characters: the establishment.
    pub fn establishment(&self) -> Option<String> {
        (self.kind == DocumentKind::Cnpj).then(|| self.bare.chars().skip(8).take(4).collect())
    }
}
