//! What can happen at Salesforce behind an app's back: people leave or lose rights, consents
//! are revoked, access tokens expire, an app is set up otherwise.

use std::collections::BTreeMap;

use axum::{
    Json,
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Response},
};
use serde::Deserialize;
use serde_json::{Value, json};

use super::refused::refused;
use crate::{
    salesforce::{book::Settings, org},
    state::{Live, Sandbox},
};

/// One organisation, or all if there is no host.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Whose {
    host: Option<String>,
    username: Option<String>,
}

/// `GET /control/salesforce`: how each organisation's app is set up, and whose consents live.
pub(super) async fn show(State(sandbox): State<Sandbox>) -> Json<Value> {
    let live = sandbox.live();
    let orgs = sandbox.seed().salesforce.iter();
    Json(orgs.map(|o| shown(&sandbox, &live, &o.host)).collect())
}

fn shown(sandbox: &Sandbox, live: &Live, host: &str) -> Value {
    let Some(seed) = sandbox.seed().salesforce_org(host) else {
        return Value::Null;
    };
    let book = &live.salesforce;
    let org = org::current(seed, book);
    let mut consents: BTreeMap<&str, usize> = BTreeMap::new();
    for grant in book.grants.iter().filter(|g| g.alive && g.host == host) {
        let user = org.users.iter().find(|u| u.id == grant.user);
        *consents
            .entry(user.map_or("", |u| &u.username))
            .or_default() += 1;
    }
    json!({ "host": host, "apps": org.apps, "consents": consents })
}

/// Somebody, and what becomes of them.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Person {
    host: String,
    username: String,
    active: Option<bool>,
    admin: Option<bool>,
    may_write: Option<bool>,
}

/// `POST /control/salesforce/people`: deactivate, reactivate, take rights away, give them, let write.
pub(super) async fn people(State(sandbox): State<Sandbox>, Json(wanted): Json<Person>) -> Response {
    let Some(id) = user(&sandbox, &wanted.host, &wanted.username) else {
        return nobody();
    };
    let live = &mut *sandbox.live();
    let change = live.salesforce.people.entry(id).or_default();
    change.active = wanted.active.or(change.active);
    change.admin = wanted.admin.or(change.admin);
    change.writes = wanted.may_write.or(change.writes);
    StatusCode::NO_CONTENT.into_response()
}

/// `POST /control/salesforce/revoke`: ends the consents of a person, an organisation, or all.
pub(super) async fn revoke(State(sandbox): State<Sandbox>, Json(whose): Json<Whose>) -> Response {
    let id = match ids(&sandbox, &whose) {
        Ok(id) => id,
        Err(refusal) => return refusal,
    };
    let live = &mut *sandbox.live();
    let grants = live.salesforce.grants.iter_mut();
    let wanted = |host: &str, user: &str| {
        whose.host.as_deref().is_none_or(|h| h == host) && id.as_deref().is_none_or(|i| i == user)
    };
    let mut ended = 0;
    for grant in grants.filter(|g| g.alive && wanted(&g.host, &g.user)) {
        grant.alive = false;
        ended += 1;
    }
    Json(json!({ "revoked": ended })).into_response()
}

/// `POST /control/salesforce/expire`: access tokens end now, and a refresh is needed.
pub(super) async fn expire(State(sandbox): State<Sandbox>, Json(whose): Json<Whose>) -> Response {
    let id = match ids(&sandbox, &whose) {
        Ok(id) => id,
        Err(refusal) => return refusal,
    };
    let book = &mut sandbox.live().salesforce;
    let before = book.sessions.len();
    let grants = &book.grants;
    book.sessions.retain(|_, session| {
        let grant = grants.iter().find(|g| g.id == session.grant);
        !grant.is_some_and(|g| {
            whose.host.as_deref().is_none_or(|h| h == g.host)
                && id.as_deref().is_none_or(|i| i == g.user)
        })
    });
    Json(json!({ "expired": before - book.sessions.len() })).into_response()
}

/// How an organisation's app is to be set up.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct App {
    host: String,
    demands_pkce: Option<bool>,
    rotates: Option<bool>,
    installed: Option<bool>,
    code_seconds: Option<u64>,
    session_seconds: Option<u64>,
}

/// `POST /control/salesforce/app`: what is not named stays.
pub(super) async fn app(State(sandbox): State<Sandbox>, Json(wanted): Json<App>) -> Response {
    if sandbox.seed().salesforce_org(&wanted.host).is_none() {
        return nobody();
    }
    let live = &mut *sandbox.live();
    let now = live.salesforce.settings.entry(wanted.host).or_default();
    *now = Settings {
        demands_pkce: wanted.demands_pkce.or(now.demands_pkce),
        rotates: wanted.rotates.or(now.rotates),
        installed: wanted.installed.or(now.installed),
        code_seconds: wanted.code_seconds.or(now.code_seconds),
        session_seconds: wanted.session_seconds.or(now.session_seconds),
    };
    StatusCode::NO_CONTENT.into_response()
}

/// The id of the user named, if one is; user names need their host.
fn ids(sandbox: &Sandbox, whose: &Whose) -> Result<Option<String>, Response> {
    let host = whose.host.as_deref().unwrap_or_default();
    let is_known = whose.host.is_none() || sandbox.seed().salesforce_org(host).is_some();
    match &whose.username {
        None if is_known => Ok(None),
        None => Err(nobody()),
        Some(name) => user(sandbox, host, name).map(Some).ok_or_else(nobody),
    }
}

fn user(sandbox: &Sandbox, host: &str, username: &str) -> Option<String> {
    let everyone = sandbox.seed().salesforce_org(host)?.everyone();
    let mut matching = everyone
        .into_iter()
        .filter(|u| u.username.eq_ignore_ascii_case(username));
    matching.next().map(|u| u.id)
}

fn nobody() -> Response {
    let text = "no such organisation or user in the seed";
    refused(StatusCode::NOT_FOUND, text)
}
