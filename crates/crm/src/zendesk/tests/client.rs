//! What the token endpoint says of an OAuth client, and what its tokens may do.

use domain::{Cause, Check, Verdict};
use serde_json::{Value, json};
use tokio::time::Instant;

use super::{
    super::{client, verdict},
    user,
};
use crate::answer::{Step, fake::answer};

fn verdict_of<T>(step: Step<T>) -> (Verdict, Option<Cause>) {
    step.map_or_else(
        |check| (check.verdict, check.cause),
        |_| (Verdict::Valid, None),
    )
}

#[test]
fn every_answer_of_the_token_endpoint_has_its_verdict() {
    let error = |error: &str| json!({"error": error, "error_description": "x"}).to_string();
    let token = r#"{"access_token":"abc","token_type":"bearer","expires_in":1800}"#;
    let unreadable = Some(Cause::Unreadable);
    for (status, body, verdict, cause) in [
        (200, token.to_owned(), Verdict::Valid, None),
        (201, token.to_owned(), Verdict::Valid, None),
        (
            201,
            r#"{"token":{}}"#.into(),
            Verdict::Unverified,
            unreadable,
        ),
        (
            200,
            error("invalid_client"),
            Verdict::Unverified,
            unreadable,
        ),
        (200, "<html>".into(), Verdict::Unverified, unreadable),
        (
            200,
            r#"{"access_token":""}"#.into(),
            Verdict::Unverified,
            unreadable,
        ),
        (
            200,
            r#"{"access_token":"a\nb"}"#.into(),
            Verdict::Unverified,
            unreadable,
        ),
        (401, error("invalid_client"), Verdict::Rejected, None),
        (400, error("invalid_client"), Verdict::Rejected, None),
        (403, error("invalid_grant"), Verdict::Rejected, None),
        (401, "<html>".into(), Verdict::Rejected, None),
        (
            404,
            "<html>".into(),
            Verdict::NotFound,
            Some(Cause::AccountUnknown),
        ),
        (
            403,
            "error code: 1010".into(),
            Verdict::Unverified,
            Some(Cause::AddressFilter),
        ),
        (403, error("access_denied"), Verdict::Unverified, None),
        (
            404,
            r#"{"error":{"title":"No help desk at nosuch.zendesk.com","message":"x"}}"#.into(),
            Verdict::NotFound,
            Some(Cause::AccountUnknown),
        ),
        (
            400,
            error("invalid_scope"),
            Verdict::Unverified,
            Some(Cause::ScopeTooSmall),
        ),
        (
            400,
            error("unsupported_grant_type"),
            Verdict::Unverified,
            None,
        ),
        (429, "slow down".into(), Verdict::RateLimited, None),
        (500, error("invalid_client"), Verdict::Unreachable, None),
        (
            302,
            String::new(),
            Verdict::Unverified,
            Some(Cause::Redirected),
        ),
    ] {
        let read = |answer| client::token(&answer, Instant::now());
        let found = verdict_of(answer(status, &body).settled().and_then(read));
        assert_eq!(found, (verdict, cause), "{status} {body}");
    }
}

#[test]
fn whom_users_me_names_is_believed_without_a_warning() {
    let found = |changes: Value| -> Check {
        let answer = answer(200, user(changes));
        verdict::read(&answer, verdict::Typed::Client("portal")).unwrap_or_else(|check| *check)
    };
    let anybody = found(json!({"email": "owner@acme.example", "name": "Olga Owner"}));
    assert_eq!(
        (anybody.verdict, anybody.warnings),
        (Verdict::Valid, vec![])
    );
    assert_eq!(anybody.acts_as.unwrap().name, "Olga Owner");
    assert_eq!(found(json!({"role": "agent"})).verdict, Verdict::NotAdmin);
    assert_eq!(found(json!({"suspended": true})).verdict, Verdict::Rejected);
    assert_eq!(
        found(json!({"name": "the-secret"})).acts_as.unwrap().name,
        "portal"
    );
}
