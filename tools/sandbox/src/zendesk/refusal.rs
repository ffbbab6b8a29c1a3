//! Zendesk's many shapes of "no": object `error`, string `error`, `errors[]`, a web page.
//! They vary by endpoint and cause, and a connector has to read each of them.

use axum::{
    Json,
    http::StatusCode,
    response::{Html, IntoResponse, Response},
};
use serde_json::json;

/// `{"error": "...", "description": "..."}`.
pub(crate) fn named(status: StatusCode, error: &str, description: &str) -> Response {
    (
        status,
        Json(json!({ "error": error, "description": description })),
    )
        .into_response()
}

/// A wrong API token, or no credentials where some are needed.
pub(crate) fn unauthenticated() -> Response {
    let body = json!({ "error": "Couldn't authenticate you" });
    (StatusCode::UNAUTHORIZED, Json(body)).into_response()
}

/// Not permitted, or not part of the plan.
pub(crate) fn forbidden(message: &str) -> Response {
    let body = json!({ "error": { "title": "Forbidden", "message": message } });
    (StatusCode::FORBIDDEN, Json(body)).into_response()
}

/// The usual 403 of somebody whose role does not allow it.
pub(crate) fn no_access() -> Response {
    forbidden(
        "You do not have access to this page. \
         Please contact the account owner of this help desk for further help.",
    )
}

/// A record that cannot be as it is wanted, by field.
pub(crate) fn invalid(field: &str, text: &str) -> Response {
    let body = json!({ "error": "RecordInvalid", "description": "Record validation errors",
        "details": { field: [{ "description": text }] } });
    (StatusCode::UNPROCESSABLE_ENTITY, Json(body)).into_response()
}

/// A body that is not JSON, or says what is not imitated.
pub(crate) fn unreadable_body(error: &serde_json::Error) -> Response {
    if error.is_syntax() || error.is_eof() {
        let text = "Unparsable request body";
        return (StatusCode::BAD_REQUEST, text).into_response();
    }
    let body = json!({ "error": { "title": "Invalid attribute", "message": error.to_string() } });
    (StatusCode::BAD_REQUEST, Json(body)).into_response()
}

/// Something that Zendesk knows and this program does not.
pub(crate) fn not_imitated(what: &str) -> Response {
    let message = format!("{what} is not imitated here");
    let body = json!({ "error": { "title": "Invalid attribute", "message": message } });
    (StatusCode::BAD_REQUEST, Json(body)).into_response()
}

/// A bad parameter of a list.
pub(crate) fn bad_parameter(detail: &str) -> Response {
    let error =
        json!({ "code": "InvalidPaginationParameter", "title": "Invalid", "detail": detail });
    (StatusCode::BAD_REQUEST, Json(json!({ "errors": [error] }))).into_response()
}

/// A value that is not of the type it should be.
pub(crate) fn invalid_attribute(name: &str, endpoint: &str) -> Response {
    let message = format!(
        "You passed an invalid value for the {name} attribute. Invalid parameter: {name} must be an \
         integer from api/v2/{endpoint}"
    );
    let body = json!({ "error": { "title": "Invalid attribute", "message": message } });
    (StatusCode::BAD_REQUEST, Json(body)).into_response()
}

/// A token without the scope that a call needs.
pub(crate) fn missing_scope(scope: &str) -> Response {
    let text = format!("You are missing the following required scopes: {scope}");
    named(StatusCode::FORBIDDEN, "Forbidden", &text)
}

/// A dead OAuth access token.
pub(crate) fn dead_bearer() -> Response {
    let text =
        "The access token provided is expired, revoked, malformed or invalid for other reasons.";
    let body = json!({ "error": "invalid_token", "error_description": text });
    (StatusCode::UNAUTHORIZED, Json(body)).into_response()
}

/// A subdomain without an account, as a page for browsers.
pub(crate) fn no_help_desk_html(host: &str) -> Response {
    let page = format!(
        "<!doctype html><html><head><title>{host}</title></head><body>\
         <h1>Oops</h1><p>The page you were looking for doesn't exist: \
         there is no help desk at {host}.</p></body></html>"
    );
    (StatusCode::NOT_FOUND, Html(page)).into_response()
}

/// The same as JSON.
pub(crate) fn no_help_desk_json(host: &str) -> Response {
    let message = "There is no help desk configured at this address. \
        This means that the address is available and that you can claim it \
        at http://www.zendesk.com/signup";
    let body =
        json!({ "error": { "title": format!("No help desk at {host}"), "message": message } });
    (StatusCode::NOT_FOUND, Json(body)).into_response()
}

/// Some 429s are text and do not say when to come back.
pub(crate) fn too_many_as_text() -> Response {
    (
        StatusCode::TOO_MANY_REQUESTS,
        "Rate limit exceeded. Please wait and try again.\n",
    )
        .into_response()
}

/// Any status in words Zendesk would use.
pub(crate) fn plain(status: StatusCode) -> Response {
    match status {
        StatusCode::TOO_MANY_REQUESTS => named(
            status,
            "APIRateLimitExceeded",
            "Number of allowed API requests per minute exceeded",
        ),
        StatusCode::UNAUTHORIZED => unauthenticated(),
        StatusCode::FORBIDDEN => no_access(),
        StatusCode::NOT_FOUND => named(status, "RecordNotFound", "Not found"),
        s if s.is_server_error() => {
            let body = json!({ "error": { "title": "Service unavailable",
                "message": "We're having trouble. Please try again later." } });
            (s, Json(body)).into_response()
        }
        s => named(s, "Error", s.canonical_reason().unwrap_or("Error")),
    }
}
