//! Canonical JSON, audit chain, content hashes (`canonical.json`).

use super::{Input, Mapped};

pub fn map(input: &Input<'_>) -> Option<Mapped> {
    // The input is passed as the text it is: a parser of this program would lose what the core must see.
    let text = |operation, result| Some(Mapped { operation, request: input.raw.to_owned(), result });
    match input.function {
        "jcs" => text("canonical_json", |value| Ok(value.clone())),
        "audit_build" => text("build_audit_chain", |value| Ok(value["records"].clone())),
        "audit_verify" => text("verify_audit_chain", |value| {
            let mut verdict = value.clone();
            verdict.as_object_mut().map(|verdict| verdict.remove("issues"));
            Ok(verdict)
        }),
        "content_hash" => text("hash_quote_content", |value| Ok(value["sha256"].clone())),
        _ => None,
    }
}
