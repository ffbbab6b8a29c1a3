//! Records are made, changed and deleted.

use axum::http::{StatusCode, header};
use serde_json::{Map, Value, json};

use super::{
    ask::Ask,
    check, date,
    desk::Desk,
    duplicates,
    kind::Kind,
    owner,
    reply::{Reply, Step},
};
use crate::salesforce::id;

/// A new record, and its id.
pub(super) fn create(
    desk: &mut Desk<'_>,
    kind: Kind,
    typed: Map<String, Value>,
    ask: &Ask<'_>,
) -> Step<String> {
    if !desk.writes {
        return Err(Reply::no_right());
    }
    let mut fields = check::fields(desk, kind, typed, true)?;
    check_author(desk, &fields)?;
    set_owner(desk, kind, &mut fields)?;
    duplicates::check(desk, kind, &fields, "", ask)?;
    for (name, value) in defaults(kind) {
        let field = fields.entry(name).or_insert(Value::Null);
        if field.is_null() {
            *field = value;
        }
    }
    if let Some(assigned) = owner::assigned(desk, kind, ask) {
        fields.insert("OwnerId".to_owned(), json!(assigned));
    }
    let pod = desk.org.id.get(3..5).unwrap_or("am");
    Ok(desk.store.add(kind, pod, &desk.user.id, fields))
}

/// Who is said to have made it must be somebody.
fn check_author(desk: &Desk<'_>, fields: &Map<String, Value>) -> Step<()> {
    let Some(author) = fields.get("CreatedById").and_then(Value::as_str) else {
        return Ok(());
    };
    let is_somebody = |id| desk.org.users.iter().any(|user| user.id == id);
    match id::short(author).is_some_and(is_somebody) {
        true => Ok(()),
        false => Err(check::no_such("CreatedById")),
    }
}

/// The owner named, else whoever writes.
fn set_owner(desk: &Desk<'_>, kind: Kind, fields: &mut Map<String, Value>) -> Step<()> {
    if !kind.is_owned() {
        return Ok(());
    }
    match fields.get("OwnerId").and_then(Value::as_str) {
        Some(named) => owner::check(desk, kind, named),
        None => {
            fields.insert("OwnerId".to_owned(), json!(id::long(&desk.user.id)));
            Ok(())
        }
    }
}

/// What a new record has where nothing was said.
fn defaults(kind: Kind) -> Vec<(&'static str, Value)> {
    match kind {
        Kind::Contact => vec![],
        Kind::Case => vec![("Status", json!("New")), ("Priority", json!("Medium"))],
        Kind::CaseComment => vec![("IsPublished", json!(false))],
        Kind::Task => vec![
            ("Status", json!("Not Started")),
            ("Priority", json!("Normal")),
            ("TaskSubtype", json!("Task")),
        ],
    }
}

/// Changes a record that is there.
pub(super) fn change(
    desk: &mut Desk<'_>,
    kind: Kind,
    id: &str,
    typed: Map<String, Value>,
    ask: &Ask<'_>,
) -> Step<()> {
    let (before, changed) = present(desk, kind, id)?;
    if !desk.writes {
        return Err(Reply::no_right());
    }
    check_unmodified(ask, changed)?;
    let mut fields = check::fields(desk, kind, typed, false)?;
    match fields.get("OwnerId") {
        Some(Value::String(named)) if *named != before => owner::check(desk, kind, named)?,
        Some(Value::Null) => return Err(owner::blank()),
        _ => {}
    }
    duplicates::check(desk, kind, &fields, id, ask)?;
    if let Some(assigned) = owner::assigned(desk, kind, ask) {
        fields.insert("OwnerId".to_owned(), json!(assigned));
    }
    desk.store
        .change(id, &desk.user.id, |row| row.fields.extend(fields));
    Ok(())
}

/// Puts a record into the recycle bin.
pub(super) fn delete(desk: &mut Desk<'_>, kind: Kind, id: &str) -> Step<()> {
    present(desk, kind, id)?;
    if !desk.writes {
        return Err(Reply::no_right());
    }
    desk.store.delete(id, &desk.user.id);
    Ok(())
}

/// The owner of a record that is there, and when it was changed.
fn present(desk: &Desk<'_>, kind: Kind, id: &str) -> Step<(String, u64)> {
    match desk.store.find(kind, id) {
        None => Err(Reply::not_found()),
        Some(row) if row.is_deleted => Err(Reply::deleted(StatusCode::NOT_FOUND)),
        Some(row) => Ok((row.text("OwnerId").to_owned(), row.changed)),
    }
}

/// `If-Unmodified-Since`, which counts whole seconds.
fn check_unmodified(ask: &Ask<'_>, changed: u64) -> Step<()> {
    let Some(since) = ask.headers.get(header::IF_UNMODIFIED_SINCE) else {
        return Ok(());
    };
    match since.to_str().ok().and_then(date::read) {
        Some(since) if changed > since => {
            let text = "The record was modified since the time that If-Unmodified-Since names";
            let status = StatusCode::PRECONDITION_FAILED;
            Err(Reply::refused(status, "PRECONDITION_FAILED", text))
        }
        Some(_) => Ok(()),
        None => {
            let text = "If-Unmodified-Since is not a date of HTTP";
            Err(Reply::refused(
                StatusCode::BAD_REQUEST,
                "INVALID_HEADER",
                text,
            ))
        }
    }
}
