//! Taking credentials back, and giving them out again.
//! A revoked one is refused like a wrong one; tokens already issued for it live on.

use axum::{Json, extract::State, http::StatusCode};
use serde::Deserialize;

use crate::state::Sandbox;

/// An API token, API key, client secret or access token.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Wanted {
    credential: String,
}

/// `POST /control/revoke`.
pub(super) async fn revoke(
    State(sandbox): State<Sandbox>,
    Json(wanted): Json<Wanted>,
) -> StatusCode {
    sandbox.live().revoked.insert(wanted.credential);
    StatusCode::NO_CONTENT
}

/// `POST /control/restore`.
pub(super) async fn restore(
    State(sandbox): State<Sandbox>,
    Json(wanted): Json<Wanted>,
) -> StatusCode {
    sandbox.live().revoked.remove(&wanted.credential);
    StatusCode::NO_CONTENT
}
