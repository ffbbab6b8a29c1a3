//! Who is an administrator.

use domain::{Cause, Verdict};
use serde_json::{Value, json};

use super::{
    super::{
        person::{self, Person},
        rights,
    },
    ORG, USER, app, grant, verdict_of,
};
use crate::answer::{Answer, fake::answer};

fn camille(active: &Value) -> Person {
    let body = json!({"user_id": USER, "organization_id": ORG, "active": active});
    person::read(&answer(200, body), &grant(), &app().org)
        .ok()
        .unwrap()
}

fn refusal(status: u16, code: &str) -> Answer {
    answer(status, json!([{"errorCode": code, "message": "x"}]))
}

fn count(count: u64) -> Answer {
    answer(
        200,
        json!({"totalSize": count, "done": true, "records": []}),
    )
}

fn record(active: &Value) -> Answer {
    let row = json!({"IsActive": active, "Profile": {"Name": "Administrateur"}});
    answer(200, json!({"totalSize": 1, "records": [row]}))
}

#[test]
fn both_questions_name_the_user_and_nothing_else() {
    let id = USER.parse().unwrap();
    assert_eq!(
        rights::count(&id),
        "SELECT COUNT() FROM PermissionSetAssignment WHERE AssigneeId='005am00000CRoy1AAF' \
         AND PermissionSet.PermissionsModifyAllData=true"
    );
    assert_eq!(
        rights::record(&id),
        "SELECT IsActive,Profile.Name FROM User WHERE Id='005am00000CRoy1AAF'"
    );
}

#[test]
fn the_count_decides() {
    let no_role = Some(Cause::RoleTooSmall);
    for (count, verdict, cause) in [
        (count(1), Verdict::Valid, None),
        (count(3), Verdict::Valid, None),
        (count(0), Verdict::NotAdmin, no_role),
        (
            refusal(403, "INSUFFICIENT_ACCESS"),
            Verdict::NotAdmin,
            no_role,
        ),
        (
            refusal(403, "INSUFFICIENT_ACCESS_OR_READONLY"),
            Verdict::NotAdmin,
            no_role,
        ),
        (
            refusal(403, "REQUEST_LIMIT_EXCEEDED"),
            Verdict::RateLimited,
            None,
        ),
        (
            refusal(403, "API_DISABLED_FOR_ORG"),
            Verdict::Unverified,
            Some(Cause::PlanForbids),
        ),
        (refusal(400, "INVALID_FIELD"), Verdict::Unverified, None),
        (
            refusal(401, "INVALID_SESSION_ID"),
            Verdict::Unverified,
            None,
        ),
        (refusal(404, "NOT_FOUND"), Verdict::Unverified, None),
        (
            answer(200, "<html>"),
            Verdict::Unverified,
            Some(Cause::Unreadable),
        ),
        (
            answer(200, json!({"totalSize": "1"})),
            Verdict::Unverified,
            Some(Cause::Unreadable),
        ),
        (
            answer(200, json!({"totalSize": -1})),
            Verdict::Unverified,
            Some(Cause::Unreadable),
        ),
        (
            answer(200, json!([{"errorCode": "X", "totalSize": 1}])),
            Verdict::Unverified,
            Some(Cause::Unreadable),
        ),
    ] {
        let found = rights::judge(
            &camille(&json!(true)),
            &count,
            rights::read(&record(&json!(true))),
        );
        assert_eq!(verdict_of(found), (verdict, cause), "{}", count.text);
    }
}

#[test]
fn who_is_inactive_is_refused_whoever_says_so() {
    for (person, user) in [
        (json!(false), json!(true)),
        (json!(true), json!(false)),
        (json!(null), json!(false)),
    ] {
        let found = rights::judge(&camille(&person), &count(1), rights::read(&record(&user)));
        assert_eq!(
            verdict_of(found),
            (Verdict::Rejected, Some(Cause::UserSuspended))
        );
    }
    let nobody = rights::judge(
        &camille(&json!(null)),
        &count(1),
        rights::read(&record(&json!(null))),
    );
    assert_eq!(
        verdict_of(nobody),
        (Verdict::Unverified, Some(Cause::Unreadable))
    );
}

#[test]
fn a_record_that_cannot_be_read_takes_no_right_away() {
    let hidden = || rights::read(&refusal(400, "INVALID_FIELD"));
    let found = rights::judge(&camille(&json!(true)), &count(1), hidden());
    assert_eq!(verdict_of(found).0, Verdict::Valid);
    let found = rights::judge(&camille(&json!(null)), &count(1), hidden());
    assert_eq!(verdict_of(found).0, Verdict::Unverified);
    let none = rights::read(&answer(200, json!({"records": []})));
    assert_eq!(
        verdict_of(none),
        (Verdict::Unverified, Some(Cause::Unreadable))
    );
}

#[test]
fn the_profile_is_shown_under_its_own_name_unless_the_secret_is_in_it() {
    let profile = |answer| rights::read(&answer).ok().unwrap().profile;
    assert_eq!(
        profile(record(&json!(true))).as_deref(),
        Some("Administrateur")
    );
    let echo = json!({"records": [{"IsActive": true, "Profile": {"Name": "the-secret"}}]});
    assert_eq!(profile(answer(200, echo)), None);
    let without = json!({"records": [{"IsActive": true, "Profile": null}]});
    assert_eq!(profile(answer(200, without)), None);
}
