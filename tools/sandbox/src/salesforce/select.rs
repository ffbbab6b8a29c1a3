//! What a query finds: the rows that meet its condition, cut down to its fields.
//! Only administrators are always told about permissions; for others see the readings.

use axum::{http::StatusCode, response::Response};
use serde_json::{Map, Value, json};

use super::{
    caller::Caller,
    people,
    records::{self, kind::Kind},
    refusal,
    soql::{self, Problem},
    tables::{self, Table},
};
use crate::state::Sandbox;

/// What a query finds.
pub(super) enum Found {
    Count(usize),
    Rows(Vec<Value>),
}

/// Reads a query and answers it, as the caller may see it.
pub(super) fn answer(
    sandbox: &Sandbox,
    caller: &Caller,
    version: &str,
    text: &str,
) -> Result<Found, Response> {
    let bad = |code, text: &str| refusal::api(StatusCode::BAD_REQUEST, code, text);
    let query = soql::parse(text).map_err(|text| bad("MALFORMED_QUERY", &text))?;
    let Some(table) = table(sandbox, caller, version, &query.object) else {
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
        let rows = table.rows.iter().chain(&table.blank);
        rows.into_iter().try_for_each(check).map_err(explain)?;
    }
    if let (Some(filter), Some(blank)) = (&query.filter, &table.blank) {
        soql::holds(filter, blank).map_err(explain)?;
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

/// The object of that name, with what was written to it.
fn table(sandbox: &Sandbox, caller: &Caller, version: &str, name: &str) -> Option<Table> {
    let Some(kind) = Kind::named(name) else {
        return tables::named(name, &caller.org, version);
    };
    let store = sandbox.live().salesforce.store(&caller.org.host).clone();
    Some(records::table(kind, &caller.org, &store, version))
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
    let text = no_such_column(field, object);
    refusal::api(StatusCode::BAD_REQUEST, "INVALID_FIELD", &text)
}

/// What is said of a field that an object does not have.
pub(super) fn no_such_column(field: &str, object: &str) -> String {
    format!(
        "No such column '{field}' on entity '{object}'. If you are attempting to use a custom \
         field, be sure to append the '__c' after the custom field name. Please reference your \
         WSDL or the describe call for the appropriate names."
    )
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
