//! `POST /oauth/tokens` with client credentials: what replaces API tokens.
//! Such a token acts as the user who made the client, and unknown scopes are accepted.

use axum::{
    Json,
    body::Bytes,
    extract::State,
    http::{StatusCode, header, request::Parts},
    response::{IntoResponse, Response},
};
use serde::Deserialize;
use serde_json::{Map, Value, json};

use super::{caller, refusal};
use crate::{
    seed::zendesk::{Account, Client},
    state::{Grant, Sandbox},
    token,
};

/// Half an hour, as clients made since April 2026 get.
const LIFETIME: u64 = 1800;

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Body {
    grant_type: String,
    client_id: String,
    client_secret: String,
    scope: String,
    expires_in: Option<u64>,
}

pub(super) async fn token(State(sandbox): State<Sandbox>, parts: Parts, body: Bytes) -> Response {
    let account = match caller::account(&parts, &sandbox) {
        Ok(account) => account,
        Err(refusal) => return refusal,
    };
    let Some(body) = read(&parts, &body) else {
        return (StatusCode::BAD_REQUEST, "Unparsable request body\n").into_response();
    };
    if body.grant_type != "client_credentials" {
        return refused(
            StatusCode::BAD_REQUEST,
            "unsupported_grant_type",
            "The authorization grant type is not supported by the authorization server.",
        );
    }
    let client = account.oauth_clients.iter().find(|c| {
        c.identifier == body.client_id
            && c.secret == body.client_secret
            && !(c.revoked || sandbox.is_revoked(&c.secret))
    });
    let Some(client) = client else {
        return refused(
            StatusCode::UNAUTHORIZED,
            "invalid_client",
            "Client authentication failed due to unknown client, no client authentication included, or unsupported authentication method.",
        );
    };
    let lifetime = body.expires_in.unwrap_or(LIFETIME);
    if !(300..=172_800).contains(&lifetime) {
        return refusal::bad_parameter("expires_in must be between 300 and 172800");
    }
    let value = token::opaque();
    let scope = client.scope.clone().unwrap_or(body.scope);
    let grant = Grant::Zendesk {
        subdomain: account.subdomain.clone(),
        user_id: acting(&sandbox, &account, client),
        scope: scope.clone(),
    };
    sandbox.issue(&value, grant, lifetime);
    let body = json!({
        "access_token": value, "token_type": "bearer", "scope": scope, "expires_in": lifetime,
    });
    let status = match sandbox.reading("zendesk_token_status") {
        "200" => StatusCode::OK,
        _ => StatusCode::CREATED,
    };
    (status, Json(body)).into_response()
}

/// A form or JSON; the documents show JSON, and OAuth libraries send forms.
fn read(parts: &Parts, body: &[u8]) -> Option<Body> {
    let kind = parts.headers.get(header::CONTENT_TYPE);
    if !kind.is_some_and(|k| {
        k.as_bytes()
            .starts_with(b"application/x-www-form-urlencoded")
    }) {
        return serde_json::from_slice(body).ok();
    }
    let pairs = url::form_urlencoded::parse(body).into_owned();
    let typed = pairs.map(|(name, value)| {
        let number = value.parse::<u64>().ok().filter(|_| name == "expires_in");
        (name, number.map_or(Value::from(value), Value::from))
    });
    serde_json::from_value(Value::Object(typed.collect::<Map<_, _>>())).ok()
}

/// Whom a client's tokens act as, on which Zendesk's documents are silent.
fn acting(sandbox: &Sandbox, account: &Account, client: &Client) -> u64 {
    let mut admins = account.users.iter().filter(|u| u.role == "admin");
    match (sandbox.reading("zendesk_client_user"), admins.next()) {
        ("owner", Some(owner)) => owner.id,
        _ => client.user_id,
    }
}

fn refused(status: StatusCode, error: &str, description: &str) -> Response {
    (
        status,
        Json(json!({ "error": error, "error_description": description })),
    )
        .into_response()
}
