//! The printers on a small schema with every shape.

use crate::prose::Prose;
use crate::python::{self, Side};
use crate::shape::{Definition, Shape};
use crate::typescript;
use serde_json::{Value, json};

fn plane() -> Value {
    json!({
        "type": "object",
        "description": "A plane of the roof.",
        "properties": {
            "tilt_deg": {"type": "number", "minimum": 0.0, "maximum": 180.0, "x-unit": "deg", "description": "Tilt."},
            "kind": {"oneOf": [
                {"type": "string", "const": "roof", "description": "On tiles."},
                {"type": "string", "const": "ground"},
            ]},
            "site": {"$ref": "#/$defs/Site", "description": "Where it is."},
            "price_brl": {"type": "string", "format": "decimal"},
            "built_on": {"type": ["string", "null"], "format": "date"},
            "monthly_kwh": {"type": "array", "items": {"type": "number"}, "minItems": 12, "maxItems": 12},
            "notes": {"type": "object", "additionalProperties": {"type": ["integer", "null"]}},
            "other": {"anyOf": [{"$ref": "#/$defs/Site"}, {"type": "null"}]},
            "limit_ratio": {"type": "number", "default": 1.6},
        },
        "required": ["tilt_deg", "kind", "site", "price_brl", "monthly_kwh", "notes"],
        "additionalProperties": false,
    })
}

fn definition() -> Definition {
    Definition::read("Plane", &plane()).unwrap()
}

#[test]
fn typescript_prints_every_shape() {
    let expected = r#"/** A plane of the roof. */
export interface Plane {
  /** Tilt. (deg; 0 to 180) */
  tilt_deg: number;
  kind: "roof" | "ground";
  /** Where it is. */
  site: Site;
  price_brl: DecimalText;
  built_on?: DateText | null;
  /** (12 items) */
  monthly_kwh: number[];
  notes: { [key: string]: number | null };
  other?: Site | null;
  /** (default `1.6`) */
  limit_ratio?: number;
}
"#;
    assert_eq!(typescript::definition_of(&definition()), expected);
}

#[test]
fn python_prints_every_shape_of_a_request() {
    let expected = r#"

class Plane(TypedDict):
    """A plane of the roof."""

    tilt_deg: float
    """Tilt. (deg; 0 to 180)"""
    kind: Literal["roof", "ground"]
    site: Site
    """Where it is."""
    price_brl: DecimalText
    built_on: NotRequired[DateText | None]
    monthly_kwh: Sequence[float]
    """(12 items)"""
    notes: Mapping[str, int | None]
    other: NotRequired[Site | None]
    limit_ratio: NotRequired[float]
    """(default `1.6`)"""
"#;
    assert_eq!(python::definition_of(&definition(), Side::Given), expected);
}

#[test]
fn python_answers_hold_texts_and_lists() {
    let text = python::definition_of(&definition(), Side::Answered);
    assert!(text.contains("price_brl: str\n") && text.contains("monthly_kwh: list[float]\n"), "{text}");
    assert!(
        text.contains("built_on: NotRequired[str | None]\n") && text.contains("notes: dict[str, int | None]\n"),
        "{text}"
    );
}

#[test]
fn python_keywords_do_not_break_a_type() {
    let schema = json!({"type": "object", "properties": {"from": {"type": "string"}}, "required": ["from"]});
    let text = python::definition_of(&Definition::read("Conversion", &schema).unwrap(), Side::Given);
    assert_eq!(text, "\n\nConversion = TypedDict(\n    \"Conversion\",\n    {\n        \"from\": 'str',\n    },\n)\n");
}

#[test]
fn what_cannot_be_printed_is_refused() {
    for schema in
        [json!(false), json!({"allOf": [{}, {}]}), json!({"type": "null"}), json!({"const": 1}), json!({"$ref": "x"})]
    {
        assert!(Shape::read(&schema).is_err(), "{schema}");
    }
}

#[test]
fn a_module_becomes_one_for_require() {
    let module = "import { call } from './native.js';\nexport class Oops extends Error {}\nexport async function run(a) {\n  return call(a);\n}\nexport const list = [];\n";
    let expected = "'use strict';\nconst { call } = require('./native.js');\nclass Oops extends Error {}\nasync function run(a) {\n  return call(a);\n}\nconst list = [];\n\nexports.Oops = Oops;\nexports.run = run;\nexports.list = list;\n";
    assert!(typescript::common_js(module).ends_with(expected), "{}", typescript::common_js(module));
}

#[test]
fn an_empty_comment_gives_an_empty_summary() {
    assert_eq!(Prose::of(""), Prose::default());
}
