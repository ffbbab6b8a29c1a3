//! Switching faults on and off.

use axum::{
    Json,
    extract::{Path, State},
    http::StatusCode,
    response::{IntoResponse, Response},
};

use super::refused::refused;
use crate::{faults::Rule, state::Sandbox};

/// `POST /control/faults`: the rule as it is kept, with its id.
pub(super) async fn add(
    State(sandbox): State<Sandbox>,
    Json(rule): Json<Rule>,
) -> (StatusCode, Json<Rule>) {
    (StatusCode::CREATED, Json(sandbox.live().faults.add(rule)))
}

/// `GET /control/faults`; rules that have worn off are gone.
pub(super) async fn list(State(sandbox): State<Sandbox>) -> Json<Vec<Rule>> {
    Json(sandbox.live().faults.list().to_vec())
}

/// `GET /control/faults/{id}`.
pub(super) async fn show(State(sandbox): State<Sandbox>, Path(id): Path<u64>) -> Response {
    let live = sandbox.live();
    match live.faults.list().iter().find(|r| r.id == id) {
        Some(rule) => Json(rule).into_response(),
        None => missing(),
    }
}

/// `DELETE /control/faults/{id}`.
pub(super) async fn remove(State(sandbox): State<Sandbox>, Path(id): Path<u64>) -> Response {
    if sandbox.live().faults.remove(id) {
        return StatusCode::NO_CONTENT.into_response();
    }
    missing()
}

/// `DELETE /control/faults`.
pub(super) async fn clear(State(sandbox): State<Sandbox>) -> StatusCode {
    sandbox.live().faults.clear();
    StatusCode::NO_CONTENT
}

fn missing() -> Response {
    refused(StatusCode::NOT_FOUND, "no such fault, or it has worn off")
}
