//! Refusals that are no word on a grant: they pass, or the organisation is set so.

use domain::{Cause, LinkRefusal, Verdict};
use serde_json::json;

use super::super::{api, grant::Refused, token};
use crate::answer::{Answer, fake::answer};

fn refused(answer: &Answer) -> Refused {
    *token::read(answer).unwrap_err()
}

#[test]
fn where_and_when_somebody_signs_in_ends_no_grant() {
    for description in [
        "ip restricted or invalid login hours",
        "IP restricted",
        "request not supported on this domain",
    ] {
        for status in [400, 401, 403] {
            let body = json!({"error": "invalid_grant", "error_description": description});
            let found = refused(&answer(status, body));
            assert_eq!(
                (found.check.verdict, found.check.cause),
                (Verdict::Unverified, Some(Cause::SignInRestricted)),
                "{description}"
            );
            assert!(!found.check.verdict.is_final());
            assert!(!found.is_grant_dead, "{description}");
            assert_eq!(found.code, LinkRefusal::UserRefused);
        }
    }
}

#[test]
fn a_rate_limit_of_the_token_endpoint_is_one_and_says_how_long() {
    let body = json!({"error": "rate_limit_exceeded", "error_description": "rate limit exceeded"});
    let mut limited = answer(400, body);
    let found = refused(&limited);
    assert_eq!(
        (found.check.verdict, found.check.retry_after_s),
        (Verdict::RateLimited, None)
    );
    assert!(!found.is_grant_dead);
    limited.headers.insert("retry-after", "30".parse().unwrap());
    assert_eq!(refused(&limited).check.retry_after_s, Some(30));
}

#[test]
fn a_locked_organisation_keeps_its_links() {
    let body = json!({"error": "inactive_org", "error_description": "organization is inactive"});
    let found = refused(&answer(400, body));
    assert_eq!(
        (found.check.verdict, found.check.cause, found.is_grant_dead),
        (Verdict::Unverified, Some(Cause::AccountInactive), false)
    );
    assert_eq!(found.check.detail.code.as_deref(), Some("inactive_org"));
}

#[test]
fn an_organisation_without_the_api_says_so_on_every_host() {
    let body = json!([{
        "message": "The REST API is not enabled for this Organization.",
        "errorCode": "API_DISABLED_FOR_ORG",
    }]);
    let answer = answer(403, body);
    let expected = (Verdict::Unverified, Some(Cause::PlanForbids));
    let query = api::refusal(&answer);
    assert_eq!((query.verdict, query.cause), expected);
    let token = refused(&answer).check;
    assert_eq!((token.verdict, token.cause), expected);
    assert_eq!(token.detail.code.as_deref(), Some("API_DISABLED_FOR_ORG"));
}
