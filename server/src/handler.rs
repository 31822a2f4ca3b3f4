//! The one handler of all operations.

use crate::Limits;
use crate::problem::{self, Problem};
use axum::body::{Body, to_bytes};
use axum::extract::{Path, State};
use axum::http::{HeaderMap, Request, header};
use axum::response::{IntoResponse, Response};
use coaraci::api;

pub(crate) async fn call(
    State(limits): State<Limits>,
    Path(operation): Path<String>,
    request: Request<Body>,
) -> Response {
    let (head, body) = request.into_parts();
    let language = problem::language(&head.headers);
    let answer = async {
        let Ok(known) = api::operation(&operation) else { return Err(Problem::UnknownRoute) };
        if !is_json(&head.headers) {
            return Err(Problem::MediaType);
        }
        let read = tokio::time::timeout(limits.request_timeout, to_bytes(body, limits.max_body_bytes));
        let bytes = read.await.map_err(|_| Problem::Deadline)?.map_err(|_| Problem::BodyTooLarge)?;
        // Text that is not UTF-8 is no JSON: the library says so.
        let text = String::from_utf8(bytes.to_vec()).unwrap_or_default();
        let hash = api::request_hash(known.name, &text);
        let run = tokio::task::spawn_blocking(move || api::call(known.name, &text));
        match tokio::time::timeout(limits.request_timeout, run).await {
            Ok(Ok(envelope)) => Ok((hash, envelope)),
            Ok(Err(_)) => Err(Problem::Internal),
            Err(_) => Err(Problem::Deadline),
        }
    };
    match answer.await {
        Ok((hash, envelope)) if envelope.starts_with(r#"{"ok":true"#) => {
            let headers = [
                (header::CONTENT_TYPE.as_str(), "application/json"),
                (header::CACHE_CONTROL.as_str(), "no-store"),
                (header::X_CONTENT_TYPE_OPTIONS.as_str(), "nosniff"),
                ("coaraci-request-hash", hash.as_str()),
            ];
            (headers, envelope).into_response()
        }
        Ok((_, envelope)) => problem::of_envelope(&envelope, language),
        Err(problem) => problem.response(language),
    }
}

pub(crate) async fn unknown_route(headers: HeaderMap) -> Response {
    Problem::UnknownRoute.response(problem::language(&headers))
}

/// For a known path: axum adds `Allow` to it.
pub(crate) async fn method(headers: HeaderMap) -> Response {
    Problem::Method.response(problem::language(&headers))
}

/// `application/json`, in UTF-8.
fn is_json(headers: &HeaderMap) -> bool {
    let Some(value) = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()) else { return false };
    let mut parts = value.split(';').map(str::trim);
    let json = parts.next().is_some_and(|kind| kind.eq_ignore_ascii_case("application/json"));
    json && parts.all(|parameter| match parameter.split_once('=') {
        Some((name, value)) if name.eq_ignore_ascii_case("charset") => {
            value.trim_matches('"').eq_ignore_ascii_case("utf-8")
        }
        _ => true,
    })
}
