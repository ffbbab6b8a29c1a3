//! Kustomer from the other side: what stands in it, what somebody else does to it, and its clock.

use axum::{
    Json,
    extract::{Query, State},
    http::StatusCode,
    response::{IntoResponse, Response},
};
use serde::Deserialize;
use serde_json::{Value, json};

use super::refused::refused;
use crate::{
    kustomer::{
        book::{Book, Conversation},
        records as names,
    },
    seed::kustomer::{Org, User},
    state::Sandbox,
};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Which {
    host: String,
}

/// `GET /control/kustomer/records?host=`: customers, and conversations with the names behind their ids.
pub(super) async fn records(
    State(sandbox): State<Sandbox>,
    Query(which): Query<Which>,
) -> Response {
    on(&sandbox, &which.host, |org, book| {
        let customers: Vec<Value> = book.customers().map(|c| c.shown(org)).collect();
        let (users, found) = (org.everyone(), book.conversations());
        let found: Vec<Value> = found.map(|found| told(&users, book, found)).collect();
        Json(json!({ "customers": customers, "conversations": found })).into_response()
    })
}

fn told(users: &[User], book: &Book, found: &Conversation) -> Value {
    let user = |id: &String| json!({ "id": id, "name": names::user(users, id) });
    let notes = found
        .notes
        .iter()
        .map(|note| json!({ "id": note.id, "body": note.body, "author": user(&note.created_by) }));
    json!({
        "id": found.id, "external_id": found.external_id, "name": found.name,
        "status": found.status, "custom": found.custom, "tags": found.tags,
        "customer": { "id": found.customer, "name": names::customer(book, &found.customer) },
        "assigned_users": found.assigned_users.iter().map(user).collect::<Vec<_>>(),
        "created_by": user(&found.created_by), "modified_by": user(&found.modified_by),
        "notes": notes.collect::<Vec<_>>(), "rev": found.rev,
    })
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Elsewhere {
    host: String,
    id: String,
    assigned_users: Option<Vec<String>>,
    status: Option<String>,
    #[serde(default)]
    deleted: bool,
}

/// `POST /control/kustomer/conversations`: what somebody else does to a conversation.
pub(super) async fn conversations(
    State(sandbox): State<Sandbox>,
    Json(elsewhere): Json<Elsewhere>,
) -> Response {
    on(&sandbox, &elsewhere.host, |_, book| {
        let now = book.now();
        let Some(found) = book.conversation_mut(&elsewhere.id) else {
            return refused(StatusCode::NOT_FOUND, "there is no such conversation");
        };
        if let Some(assigned) = elsewhere.assigned_users {
            found.assigned_users = assigned;
        }
        if let Some(status) = elsewhere.status {
            found.status = status;
        }
        found.touch(now);
        if elsewhere.deleted {
            book.delete_conversation(&elsewhere.id);
        }
        StatusCode::NO_CONTENT.into_response()
    })
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Merge {
    host: String,
    id: String,
    into: String,
}

/// `POST /control/kustomer/customers`: merges one customer into another.
pub(super) async fn customers(
    State(sandbox): State<Sandbox>,
    Json(merge): Json<Merge>,
) -> Response {
    on(&sandbox, &merge.host, |_, book| {
        if book.merge(&merge.id, &merge.into) {
            return StatusCode::NO_CONTENT.into_response();
        }
        refused(StatusCode::NOT_FOUND, "there are no two such customers")
    })
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Person {
    host: String,
    email: String,
    deleted: bool,
}

/// `POST /control/kustomer/users`: deletes somebody, or takes that back.
pub(super) async fn users(State(sandbox): State<Sandbox>, Json(person): Json<Person>) -> Response {
    on(&sandbox, &person.host, |org, book| {
        let mut users = org.everyone().into_iter();
        let user = users.find(|user| user.email.eq_ignore_ascii_case(&person.email));
        let Some(user) = user else {
            return refused(StatusCode::NOT_FOUND, "nobody has that address");
        };
        book.delete_user(&user.id, person.deleted);
        StatusCode::NO_CONTENT.into_response()
    })
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Roles {
    host: String,
    name: String,
    roles: Vec<String>,
}

/// `POST /control/kustomer/keys`: gives the key of that name other roles.
pub(super) async fn keys(State(sandbox): State<Sandbox>, Json(wanted): Json<Roles>) -> Response {
    on(&sandbox, &wanted.host, |org, book| {
        let Some(key) = org.keys.iter().find(|key| key.name == wanted.name) else {
            return refused(StatusCode::NOT_FOUND, "there is no key of that name");
        };
        book.set_roles(&key.id, wanted.roles);
        StatusCode::NO_CONTENT.into_response()
    })
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Ahead {
    host: String,
    seconds: u64,
}

/// `POST /control/kustomer/clock`: puts an organisation's clock forward, past a customer's minute.
pub(super) async fn clock(State(sandbox): State<Sandbox>, Json(ahead): Json<Ahead>) -> Response {
    on(&sandbox, &ahead.host, |_, book| {
        book.ahead += ahead.seconds;
        StatusCode::NO_CONTENT.into_response()
    })
}

fn on(sandbox: &Sandbox, host: &str, act: impl FnOnce(&Org, &mut Book) -> Response) -> Response {
    let label = host.strip_suffix(".api.kustomerapp.com");
    match label.and_then(|label| sandbox.seed().kustomer_org(label)) {
        Some(org) => act(org, sandbox.live().kustomer(&org.label)),
        None => refused(
            StatusCode::NOT_FOUND,
            "no Kustomer organisation has that host",
        ),
    }
}
