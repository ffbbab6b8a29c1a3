//! Dataverse's organisations from the other side: what stands in them, and what somebody else does there.

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
    dataverse::{
        records,
        row::{self, Row},
        store::{PersonChange, Store},
    },
    seed::dynamics::Org,
    state::Sandbox,
};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Which {
    host: String,
}

/// `GET /control/dynamics/records?host=`: every case that was written, with the names behind its ids.
pub(super) async fn records(
    State(sandbox): State<Sandbox>,
    Query(which): Query<Which>,
) -> Response {
    on(&sandbox, &which.host, |org, store| {
        let cases: Vec<Value> = records::written(store)
            .map(|case| told(org, store, case))
            .collect();
        Json(json!({ "cases": cases, "contacts": store.rows("contacts") })).into_response()
    })
}

fn told(org: &Org, store: &Store, case: &Row) -> Value {
    let named = |row: &Row, column: &str| {
        let id = row::text(row, column);
        let name = (!id.is_empty()).then(|| records::name(org, id));
        json!({ "id": row[column], "name": name })
    };
    let customer = store.find("contacts", row::text(case, "_customerid_value"));
    let notes = records::on(store, "annotations", "_objectid_value", case).map(|note| {
        json!({
            "id": note["annotationid"], "subject": note["subject"], "text": note["notetext"],
            "created_by": named(note, "_createdby_value"),
        })
    });
    let calls = records::on(store, "phonecalls", "_regardingobjectid_value", case).map(|call| {
        json!({
            "id": call["activityid"], "subject": call["subject"], "number": call["phonenumber"],
            "created_by": named(call, "_createdby_value"),
        })
    });
    json!({
        "id": case["incidentid"], "ticketnumber": case["ticketnumber"], "title": case["title"],
        "description": case["description"], "session": case["new_sessionid"],
        "state": records::state(case), "owner": named(case, "_ownerid_value"),
        "customer": { "id": case["_customerid_value"], "name": customer.map(|c| &c["fullname"]) },
        "created_by": named(case, "_createdby_value"),
        "created_on_behalf_by": named(case, "_createdonbehalfby_value"),
        "notes": notes.collect::<Vec<_>>(), "calls": calls.collect::<Vec<_>>(),
    })
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Person {
    host: String,
    email: String,
    disabled: Option<bool>,
    deleted: Option<bool>,
    roles: Option<Vec<String>>,
}

/// `POST /control/dynamics/users`: disables or deletes somebody, or gives them other roles.
pub(super) async fn users(State(sandbox): State<Sandbox>, Json(person): Json<Person>) -> Response {
    on(&sandbox, &person.host, |org, store| {
        let mut everyone = org.everyone().into_iter();
        let Some(user) = everyone.find(|user| user.email.eq_ignore_ascii_case(&person.email))
        else {
            return refused(StatusCode::NOT_FOUND, "nobody has that address");
        };
        let change = PersonChange {
            disabled: person.disabled,
            deleted: person.deleted,
            roles: person.roles,
        };
        store.change_person(&user.id, change);
        StatusCode::NO_CONTENT.into_response()
    })
}

/// What somebody in the CRM makes of the state of a case.
#[derive(Clone, Copy, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Becomes {
    Active,
    Resolved,
    Cancelled,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Elsewhere {
    host: String,
    id: String,
    owner_id: Option<String>,
    title: Option<String>,
    state: Option<Becomes>,
    #[serde(default)]
    deleted: bool,
}

/// `POST /control/dynamics/cases`: what somebody else does to a case.
pub(super) async fn cases(
    State(sandbox): State<Sandbox>,
    Json(elsewhere): Json<Elsewhere>,
) -> Response {
    on(&sandbox, &elsewhere.host, |_, store| {
        let Some(mut case) = store.find("incidents", &elsewhere.id).cloned() else {
            return refused(StatusCode::NOT_FOUND, "there is no such case");
        };
        if elsewhere.deleted {
            store.remove("incidents", &elsewhere.id);
            return StatusCode::NO_CONTENT.into_response();
        }
        let (state, status) = match elsewhere.state {
            None => (None, None),
            Some(Becomes::Active) => (Some(0), Some(1)),
            Some(Becomes::Resolved) => (Some(1), Some(5)),
            Some(Becomes::Cancelled) => (Some(2), Some(6)),
        };
        let wanted = [
            ("_ownerid_value", elsewhere.owner_id.map(Value::from)),
            ("title", elsewhere.title.map(Value::from)),
            ("statecode", state.map(Value::from)),
            ("statuscode", status.map(Value::from)),
        ];
        for (column, value) in wanted {
            if let Some(value) = value {
                case.insert(column.to_owned(), value);
            }
        }
        store.put("incidents", case);
        StatusCode::NO_CONTENT.into_response()
    })
}

fn on(sandbox: &Sandbox, host: &str, act: impl FnOnce(&Org, &mut Store) -> Response) -> Response {
    match sandbox.seed().dynamics_org(host) {
        Some(org) => act(org, sandbox.live().dynamics(&org.host)),
        None => refused(
            StatusCode::NOT_FOUND,
            "no Dataverse organisation has that host",
        ),
    }
}
