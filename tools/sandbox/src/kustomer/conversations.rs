//! Conversations: made, read, found by external id, changed, deleted.

use axum::{
    Json,
    extract::{Path, Query},
    http::{StatusCode, Uri},
    response::{IntoResponse, Response},
};
use serde::Deserialize;
use serde_json::{Map, Value, json};

use super::{
    book::{Conversation, Kind},
    caller::Caller,
    content::{Content, check_custom, is_id},
    paging,
    people::{self, People},
    wrong::{Step, Wrong},
};
use crate::address::At;

/// What is known of a new conversation here; anything else is refused.
#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "camelCase")]
struct Wanted {
    customer: Option<String>,
    name: Option<String>,
    status: Option<String>,
    priority: Option<u8>,
    direction: Option<String>,
    assigned_users: Vec<String>,
    assigned_teams: Vec<String>,
    tags: Vec<String>,
    external_id: Option<String>,
    queue: Option<String>,
    custom: Map<String, Value>,
    created_by: Option<String>,
    created_at: Option<String>,
    imported_at: Option<String>,
}

/// What can be changed.
#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "camelCase")]
struct Change {
    status: Option<String>,
    snooze: Option<Map<String, Value>>,
    assigned_users: Option<Vec<String>>,
    name: Option<String>,
    tags: Option<Vec<String>>,
    custom: Option<Map<String, Value>>,
    modified_by: Option<String>,
}

/// `POST /v1/conversations`.
pub(super) async fn create(caller: Caller, content: Content) -> Response {
    if let Err(refusal) = caller.may("conversation", "create") {
        return refusal;
    }
    let made = content.read().and_then(|wanted| make(&caller, wanted));
    answer(&caller, StatusCode::CREATED, made.as_ref())
}

fn make(caller: &Caller, wanted: Wanted) -> Step<Conversation> {
    check(&wanted)?;
    let people = People::of(caller);
    let assigned_users = people.assignees(wanted.assigned_users)?;
    let created_by = people.writer(wanted.created_by)?;
    let imported_at = wanted
        .imported_at
        .as_deref()
        .map(people::time)
        .transpose()?;
    let mut live = caller.sandbox.live();
    let label = &caller.org.label;
    let named = wanted.customer.unwrap_or_default();
    let customer = people::customer(&mut live, label, &named)?;
    let is_unique = live.readings.get("kustomer_external_id") == "409";
    let book = live.kustomer(label);
    let external_id = wanted.external_id;
    let known = |id: &String| book.of_external_id(id).is_some();
    if is_unique && external_id.as_ref().is_some_and(known) {
        let text = "A conversation with this externalId already exists";
        return Err(Wrong::new(StatusCode::CONFLICT, text));
    }
    let now = book.now();
    let created_at = people.time(wanted.created_at.as_deref(), now)?;
    if imported_at.is_none() && !book.pace.allows(Kind::Conversation, &customer, now) {
        return Err(too_many());
    }
    let conversation = Conversation {
        id: book.next(),
        customer,
        external_id,
        name: wanted.name,
        status: wanted.status.unwrap_or_else(|| "open".to_owned()),
        snooze: None,
        priority: wanted.priority.unwrap_or(3),
        direction: wanted.direction,
        assigned_users,
        assigned_teams: wanted.assigned_teams,
        queue: wanted.queue,
        tags: wanted.tags,
        custom: wanted.custom,
        notes: vec![],
        modified_by: created_by.clone(),
        created_by,
        imported_at,
        created_at,
        updated_at: now,
        rev: 1,
    };
    book.keep_conversation(conversation.clone());
    Ok(conversation)
}

/// 429, whatever the headers say of the organisation's own limit.
pub(super) fn too_many() -> Wrong {
    Wrong::new(StatusCode::TOO_MANY_REQUESTS, "Too many for this customer")
}

fn check(wanted: &Wanted) -> Step<()> {
    one_of("status", wanted.status.as_deref(), &["open", "done"])?;
    one_of("direction", wanted.direction.as_deref(), &["in", "out"])?;
    if wanted.customer.is_none() {
        return Err(Wrong::bad("customer is required"));
    }
    if wanted.priority.is_some_and(|p| !(1..=5).contains(&p)) {
        return Err(Wrong::bad("priority must be between 1 and 5"));
    }
    let teams = &wanted.assigned_teams;
    if teams.len() > 10 {
        return Err(Wrong::bad("assignedTeams must have at most 10 items"));
    }
    if !teams.iter().chain(&wanted.queue).all(|id| is_id(id)) {
        return Err(Wrong::bad("assignedTeams and queue must be ids"));
    }
    check_custom(&wanted.custom)
}

fn one_of(name: &str, value: Option<&str>, known: &[&str]) -> Step<()> {
    if value.is_none_or(|value| known.contains(&value)) {
        return Ok(());
    }
    let text = format!("{name} must be one of {}", known.join(", "));
    Err(Wrong::bad(text))
}

/// `GET /v1/conversations/{id}`, or `externalId=` in place of the id.
pub(super) async fn show(Path(which): Path<String>, caller: Caller) -> Response {
    if let Err(refusal) = caller.may("conversation", "read") {
        return refusal;
    }
    let mut live = caller.sandbox.live();
    let can_look_up = live.readings.get("kustomer_look_up") == "exists";
    let book = live.kustomer(&caller.org.label);
    let found = match which.strip_prefix("externalId=") {
        Some(id) if can_look_up => book.of_external_id(id),
        Some(_) => None,
        None => book.conversation(&which),
    };
    let found = found.cloned().ok_or_else(Wrong::missing);
    drop(live);
    answer(&caller, StatusCode::OK, found.as_ref())
}

/// `GET /v1/customers/{id}/conversations`, newest first.
pub(super) async fn of_customer(
    at: At,
    uri: Uri,
    Path(id): Path<String>,
    Query(query): Query<Vec<(String, String)>>,
    caller: Caller,
) -> Response {
    if let Err(refusal) = caller.may("conversation", "read") {
        return refusal;
    }
    let Some(wanted) = paging::Wanted::of(&query) else {
        return caller.wrong(&Wrong::bad("Invalid page"));
    };
    let mut live = caller.sandbox.live();
    let follow = live.readings.get("kustomer_merged") == "survivor";
    let is_relative = live.readings.get("kustomer_links") == "relative";
    let book = live.kustomer(&caller.org.label);
    let Some(customer) = book.customer(&id, follow) else {
        drop(live);
        return caller.wrong(&Wrong::missing());
    };
    let list = book.of_customer(&customer.id);
    let base = if is_relative { "" } else { at.base.as_str() };
    let here = format!("{base}{}", uri.path());
    wanted.page(&list, &here, &[], |found| found.shown(&caller.org))
}

/// `PATCH` and `PUT /v1/conversations/{id}`: what is not named stays.
pub(super) async fn update(Path(id): Path<String>, caller: Caller, content: Content) -> Response {
    if let Err(refusal) = caller.may("conversation", "update") {
        return refusal;
    }
    let changed = content
        .read()
        .and_then(|change| apply(&caller, &id, change));
    answer(&caller, StatusCode::OK, changed.as_ref())
}

fn apply(caller: &Caller, id: &str, change: Change) -> Step<Conversation> {
    let status = change.status.as_deref();
    one_of("status", status, &["open", "snoozed", "done"])?;
    if (status == Some("snoozed")) != change.snooze.is_some() {
        return Err(Wrong::bad("snoozed and snooze go together"));
    }
    check_custom(change.custom.as_ref().unwrap_or(&Map::new()))?;
    let people = People::of(caller);
    let assigned = change.assigned_users.map(|ids| people.assignees(ids));
    let assigned = assigned.transpose()?;
    let modified_by = people.writer(change.modified_by)?;
    let mut live = caller.sandbox.live();
    let book = live.kustomer(&caller.org.label);
    let now = book.now();
    let conversation = book.conversation_mut(id).ok_or_else(Wrong::missing)?;
    if let Some(status) = change.status {
        conversation.status = status;
        conversation.snooze = change.snooze.map(Value::Object);
    }
    if let Some(assigned) = assigned {
        conversation.assigned_users = assigned;
    }
    if let Some(tags) = change.tags {
        conversation.tags = tags;
    }
    conversation.name = change.name.or(conversation.name.take());
    conversation
        .custom
        .extend(change.custom.unwrap_or_default());
    conversation.modified_by = modified_by;
    conversation.touch(now);
    Ok(conversation.clone())
}

/// `DELETE /v1/conversations/{id}`.
pub(super) async fn delete(Path(id): Path<String>, caller: Caller) -> Response {
    if let Err(refusal) = caller.may("conversation", "delete") {
        return refusal;
    }
    let mut live = caller.sandbox.live();
    let is_gone = live.kustomer(&caller.org.label).delete_conversation(&id);
    drop(live);
    if is_gone {
        return StatusCode::NO_CONTENT.into_response();
    }
    caller.wrong(&Wrong::missing())
}

fn answer(caller: &Caller, status: StatusCode, done: Result<&Conversation, &Wrong>) -> Response {
    match done {
        Ok(found) => {
            let body = json!({ "data": found.shown(&caller.org) });
            (status, Json(body)).into_response()
        }
        Err(wrong) => caller.wrong(wrong),
    }
}
