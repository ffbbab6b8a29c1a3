//! What others have a say in: roles, people who left, other readings, faults, somebody in the CRM.

use reqwest::Method;
use serde_json::json;

use super::{DORA, FEW, HOST, MACHINE, ODILE, Org, id, refused};
use crate::helpers::Answer;

#[tokio::test]
async fn an_external_id_may_be_unique_and_may_not_be_looked_up() {
    let org = Org::start().await;
    let eve = org.customer("eve@new.example").await;
    let ours = json!({"externalId": "ours"});
    for _ in 0..2 {
        id(&org.converse(&eve, ours.clone()).await);
    }
    org.sandbox.read_as("kustomer_external_id", "409").await;
    refused(&org.converse(&eve, ours).await, 409);
    org.sandbox.read_as("kustomer_look_up", "missing").await;
    refused(&org.get("/v1/conversations/externalId=ours").await, 404);
}

#[tokio::test]
async fn a_user_who_left_stays_assigned_and_gets_nothing_new() {
    let org = Org::start().await;
    let eve = org.customer("eve@new.example").await;
    let odile = json!({"assignedUsers": [ODILE]});
    let path = format!(
        "/v1/conversations/{}",
        id(&org.converse(&eve, odile.clone()).await)
    );
    let gone = json!({"email": "odile.ortega@acme.example", "deleted": true});
    org.control("users", gone).await;
    let read = org.get(&path).await.json();
    assert_eq!(read["data"]["attributes"]["assignedUsers"], json!([ODILE]));
    refused(&org.converse(&eve, odile.clone()).await, 422);
    refused(
        &org.converse(&eve, json!({"assignedUsers": [DORA]})).await,
        422,
    );
    refused(
        &org.converse(&eve, json!({"assignedUsers": ["me"]})).await,
        422,
    );
    assert!(
        !org.get("/v1/users?userType=user")
            .await
            .text
            .contains(ODILE)
    );
    org.sandbox
        .read_as("kustomer_deleted_assignee", "dropped")
        .await;
    let dropped = org.send(Method::PATCH, &path, odile).await;
    assert_eq!(
        dropped.json()["data"]["attributes"]["assignedUsers"],
        json!([])
    );
}

#[tokio::test]
async fn only_an_administrators_key_says_who_wrote_something_and_when() {
    let org = Org::start().await;
    let eve = org.customer("eve@new.example").await;
    let body = json!({"createdBy": ODILE, "createdAt": "2026-11-01T08:00:00Z"});
    let made = org.converse(&eve, body.clone()).await;
    let data = &made.json()["data"];
    assert_eq!(data["relationships"]["createdBy"]["data"]["id"], ODILE);
    assert_eq!(data["attributes"]["createdAt"], "2026-11-01T08:00:00.000Z");
    let path = format!("/v1/conversations/{}", id(&made));
    let changed = json!({"status": "done", "modifiedBy": ODILE});
    let changed = org.send(Method::PATCH, &path, changed).await.json();
    let by = &changed["data"]["relationships"]["modifiedBy"]["data"]["id"];
    assert_eq!(by, ODILE);
    org.sandbox.read_as("kustomer_created_by", "ignored").await;
    let made = org.converse(&eve, body.clone()).await.json();
    assert_eq!(
        made["data"]["relationships"]["createdBy"]["data"]["id"],
        MACHINE
    );

    let few = Org::with_key(FEW).await;
    let eve = few.customer("eve@new.example").await;
    refused(&few.converse(&eve, body.clone()).await, 403);
    few.sandbox.read_as("kustomer_missing_role", "401").await;
    refused(&few.converse(&eve, body).await, 401);
    id(&few.converse(&eve, json!({})).await);
}

#[tokio::test]
async fn each_act_needs_its_role_or_one_above() {
    let org = Org::with_key(FEW).await;
    let eve = org.customer("eve@new.example").await;
    let path = format!(
        "/v1/conversations/{}",
        id(&org.converse(&eve, json!({})).await)
    );
    refused(&org.get(&path).await, 403);
    refused(
        &org.send(Method::PATCH, &path, json!({"status": "done"}))
            .await,
        403,
    );
    refused(&org.get(&format!("{path}/notes")).await, 403);
    for role in [
        "org",
        "org.permission",
        "org.user",
        "org.admin",
        "org.permission.conversation.read",
    ] {
        org.control("keys", json!({"name": FEW, "roles": [role]}))
            .await;
        assert_eq!(org.get(&path).await.status, 200, "{role}");
    }
    refused(&org.converse(&eve, json!({})).await, 403);
    refused(&org.post("/v1/customers", json!({})).await, 403);
    refused(
        &org.post(&format!("{path}/notes"), json!({"body": "x"}))
            .await,
        403,
    );
}

#[tokio::test]
async fn a_merged_customer_is_gone_and_the_other_has_it_all() {
    let org = Org::start().await;
    let (one, two) = (
        org.customer("a@new.example").await,
        org.customer("b@new.example").await,
    );
    let made = id(&org.converse(&one, json!({})).await);
    org.control("customers", json!({"id": one, "into": two}))
        .await;
    refused(&org.get(&format!("/v1/customers/{one}")).await, 404);
    refused(&org.converse(&one, json!({})).await, 422);
    let found = org.get("/v1/customers/email=a%40new.example").await.json();
    assert_eq!(found["data"]["id"], json!(two));
    let moved = org
        .get(&format!("/v1/customers/{two}/conversations"))
        .await
        .json();
    assert_eq!(moved["data"][0]["id"], json!(made));
    org.sandbox.read_as("kustomer_merged", "survivor").await;
    let survivor = org.get(&format!("/v1/customers/{one}")).await.json();
    assert_eq!(survivor["data"]["id"], json!(two));
    id(&org.converse(&one, json!({})).await);
}

#[tokio::test]
async fn a_customer_gets_so_many_conversations_a_minute_and_imported_ones_do_not_count() {
    let org = Org::start().await;
    let eve = org.customer("eve@new.example").await;
    for _ in 0..120 {
        id(&org.converse(&eve, json!({})).await);
    }
    let more = org.converse(&eve, json!({})).await;
    refused(&more, 429);
    assert_eq!(more.header("retry-after"), "");
    assert_ne!(more.header("x-ratelimit-remaining"), "0");
    let imported = json!({"importedAt": "2026-11-01T08:00:00.000Z"});
    id(&org.converse(&eve, imported).await);
    let other = org.customer("other@new.example").await;
    id(&org.converse(&other, json!({})).await);
    org.control("clock", json!({"seconds": 61})).await;
    id(&org.converse(&eve, json!({})).await);
}

#[tokio::test]
async fn an_answer_may_be_lost_and_the_work_done_at_once_or_later() {
    let org = Org::start().await;
    let eve = org.customer("eve@new.example").await;
    for fault in [json!("lose_answer"), json!({"late": 300})] {
        let rule = json!({"host": HOST, "method": "POST", "path": "/v1/conversations", "fault": fault, "times": 1});
        org.sandbox.control("POST", "faults", Some(rule)).await;
        let request = org
            .sandbox
            .client
            .post(org.sandbox.at(HOST, "/v1/conversations"));
        let request = request
            .bearer_auth(&org.key)
            .json(&json!({"customer": eve}));
        assert!(request.send().await.is_err(), "there is no answer");
        assert_eq!(org.count().await, 1);
    }
    tokio::time::sleep(std::time::Duration::from_millis(600)).await;
    assert_eq!(org.count().await, 2);
    let lock =
        json!({"host": HOST, "method": "PATCH", "fault": {"status": {"code": 409}}, "times": 1});
    org.sandbox.control("POST", "faults", Some(lock)).await;
    let path = format!("/v1/conversations/{eve}");
    refused(&org.send(Method::PATCH, &path, json!({})).await, 409);
}

#[tokio::test]
async fn somebody_else_reassigns_finishes_and_deletes() {
    let org = Org::start().await;
    let eve = org.customer("eve@new.example").await;
    let made = id(&org.converse(&eve, json!({})).await);
    let path = format!("/v1/conversations/{made}");
    let body = json!({"id": made, "assigned_users": [ODILE], "status": "done"});
    org.control("conversations", body).await;
    let read = org.get(&path).await.json();
    let attributes = &read["data"]["attributes"];
    assert_eq!(attributes["assignedUsers"], json!([ODILE]));
    assert_eq!(
        (&attributes["status"], &attributes["rev"]),
        (&json!("done"), &json!(2))
    );
    let told = &org.records().await["conversations"][0];
    assert_eq!(told["assigned_users"][0]["name"], "Odile Ortega");
    org.control("conversations", json!({"id": made, "deleted": true}))
        .await;
    refused(&org.get(&path).await, 404);
}

#[tokio::test]
async fn the_conversations_stand_on_the_page_of_records_and_nothing_in_it_runs() {
    let org = Org::start().await;
    let eve = org.customer("eve@new.example").await;
    let body = json!({"name": "<script>alert(1)</script>", "assignedUsers": [ODILE]});
    let made = id(&org.converse(&eve, body).await);
    let path = format!("/v1/conversations/{made}/notes");
    id(&org.post(&path, json!({"body": "called <b>back</b>"})).await);
    let page = org
        .sandbox
        .client
        .get(format!("{}/records", org.sandbox.origin));
    let page = Answer::of(page).await;
    assert_eq!(page.status, 200);
    for text in ["Odile Ortega", "Eve", "open", "Portal", "called &lt;b&gt;"] {
        assert!(page.text.contains(text), "{text}: {}", page.text);
    }
    assert!(!page.text.contains("<script>"), "{}", page.text);
}
