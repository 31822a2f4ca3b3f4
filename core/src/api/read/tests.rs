//! Reading requests: all problems at once, in field order, never a piece of the input.

use super::read;
use crate::calendar::{Date, Instant, Month};
use crate::canonical::Json;
use crate::money::{Currency, Dec, Money, Rounding};
use crate::quantity::{Id, Latitude, Map};
use serde::Deserialize;

#[derive(Debug, Deserialize, PartialEq)]
#[serde(deny_unknown_fields)]
struct Site {
    latitude: Latitude,
    altitude_m: f64,
    name: Option<String>,
}

#[derive(Debug, Deserialize, PartialEq)]
#[serde(rename_all = "snake_case")]
enum Phase {
    Mono,
    Tri,
}

#[derive(Debug, Deserialize, PartialEq)]
#[serde(deny_unknown_fields)]
struct Request {
    site: Site,
    monthly_kwh: [f64; 3],
    price_brl: Money,
    rate: Dec,
    phase: Phase,
    count: u32,
    currency: Currency,
    rounding: Rounding,
    ids: Vec<Id>,
    posts: Map<Dec>,
    free: Json,
    #[serde(default)]
    flag: bool,
}

const GOOD: &str = r#"{"site":{"latitude":-23.5,"altitude_m":760},"monthly_kwh":[1,2,3],"price_brl":"10.50","rate":"0.0149","phase":"tri",
"count":3,"currency":"BRL","rounding":"half_up","ids":["a"],"posts":{"unico":"1"},"free":{"x":[1,2.5]}}"#;

fn issues(text: &str) -> Vec<String> {
    let error = read::<Request>(text).unwrap_err();
    error.issues().map(ToString::to_string).collect()
}

fn with(from: &str, to: &str) -> String {
    assert!(GOOD.contains(from), "{from}");
    GOOD.replacen(from, to, 1)
}

#[test]
fn reads_a_good_request_and_takes_null_for_absent() {
    let request: Request = read(GOOD).unwrap();
    assert_eq!(request.price_brl, Money::from_cents(1050));
    let same: Request = read(&with(r#""count":3"#, r#""count":3,"flag":null"#)).unwrap();
    assert_eq!(same, request);
}

#[test]
fn reports_every_problem_at_once_in_field_order() {
    let text = r#"{"zzz":1,"rounding":"nearest","site":{"altitude_m":"760","latitude":91,"cpf 529.982.247-25":1},"monthly_kwh":[1,"2",null,4],
        "price_brl":1.5,"rate":"1e3","phase":"duo","count":-1,"ids":["a","ü",7],"posts":{"529.982.247-25":"x"},"currency":"XYZ","count":2,
        "free":{"a":1,"a":2}}"#;
    assert_eq!(
        issues(text),
        [
            "OUT_OF_RANGE at /site/latitude",
            "BAD_TYPE at /site/altitude_m",
            "UNKNOWN_FIELD at /site",
            "BAD_LENGTH at /monthly_kwh",
            "BAD_TYPE at /monthly_kwh/1",
            "BAD_TYPE at /monthly_kwh/2",
            "DECIMAL_NOT_STRING at /price_brl",
            "DECIMAL_SYNTAX at /rate",
            "UNKNOWN_ENUM at /phase",
            "DUPLICATE_FIELD at /count",
            "OUT_OF_RANGE at /count",
            "CURRENCY_UNKNOWN at /currency",
            "ROUNDING_MODE at /rounding",
            "ID_SYNTAX at /ids/1",
            "BAD_TYPE at /ids/2",
            "DECIMAL_SYNTAX at /posts",
            "DUPLICATE_FIELD at /free",
            "UNKNOWN_FIELD",
        ]
    );
}

#[test]
fn says_which_text_was_expected_and_judges_a_wrong_type_once() {
    #[derive(Debug, Deserialize)]
    #[serde(deny_unknown_fields)]
    #[expect(dead_code, reason = "only read")]
    struct Times {
        on: Date,
        in_month: Month,
        at: Instant,
        rounding: Rounding,
    }
    let text = r#"{"on":20260101,"in_month":"2026-13","at":null,"rounding":2}"#;
    let error = read::<Times>(text).unwrap_err();
    let found: Vec<_> = error.issues().map(ToString::to_string).collect();
    assert_eq!(found, ["BAD_TYPE at /on", "BAD_MONTH at /in_month", "MISSING_FIELD at /at", "BAD_TYPE at /rounding"]);
    let expected = |index: usize| error.issues().nth(index).and_then(|issue| issue.params.get("expected")).cloned();
    assert_eq!(expected(0), Some("date text".into()));
    assert_eq!(expected(3), Some("string".into()));
}

#[test]
fn names_every_missing_field() {
    assert_eq!(
        issues("{\"site\":{}}"),
        [
            "MISSING_FIELD at /site/latitude",
            "MISSING_FIELD at /site/altitude_m",
            "MISSING_FIELD at /monthly_kwh",
            "MISSING_FIELD at /price_brl",
            "MISSING_FIELD at /rate",
            "MISSING_FIELD at /phase",
            "MISSING_FIELD at /count",
            "MISSING_FIELD at /currency",
            "MISSING_FIELD at /rounding",
            "MISSING_FIELD at /ids",
            "MISSING_FIELD at /posts",
            "MISSING_FIELD at /free",
        ]
    );
    assert_eq!(issues(&with(r#""count":3"#, r#""count":null"#)), ["MISSING_FIELD at /count"]);
}

#[test]
fn refuses_what_is_no_json() {
    for text in ["", "   ", "{", "[1,2", "nul", "NaN", "{\"a\":NaN}", "{\"a\":1}x", "\u{0}"] {
        assert_eq!(issues(text), ["BAD_JSON"], "{text:?}");
    }
    assert_eq!(issues(&" ".repeat(1 << 20)), ["BAD_JSON"]);
    assert_eq!(issues(&"[".repeat(10_000)), ["BAD_JSON"]);
    assert_eq!(issues(&format!("{}{}", "[".repeat(10_000), "]".repeat(10_000))), ["BAD_JSON"]);
    assert_eq!(issues(&"{\"a\":".repeat(10_000)), ["BAD_JSON"]);
    for text in ["1", "null", "[]", "\"529.982.247-25\"", "true"] {
        assert_eq!(issues(text).first().map(String::as_str), Some("BAD_TYPE"), "{text}");
    }
}

#[test]
fn refuses_numbers_that_are_none() {
    assert_eq!(issues(&with("760", "1e400")), ["OUT_OF_RANGE at /site/altitude_m"]);
    assert_eq!(issues(&with("\"count\":3", "\"count\":3.0")), ["BAD_TYPE at /count"]);
    assert_eq!(issues(&with("\"count\":3", "\"count\":4294967296")), ["OUT_OF_RANGE at /count"]);
    let forty = "1234567890123456789012345678901234567890";
    assert_eq!(issues(&with("\"10.50\"", &format!("\"{forty}\""))), ["DECIMAL_RANGE at /price_brl"]);
    assert_eq!(issues(&with("\"10.50\"", "\"10.505\"")), ["MONEY_SCALE at /price_brl"]);
    assert_eq!(issues(&with("\"a\"", r#""\ud800""#)), ["CANON_SURROGATE at /ids/0"]);
    let zero: Request = read(&with("-23.5", "-0")).unwrap();
    assert!(zero.site.latitude.get().is_sign_positive());
}

#[test]
fn never_repeats_the_input() {
    let cpf = "529.982.247-25";
    for wrong in [format!("\"{cpf}\""), format!("[\"{cpf}\"]"), format!("{{\"{cpf}\":\"{cpf}\"}}")] {
        for (from, to) in [
            ("-23.5", &wrong),
            ("760", &wrong),
            ("[1,2,3]", &wrong),
            ("\"10.50\"", &wrong),
            ("\"0.0149\"", &wrong),
            ("\"tri\"", &wrong),
            ("\"BRL\"", &wrong),
            ("\"half_up\"", &wrong),
            ("[\"a\"]", &wrong),
            ("\"a\"", &wrong),
            ("{\"unico\":\"1\"}", &wrong),
            ("\"1\"", &wrong),
            ("\"count\"", &format!("\"{cpf}\"")),
        ] {
            if let Err(error) = read::<Request>(&with(from, to)) {
                let text = format!("{error:?}");
                assert!(!text.contains("529") && !text.contains("247"), "{text}");
            }
        }
    }
}

#[test]
fn finds_a_thousand_wrong_values_without_reading_a_thousand_times() {
    let list = vec!["\"x\""; 8760].join(",");
    let error = read::<Vec<f64>>(&format!("[{list}]")).unwrap_err();
    assert_eq!(error.issues().count(), super::MOST_ISSUES);
}

#[test]
fn tells_whole_numbers_of_free_json_by_their_text() {
    use crate::canonical::{Json, signed_text};
    use crate::issue::Code;
    let signed = |text: &str| read::<Json>(text).and_then(|value| signed_text(&value)).map_err(|error| error.code());
    assert_eq!(signed("100000000000000000000"), Err(Code::CANON_INT_RANGE));
    assert_eq!(signed(&"9".repeat(60)), Err(Code::CANON_INT_RANGE));
    assert_eq!(signed("-9223372036854775809"), Err(Code::CANON_INT_RANGE));
    assert_eq!(signed("1e20"), Err(Code::CANON_FLOAT));
    assert_eq!(signed("[-0]"), Ok("[0]".into()));
    assert_eq!(signed("-0.0"), Err(Code::CANON_FLOAT));
    assert_eq!(signed(r#"{"a":{"\ud800":1}}"#), Err(Code::CANON_KEY));
}
