//! The rows of the verdict table, one by one.

mod entra;
mod roles;

use domain::{Cause, Verdict, parse::Guid};
use serde_json::{Value, json};

use super::{agents, verdict};
use crate::answer::{Answer, Step, fake::answer};

const APP: &str = "a0000001-0000-4000-8000-000000000001";
const ID: &str = "5a0d0000-0000-4000-8000-000000000001";

fn app() -> Guid {
    APP.parse().unwrap()
}

fn verdict_of<T>(step: Step<T>) -> (Verdict, Option<Cause>) {
    step.err()
        .map_or((Verdict::Valid, None), |check| (check.verdict, check.cause))
}

fn error(code: &str, message: &str) -> String {
    json!({"error": {"code": code, "message": message}}).to_string()
}

#[test]
fn every_answer_of_who_am_i_has_its_verdict() {
    let member = error(
        "0x80072560",
        "The user is not a member of the organization.",
    );
    let localised = error(
        "0x80072560",
        "L’utilisateur n’est pas membre de l’organisation.",
    );
    let disabled = error(
        "0x80040225",
        "The specified user(Id = 5a0d0000-0000-4000-8000-000000000001) is disabled. Consider enabling this user.",
    );
    // The words without the code: somebody's name may hold them.
    let quoted = error(
        "0x80040217",
        "'Not a member of the organization' is disabled",
    );
    for (status, body, verdict, cause) in [
        (500, String::new(), Verdict::Unreachable, None),
        (
            429,
            error("0x80072322", "Number of requests exceeded"),
            Verdict::RateLimited,
            None,
        ),
        (401, String::new(), Verdict::WrongAccount, None),
        (
            404,
            "<html>".into(),
            Verdict::NotFound,
            Some(Cause::AccountUnknown),
        ),
        (403, member, Verdict::Rejected, Some(Cause::AppUserMissing)),
        (
            403,
            localised,
            Verdict::Rejected,
            Some(Cause::AppUserMissing),
        ),
        (
            403,
            error("0X80072560", ""),
            Verdict::Rejected,
            Some(Cause::AppUserMissing),
        ),
        (
            403,
            disabled,
            Verdict::Rejected,
            Some(Cause::AppUserDisabled),
        ),
        (403, quoted, Verdict::Unverified, None),
        (
            429,
            error(
                "0x80072326",
                "Number of concurrent requests exceeded the limit of 52.",
            ),
            Verdict::RateLimited,
            None,
        ),
        (
            403,
            error(
                "0x80072326",
                "Number of concurrent requests exceeded the limit of 52.",
            ),
            Verdict::RateLimited,
            None,
        ),
        (
            403,
            error("0x80095ffe", "The IP address is blocked"),
            Verdict::Unverified,
            None,
        ),
        (412, String::new(), Verdict::Unverified, None),
        (
            200,
            "{}".into(),
            Verdict::Unverified,
            Some(Cause::Unreadable),
        ),
        (
            200,
            r#"{"UserId":null}"#.into(),
            Verdict::Unverified,
            Some(Cause::Unreadable),
        ),
        (
            200,
            r#"{"UserId":"../../x"}"#.into(),
            Verdict::Unverified,
            Some(Cause::Unreadable),
        ),
        (
            200,
            json!({ "UserId": ID }).to_string(),
            Verdict::Valid,
            None,
        ),
    ] {
        let found = answer(status, &body)
            .settled()
            .and_then(|answer| verdict::user_id(&answer));
        assert_eq!(verdict_of(found), (verdict, cause), "{status} {body}");
    }
}

fn user(changes: Value) -> Answer {
    let mut user =
        json!({"fullname": "# Portal", "applicationid": APP, "isdisabled": false, "accessmode": 4});
    let Value::Object(changes) = changes else {
        panic!("changes are an object")
    };
    for (name, value) in changes {
        user[name] = value;
    }
    answer(200, user)
}

#[test]
fn the_user_has_to_be_the_typed_application_and_enabled() {
    let other = "a0000002-0000-4000-8000-000000000002";
    for (user, verdict, cause) in [
        (user(json!({})), Verdict::Valid, None),
        (
            user(json!({"applicationid": APP.to_uppercase()})),
            Verdict::Valid,
            None,
        ),
        (
            user(json!({"applicationid": other})),
            Verdict::WrongAccount,
            None,
        ),
        (
            user(json!({"applicationid": other, "isdisabled": true})),
            Verdict::WrongAccount,
            None,
        ),
        (
            user(json!({"isdisabled": true})),
            Verdict::Rejected,
            Some(Cause::AppUserDisabled),
        ),
        (
            user(json!({"applicationid": null})),
            Verdict::Unverified,
            Some(Cause::Unreadable),
        ),
        (
            user(json!({"isdisabled": null})),
            Verdict::Unverified,
            Some(Cause::Unreadable),
        ),
        (
            answer(403, error("0x80040220", "prvReadUser")),
            Verdict::NotAdmin,
            Some(Cause::RoleTooSmall),
        ),
        (answer(401, ""), Verdict::WrongAccount, None),
        (answer(404, ""), Verdict::Unverified, None),
    ] {
        assert_eq!(
            verdict_of(verdict::user(&user, &app())),
            (verdict, cause),
            "{}",
            user.text
        );
    }
}

#[test]
fn a_page_of_people_has_no_applications_and_names_the_next() {
    let body = json!({
        "value": [
            {"systemuserid": ID, "fullname": "Camille Roy", "internalemailaddress": "camille.roy@contoso.example"},
            {"systemuserid": APP, "fullname": "# Portal", "applicationid": APP},
            {"systemuserid": "x"}, null,
        ],
        "@odata.nextLink": "https://evil.example/systemusers?$select=x&$skiptoken=%3Ccookie%20pagenumber=%222%22/%3E",
    });
    let (page, next) = agents::page(&answer(200, body)).unwrap();
    assert_eq!(page.len(), 1);
    assert_eq!(
        page[0].email.as_deref(),
        Some("camille.roy@contoso.example")
    );
    assert_eq!(
        next.as_deref(),
        Some("$select=x&$skiptoken=%3Ccookie%20pagenumber=%222%22/%3E")
    );
    assert_eq!(
        verdict_of(agents::page(&answer(403, ""))).0,
        Verdict::NotAdmin
    );
}
