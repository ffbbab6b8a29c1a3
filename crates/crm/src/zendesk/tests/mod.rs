//! The rows of the verdict table, one by one.

mod agents;
mod client;
mod refusal;

use domain::{Cause, Check, Verdict, Warning, parse::Email};
use serde_json::{Value, json};

use super::verdict;
use crate::answer::{Answer, fake::answer};

fn check(answer: Answer) -> Check {
    let email: Email = "camille.roy@acme.example".parse().unwrap();
    match answer
        .settled()
        .and_then(|answer| verdict::read(&answer, verdict::Typed::Email(&email)))
    {
        Ok(check) => check,
        Err(check) => *check,
    }
}

/// Camille, an active admin, with these values instead.
fn user(changes: Value) -> String {
    let mut user = json!({"id": 382_100_000_001_u64, "name": "Camille Roy", "email": "Camille.Roy@acme.example",
        "role": "admin", "role_type": 4, "active": true, "suspended": false, "verified": true});
    let Value::Object(changes) = changes else {
        panic!("changes are an object")
    };
    for (name, value) in changes {
        user[name] = value;
    }
    json!({ "user": user }).to_string()
}

#[test]
fn every_row_of_the_table_has_its_verdict() {
    let forbidden = r#"{"error":{"title":"Forbidden","message":"You do not have access"}}"#;
    for (status, body, verdict, cause) in [
        (500, "oops".into(), Verdict::Unreachable, None),
        (503, "{}".into(), Verdict::Unreachable, None),
        (
            429,
            "Number of allowed API requests per minute exceeded".into(),
            Verdict::RateLimited,
            None,
        ),
        (
            429,
            r#"{"error":"APIRateLimitExceeded"}"#.into(),
            Verdict::RateLimited,
            None,
        ),
        (
            404,
            "<html>no such help center</html>".into(),
            Verdict::NotFound,
            Some(Cause::AccountUnknown),
        ),
        (
            404,
            r#"{"error":"InvalidEndpoint"}"#.into(),
            Verdict::NotFound,
            Some(Cause::AccountUnknown),
        ),
        (
            401,
            r#"{"error":"Couldn't authenticate you"}"#.into(),
            Verdict::Rejected,
            None,
        ),
        (
            401,
            r#"{"error":"invalid_token"}"#.into(),
            Verdict::Rejected,
            None,
        ),
        (401, "<html>".into(), Verdict::Rejected, None),
        (200, user(json!({"id": null})), Verdict::Rejected, None),
        (
            200,
            user(json!({"name": "Anonymous user"})),
            Verdict::Rejected,
            None,
        ),
        (
            200,
            user(json!({"suspended": true})),
            Verdict::Rejected,
            Some(Cause::UserSuspended),
        ),
        (
            200,
            user(json!({"active": false})),
            Verdict::Rejected,
            Some(Cause::UserSuspended),
        ),
        (
            200,
            user(json!({"role": "agent"})),
            Verdict::NotAdmin,
            Some(Cause::RoleTooSmall),
        ),
        (
            200,
            user(json!({"role": "end-user"})),
            Verdict::NotAdmin,
            Some(Cause::RoleTooSmall),
        ),
        (
            403,
            forbidden.into(),
            Verdict::NotAdmin,
            Some(Cause::PlanForbids),
        ),
        (200, user(json!({})), Verdict::Valid, None),
        (
            200,
            "{}".into(),
            Verdict::Unverified,
            Some(Cause::Unreadable),
        ),
        (
            200,
            r#"{"user":null}"#.into(),
            Verdict::Unverified,
            Some(Cause::Unreadable),
        ),
        (
            200,
            "<html>welcome</html>".into(),
            Verdict::Unverified,
            Some(Cause::Unreadable),
        ),
        (
            200,
            user(json!({"role": null})),
            Verdict::Unverified,
            Some(Cause::Unreadable),
        ),
        (
            200,
            user(json!({"active": null})),
            Verdict::Unverified,
            Some(Cause::Unreadable),
        ),
        (
            200,
            user(json!({"role": "superadmin"})),
            Verdict::Unverified,
            Some(Cause::Unreadable),
        ),
        (
            302,
            String::new(),
            Verdict::Unverified,
            Some(Cause::Redirected),
        ),
        (400, "bad".into(), Verdict::Unverified, None),
        (422, "{}".into(), Verdict::Unverified, None),
    ] {
        let found = check(answer(status, &body));
        assert_eq!(
            (found.verdict, found.cause, found.detail.status),
            (verdict, cause, Some(status)),
            "{status} {body}"
        );
    }
}

#[test]
fn a_valid_check_says_whom_the_token_acts_as() {
    let found = check(answer(200, user(json!({}))));
    let acts_as = found.acts_as.unwrap();
    assert_eq!(acts_as.name, "Camille Roy");
    assert_eq!(acts_as.email.as_deref(), Some("Camille.Roy@acme.example"));
    assert_eq!(acts_as.role, "admin");
    assert_eq!(found.warnings, []);
}

#[test]
fn another_address_and_a_light_agent_are_warned_of() {
    let warnings = |changes| check(answer(200, user(changes))).warnings;
    assert_eq!(
        warnings(json!({"email": "someone@else.example"})),
        [Warning::EmailDiffers]
    );
    assert_eq!(warnings(json!({"email": null})), []);
    assert_eq!(
        warnings(json!({"role_type": 1})),
        [Warning::CannotOwnRecords]
    );
}

#[test]
fn retry_after_is_passed_on() {
    let mut limited = answer(429, "slow down");
    limited.headers.insert("retry-after", "17".parse().unwrap());
    assert_eq!(check(limited).retry_after_s, Some(17));
    assert_eq!(check(answer(429, "slow down")).retry_after_s, None);
    let mut limited = answer(429, r#"{"error":"APIRateLimitExceeded"}"#);
    limited
        .headers
        .insert("ratelimit-reset", "23".parse().unwrap());
    assert_eq!(check(limited).retry_after_s, Some(23));
}

#[test]
fn a_secret_in_an_upstream_text_is_not_passed_on() {
    let echo = user(json!({"name": "I am the-secret", "email": "the-secret@acme.example"}));
    let found = check(answer(200, echo));
    let acts_as = found.acts_as.unwrap();
    assert_eq!(
        (acts_as.name.as_str(), acts_as.email),
        ("camille.roy@acme.example", None)
    );
    let found = check(answer(401, r#"{"error":"the-secret"}"#));
    assert_eq!(found.detail.code, None);
}
