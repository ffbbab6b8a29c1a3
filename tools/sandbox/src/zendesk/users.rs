//! `users/me`, the list of users and single users.
//! The fields are those of Zendesk's own description of a user.

use axum::{
    Json,
    extract::{Path, Query, State},
    http::{StatusCode, Uri},
    response::{IntoResponse, Response},
};
use serde_json::{Value, json};

use super::{
    caller::{Caller, Member},
    paging, refusal,
};
use crate::{
    address::{At, SomebodyElse},
    seed::zendesk::{Account, User},
    state::Sandbox,
};

/// `GET /api/v2/users/me`: 200 even for nobody.
pub(super) async fn me(
    at: At,
    impostor: Option<axum::Extension<SomebodyElse>>,
    caller: Caller,
) -> Response {
    let (mut user, account) = match caller {
        Caller::Anonymous => return Json(json!({ "user": anonymous() })).into_response(),
        Caller::Known(user, account) => (*user, account),
    };
    if impostor.is_some() {
        user = another(&account, &user).unwrap_or(user);
    }
    Json(json!({ "user": shown(&user, &at.base) })).into_response()
}

/// `GET /api/v2/users`: cursor paging with `page[size]`, offset paging without.
pub(super) async fn list(
    at: At,
    uri: Uri,
    Query(query): Query<Vec<(String, String)>>,
    member: Member,
) -> Response {
    let roles: Vec<&str> = query
        .iter()
        .filter(|(name, _)| name == "role" || name == "role[]")
        .map(|(_, value)| value.as_str())
        .collect();
    let mut users = member.account.everyone();
    users.retain(|u| roles.is_empty() || roles.contains(&u.role.as_str()));
    let page = match paging::page(&users, &query, &format!("{}{}", at.base, uri.path())) {
        Ok(page) => page,
        Err(detail) => return refusal::bad_parameter(&detail),
    };
    let shown: Vec<Value> = page.users.iter().map(|u| shown(u, &at.base)).collect();
    let mut body = page.around;
    body.insert("users".to_owned(), Value::from(shown));
    Json(body).into_response()
}

/// `GET /api/v2/users/{id}`.
pub(super) async fn show(
    at: At,
    State(_): State<Sandbox>,
    Path(id): Path<String>,
    member: Member,
) -> Response {
    let id = id.strip_suffix(".json").unwrap_or(&id).to_owned();
    let everyone = member.account.everyone();
    match everyone.iter().find(|u| u.id.to_string() == id) {
        Some(user) => Json(json!({ "user": shown(user, &at.base) })).into_response(),
        None => refusal::named(StatusCode::NOT_FOUND, "RecordNotFound", "Not found"),
    }
}

fn another(account: &Account, user: &User) -> Option<User> {
    account
        .everyone()
        .into_iter()
        .find(|u| u.id != user.id && u.role == user.role)
}

/// What `users/me` says to a caller without credentials.
fn anonymous() -> Value {
    json!({
        "id": null, "url": null, "name": "Anonymous user", "email": "invalid@example.com",
        "created_at": null, "updated_at": null, "time_zone": "Eastern Time (US & Canada)",
        "iana_time_zone": "America/New_York", "phone": null, "photo": null,
        "locale_id": 1, "locale": "en-US", "organization_id": null, "role": "end-user",
        "verified": false, "external_id": null, "tags": [], "alias": "", "active": false,
        "shared": false, "shared_agent": false, "last_login_at": null, "signature": null,
        "details": "", "notes": "", "role_type": null, "custom_role_id": null,
        "moderator": false, "ticket_restriction": null, "only_private_comments": false,
        "restricted_agent": true, "suspended": false, "user_fields": {}
    })
}

fn shown(user: &User, base: &str) -> Value {
    let is_end_user = user.role == "end-user";
    json!({
        "id": user.id, "url": format!("{base}/api/v2/users/{}.json", user.id),
        "name": user.name, "email": user.email,
        "created_at": "2025-03-03T08:30:00Z", "updated_at": "2026-11-02T16:20:00Z",
        "time_zone": "Eastern Time (US & Canada)", "iana_time_zone": "America/New_York",
        "phone": null, "shared_phone_number": null, "photo": null,
        "locale_id": 1, "locale": "en-US", "organization_id": null, "role": user.role,
        "verified": user.verified, "external_id": null, "tags": [], "alias": "",
        "active": true, "shared": false, "shared_agent": false,
        "last_login_at": "2026-11-20T09:00:00Z", "two_factor_auth_enabled": false,
        "signature": null, "details": "", "notes": "", "role_type": user.role_type,
        "custom_role_id": user.role_type.map(|t| 360_000_000_000_u64 + u64::from(t)),
        "moderator": user.role == "admin",
        "ticket_restriction": if is_end_user { Some("requested") } else { None },
        "only_private_comments": user.role_type == Some(1),
        "restricted_agent": user.restricted_agent, "suspended": user.suspended,
        "default_group_id": null, "report_csv": user.role == "admin", "user_fields": {}
    })
}
