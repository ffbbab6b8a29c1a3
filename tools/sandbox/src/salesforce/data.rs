//! Which versions the REST API has, and what one of them holds.
//! The list of versions needs no token, which makes it a good first knock.

use axum::{
    Json,
    extract::{Path, State},
    http::StatusCode,
    response::{IntoResponse, Response},
};
use serde_json::{Value, json};

use super::{caller::Caller, org::Here, refusal, urls};
use crate::{address::At, state::Sandbox};

/// Versions 1 to 30 are retired; 67 came with Summer '26.
const VERSIONS: std::ops::RangeInclusive<u16> = 31..=67;

/// `GET /services/data`.
pub(super) async fn versions(_: Here) -> Json<Value> {
    // Three a year, Winter's named after the next; 67 is Summer '26.
    let label = |n: u16| {
        let season = ["Spring", "Summer", "Winter"][usize::from(n % 3)];
        format!("{season} '{:02}", 26 - (67 - n) / 3)
    };
    let list = VERSIONS.map(|n| {
        json!({
            "label": label(n), "url": format!("/services/data/v{n}.0"), "version": format!("{n}.0"),
        })
    });
    Json(list.collect())
}

/// `GET /services/data/v66.0`: the resources, and who asks.
pub(super) async fn resources(
    State(sandbox): State<Sandbox>,
    at: At,
    Path(version): Path<String>,
    caller: Caller,
) -> Response {
    if let Err(refusal) = check(&version) {
        return refusal;
    }
    let here = format!("/services/data/{version}");
    let readings = sandbox.live().readings.clone();
    Json(json!({
        "identity": urls::identity(&readings, &at, &caller.org, &caller.user.id),
        "query": format!("{here}/query"), "sobjects": format!("{here}/sobjects"),
        "composite": format!("{here}/composite"),
        "parameterizedSearch": format!("{here}/parameterizedSearch"),
    }))
    .into_response()
}

/// Whether there is such a version, written `v66.0`.
pub(super) fn check(version: &str) -> Result<(), Response> {
    let number = version
        .strip_prefix('v')
        .and_then(|v| v.strip_suffix(".0"))
        .and_then(|v| v.parse().ok());
    if number.is_some_and(|n| VERSIONS.contains(&n)) {
        return Ok(());
    }
    Err(refusal::plain(StatusCode::NOT_FOUND))
}
