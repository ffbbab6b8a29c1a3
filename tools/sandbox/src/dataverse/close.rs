//! `CloseIncident`: the only way to resolve a case.

use axum::{
    http::StatusCode,
    response::{IntoResponse, Response},
};
use serde::Deserialize;
use serde_json::Value;

use super::{caller::Caller, case, refusal, rows, schema, wanted, writer::Writer};
use crate::state::Sandbox;

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "PascalCase")]
struct Body {
    incident_resolution: Resolution,
    status: i64,
}

/// What is known of a resolution here; anything else is refused.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Resolution {
    #[serde(rename = "subject")]
    _subject: String,
    #[serde(default, rename = "description")]
    _description: Option<String>,
    #[serde(default, rename = "timespent")]
    _timespent: Option<u32>,
    #[serde(rename = "incidentid@odata.bind")]
    incident: Value,
}

/// `POST CloseIncident`.
pub(super) fn incident(
    sandbox: &Sandbox,
    caller: &Caller,
    body: &[u8],
) -> Result<Response, Response> {
    let closing = || refusal::no_segment("CloseIncident");
    let table = rows::table(&caller.org, "incidents").ok_or_else(closing)?;
    let schema = schema::of(table.set).ok_or_else(closing)?;
    let body: Body =
        serde_json::from_slice(body).map_err(|error| refusal::bad_body(&error.to_string()))?;
    let id = wanted::reference(&body.incident_resolution.incident, table.set)?;
    caller.may("Write", table.entity)?;
    let mut live = sandbox.live();
    let store = live.dynamics(&caller.org.host);
    let found = store.find(table.set, &id).cloned();
    let mut row = found.ok_or_else(|| refusal::missing(table.entity, &id))?;
    case::resolve(&mut row, body.status)?;
    let mut writer = Writer {
        caller,
        store,
        table,
        schema,
        as_500: false,
        finds_duplicates: false,
    };
    writer.keep(row)?;
    Ok(StatusCode::NO_CONTENT.into_response())
}
