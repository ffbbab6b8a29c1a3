//! Microsoft Entra's token endpoint, for client credentials only.
//! Applications ask here for the token they then show to Dataverse.

mod discovery;
pub(crate) mod refusal;
mod token;

use axum::{
    Router,
    http::{Method, StatusCode},
    response::{IntoResponse as _, Response},
    routing::{get, post},
};

use crate::state::Sandbox;

/// Everything below `https://login.microsoftonline.com` and its national twins.
pub(crate) fn router(sandbox: Sandbox) -> Router {
    Router::new()
        .route("/{tenant}/oauth2/v2.0/token", post(token::issue))
        .route(
            "/{tenant}/v2.0/.well-known/openid-configuration",
            get(discovery::show),
        )
        .fallback(|| async { refusal::plain(StatusCode::NOT_FOUND) as Response })
        .method_not_allowed_fallback(no_method)
        .with_state(sandbox)
}

async fn no_method(method: Method) -> Response {
    refusal::no_method(&method).into_response()
}
