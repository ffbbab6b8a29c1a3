//! `/services/data/vNN.0/sobjects/...`: which record is meant, and what happens to it.

use axum::{
    body::Bytes,
    extract::{Path, State},
    http::{HeaderMap, Method, StatusCode, Uri},
    response::{IntoResponse, Response},
};
use serde_json::json;

use super::{
    ask::Ask,
    check,
    desk::Desk,
    kind::Kind,
    reply::{Reply, Step},
    told::{created, show},
    upsert, write,
};
use crate::{
    salesforce::{caller::Caller, data},
    state::Sandbox,
};

/// A call on its own.
pub(in crate::salesforce) async fn serve(
    State(sandbox): State<Sandbox>,
    Path((version, _)): Path<(String, String)>,
    method: Method,
    uri: Uri,
    headers: HeaderMap,
    caller: Caller,
    body: Bytes,
) -> Response {
    if let Err(refusal) = data::check(&version) {
        return refusal;
    }
    let body = match body.is_empty() {
        true => None,
        false => match serde_json::from_slice(&body) {
            Ok(body) => Some(body),
            Err(error) => return Reply::unreadable(&error.to_string()).into_response(),
        },
    };
    let path = uri.path_and_query().map_or("", |p| p.as_str());
    let rest = path.split_once("/sobjects/").map_or("", |(_, rest)| rest);
    let ask = Ask::new(method.as_str(), rest, &headers, body);
    let book = &mut sandbox.live().salesforce;
    act(&mut Desk::of(&caller, &version, book), &ask).into_response()
}

/// Does what is asked, and says how it went.
pub(super) fn act(desk: &mut Desk<'_>, ask: &Ask<'_>) -> Reply {
    let path: Vec<&str> = ask.path.iter().map(String::as_str).collect();
    let Some(kind) = path.first().and_then(|name| Kind::named(name)) else {
        return Reply::not_found();
    };
    let done = match (ask.method, path.get(1..).unwrap_or_default()) {
        ("POST", []) => create(desk, kind, ask),
        (_, []) => Err(Reply::no_method(ask.method, "POST")),
        (method, [id]) => known(kind, id).and_then(|()| match method {
            "GET" => read(desk, kind, id, ask),
            "PATCH" => update(desk, kind, id, ask),
            "DELETE" => write::delete(desk, kind, id).map(|()| no_content()),
            _ => Err(Reply::no_method(method, "DELETE,GET,PATCH")),
        }),
        (_, [field, value]) => upsert::act(desk, kind, (field, value), ask),
        _ => Err(Reply::not_found()),
    };
    done.unwrap_or_else(|refusal| refusal)
}

/// Whether a text can be the id of a record of this object.
fn known(kind: Kind, text: &str) -> Step<()> {
    if !matches!(text.len(), 15 | 18) {
        return Err(Reply::no_external_id(text));
    }
    match check::well_formed(text) {
        Some(id) if id.starts_with(kind.prefix()) => Ok(()),
        Some(_) => Err(Reply::not_found()),
        None => {
            let text = format!("{} ID: id value of incorrect type: {text}", kind.name());
            Err(Reply::unsaved("MALFORMED_ID", &text, &["Id"]))
        }
    }
}

fn no_content() -> Reply {
    Reply::empty(StatusCode::NO_CONTENT)
}

fn create(desk: &mut Desk<'_>, kind: Kind, ask: &Ask<'_>) -> Step<Reply> {
    let id = write::create(desk, kind, ask.record()?, ask)?;
    let body = json!({ "id": id, "success": true, "errors": [] });
    Ok(created(desk, kind, &id, body))
}

fn update(desk: &mut Desk<'_>, kind: Kind, id: &str, ask: &Ask<'_>) -> Step<Reply> {
    // The long form, so that a record is never taken for its own duplicate.
    let long = desk
        .store
        .find(kind, id)
        .map(|row| row.text("Id").to_owned());
    let id = long.unwrap_or_else(|| id.to_owned());
    write::change(desk, kind, &id, ask.record()?, ask)?;
    Ok(no_content())
}

fn read(desk: &Desk<'_>, kind: Kind, id: &str, ask: &Ask<'_>) -> Step<Reply> {
    match desk.store.find(kind, id).filter(|row| !row.is_deleted) {
        Some(row) => show(desk, row, ask),
        None => Err(Reply::not_found()),
    }
}
