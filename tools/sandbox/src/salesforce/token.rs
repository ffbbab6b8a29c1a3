//! `POST /services/oauth2/token`: a code or a refresh token for an access token.
//! Everything happens under one lock, so two refreshes at once cannot both win.

use axum::{
    Extension, Json,
    extract::State,
    http::{HeaderMap, header},
    response::{IntoResponse, Response},
};
use base64::{Engine as _, engine::general_purpose::STANDARD};
use serde_json::json;
use sha2::{Digest as _, Sha256};

use super::{
    book::Session,
    client, code,
    form::form,
    given::{Given, REFUSED},
    org::Here,
    refresh,
    refusal::oauth,
    urls,
};
use crate::{
    address::Address,
    address::At,
    clock,
    requests::Number,
    seed::salesforce::{App, Org},
    state::{Live, Sandbox},
    token,
};

/// How long an access token lives, in seconds, unless the controls say otherwise.
const SESSION_LIFETIME: u64 = 7200;

pub(super) async fn issue(
    State(sandbox): State<Sandbox>,
    at: At,
    Extension(number): Extension<Number>,
    Here(org): Here,
    headers: HeaderMap,
    body: String,
) -> Response {
    let form = form(&body);
    let grant_type = form.get("grant_type").map_or("", String::as_str);
    let live = &mut *sandbox.live();
    let kind = Some(grant_type.to_owned());
    live.requests.update(number.0, |e| e.grant_type = kind);
    let given = match grant_type {
        "authorization_code" => client::check(live, &org, &form, &headers, client::Secret::Needed)
            .and_then(|app| Ok((app, code::redeem(live, &org, app, &form)?))),
        "refresh_token" => client::check(live, &org, &form, &headers, client::Secret::AsSetUp)
            .and_then(|app| Ok((app, refresh::redeem(live, &org, app, &form)?))),
        _ => Err(oauth("unsupported_grant_type", "grant type not supported")),
    };
    match given {
        Ok((app, given)) => reply(live, &at, &org, app, given),
        Err(refusal) => refusal.into_response(),
    }
}

/// Opens a session of a consent and tells of it, as documented: without `expires_in`.
fn reply(live: &mut Live, at: &Address, org: &Org, app: &App, given: Given) -> Response {
    let now = clock::now_ms();
    let book = &mut live.salesforce;
    let Some(grant) = book.grant(given.grant).cloned() else {
        return REFUSED.into_response();
    };
    let settings = book.settings.get(&org.host).copied().unwrap_or_default();
    let seconds = settings.session_seconds.unwrap_or(SESSION_LIFETIME);
    let value = format!("{}!AQ{}", org.id, token::letters(94));
    let session = Session {
        grant: grant.id,
        issued: now,
        expires: now + seconds * 1000,
    };
    book.sessions.retain(|_, s| s.expires > now);
    book.sessions.insert(value.clone(), session);
    let id = urls::identity(&live.readings, at, org, &grant.user);
    let signature = sign(&app.consumer_secret, &format!("{id}{now}"));
    let mut body = json!({
        "access_token": value, "token_type": "Bearer", "scope": grant.scope, "id": id,
        "instance_url": urls::instance(&live.readings, at, org),
        "issued_at": now.to_string(), "signature": signature,
    });
    if let Some(refresh_token) = given.refresh_token {
        body["refresh_token"] = refresh_token.into();
    }
    ([(header::CACHE_CONTROL, "no-cache, no-store")], Json(body)).into_response()
}

/// HMAC-SHA256 (RFC 2104), in base64, for keys of at most a block.
fn sign(key: &str, text: &str) -> String {
    let pad = |fill: u8| {
        let mut block = [fill; 64];
        for (byte, k) in block.iter_mut().zip(key.bytes()) {
            *byte ^= k;
        }
        block
    };
    let inner = Sha256::new().chain_update(pad(0x36)).chain_update(text);
    let outer = Sha256::new()
        .chain_update(pad(0x5c))
        .chain_update(inner.finalize());
    STANDARD.encode(outer.finalize())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signatures_are_those_of_rfc_4231() {
        // Its second test case, in base64.
        let expected = "W9zBRr9gdU5qBCQmCJV1x1oAPwidJzmDnexYuWTsOEM=";
        assert_eq!(sign("Jefe", "what do ya want for nothing?"), expected);
    }
}
