//! What there is to know of this server.

use axum::{
    Json,
    extract::State,
    http::header::CONTENT_TYPE,
    response::{IntoResponse, Response},
};
use domain::wire::About;

use crate::app::App;

/// Version, and whether the sandbox is on.
#[utoipa::path(get, path = "/api/about", tag = "operation", responses((status = OK, body = About)))]
pub(crate) async fn about(State(app): State<App>) -> Json<About> {
    Json(app.about.clone())
}

/// This document.
#[utoipa::path(get, path = "/api/openapi.json", tag = "operation", responses(
    (status = OK, description = "The OpenAPI document", content_type = "application/json"),
))]
pub(crate) async fn document(State(app): State<App>) -> Response {
    ([(CONTENT_TYPE, "application/json")], app.document.clone()).into_response()
}
