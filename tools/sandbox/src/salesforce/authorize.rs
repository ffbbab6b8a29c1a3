//! `GET /services/oauth2/authorize`: checks what an app asks for, then shows the login page.
//! An unknown app or callback is told to the person; everything else to the app.

use std::collections::HashMap;

use axum::{
    extract::{Query, State},
    response::Response,
};

use super::{
    book::{Asked, Pending},
    callback,
    org::Here,
    pages, paths,
};
use crate::{address::At, clock, seed::salesforce::App, state::Sandbox, token};

/// An authorization nobody finished is forgotten after this many seconds.
const LIFETIME: u64 = 3600;

pub(super) async fn start(
    State(sandbox): State<Sandbox>,
    at: At,
    Here(org): Here,
    Query(query): Query<HashMap<String, String>>,
) -> Response {
    let given = |name: &str| query.get(name).filter(|v| !v.is_empty()).cloned();
    let client = given("client_id").unwrap_or_default();
    let app = org.app(&client).filter(|_| !sandbox.is_revoked(&client));
    let Some(app) = app else {
        return pages::error(&sandbox, "invalid_client_id", "client identifier invalid");
    };
    let redirect_uri = given("redirect_uri").unwrap_or_default();
    if !callback::is_registered(app, &redirect_uri) {
        let text = "redirect_uri must match configuration";
        return pages::error(&sandbox, "redirect_uri_mismatch", text);
    }
    let state = given("state");
    let checked = scope(app, given("scope")).and_then(|scope| {
        let challenge = challenge(app, &query)?;
        Ok((scope, challenge))
    });
    let (scope, challenge) = match checked {
        Ok(checked) => checked,
        Err((error, text)) => {
            let answer = [("error", error), ("error_description", text)];
            return callback::answer(&redirect_uri, &answer, state.as_deref());
        }
    };
    let is_ignored = !app.demands_pkce && sandbox.reading("salesforce_challenge") == "ignore";
    let pending = Pending {
        asked: Asked {
            host: org.host.clone(),
            client,
            redirect_uri,
            scope,
            challenge: challenge.filter(|_| !is_ignored),
        },
        state,
        hint: given("login_hint"),
        user: None,
        began: clock::now(),
    };
    let number = token::opaque();
    let to = paths::login(&at, &number);
    let waiting = &mut sandbox.live().salesforce.pending;
    waiting.retain(|_, p| p.began + LIFETIME > clock::now());
    waiting.insert(number, pending);
    callback::found(&to)
}

type Checked<T> = Result<T, (&'static str, &'static str)>;

/// What was asked for, or everything the app may have; with `id` always.
fn scope(app: &App, wanted: Option<String>) -> Checked<String> {
    let wanted = wanted.unwrap_or_else(|| app.scopes.join(" "));
    let mut granted: Vec<&str> = Vec::new();
    for word in wanted.split_whitespace().chain(["id"]) {
        // Two names for the same right.
        let word = if word == "offline_access" {
            "refresh_token"
        } else {
            word
        };
        if !app.scopes.iter().any(|s| s == word) {
            return Err(("invalid_scope", "the requested scope is not allowed"));
        }
        if !granted.contains(&word) {
            granted.push(word);
        }
    }
    Ok(granted.join(" "))
}

/// The code challenge; S256 is the only method, and may go without saying.
fn challenge(app: &App, query: &HashMap<String, String>) -> Checked<Option<String>> {
    let given = |name: &str| query.get(name).filter(|v| !v.is_empty());
    let refused = |text| Err(("invalid_request", text));
    if given("response_type").is_none_or(|r| r != "code") {
        return Err(("unsupported_response_type", "response type not supported"));
    }
    if given("code_challenge_method").is_some_and(|m| m != "S256") {
        return refused("invalid code challenge method");
    }
    let of_base64 = |b: u8| b.is_ascii_alphanumeric() || b == b'-' || b == b'_';
    match given("code_challenge") {
        Some(c) if c.len() == 43 && c.bytes().all(of_base64) => Ok(Some(c.clone())),
        Some(_) => refused("invalid code challenge"),
        None if app.demands_pkce => refused("missing required code challenge"),
        None => Ok(None),
    }
}
