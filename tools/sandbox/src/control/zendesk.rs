//! Zendesk's desk from the other side: what stands in it, what somebody else does to it, and its clock.

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
    seed::zendesk::Account,
    state::Sandbox,
    zendesk::desk::{Desk, PersonChange, Ticket},
};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Which {
    host: String,
}

/// `GET /control/zendesk/records?host=`: every ticket with the names behind its numbers.
pub(super) async fn records(
    State(sandbox): State<Sandbox>,
    Query(which): Query<Which>,
) -> Response {
    on(&sandbox, &which.host, |account, desk| {
        let tickets = desk.tickets.values();
        let tickets: Vec<Value> = tickets.map(|ticket| told(account, desk, ticket)).collect();
        Json(json!({ "tickets": tickets })).into_response()
    })
}

fn told(account: &Account, desk: &Desk, ticket: &Ticket) -> Value {
    let named = |id: Option<u64>| json!({ "id": id, "name": id.map(|id| desk.name(account, id)) });
    let comments = ticket.comments.iter().map(|comment| {
        json!({ "body": comment.body, "public": comment.public, "author": named(Some(comment.author_id)) })
    });
    json!({
        "id": ticket.id, "external_id": ticket.external_id, "subject": ticket.subject,
        "status": ticket.status, "requester": named(Some(ticket.requester_id)),
        "assignee": named(ticket.assignee_id), "submitter": named(Some(ticket.submitter_id)),
        "custom_fields": ticket.custom_fields, "follows": ticket.follows,
        "comments": comments.collect::<Vec<_>>(),
    })
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Person {
    host: String,
    email: String,
    suspended: Option<bool>,
    deleted: Option<bool>,
    outside_group: Option<bool>,
}

/// `POST /control/zendesk/users`: suspends or deletes somebody, or takes them out of the group.
pub(super) async fn users(State(sandbox): State<Sandbox>, Json(person): Json<Person>) -> Response {
    on(&sandbox, &person.host, |account, desk| {
        let of_staff = account.by_email(&person.email).map(|user| user.id);
        let Some(id) = of_staff.or_else(|| desk.people.find(Some(&person.email), None)) else {
            return refused(StatusCode::NOT_FOUND, "nobody has that address");
        };
        let change = PersonChange {
            suspended: person.suspended,
            deleted: person.deleted,
            outside_group: person.outside_group,
        };
        desk.people.change(id, change);
        StatusCode::NO_CONTENT.into_response()
    })
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Elsewhere {
    host: String,
    id: u64,
    assignee_id: Option<u64>,
    status: Option<String>,
    #[serde(default)]
    deleted: bool,
}

/// `POST /control/zendesk/tickets`: what somebody else does to a ticket.
pub(super) async fn tickets(
    State(sandbox): State<Sandbox>,
    Json(elsewhere): Json<Elsewhere>,
) -> Response {
    on(&sandbox, &elsewhere.host, |_, desk| {
        if elsewhere.deleted {
            desk.tickets.remove(&elsewhere.id);
            return StatusCode::NO_CONTENT.into_response();
        }
        let now = desk.now();
        let Some(ticket) = desk.tickets.get_mut(&elsewhere.id) else {
            return refused(StatusCode::NOT_FOUND, "there is no such ticket");
        };
        ticket.assignee_id = elsewhere.assignee_id.or(ticket.assignee_id);
        if let Some(status) = elsewhere.status {
            ticket.status = status;
        }
        // Stamps count seconds: whoever read it before has another one.
        ticket.touch(now.max(ticket.updated_at + 1));
        StatusCode::NO_CONTENT.into_response()
    })
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Ahead {
    host: String,
    seconds: u64,
}

/// `POST /control/zendesk/clock`: puts a desk's clock forward, past the lag of its search or the window
/// of its keys.
pub(super) async fn clock(State(sandbox): State<Sandbox>, Json(ahead): Json<Ahead>) -> Response {
    on(&sandbox, &ahead.host, |_, desk| {
        desk.ahead += ahead.seconds;
        StatusCode::NO_CONTENT.into_response()
    })
}

fn on(
    sandbox: &Sandbox,
    host: &str,
    act: impl FnOnce(&Account, &mut Desk) -> Response,
) -> Response {
    match sandbox.seed().zendesk_account(host) {
        Some(account) => act(account, sandbox.live().desk(&account.subdomain)),
        None => refused(StatusCode::NOT_FOUND, "no Zendesk account has that host"),
    }
}
