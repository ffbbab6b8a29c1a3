//! The life of a case: it needs a customer, is resolved by `CloseIncident` alone, and then stays as it is
//! until somebody reactivates it.

use axum::{http::StatusCode, response::Response};
use serde_json::{Value, json};

use super::{
    refusal,
    row::{self, Row},
};

const ACTIVE: i64 = 0;
const RESOLVED: i64 = 1;
const CANCELLED: i64 = 2;

/// Whether a status belongs to a state.
fn belongs(status: i64, state: i64) -> bool {
    match state {
        ACTIVE => (1..=4).contains(&status),
        RESOLVED => matches!(status, 5 | 1000),
        _ => matches!(status, 6 | 2000),
    }
}

/// Fills in what a new case starts with.
pub(super) fn complete(case: &mut Row, number: u64) -> Result<(), Response> {
    if row::text(case, "_customerid_value").is_empty() {
        let text = "You should specify a parent contact or account.";
        return Err(refusal::error(StatusCode::BAD_REQUEST, "0x80040216", text));
    }
    let defaults = [
        ("statecode", json!(ACTIVE)),
        ("statuscode", json!(1)),
        ("prioritycode", json!(2)),
        ("ticketnumber", json!(format!("CAS-{number:05}-S4ND8X"))),
    ];
    for (column, value) in defaults {
        if case[column].is_null() {
            case.insert(column.to_owned(), value);
        }
    }
    if row::number(case, "statecode") != ACTIVE {
        return Err(not_by_update("the state of a new incident"));
    }
    check_status(case)
}

/// Applies a change to a case that is there.
pub(super) fn change(case: &mut Row, mut changes: Row) -> Result<(), Response> {
    let wanted = changes.get("statecode").and_then(Value::as_i64);
    if wanted == Some(RESOLVED) {
        return Err(not_by_update("the state of incident to Resolved"));
    }
    if row::number(case, "statecode") != ACTIVE && wanted != Some(ACTIVE) {
        return Err(resolved());
    }
    if let (Some(state), None) = (wanted, changes.get("statuscode")) {
        let status = if state == CANCELLED { 6 } else { 1 };
        changes.insert("statuscode".to_owned(), status.into());
    }
    case.extend(changes);
    check_status(case)
}

/// Resolves a case with one of the statuses for that.
pub(super) fn resolve(case: &mut Row, status: i64) -> Result<(), Response> {
    if row::number(case, "statecode") != ACTIVE {
        return Err(resolved());
    }
    case.insert("statecode".to_owned(), RESOLVED.into());
    case.insert("statuscode".to_owned(), status.into());
    check_status(case)
}

fn check_status(case: &Row) -> Result<(), Response> {
    let (state, status) = (
        row::number(case, "statecode"),
        row::number(case, "statuscode"),
    );
    if belongs(status, state) {
        return Ok(());
    }
    let text = format!("{status} is not a valid status code for state code {state} on incident.");
    Err(refusal::error(StatusCode::BAD_REQUEST, "0x80048408", &text))
}

fn not_by_update(what: &str) -> Response {
    let text = format!(
        "This message can not be used to set {what}. In order to set state of incident to Resolved, \
         use the CloseIncidentRequest message instead."
    );
    refusal::error(StatusCode::BAD_REQUEST, "0x80040203", &text)
}

fn resolved() -> Response {
    let text =
        "This case has already been resolved. Close and reopen the case record to see the updates.";
    refusal::error(StatusCode::BAD_REQUEST, "0x80044354", text)
}
