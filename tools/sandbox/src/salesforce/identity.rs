//! Who a token speaks for: the identity URL of its answer, and OpenID's `userinfo`.
//! Neither says whether that person is an administrator.

use axum::{
    Extension, Json,
    extract::{Path, RawQuery, State},
    http::{HeaderMap, StatusCode},
    response::{IntoResponse, Response},
};
use serde_json::{Value, json};

use super::{caller, form::form, host::IDENTITY, id, urls};
use crate::{
    address::Address,
    address::{At, SomebodyElse},
    credentials::Credentials,
    seed::salesforce::{Org, User},
    state::Sandbox,
};

/// `GET /id/{org}/{user}`, on any of Salesforce's hosts.
pub(super) async fn show(
    State(sandbox): State<Sandbox>,
    at: At,
    Path((org_id, user_id)): Path<(String, String)>,
    impostor: Option<Extension<SomebodyElse>>,
    headers: HeaderMap,
    RawQuery(query): RawQuery,
) -> Response {
    let (org, user) = match asked_by(&sandbox, &at, &headers, query) {
        Ok(found) => found,
        Err(refusal) => return refusal,
    };
    if id::short(&org_id) != Some(&org.id) {
        return (StatusCode::FORBIDDEN, "Wrong_Org").into_response();
    }
    if id::short(&user_id) != Some(&user.id) {
        return (StatusCode::NOT_FOUND, "Bad_Id").into_response();
    }
    let user = answering(&org, user, impostor.is_some());
    Json(identity(&sandbox, &at, &org, &user)).into_response()
}

/// `GET /services/oauth2/userinfo`.
pub(super) async fn userinfo(
    State(sandbox): State<Sandbox>,
    at: At,
    impostor: Option<Extension<SomebodyElse>>,
    headers: HeaderMap,
    RawQuery(query): RawQuery,
) -> Response {
    let (org, user) = match asked_by(&sandbox, &at, &headers, query) {
        Ok(found) => found,
        Err(refusal) => return refusal,
    };
    let user = answering(&org, user, impostor.is_some());
    let mut body = identity(&sandbox, &at, &org, &user);
    for (openid, own) in [
        ("sub", "id"),
        ("preferred_username", "username"),
        ("nickname", "nick_name"),
        ("name", "display_name"),
        ("given_name", "first_name"),
        ("family_name", "last_name"),
        ("zoneinfo", "timezone"),
    ] {
        body[openid] = body[own].take();
        if let Some(fields) = body.as_object_mut() {
            fields.remove(own);
        }
    }
    Json(body).into_response()
}

/// Whose token this is, shown in the header or in the query.
fn asked_by(
    sandbox: &Sandbox,
    at: &Address,
    headers: &HeaderMap,
    query: Option<String>,
) -> Result<(Org, User), Response> {
    let query = form(&query.unwrap_or_default());
    let in_query = query.get("access_token").or(query.get("oauth_token"));
    let token = match (Credentials::of(headers), in_query) {
        (Credentials::Bearer(token), _) => token,
        (_, Some(token)) => token.clone(),
        _ => return Err((StatusCode::FORBIDDEN, "Missing_OAuth_Token").into_response()),
    };
    let live = sandbox.live();
    let found = caller::whose(sandbox, &live, &token)
        .filter(|(org, ..)| org.host == at.host || IDENTITY.contains(&at.host.as_str()));
    let status = match live.readings.get("salesforce_identity") {
        "401" => StatusCode::UNAUTHORIZED,
        _ => StatusCode::FORBIDDEN,
    };
    found
        .map(|(org, user, _)| (org, user))
        .ok_or_else(|| (status, "Bad_OAuth_Token").into_response())
}

fn answering(org: &Org, user: User, is_impostor: bool) -> User {
    let another = org.users.iter().find(|u| u.id != user.id && u.active);
    match another {
        Some(other) if is_impostor => other.clone(),
        _ => user,
    }
}

fn identity(sandbox: &Sandbox, at: &Address, org: &Org, user: &User) -> Value {
    let live = sandbox.live();
    let instance = urls::instance(&live.readings, at, org);
    let (org_id, user_id) = (id::long(&org.id), id::long(&user.id));
    let rest = format!("{instance}/services/data/v{{version}}/");
    json!({
        "id": urls::identity(&live.readings, at, org, &user.id), "asserted_user": true,
        "user_id": user_id, "organization_id": org_id, "username": user.username,
        "nick_name": user.username.split('@').next(), "display_name": user.name(),
        "email": user.email, "email_verified": true, "first_name": user.first_name,
        "last_name": user.last_name, "timezone": "Europe/Paris",
        "photos": {
            "picture": format!("{instance}/profilephoto/005/F"),
            "thumbnail": format!("{instance}/profilephoto/005/T"),
        },
        "addr_street": null, "addr_city": null, "addr_state": null, "addr_country": null,
        "addr_zip": null, "mobile_phone": null, "mobile_phone_verified": false,
        "is_lightning_login_user": false, "status": { "created_date": null, "body": null },
        "urls": {
            "enterprise": format!("{instance}/services/Soap/c/{{version}}/{org_id}"),
            "metadata": format!("{instance}/services/Soap/m/{{version}}/{org_id}"),
            "partner": format!("{instance}/services/Soap/u/{{version}}/{org_id}"),
            "rest": rest, "sobjects": format!("{rest}sobjects/"),
            "search": format!("{rest}search/"), "query": format!("{rest}query/"),
            "recent": format!("{rest}recent/"), "profile": format!("{instance}/{user_id}"),
            "custom_domain": instance,
        },
        "active": user.active, "user_type": user.user_type.to_uppercase(),
        "language": "en_US", "locale": "fr_FR", "utcOffset": 3_600_000,
        "last_modified_date": "2026-11-02T16:20:00Z",
    })
}
