use super::document::{Document, DocumentKind};
use super::uf::{Region, Uf};
use super::{cep, cnpj, consumer_unit, mask, redact, subject};
use crate::Answer;
use crate::canonical::{Json, sha256_hex, unhex};
use crate::issue::{Code, Error, Issue, Problems};
use serde::{Deserialize, Serialize};

/// A document to check.
#[derive(Debug, Clone, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct ValidateDocumentRequest {
    /// CPF or CNPJ, bare or with its full mask; letters of a CNPJ may be of either case.
    pub document: String,
    /// What it is meant to be; by default a CPF if the text has at most eleven letters and digits, else a CNPJ.
    pub kind: Option<DocumentKind>,
}

/// The verdict on a document.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ValidateDocument {
    /// Whether form and check digits are right. It says nothing about whether the document was ever issued.
    pub valid: bool,
    /// What it is, or was meant to be.
    pub kind: DocumentKind,
    /// Its characters without mask, letters in upper case; null if it is not valid.
    pub normalized: Option<String>,
    /// Its masked form; null if it is not valid.
    pub formatted: Option<String>,
    /// First eight characters of a CNPJ: the company. Null for a CPF.
    pub root: Option<String>,
    /// The next four characters of a CNPJ: the establishment. Null for a CPF.
    pub establishment: Option<String>,
    /// What is wrong: `CPF_FORMAT`, `CPF_REPEATED`, `CPF_CHECK_DIGIT`, `CNPJ_FORMAT`, `CNPJ_ZERO` or `CNPJ_CHECK_DIGIT`.
    pub issues: Vec<Issue>,
}

/// Check the form and the check digits of a CPF or CNPJ, numeric or alphanumeric, and give its normal forms.
///
/// A wrong document is a verdict, not an error: `valid` is false and `issues` says why. The document never appears in an issue.
///
/// # Errors
/// None beyond those of reading the request.
pub fn validate_document(request: ValidateDocumentRequest) -> Result<Answer<ValidateDocument>, Error> {
    let kind = request.kind.unwrap_or_else(|| DocumentKind::detect(&request.document));
    Ok(Answer::new(match Document::parse(kind, &request.document) {
        Ok(document) => ValidateDocument {
            valid: true,
            kind,
            formatted: Some(document.formatted()),
            root: document.root(),
            establishment: document.establishment(),
            normalized: Some(document.bare),
            issues: Vec::new(),
        },
        Err(code) => ValidateDocument {
            valid: false,
            kind,
            normalized: None,
            formatted: None,
            root: None,
            establishment: None,
            issues: vec![wrong_document(kind, code)],
        },
    }))
}

fn wrong_document(kind: DocumentKind, code: Code) -> Issue {
    let issue = Issue::error(code).at("/document");
    match kind {
        DocumentKind::Cpf => issue,
        DocumentKind::Cnpj => issue.law(CNPJ_LAW),
    }
}

/// The act that describes the alphanumeric CNPJ.
const CNPJ_LAW: &str = "IN RFB 2.229/2024";

/// The beginning of a CNPJ.
#[derive(Debug, Clone, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct CnpjCheckDigitsRequest {
    /// The first twelve characters without mask: digits and letters of either case.
    pub body: String,
}

/// Check digits.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct CnpjCheckDigits {
    /// The two check digits as text.
    pub check_digits: String,
}

/// Compute the two check digits of a CNPJ from its first twelve characters.
///
/// # Errors
/// `CNPJ_FORMAT`.
pub fn cnpj_check_digits(request: CnpjCheckDigitsRequest) -> Result<Answer<CnpjCheckDigits>, Error> {
    match cnpj::check_digits_of(&request.body) {
        Ok(digits) => Ok(Answer::new(CnpjCheckDigits { check_digits: mask::text(&digits) })),
        Err(code) => Err(Issue::error(code).at("/body").law(CNPJ_LAW).into()),
    }
}

/// A postal code.
#[derive(Debug, Clone, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct ParseCepRequest {
    /// CEP: eight digits or `NNNNN-NNN`.
    pub cep: String,
}

/// A postal code and where its range lies.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Cep {
    /// Its eight digits.
    pub cep: String,
    /// Its masked form.
    pub formatted: String,
    /// Federal unit of its range: a hint, no proof (the split between DF and GO is unverified).
    pub uf: Uf,
}

/// Read a postal code (*CEP*) and give the federal unit of its range.
///
/// # Errors
/// `CEP_FORMAT`, `CEP_RANGE`.
pub fn parse_cep(request: ParseCepRequest) -> Result<Answer<Cep>, Error> {
    let (cep, uf) = cep::parse(&request.cep).map_err(|code| Issue::error(code).at("/cep"))?;
    Ok(Answer::new(Cep { formatted: mask::write(&cep, cep::MASK), cep, uf }))
}

/// A federal unit.
#[derive(Debug, Clone, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct DescribeUfRequest {
    /// Acronym in upper case: `SP`.
    pub uf: String,
}

/// Facts of a federal unit.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct UfFacts {
    /// Its acronym.
    pub uf: Uf,
    /// Its code at IBGE.
    pub ibge: u32,
    /// Its region.
    pub region: Region,
    /// Minutes of its time zone from UTC. Two places differ from their unit: Fernando de Noronha (PE) -120 and the west of AM -300.
    pub utc_offset_minutes: i32,
}

/// Describe a federal unit: IBGE code, region and time zone.
///
/// # Errors
/// `UF_UNKNOWN`.
pub fn describe_uf(request: DescribeUfRequest) -> Result<Answer<UfFacts>, Error> {
    let uf = Uf::of(&request.uf).ok_or_else(|| Issue::error(Code::UF_UNKNOWN).at("/uf"))?;
    let facts = UfFacts { uf, ibge: uf.ibge(), region: uf.region(), utc_offset_minutes: uf.utc_offset_minutes() };
    Ok(Answer::new(facts))
}

/// The number of a consumer unit.
#[derive(Debug, Clone, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct ParseConsumerUnitRequest {
    /// National number: fifteen digits or `N.NNN.NNN.NNN.NNN-NN`. Older numbers of a distributor are not read: keep them as text.
    pub consumer_unit: String,
}

/// A consumer unit's number in its parts.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ConsumerUnit {
    /// Its fifteen digits.
    pub consumer_unit: String,
    /// Its masked form.
    pub formatted: String,
    /// The first ten digits.
    pub sequence: String,
    /// The three digits of the distributor.
    pub distributor: String,
    /// The two check digits as given.
    pub check_digits: String,
    /// Always false: the algorithm of the check digits is in a manual of ANEEL that is not public.
    pub check_digits_verified: bool,
}

/// Read the national number of a consumer unit (*unidade consumidora*).
///
/// # Errors
/// `UC_FORMAT`, `UC_SEQUENCE_ZERO`.
pub fn parse_consumer_unit(request: ParseConsumerUnitRequest) -> Result<Answer<ConsumerUnit>, Error> {
    let digits = consumer_unit::parse(&request.consumer_unit)
        .map_err(|code| Issue::error(code).at("/consumer_unit").law("REN ANEEL 1.000/2021, art. 659-A"))?;
    let text = mask::text(&digits);
    let part = |from: usize, count: usize| text.chars().skip(from).take(count).collect();
    Ok(Answer::new(ConsumerUnit {
        formatted: mask::write(&text, consumer_unit::MASK),
        sequence: part(0, 10),
        distributor: part(10, 3),
        check_digits: part(13, 2),
        check_digits_verified: false,
        consumer_unit: text,
    }))
}

/// A text that may hold documents.
#[derive(Debug, Clone, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct RedactTextRequest {
    /// The text.
    pub text: String,
}

/// A text without documents.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct RedactedText {
    /// The text.
    pub text: String,
}

/// Replace every CPF or CNPJ with right check digits in a text by `[CPF]` or `[CNPJ]`.
///
/// Each mask character may be there or not, letters may be of either case; a document that touches letters or digits stays.
///
/// # Errors
/// None beyond those of reading the request.
pub fn redact_text(request: RedactTextRequest) -> Result<Answer<RedactedText>, Error> {
    Ok(Answer::new(RedactedText { text: redact::text(&request.text) }))
}

/// JSON that may hold documents.
#[derive(Debug, Clone, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct RedactJsonRequest {
    /// Any JSON.
    pub value: Json,
}

/// JSON without documents.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct RedactedJson {
    /// The JSON, members by name.
    pub value: Json,
}

/// Replace every CPF or CNPJ with right check digits in all texts, names and whole numbers of a JSON value.
///
/// A number that is a document becomes a text; names that become equal are numbered.
///
/// # Errors
/// None beyond those of reading the request.
pub fn redact_json(request: RedactJsonRequest) -> Result<Answer<RedactedJson>, Error> {
    Ok(Answer::new(RedactedJson { value: redact::json(request.value) }))
}

/// A document and the key of its references.
#[derive(Debug, Clone, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct SubjectRefRequest {
    /// CPF or CNPJ, bare or masked.
    pub document: String,
    /// What it is meant to be; by default as in `validate_document`.
    pub kind: Option<DocumentKind>,
    /// Secret key in hex, at least 32 bytes. The library keeps nothing.
    pub key_hex: String,
    /// Name of the key, so that it can be replaced: 1 to 32 of `a-z 0-9 _ -`.
    pub key_id: String,
}

/// A keyed reference.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct SubjectRef {
    /// `hmac256:<key id>:<64 hex digits>`.
    pub subject_ref: String,
}

/// Refer to a person or company by a keyed hash (HMAC-SHA-256) of the document, for everything that is stored.
///
/// # Errors
/// First the document's code as in `validate_document`, then `HEX_SYNTAX`, `KEY_TOO_SHORT`, `KEY_ID`.
pub fn subject_ref(request: SubjectRefRequest) -> Result<Answer<SubjectRef>, Error> {
    let kind = request.kind.unwrap_or_else(|| DocumentKind::detect(&request.document));
    let mut problems = Problems::new();
    let document = Document::parse(kind, &request.document).map_err(|code| wrong_document(kind, code).into());
    let document = problems.take(document);
    let key = problems.take(unhex(&request.key_hex).map_err(|error| error.within("/key_hex")));
    match (document, key) {
        (Some(document), Some(key)) => {
            let subject_ref = subject::reference(&document, &key, &request.key_id)?;
            Ok(Answer::new(SubjectRef { subject_ref }))
        }
        _ => Err(problems.into_error()),
    }
}

/// A document that was stored as a plain hash.
#[derive(Debug, Clone, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct PlainDocumentHashRequest {
    /// CPF or CNPJ, bare or masked.
    pub document: String,
    /// What it is meant to be; by default as in `validate_document`.
    pub kind: Option<DocumentKind>,
}

/// A plain hash.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct PlainDocumentHash {
    /// SHA-256 of the bare characters, in hex.
    pub sha256: String,
}

/// Hash a document without a key, only to find what older systems stored that way. Use `subject_ref` for everything new:
/// all CPF can be tried in minutes.
///
/// # Errors
/// The document's code as in `validate_document`.
pub fn plain_document_hash(request: PlainDocumentHashRequest) -> Result<Answer<PlainDocumentHash>, Error> {
    let kind = request.kind.unwrap_or_else(|| DocumentKind::detect(&request.document));
    let document = Document::parse(kind, &request.document).map_err(|code| wrong_document(kind, code))?;
    Ok(Answer::new(PlainDocumentHash { sha256: sha256_hex(document.bare.as_bytes()) }))
}
