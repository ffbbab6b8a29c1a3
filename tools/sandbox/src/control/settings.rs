//! The seed, the readings of open points, the rate limits, and the way back to the start.

use std::collections::BTreeMap;

use axum::{
    Json,
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Response},
};
use serde::Deserialize;
use serde_json::{Value, json};

use super::refused::refused;
use crate::{
    limits::{Counters, Limit, Limits},
    readings::POINTS,
    seed::Seed,
    state::{Live, Sandbox},
};

/// `GET /control/seed`.
pub(super) async fn seed(State(sandbox): State<Sandbox>) -> Json<Seed> {
    Json(sandbox.seed().clone())
}

/// `POST /control/reset`: faults, limits, readings, revocations, tokens, people, requests.
pub(super) async fn reset(State(sandbox): State<Sandbox>) -> StatusCode {
    *sandbox.live() = Live::default();
    StatusCode::NO_CONTENT
}

/// `GET /control/reading`: what is shown now, and what could be.
pub(super) async fn readings(State(sandbox): State<Sandbox>) -> Json<Value> {
    let now = sandbox.live().readings.clone();
    Json(json!({ "now": now, "points": POINTS }))
}

/// `POST /control/reading` with any of the points: all are set, or none.
pub(super) async fn set_readings(
    State(sandbox): State<Sandbox>,
    Json(wanted): Json<BTreeMap<String, Value>>,
) -> Response {
    let mut readings = sandbox.live().readings.clone();
    for (name, value) in &wanted {
        // Statuses may be written as numbers.
        let value = value
            .as_str()
            .map_or_else(|| value.to_string(), str::to_owned);
        if let Err(text) = readings.set(name, &value) {
            return refused(StatusCode::UNPROCESSABLE_ENTITY, &text);
        }
    }
    sandbox.live().readings = readings.clone();
    Json(readings).into_response()
}

/// `GET /control/limits`.
pub(super) async fn limits(State(sandbox): State<Sandbox>) -> Json<Limits> {
    Json(sandbox.live().limits.clone())
}

/// The limits to change.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Wanted {
    zendesk: Option<Limit>,
    entra: Option<Limit>,
    dynamics: Option<Limit>,
    kustomer: Option<Limit>,
    salesforce: Option<Limit>,
}

/// `POST /control/limits` with any of the five; counting starts anew.
pub(super) async fn set_limits(
    State(sandbox): State<Sandbox>,
    Json(wanted): Json<Wanted>,
) -> Json<Limits> {
    let live = &mut *sandbox.live();
    let now = &live.limits;
    live.limits = Limits {
        zendesk: wanted.zendesk.unwrap_or(now.zendesk),
        entra: wanted.entra.unwrap_or(now.entra),
        dynamics: wanted.dynamics.unwrap_or(now.dynamics),
        kustomer: wanted.kustomer.unwrap_or(now.kustomer),
        salesforce: wanted.salesforce.unwrap_or(now.salesforce),
    };
    live.counters = Counters::default();
    Json(live.limits.clone())
}
