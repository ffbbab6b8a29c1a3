//! Dataverse's refusals: `{"error":{"code":"0x...","message":"..."}}`.
//! Codes are those of Microsoft's list of web service errors.

use axum::{
    http::{StatusCode, header},
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
