//! The public interface as bindings and servers see it.

#![allow(clippy::disallowed_methods, clippy::expect_used, clippy::unwrap_used, clippy::indexing_slicing)]

use coaraci::api::{self, BATCHES, Code, Column, OPERATIONS, OwnedColumn, PREPARED, Values};
use serde_json::Value;

fn envelope(text: &str) -> Value {
    serde_json::from_str(text).expect("an envelope is JSON")
}

#[test]
fn the_lists_are_consistent() {
    let mut names: Vec<_> = OPERATIONS.iter().map(|operation| operation.name).collect();
    let count = names.len();
    names.sort_unstable();
    names.dedup();
    assert_eq!(names.len(), count, "an operation is listed twice");
    for name in BATCHES.iter().map(|(name, _)| *name).chain(PREPARED.iter().map(|form| form.name)) {
        assert!(names.contains(&name), "{name} has a form but is not listed");
    }
    for (name, batch) in BATCHES {
        assert_eq!(batch.outputs.last().map(|(name, _)| *name), Some("status"), "{name}");
    }
}

#[test]
fn an_unknown_operation_is_a_refusal() {
    let refusal = envelope(&api::call("no_such_operation", "{}"));
    assert_eq!(refusal["errors"][0]["code"], "UNKNOWN_OPERATION");
    assert_eq!(envelope(&api::call_batch("no_such_operation", "{}", &[]).envelope), refusal);
    assert_eq!(api::prepare("no_such_operation", "{}").unwrap_err().code(), Code::UNKNOWN_OPERATION);
    assert_eq!(api::prepare("parse_brl", "{}").unwrap_err().code(), Code::NO_PREPARED_FORM);
}

#[test]
fn a_bad_row_of_a_batch_stops_nothing() {
    let bytes = b"R$ 1.322,001.427sob consulta-R$ 0,05";
    let offsets = [0, 11, 16, 28, 36];
    let valid = [0b1011_u8];
    for (valid, third) in [(None, "PRICE_SYNTAX"), (Some(&valid[..]), "MISSING_FIELD")] {
        let column = Column { name: "text", values: Values::Text { offsets: &offsets, bytes }, valid };
        let answer = api::call_batch("parse_brl", "{}", &[column]);
        let columns: Vec<_> = answer.columns.iter().map(|(name, column)| (*name, column)).collect();
        assert_eq!(columns[0], ("amount_centavos", &OwnedColumn::I64(vec![132_200, 0, 0, -5])));
        assert_eq!(columns[1], ("status", &OwnedColumn::I32(vec![0, 1, 2, 0])));
        let summary = envelope(&answer.envelope);
        assert_eq!(summary["value"]["rows"], 4);
        assert_eq!(summary["value"]["issues"][0]["row"], 1);
        assert_eq!(summary["value"]["issues"][0]["errors"][0]["code"], "PRICE_AMBIGUOUS");
        assert_eq!(summary["value"]["issues"][1]["errors"][0]["code"], third);
    }
}

#[test]
fn a_batch_names_every_wrong_column() {
    let numbers = [1.0];
    let columns = [Column::new("text", Values::F64(&numbers)), Column::new("extra", Values::F64(&numbers))];
    let refusal = envelope(&api::call_batch("parse_brl", "{}", &columns).envelope);
    let codes: Vec<_> = refusal["errors"].as_array().unwrap().iter().map(|error| error["code"].clone()).collect();
    assert_eq!(codes, ["COLUMN_TYPE", "COLUMN_UNKNOWN"]);
    let refusal = envelope(&api::call_batch("parse_brl", "{}", &[]).envelope);
    assert_eq!(refusal["errors"][0]["code"], "COLUMN_MISSING");
}

#[test]
fn an_issue_of_an_answer_can_be_told_in_two_languages() {
    let refusal = envelope(&api::call("parse_brl", r#"{"text":"1.427"}"#));
    let issue = refusal["errors"][0].to_string();
    let text = api::explain(&issue, "pt-BR").unwrap();
    assert_eq!(text, "O preço pode ser lido de duas formas: R$\u{a0}1.427,00 ou R$\u{a0}1,43.");
    assert!(api::explain(&issue, "en").unwrap().contains("R$\u{a0}1,427.00"));
    assert_eq!(api::explain("{}", "en").unwrap_err().code(), Code::BAD_JSON);
    assert_eq!(api::explain(r#"{"code":"NOPE"}"#, "en").unwrap_err().code(), Code::NOT_FOUND);
}

#[test]
fn kept_crashes_stay_mended() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../fuzz/regressions");
    for operation in OPERATIONS {
        for file in std::fs::read_dir(folder.join(operation.name)).into_iter().flatten().flatten() {
            let request = String::from_utf8_lossy(&std::fs::read(file.path()).unwrap()).into_owned();
            assert!(envelope(&api::call(operation.name, &request))["ok"].is_boolean());
        }
    }
}
