//! Check a CPF and an alphanumeric CNPJ.

use coaraci::api::request;
use coaraci::identity::validate_document;
use serde_json::json;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let company = validate_document(request(json!({"document": "12.abc.345/01de-35"}))?)?.value;
    println!("{} belongs to company {}", company.formatted.unwrap_or_default(), company.root.unwrap_or_default());
    assert_eq!(company.normalized.as_deref(), Some("12ABC34501DE35"));

    // A wrong document is a verdict, not an error: the answer says what is wrong and never repeats the document.
    let person = validate_document(request(json!({"document": "123.456.789-01"}))?)?.value;
    let issue = person.issues.first().ok_or("an issue")?;
    println!("{}: {}", issue.code, coaraci::issue::message(issue, coaraci::issue::Locale::PtBr));
    assert!(!person.valid);
    assert_eq!(issue.code.to_string(), "CPF_CHECK_DIGIT");
    Ok(())
}
