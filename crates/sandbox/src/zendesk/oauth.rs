//! `POST /oauth/tokens` with client credentials: what replaces API tokens.
//! Such a token acts as the user who made the client, and unknown scopes are accepted.

use axum::{
    Json,
    body::Bytes,
    extract::State,
    http::{StatusCode, request::Parts},
    response::{IntoResponse, Response},
};
use serde::Deserialize;
use serde_json::json;

use super::{caller, refusal};
use crate::{
    state::{Grant, Sandbox},
    token,
};

/// Half an hour, as clients made since February 2026 get.
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
    let Ok(body) = serde_json::from_slice::<Body>(&body) else {
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
            && !sandbox.is_revoked(&c.secret)
    });
    let Some(client) = client else {
        return refused(
            StatusCode::UNAUTHORIZED,
            "invalid_client",
            "Client authentication failed due to unknown client, no client authentication included, or unsupported authentication method.",
        );
    };
    let lifetime = body.expires_in.unwrap_or(LIFETIME);
    if !(301..172_800).contains(&lifetime) {
        return refusal::bad_parameter("expires_in must be above 300 and below 172800");
    }
    let value = token::opaque();
    let grant = Grant::Zendesk {
        subdomain: account.subdomain.clone(),
        user_id: client.user_id,
        scope: body.scope.clone(),
    };
    sandbox.issue(&value, grant, lifetime);
    Json(json!({
        "access_token": value, "token_type": "bearer", "scope": body.scope, "expires_in": lifetime,
    }))
    .into_response()
}

fn refused(status: StatusCode, error: &str, description: &str) -> Response {
    (
        status,
        Json(json!({ "error": error, "error_description": description })),
    )
        .into_response()
}
