//! What is written to Kustomer.

use reqwest::Method;
use serde_json::{Value, json};

use crate::helpers::{Answer, Sandbox};

const HOST: &str = "acme.api.kustomerapp.com";
const ODILE: &str = "5f0c00000000000000000002";
const DORA: &str = "5f0c00000000000000000004";
const MACHINE: &str = "5f0c10000000000000000001";
const FEW: &str = "Portal, permissions only";

struct Org {
    sandbox: Sandbox,
    key: String,
}

impl Org {
    async fn start() -> Self {
        let sandbox = Sandbox::start().await;
        let key = sandbox.kustomer_key("Portal").await;
        Self { sandbox, key }
    }

    async fn with_key(name: &str) -> Self {
        let mut org = Self::start().await;
        org.key = org.sandbox.kustomer_key(name).await;
        org
    }

    async fn send(&self, method: Method, path: &str, body: Value) -> Answer {
        let url = self.sandbox.at(HOST, path);
        let request = self.sandbox.client.request(method, url);
        Answer::of(request.bearer_auth(&self.key).json(&body)).await
    }

    async fn post(&self, path: &str, body: Value) -> Answer {
        self.send(Method::POST, path, body).await
    }

    async fn get(&self, path: &str) -> Answer {
        let request = self.sandbox.get(HOST, path);
        Answer::of(request.bearer_auth(&self.key)).await
    }

    async fn customer(&self, email: &str) -> String {
        let body = json!({"name": "Eve", "emails": [{"type": "home", "email": email}]});
        id(&self.post("/v1/customers", body).await)
    }

    async fn converse(&self, customer: &str, mut body: Value) -> Answer {
        body["customer"] = json!(customer);
        self.post("/v1/conversations", body).await
    }

    async fn control(&self, path: &str, mut body: Value) {
        body["host"] = json!(HOST);
        let path = format!("kustomer/{path}");
        let answer = self.sandbox.control("POST", &path, Some(body)).await;
        assert_eq!(answer.status, 204, "{}", answer.text);
    }

    async fn records(&self) -> Value {
        let path = format!("kustomer/records?host={HOST}");
        self.sandbox.control("GET", &path, None).await.json()
    }

    async fn count(&self) -> usize {
        let records = self.records().await;
        records["conversations"].as_array().expect("a list").len()
    }
}

fn id(answer: &Answer) -> String {
    assert_eq!(answer.status, 201, "{}", answer.text);
    let id = answer.json()["data"]["id"].clone();
    let id = id.as_str().expect("an id").to_owned();
    assert!(id.len() == 24 && id.bytes().all(|b| b.is_ascii_hexdigit()));
    id
}

fn refused(answer: &Answer, status: u16) {
    assert_eq!(answer.status, status, "{}", answer.text);
    let error = &answer.json()["errors"][0];
    assert!(error["code"].is_string(), "{}", answer.text);
    assert!(error["message"].is_string(), "{}", answer.text);
}

#[tokio::test]
async fn a_customer_is_made_once_and_found_by_address_and_external_id() {
    let org = Org::start().await;
    let body = json!({
        "name": "Eve", "externalId": "crm/7", "emails": [{"type": "home", "email": "eve+x@new.example"}],
        "phones": [{"type": "mobile", "phone": "+331"}],
    });
    let eve = id(&org.post("/v1/customers", body).await);
    for path in [
        "email=EVE%2Bx%40new.example",
        "phone=%2B331",
        "externalId=crm%2F7",
        &eve,
    ] {
        let found = org.get(&format!("/v1/customers/{path}")).await;
        assert_eq!(found.status, 200, "{path}: {}", found.text);
        assert_eq!(found.json()["data"]["id"], json!(eve));
        assert_eq!(found.json()["data"]["attributes"]["externalId"], "crm/7");
    }
    refused(&org.get("/v1/customers/email=no%40new.example").await, 404);
    for body in [
        json!({"emails": [{"email": "Eve+x@new.example"}]}),
        json!({"phones": [{"phone": "+331"}]}),
        json!({"externalId": "crm/7"}),
    ] {
        refused(&org.post("/v1/customers", body).await, 409);
    }
    refused(&org.post("/v1/customers", json!({"odd": 1})).await, 400);
}

#[tokio::test]
async fn a_customer_who_is_put_loses_what_is_not_named_unless_told_otherwise() {
    let org = Org::start().await;
    let path = format!("/v1/customers/{}", org.customer("eve@new.example").await);
    let name = json!({"name": "Eve N."});
    let merging = format!("{path}?replace=false");
    for (method, path, emails) in [
        (Method::PATCH, &path, 1),
        (Method::PUT, &merging, 1),
        (Method::PUT, &path, 0),
    ] {
        let answer = org.send(method, path, name.clone()).await;
        assert_eq!(answer.status, 200, "{}", answer.text);
        let attributes = &answer.json()["data"]["attributes"];
        assert_eq!(attributes["name"], "Eve N.");
        assert_eq!(attributes["emails"].as_array().map(Vec::len), Some(emails));
    }
    refused(&org.get("/v1/customers/email=eve%40new.example").await, 404);
}

#[tokio::test]
async fn a_conversation_is_made_read_changed_and_deleted() {
    let org = Org::start().await;
    let eve = org.customer("eve@new.example").await;
    let body = json!({"name": "Chat", "assignedUsers": [ODILE], "externalId": "ours", "custom": {"siteStr": "x"}});
    let made = org.converse(&eve, body).await;
    let path = format!("/v1/conversations/{}", id(&made));
    let data = &made.json()["data"];
    assert_eq!(data["attributes"]["status"], "open");
    assert_eq!(data["relationships"]["customer"]["data"]["id"], json!(eve));
    assert_eq!(data["relationships"]["createdBy"]["data"]["id"], MACHINE);
    assert_eq!(org.get(&path).await.json()["data"], *data);
    let by_id = org.get("/v1/conversations/externalId=ours").await;
    assert_eq!(by_id.json()["data"]["id"], data["id"]);

    let snoozed = json!({"status": "snoozed", "snooze": {}, "assignedUsers": []});
    let changed = org.send(Method::PATCH, &path, snoozed).await.json();
    let attributes = &changed["data"]["attributes"];
    assert_eq!(attributes["status"], "snoozed");
    assert_eq!(attributes["assignedUsers"], json!([]));
    assert_eq!(
        (&attributes["name"], &attributes["rev"]),
        (&json!("Chat"), &json!(2))
    );
    let done = org
        .send(Method::PUT, &path, json!({"status": "done"}))
        .await;
    assert_eq!(done.json()["data"]["attributes"]["status"], "done");

    let deleted = org.send(Method::DELETE, &path, json!({})).await;
    assert_eq!(deleted.status, 204);
    refused(&org.get(&path).await, 404);
    refused(
        &org.send(Method::PATCH, &path, json!({"status": "open"}))
            .await,
        404,
    );
    refused(&org.get("/v1/conversations/externalId=ours").await, 404);
}

#[tokio::test]
async fn what_is_not_known_is_refused() {
    let org = Org::start().await;
    let eve = org.customer("eve@new.example").await;
    for body in [
        json!({"odd": true}),
        json!({"status": "snoozed"}),
        json!({"priority": 6}),
        json!({"direction": "up"}),
        json!({"custom": {"odd": 1}}),
        json!({"createdAt": "yesterday"}),
        json!({"assignedUsers": vec![ODILE; 11]}),
    ] {
        refused(&org.converse(&eve, body).await, 400);
    }
    refused(&org.post("/v1/conversations", json!({})).await, 400);
    refused(&org.converse("me", json!({})).await, 400);
    refused(&org.converse(ODILE, json!({})).await, 422);
    let long = json!({"name": "x".repeat(100_001)});
    refused(&org.converse(&eve, long).await, 413);
    assert_eq!(org.count().await, 0);
}

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
async fn notes_come_newest_first_and_also_on_what_is_done() {
    let org = Org::start().await;
    let eve = org.customer("eve@new.example").await;
    let made = id(&org.converse(&eve, json!({"status": "done"})).await);
    let path = format!("/v1/conversations/{made}/notes");
    id(&org
        .post(
            &path,
            json!({"body": "one", "createdBy": ODILE, "userMentions": [ODILE]}),
        )
        .await);
    let body = json!({"conversation": made, "customer": eve, "body": "two"});
    let second = org.post("/v1/notes", body).await;
    id(&second);
    assert_eq!(
        second.json()["data"]["relationships"]["createdBy"]["data"]["id"],
        MACHINE
    );
    let list = org.get(&format!("{path}?pageSize=1")).await.json();
    assert_eq!(list["data"][0]["attributes"]["body"], "two");
    let next = list["links"]["next"].as_str().expect("another page");
    assert!(next.starts_with("/v1/conversations/"), "{next}");
    let last = org.get(next).await.json();
    assert_eq!(
        last["data"][0]["relationships"]["createdBy"]["data"]["id"],
        ODILE
    );
    assert_eq!(last["links"]["next"], json!(null));
    refused(&org.post(&path, json!({"body": " "})).await, 400);
    let nowhere = json!({"conversation": eve, "body": "x"});
    refused(&org.post("/v1/notes", nowhere).await, 404);
    let other = org.customer("other@new.example").await;
    let mixed = json!({"conversation": made, "customer": other, "body": "x"});
    refused(&org.post("/v1/notes", mixed).await, 422);
}

#[tokio::test]
async fn a_customers_conversations_come_newest_first_in_pages() {
    let org = Org::start().await;
    let eve = org.customer("eve@new.example").await;
    for name in ["one", "two", "three"] {
        id(&org.converse(&eve, json!({"name": name})).await);
    }
    let mut next = Some(format!("/v1/customers/{eve}/conversations?pageSize=2"));
    let mut names = vec![];
    while let Some(path) = next {
        let page = org.get(&path).await.json();
        let data = page["data"].as_array().expect("a list").clone();
        names.extend(data.iter().map(|c| c["attributes"]["name"].clone()));
        next = page["links"]["next"].as_str().map(str::to_owned);
    }
    assert_eq!(names, ["three", "two", "one"]);
    refused(
        &org.get(&format!("/v1/customers/{ODILE}/conversations"))
            .await,
        404,
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
