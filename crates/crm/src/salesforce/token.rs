//! Reading the answers of the token and revocation endpoints.

use domain::{Cause, LinkRefusal, Secret, Verdict, parse::OrgId};

use super::{
    api,
    callback::is_not_installed,
    grant::{Grant, Refused},
    person::UserId,
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

fn refusal(answer: &Answer) -> Refused {
    let error = answer.raw("/error").unwrap_or_default();
    let description = answer.raw("/error_description").unwrap_or_default();
    let description = description.to_ascii_lowercase();
    let says = |words: [&str; 3]| words.iter().any(|word| description.contains(word));
    let no = |verdict, cause, code| Refused {
        check: *answer.check(verdict, cause),
        code,
        is_grant_dead: false,
    };
    let unverified = |code| no(Verdict::Unverified, None, code);
    match error {
        _ if api::is_limit(answer) => (*answer.check(Verdict::RateLimited, None)).into(),
        // Salesforce's bound on sign-ins, 3 600 an hour and user, comes as an `invalid_grant` too.
        "invalid_grant" if description.contains("rate exceeded") => {
            (*answer.check(Verdict::RateLimited, None)).into()
        }
        "invalid_grant" => Refused {
            is_grant_dead: true,
            ..no(
                Verdict::Rejected,
                Some(Cause::GrantGone),
                if says(["code", "verifier", "redirect"]) {
                    LinkRefusal::RequestRefused
                } else {
                    LinkRefusal::UserRefused
                },
            )
        },
        "inactive_user" => no(
            Verdict::Rejected,
            Some(Cause::UserSuspended),
            LinkRefusal::UserRefused,
        ),
        // Whatever it is called: without the app no link works, and only the organisation can cure it.
        _ if is_not_installed(error, &description) => no(
            Verdict::Rejected,
            Some(Cause::AppUnknown),
            LinkRefusal::AppNotInstalled,
        ),
        "invalid_client" => no(
            Verdict::Rejected,
            Some(Cause::SecretWrong),
            LinkRefusal::ClientRefused,
        ),
        "invalid_client_id" => no(
            Verdict::Rejected,
            Some(Cause::AppUnknown),
            LinkRefusal::ClientRefused,
        ),
        "invalid_request"
        | "invalid_scope"
        | "redirect_uri_mismatch"
        | "unsupported_grant_type" => unverified(LinkRefusal::RequestRefused),
        _ if answer.status == 404 => {
            (*answer.check(Verdict::NotFound, Cause::AccountUnknown)).into()
        }
        _ => unverified(LinkRefusal::Unverified),
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
