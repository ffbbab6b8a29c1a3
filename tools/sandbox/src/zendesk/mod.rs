//! Zendesk Support: who am I, users with both kinds of paging, OAuth client credentials.
//! Tickets come with the issue that writes them.

mod caller;
mod oauth;
mod paging;
pub(crate) mod refusal;
mod users;

use axum::{
    Router,
    http::StatusCode,
    response::Response,
    routing::{get, post},
};

use crate::state::Sandbox;

/// Everything below `https://{subdomain}.zendesk.com`; `.json` at the end is optional.
pub(crate) fn router(sandbox: Sandbox) -> Router {
    Router::new()
        .route("/api/v2/users/me", get(users::me))
        .route("/api/v2/users/me.json", get(users::me))
        .route("/api/v2/users", get(users::list))
        .route("/api/v2/users.json", get(users::list))
        .route("/api/v2/users/{id}", get(users::show))
        .route("/oauth/tokens", post(oauth::token))
        .fallback(elsewhere)
        .with_state(sandbox)
}

/// A path that is no endpoint: the caller is checked first, as Zendesk does.
async fn elsewhere(_: caller::Member) -> Response {
    refusal::named(StatusCode::NOT_FOUND, "InvalidEndpoint", "Not found")
}
