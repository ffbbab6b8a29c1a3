//! `GET /v1/auth/tokens/current`: what the key is, whatever its roles.
//! Its fields are documented, their envelope is not, so a reading decides.

use axum::{
    Json,
    response::{IntoResponse, Response},
};
use serde_json::json;

use super::caller::Caller;
use crate::address::SomebodyElse;

pub(super) async fn current(
    impostor: Option<axum::Extension<SomebodyElse>>,
    caller: Caller,
) -> Response {
    let (mut key, org) = (caller.key, caller.org);
    if impostor.is_some() {
        key = org
            .keys
            .iter()
            .find(|k| k.id != key.id)
            .cloned()
            .unwrap_or(key);
    }
    let shape = caller.sandbox.reading("kustomer_token_shape");
    let last = key
        .value
        .get(key.value.len().saturating_sub(4)..)
        .unwrap_or_default();
    let mut attributes = json!({
        "name": key.name, "roles": key.roles, "lastTokenChars": last,
        "lastAccessedAt": "2026-11-20T09:00:00.000Z", "createdAt": "2026-01-15T10:00:00.000Z",
        "expiresAt": null, "cidrs": key.cidr.iter().collect::<Vec<_>>(), "userType": "machine",
    });
    if shape == "flat" {
        attributes["id"] = key.id.into();
        attributes["user"] = key.user.into();
        attributes["org"] = org.id.into();
        return Json(attributes).into_response();
    }
    if let (Some(fields), "without_roles") = (attributes.as_object_mut(), shape) {
        fields.remove("roles");
    }
    Json(json!({ "data": {
        "type": "auth_token", "id": key.id, "attributes": attributes,
        "relationships": {
            "org": { "data": { "type": "org", "id": org.id } },
            "user": { "data": { "type": "user", "id": key.user } },
        },
        "links": { "self": format!("/v1/auth/tokens/{}", key.id) },
    } }))
    .into_response()
}
