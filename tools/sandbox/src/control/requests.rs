//! The requests received, for tests that count them and users who wonder.

use axum::{
    Json,
    extract::{Query, State},
    http::StatusCode,
};

use crate::{
    requests::{Entry, Filter},
    state::Sandbox,
};

/// `GET /control/requests`, oldest first; `?host=`, `path=` and `grant_type=` narrow it down.
pub(super) async fn list(
    State(sandbox): State<Sandbox>,
    Query(filter): Query<Filter>,
) -> Json<Vec<Entry>> {
    Json(sandbox.live().requests.list(&filter))
}

/// `DELETE /control/requests`.
pub(super) async fn clear(State(sandbox): State<Sandbox>) -> StatusCode {
    sandbox.live().requests.clear();
    StatusCode::NO_CONTENT
}
