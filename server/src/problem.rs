//! Failures: the envelope with the five members of RFC 9457 in front.

use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use coaraci::api::{self, Code, Locale};
use serde_json::{Value, json};
use uuid::Uuid;

/// Problems that the server itself raises.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Problem {
    UnknownRoute,
    Method,
    MediaType,
    BodyTooLarge,
    Internal,
    Deadline,
}

struct Text {
    status: StatusCode,
    code: &'static str,
    pt: &'static str,
    en: &'static str,
}

impl Problem {
    /// The table, append-only.
    fn text(self) -> Text {
        let (status, code, pt, en) = match self {
            Problem::UnknownRoute => {
                (StatusCode::NOT_FOUND, "UNKNOWN_ROUTE", "Este endereço não existe.", "There is no such address.")
            }
            Problem::Method => (
                StatusCode::METHOD_NOT_ALLOWED,
                "METHOD",
                "Este endereço não aceita este método.",
                "This address does not take this method.",
            ),
            Problem::MediaType => (
                StatusCode::UNSUPPORTED_MEDIA_TYPE,
                "MEDIA_TYPE",
                "O corpo deve ser application/json em UTF-8.",
                "The body must be application/json in UTF-8.",
            ),
            Problem::BodyTooLarge => (
                StatusCode::PAYLOAD_TOO_LARGE,
                "BODY_TOO_LARGE",
                "O corpo do pedido passa do tamanho permitido.",
                "The body of the request is larger than allowed.",
            ),
            Problem::Internal => (
                StatusCode::INTERNAL_SERVER_ERROR,
                "INTERNAL",
                "O servidor falhou; informe o número do pedido.",
                "The server failed; quote the request's number.",
            ),
            Problem::Deadline => (
                StatusCode::SERVICE_UNAVAILABLE,
                "DEADLINE",
                "O cálculo passou do tempo permitido.",
                "The computation took longer than allowed.",
            ),
        };
        Text { status, code, pt, en }
    }

    pub(crate) fn response(self, language: Locale) -> Response {
        let Text { status, code, pt, en } = self.text();
        let title = if language == Locale::En { en } else { pt };
        let issue = json!({"code": code, "path": "", "params": {}, "severity": "error", "law": null});
        let envelope = json!({"ok": false, "errors": [issue]}).to_string();
        body(status, code, title, title, &envelope)
    }
}

/// The language that the client asked for first; Portuguese by default.
pub(crate) fn language(headers: &HeaderMap) -> Locale {
    let asked = headers.get(header::ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    Locale::of(asked.split([',', ';']).next().unwrap_or_default().trim())
}

/// The problem of a refusing envelope: 400 for text that is no JSON, else 422.
pub(crate) fn of_envelope(envelope: &str, language: Locale) -> Response {
    let parsed: Value = serde_json::from_str(envelope).unwrap_or(Value::Null);
    let issue = &parsed["errors"][0];
    let name = issue["code"].as_str().unwrap_or_default();
    let status = if name == Code::BAD_JSON.name() { StatusCode::BAD_REQUEST } else { StatusCode::UNPROCESSABLE_ENTITY };
    let title = Code::find(name).map_or("", |code| if language == Locale::En { code.en() } else { code.pt() });
    let tag = if language == Locale::En { "en" } else { "pt-BR" };
    let detail = api::explain(&issue.to_string(), tag).unwrap_or_default();
    body(status, name, &without_parameters(title), &detail, envelope)
}

/// `{min}` becomes an ellipsis.
fn without_parameters(template: &str) -> String {
    let mut parts = template.split('{');
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |text, part| format!("{text}…{}", part.split_once('}').map_or("", |(_, rest)| rest)))
}

fn body(status: StatusCode, code: &str, title: &str, detail: &str, envelope: &str) -> Response {
    let front = json!({
        "type": format!("/v1/codes#{code}"),
        "title": title,
        "status": status.as_u16(),
        "detail": detail,
        "instance": format!("urn:uuid:{}", Uuid::now_v7()),
    });
    // Members in the order of RFC 9457; cutting them out gives the envelope's own text back.
    let members = ["type", "title", "status", "detail", "instance"].map(|name| format!("\"{name}\":{}", front[name]));
    let text = format!("{{{},{}", members.join(","), envelope.get(1..).unwrap_or("}"));
    let headers = [
        (header::CONTENT_TYPE, "application/problem+json"),
        (header::CACHE_CONTROL, "no-store"),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    ];
    let mut response = (status, headers, text).into_response();
    if status == StatusCode::SERVICE_UNAVAILABLE {
        response.headers_mut().insert(header::RETRY_AFTER, header::HeaderValue::from_static("1"));
    }
    response
}
