//! Faults switched on through the controls.

use std::time::{Duration, Instant};

use serde_json::{Value, json};

use crate::helpers::{ADMIN, Answer, ORG, Sandbox, TOKEN};

const ME: &str = "/api/v2/users/me.json";

async fn me(sandbox: &Sandbox) -> Answer {
    sandbox.zendesk(ME, ADMIN, TOKEN).await
}

async fn requests(sandbox: &Sandbox) -> Value {
    sandbox.control("GET", "requests", None).await.json()
}

#[tokio::test]
async fn a_fault_hits_its_host_and_path_and_wears_off() {
    let sandbox = Sandbox::start().await;
    let fault = json!({
        "host": "acme-support.zendesk.com", "path": "/api/v2/users/me",
        "fault": { "status": { "code": 503 } }, "times": 1,
    });
    let made = sandbox.control("POST", "faults", Some(fault)).await;
    assert_eq!(made.status, 201);
    assert_eq!(
        sandbox.zendesk("/api/v2/users", ADMIN, TOKEN).await.status,
        200
    );
    assert_eq!(
        sandbox.kustomer("/v1/users/current", "Portal").await.status,
        200
    );
    assert_eq!(me(&sandbox).await.status, 503);
    assert_eq!(me(&sandbox).await.status, 200);
    assert_eq!(
        sandbox.control("GET", "faults", None).await.json(),
        json!([])
    );
}

#[tokio::test]
async fn faults_are_listed_and_taken_back() {
    let sandbox = Sandbox::start().await;
    let id = sandbox.fault(json!("html_200")).await.json()["id"].clone();
    assert_eq!(
        sandbox
            .control("GET", &format!("faults/{id}"), None)
            .await
            .status,
        200
    );
    assert_eq!(
        sandbox
            .control("DELETE", &format!("faults/{id}"), None)
            .await
            .status,
        204
    );
    assert_eq!(
        sandbox
            .control("DELETE", &format!("faults/{id}"), None)
            .await
            .status,
        404
    );
    assert_eq!(me(&sandbox).await.json()["user"]["email"], ADMIN);
}

#[tokio::test]
async fn a_status_speaks_the_crm_s_language_unless_told_otherwise() {
    let sandbox = Sandbox::start().await;
    sandbox
        .fault(json!({ "status": { "code": 429, "retry_after": 7 } }))
        .await;
    let zendesk = me(&sandbox).await;
    assert_eq!(
        (zendesk.status.as_u16(), zendesk.header("retry-after")),
        (429, "7")
    );
    assert_eq!(zendesk.json()["error"], "APIRateLimitExceeded");
    assert!(!zendesk.header("x-rate-limit").is_empty());
    let kustomer = sandbox.kustomer("/v1/users/current", "Portal").await;
    assert_eq!(kustomer.json()["errors"][0]["code"], "too_many_requests");
    sandbox.control("DELETE", "faults", None).await;

    sandbox
        .fault(json!({ "status": { "code": 200, "body": { "errors": ["x"] } } }))
        .await;
    assert_eq!(me(&sandbox).await.json(), json!({ "errors": ["x"] }));
    sandbox.control("DELETE", "faults", None).await;
    sandbox
        .fault(json!({ "status": { "code": 502, "text": "bad gateway" } }))
        .await;
    assert_eq!(me(&sandbox).await.text, "bad gateway");
}

#[tokio::test]
async fn a_slow_answer_is_late_and_then_right() {
    let sandbox = Sandbox::start().await;
    sandbox.fault(json!({ "slow": 300 })).await;
    let start = Instant::now();
    assert_eq!(me(&sandbox).await.status, 200);
    assert!(start.elapsed() >= Duration::from_millis(300));
}

#[tokio::test]
async fn slow_headers_trickle() {
    let sandbox = Sandbox::start().await;
    sandbox.fault(json!({ "slow_headers": 50 })).await;
    let request = sandbox
        .get("acme-support.zendesk.com", ME)
        .timeout(Duration::from_millis(500));
    assert!(request.send().await.is_err_and(|e| e.is_timeout()));
}

#[tokio::test]
async fn a_dropped_connection_answers_nothing_and_is_noted() {
    let sandbox = Sandbox::start().await;
    sandbox.fault(json!("drop")).await;
    assert!(
        sandbox
            .get("acme-support.zendesk.com", ME)
            .send()
            .await
            .is_err()
    );
    assert!(requests(&sandbox).await[0]["status"].is_null());
    sandbox.control("DELETE", "faults", None).await;
    assert_eq!(me(&sandbox).await.status, 200);
}

#[tokio::test]
async fn hostile_bodies_go_on_and_on() {
    let sandbox = Sandbox::start().await;
    sandbox.fault(json!("endless_body")).await;
    read_past(&sandbox, 8 << 20).await;
    sandbox.control("DELETE", "faults", None).await;
    sandbox.fault(json!("gzip_bomb")).await;
    read_past(&sandbox, 64 << 20).await;
}

/// Reads until more than so many (unpacked) bytes have come.
async fn read_past(sandbox: &Sandbox, bytes: usize) {
    let request = sandbox.get("acme-support.zendesk.com", ME);
    let mut response = request.send().await.expect("an answer");
    let mut seen = 0;
    while seen <= bytes {
        let chunk = response.chunk().await.expect("a readable body");
        seen += chunk.expect("a body longer than this").len();
    }
}

#[tokio::test]
async fn redirects_pages_and_nothing_come_as_asked() {
    let sandbox = Sandbox::start().await;
    sandbox
        .fault(json!({ "redirect": { "to": "http://127.0.0.1:9/" } }))
        .await;
    let redirect = me(&sandbox).await;
    assert_eq!(
        (redirect.status.as_u16(), redirect.header("location")),
        (302, "http://127.0.0.1:9/")
    );
    sandbox.control("DELETE", "faults", None).await;
    sandbox.fault(json!("html_200")).await;
    assert!(
        me(&sandbox)
            .await
            .header("content-type")
            .starts_with("text/html")
    );
    sandbox.control("DELETE", "faults", None).await;
    sandbox.fault(json!("empty_200")).await;
    let empty = me(&sandbox).await;
    assert_eq!((empty.status.as_u16(), empty.text.as_str()), (200, ""));
}

#[tokio::test]
async fn an_echo_shows_the_authorization_header() {
    let sandbox = Sandbox::start().await;
    for (fault, status) in [("echo_authorization", 500), ("echo_authorization_401", 401)] {
        sandbox.fault(json!(fault)).await;
        let answer = me(&sandbox).await;
        assert_eq!(answer.status, status);
        assert!(answer.text.contains("Basic "));
        sandbox.control("DELETE", "faults", None).await;
    }
}

#[tokio::test]
async fn somebody_else_can_answer_who_am_i() {
    let sandbox = Sandbox::start().await;
    let key = sandbox.kustomer("/v1/users/current", "Portal").await.json()["data"]["id"].clone();
    let token = sandbox.token("Portal").await;
    let user = async || {
        let request = sandbox
            .get(ORG, "/api/data/v9.2/WhoAmI")
            .bearer_auth(&token);
        Answer::of(request).await.json()["UserId"].clone()
    };
    let before = user().await;
    sandbox.fault(json!("somebody_else")).await;
    assert_eq!(
        me(&sandbox).await.json()["user"]["email"],
        "alex.martin@acme.example"
    );
    assert_ne!(user().await, before);
    assert_ne!(
        sandbox.kustomer("/v1/users/current", "Portal").await.json()["data"]["id"],
        key
    );
}
