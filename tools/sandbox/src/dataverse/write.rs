//! `POST`, `PATCH` and `DELETE` of rows, and `CloseIncident`.

use axum::{
    body::Bytes,
    extract::{Path, Query},
    http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode},
    response::{IntoResponse, Response},
};
use serde_json::Value;

use super::{
    caller::Caller,
    close,
    odata::odata,
    path::Resource,
    query::{Options, project},
    read, refusal,
    row::Row,
    rows::{self, Table},
    schema,
    wanted::{Ask, is_guid},
    writer::Writer,
};
use crate::{address::At, state::Sandbox};

/// A row that was written, and whether it is new.
struct Done {
    row: Row,
    is_new: bool,
}

/// Where a request came from, and what it wants back.
struct Asked {
    base: String,
    select: Vec<String>,
    wants_row: bool,
    finds_duplicates: bool,
}

/// Any writing method on any resource.
pub(super) async fn resource(
    at: At,
    Path((version, path)): Path<(String, String)>,
    Query(query): Query<Vec<(String, String)>>,
    method: Method,
    headers: HeaderMap,
    caller: Caller,
    body: Bytes,
) -> Response {
    if !read::is_version(&version) {
        return refusal::no_segment(&version);
    }
    let Some(resource) = Resource::parse(&path) else {
        return refusal::no_segment(&path);
    };
    let asked = match asked(&query, &headers, format!("{}/api/data/{version}", at.base)) {
        Ok(asked) => asked,
        Err(refusal) => return refusal,
    };
    let sandbox = caller.sandbox.clone();
    let result = match (method.as_str(), resource) {
        ("POST", Resource::Set("CloseIncident")) => close::incident(&sandbox, &caller, &body),
        ("POST", Resource::Set(set)) => create(&sandbox, &caller, &asked, set, &body),
        ("PATCH", Resource::Row { set, key }) => {
            upsert(&sandbox, &caller, &asked, (set, key), &headers, &body)
        }
        ("DELETE", Resource::Row { set, key }) => delete(&sandbox, &caller, set, key, &headers),
        _ => Err(refusal::no_method(&method)),
    };
    result.unwrap_or_else(|refusal| refusal)
}

fn asked(query: &[(String, String)], headers: &HeaderMap, base: String) -> Result<Asked, Response> {
    if let Some((name, _)) = query.iter().find(|(name, _)| name != "$select") {
        let text = format!("The query parameter {name} is not supported.");
        return Err(refusal::bad_query(&text));
    }
    let options = Options::parse(query).map_err(|text| refusal::bad_query(&text))?;
    let prefer = headers.get_all("prefer").iter();
    let mut wishes = prefer
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split([',', ';']));
    Ok(Asked {
        base,
        select: options.select,
        wants_row: wishes.any(|wish| wish.trim() == "return=representation"),
        finds_duplicates: finds_duplicates(headers),
    })
}

/// The table of a set that can be written.
fn writable(caller: &Caller, set: &str) -> Result<(Table, &'static schema::Schema), Response> {
    let table = rows::table(&caller.org, set).ok_or_else(|| refusal::no_segment(set))?;
    let schema = schema::of(set).ok_or_else(|| {
        let text = format!("Writing '{set}' is not imitated.");
        refusal::error(StatusCode::METHOD_NOT_ALLOWED, "0x80060888", &text)
    })?;
    Ok((table, schema))
}

fn check_select(asked: &Asked, table: Table, schema: &schema::Schema) -> Result<(), Response> {
    let unknown = |name: &&String| schema.column(name).is_none();
    asked
        .select
        .iter()
        .find(unknown)
        .map_or(Ok(()), |name| Err(refusal::no_column(name, table.entity)))
}

fn create(
    sandbox: &Sandbox,
    caller: &Caller,
    asked: &Asked,
    set: &str,
    body: &[u8],
) -> Result<Response, Response> {
    let (table, schema) = writable(caller, set)?;
    check_select(asked, table, schema)?;
    let mut live = sandbox.live();
    let as_500 = live.readings.get("dynamics_duplicate") == "500";
    let store = live.dynamics(&caller.org.host);
    let ask = Ask {
        caller,
        store,
        table,
        schema,
    };
    let changes = ask.changes(body)?;
    let mut writer = Writer {
        caller,
        store,
        table,
        schema,
        as_500,
        finds_duplicates: asked.finds_duplicates,
    };
    let id = changes.get(table.key).and_then(Value::as_str);
    let id = id.map_or_else(crate::token::uuid, str::to_lowercase);
    let row = writer.create(&id, changes)?;
    Ok(answer(asked, table, &Done { row, is_new: true }))
}

fn upsert(
    sandbox: &Sandbox,
    caller: &Caller,
    asked: &Asked,
    (set, key): (&str, &str),
    headers: &HeaderMap,
    body: &[u8],
) -> Result<Response, Response> {
    let (table, schema) = writable(caller, set)?;
    check_select(asked, table, schema)?;
    let key = guid(key)?;
    let mut live = sandbox.live();
    let as_500 = live.readings.get("dynamics_duplicate") == "500";
    let store = live.dynamics(&caller.org.host);
    let only_new = only_new(headers)?;
    let known = store.find(set, &key).cloned();
    if known.is_some() && only_new {
        return Err(refusal::exists(as_500));
    }
    check_version(headers, known.as_ref(), table, &key)?;
    let ask = Ask {
        caller,
        store,
        table,
        schema,
    };
    let mut changes = ask.changes(body)?;
    changes.remove(table.key);
    let mut writer = Writer {
        caller,
        store,
        table,
        schema,
        as_500,
        finds_duplicates: asked.finds_duplicates,
    };
    let is_new = known.is_none();
    let row = match known {
        Some(row) => writer.update(row, changes)?,
        None => writer.create(&key, changes)?,
    };
    Ok(answer(asked, table, &Done { row, is_new }))
}

fn delete(
    sandbox: &Sandbox,
    caller: &Caller,
    set: &str,
    key: &str,
    headers: &HeaderMap,
) -> Result<Response, Response> {
    let (table, _) = writable(caller, set)?;
    caller.may("Delete", table.entity)?;
    let key = guid(key)?;
    let mut live = sandbox.live();
    let store = live.dynamics(&caller.org.host);
    check_version(headers, store.find(set, &key), table, &key)?;
    if store.remove(set, &key) {
        Ok(StatusCode::NO_CONTENT.into_response())
    } else {
        Err(refusal::missing(table.entity, &key))
    }
}

fn guid(key: &str) -> Result<String, Response> {
    if is_guid(key) {
        return Ok(key.to_lowercase());
    }
    let text = format!("The key '{key}' is not supported.");
    Err(refusal::bad_query(&text))
}

fn header<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    headers.get(name).and_then(|value| value.to_str().ok())
}

/// `If-None-Match: *`; clients that want no cache say `null`.
fn only_new(headers: &HeaderMap) -> Result<bool, Response> {
    match header(headers, "if-none-match") {
        None | Some("null") => Ok(false),
        Some("*") => Ok(true),
        Some(other) => {
            let text = format!("If-None-Match '{other}' is not supported.");
            Err(refusal::bad_query(&text))
        }
    }
}

/// `If-Match`: a row has to be there, and where a version is named, to have it.
fn check_version(
    headers: &HeaderMap,
    known: Option<&Row>,
    table: Table,
    key: &str,
) -> Result<(), Response> {
    match (header(headers, "if-match"), known) {
        (None, _) | (Some("*"), Some(_)) => Ok(()),
        (Some(_), None) => Err(refusal::missing(table.entity, key)),
        (Some(version), Some(row)) if row["@odata.etag"] == version => Ok(()),
        (Some(_), Some(_)) => Err(refusal::error(
            StatusCode::PRECONDITION_FAILED,
            "0x80060882",
            "The version of the existing record doesn't match the RowVersion property provided.",
        )),
    }
}

/// Duplicate detection rules are applied only where a request says so.
fn finds_duplicates(headers: &HeaderMap) -> bool {
    let suppress = header(headers, "mscrm.suppressduplicatedetection");
    suppress.is_some_and(|value| value.eq_ignore_ascii_case("false"))
}

fn answer(asked: &Asked, table: Table, done: &Done) -> Response {
    let id = done.row[table.key].as_str().unwrap_or_default();
    let place = format!("{}/{}({id})", asked.base, table.set);
    let mut response = if asked.wants_row {
        shown(asked, table, done)
    } else {
        StatusCode::NO_CONTENT.into_response()
    };
    let mut tell = |name: &'static str, value: &str| {
        if let Ok(value) = HeaderValue::from_str(value) {
            let name = HeaderName::from_static(name);
            response.headers_mut().insert(name, value);
        }
    };
    tell("odata-version", "4.0");
    tell("odata-entityid", &place);
    if asked.wants_row {
        tell("preference-applied", "return=representation");
    }
    response
}

fn shown(asked: &Asked, table: Table, done: &Done) -> Response {
    let mut row = project(&done.row, &asked.select, table.key);
    let context = format!("{}/$metadata#{}/$entity", asked.base, table.set);
    row.insert("@odata.context".to_owned(), context.into());
    let status = if done.is_new {
        StatusCode::CREATED
    } else {
        StatusCode::OK
    };
    odata(status, &Value::Object(row))
}
