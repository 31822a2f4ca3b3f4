//! Writing an answer: one envelope for every operation, finite numbers only.

mod finite;

use crate::Answer;
use crate::Source;
use crate::issue::{Code, Error, Issue, Param};
use finite::Finite;
use serde::Serialize;
use serde_json::ser::Formatter;
use std::io;

/// Version of the wire format: additive changes keep it.
pub const SCHEMA_VERSION: &str = "1";

#[derive(Serialize)]
struct Envelope<'a, A> {
    ok: bool,
    value: &'a A,
    warnings: &'a [Issue],
    meta: Meta<'a>,
}

#[derive(Serialize)]
struct Meta<'a> {
    engine: &'static str,
    schema: &'static str,
    sources: &'a [Source],
}

#[derive(Serialize)]
struct Refusal<'a> {
    ok: bool,
    errors: Vec<&'a Issue>,
}

/// The envelope of an answer.
///
/// # Errors
/// `NOT_FINITE` if a number of the answer is not finite.
pub(crate) fn print<A: Serialize>(answer: &Answer<A>) -> Result<String, Error> {
    let meta = Meta { engine: crate::api::VERSION, schema: SCHEMA_VERSION, sources: &answer.sources };
    text(&Envelope { ok: true, value: &answer.value, warnings: &answer.warnings, meta })
}

/// The envelope of an error.
pub(crate) fn print_error(error: &Error) -> String {
    let refusal = Refusal { ok: false, errors: error.issues().collect() };
    // Issues hold nothing that cannot be written; the fallback keeps the promise that a call always answers.
    text(&refusal).unwrap_or_else(|_| r#"{"ok":false,"errors":[]}"#.to_owned())
}

/// A value as JSON text.
///
/// # Errors
/// `NOT_FINITE` if a number is not finite.
pub(crate) fn text<T: Serialize>(value: &T) -> Result<String, Error> {
    let mut out = Vec::with_capacity(1024);
    let mut serializer = serde_json::Serializer::with_formatter(&mut out, Zeros);
    value.serialize(Finite(&mut serializer)).map_err(|_| Issue::error(Code::NOT_FINITE))?;
    String::from_utf8(out).map_err(|_| Issue::error(Code::BAD_JSON).into())
}

/// Compact JSON in which a negative zero is written as zero.
struct Zeros;

impl Formatter for Zeros {
    fn write_f64<W: ?Sized + io::Write>(&mut self, writer: &mut W, value: f64) -> io::Result<()> {
        serde_json::ser::CompactFormatter.write_f64(writer, if value == 0.0 { 0.0 } else { value })
    }
}

/// The issue that a text of an answer holds.
///
/// # Errors
/// `BAD_JSON` if it is none, `NOT_FOUND` for a code that is not in the table.
pub(crate) fn issue_of(text: &str) -> Result<Issue, Error> {
    #[derive(serde::Deserialize)]
    struct Given {
        code: String,
        #[serde(default)]
        params: serde_json::Map<String, serde_json::Value>,
    }
    let given: Given = serde_json::from_str(text).map_err(|_| Issue::error(Code::BAD_JSON))?;
    let code = Code::find(&given.code).ok_or_else(|| Issue::error(Code::NOT_FOUND))?;
    Ok(given.params.into_iter().fold(Issue::error(code), |issue, (name, value)| match code.parameter(&name) {
        Some(name) => issue.with(name, param_of(name, value)),
        None => issue,
    }))
}

/// A parameter as it was before it was written: amounts and decimals are texts of digits, dates texts of a date.
fn param_of(name: &str, value: serde_json::Value) -> Param {
    use serde_json::Value;
    match value {
        Value::Number(number) => match number.as_i64() {
            Some(integer) => Param::Integer(integer),
            None => Param::Number(number.as_f64().unwrap_or_default()),
        },
        Value::String(word) => match (crate::money::parse_decimal(&word, 28), word.parse()) {
            (Ok(decimal), _) if !name.ends_with("_id") => Param::Decimal(decimal),
            (_, Ok(date)) => Param::Date(date),
            _ => Param::Word(word.into()),
        },
        Value::Array(words) => {
            Param::Words(words.iter().filter_map(Value::as_str).map(|word| word.to_owned().into()).collect())
        }
        _ => Param::Word("".into()),
    }
}
