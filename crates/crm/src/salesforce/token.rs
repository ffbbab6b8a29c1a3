//! Reading the answers of the token and revocation endpoints.

use domain::{Secret, parse::OrgId};

use super::{
    api,
    grant::{Grant, Refused},
    person::UserId,
    refusal::refusal,
};
use crate::{
    answer::{Answer, Step},
    credential::Credential,
};

/// A grant, or why there is none.
pub(super) fn read(answer: &Answer) -> Result<Grant, Box<Refused>> {
    if answer.status != 200 {
        return Err(Box::new(refusal(answer)));
    }
    // A token that no header can carry is none.
    Credential::issued(answer).map_err(|check| Refused::from(*check))?;
    let secret = |pointer| answer.raw(pointer).filter(|text| !text.is_empty());
    let (org, user) = answer.raw("/id").map_or((None, None), identity);
    Ok(Grant {
        access: secret("/access_token").unwrap_or_default().into(),
        refresh: secret("/refresh_token").map(Secret::from),
        instance: answer.raw("/instance_url").and_then(|url| url.parse().ok()),
        org,
        user: user.map(UserId::into_text),
    })
}

/// The organisation and the user of `https://{any host}/id/{organisation}/{user}`. That address is
/// never called, so its host says nothing.
fn identity(url: &str) -> (Option<OrgId>, Option<UserId>) {
    let path = url.split(['?', '#']).next().unwrap_or_default();
    let mut parts = path.rsplit('/');
    let user = parts.next().and_then(|id| id.parse().ok());
    let org = parts.next().and_then(api::org_id);
    match parts.next() {
        Some("id") => (org, user),
        _ => (None, None),
    }
}

/// Whether a token is ended; one that was not known is.
pub(super) fn ended(answer: &Answer) -> Step<()> {
    let is_unknown = matches!(
        answer.raw("/error"),
        Some("invalid_token" | "invalid_grant" | "unsupported_token_type")
    );
    match answer.status {
        200 | 204 => Ok(()),
        400 if is_unknown => Ok(()),
        _ => Err(refusal(answer).check.into()),
    }
}
