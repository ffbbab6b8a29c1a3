//! Whose access token a call of the API shows.
//! A token is good in its own organisation, while its consent and its user live.

use axum::{
    extract::FromRequestParts,
    http::{StatusCode, request::Parts},
    response::Response,
};

use super::{org, org::Here, refusal};
use crate::{
    credentials::Credentials,
    seed::salesforce::{Org, User},
    state::{Live, Sandbox},
};

/// Somebody who may use the API, and where.
pub(super) struct Caller {
    pub(super) org: Org,
    pub(super) user: User,
}

impl FromRequestParts<Sandbox> for Caller {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, sandbox: &Sandbox) -> Result<Self, Response> {
        let Here(here) = Here::from_request_parts(parts, sandbox).await?;
        let Credentials::Bearer(token) = Credentials::of(&parts.headers) else {
            return Err(refusal::session_expired());
        };
        let (org, user, scope) = whose(sandbox, &sandbox.live(), &token)
            .filter(|(org, ..)| org.host == here.host)
            .ok_or_else(refusal::session_expired)?;
        if !scope.split(' ').any(|s| s == "api") {
            let text = "This session is not valid for use with the REST API";
            let code = "INVALID_SESSION_ID";
            return Err(refusal::api(StatusCode::UNAUTHORIZED, code, text));
        }
        Ok(Self { org, user })
    }
}

/// The organisation, user and scope of a living access token, of whatever organisation.
pub(super) fn whose(sandbox: &Sandbox, live: &Live, token: &str) -> Option<(Org, User, String)> {
    let (_, grant) = live.salesforce.session(token)?;
    if live.revoked.contains(token) {
        return None;
    }
    let org = org::current(
        sandbox.seed().salesforce_org(&grant.host)?,
        &live.salesforce,
    );
    let user = org.users.iter().find(|u| u.id == grant.user && u.active)?;
    Some((org.clone(), user.clone(), grant.scope.clone()))
}
