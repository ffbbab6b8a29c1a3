//! What is written to Zendesk.

use reqwest::Method;
use serde_json::{Value, json};

use crate::helpers::{ADMIN, Answer, Sandbox, TOKEN};

const HOST: &str = "acme-support.zendesk.com";
const CAMILLE: u64 = 382_100_000_001;
const ODILE: u64 = 382_100_000_003;
const LIGHT: u64 = 382_100_000_005;
const SIMON: u64 = 382_100_000_006;

struct Desk(Sandbox);

impl Desk {
    async fn start() -> Self {
        Self(Sandbox::start().await)
    }

    async fn send(&self, method: Method, path: &str, key: Option<&str>, body: Value) -> Answer {
        let mut request = self
            .0
            .client
            .request(method, self.0.at(HOST, path))
            .basic_auth(format!("{ADMIN}/token"), Some(TOKEN));
        if let Some(key) = key {
            request = request.header("idempotency-key", key);
        }
        Answer::of(request.json(&body)).await
    }

    async fn create(&self, key: Option<&str>, ticket: Value) -> Answer {
        let body = json!({ "ticket": ticket });
        self.send(Method::POST, "/api/v2/tickets", key, body).await
    }

    async fn update(&self, id: &Value, ticket: Value) -> Answer {
        let path = format!("/api/v2/tickets/{id}");
        self.send(Method::PUT, &path, None, json!({ "ticket": ticket }))
            .await
    }

    async fn user(&self, user: Value) -> Answer {
        let path = "/api/v2/users/create_or_update";
        self.send(Method::POST, path, None, json!({ "user": user }))
            .await
    }

    async fn get(&self, path: &str) -> Answer {
        self.0.zendesk(path, ADMIN, TOKEN).await
    }

    async fn control(&self, path: &str, mut body: Value) {
        body["host"] = json!(HOST);
        let answer = self.0.control("POST", path, Some(body)).await;
        assert!(answer.status.is_success(), "{}", answer.text);
    }

    async fn count(&self) -> usize {
        let path = format!("zendesk/records?host={HOST}");
        let records = self.0.control("GET", &path, None).await.json();
        records["tickets"].as_array().expect("tickets").len()
    }
}

fn chat(assignee: u64) -> Value {
    json!({"subject": "Chat", "comment": {"body": "hello", "public": false}, "assignee_id": assignee})
}

fn details(answer: &Answer) -> String {
    assert_eq!(answer.status, 422, "{}", answer.text);
    assert_eq!(answer.json()["error"], "RecordInvalid");
    answer.json()["details"].to_string()
}

#[tokio::test]
async fn a_ticket_is_made_and_read_again() {
    let desk = Desk::start().await;
    let made = desk.create(None, chat(ODILE)).await;
    assert_eq!(made.status, 201, "{}", made.text);
    let ticket = &made.json()["ticket"];
    assert!(
        made.header("location")
            .ends_with(&format!("/tickets/{}.json", ticket["id"]))
    );
    assert_eq!(
        (&ticket["assignee_id"], &ticket["submitter_id"]),
        (&json!(ODILE), &json!(CAMILLE))
    );
    assert_eq!(made.json()["audit"]["events"][0]["type"], "Comment");
    let read = desk.get(&format!("/api/v2/tickets/{}", ticket["id"])).await;
    assert_eq!(read.json()["ticket"], *ticket);
    let other = desk.get("/api/v2/tickets/99").await;
    assert_eq!(
        (other.status.as_u16(), &other.json()["error"]),
        (404, &json!("RecordNotFound"))
    );
}

#[tokio::test]
async fn under_one_key_the_same_is_made_once_and_after_its_window_again() {
    let desk = Desk::start().await;
    let first = desk.create(Some("k"), chat(ODILE)).await;
    let again = desk.create(Some("k"), chat(ODILE)).await;
    assert_eq!(first.header("x-idempotency-lookup"), "miss");
    assert_eq!(again.header("x-idempotency-lookup"), "hit");
    assert_eq!(first.json(), again.json());
    let other = desk.create(Some("k"), chat(CAMILLE)).await;
    assert_eq!(
        (other.status.as_u16(), &other.json()["error"]),
        (400, &json!("IdempotentRequestError"))
    );
    assert_eq!(desk.count().await, 1);
    desk.control("zendesk/clock", json!({"seconds": 7201}))
        .await;
    desk.create(Some("k"), chat(ODILE)).await;
    assert_eq!(desk.count().await, 2);
}

#[tokio::test]
async fn tickets_are_found_by_external_id_at_once_and_it_is_not_unique() {
    let desk = Desk::start().await;
    for _ in 0..2 {
        let mut ticket = chat(ODILE);
        ticket["external_id"] = json!("ours");
        desk.create(None, ticket).await;
    }
    let found = desk.get("/api/v2/tickets?external_id=ours").await.json();
    assert_eq!(found["tickets"].as_array().map(Vec::len), Some(2));
    let none = desk.get("/api/v2/tickets?external_id=theirs").await.json();
    assert_eq!(none["tickets"], json!([]));
}

#[tokio::test]
async fn a_user_is_made_once_by_address_or_external_id_and_search_lags_behind() {
    let desk = Desk::start().await;
    let made = desk
        .user(json!({"name": "Eve", "email": "eve@new.example"}))
        .await;
    let again = desk
        .user(json!({"name": "Eve N.", "email": "EVE@new.example"}))
        .await;
    assert_eq!((made.status.as_u16(), again.status.as_u16()), (201, 200));
    assert_eq!(made.json()["user"]["id"], again.json()["user"]["id"]);
    assert_eq!(again.json()["user"]["name"], "Eve N.");
    // A telephone number finds nobody.
    for _ in 0..2 {
        let phone = json!({"name": "Phone", "phone": "+331"});
        assert_eq!(desk.user(phone).await.status, 201);
    }
    let search = "/api/v2/users/search?query=email:eve@new.example";
    assert_eq!(desk.get(search).await.json()["users"], json!([]));
    desk.control("zendesk/clock", json!({"seconds": 121})).await;
    assert_eq!(desk.get(search).await.json()["users"][0]["name"], "Eve N.");
    let nameless = desk.user(json!({"email": "x@y.example"})).await;
    assert!(details(&nameless).contains("Name"));
}

#[tokio::test]
async fn who_cannot_own_a_ticket_is_refused_and_one_outside_the_group_is_dropped_or_refused() {
    let desk = Desk::start().await;
    for nobody in [LIGHT, SIMON, 7] {
        let refused = desk.create(None, chat(nobody)).await;
        assert!(details(&refused).contains("Assignee"), "{nobody}");
    }
    let outside = json!({"email": "odile.ortega@acme.example", "outside_group": true});
    desk.control("zendesk/users", outside).await;
    let dropped = desk.create(None, chat(ODILE)).await;
    assert_eq!(
        (
            dropped.status.as_u16(),
            &dropped.json()["ticket"]["assignee_id"]
        ),
        (201, &json!(null))
    );
    desk.0
        .control(
            "POST",
            "reading",
            Some(json!({"zendesk_outside_group": "422"})),
        )
        .await;
    assert!(details(&desk.create(None, chat(ODILE)).await).contains("group"));
}

#[tokio::test]
async fn an_agent_who_left_stays_the_assignee_and_gets_no_new_ticket() {
    let desk = Desk::start().await;
    let made = desk.create(None, chat(ODILE)).await.json();
    let gone = json!({"email": "odile.ortega@acme.example", "deleted": true});
    desk.control("zendesk/users", gone).await;
    let read = desk
        .get(&format!("/api/v2/tickets/{}", made["ticket"]["id"]))
        .await
        .json();
    assert_eq!(read["ticket"]["assignee_id"], ODILE);
    assert!(details(&desk.create(None, chat(ODILE)).await).contains("Assignee"));
    let users = desk
        .get("/api/v2/users?role[]=agent&page[size]=100")
        .await
        .text;
    assert!(!users.contains("Odile Ortega"));
}

#[tokio::test]
async fn a_suspended_requester_has_no_tickets() {
    let desk = Desk::start().await;
    let eve = desk
        .user(json!({"name": "Eve", "email": "eve@new.example"}))
        .await
        .json();
    desk.control(
        "zendesk/users",
        json!({"email": "eve@new.example", "suspended": true}),
    )
    .await;
    let mut ticket = chat(ODILE);
    ticket["requester_id"] = eve["user"]["id"].clone();
    assert!(details(&desk.create(None, ticket).await).contains("suspended"));
}

#[tokio::test]
async fn a_comment_that_does_not_say_so_is_public() {
    let desk = Desk::start().await;
    let made = desk.create(None, chat(ODILE)).await.json();
    let id = &made["ticket"]["id"];
    desk.update(id, json!({"comment": {"body": "a note"}}))
        .await;
    desk.update(id, json!({"comment": {"body": "private", "public": false}}))
        .await;
    let comments = desk
        .get(&format!("/api/v2/tickets/{id}/comments"))
        .await
        .json();
    let public: Vec<_> = (0..3)
        .map(|n| comments["comments"][n]["public"].clone())
        .collect();
    assert_eq!(public, [json!(false), json!(true), json!(false)]);
}

#[tokio::test]
async fn a_change_of_what_was_changed_since_is_a_conflict_and_a_closed_ticket_takes_none() {
    let desk = Desk::start().await;
    let made = desk.create(None, chat(ODILE)).await.json();
    let (id, stamp) = (&made["ticket"]["id"], &made["ticket"]["updated_at"]);
    let safe = json!({"assignee_id": CAMILLE, "safe_update": true, "updated_stamp": stamp});
    desk.control("zendesk/tickets", json!({"id": id, "status": "pending"}))
        .await;
    let conflict = desk.update(id, safe).await;
    assert_eq!(
        (conflict.status.as_u16(), &conflict.json()["error"]),
        (409, &json!("UpdateConflict"))
    );
    desk.control("zendesk/tickets", json!({"id": id, "status": "closed"}))
        .await;
    let closed = desk.update(id, json!({"assignee_id": CAMILLE})).await;
    assert!(details(&closed).contains("closed prevents"));
}

#[tokio::test]
async fn a_change_is_in_the_audit_with_what_was_before() {
    let desk = Desk::start().await;
    let made = desk.create(None, chat(ODILE)).await.json();
    let id = &made["ticket"]["id"];
    let changed = desk
        .update(id, json!({"assignee_id": CAMILLE}))
        .await
        .json();
    let event = &changed["audit"]["events"][0];
    assert_eq!(event["previous_value"], ODILE.to_string());
    assert_eq!(changed["audit"]["author_id"], CAMILLE);
    let audits = desk
        .get(&format!("/api/v2/tickets/{id}/audits"))
        .await
        .json();
    assert_eq!(audits["count"], 2);
}

#[tokio::test]
async fn what_is_not_imitated_is_refused() {
    let desk = Desk::start().await;
    let mut ticket = chat(ODILE);
    ticket["sharing_agreement_ids"] = json!([1]);
    let refused = desk.create(None, ticket).await;
    assert_eq!(
        (refused.status.as_u16(), &refused.json()["error"]["title"]),
        (400, &json!("Invalid attribute"))
    );
    let made = desk.create(None, chat(ODILE)).await.json();
    let refused = desk
        .update(&made["ticket"]["id"], json!({"priority": "high"}))
        .await;
    assert_eq!(refused.status, 400, "{}", refused.text);
    assert!(details(&desk.create(None, json!({"subject": "empty"})).await).contains("blank"));
    assert!(
        details(
            &desk
                .create(None, json!({"comment": {"body": "x"}, "status": "odd"}))
                .await
        )
        .contains("odd")
    );
}

#[tokio::test]
async fn who_may_only_read_writes_nothing() {
    let desk = Desk::start().await;
    let token = desk
        .0
        .client
        .post(desk.0.at(HOST, "/oauth/tokens"))
        .json(&json!({
            "grant_type": "client_credentials", "client_id": "acme_portal", "scope": "read",
            "client_secret": "zd-sandbox-client-secret-for-acme-9z8y",
        }));
    let token = Answer::of(token).await.json();
    let request = desk.0.client.post(desk.0.at(HOST, "/api/v2/tickets"));
    let request = request.bearer_auth(token["access_token"].as_str().expect("a token"));
    let refused = Answer::of(request.json(&json!({"ticket": chat(ODILE)}))).await;
    assert_eq!(refused.status, 403);
    assert!(refused.text.contains("scopes: write"), "{}", refused.text);
}

#[tokio::test]
async fn an_answer_may_be_lost_and_the_work_done_at_once_or_later() {
    let desk = Desk::start().await;
    for (fault, at_once) in [(json!("lose_answer"), 1), (json!({"late": 300}), 1)] {
        let rule = json!({"host": HOST, "method": "POST", "path": "/api/v2/tickets", "fault": fault, "times": 1});
        desk.0.control("POST", "faults", Some(rule)).await;
        let request = desk.0.client.post(desk.0.at(HOST, "/api/v2/tickets"));
        let request = request.basic_auth(format!("{ADMIN}/token"), Some(TOKEN));
        let lost = request.json(&json!({"ticket": chat(ODILE)})).send().await;
        assert!(lost.is_err(), "there is no answer");
        assert_eq!(desk.count().await, at_once);
    }
    tokio::time::sleep(std::time::Duration::from_millis(600)).await;
    assert_eq!(desk.count().await, 2);
}

#[tokio::test]
async fn the_records_stand_on_a_page_with_their_owner_and_nothing_in_it_runs() {
    let desk = Desk::start().await;
    let mut ticket = chat(ODILE);
    ticket["subject"] = json!("<script>alert(1)</script>");
    let made = desk.create(None, ticket).await.json();
    let all = Answer::of(desk.0.client.get(format!("{}/records", desk.0.origin))).await;
    let path = format!("/agent/tickets/{}", made["ticket"]["id"]);
    let one = Answer::of(desk.0.get(HOST, &path)).await;
    for page in [all, one] {
        assert_eq!(page.status, 200);
        assert!(
            page.text.contains("Odile Ortega") && !page.text.contains("<script>"),
            "{}",
            page.text
        );
    }
}
