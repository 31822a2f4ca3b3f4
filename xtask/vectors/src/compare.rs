//! Comparisons that adapters share.

use serde_json::Value;

/// The value of a good envelope.
pub fn value(envelope: &Value) -> Result<&Value, String> {
    if envelope["ok"] == Value::Bool(true) {
        Ok(&envelope["value"])
    } else {
        Err(format!("refused: {}", envelope["errors"]))
    }
}

/// The code of the first error of a refusing envelope.
pub fn first_code(envelope: &Value) -> Result<&str, String> {
    match envelope["errors"][0]["code"].as_str() {
        Some(code) => Ok(code),
        None => Err(format!("not refused: {}", short(&envelope["value"]))),
    }
}

/// Whether the envelope refuses with this code first; upper and lower case are the same code.
pub fn refused(envelope: &Value, code: &str) -> Result<(), String> {
    let found = first_code(envelope)?;
    if found.eq_ignore_ascii_case(code) { Ok(()) } else { Err(format!("code {found}, expected {code}")) }
}

/// Whether two JSON values are equal, decimals in texts compared as texts.
pub fn same(found: &Value, expected: &Value) -> Result<(), String> {
    if found == expected { Ok(()) } else { Err(format!("{} instead of {}", short(found), short(expected))) }
}

/// Whether a number is within `absolute + relative max(1, |expected|)` of the expected one.
pub fn near(found: f64, expected: f64, relative: f64, absolute: f64) -> Result<(), String> {
    let distance = (found - expected).abs();
    if distance <= relative * expected.abs().max(1.0) + absolute {
        Ok(())
    } else {
        Err(format!("{found} instead of {expected} (off by {distance:e})"))
    }
}

/// The beginning of a value's text.
pub fn short(value: &Value) -> String {
    let text = value.to_string();
    match text.char_indices().nth(300) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text,
    }
}
