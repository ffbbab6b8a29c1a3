//! `GET /services/data/vNN.0/query?q=...`, and its further pages.
//! Only an administrator may be asked about permissions without a thought; see the readings.

use std::collections::HashMap;

use axum::{
    Json,
    extract::{Path, Query, State},
    http::StatusCode,
    response::{IntoResponse, Response},
};
use serde_json::{Map, Value, json};

use super::{
    book::Cursor,
    caller::Caller,
    data, people, refusal,
    soql::{self, Problem},
    tables,
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

enum Found {
    Count(usize),
    Rows(Vec<Value>),
}

fn answer(
    sandbox: &Sandbox,
    caller: &Caller,
    version: &str,
    text: &str,
) -> Result<Found, Response> {
    let bad = |code, text: &str| refusal::api(StatusCode::BAD_REQUEST, code, text);
    let query = soql::parse(text).map_err(|text| bad("MALFORMED_QUERY", &text))?;
    let Some(table) = tables::named(&query.object, &caller.org, version) else {
        let text = format!("sObject type '{}' is not supported.", query.object);
        return Err(bad("INVALID_TYPE", &text));
    };
    let explain = |problem| match problem {
        Problem::NoSuchField(field) => no_such_field(&field, table.name),
        Problem::WrongType(field, kind) => {
            let text =
                format!("value of filter criterion for field '{field}' must be of type {kind}");
            bad("INVALID_FIELD", &text)
        }
        Problem::NoId(text) => {
            let text = format!("invalid ID field: {text}");
            bad("INVALID_QUERY_FILTER_OPERATOR", &text)
        }
    };
    guard(sandbox, caller, table.name)?;
    let ordered = query.order.iter().map(|(field, _)| field);
    for field in query.fields.iter().flatten().chain(ordered) {
        let check = |row| match soql::value(row, field)? {
            (_, value) if value.is_object() => Err(Problem::NoSuchField(field.clone())),
            _ => Ok(()),
        };
        table.rows.iter().try_for_each(check).map_err(explain)?;
    }
    let mut rows = Vec::new();
    for row in &table.rows {
        let is_wanted = match &query.filter {
            Some(filter) => soql::holds(filter, row).map_err(explain)?,
            None => true,
        };
        if is_wanted {
            rows.push(row);
        }
    }
    let Some(fields) = &query.fields else {
        return Ok(Found::Count(rows.len()));
    };
    for (field, falls) in query.order.iter().rev() {
        let key = |row: &&Value| soql::value(row, field).map_or(String::new(), |v| v.1.to_string());
        rows.sort_by_key(key);
        if *falls {
            rows.reverse();
        }
    }
    let wanted = rows.into_iter().skip(query.offset);
    let wanted = wanted.take(query.limit.unwrap_or(usize::MAX));
    Ok(Found::Rows(
        wanted.map(|row| project(row, fields)).collect(),
    ))
}

/// What an ordinary user gets to hear about permissions.
fn guard(sandbox: &Sandbox, caller: &Caller, object: &str) -> Result<(), Response> {
    let is_ordinary = people::standing(&caller.user, &caller.org) == people::Standing::Ordinary;
    if !is_ordinary || !object.starts_with("PermissionSet") {
        return Ok(());
    }
    match sandbox.reading("salesforce_ordinary") {
        "insufficient_access" => Err(refusal::insufficient_access()),
        "invalid_field" => Err(no_such_field("PermissionsModifyAllData", "PermissionSet")),
        _ => Ok(()),
    }
}

fn no_such_field(field: &str, object: &str) -> Response {
    let text = format!(
        "No such column '{field}' on entity '{object}'. If you are attempting to use a custom \
         field, be sure to append the '__c' after the custom field name. Please reference your \
         WSDL or the describe call for the appropriate names."
    );
    refusal::api(StatusCode::BAD_REQUEST, "INVALID_FIELD", &text)
}

/// The selected fields of a row, those of related records inside those.
fn project(row: &Value, fields: &[String]) -> Value {
    let mut out = Map::new();
    out.insert("attributes".to_owned(), row["attributes"].clone());
    for field in fields {
        if let Ok((names, value)) = soql::value(row, field) {
            place(&mut out, row, &names, value);
        }
    }
    Value::Object(out)
}

fn place(to: &mut Map<String, Value>, from: &Value, names: &[&str], value: &Value) {
    match names {
        [] => {}
        [last] => _ = to.insert((*last).to_owned(), value.clone()),
        [first, rest @ ..] => {
            let from = &from[*first];
            let attributes = || json!({ "attributes": from["attributes"] });
            if let Value::Object(inner) = to.entry(*first).or_insert_with(attributes) {
                place(inner, from, rest, value);
            }
        }
    }
}
