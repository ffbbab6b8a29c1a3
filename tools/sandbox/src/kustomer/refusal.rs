//! Kustomer's `errors[]`, in the two shapes its documentation shows.
//! Which one an endpoint uses is not known, so a reading decides.

use axum::{
    Json,
    http::StatusCode,
    response::{IntoResponse, Response},
};
use serde_json::json;

/// An error in the shape chosen by the reading `kustomer_errors`.
pub(super) fn error(shape: &str, status: StatusCode, code: &str, message: &str) -> Response {
    let error = if shape == "jsonapi" {
        json!({
            "status": status.as_u16(), "code": code,
            "title": status.canonical_reason().unwrap_or("Error"), "detail": message,
            "source": {}, "meta": {},
        })
    } else {
        json!({ "code": code, "message": message, "meta": {} })
    };
    (status, Json(json!({ "errors": [error] }))).into_response()
}

/// Any status in words Kustomer would use.
pub(crate) fn plain(status: StatusCode) -> Response {
    let (code, message) = words(status);
    error("plain", status, code, message)
}

/// The code and the message of a status.
pub(super) fn words(status: StatusCode) -> (&'static str, &'static str) {
    match status {
        StatusCode::UNAUTHORIZED => ("unauthorized", "Unauthorized"),
        StatusCode::FORBIDDEN => ("forbidden", "Forbidden"),
        StatusCode::NOT_FOUND => ("not_found", "Not found"),
        StatusCode::CONFLICT => ("conflict", "Conflict"),
        StatusCode::PAYLOAD_TOO_LARGE => ("payload_too_large", "Payload too large"),
        StatusCode::UNPROCESSABLE_ENTITY => ("unprocessable_entity", "Unprocessable entity"),
        StatusCode::TOO_MANY_REQUESTS => ("too_many_requests", "Too many requests"),
        s if s.is_server_error() => ("internal_error", "Something went wrong"),
        _ => ("bad_request", "Bad request"),
    }
}
