//! Versions, resources and queries.

use std::collections::HashSet;

use serde_json::{Value, json};

use super::{ACME, CAMILLE, ODILE, Visit};
use crate::helpers::{Answer, Sandbox};

const AGENTS: &str = "SELECT Id,Name,Email,Username,IsActive,UserType,Profile.Name FROM User \
    WHERE IsActive=true AND UserType='Standard'";

fn admin_test(user: &str) -> String {
    format!(
        "SELECT COUNT() FROM PermissionSetAssignment WHERE AssigneeId='{user}' \
         AND PermissionSet.PermissionsModifyAllData=true"
    )
}

async fn token(acme: &Visit<'_>, person: (&str, &str)) -> Value {
    acme.link(person).await["access_token"].clone()
}

fn error(answer: &Answer) -> (u16, Value) {
    (
        answer.status.as_u16(),
        answer.json()[0]["errorCode"].clone(),
    )
}

#[tokio::test]
async fn versions_are_for_everybody_and_resources_for_tokens() {
    let sandbox = Sandbox::start().await;
    let acme = Visit::to(&sandbox, ACME).await;
    let versions = Answer::of(sandbox.get(ACME, "/services/data/"))
        .await
        .json();
    let last = versions
        .as_array()
        .and_then(|v| v.last())
        .expect("versions");
    assert_eq!(
        last,
        &json!({ "label": "Summer '26", "url": "/services/data/v67.0", "version": "67.0" })
    );
    assert!(versions.to_string().contains("Winter '26"));
    let token = token(&acme, CAMILLE).await;
    let resources = acme.api("/services/data/v66.0/", &token).await.json();
    assert_eq!(resources["query"], "/services/data/v66.0/query");
    assert!(resources["identity"].is_string());
    assert_eq!(
        error(&acme.api("/services/data/v30.0", &token).await),
        (404, json!("NOT_FOUND"))
    );
    let dead = acme.api("/services/data/v66.0", &json!("nonsense")).await;
    assert_eq!(
        dead.json(),
        json!([{ "message": "Session expired or invalid", "errorCode": "INVALID_SESSION_ID" }])
    );
    assert_eq!(dead.status, 401);
    let none = Answer::of(sandbox.get(ACME, "/services/data/v66.0")).await;
    assert_eq!(none.status, 401);
}

#[tokio::test]
async fn administrators_are_found_by_profile_permission_set_and_group() {
    let sandbox = Sandbox::start().await;
    let acme = Visit::to(&sandbox, ACME).await;
    let token = token(&acme, CAMILLE).await;
    for (user, count) in [
        ("005am00000CRoy1", 1),
        ("005am00000AMar2", 1),
        ("005am00000GGro3", 1),
        ("005am00000OOrt4AAD", 0),
    ] {
        let answer = acme.query(&admin_test(user), &token).await;
        assert_eq!(answer.status, 200, "{}", answer.text);
        let expected = json!({ "totalSize": count, "done": true, "records": [] });
        assert_eq!(answer.json(), expected, "{user}");
    }
    let group = "SELECT PermissionSet.Type, PermissionSetGroup.DeveloperName \
        FROM PermissionSetAssignment \
        WHERE PermissionSetGroupId != null AND AssigneeId = '005am00000GGro3'";
    let record = acme.query(group, &token).await.json()["records"][0].clone();
    assert_eq!(record["PermissionSet"]["Type"], "Group");
    assert_eq!(
        record["PermissionSetGroup"]["DeveloperName"],
        "Integration_Admins"
    );
}

#[tokio::test]
async fn a_user_is_shown_with_the_profile() {
    let sandbox = Sandbox::start().await;
    let acme = Visit::to(&sandbox, ACME).await;
    let token = token(&acme, CAMILLE).await;
    let soql = "select isactive, profile.name from user where id='005am00000DDur5'";
    let body = acme.query(soql, &token).await.json();
    let record = &body["records"][0];
    assert_eq!(
        (&body["totalSize"], &body["done"]),
        (&json!(1), &json!(true))
    );
    assert_eq!(record["IsActive"], false);
    assert_eq!(record["Profile"]["Name"], "System Administrator");
    assert_eq!(record["attributes"]["type"], "User");
    assert!(record["Id"].is_null());
}

#[tokio::test]
async fn agents_come_in_pages_of_a_hundred() {
    let sandbox = Sandbox::start().await;
    let acme = Visit::to(&sandbox, ACME).await;
    let token = token(&acme, CAMILLE).await;
    let mut body = acme.query(AGENTS, &token).await.json();
    let (mut pages, mut names) = (1, HashSet::new());
    loop {
        for record in body["records"].as_array().expect("records") {
            assert_eq!(record["IsActive"], true);
            names.insert(record["Username"].to_string());
        }
        let Some(next) = body["nextRecordsUrl"].as_str().map(str::to_owned) else {
            break;
        };
        assert_eq!(body["done"], false);
        assert!(next.starts_with("/services/data/v66.0/query/01g"), "{next}");
        body = acme.api(&next, &token).await.json();
        pages += 1;
    }
    assert_eq!((pages, names.len()), (3, 235));
    assert_eq!(
        (&body["done"], &body["totalSize"]),
        (&json!(true), &json!(235))
    );
    let lost = acme
        .api("/services/data/v66.0/query/01gNothing-100", &token)
        .await;
    assert_eq!(error(&lost), (400, json!("INVALID_QUERY_LOCATOR")));
}

#[tokio::test]
async fn order_limit_and_offset_are_understood() {
    let sandbox = Sandbox::start().await;
    let acme = Visit::to(&sandbox, ACME).await;
    let token = token(&acme, CAMILLE).await;
    let soql = "SELECT Username FROM User WHERE Username LIKE '%o%@acme.example' \
        ORDER BY Username DESC LIMIT 2 OFFSET 1";
    let body = acme.query(soql, &token).await.json();
    let names = [0, 1].map(|n| body["records"][n]["Username"].to_string());
    assert!(names[0] > names[1] && body["records"].as_array().map(Vec::len) == Some(2));
}

#[tokio::test]
async fn bad_queries_have_codes_of_their_own() {
    let sandbox = Sandbox::start().await;
    let acme = Visit::to(&sandbox, ACME).await;
    let token = token(&acme, CAMILLE).await;
    for (soql, code) in [
        ("SELECT Id FORM User", "MALFORMED_QUERY"),
        ("", "MALFORMED_QUERY"),
        ("SELECT Colour FROM User", "INVALID_FIELD"),
        (
            "SELECT Id FROM User WHERE Profile.Colour = 'x'",
            "INVALID_FIELD",
        ),
        ("SELECT Profile FROM User", "INVALID_FIELD"),
        (
            "SELECT Id FROM User WHERE IsActive = 'true'",
            "INVALID_FIELD",
        ),
        ("SELECT Id FROM Account", "INVALID_TYPE"),
        (
            "SELECT Id FROM User WHERE Id = 'x'",
            "INVALID_QUERY_FILTER_OPERATOR",
        ),
    ] {
        assert_eq!(
            error(&acme.query(soql, &token).await),
            (400, json!(code)),
            "{soql}"
        );
    }
}

#[tokio::test]
async fn an_ordinary_user_counts_to_zero_or_is_refused() {
    let sandbox = Sandbox::start().await;
    let acme = Visit::to(&sandbox, ACME).await;
    let token = token(&acme, ODILE).await;
    let soql = admin_test("005am00000OOrt4");
    assert_eq!(acme.query(&soql, &token).await.json()["totalSize"], 0);
    for (reading, expected) in [
        (
            "insufficient_access",
            (403, json!("INSUFFICIENT_ACCESS_OR_READONLY")),
        ),
        ("invalid_field", (400, json!("INVALID_FIELD"))),
    ] {
        sandbox.read_as("salesforce_ordinary", reading).await;
        assert_eq!(error(&acme.query(&soql, &token).await), expected);
        assert_eq!(acme.query(AGENTS, &token).await.status, 200);
    }
}

#[tokio::test]
async fn faults_speak_salesforce() {
    let sandbox = Sandbox::start().await;
    let acme = Visit::to(&sandbox, ACME).await;
    let token = token(&acme, CAMILLE).await;
    for (code, expected) in [
        (401, "INVALID_SESSION_ID"),
        (403, "INSUFFICIENT_ACCESS_OR_READONLY"),
        (429, "REQUEST_LIMIT_EXCEEDED"),
        (503, "UNKNOWN_EXCEPTION"),
    ] {
        let fault = json!({
            "host": ACME, "path": "/services/data", "times": 1,
            "fault": { "status": { "code": code } },
        });
        sandbox.control("POST", "faults", Some(fault)).await;
        let answer = acme.api("/services/data/v66.0", &token).await;
        assert_eq!(error(&answer), (code, json!(expected)));
    }
    assert_eq!(acme.api("/services/data/v66.0", &token).await.status, 200);
}

#[tokio::test]
async fn calls_are_counted_until_the_day_s_limit() {
    let sandbox = Sandbox::start().await;
    let acme = Visit::to(&sandbox, ACME).await;
    let token = token(&acme, CAMILLE).await;
    let limit = json!({ "salesforce": { "requests": 2, "window_seconds": 86400 } });
    sandbox.control("POST", "limits", Some(limit)).await;
    let path = "/services/data/v66.0";
    for used in ["api-usage=1/2", "api-usage=2/2"] {
        assert_eq!(
            acme.api(path, &token).await.header("sforce-limit-info"),
            used
        );
    }
    let over = acme.api(path, &token).await;
    assert_eq!(error(&over), (403, json!("REQUEST_LIMIT_EXCEEDED")));
    assert_eq!(over.header("retry-after"), "");
    // Neither sign-in nor identity is a call of the API.
    let who = acme.api("/services/oauth2/userinfo", &token).await;
    assert_eq!(
        (who.status.as_u16(), who.header("sforce-limit-info")),
        (200, "")
    );
}
