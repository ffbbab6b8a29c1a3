//! Dataverse's Web API: WhoAmI, and reading users, roles, teams, cases and contacts.
//! Writing comes with the issue that needs it.

mod caller;
mod definitions;
mod filter;
mod odata;
mod path;
mod query;
mod read;
pub(crate) mod refusal;
mod row;
mod rows;
mod who;

use axum::{
    Router,
    http::{Method, StatusCode},
    response::Response,
    routing::get,
};

use crate::state::Sandbox;

/// Everything below `https://{org}.crm{n}.dynamics.com`.
pub(crate) fn router(sandbox: Sandbox) -> Router {
    Router::new()
        .route("/api/data/{version}/{*resource}", get(read::resource))
        .fallback(elsewhere)
        .method_not_allowed_fallback(no_method)
        .with_state(sandbox)
}

async fn elsewhere(_: caller::Caller) -> Response {
    refusal::error(
        StatusCode::NOT_FOUND,
        "0x8006088a",
        "No HTTP resource was found that matches the request URI.",
    )
}

async fn no_method(method: Method, _: caller::Caller) -> Response {
    refusal::no_method(&method)
}
