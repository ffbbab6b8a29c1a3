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

/// One of the three limits of an application user.
pub(crate) fn too_many(which: &str) -> Response {
    let (code, message) = match which {
        "time" => (
            "0x80072321",
            "Combined execution time of incoming requests exceeded limit of 1200000 milliseconds \
             over time window of 300 seconds. Decrease number of concurrent requests or reduce the \
             duration of requests and try again later.",
        ),
        "concurrency" => (
            "0x80072326",
            "Number of concurrent requests exceeded the limit of 52.",
        ),
        _ => return plain(StatusCode::TOO_MANY_REQUESTS),
    };
    error(StatusCode::TOO_MANY_REQUESTS, code, message)
}

/// A row that is not there.
pub(super) fn missing(entity: &str, id: &str) -> Response {
    let text = format!("Entity '{entity}' With Id = {id} Does Not Exist");
    error(StatusCode::NOT_FOUND, "0x80040217", &text)
}

/// A row that is there already.
pub(super) fn exists(as_500: bool) -> Response {
    let text = "A record with matching key values already exists.";
    error(duplicate(as_500), "0x80040237", text)
}

/// A row like one that is there, by a duplicate detection rule.
pub(super) fn looks_alike(as_500: bool) -> Response {
    let text = "A record was not created or updated because a duplicate of the current record already exists.";
    error(duplicate(as_500), "0x80040333", text)
}

fn duplicate(as_500: bool) -> StatusCode {
    if as_500 {
        StatusCode::INTERNAL_SERVER_ERROR
    } else {
        StatusCode::PRECONDITION_FAILED
    }
}

/// A body that is not understood.
pub(super) fn bad_body(text: &str) -> Response {
    let text = format!("Error identified in Payload provided by the user: {text}");
    error(StatusCode::BAD_REQUEST, "0x80048d19", &text)
}

/// A property that the entity of a body does not have.
pub(super) fn invalid_property(name: &str, entity: &str) -> Response {
    bad_body(&format!(
        "Invalid property '{name}' was found in entity 'Microsoft.Dynamics.CRM.{entity}'. \
         The property '{name}' does not exist on type 'Microsoft.Dynamics.CRM.{entity}'."
    ))
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
