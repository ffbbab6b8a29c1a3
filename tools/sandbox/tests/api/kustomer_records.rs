//! What is written to Kustomer.

mod others;

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
