//! The form of every answer.

use axum::{
    Json,
    http::{HeaderName, StatusCode, header},
    response::{IntoResponse, Response},
};
use serde_json::Value;

/// JSON with the headers of every OData answer.
pub(super) fn odata(status: StatusCode, body: &Value) -> Response {
    let headers = [
        (
            header::CONTENT_TYPE,
            "application/json; odata.metadata=minimal",
        ),
        (HeaderName::from_static("odata-version"), "4.0"),
    ];
    (status, headers, Json(body)).into_response()
}
