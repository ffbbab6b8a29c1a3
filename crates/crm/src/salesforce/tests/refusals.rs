//! How the token endpoint says no.

use domain::{Cause, LinkRefusal, Verdict};
use serde_json::json;

use super::super::{grant::Refused, token};
use crate::answer::fake::answer;

fn refused(status: u16, body: &str) -> Refused {
    match answer(status, body).settled() {
        Ok(answer) => *token::read(&answer).unwrap_err(),
        Err(check) => (*check).into(),
    }
}

fn error(error: &str, description: &str) -> String {
    json!({"error": error, "error_description": description}).to_string()
}

#[test]
fn every_refusal_of_a_token_has_its_verdict_and_its_cause() {
    use LinkRefusal as L;
    use Verdict as V;
    let unreadable = Some(Cause::Unreadable);
    let expired = error("invalid_grant", "expired access/refresh token");
    for (status, body, verdict, cause, code, is_dead) in [
        (
            400,
            expired.clone(),
            V::Rejected,
            Some(Cause::GrantGone),
            L::UserRefused,
            true,
        ),
        (
            401,
            expired.clone(),
            V::Rejected,
            Some(Cause::GrantGone),
            L::UserRefused,
            true,
        ),
        (
            400,
            error("invalid_grant", "authentication failure"),
            V::Rejected,
            Some(Cause::GrantGone),
            L::UserRefused,
            true,
        ),
        (
            400,
            error("invalid_grant", "invalid code verifier"),
            V::Rejected,
            Some(Cause::GrantGone),
            L::RequestRefused,
            true,
        ),
        (
            400,
            error("invalid_grant", "expired authorization code"),
            V::Rejected,
            Some(Cause::GrantGone),
            L::RequestRefused,
            true,
        ),
        (
            400,
            error("invalid_grant", "login rate exceeded"),
            V::RateLimited,
            None,
            L::Unreachable,
            false,
        ),
        (
            400,
            error("invalid_client", "invalid client credentials"),
            V::Rejected,
            Some(Cause::SecretWrong),
            L::ClientRefused,
            false,
        ),
        (
            400,
            error("invalid_client_id", "client identifier invalid"),
            V::Rejected,
            Some(Cause::AppUnknown),
            L::ClientRefused,
            false,
        ),
        (
            400,
            error("invalid_client", "app must be installed into org"),
            V::Rejected,
            Some(Cause::AppUnknown),
            L::AppNotInstalled,
            false,
        ),
        (
            400,
            error("inactive_user", "user is inactive"),
            V::Rejected,
            Some(Cause::UserSuspended),
            L::UserRefused,
            false,
        ),
        (
            400,
            error("invalid_request", "missing code"),
            V::Unverified,
            None,
            L::RequestRefused,
            false,
        ),
        (
            400,
            error(
                "redirect_uri_mismatch",
                "redirect_uri must match configuration",
            ),
            V::Unverified,
            None,
            L::RequestRefused,
            false,
        ),
        (
            400,
            error("surprise", ""),
            V::Unverified,
            None,
            L::Unverified,
            false,
        ),
        (
            403,
            r#"[{"errorCode":"REQUEST_LIMIT_EXCEEDED","message":"x"}]"#.into(),
            V::RateLimited,
            None,
            L::Unreachable,
            false,
        ),
        (
            403,
            "Forbidden".into(),
            V::Unverified,
            None,
            L::Unverified,
            false,
        ),
        (
            404,
            "<html>".into(),
            V::NotFound,
            Some(Cause::AccountUnknown),
            L::Unreachable,
            false,
        ),
        (
            429,
            String::new(),
            V::RateLimited,
            None,
            L::Unreachable,
            false,
        ),
        (
            503,
            expired.clone(),
            V::Unreachable,
            None,
            L::Unreachable,
            false,
        ),
        (
            302,
            String::new(),
            V::Unverified,
            Some(Cause::Redirected),
            L::Unverified,
            false,
        ),
        (
            200,
            expired,
            V::Unverified,
            unreadable,
            L::Unverified,
            false,
        ),
        (
            200,
            "<html>".into(),
            V::Unverified,
            unreadable,
            L::Unverified,
            false,
        ),
        (
            200,
            "[]".into(),
            V::Unverified,
            unreadable,
            L::Unverified,
            false,
        ),
    ] {
        let found = refused(status, &body);
        assert_eq!(
            (
                found.check.verdict,
                found.check.cause,
                found.code,
                found.is_grant_dead
            ),
            (verdict, cause, code, is_dead),
            "{status} {body}"
        );
        assert_eq!(found.check.detail.status, Some(status));
    }
}

#[test]
fn a_secret_in_a_refusal_is_not_passed_on() {
    let found = refused(400, &error("the-secret", "Bearer the-secret"));
    assert!(!format!("{found:?}").contains("the-secret"), "{found:?}");
}
