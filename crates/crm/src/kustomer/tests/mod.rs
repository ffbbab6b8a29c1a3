//! The rows of the verdict table, one by one.

mod agents;
mod identity;
mod roles;

use domain::{Cause, Check, Verdict, parse::Label};
use serde_json::{Value, json};

use super::{
    rights::Rights,
    verdict::{self, Claim, Known},
};
use crate::answer::{Answer, Step, fake::answer};

/// What the three answers together say, as the connector asks for them.
fn check(token: Answer, user: Answer, users: Answer, claim: Claim) -> Check {
    let typed = "acme".parse::<Label>().unwrap();
    let ask = || -> Step<Check> {
        let token = verdict::alive(token.settled()?, claim)?;
        let known = Known::from(token, &verdict::user(user.settled()?, claim)?, &typed);
        match known.rights() {
            Rights::Admin(role) => Ok(known.admin(role, claim)),
            Rights::None => Ok(known.not_admin()),
            Rights::Unknown => Ok(known.unknown()),
            Rights::Permissions => known.probed(&users.settled()?, claim),
        }
    };
    ask().unwrap_or_else(|check| *check)
}

fn token(roles: &Value) -> Answer {
    answer(
        200,
        json!({"data": {"type": "token", "attributes": {"name": "Portal", "roles": roles}}}),
    )
}

fn user() -> Answer {
    let attributes =
        json!({"name": "Portal", "email": "portal@acme.example", "userType": "machine"});
    answer(
        200,
        json!({"data": {"type": "user", "id": "5f0c", "attributes": attributes}}),
    )
}

fn users() -> Answer {
    answer(200, json!({"data": []}))
}

#[test]
fn what_tokens_current_says_alone() {
    let fits = Claim::Fits;
    for (status, body, claim, verdict, cause) in [
        (502, "", fits, Verdict::Unreachable, None),
        (429, "", fits, Verdict::RateLimited, None),
        (401, "", Claim::Differs, Verdict::WrongAccount, None),
        (403, "", Claim::Differs, Verdict::WrongAccount, None),
        (404, "", Claim::Differs, Verdict::WrongAccount, None),
        (
            404,
            "<html>",
            fits,
            Verdict::NotFound,
            Some(Cause::AccountUnknown),
        ),
        (
            401,
            r#"{"errors":[{"code":"unauthorized"}]}"#,
            fits,
            Verdict::Rejected,
            Some(Cause::SecretWrong),
        ),
        (
            401,
            r#"{"errors":[{"message":"Expired token"}]}"#,
            fits,
            Verdict::Rejected,
            Some(Cause::SecretExpired),
        ),
        (
            403,
            "",
            fits,
            Verdict::Unverified,
            Some(Cause::AddressFilter),
        ),
        (400, "", fits, Verdict::Unverified, None),
        (413, "", Claim::Differs, Verdict::Unverified, None),
        (301, "", fits, Verdict::Unverified, Some(Cause::Redirected)),
        (
            200,
            "<html>",
            fits,
            Verdict::Unverified,
            Some(Cause::Unreadable),
        ),
        (
            200,
            "null",
            fits,
            Verdict::Unverified,
            Some(Cause::Unreadable),
        ),
    ] {
        let found = check(answer(status, body), user(), users(), claim);
        assert_eq!(
            (found.verdict, found.cause),
            (verdict, cause),
            "{status} {body} {claim:?}"
        );
    }
}

#[test]
fn what_users_current_says_besides() {
    let verdict = |user, claim| check(token(&json!(["org.admin"])), user, users(), claim).verdict;
    assert_eq!(
        verdict(answer(403, ""), Claim::Differs),
        Verdict::WrongAccount
    );
    assert_eq!(verdict(answer(500, ""), Claim::Fits), Verdict::Unreachable);
    assert_eq!(verdict(answer(429, ""), Claim::Fits), Verdict::RateLimited);
    assert_eq!(verdict(answer(400, ""), Claim::Fits), Verdict::Unverified);
    assert_eq!(
        verdict(answer(200, "<html>"), Claim::Fits),
        Verdict::Unverified
    );
}
