//! What `userinfo` says of a token.

use domain::{Cause, Verdict};
use serde_json::{Value, json};

use super::{
    super::{
        grant::Grant,
        person::{self, Person},
    },
    ORG, ORG_18, USER, app, grant, verdict_of,
};
use crate::answer::{Step, fake::answer};

/// Camille, with these values instead.
fn user(changes: &Value) -> String {
    let mut user = json!({
        "user_id": USER, "organization_id": ORG_18, "preferred_username": "camille.roy@acme.example",
        "name": "Camille Roy", "email": "camille@acme.example", "active": true,
    });
    for (name, value) in changes.as_object().unwrap() {
        user[name] = value.clone();
    }
    user.to_string()
}

fn read(status: u16, body: impl ToString) -> Step<Person> {
    person::read(&answer(status, body).settled()?, &grant(), &app().org)
}

#[test]
fn a_person_has_a_name_and_whatever_else_is_said() {
    let camille = read(200, user(&json!({}))).ok().unwrap();
    assert_eq!(camille.id.as_str(), USER);
    assert_eq!(
        camille.username.as_deref(),
        Some("camille.roy@acme.example")
    );
    assert_eq!(camille.acts_as.name, "Camille Roy");
    assert_eq!(
        camille.acts_as.email.as_deref(),
        Some("camille@acme.example")
    );
    assert_eq!(camille.is_active, Some(true));
    let nameless = read(
        200,
        user(&json!({"name": "the-secret", "email": null, "active": "yes"})),
    );
    let nameless = nameless.ok().unwrap();
    assert_eq!(nameless.acts_as.name, "camille.roy@acme.example");
    assert_eq!((nameless.acts_as.email, nameless.is_active), (None, None));
}

#[test]
fn every_answer_has_its_verdict() {
    let unreadable = Some(Cause::Unreadable);
    let limit = r#"[{"errorCode":"REQUEST_LIMIT_EXCEEDED"}]"#;
    for (status, body, verdict, cause) in [
        (200, user(&json!({})), Verdict::Valid, None),
        (
            200,
            user(&json!({"organization_id": ORG})),
            Verdict::Valid,
            None,
        ),
        (
            200,
            user(&json!({"organization_id": "00Dam00000aCME7EAO"})),
            Verdict::WrongAccount,
            None,
        ),
        (
            200,
            user(&json!({"organization_id": null})),
            Verdict::Unverified,
            unreadable,
        ),
        (
            200,
            user(&json!({"user_id": "005am00000AMar2AAF"})),
            Verdict::Unverified,
            unreadable,
        ),
        (
            200,
            user(&json!({"user_id": "' OR Id!='"})),
            Verdict::Unverified,
            unreadable,
        ),
        (
            200,
            "<html>welcome</html>".into(),
            Verdict::Unverified,
            unreadable,
        ),
        (
            200,
            json!({"error": "invalid_token"}).to_string(),
            Verdict::Unverified,
            unreadable,
        ),
        (401, String::new(), Verdict::Unverified, None),
        (403, "Bad_OAuth_Token".into(), Verdict::Unverified, None),
        (403, limit.into(), Verdict::RateLimited, None),
        (
            403,
            r#"[{"errorCode":"API_DISABLED_FOR_ORG"}]"#.into(),
            Verdict::Unverified,
            Some(Cause::PlanForbids),
        ),
        (
            404,
            "<html>".into(),
            Verdict::NotFound,
            Some(Cause::AccountUnknown),
        ),
        (429, String::new(), Verdict::RateLimited, None),
        (500, String::new(), Verdict::Unreachable, None),
        (
            307,
            String::new(),
            Verdict::Unverified,
            Some(Cause::Redirected),
        ),
    ] {
        assert_eq!(
            verdict_of(read(status, &body)),
            (verdict, cause),
            "{status} {body}"
        );
    }
}

#[test]
fn of_a_grant_that_names_nobody_userinfo_decides() {
    let nobody = Grant {
        org: None,
        user: None,
        ..grant()
    };
    let answer = answer(200, user(&json!({"user_id": "005am00000AMar2AAF"})));
    assert!(person::read(&answer, &nobody, &app().org).is_ok());
}

#[test]
fn a_dead_token_is_told_in_two_ways() {
    let is_dead = |status, body: &str| person::is_token_dead(&answer(status, body));
    assert!(is_dead(403, "Bad_OAuth_Token"));
    assert!(is_dead(401, r#"[{"errorCode":"INVALID_SESSION_ID"}]"#));
    assert!(is_dead(401, ""));
    assert!(!is_dead(403, "Wrong_Org"));
    assert!(!is_dead(200, "Bad_OAuth_Token"));
}
