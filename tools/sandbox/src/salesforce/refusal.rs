//! Salesforce's three ways of saying no: an OAuth error, a list with one error code, and
//! on the identity URL a bare word.

use axum::{
    Json,
    http::{Method, StatusCode, header},
    response::{IntoResponse, Response},
};
use serde_json::json;

/// Why the token endpoint refuses; the status is always 400.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct OAuth {
    pub(super) error: &'static str,
    pub(super) description: &'static str,
}

/// An OAuth refusal.
pub(super) const fn oauth(error: &'static str, description: &'static str) -> OAuth {
    OAuth { error, description }
}

impl IntoResponse for OAuth {
    fn into_response(self) -> Response {
        let body = json!({ "error": self.error, "error_description": self.description });
        let headers = [(header::CACHE_CONTROL, "no-cache, no-store")];
        (StatusCode::BAD_REQUEST, headers, Json(body)).into_response()
    }
}

/// `[{"message": "...", "errorCode": "..."}]`, as the REST API has it.
pub(super) fn api(status: StatusCode, code: &str, message: &str) -> Response {
    let body = json!([{ "message": message, "errorCode": code }]);
    (status, Json(body)).into_response()
}

/// A method that the resource does not have.
pub(super) fn no_method(method: &Method) -> Response {
    let text = format!("HTTP Method '{method}' not allowed. Allowed are GET,HEAD,POST");
    api(StatusCode::METHOD_NOT_ALLOWED, "METHOD_NOT_ALLOWED", &text)
}

/// An access token that is dead, foreign or missing.
pub(super) fn session_expired() -> Response {
    let text = "Session expired or invalid";
    let mut response = api(StatusCode::UNAUTHORIZED, "INVALID_SESSION_ID", text);
    response.headers_mut().insert(
        header::WWW_AUTHENTICATE,
        header::HeaderValue::from_static("Token"),
    );
    response
}

/// The day's calls are used up.
pub(crate) fn limit_exceeded() -> Response {
    let text = "TotalRequests Limit exceeded.";
    api(StatusCode::FORBIDDEN, "REQUEST_LIMIT_EXCEEDED", text)
}

/// A right that the user lacks.
pub(super) fn insufficient_access() -> Response {
    let text = "insufficient access rights on object id";
    api(
        StatusCode::FORBIDDEN,
        "INSUFFICIENT_ACCESS_OR_READONLY",
        text,
    )
}

/// Any status in words Salesforce would use.
pub(crate) fn plain(status: StatusCode) -> Response {
    match status {
        StatusCode::UNAUTHORIZED => session_expired(),
        StatusCode::FORBIDDEN => insufficient_access(),
        StatusCode::NOT_FOUND => api(status, "NOT_FOUND", "The requested resource does not exist"),
        StatusCode::TOO_MANY_REQUESTS => {
            let text = "ConcurrentRequests (Concurrent API Requests) Limit exceeded.";
            api(status, "REQUEST_LIMIT_EXCEEDED", text)
        }
        s if s.is_server_error() => {
            let text = "An unexpected error occurred. Please include this ErrorId if you contact \
                        support: 0000000000-00000 (-1)";
            api(s, "UNKNOWN_EXCEPTION", text)
        }
        s => api(s, "ERROR", s.canonical_reason().unwrap_or("Error")),
    }
}
