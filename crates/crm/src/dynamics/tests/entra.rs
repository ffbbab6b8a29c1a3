//! What Entra may say to the request for a token.

use domain::{Cause, Verdict};
use serde_json::json;

use super::{super::entra, verdict_of};
use crate::answer::fake::answer;

#[test]
fn every_refusal_of_a_token_has_its_verdict() {
    let entra = |error: &str, code: u64| json!({"error": error, "error_codes": [code]}).to_string();
    let described = json!({"error": "invalid_client", "error_description": "AADSTS7000222: The keys are expired."});
    for (status, body, verdict, cause) in [
        (503, String::new(), Verdict::Unreachable, None),
        (429, String::new(), Verdict::RateLimited, None),
        (
            400,
            entra("invalid_request", 90_002),
            Verdict::NotFound,
            Some(Cause::TenantUnknown),
        ),
        (
            401,
            entra("invalid_client", 7_000_215),
            Verdict::Rejected,
            Some(Cause::SecretWrong),
        ),
        (
            400,
            entra("invalid_client", 7_000_215),
            Verdict::Rejected,
            Some(Cause::SecretWrong),
        ),
        (
            401,
            entra("invalid_client", 7_000_222),
            Verdict::Rejected,
            Some(Cause::SecretExpired),
        ),
        (
            401,
            described.to_string(),
            Verdict::Rejected,
            Some(Cause::SecretExpired),
        ),
        (
            400,
            entra("unauthorized_client", 700_016),
            Verdict::Rejected,
            Some(Cause::AppUnknown),
        ),
        (401, entra("invalid_client", 1), Verdict::Rejected, None),
        (
            400,
            entra("interaction_required", 53_003),
            Verdict::Unverified,
            None,
        ),
        (404, "<html>".into(), Verdict::Unverified, None),
        (403, entra("invalid_client", 1), Verdict::Unverified, None),
        (
            302,
            String::new(),
            Verdict::Unverified,
            Some(Cause::Redirected),
        ),
        (
            200,
            "<html>".into(),
            Verdict::Unverified,
            Some(Cause::Unreadable),
        ),
        (
            200,
            r#"{"access_token":null}"#.into(),
            Verdict::Unverified,
            Some(Cause::Unreadable),
        ),
        (
            200,
            r#"{"access_token":""}"#.into(),
            Verdict::Unverified,
            Some(Cause::Unreadable),
        ),
        (
            200,
            r#"{"access_token":"a\nb"}"#.into(),
            Verdict::Unverified,
            Some(Cause::Unreadable),
        ),
        (
            200,
            r#"{"access_token":"abc.def"}"#.into(),
            Verdict::Valid,
            None,
        ),
    ] {
        let found = answer(status, &body)
            .settled()
            .and_then(|answer| entra::token(&answer).map(drop));
        assert_eq!(verdict_of(found), (verdict, cause), "{status} {body}");
    }
}

#[test]
fn a_token_is_searched_for_like_the_secret() {
    let who = entra::token(&answer(200, r#"{"access_token":"abc.def-token"}"#)).unwrap();
    assert_eq!(who.scrub.text("Bearer abc.def-token"), None);
    assert_eq!(who.scrub.text("the-secret"), None);
    assert_eq!(who.scrub.text("Portal").as_deref(), Some("Portal"));
}
