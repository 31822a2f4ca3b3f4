//! `schema/openapi.json`: the server's routes, one `POST /v1/{operation}` for each operation.

use crate::model::{Model, Operation};
use crate::schema_file::marked;
use anyhow::Result;
use coaraci::api;
use serde_json::{Map, Value, json};

/// Failures that every operation can end in: status, name, meaning, codes.
const FAILURES: [(&str, &str, &str, &str); 11] = [
    ("400", "BadJson", "The body is not one JSON value in UTF-8.", "BAD_JSON"),
    ("401", "Unauthenticated", "No credential, or an unknown or expired one.", "UNAUTHENTICATED"),
    ("403", "Forbidden", "The credential does not cover the operation.", "FORBIDDEN"),
    ("404", "UnknownRoute", "There is no such path.", "UNKNOWN_ROUTE"),
    ("405", "Method", "The path does not take this method.", "METHOD"),
    ("406", "NotAcceptable", "No media type that is asked for can be given.", "NOT_ACCEPTABLE"),
    ("413", "BodyTooLarge", "The body is longer than the server takes.", "BODY_TOO_LARGE"),
    ("415", "MediaType", "The body is not of a type that the path takes.", "MEDIA_TYPE"),
    ("429", "RateLimited", "Too many requests; `Retry-After` says when the next one may come.", "RATE_LIMITED"),
    ("500", "Internal", "The server failed; the body holds the request id only.", "INTERNAL"),
    ("503", "Overloaded", "Too much work, shutting down or too slow.", "OVERLOADED"),
];

/// Failures of routes that read nothing and compute nothing.
const READING: [&str; 5] = ["401", "403", "405", "429", "500"];

/// The file.
pub fn print(model: &Model) -> Result<String> {
    let mut paths = Map::new();
    for operation in &model.operations {
        paths.insert(format!("/v1/{}", operation.name), json!({"post": call(operation)}));
    }
    paths.insert("/v1/{operation}/batch".to_owned(), batch(model));
    paths.extend(lists(model));
    paths.extend(health());
    let tags: Vec<_> = model.domains().into_iter().map(|(domain, _)| json!({"name": domain})).collect();
    let mut file = json!({
        "openapi": "3.1.0",
        "info": {
            "title": "coaraci",
            "version": api::VERSION,
            "description": "Solar and B2B-commerce rules for Brazil. Exact decimals are text; amounts are in reais.",
            "license": {"name": "MIT OR Apache-2.0", "identifier": "MIT OR Apache-2.0"},
        },
        "jsonSchemaDialect": "https://json-schema.org/draft/2020-12/schema",
        "servers": [{"url": "/"}],
        "security": [{}, {"bearer": []}],
        "tags": tags,
        "paths": paths,
        "components": {
            "securitySchemes": {"bearer": {"type": "http", "scheme": "bearer"}},
            "headers": headers(),
            "responses": FAILURES.iter().chain([&REFUSED]).map(failure).collect::<Map<_, _>>(),
            "schemas": components(model),
        },
    });
    relink(&mut file);
    marked("x-generated", &file)
}

const REFUSED: (&str, &str, &str, &str) =
    ("422", "Refused", "The request cannot be read or computed: all its issues.", "MISSING_FIELD");

fn call(operation: &Operation) -> Value {
    let mut request = json!({"schema": operation.request});
    if let Some(example) = &operation.example {
        request["example"] = example.clone();
    }
    let answer = json!({"allOf": [{"$ref": "#/$defs/Envelope"}, {"properties": {"value": operation.answer}}]});
    let mut responses = failures(FAILURES.iter().chain([&REFUSED]).map(|(status, ..)| *status));
    responses.insert(
        "200".to_owned(),
        json!({
            "description": "Computed; a negative verdict is computed, too.",
            "headers": {
                "Coaraci-Request-Hash": {"$ref": "#/components/headers/RequestHash"},
                "X-Request-Id": {"$ref": "#/components/headers/RequestId"},
            },
            "content": {"application/json": {"schema": answer}},
        }),
    );
    responses.sort_keys();
    let prose = &operation.prose;
    let mut description = prose.details.clone();
    if !prose.errors.is_empty() {
        description += &format!("\n\nErrors: {}", prose.errors);
    }
    json!({
        "operationId": operation.name,
        "tags": [operation.domain],
        "summary": prose.summary,
        "description": description.trim(),
        "requestBody": {"required": true, "content": {"application/json": request}},
        "responses": responses,
    })
}

fn batch(model: &Model) -> Value {
    let names: Vec<_> = model.operations.iter().map(|operation| operation.name).collect();
    let columns = model.operations.iter().filter(|operation| operation.columns.is_some());
    let columns: Vec<_> = columns.map(|operation| format!("`{}`", operation.name)).collect();
    let mut responses = failures(FAILURES.iter().chain([&REFUSED]).map(|(status, ..)| *status));
    responses.insert(
        "200".to_owned(),
        json!({
            "description": "One envelope for each request, in order, however many of them fail.",
            "content": {
                "application/json": {"schema": {"type": "array", "items": {"$ref": "#/$defs/AnyEnvelope"}}},
                "application/x-ndjson": {"schema": {"type": "string", "description": "One envelope a line."}},
                "application/vnd.apache.arrow.stream": {"schema": {"type": "string", "format": "binary"}},
            },
        }),
    );
    responses.sort_keys();
    json!({"post": {
        "operationId": "batch",
        "summary": "Many requests of one operation.",
        "description": format!("A bad row changes no other row. Columns (Arrow) are taken by {}.", columns.join(", ")),
        "parameters": [{"name": "operation", "in": "path", "required": true, "schema": {"type": "string", "enum": names}}],
        "requestBody": {"required": true, "content": {
            "application/json": {"schema": {"type": "array", "maxItems": 1000}},
            "application/x-ndjson": {"schema": {"type": "string", "description": "One request a line."}},
            "application/vnd.apache.arrow.stream": {"schema": {"type": "string", "format": "binary"}},
        }},
        "responses": responses,
    }})
}

/// Routes that say what there is.
fn lists(model: &Model) -> Map<String, Value> {
    let names: Vec<_> = model.operations.iter().map(|operation| operation.name).collect();
    let entry = json!({
        "type": "object",
        "required": ["name", "summary", "domain", "batch"],
        "properties": {
            "name": {"type": "string"}, "summary": {"type": "string"}, "domain": {"type": "string"}, "batch": {"type": "boolean"},
        },
    });
    let code = json!({
        "type": "object",
        "required": ["code", "pt-BR", "en"],
        "properties": {"code": {"type": "string"}, "pt-BR": {"type": "string"}, "en": {"type": "string"}},
    });
    let any = json!({"type": "object"});
    let mut paths = Map::new();
    let mut add = |path: &str, id: &str, summary: &str, schema: Value| {
        let mut responses = failures(READING.into_iter());
        let content = json!({"application/json": {"schema": schema}});
        responses.insert("200".to_owned(), json!({"description": summary, "content": content}));
        responses.sort_keys();
        paths.insert(path.to_owned(), json!({"get": {"operationId": id, "summary": summary, "responses": responses}}));
    };
    add("/v1/operations", "operations", "All operations, in their order.", json!({"type": "array", "items": entry}));
    add("/v1/operations/{operation}", "operation", "Schemas and an example of one operation.", any.clone());
    add("/v1/schema", "schema", "The schemas of all operations.", any.clone());
    add("/v1/codes", "codes", "All codes with their texts.", json!({"type": "array", "items": code}));
    add("/openapi.json", "openapi", "This description.", any);
    let one = &mut paths["/v1/operations/{operation}"]["get"];
    one["parameters"] =
        json!([{"name": "operation", "in": "path", "required": true, "schema": {"type": "string", "enum": names}}]);
    one["responses"]["404"] = json!({"$ref": "#/components/responses/UnknownRoute"});
    paths
}

fn health() -> Map<String, Value> {
    let answer = |description: &str, schema: Value| json!({"description": description, "content": {"application/json": {"schema": schema}}});
    let status = |words: &[&str]| json!({"type": "object", "required": ["status"], "properties": {"status": {"type": "string", "enum": words}}});
    let alive = answer("The process answers.", status(&["ok"]));
    let mut paths = Map::new();
    for path in ["healthz", "livez", "health"] {
        let get = json!({"operationId": path, "summary": "Whether the process answers.", "security": [], "responses": {"200": alive}});
        paths.insert(format!("/{path}"), json!({"get": get}));
    }
    let mut checks = status(&["ready", "not_ready"]);
    checks["properties"]["checks"] =
        json!({"type": "object", "additionalProperties": {"type": "string", "enum": ["ok", "failing", "off"]}});
    let ready = json!({"200": answer("Ready.", checks.clone()), "503": answer("Not ready.", checks)});
    let get = json!({"operationId": "readyz", "summary": "Whether requests may be sent here.", "security": [], "responses": ready});
    paths.insert("/readyz".to_owned(), json!({"get": get}));
    paths
}

fn failures<'a>(statuses: impl Iterator<Item = &'a str>) -> Map<String, Value> {
    let name = |status: &str| {
        let known = FAILURES.iter().chain([&REFUSED]).find(|(known, ..)| *known == status);
        known.map_or("Internal", |(_, name, ..)| name)
    };
    statuses
        .map(|status| (status.to_owned(), json!({"$ref": format!("#/components/responses/{}", name(status))})))
        .collect()
}

fn failure((status, name, meaning, code): &(&str, &str, &str, &str)) -> (String, Value) {
    let mut response = json!({
        "description": format!("{meaning} Codes: `{code}`{}.", if *status == "422" { " and others, see docs/codes.md" } else { "" }),
        "headers": {"X-Request-Id": {"$ref": "#/components/headers/RequestId"}},
        "content": {"application/problem+json": {"schema": {"$ref": "#/$defs/Problem"}}},
    });
    if matches!(*status, "429" | "503") {
        response["headers"]["Retry-After"] = json!({"$ref": "#/components/headers/RetryAfter"});
    }
    ((*name).to_owned(), response)
}

fn headers() -> Value {
    json!({
        "RequestId": {"description": "The request's id: the caller's own, or a new one.", "schema": {"type": "string"}},
        "RequestHash": {"description": "SHA-256 of operation, line feed and body.", "schema": {"type": "string", "pattern": "^[0-9a-f]{64}$"}},
        "RetryAfter": {"description": "Seconds to wait.", "schema": {"type": "integer", "minimum": 0}},
    })
}

/// The definitions, and those that only HTTP needs.
fn components(model: &Model) -> Map<String, Value> {
    let issues = json!({"type": "array", "minItems": 1, "items": {"$ref": "#/$defs/Issue"}});
    let mut schemas = model.schemas.clone();
    let meta = json!({
        "type": "object",
        "required": ["engine", "schema", "sources"],
        "properties": {
            "engine": {"type": "string", "description": "Version of the library."},
            "schema": {"type": "string", "description": "Version of the wire format."},
            "sources": {"type": "array", "items": {"$ref": "#/$defs/Source"}},
        },
    });
    schemas.insert("Meta".to_owned(), meta);
    schemas.insert(
        "Envelope".to_owned(),
        json!({
            "type": "object",
            "description": "An answer.",
            "required": ["ok", "value", "warnings", "meta"],
            "properties": {
                "ok": {"const": true},
                "value": {},
                "warnings": {"type": "array", "items": {"$ref": "#/$defs/Issue"}},
                "meta": {"$ref": "#/$defs/Meta"},
            },
        }),
    );
    let refusal = json!({
        "type": "object",
        "description": "Why there is no answer.",
        "required": ["ok", "errors"],
        "properties": {"ok": {"const": false}, "errors": issues},
    });
    let problem = json!({
        "description": "RFC 9457, with the envelope behind its members.",
        "allOf": [{"$ref": "#/$defs/Refusal"}],
        "required": ["type", "title", "status", "detail", "instance"],
        "properties": {
            "type": {"type": "string", "format": "uri-reference"},
            "title": {"type": "string"},
            "status": {"type": "integer", "minimum": 400, "maximum": 599},
            "detail": {"type": "string"},
            "instance": {"type": "string", "format": "uri"},
        },
    });
    schemas.insert("Refusal".to_owned(), refusal);
    schemas.insert("Problem".to_owned(), problem);
    schemas.insert(
        "AnyEnvelope".to_owned(),
        json!({"oneOf": [{"$ref": "#/$defs/Envelope"}, {"$ref": "#/$defs/Refusal"}]}),
    );
    schemas
}

/// OpenAPI keeps its definitions elsewhere.
fn relink(value: &mut Value) {
    match value {
        Value::Object(members) => {
            if let Some(Value::String(target)) = members.get_mut("$ref") {
                *target = target.replace("#/$defs/", "#/components/schemas/");
            }
            members.values_mut().for_each(relink);
        }
        Value::Array(items) => items.iter_mut().for_each(relink),
        _ => {}
    }
}
