//! Notes of conversations: internal, and allowed on one that is done.

use axum::{
    Json,
    extract::{Path, Query},
    http::{StatusCode, Uri},
    response::{IntoResponse, Response},
};
use serde::Deserialize;
use serde_json::{Value, json};

use super::{
    book::{Kind, Note},
    caller::Caller,
    content::Content,
    conversations::too_many,
    paging,
    people::{self, People},
    wrong::{Step, Wrong},
};
use crate::address::At;

/// What is known of a note here; anything else is refused.
#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "camelCase")]
struct Wanted {
    conversation: Option<String>,
    customer: Option<String>,
    body: String,
    created_by: Option<String>,
    created_at: Option<String>,
    user_mentions: Vec<String>,
}

/// `POST /v1/notes`.
pub(super) async fn create(caller: Caller, content: Content) -> Response {
    write(&caller, content.read())
}

/// `POST /v1/conversations/{id}/notes`.
pub(super) async fn create_in(
    Path(id): Path<String>,
    caller: Caller,
    content: Content,
) -> Response {
    let wanted = content.read().and_then(|wanted: Wanted| {
        if wanted.conversation.is_some() || wanted.customer.is_some() {
            return Err(Wrong::bad("the address names the conversation"));
        }
        let conversation = Some(id);
        Ok(Wanted {
            conversation,
            ..wanted
        })
    });
    write(&caller, wanted)
}

fn write(caller: &Caller, wanted: Step<Wanted>) -> Response {
    if let Err(refusal) = caller.may("note", "create") {
        return refusal;
    }
    match wanted.and_then(|wanted| make(caller, wanted)) {
        Ok(note) => (StatusCode::CREATED, Json(json!({ "data": note }))).into_response(),
        Err(wrong) => caller.wrong(&wrong),
    }
}

fn make(caller: &Caller, wanted: Wanted) -> Step<Value> {
    if wanted.body.trim().is_empty() {
        return Err(Wrong::bad("body is required"));
    }
    let id = wanted.conversation;
    let id = id.ok_or_else(|| Wrong::bad("conversation is required"))?;
    let people = People::of(caller);
    for user in &wanted.user_mentions {
        people.mentioned(user)?;
    }
    let created_by = people.writer(wanted.created_by)?;
    let (mut live, label) = (caller.sandbox.live(), &caller.org.label);
    let named = wanted.customer.as_deref();
    let named = named.map(|named| people::customer(&mut live, label, named));
    let named = named.transpose()?;
    let book = live.kustomer(label);
    let found = book.conversation(&id).ok_or_else(Wrong::missing)?;
    let customer = found.customer.clone();
    if named.is_some_and(|named| named != customer) {
        let text = "the conversation is another customer's";
        return Err(Wrong::unprocessable(text));
    }
    let now = book.now();
    let created_at = people.time(wanted.created_at.as_deref(), now)?;
    if !book.pace.allows(Kind::Note, &customer, now) {
        return Err(too_many());
    }
    let note = Note {
        id: book.next(),
        body: wanted.body,
        mentions: wanted.user_mentions,
        created_by,
        created_at,
    };
    let conversation = book.conversation_mut(&id).ok_or_else(Wrong::missing)?;
    conversation.notes.push(note.clone());
    conversation.touch(now);
    Ok(conversation.shown_note(&note, &caller.org))
}

/// `GET /v1/conversations/{id}/notes`, newest first.
pub(super) async fn list(
    at: At,
    uri: Uri,
    Path(id): Path<String>,
    Query(query): Query<Vec<(String, String)>>,
    caller: Caller,
) -> Response {
    if let Err(refusal) = caller.may("note", "read") {
        return refusal;
    }
    let Some(wanted) = paging::Wanted::of(&query) else {
        return caller.wrong(&Wrong::bad("Invalid page"));
    };
    let mut live = caller.sandbox.live();
    let is_relative = live.readings.get("kustomer_links") == "relative";
    let book = live.kustomer(&caller.org.label);
    let Some(conversation) = book.conversation(&id) else {
        drop(live);
        return caller.wrong(&Wrong::missing());
    };
    let base = if is_relative { "" } else { at.base.as_str() };
    let here = format!("{base}{}", uri.path());
    let notes = conversation.newest_notes();
    wanted.page(&notes, &here, &[], |note| {
        conversation.shown_note(note, &caller.org)
    })
}
