//! What Entra may say to the request for a token.

use domain::{Cause, Verdict};
use serde_json::json;
use tokio::time::Instant;

use super::{super::entra, verdict_of};
use crate::{
    answer::{Answer, Step, fake::answer},
    tokens::Token,
};

/// The token of an answer that has just come.
fn token(answer: &Answer) -> Step<Token> {
    entra::token(answer, Instant::now())
}

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
            .and_then(|answer| token(&answer).map(drop));
        assert_eq!(verdict_of(found), (verdict, cause), "{status} {body}");
    }
}

#[test]
fn a_token_is_searched_for_like_the_secret() {
    let who = token(&answer(200, r#"{"access_token":"abc.def-token"}"#))
        .unwrap()
        .who;
    assert_eq!(who.scrub.text("Bearer abc.def-token"), None);
    assert_eq!(who.scrub.text("the-secret"), None);
    assert_eq!(who.scrub.text("Portal").as_deref(), Some("Portal"));
}

/// A refusal as Entra words it.
fn worded(error: &str, code: u64, text: &str) -> String {
    json!({
        "error": error,
        "error_description": format!("AADSTS{code}: {text} Trace ID: 3f2504e0 Correlation ID: 6c84fb90 Timestamp: 2026-11-20 08:01:02Z"),
        "error_codes": [code],
        "timestamp": "2026-11-20 08:01:02Z",
        "trace_id": "3f2504e0-4f89-11d3-9a0c-0305e82c3301",
        "correlation_id": "6c84fb90-12c4-11e1-840d-7b25c5ee775a",
        "error_uri": format!("https://login.microsoftonline.com/error?code={code}"),
    })
    .to_string()
}

#[test]
fn the_codes_of_a_refusal_name_its_cause() {
    let (rejected, not_found) = (Verdict::Rejected, Verdict::NotFound);
    for (status, error, code, text, verdict, cause) in [
        (
            401,
            "invalid_client",
            7_000_215,
            "Invalid client secret provided. Ensure the secret being sent in the request is the client secret value, not the client secret ID, for a secret added to app 'a0000001-0000-4000-8000-000000000001'.",
            rejected,
            Cause::SecretWrong,
        ),
        (
            401,
            "invalid_client",
            7_000_222,
            "The provided client secret keys for app 'a0000001-0000-4000-8000-000000000001' are expired.",
            rejected,
            Cause::SecretExpired,
        ),
        (
            400,
            "unauthorized_client",
            700_016,
            "Application with identifier 'a0000009-0000-4000-8000-000000000009' was not found in the directory 'Contoso'.",
            rejected,
            Cause::AppUnknown,
        ),
        (
            400,
            "unauthorized_client",
            7_000_112,
            "Application 'a0000001-0000-4000-8000-000000000001'(Portal) is disabled.",
            rejected,
            Cause::AppDisabled,
        ),
        (
            401,
            "invalid_client",
            7_000_112,
            "Application 'a0000001-0000-4000-8000-000000000001'(Portal) is disabled.",
            rejected,
            Cause::AppDisabled,
        ),
        (
            400,
            "invalid_request",
            90_002,
            "Tenant 'nosuch.onmicrosoft.com' not found. Check to make sure you have the correct tenant ID and are signing into the correct cloud.",
            not_found,
            Cause::TenantUnknown,
        ),
        (
            400,
            "invalid_tenant",
            90_002,
            "Tenant 'nosuch.onmicrosoft.com' not found.",
            not_found,
            Cause::TenantUnknown,
        ),
        (
            400,
            "invalid_request",
            900_023,
            "Specified tenant identifier 'con toso' is neither a valid DNS name, nor a valid external domain.",
            not_found,
            Cause::TenantUnknown,
        ),
        (
            400,
            "invalid_resource",
            500_011,
            "The resource principal named https://nosuch.crm4.dynamics.com was not found in the tenant named Contoso.",
            not_found,
            Cause::AccountUnknown,
        ),
        (
            400,
            "invalid_grant",
            53_003,
            "Access has been blocked by Conditional Access policies. The access policy does not allow token issuance.",
            Verdict::Unverified,
            Cause::SignInRestricted,
        ),
        (
            401,
            "invalid_client",
            53_003,
            "Access has been blocked by Conditional Access policies.",
            Verdict::Unverified,
            Cause::SignInRestricted,
        ),
    ] {
        let body = worded(error, code, text);
        let check = token(&answer(status, &body)).err().unwrap();
        assert_eq!(
            (check.verdict, check.cause),
            (verdict, Some(cause)),
            "{body}"
        );
        let code = format!("AADSTS{code}");
        assert_eq!(check.detail.code, Some(code), "{body}");
    }
}

#[test]
fn two_errors_name_their_cause_without_a_code() {
    for (error, cause) in [
        ("invalid_tenant", Cause::TenantUnknown),
        ("invalid_resource", Cause::AccountUnknown),
    ] {
        let found = token(&answer(400, json!({ "error": error })));
        assert_eq!(
            verdict_of(found.map(drop)),
            (Verdict::NotFound, Some(cause))
        );
    }
}
