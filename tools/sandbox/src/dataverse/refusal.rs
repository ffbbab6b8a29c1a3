//! Dataverse's refusals: `{"error":{"code":"0x...","message":"..."}}`.
//! Codes are those of Microsoft's list of web service errors.

use axum::{
    http::{Method, StatusCode, header},
    response::{IntoResponse, Response},
};
use serde_json::json;

use super::odata::odata;

/// An error with its hexadecimal code.
pub(super) fn error(status: StatusCode, code: &str, message: &str) -> Response {
    odata(
        status,
        &json!({ "error": { "code": code, "message": message } }),
    )
}

/// No token, a dead one, or one for another host.
pub(super) fn unauthorized(tenant: &str, host: &str) -> Response {
    let challenge = format!(
        "Bearer authorization_uri=https://login.microsoftonline.com/{tenant}/oauth2/authorize, \
         resource_id=https://{host}/"
    );
    let text = "HTTP Error 401 - Unauthorized: Access is denied";
    (
        StatusCode::UNAUTHORIZED,
        [(header::WWW_AUTHENTICATE, challenge)],
        text,
    )
        .into_response()
}

/// Any status in words Dataverse would use.
pub(crate) fn plain(status: StatusCode) -> Response {
    let (code, message) = match status {
        StatusCode::UNAUTHORIZED => (
            "0x8005F101",
            "The requested resource requires authentication.",
        ),
        StatusCode::FORBIDDEN => ("0x80040220", "Principal user is missing a privilege."),
        StatusCode::NOT_FOUND => ("0x80040217", "The record does not exist."),
        StatusCode::TOO_MANY_REQUESTS => (
            "0x80072322",
            "Number of requests exceeded the limit of 6000 over time window of 300 seconds.",
        ),
        s if s.is_server_error() => ("0x80040216", "An unexpected error occurred."),
        _ => ("0x80048d19", "The request is not valid."),
    };
    error(status, code, message)
}

/// A property that a type does not have.
pub(super) fn no_column(name: &str, entity: &str) -> Response {
    bad_query(&format!(
        "Could not find a property named '{name}' on type 'Microsoft.Dynamics.CRM.{entity}'."
    ))
}

/// A query that is not understood.
pub(super) fn bad_query(text: &str) -> Response {
    error(StatusCode::BAD_REQUEST, "0x80060888", text)
}

/// A segment of the path that names nothing.
pub(super) fn no_segment(name: &str) -> Response {
    let text = format!("Resource not found for the segment '{name}'.");
    error(StatusCode::NOT_FOUND, "0x8006088a", &text)
}

/// A method that the resource does not have.
pub(super) fn no_method(method: &Method) -> Response {
    let text = format!("The requested resource does not support http method '{method}'.");
    error(StatusCode::METHOD_NOT_ALLOWED, "0x80060888", &text)
}
