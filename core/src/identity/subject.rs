//! Keyed references to persons and companies.

use super::document::{Document, DocumentKind};
use crate::canonical::{hex, hmac_sha256};
use crate::issue::{Code, Error, Issue};

/// Shortest key.
const LEAST_KEY: usize = 32;

/// `hmac256:<key id>:<hex of HMAC-SHA-256(key, "br.cpf" or "br.cnpj", 0x00, bare document)>`.
///
/// A plain hash of a CPF protects nothing, because all of them can be tried in minutes; with a secret key an outsider cannot try them.
/// Whoever has the key can, so the reference is still personal data under a pseudonym (LGPD).
///
/// # Errors
/// `KEY_TOO_SHORT` at `/key_hex`, `KEY_ID` at `/key_id`.
pub(super) fn reference(document: &Document, key: &[u8], key_id: &str) -> Result<String, Error> {
    if key.len() < LEAST_KEY {
        return Err(Issue::error(Code::KEY_TOO_SHORT).at("/key_hex").with("min", LEAST_KEY).into());
    }
    let fits = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || matches!(byte, b'_' | b'-');
    if !(1..=32).contains(&key_id.len()) || !key_id.bytes().all(fits) {
        return Err(Issue::error(Code::KEY_ID).at("/key_id").into());
    }
    let domain: &[u8] = match document.kind {
        DocumentKind::Cpf => b"br.cpf",
        DocumentKind::Cnpj => b"br.cnpj",
    };
    let code = hmac_sha256(key, &[domain, &[0], document.bare.as_bytes()]);
    Ok(format!("hmac256:{key_id}:{}", hex(&code)))
}
