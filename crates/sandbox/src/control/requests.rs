//! The requests received, for tests that count them and users who wonder.

use axum::{
    Json,
    extract::{Query, State},
    http::StatusCode,
};
use serde::Deserialize;

use crate::{requests::Entry, state::Sandbox};

/// `?host=` narrows the list down.
#[derive(Debug, Deserialize)]
pub(super) struct Wanted {
    host: Option<String>,
}

/// `GET /control/requests`, oldest first.
pub(super) async fn list(
    State(sandbox): State<Sandbox>,
    Query(wanted): Query<Wanted>,
) -> Json<Vec<Entry>> {
    Json(sandbox.live().requests.list(wanted.host.as_deref()))
}

/// `DELETE /control/requests`.
pub(super) async fn clear(State(sandbox): State<Sandbox>) -> StatusCode {
    sandbox.live().requests.clear();
    StatusCode::NO_CONTENT
}
