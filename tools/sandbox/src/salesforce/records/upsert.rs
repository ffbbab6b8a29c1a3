//! Records by their external id: read, changed, or made if there is none.

use axum::http::StatusCode;
use serde_json::{Value, json};

use super::{
    ask::Ask,
    desk::Desk,
    kind::{EXTERNAL_ID, Kind},
    reply::{Reply, Step},
    told, write,
};

/// `/sobjects/Case/Session_Id__c/{value}`.
pub(super) fn act(
    desk: &mut Desk<'_>,
    kind: Kind,
    (field, value): (&str, &str),
    ask: &Ask<'_>,
) -> Step<Reply> {
    if kind != Kind::Case || !field.eq_ignore_ascii_case(EXTERNAL_ID) {
        return Err(Reply::no_external_id(field));
    }
    let found = desk.store.cases_of(value);
    let ids: Vec<String> = found.map(|row| row.text("Id").to_owned()).collect();
    match (ask.method, ids.as_slice()) {
        ("GET" | "PATCH", [_, _, ..]) => {
            let places = ids.iter().map(|id| told::place(desk, kind, id));
            let body = Value::from_iter(places);
            Err(Reply::json(StatusCode::MULTIPLE_CHOICES, body))
        }
        ("GET", [id]) => match desk.store.find(kind, id) {
            Some(row) => told::show(desk, row, ask),
            None => Err(Reply::not_found()),
        },
        ("GET", []) => Err(Reply::not_found()),
        ("PATCH", ids) => upsert(desk, kind, value, ids.first(), ask),
        (method, _) => Err(Reply::no_method(method, "GET,PATCH")),
    }
}

fn upsert(
    desk: &mut Desk<'_>,
    kind: Kind,
    value: &str,
    id: Option<&String>,
    ask: &Ask<'_>,
) -> Step<Reply> {
    let mut typed = ask.record()?;
    if typed
        .keys()
        .any(|name| name.eq_ignore_ascii_case(EXTERNAL_ID))
    {
        let text = format!("The {EXTERNAL_ID} field should not be specified in the sobject data.");
        return Err(Reply::unsaved("INVALID_FIELD", &text, &[]));
    }
    let told =
        |id: &str, is_new| json!({ "id": id, "success": true, "errors": [], "created": is_new });
    if let Some(id) = id {
        write::change(desk, kind, id, typed, ask)?;
        return Ok(Reply::json(StatusCode::OK, told(id, false)));
    }
    if ask.parameter("updateOnly") == Some("true") {
        return Err(Reply::not_found());
    }
    typed.insert(EXTERNAL_ID.to_owned(), json!(value));
    let id = write::create(desk, kind, typed, ask)?;
    let body = told(&id, true);
    Ok(told::created(desk, kind, &id, body))
}
