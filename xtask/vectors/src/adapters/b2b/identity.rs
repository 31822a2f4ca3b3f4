//! Identifiers, redaction, keyed references (`ids.json`).

use super::{Input, Mapped, pick, renamed};
use serde_json::{Value, json};

pub fn map(input: &Input<'_>) -> Option<Mapped> {
    let document = |kind: &str| json!({"document": input.get("value"), "kind": kind});
    match input.function {
        "cpf_parse" => Mapped::new("validate_document", &document("cpf"), |value| judged(value, "normalized")),
        "cpf_format" => Mapped::new("validate_document", &document("cpf"), |value| judged(value, "formatted")),
        "cnpj_parse" => Mapped::new("validate_document", &document("cnpj"), |value| judged(value, "normalized")),
        "cnpj_format" => Mapped::new("validate_document", &document("cnpj"), |value| judged(value, "formatted")),
        "cnpj_check_digits" => Mapped::new("cnpj_check_digits", &renamed(input, &[("body", "value")]), |value| {
            Ok(value["check_digits"].clone())
        }),
        "cep_parse" => {
            Mapped::new("parse_cep", &renamed(input, &[("cep", "value")]), |value| Ok(pick(value, &["cep", "uf"])))
        }
        "uf_info" => Mapped::new("describe_uf", &renamed(input, &[("uf", "value")]), |value| Ok(value.clone())),
        "uc_parse" => Mapped::new("parse_consumer_unit", &renamed(input, &[("consumer_unit", "value")]), |value| {
            let mut parts = value.clone();
            parts["uc"] = parts["consumer_unit"].take();
            parts.as_object_mut().map(|members| members.remove("consumer_unit"));
            Ok(parts)
        }),
        "redact" => Mapped::new("redact_text", &input.json, |value| Ok(value["text"].clone())),
        "subject_ref" => {
            let names = [("document", "value"), ("kind", "kind"), ("key_hex", "key_hex"), ("key_id", "key_id")];
            Mapped::new("subject_ref", &renamed(input, &names), |value| Ok(value["subject_ref"].clone()))
        }
        _ => None,
    }
}

/// The form of a valid document, or the code of its first issue.
fn judged(value: &Value, form: &str) -> Result<Value, String> {
    match value["issues"][0]["code"].as_str() {
        Some(code) => Err(code.to_owned()),
        None => Ok(value[form].clone()),
    }
}
