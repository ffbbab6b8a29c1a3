//! `/services/oauth2/revoke`: a refresh token takes its access tokens with it, an access
//! token only itself. The token alone is proof enough, as RFC 7009 would not have it.

use axum::{
    extract::{RawQuery, State},
    http::StatusCode,
    response::{IntoResponse, Response},
};

use super::{
    form::form,
    org::Here,
    refusal::{OAuth, oauth},
};
use crate::state::Sandbox;

const UNKNOWN: OAuth = oauth("invalid_token", "invalid token");

/// `POST` with a form, or `GET` with a query.
pub(super) async fn revoke(
    State(sandbox): State<Sandbox>,
    Here(org): Here,
    RawQuery(query): RawQuery,
    body: String,
) -> Response {
    let mut fields = form(&query.unwrap_or_default());
    fields.extend(form(&body));
    let token = fields.get("token").cloned().unwrap_or_default();
    let live = &mut *sandbox.live();
    if live.revoked.contains(&token) {
        return UNKNOWN.into_response();
    }
    let book = &mut live.salesforce;
    let is_own = book
        .session(&token)
        .is_some_and(|(_, g)| g.host == org.host);
    if is_own {
        book.sessions.remove(&token);
        return StatusCode::OK.into_response();
    }
    let grant = book.grants.iter_mut().find(|g| {
        let is_alive = g.alive && g.host == org.host;
        is_alive && (g.refresh_token.as_ref() == Some(&token) || g.spent.contains(&token))
    });
    let Some(grant) = grant else {
        return UNKNOWN.into_response();
    };
    grant.alive = false;
    StatusCode::OK.into_response()
}
