//! How the token and revocation endpoints say no.

use domain::{Cause, LinkRefusal, Verdict};

use super::{api, callback::is_not_installed, grant::Refused};
use crate::answer::Answer;

/// Words of an `invalid_grant` that is about where or when somebody signs in, not about the grant.
const RESTRICTIONS: [&str; 3] = [
    "ip restricted",
    "invalid login hours",
    "not supported on this domain",
];

/// Why there is no grant.
pub(super) fn refusal(answer: &Answer) -> Refused {
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
    if let Some(check) = api::organisation(answer) {
        return (*check).into();
    }
    match error {
        // Salesforce's bound on sign-ins, 3 600 an hour and user, comes as an `invalid_grant` too.
        "rate_limit_exceeded" => (*answer.rate_limited()).into(),
        "invalid_grant" if description.contains("rate exceeded") => (*answer.rate_limited()).into(),
        // What the organisation is set to, or passes: the same grant is good under other rules.
        "invalid_grant" if RESTRICTIONS.iter().any(|words| description.contains(words)) => no(
            Verdict::Unverified,
            Some(Cause::SignInRestricted),
            LinkRefusal::UserRefused,
        ),
        // A locked organisation refuses everybody, and links are good again once it is not.
        "inactive_org" => no(
            Verdict::Unverified,
            Some(Cause::AccountInactive),
            LinkRefusal::UserRefused,
        ),
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
