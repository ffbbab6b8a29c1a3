//! Dataverse's Web API: WhoAmI, and reading users, roles, teams, cases and contacts.
//! Writing comes with the issue that needs it.

mod caller;
mod odata;
mod path;
mod query;
mod read;
pub(crate) mod refusal;
mod rows;
mod who;

use axum::{Router, http::StatusCode, response::Response, routing::get};

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
