//! The server over its routes: answers equal `call()`, failures are problems.

use axum::body::Body;
use axum::http::{Request, StatusCode};
use coaraci_server::{Limits, app};
use http_body_util::BodyExt;
use serde_json::Value;
use tower::ServiceExt;

async fn send(request: Request<Body>) -> (StatusCode, axum::http::HeaderMap, String) {
    let limits = Limits { max_body_bytes: 1000, ..Limits::default() };
    let response = app(limits).oneshot(request).await.expect("the router never fails");
    let (head, body) = response.into_parts();
    let bytes = body.collect().await.expect("a body in memory").to_bytes();
    (head.status, head.headers, String::from_utf8(bytes.to_vec()).expect("UTF-8"))
}

fn post(operation: &str, body: &str) -> Request<Body> {
    Request::post(format!("/v1/{operation}"))
        .header("content-type", "application/json")
        .body(Body::from(body.to_owned()))
        .expect("a valid request")
}

/// The envelope of a problem: its text without the five members in front.
fn envelope(problem: &str) -> String {
    let start = problem.find(r#""ok":false"#).expect("an envelope");
    format!("{{{}", &problem[start..])
}

#[tokio::test]
async fn answers_with_the_text_of_call() {
    let body = r#"{"text":"R$ 1.322,00"}"#;
    let (status, headers, text) = send(post("parse_brl", body)).await;
    assert_eq!(status, StatusCode::OK);
    assert_eq!(text, coaraci::api::call("parse_brl", body));
    assert_eq!(headers["coaraci-request-hash"], coaraci::api::request_hash("parse_brl", body).as_str());
}

#[tokio::test]
async fn a_refusal_is_the_envelope_with_five_members_in_front() {
    for (body, expected) in [("{}", 422), ("", 400), (r#"{"text":"1.427"}"#, 422)] {
        let (status, headers, text) = send(post("parse_brl", body)).await;
        assert_eq!(status.as_u16(), expected, "{body}");
        assert_eq!(headers["content-type"], "application/problem+json");
        assert_eq!(envelope(&text), coaraci::api::call("parse_brl", body));
        let problem: Value = serde_json::from_str(&text).expect("JSON");
        assert_eq!(problem["status"], expected);
        assert!(problem["type"].as_str().expect("a type").starts_with("/v1/codes#"));
        assert!(!problem["detail"].as_str().expect("a detail").is_empty());
    }
}

#[tokio::test]
async fn speaks_the_language_that_was_asked_for() {
    let mut request = post("parse_brl", "{}");
    request.headers_mut().insert("accept-language", "en-US,en;q=0.9".parse().expect("a header"));
    let (_, _, text) = send(request).await;
    assert!(text.contains("A required field is missing."), "{text}");
}

#[tokio::test]
async fn names_its_own_problems() {
    let (status, _, text) = send(post("no_such", "{}")).await;
    assert_eq!(status, StatusCode::NOT_FOUND);
    assert!(text.contains("UNKNOWN_ROUTE"));
    let get = Request::get("/v1/parse_brl").body(Body::empty()).expect("a valid request");
    let (status, headers, _) = send(get).await;
    assert_eq!(status, StatusCode::METHOD_NOT_ALLOWED);
    assert_eq!(headers["allow"], "POST");
    let text = Request::post("/v1/parse_brl").body(Body::from("{}")).expect("a valid request");
    assert_eq!(send(text).await.0, StatusCode::UNSUPPORTED_MEDIA_TYPE);
    assert_eq!(send(post("parse_brl", &" ".repeat(2000))).await.0, StatusCode::PAYLOAD_TOO_LARGE);
}

#[tokio::test]
async fn is_healthy_and_describes_itself() {
    for path in ["/healthz", "/livez", "/health"] {
        let (status, _, text) = send(Request::get(path).body(Body::empty()).expect("a valid request")).await;
        assert_eq!((status, text.as_str()), (StatusCode::OK, r#"{"status":"ok"}"#));
    }
    let (status, _, text) = send(Request::get("/openapi.json").body(Body::empty()).expect("a valid request")).await;
    assert_eq!(status, StatusCode::OK);
    let description: Value = serde_json::from_str(&text).expect("JSON");
    for operation in coaraci::api::OPERATIONS {
        assert!(description["paths"][format!("/v1/{}", operation.name)]["post"].is_object(), "{}", operation.name);
    }
}
