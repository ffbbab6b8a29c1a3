//! `users/current`, the list of users and single users, as JSON:API resources.
//! The list's filters cannot be combined, and needs a role that reads users.

use axum::{
    Json,
    extract::{Path, Query},
    http::{StatusCode, Uri},
    response::{IntoResponse, Response},
};
use serde_json::{Value, json};

use super::{caller::Caller, paging::Wanted};
use crate::{
    address::{At, SomebodyElse},
    seed::kustomer::{Org, User},
};

const FILTERS: [&str; 4] = ["pending", "deleted", "userType", "email"];

/// `GET /v1/users/current`.
pub(super) async fn current(
    impostor: Option<axum::Extension<SomebodyElse>>,
    caller: Caller,
) -> Response {
    let mut user = caller.key.machine();
    if impostor.is_some() {
        let other = caller.org.everyone().into_iter().find(|u| u.id != user.id);
        user = other.unwrap_or(user);
    }
    let mut data = shown(&user, &caller.org);
    let hidden = caller.sandbox.reading("kustomer_user_roles") == "hidden";
    if let (true, Some(fields)) = (hidden, data["attributes"].as_object_mut()) {
        fields.remove("roles");
    }
    Json(json!({ "data": data })).into_response()
}

/// `GET /v1/users/{id}`.
pub(super) async fn show(Path(id): Path<String>, caller: Caller) -> Response {
    if let Err(refusal) = caller.may_read_users() {
        return refusal;
    }
    match caller.everyone().iter().find(|u| u.id == id) {
        Some(user) => Json(json!({ "data": shown(user, &caller.org) })).into_response(),
        None => caller.refuse(StatusCode::NOT_FOUND, "not_found", "Not found"),
    }
}

/// `GET /v1/users`, numbered pages, `links.next` until the last.
pub(super) async fn list(
    at: At,
    uri: Uri,
    Query(query): Query<Vec<(String, String)>>,
    caller: Caller,
) -> Response {
    if let Err(refusal) = caller.may_read_users() {
        return refusal;
    }
    let bad = |text: &str| caller.refuse(StatusCode::BAD_REQUEST, "bad_request", text);
    let filters: Vec<_> = query
        .iter()
        .filter(|(name, _)| FILTERS.contains(&name.as_str()))
        .collect();
    if filters.len() > 1 {
        return bad("Only one filter can be applied at a time");
    }
    let Some(wanted) = Wanted::of(&query) else {
        return bad("Invalid page");
    };

    let mut users = caller.everyone();
    users.retain(|u| matches(u, filters.first().copied()));
    let is_relative = caller.sandbox.reading("kustomer_links") == "relative";
    let base = if is_relative { "" } else { at.base.as_str() };
    let here = format!("{base}{}", uri.path());
    let kept: Vec<_> = filters.into_iter().cloned().collect();
    wanted.page(&users, &here, &kept, |user| shown(user, &caller.org))
}

fn matches(user: &User, filter: Option<&(String, String)>) -> bool {
    let Some((name, value)) = filter else {
        return !user.deleted;
    };
    match name.as_str() {
        "pending" => !user.deleted && user.pending == (value == "true"),
        "deleted" => user.deleted == (value == "true"),
        "email" => user.email.eq_ignore_ascii_case(value),
        _ => !user.deleted && !user.pending && user.user_type == *value,
    }
}

fn shown(user: &User, org: &Org) -> Value {
    json!({
        "type": "user", "id": user.id,
        "attributes": {
            "name": user.name, "displayName": user.name, "email": user.email,
            "userType": user.user_type, "roles": user.roles,
            "emailVerifiedAt": if user.pending { None } else { Some("2025-06-01T08:05:00.000Z") },
            "deletedAt": user.deleted.then_some("2026-08-01T08:00:00.000Z"),
            "createdAt": "2025-06-01T08:00:00.000Z", "updatedAt": "2026-11-01T08:00:00.000Z",
        },
        "relationships": { "org": {
            "data": { "type": "org", "id": org.id },
            "links": { "self": format!("/v1/orgs/{}", org.id) },
        } },
        "links": { "self": format!("/v1/users/{}", user.id) },
    })
}
