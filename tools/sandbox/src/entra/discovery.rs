//! `/{tenant}/v2.0/.well-known/openid-configuration`: where the token endpoint is.
//! Microsoft's own libraries ask this before anything else.

use axum::{
    Json,
    extract::{Path, State},
    response::{IntoResponse, Response},
};
use serde_json::json;

use super::refusal;
use crate::{address::At, state::Sandbox};

pub(super) async fn show(
    State(sandbox): State<Sandbox>,
    at: At,
    Path(name): Path<String>,
) -> Response {
    let Some(tenant) = sandbox.seed().tenant(&at.host, &name) else {
        return refusal::no_tenant("invalid_tenant", &name).into_response();
    };
    let here = format!("{}/{}", at.base, tenant.id);
    Json(json!({
        "issuer": format!("https://{}/{}/v2.0", at.host, tenant.id),
        "token_endpoint": format!("{here}/oauth2/v2.0/token"),
        "authorization_endpoint": format!("{here}/oauth2/v2.0/authorize"),
        "token_endpoint_auth_methods_supported": ["client_secret_post", "client_secret_basic"],
    }))
    .into_response()
}
