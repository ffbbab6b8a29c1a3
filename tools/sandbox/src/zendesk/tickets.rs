//! Tickets: made, read, found by external id, changed, deleted.

use axum::{
    Json,
    body::Bytes,
    extract::{Path, Query, State},
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use serde_json::{Value, json};

use super::{
    caller::{Member, Writer},
    desk::{Comment, Desk, Ticket},
    key_header::{self, Key},
    refusal,
    wanted::{self, Wanted},
};
use crate::{address::At, seed::zendesk::Account, state::Sandbox};

/// The group that tickets go to where none is named.
const GROUP: u64 = 360_000_000_001;

/// `POST /api/v2/tickets`.
pub(super) async fn create(
    at: At,
    State(sandbox): State<Sandbox>,
    writer: Writer,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    let mut live = sandbox.live();
    let outside = live.readings.get("zendesk_outside_group");
    let desk = live.desk(&writer.account.subdomain);
    let key = match key_header::read(&headers, desk, &body) {
        Ok(Key::Repeat(answer)) => {
            return key_header::told(made(&at.base, answer), "hit");
        }
        Ok(key) => key,
        Err(refusal) => return *refusal,
    };
    let ticket = wanted::read(&body).and_then(|wanted| make(desk, &writer, wanted, outside));
    let ticket = match ticket {
        Ok(ticket) => ticket,
        Err(refusal) => return *refusal,
    };
    let answer = json!({ "ticket": ticket.shown(&at.base), "audit": ticket.audits.last() });
    desk.keep(ticket);
    let response = made(&at.base, answer.clone());
    match key {
        Key::New(name) => {
            let now = desk.now();
            desk.keys.keep(&name, &body, answer, now);
            key_header::told(response, "miss")
        }
        _ => response,
    }
}

fn made(base: &str, answer: Value) -> Response {
    let place = format!("{base}/api/v2/tickets/{}.json", answer["ticket"]["id"]);
    let mut response = (StatusCode::CREATED, Json(answer)).into_response();
    if let Ok(place) = HeaderValue::try_from(place) {
        response.headers_mut().insert(header::LOCATION, place);
    }
    response
}

type Step<T> = Result<T, Box<Response>>;

fn make(desk: &mut Desk, writer: &Writer, wanted: Wanted, outside: &str) -> Step<Ticket> {
    let comment = wanted
        .comment
        .filter(|comment| !comment.text().trim().is_empty());
    let Some(comment) = comment else {
        return Err(Box::new(refusal::invalid(
            "base",
            "Description: cannot be blank",
        )));
    };
    let requester_id = wanted.requester_id.unwrap_or(writer.user.id);
    check_requester(desk, &writer.account, requester_id)?;
    let assignee_id = assignee(desk, &writer.account, wanted.assignee_id, outside)?;
    let submitter_id = wanted.submitter_id.unwrap_or(writer.user.id);
    check_author(desk, &writer.account, submitter_id)?;
    let author_id = comment.author_id.unwrap_or(submitter_id);
    check_author(desk, &writer.account, author_id)?;
    let (id, now) = (desk.next(), desk.now());
    let first = Comment {
        id: desk.next(),
        author_id,
        body: comment.text().to_owned(),
        public: comment.public.unwrap_or(true),
        at: now,
    };
    let audit_id = desk.next();
    let mut ticket = Ticket {
        id,
        external_id: wanted.external_id,
        subject: wanted.subject,
        status: wanted
            .status
            .unwrap_or_else(|| if assignee_id.is_some() { "open" } else { "new" }.to_owned()),
        priority: wanted.priority,
        requester_id,
        submitter_id,
        assignee_id,
        group_id: wanted.group_id.or(assignee_id.map(|_| GROUP)),
        tags: wanted.tags.unwrap_or_default(),
        custom_fields: wanted.custom_fields.unwrap_or_default(),
        comments: vec![first.clone()],
        audits: vec![],
        follows: wanted.via_followup_source_id,
        created_at: now,
        updated_at: now,
    };
    let created = |field: &str, value: Value| json!({ "type": "Create", "field_name": field, "value": value });
    let events = json!([
        first.shown(audit_id),
        created("subject", json!(ticket.subject)),
        created("requester_id", json!(requester_id.to_string())),
        created("assignee_id", json!(assignee_id.map(|id| id.to_string()))),
        created("status", json!(ticket.status)),
    ]);
    ticket
        .audits
        .push(audit(audit_id, id, writer.user.id, &events));
    Ok(ticket)
}

fn audit(id: u64, ticket_id: u64, author_id: u64, events: &Value) -> Value {
    json!({
        "id": id, "ticket_id": ticket_id, "author_id": author_id, "metadata": { "system": {}, "custom": {} },
        "events": events,
        "via": { "channel": "api", "source": { "from": {}, "to": {}, "rel": null } },
    })
}

fn check_requester(desk: &Desk, account: &Account, id: u64) -> Step<()> {
    let made = desk.people.made(id);
    let staff = desk.people.one_of_staff(account, id);
    let name = made
        .map(|user| user.name.clone())
        .or_else(|| staff.as_ref().map(|user| user.name.clone()));
    let Some(name) = name else {
        return Err(Box::new(refusal::invalid(
            "requester",
            "Requester: is invalid",
        )));
    };
    if desk.people.is_suspended(id) || staff.is_some_and(|user| user.suspended) {
        let text = format!("Requester: {name} is suspended.");
        return Err(Box::new(refusal::invalid("requester", &text)));
    }
    Ok(())
}

fn check_author(desk: &Desk, account: &Account, id: u64) -> Step<()> {
    let exists = desk.people.made(id).is_some() || desk.people.one_of_staff(account, id).is_some();
    if exists {
        return Ok(());
    }
    Err(Box::new(refusal::invalid(
        "submitter",
        "Submitter: is invalid",
    )))
}

/// Whom a ticket goes to: agents and administrators who are neither suspended nor light. One who is
/// outside the ticket's group is refused, or dropped without a word.
fn assignee(desk: &Desk, account: &Account, id: Option<u64>, outside: &str) -> Step<Option<u64>> {
    let Some(id) = id else {
        return Ok(None);
    };
    let user = desk.people.one_of_staff(account, id);
    let user = user.filter(|user| user.role != "end-user" && !user.suspended);
    let can_own = user.is_some_and(|user| !matches!(user.role_type, Some(1 | 2)));
    if !can_own {
        return Err(Box::new(refusal::invalid(
            "assignee",
            "Assignee: is invalid",
        )));
    }
    match (desk.people.is_outside(id), outside) {
        (false, _) => Ok(Some(id)),
        (true, "422") => {
            let text = "Assignee: is not a member of the ticket's group";
            Err(Box::new(refusal::invalid("assignee_id", text)))
        }
        (true, _) => Ok(None),
    }
}

/// `GET /api/v2/tickets/{id}`.
pub(super) async fn show(
    at: At,
    State(sandbox): State<Sandbox>,
    Path(id): Path<String>,
    member: Member,
) -> Response {
    with(
        &sandbox,
        &member.account,
        &id,
        |ticket| json!({ "ticket": ticket.shown(&at.base) }),
    )
}

/// `GET /api/v2/tickets/{id}/comments`: oldest first, or newest with `sort=-created_at`.
pub(super) async fn comments(
    State(sandbox): State<Sandbox>,
    Path(id): Path<String>,
    Query(query): Query<Vec<(String, String)>>,
    member: Member,
) -> Response {
    let newest_first = query
        .iter()
        .any(|(name, value)| name == "sort" && value == "-created_at");
    with(&sandbox, &member.account, &id, |ticket| {
        let mut comments: Vec<Value> = ticket.comments.iter().map(|c| c.shown(c.id)).collect();
        if newest_first {
            comments.reverse();
        }
        comments.truncate(100);
        let links = json!({ "prev": null, "next": null });
        json!({ "comments": comments, "meta": { "has_more": false }, "links": links })
    })
}

/// `GET /api/v2/tickets/{id}/audits`.
pub(super) async fn audits(
    State(sandbox): State<Sandbox>,
    Path(id): Path<String>,
    member: Member,
) -> Response {
    with(
        &sandbox,
        &member.account,
        &id,
        |ticket| json!({ "audits": ticket.audits, "next_page": null, "previous_page": null, "count": ticket.audits.len() }),
    )
}

fn with(
    sandbox: &Sandbox,
    account: &Account,
    id: &str,
    show: impl FnOnce(&Ticket) -> Value,
) -> Response {
    let Ok(id) = id.trim_end_matches(".json").parse::<u64>() else {
        return refusal::invalid_attribute("id", "tickets/show");
    };
    let mut live = sandbox.live();
    match live.desk(&account.subdomain).tickets.get(&id) {
        Some(ticket) => Json(show(ticket)).into_response(),
        None => refusal::named(StatusCode::NOT_FOUND, "RecordNotFound", "Not found"),
    }
}

/// `GET /api/v2/tickets`: by `external_id`, at once. The list of all is not imitated.
pub(super) async fn list(
    at: At,
    State(sandbox): State<Sandbox>,
    Query(query): Query<Vec<(String, String)>>,
    member: Member,
) -> Response {
    let mut live = sandbox.live();
    let desk = live.desk(&member.account.subdomain);
    let wanted = query.iter().find(|(name, _)| name == "external_id");
    let Some((_, id)) = wanted else {
        return refusal::not_imitated("a list without external_id");
    };
    let tickets = desk.of_external_id(id);
    let found: Vec<Value> = tickets.map(|ticket| ticket.shown(&at.base)).collect();
    let count = found.len();
    let body =
        json!({ "tickets": found, "next_page": null, "previous_page": null, "count": count });
    Json(body).into_response()
}

/// `PUT /api/v2/tickets/{id}`.
pub(super) async fn update(
    at: At,
    State(sandbox): State<Sandbox>,
    Path(id): Path<String>,
    writer: Writer,
    body: Bytes,
) -> Response {
    let Ok(id) = id.trim_end_matches(".json").parse::<u64>() else {
        return refusal::invalid_attribute("id", "tickets/update");
    };
    let mut live = sandbox.live();
    let outside = live.readings.get("zendesk_outside_group");
    let desk = live.desk(&writer.account.subdomain);
    let done = wanted::read(&body).and_then(|wanted| change(desk, &writer, id, wanted, outside));
    match done {
        Ok(ticket) => Json(json!({
            "ticket": ticket.shown(&at.base), "audit": ticket.audits.last(),
        }))
        .into_response(),
        Err(refusal) => *refusal,
    }
}

fn change(
    desk: &mut Desk,
    writer: &Writer,
    id: u64,
    wanted: Wanted,
    outside: &str,
) -> Step<Ticket> {
    if let Some(name) = wanted.only_when_new() {
        return Err(Box::new(refusal::not_imitated(name)));
    }
    let Some(mut ticket) = desk.tickets.get(&id).cloned() else {
        let gone = refusal::named(StatusCode::NOT_FOUND, "RecordNotFound", "Not found");
        return Err(Box::new(gone));
    };
    if ticket.status == "closed" {
        let text = "Status: closed prevents ticket update";
        return Err(Box::new(refusal::invalid("status", text)));
    }
    let is_stale = wanted.safe_update == Some(true)
        && wanted.updated_stamp.as_deref() != Some(&ticket.stamp());
    if is_stale {
        let text = "Safe Update prevented the update due to outdated ticket data. Please fetch the latest ticket data and try again.";
        return Err(Box::new(refusal::named(
            StatusCode::CONFLICT,
            "UpdateConflict",
            text,
        )));
    }
    let (audit_id, now) = (desk.next(), desk.now());
    let mut events = Vec::new();
    let changed = |field: &str, value: Value, before: Value| json!({ "type": "Change", "field_name": field, "value": value, "previous_value": before });
    if let Some(comment) = wanted.comment {
        if comment.text().trim().is_empty() {
            return Err(Box::new(refusal::invalid(
                "comment",
                "Comment: cannot be blank",
            )));
        }
        let author_id = comment.author_id.unwrap_or(writer.user.id);
        check_author(desk, &writer.account, author_id)?;
        let new = Comment {
            id: desk.next(),
            author_id,
            body: comment.text().to_owned(),
            // What is not said follows the thread, and that is more often public than one would think.
            public: comment.public.unwrap_or(true),
            at: now,
        };
        events.push(new.shown(audit_id));
        ticket.comments.push(new);
    }
    if wanted.assignee_id.is_some() {
        let new = assignee(desk, &writer.account, wanted.assignee_id, outside)?;
        let text = |id: Option<u64>| json!(id.map(|id| id.to_string()));
        events.push(changed("assignee_id", text(new), text(ticket.assignee_id)));
        ticket.assignee_id = new;
        if new.is_some() && ticket.status == "new" {
            ticket.status = "open".to_owned();
        }
    }
    if let Some(status) = wanted.status {
        events.push(changed("status", json!(status), json!(ticket.status)));
        ticket.status = status;
    }
    if let Some(subject) = wanted.subject {
        events.push(changed("subject", json!(subject), json!(ticket.subject)));
        ticket.subject = Some(subject);
    }
    if let Some(fields) = wanted.custom_fields {
        for field in fields {
            ticket
                .custom_fields
                .retain(|known| known["id"] != field["id"]);
            ticket.custom_fields.push(field);
        }
    }
    if let Some(tags) = wanted.tags {
        ticket.tags = tags;
    }
    ticket.touch(now);
    ticket
        .audits
        .push(audit(audit_id, id, writer.user.id, &json!(events)));
    desk.tickets.insert(id, ticket.clone());
    Ok(ticket)
}
