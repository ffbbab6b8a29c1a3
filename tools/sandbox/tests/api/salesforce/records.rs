//! What is written to Salesforce, record by record and by external id.

use reqwest::Method;
use serde_json::json;

use super::{
    CAMILLE, ODILE,
    desk::{CAMILLE_ID, Desk, ODILE_ID, VERSION, chat, error},
};
use crate::helpers::{Answer, Sandbox};

const DENIS_ID: &str = "005am00000DDur5AAD";
const QUEUE_ID: &str = "00Gam00000Queu1";

#[tokio::test]
async fn a_case_is_made_read_changed_and_deleted() {
    let sandbox = Sandbox::start().await;
    let desk = Desk::of(&sandbox, CAMILLE).await;
    let contact = desk
        .id(
            "Contact",
            json!({ "FirstName": "Eve", "LastName": "Endler", "Phone": "+33 1" }),
        )
        .await;
    assert!(contact.starts_with("003am") && contact.len() == 18);
    let mut wanted = chat("s-1");
    wanted["ContactId"] = json!(contact);
    let made = desk.create("Case", wanted).await;
    assert_eq!(
        (made.status.as_u16(), &made.json()["errors"]),
        (201, &json!([]))
    );
    assert!(made.header("sforce-limit-info").starts_with("api-usage="));
    let id = made.json()["id"].as_str().expect("an id").to_owned();
    assert!(
        made.header("location")
            .ends_with(&format!("/sobjects/Case/{id}"))
    );
    let path = format!("/sobjects/Case/{id}");
    let case = desk.get(&path).await.json();
    for (field, value) in [
        ("OwnerId", json!(ODILE_ID)),
        ("CreatedById", json!(CAMILLE_ID)),
        ("Status", json!("New")),
        ("IsClosed", json!(false)),
        ("ContactId", json!(contact)),
        ("Description", json!(null)),
    ] {
        assert_eq!(case[field], value, "{field}");
    }
    let closed = desk
        .send(Method::PATCH, &path, json!({ "Status": "Closed" }))
        .await;
    assert_eq!((closed.status.as_u16(), closed.text.as_str()), (204, ""));
    let two = desk
        .get(&format!("{path}?fields=IsClosed,CaseNumber"))
        .await
        .json();
    assert_eq!(
        (&two["IsClosed"], &two["Subject"]),
        (&json!(true), &json!(null))
    );
    assert_eq!(two["CaseNumber"], "00001001");
    let gone = Answer::of(desk.call(Method::DELETE, &path)).await;
    assert_eq!(gone.status, 204);
    assert_eq!(error(&desk.get(&path).await), (404, "NOT_FOUND".into()));
    let late = desk
        .send(Method::PATCH, &path, json!({ "Status": "New" }))
        .await;
    assert_eq!(error(&late), (404, "ENTITY_IS_DELETED".into()));
}

#[tokio::test]
async fn a_second_case_of_one_session_is_a_duplicate_and_names_the_first() {
    let sandbox = Sandbox::start().await;
    let desk = Desk::of(&sandbox, CAMILLE).await;
    let first = desk.id("Case", chat("s-1")).await;
    let second = desk.create("Case", chat("s-1")).await;
    assert_eq!(error(&second), (400, "DUPLICATE_VALUE".into()));
    let text =
        format!("duplicate value found: Session_Id__c duplicates value on record with id: {first}");
    assert_eq!(second.json()[0]["message"], text);
    let found = desk.get("/sobjects/Case/Session_Id__c/s-1").await.json();
    assert_eq!(found["Id"], first);
}

#[tokio::test]
async fn an_upsert_makes_a_case_or_changes_it_or_names_several() {
    let sandbox = Sandbox::start().await;
    let desk = Desk::of(&sandbox, CAMILLE).await;
    let path = "/sobjects/Case/Session_Id__c/a%2Fb";
    let put = async |path: &str| {
        let body = json!({ "Subject": "Chat" });
        desk.send(Method::PATCH, path, body).await
    };
    let none = put(&format!("{path}?updateOnly=true")).await;
    assert_eq!(error(&none), (404, "NOT_FOUND".into()));
    let (made, again) = (put(path).await, put(path).await);
    assert_eq!((made.status.as_u16(), again.status.as_u16()), (201, 200));
    assert_eq!(made.json()["id"], again.json()["id"]);
    assert_eq!(again.json()["created"], false);
    desk.control("rules", json!({ "unique_session_id": false }))
        .await;
    desk.id("Case", chat("a/b")).await;
    let several = put(path).await;
    assert_eq!(several.status, 300);
    assert_eq!(several.json().as_array().map(Vec::len), Some(2));
    let other = put("/sobjects/Case/Colour__c/x").await;
    assert_eq!(error(&other), (404, "NOT_FOUND".into()));
    assert_eq!(
        other.json()[0]["message"],
        "Provided external ID field does not exist or is not accessible: Colour__c"
    );
}

#[tokio::test]
async fn an_owner_is_an_active_person_or_a_queue() {
    let sandbox = Sandbox::start().await;
    let desk = Desk::of(&sandbox, CAMILLE).await;
    for (owner, code) in [
        (DENIS_ID, "INACTIVE_OWNER_OR_USER"),
        ("005am00000Nobo1", "INVALID_CROSS_REFERENCE_KEY"),
        ("Odile", "MALFORMED_ID"),
        ("005am00000OOrt4AAE", "MALFORMED_ID"),
    ] {
        let refused = desk.create("Case", json!({ "OwnerId": owner })).await;
        assert_eq!(error(&refused), (400, code.into()), "{owner}");
        assert_eq!(refused.json()[0]["fields"], json!(["OwnerId"]));
    }
    let queued = desk.id("Case", json!({ "OwnerId": QUEUE_ID })).await;
    assert!(
        desk.owner(&queued)
            .await
            .as_str()
            .is_some_and(|o| o.starts_with(QUEUE_ID))
    );
    let own = desk.id("Case", json!({ "Subject": "mine" })).await;
    assert_eq!(desk.owner(&own).await, CAMILLE_ID);
    // Whoever left stays the owner, and such a case can still be changed.
    let left = desk.id("Case", json!({ "OwnerId": ODILE_ID })).await;
    desk.control("people", json!({ "username": ODILE.0, "active": false }))
        .await;
    let path = format!("/sobjects/Case/{left}");
    let body = json!({ "Subject": "x", "OwnerId": ODILE_ID });
    assert_eq!(desk.send(Method::PATCH, &path, body).await.status, 204);
    assert_eq!(desk.owner(&left).await, ODILE_ID);
}

#[tokio::test]
async fn the_assignment_rule_takes_the_owner_unless_it_is_told_not_to() {
    let sandbox = Sandbox::start().await;
    let desk = Desk::of(&sandbox, CAMILLE).await;
    let id = desk.id("Case", chat("s-1")).await;
    assert_eq!(desk.owner(&id).await, ODILE_ID);
    let update = async || {
        let url = desk.visit.url(&format!("{VERSION}/sobjects/Case/{id}"));
        let token = desk.token.as_str().expect("a token");
        let request = sandbox.client.patch(url).bearer_auth(token);
        let body = json!({ "Subject": "new", "OwnerId": ODILE_ID });
        assert_eq!(Answer::of(request.json(&body)).await.status, 204);
    };
    update().await;
    assert!(
        desk.owner(&id)
            .await
            .as_str()
            .is_some_and(|o| o.starts_with(QUEUE_ID))
    );
    desk.control("rules", json!({ "assignment": false })).await;
    update().await;
    assert_eq!(desk.owner(&id).await, ODILE_ID);
}

#[tokio::test]
async fn the_duplicate_rule_names_its_match_and_a_header_overrules_it() {
    let sandbox = Sandbox::start().await;
    let desk = Desk::of(&sandbox, CAMILLE).await;
    let eve = || json!({ "LastName": "Endler", "Email": "eve@new.example" });
    let first = desk.id("Contact", eve()).await;
    desk.control("rules", json!({ "duplicates": true })).await;
    let refused = desk.create("Contact", eve()).await;
    assert_eq!(error(&refused), (400, "DUPLICATES_DETECTED".into()));
    let result = &refused.json()[0]["duplicateResult"]["matchResults"][0];
    assert_eq!(result["matchRecords"][0]["record"]["Id"], first);
    let allowed = desk.call(Method::POST, "/sobjects/Contact");
    let allowed = allowed.header("Sforce-Duplicate-Rule-Header", "allowSave=true");
    assert_eq!(Answer::of(allowed.json(&eve())).await.status, 201);
}

#[tokio::test]
async fn what_was_changed_since_is_not_changed() {
    let sandbox = Sandbox::start().await;
    let desk = Desk::of(&sandbox, CAMILLE).await;
    let id = desk.id("Case", chat("s-1")).await;
    let path = format!("/sobjects/Case/{id}");
    let read = desk.get(&path).await;
    let update = async || {
        let request = desk.call(Method::PATCH, &path);
        let request = request.header("If-Unmodified-Since", read.header("last-modified"));
        Answer::of(request.json(&json!({ "OwnerId": CAMILLE_ID }))).await
    };
    assert_eq!(update().await.status, 204);
    desk.control(
        "cases",
        json!({ "id": id, "owner": ODILE.0, "by": ODILE.0 }),
    )
    .await;
    assert_eq!(error(&update().await), (412, "PRECONDITION_FAILED".into()));
    assert_eq!(desk.owner(&id).await, ODILE_ID);
    let case = desk.get(&path).await.json();
    assert_eq!(case["LastModifiedById"], ODILE_ID);
}
