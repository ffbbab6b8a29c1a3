//! `POST /services/oauth2/introspect`: whether a token lives, told to its own app only.
//! The answer is that of RFC 7662.

use axum::{
    Json,
    extract::State,
    http::HeaderMap,
    response::{IntoResponse, Response},
};
use serde_json::{Value, json};

use super::{
    book::{Book, Grant},
    client,
    form::form,
    org::Here,
    urls,
};
use crate::{
    address::Address, address::At, readings::Readings, seed::salesforce::Org, state::Sandbox,
};

pub(super) async fn introspect(
    State(sandbox): State<Sandbox>,
    at: At,
    Here(org): Here,
    headers: HeaderMap,
    body: String,
) -> Response {
    let form = form(&body);
    let live = &*sandbox.live();
    let app = match client::check(live, &org, &form, &headers, client::Secret::Needed) {
        Ok(app) => app,
        Err(refusal) => return refusal.into_response(),
    };
    let token = form.get("token").map_or("", String::as_str);
    let found = found(&live.salesforce, token).filter(|(grant, _)| {
        let is_own = grant.host == org.host && grant.client == app.consumer_key;
        is_own && !live.revoked.contains(token)
    });
    let told = found.and_then(|(grant, times)| told(&live.readings, &at, &org, grant, times));
    Json(told.unwrap_or_else(|| json!({ "active": false }))).into_response()
}

/// The living consent behind either kind of token; an access token's times in seconds.
fn found<'a>(book: &'a Book, token: &str) -> Option<(&'a Grant, Option<(u64, u64)>)> {
    if let Some((session, grant)) = book.session(token) {
        return Some((grant, Some((session.issued / 1000, session.expires / 1000))));
    }
    let mut alive = book.grants.iter().filter(|g| g.alive);
    let grant = alive.find(|g| g.refresh_token.as_deref() == Some(token))?;
    Some((grant, None))
}

fn told(
    readings: &Readings,
    at: &Address,
    org: &Org,
    grant: &Grant,
    times: Option<(u64, u64)>,
) -> Option<Value> {
    let user = org.users.iter().find(|u| u.id == grant.user && u.active)?;
    let kind = if times.is_some() {
        "access_token"
    } else {
        "refresh_token"
    };
    let mut body = json!({
        "active": true, "scope": grant.scope, "client_id": grant.client,
        "username": user.username, "token_type": kind,
        "sub": urls::identity(readings, at, org, &user.id),
    });
    if let Some((issued, expires)) = times {
        body["iat"] = issued.into();
        body["nbf"] = issued.into();
        body["exp"] = expires.into();
    }
    Some(body)
}
