//! `users/me`, the list of users and single users.
//! Others are in `search`.

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
    roles::of_roles,
    shown::{anonymous, made, shown},
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
        Caller::Known(user, account, _) => (*user, account),
    };
    if impostor.is_some() {
        user = another(&account, &user).unwrap_or(user);
    }
    Json(json!({ "user": shown(&user, &at.base) })).into_response()
}

/// `GET /api/v2/users`: cursor paging with `page[size]`, offset paging without.
pub(super) async fn list(
    at: At,
    State(sandbox): State<Sandbox>,
    uri: Uri,
    Query(query): Query<Vec<(String, String)>>,
    member: Member,
) -> Response {
    let users = of_roles(
        sandbox.live().desk(&member.account.subdomain),
        &member.account,
        &query,
    );
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
    State(sandbox): State<Sandbox>,
    Path(id): Path<String>,
    member: Member,
) -> Response {
    let id = id.strip_suffix(".json").unwrap_or(&id).to_owned();
    let Ok(id) = id.parse::<u64>() else {
        return refusal::invalid_attribute("id", "users/show");
    };
    let mut live = sandbox.live();
    let people = &live.desk(&member.account.subdomain).people;
    let staff = people.one_of_staff(&member.account, id);
    let of_staff = staff.map(|user| shown(&user, &at.base));
    let made = || Some(made(people.made(id)?, people.is_suspended(id), &at.base));
    match of_staff.or_else(made) {
        Some(user) => Json(json!({ "user": user })).into_response(),
        None => refusal::named(StatusCode::NOT_FOUND, "RecordNotFound", "Not found"),
    }
}

fn another(account: &Account, user: &User) -> Option<User> {
    account
        .everyone()
        .into_iter()
        .find(|u| u.id != user.id && u.role == user.role)
}
