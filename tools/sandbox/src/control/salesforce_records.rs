//! An organisation's records from the other side: what stands in it, what somebody else does to a case,
//! the rules its administrator makes, and its clock.

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
    salesforce::{
        id, org,
        records::{
            kind::{EXTERNAL_ID, Kind},
            page,
            store::{Record, Store},
        },
    },
    seed::salesforce::Org,
    state::Sandbox,
};

const STATUSES: [&str; 4] = ["New", "Working", "Escalated", "Closed"];

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Which {
    host: String,
}

/// `GET /control/salesforce/records?host=`: every record, with the names behind the ids of cases.
pub(super) async fn list(State(sandbox): State<Sandbox>, Query(which): Query<Which>) -> Response {
    on(&sandbox, &which.host, |org, store| {
        let cases: Vec<Value> = store
            .all(Kind::Case)
            .map(|case| told(org, store, case))
            .collect();
        let rows = |kind| -> Vec<Value> {
            let rows = store.all(kind);
            rows.map(|row| json!(row.fields)).collect()
        };
        Json(json!({
            "cases": cases, "contacts": rows(Kind::Contact), "tasks": rows(Kind::Task),
        }))
        .into_response()
    })
}

fn told(org: &Org, store: &Store, case: &Record) -> Value {
    let named = |id: &str| json!({ "id": id, "name": page::name(org, id) });
    let comments = page::comments(store, case.text("Id")).map(|comment| {
        json!({
            "body": comment.text("CommentBody"), "public": comment.fields.get("IsPublished"),
            "author": named(comment.text("CreatedById")),
        })
    });
    json!({
        "id": case.text("Id"), "number": case.text("CaseNumber"),
        "external_id": case.fields.get(EXTERNAL_ID), "subject": case.text("Subject"),
        "status": case.text("Status"), "owner": named(case.text("OwnerId")),
        "created_by": named(case.text("CreatedById")), "contact_id": case.fields.get("ContactId"),
        "comments": comments.collect::<Vec<_>>(),
    })
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Elsewhere {
    host: String,
    id: String,
    /// A user name, or the id of a person or a queue.
    owner: Option<String>,
    status: Option<String>,
    #[serde(default)]
    deleted: bool,
    /// The user name of whoever does it; without, the first administrator.
    by: Option<String>,
}

/// `POST /control/salesforce/cases`: what somebody else does to a case.
pub(super) async fn cases(
    State(sandbox): State<Sandbox>,
    Json(wanted): Json<Elsewhere>,
) -> Response {
    on(&sandbox, &wanted.host, |org, store| {
        let case = store.find(Kind::Case, &wanted.id);
        if case.is_none_or(|case| case.is_deleted) {
            return refused(StatusCode::NOT_FOUND, "there is no such case");
        }
        let by = match &wanted.by {
            Some(name) => somebody(org, name),
            None => org.users.first().map(|user| user.id.clone()),
        };
        let owner = wanted.owner.as_ref().map(|name| somebody(org, name));
        let (Some(by), false) = (by, owner == Some(None)) else {
            return refused(StatusCode::NOT_FOUND, "nobody has that name or id");
        };
        if wanted.deleted {
            store.delete(&wanted.id, &by);
            return StatusCode::NO_CONTENT.into_response();
        }
        if wanted
            .status
            .as_deref()
            .is_some_and(|s| !STATUSES.contains(&s))
        {
            return refused(StatusCode::UNPROCESSABLE_ENTITY, "no such status");
        }
        store.change(&wanted.id, &by, |case| {
            let fields = &mut case.fields;
            if let Some(owner) = owner.flatten() {
                fields.insert("OwnerId".to_owned(), json!(id::long(&owner)));
            }
            if let Some(status) = wanted.status {
                fields.insert("Status".to_owned(), json!(status));
            }
        });
        StatusCode::NO_CONTENT.into_response()
    })
}

/// The short id of a person, by user name or id, or of a queue.
fn somebody(org: &Org, name: &str) -> Option<String> {
    let short = id::short(name);
    let is_it = |user: &&crate::seed::salesforce::User| {
        user.username.eq_ignore_ascii_case(name) || Some(user.id.as_str()) == short
    };
    let user = org.users.iter().find(is_it).map(|user| user.id.clone());
    let queue = || org.queues.iter().find(|q| Some(q.id.as_str()) == short);
    user.or_else(|| queue().map(|queue| queue.id.clone()))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct WantedRules {
    host: String,
    assignment: Option<bool>,
    duplicates: Option<bool>,
    unique_session_id: Option<bool>,
    audit_fields: Option<bool>,
}

/// `POST /control/salesforce/rules`: switches the assignment rule for cases, the duplicate rule for
/// contacts, the uniqueness of the external id, and the setting of audit fields; what is not named stays.
pub(super) async fn rules(
    State(sandbox): State<Sandbox>,
    Json(wanted): Json<WantedRules>,
) -> Response {
    on(&sandbox, &wanted.host, |_, store| {
        let rules = &mut store.rules;
        rules.assignment = wanted.assignment.unwrap_or(rules.assignment);
        rules.duplicates = wanted.duplicates.unwrap_or(rules.duplicates);
        rules.unique = wanted.unique_session_id.unwrap_or(rules.unique);
        rules.audit_fields = wanted.audit_fields.unwrap_or(rules.audit_fields);
        StatusCode::NO_CONTENT.into_response()
    })
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Ahead {
    host: String,
    seconds: u64,
}

/// `POST /control/salesforce/clock`: puts an organisation's clock forward, past the lag of its search.
pub(super) async fn clock(State(sandbox): State<Sandbox>, Json(ahead): Json<Ahead>) -> Response {
    on(&sandbox, &ahead.host, |_, store| {
        store.ahead += ahead.seconds;
        StatusCode::NO_CONTENT.into_response()
    })
}

fn on(sandbox: &Sandbox, host: &str, act: impl FnOnce(&Org, &mut Store) -> Response) -> Response {
    let Some(seed) = sandbox.seed().salesforce_org(host) else {
        return refused(
            StatusCode::NOT_FOUND,
            "no Salesforce organisation has that host",
        );
    };
    let book = &mut sandbox.live().salesforce;
    let now = org::current(seed, book);
    act(&now, book.store(host))
}
