//! Kustomer: the key itself, its machine user, the list of users, and customers, conversations and
//! notes, which can be written.

pub(crate) mod book;
mod caller;
mod content;
mod conversations;
mod customers;
mod notes;
mod paging;
mod people;
pub(crate) mod records;
pub(crate) mod refusal;
mod tokens;
mod users;
mod wrong;

use axum::{
    Router,
    extract::Path,
    http::StatusCode,
    response::{Redirect, Response},
    routing::{get, post},
};

use crate::{html, state::Sandbox};

/// Everything below `https://{org}.api.kustomerapp.com` and the regional hosts.
pub(crate) fn router(sandbox: Sandbox) -> Router {
    Router::new()
        .route("/v1/auth/tokens/current", get(tokens::current))
        .route("/v1/users/current", get(users::current))
        .route("/v1/users", get(users::list))
        .route("/v1/users/{id}", get(users::show))
        .route("/v1/customers", post(customers::create))
        .route(
            "/v1/customers/{id}",
            get(customers::show)
                .put(customers::update)
                .patch(customers::update),
        )
        .route(
            "/v1/customers/{id}/conversations",
            get(conversations::of_customer),
        )
        .route("/v1/conversations", post(conversations::create))
        .route(
            "/v1/conversations/{id}",
            get(conversations::show)
                .put(conversations::update)
                .patch(conversations::update)
                .delete(conversations::delete),
        )
        .route(
            "/v1/conversations/{id}/notes",
            get(notes::list).post(notes::create_in),
        )
        .route("/v1/notes", post(notes::create))
        .route("/app/conversations/{id}", get(seen))
        .fallback(elsewhere)
        .method_not_allowed_fallback(no_method)
        .with_state(sandbox)
}

/// What an agent sees of a conversation.
async fn seen(Path(id): Path<String>) -> Redirect {
    html::record(&id)
}

async fn elsewhere(caller: caller::Caller) -> Response {
    caller.refuse(StatusCode::NOT_FOUND, "not_found", "Not found")
}

async fn no_method(caller: caller::Caller) -> Response {
    let status = StatusCode::METHOD_NOT_ALLOWED;
    caller.refuse(status, "method_not_allowed", "Method not allowed")
}
