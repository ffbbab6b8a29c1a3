//! `POST /users/create_or_update` and `POST /users`: end-users by e-mail address or external id, never
//! by telephone number.

use axum::{
    Json,
    body::Bytes,
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Response},
};
use serde::Deserialize;
use serde_json::{Value, json};

use super::{caller::Writer, desk::EndUser, refusal, shown::made};
use crate::{address::At, state::Sandbox};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Body {
    user: Typed,
}

/// What is known of an end-user here; anything else is refused.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Typed {
    name: Option<String>,
    email: Option<String>,
    phone: Option<String>,
    external_id: Option<String>,
    #[serde(default)]
    role: Option<String>,
    #[serde(default, rename = "skip_verify_email")]
    _skip_verify_email: bool,
    #[serde(default, rename = "verified")]
    _verified: bool,
}

/// `POST /api/v2/users/create_or_update`.
pub(super) async fn create_or_update(
    at: At,
    State(sandbox): State<Sandbox>,
    writer: Writer,
    body: Bytes,
) -> Response {
    write(&at.base, &sandbox, &writer, &body, true)
}

/// `POST /api/v2/users`.
pub(super) async fn create(
    at: At,
    State(sandbox): State<Sandbox>,
    writer: Writer,
    body: Bytes,
) -> Response {
    write(&at.base, &sandbox, &writer, &body, false)
}

fn write(base: &str, sandbox: &Sandbox, writer: &Writer, body: &[u8], may_exist: bool) -> Response {
    let typed = match serde_json::from_slice::<Body>(body) {
        Ok(body) => body.user,
        Err(error) => return refusal::unreadable_body(&error),
    };
    if typed.role.as_deref().is_some_and(|role| role != "end-user") {
        return refusal::invalid("role", "Role: only end-users are made here");
    }
    let email = typed.email.filter(|email| !email.trim().is_empty());
    if email.as_deref().is_some_and(|email| !is_address(email)) {
        return refusal::invalid("email", "Email: is not properly formatted");
    }
    let staff = writer.account.everyone();
    let of_staff = email.as_deref().and_then(|email| {
        staff
            .iter()
            .find(|user| user.email.eq_ignore_ascii_case(email))
    });
    let mut live = sandbox.live();
    let desk = live.desk(&writer.account.subdomain);
    if let Some(user) = of_staff {
        // Somebody who works there, or is in the seed, is found like anybody else.
        return match may_exist {
            true => Json(json!({ "user": super::shown::shown(user, base) })).into_response(),
            false => refusal::invalid("email", "Email: is already being used by another user"),
        };
    }
    let by_email = desk.people.find(email.as_deref(), None);
    let by_id = desk.people.find(None, typed.external_id.as_deref());
    if by_email.is_some() && by_id.is_some() && by_email != by_id {
        return refusal::invalid("external_id", "External ID: has already been taken");
    }
    let known = by_email.or(by_id);
    if known.is_some() && !may_exist {
        return refusal::invalid("email", "Email: is already being used by another user");
    }
    let before = known.and_then(|id| desk.people.made(id).cloned());
    let name = typed.name.filter(|name| !name.trim().is_empty());
    let Some(name) = name.or_else(|| before.as_ref().map(|user| user.name.clone())) else {
        return refusal::invalid("name", "Name: is too short (minimum one character)");
    };
    let (id, made_at) = match &before {
        Some(user) => (user.id, user.made_at),
        None => (desk.next() + 900_000_000, desk.now()),
    };
    let older = before.clone();
    let user = EndUser {
        id,
        name,
        email: email.or_else(|| older.as_ref()?.email.clone()),
        phone: typed.phone.or_else(|| older.as_ref()?.phone.clone()),
        external_id: typed
            .external_id
            .or_else(|| older.as_ref()?.external_id.clone()),
        made_at,
    };
    desk.people.keep(user.clone());
    let shown: Value = made(&user, desk.people.is_suspended(id), base);
    let status = if before.is_some() {
        StatusCode::OK
    } else {
        StatusCode::CREATED
    };
    (status, Json(json!({ "user": shown }))).into_response()
}

fn is_address(email: &str) -> bool {
    let parts = email.split_once('@');
    parts.is_some_and(|(name, host)| {
        !name.is_empty() && host.contains('.') && !email.contains(char::is_whitespace)
    })
}
