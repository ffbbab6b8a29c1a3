//! `GET /services/data/vNN.0/query?q=...`, and its further pages.
//! A page's size is the organisation's; the address of the next one is relative, as at
//! Salesforce.

use std::collections::HashMap;

use axum::{
    Json,
    extract::{Path, Query, State},
    http::StatusCode,
    response::{IntoResponse, Response},
};
use serde_json::{Value, json};

use super::{
    book::Cursor,
    caller::Caller,
    data, refusal,
    select::{Found, answer},
};
use crate::{state::Sandbox, token};

/// The first page of a query.
pub(super) async fn run(
    State(sandbox): State<Sandbox>,
    Path(version): Path<String>,
    Query(query): Query<HashMap<String, String>>,
    caller: Caller,
) -> Response {
    let soql = query.get("q").map_or("", String::as_str);
    let found = data::check(&version).and_then(|()| answer(&sandbox, &caller, &version, soql));
    let rows = match found {
        Ok(Found::Count(count)) => {
            let body = json!({ "totalSize": count, "done": true, "records": [] });
            return Json(body).into_response();
        }
        Ok(Found::Rows(rows)) => rows,
        Err(refusal) => return refusal,
    };
    let mut cursor = String::new();
    if rows.len() > caller.org.page_size {
        cursor = format!("01g{}", token::letters(15));
        let kept = Cursor {
            host: caller.org.host.clone(),
            user: caller.user.id.clone(),
            soql: soql.to_owned(),
        };
        let cursors = &mut sandbox.live().salesforce.cursors;
        cursors.insert(cursor.clone(), kept);
    }
    page(&rows, 0, &caller, &version, &cursor)
}

/// A further page, asked for as `nextRecordsUrl` says.
pub(super) async fn more(
    State(sandbox): State<Sandbox>,
    Path((version, locator)): Path<(String, String)>,
    caller: Caller,
) -> Response {
    let invalid = || {
        let text = "invalid query locator";
        refusal::api(StatusCode::BAD_REQUEST, "INVALID_QUERY_LOCATOR", text)
    };
    let split = locator.rsplit_once('-');
    let Some((cursor, Ok(from))) = split.map(|(c, n)| (c, n.parse::<usize>())) else {
        return invalid();
    };
    let kept = sandbox.live().salesforce.cursors.get(cursor).cloned();
    let own = kept.filter(|c| c.host == caller.org.host && c.user == caller.user.id);
    let Some(kept) = own else {
        return invalid();
    };
    match data::check(&version).and_then(|()| answer(&sandbox, &caller, &version, &kept.soql)) {
        Ok(Found::Rows(rows)) if from < rows.len() => page(&rows, from, &caller, &version, cursor),
        Ok(_) => invalid(),
        Err(refusal) => refusal,
    }
}

fn page(rows: &[Value], from: usize, caller: &Caller, version: &str, cursor: &str) -> Response {
    let to = rows.len().min(from + caller.org.page_size.max(1));
    let mut body = json!({
        "totalSize": rows.len(), "done": to == rows.len(), "records": rows[from..to],
    });
    if to < rows.len() {
        let next = format!("/services/data/{version}/query/{cursor}-{to}");
        body["nextRecordsUrl"] = next.into();
    }
    Json(body).into_response()
}
