//! Kustomer: the key itself, its machine user, and the list of users.
//! Customers and conversations come with the issue that writes them.

mod caller;
pub(crate) mod refusal;
mod tokens;
mod users;

use axum::{Router, http::StatusCode, response::Response, routing::get};

use crate::state::Sandbox;

/// Everything below `https://{org}.api.kustomerapp.com` and the regional hosts.
pub(crate) fn router(sandbox: Sandbox) -> Router {
    Router::new()
        .route("/v1/auth/tokens/current", get(tokens::current))
        .route("/v1/users/current", get(users::current))
        .route("/v1/users", get(users::list))
        .route("/v1/users/{id}", get(users::show))
        .fallback(elsewhere)
        .method_not_allowed_fallback(no_method)
        .with_state(sandbox)
}

async fn elsewhere(caller: caller::Caller) -> Response {
    caller.refuse(StatusCode::NOT_FOUND, "not_found", "Not found")
}

async fn no_method(caller: caller::Caller) -> Response {
    let status = StatusCode::METHOD_NOT_ALLOWED;
    caller.refuse(status, "method_not_allowed", "Method not allowed")
}
