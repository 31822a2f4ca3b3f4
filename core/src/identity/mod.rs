//! Brazilian identifiers: CPF, CNPJ (numeric and alphanumeric, IN RFB 2.229/2024), CEP, federal unit and consumer unit
//! (REN ANEEL 1.000/2021, art. 659-A), and the protection of personal data (LGPD, Lei 13.709/2018): redaction and keyed references.
//!
//! An identifier is text, never a number: leading zeros belong to it and a CNPJ may hold letters. No identifier of a request ever
//! reaches an issue. Blanks around an identifier are not accepted.

mod cep;
mod cnpj;
mod consumer_unit;
mod cpf;
mod document;
mod mask;
mod ops;
mod redact;
mod subject;
#[cfg(test)]
mod tests;
mod uf;

pub use document::DocumentKind;
pub use ops::*;
pub use uf::{Region, Uf};
