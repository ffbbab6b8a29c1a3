//! Rights, rules, limits and lost answers of what is written to Dataverse.

use reqwest::Method;
use serde_json::{Value, json};

use super::{CONTACT, OBJECT_OF_ODILE, ODILE, ORG, OURS, Org, REPRESENTATION, chat, is, refused};
use crate::helpers::Answer;

#[tokio::test]
async fn an_agent_stood_in_for_is_the_author_and_needs_the_rights() {
    let org = Org::start().await;
    let agent = [("callerobjectid", OBJECT_OF_ODILE), REPRESENTATION];
    let case = org.patch(&agent, chat()).await.json();
    let app = org.get("WhoAmI").await.json()["UserId"].clone();
    assert_eq!(
        (&case["_createdby_value"], &case["_createdonbehalfby_value"]),
        (&json!(ODILE), &app)
    );
    let email = "odile.ortega@contoso.example";
    org.control("users", json!({"email": email, "roles": ["Contacts only"]}))
        .await;
    let weak = org
        .post(
            "incidents",
            &agent,
            json!({
                "customerid_contact@odata.bind": format!("/contacts({CONTACT})"),
            }),
        )
        .await;
    assert_eq!(refused(&weak), is(403, "0x80040220"));
    assert!(weak.text.contains("prvCreateincident"), "{}", weak.text);
    assert!(weak.text.contains("OTC=112"));
}

#[tokio::test]
async fn a_contact_like_another_is_refused_only_where_the_rules_are_asked() {
    let org = Org::start().await;
    let eve = || json!({"firstname": "Eve", "lastname": "New", "emailaddress1": "contact1@client.example"});
    let rules = [("mscrm.suppressduplicatedetection", "false")];
    assert_eq!(
        refused(&org.post("contacts", &rules, eve()).await),
        is(412, "0x80040333")
    );
    org.sandbox.read_as("dynamics_duplicate", "500").await;
    assert_eq!(
        refused(&org.post("contacts", &rules, eve()).await),
        is(500, "0x80040333")
    );
    let made = org.post("contacts", &[REPRESENTATION], eve()).await;
    assert_eq!(
        (made.status.as_u16(), &made.json()["fullname"]),
        (201, &json!("Eve New"))
    );
}

#[tokio::test]
async fn without_customer_service_there_are_no_cases() {
    let org = Org::start().await;
    org.sandbox
        .read_as("dynamics_customer_service", "missing")
        .await;
    assert_eq!(
        refused(&org.patch(&[], chat()).await),
        is(404, "0x8006088a")
    );
    assert_eq!(org.get("incidents").await.status, 404);
}

#[tokio::test]
async fn each_of_the_three_limits_has_its_code() {
    let org = Org::start().await;
    let limit = json!({"dynamics": {"requests": 0, "window_seconds": 60}});
    org.sandbox.control("POST", "limits", Some(limit)).await;
    for (which, code) in [
        ("count", "0x80072322"),
        ("time", "0x80072321"),
        ("concurrency", "0x80072326"),
    ] {
        org.sandbox.read_as("dynamics_429", which).await;
        let answer = org.patch(&[], chat()).await;
        assert_eq!(refused(&answer), is(429, code));
        assert!(!answer.header("retry-after").is_empty());
    }
}

#[tokio::test]
async fn a_case_whose_answer_is_lost_is_there_and_only_its_method_is_hit() {
    let org = Org::start().await;
    let fault = json!({"host": ORG, "method": "PATCH", "fault": {"late": 1}, "times": 1});
    org.sandbox.control("POST", "faults", Some(fault)).await;
    assert_eq!(org.get("WhoAmI").await.status, 200);
    let path = format!("incidents({OURS})");
    let lost = org.request(Method::PATCH, &path, &[], &chat()).send().await;
    assert!(lost.is_err());
    while org.cases().await.is_empty() {
        tokio::time::sleep(std::time::Duration::from_millis(5)).await;
    }
    let again = org.patch(&[("if-none-match", "*")], chat()).await;
    assert_eq!(again.status, 412);
}

#[tokio::test]
async fn rows_are_deleted_and_calls_hang_on_their_case() {
    let org = Org::start().await;
    org.patch(&[], chat()).await;
    let call = json!({
        "subject": "Call", "phonenumber": "+331", "directioncode": true,
        "regardingobjectid_incident@odata.bind": format!("/incidents({OURS})"),
    });
    assert_eq!(org.post("phonecalls", &[], call).await.status, 204);
    assert_eq!(org.cases().await[0]["calls"][0]["number"], "+331");
    let path = format!("incidents({OURS})");
    for status in [204, 404] {
        let deleted = org.request(Method::DELETE, &path, &[], &Value::Null);
        assert_eq!(Answer::of(deleted).await.status, status);
    }
    assert_eq!(org.get("phonecalls").await.json()["value"], json!([]));
}

#[tokio::test]
async fn the_field_for_the_session_is_told_of() {
    let org = Org::start().await;
    let path = "EntityDefinitions(LogicalName='incident')/Attributes\
                ?$select=LogicalName,AttributeType&$filter=LogicalName eq 'new_sessionid'";
    let found = org.get(path).await.json();
    assert_eq!(
        found["value"],
        json!([{"LogicalName": "new_sessionid", "AttributeType": "String"}])
    );
}

#[tokio::test]
async fn who_cannot_own_a_case_is_refused() {
    let org = Org::start().await;
    let email = "odile.ortega@contoso.example";
    org.control("users", json!({"email": email, "roles": []}))
        .await;
    assert_eq!(
        refused(&org.patch(&[], chat()).await),
        is(403, "0x80042f09")
    );
    let roles = json!(["Customer Service Representative"]);
    org.control(
        "users",
        json!({"email": email, "roles": roles, "disabled": true}),
    )
    .await;
    let disabled = org.patch(&[], chat()).await;
    assert_eq!(refused(&disabled), is(403, "0x80042f09"));
    assert!(
        disabled
            .text
            .contains("Read Privilege Check For Owner failed")
    );
    org.control("users", json!({"email": email, "deleted": true}))
        .await;
    assert_eq!(
        refused(&org.patch(&[], chat()).await),
        is(404, "0x80040217")
    );
    assert!(org.cases().await.is_empty());
}
