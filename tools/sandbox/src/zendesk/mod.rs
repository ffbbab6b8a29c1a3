//! Zendesk Support: who am I, users with both kinds of paging, OAuth client credentials, and tickets
//! with what is made around them.

mod caller;
pub(crate) mod desk;
mod key_header;
mod oauth;
mod paging;
mod people;
pub(crate) mod records;
pub(crate) mod refusal;
mod roles;
mod search;
mod shown;
mod tickets;
mod users;
mod wanted;

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
        .route("/api/v2/users", get(users::list).post(people::create))
        .route("/api/v2/users.json", get(users::list).post(people::create))
        .route("/api/v2/users/search", get(search::search))
        .route("/api/v2/users/search.json", get(search::search))
        .route("/api/v2/users/count", get(search::count))
        .route("/api/v2/users/count.json", get(search::count))
        .route("/api/v2/users/show_many", get(search::show_many))
        .route("/api/v2/users/show_many.json", get(search::show_many))
        .route(
            "/api/v2/users/create_or_update",
            post(people::create_or_update),
        )
        .route(
            "/api/v2/users/create_or_update.json",
            post(people::create_or_update),
        )
        .route("/api/v2/users/{id}", get(users::show))
        .route("/api/v2/tickets", get(tickets::list).post(tickets::create))
        .route(
            "/api/v2/tickets.json",
            get(tickets::list).post(tickets::create),
        )
        .route(
            "/api/v2/tickets/{id}",
            get(tickets::show).put(tickets::update),
        )
        .route("/api/v2/tickets/{id}/comments", get(tickets::comments))
        .route("/api/v2/tickets/{id}/comments.json", get(tickets::comments))
        .route("/api/v2/tickets/{id}/audits", get(tickets::audits))
        .route("/api/v2/tickets/{id}/audits.json", get(tickets::audits))
        .route("/agent/tickets/{id}", get(records::ticket))
        .route("/oauth/tokens", post(oauth::token))
        .fallback(elsewhere)
        .method_not_allowed_fallback(elsewhere)
        .with_state(sandbox)
}

/// A path that is no endpoint, or none for this method: the caller is checked first, as Zendesk does.
async fn elsewhere(_: caller::Member) -> Response {
    refusal::named(StatusCode::NOT_FOUND, "InvalidEndpoint", "Not found")
}
