//! Entra's refusals: an OAuth `error`, and a number in `error_codes` that says why.
//! Clients are told to branch on `error`, as numbers and texts may change.

use axum::{
    Json,
    http::{HeaderName, Method, StatusCode, header},
    response::{IntoResponse, Response},
};
use serde_json::json;

use crate::{clock, token};

/// Why no token was issued.
pub(super) struct Refusal {
    pub(super) status: StatusCode,
    pub(super) error: &'static str,
    pub(super) code: u32,
    pub(super) text: String,
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        let (trace, correlation) = (token::uuid(), token::uuid());
        let timestamp = clock::entra(clock::now());
        let description = format!(
            "AADSTS{}: {} Trace ID: {trace} Correlation ID: {correlation} Timestamp: {timestamp}",
            self.code, self.text
        );
        let body = json!({
            "error": self.error, "error_description": description, "error_codes": [self.code],
            "timestamp": timestamp, "trace_id": trace, "correlation_id": correlation,
            "error_uri": format!("https://login.microsoftonline.com/error?code={}", self.code),
        });
        let headers = [
            (header::CACHE_CONTROL, "no-store, no-cache".to_owned()),
            (header::PRAGMA, "no-cache".to_owned()),
            (HeaderName::from_static("x-ms-request-id"), trace),
        ];
        (self.status, headers, Json(body)).into_response()
    }
}

/// A tenant that is neither an id nor a domain.
pub(super) fn malformed_tenant(name: &str) -> Refusal {
    Refusal {
        status: StatusCode::BAD_REQUEST,
        error: "invalid_request",
        code: 900_023,
        text: format!(
            "Specified tenant identifier '{name}' is neither a valid DNS name, nor a valid external domain."
        ),
    }
}

/// The token endpoint takes POST only, discovery GET only.
pub(super) fn no_method(method: &Method) -> Refusal {
    let only = if method == Method::POST {
        "GET"
    } else {
        "POST"
    };
    Refusal {
        status: StatusCode::BAD_REQUEST,
        error: "invalid_request",
        code: 900_561,
        text: format!("The endpoint only accepts {only} requests. Received a {method} request."),
    }
}

/// No tenant of this cloud has that id or domain; `error` differs between the endpoints.
pub(super) fn no_tenant(error: &'static str, name: &str) -> Refusal {
    let text = format!(
        "Tenant '{name}' not found. Check to make sure you have the correct tenant ID and are \
         signing into the correct cloud. Check with your subscription administrator, this may \
         happen if there are no active subscriptions for the tenant."
    );
    Refusal {
        status: StatusCode::BAD_REQUEST,
        error,
        code: 90002,
        text,
    }
}

/// Any status in words Entra would use.
pub(crate) fn plain(status: StatusCode) -> Response {
    let (error, code, text) = match status {
        StatusCode::TOO_MANY_REQUESTS => (
            "temporarily_unavailable",
            90033,
            "The server is busy: too many requests.",
        ),
        StatusCode::UNAUTHORIZED => ("invalid_client", 700_027, "Client assertion failed."),
        s if s.is_server_error() => (
            "temporarily_unavailable",
            90033,
            "A transient error has occurred. Please try again.",
        ),
        _ => ("invalid_request", 900_144, "The request is malformed."),
    };
    Refusal {
        status,
        error,
        code,
        text: text.to_owned(),
    }
    .into_response()
}
