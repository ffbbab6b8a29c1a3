//! Dataverse's Web API: WhoAmI, and reading users, roles, teams, cases and contacts.
//! Writing comes with the issue that needs it.

mod caller;
mod path;
mod query;
mod read;
pub(crate) mod refusal;
mod rows;
mod who;

use axum::{
    Json, Router,
    http::{HeaderName, StatusCode, header},
    response::{IntoResponse, Response},
    routing::get,
};
use serde_json::Value;

use crate::state::Sandbox;

/// Everything below `https://{org}.crm{n}.dynamics.com`.
pub(crate) fn router(sandbox: Sandbox) -> Router {
    Router::new()
        .route("/api/data/{version}/{*resource}", get(read::resource))
        .fallback(elsewhere)
        .with_state(sandbox)
}

async fn elsewhere(_: caller::Caller) -> Response {
    refusal::error(
        StatusCode::NOT_FOUND,
        "0x8006088a",
        "No HTTP resource was found that matches the request URI.",
    )
}

/// JSON with the headers of every OData answer.
fn odata(status: StatusCode, body: &Value) -> Response {
    let headers = [
        (
            header::CONTENT_TYPE,
            "application/json; odata.metadata=minimal",
        ),
        (HeaderName::from_static("odata-version"), "4.0"),
    ];
    (status, headers, Json(body)).into_response()
}
