//! Thin reference server: it reads bytes, calls `coaraci::api`, writes bytes. No rule lives here.
//!
//! `POST /v1/{operation}` answers with the text of `coaraci::api::call`, unchanged; a failure is that text with the five members of
//! RFC 9457 in front. The server is stateless and opens no connection.

mod handler;
mod problem;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::http::header;
use axum::routing::{get, post};
use std::time::Duration;

/// The generated description of all routes.
const OPENAPI: &str = include_str!("../../schema/openapi.json");

/// Limits of one request.
#[derive(Debug, Clone, Copy)]
pub struct Limits {
    /// Largest body.
    pub max_body_bytes: usize,
    /// Longest time from the first byte to the answer.
    pub request_timeout: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        Limits { max_body_bytes: 1 << 20, request_timeout: Duration::from_secs(10) }
    }
}

/// The routes.
pub fn app(limits: Limits) -> Router {
    let json = |text: &'static str| get(move || async move { ([(header::CONTENT_TYPE, "application/json")], text) });
    let healthy = || json(r#"{"status":"ok"}"#);
    Router::new()
        .route("/v1/{operation}", post(handler::call).fallback(handler::method))
        .route("/openapi.json", json(OPENAPI).fallback(handler::method))
        .route("/healthz", healthy().fallback(handler::method))
        .route("/livez", healthy().fallback(handler::method))
        .route("/health", healthy().fallback(handler::method))
        .fallback(handler::unknown_route)
        .layer(DefaultBodyLimit::disable())
        .with_state(limits)
}
