//! The document of the API: compared with the one that is checked in, and with what is answered.

use domain::{Crm, PanelDraft};
use reqwest::{Method, RequestBuilder};
use serde_json::{Value, json};

use crate::support::{TestApp, complete, draft, spawn_app};

const KNOWN: &str = include_str!("../../openapi.json");

#[tokio::test]
async fn the_document_is_the_one_that_is_checked_in() {
    let served = spawn_app().await.get("/api/openapi.json").await;
    assert_eq!(served.header("content-type"), Some("application/json"));
    assert!(
        served.body.trim() == KNOWN.trim(),
        "the API changed. Look at the difference, and if it is meant:\n\
         cargo run -p server -- openapi > crates/server/openapi.json"
    );
}

/// The operations of the document: method, path with its parameters filled in, statuses.
fn operations() -> Vec<(Method, String, Vec<String>)> {
    let document: Value = serde_json::from_str(KNOWN).unwrap();
    let mut operations = Vec::new();
    for (path, item) in document["paths"].as_object().unwrap() {
        for (method, operation) in item.as_object().unwrap() {
            let method = method.to_uppercase().parse().unwrap();
            let statuses = operation["responses"].as_object().unwrap().keys();
            operations.push((method, path.clone(), statuses.cloned().collect()));
        }
    }
    operations
}

/// What people do wrong, to any operation.
fn mistakes(app: &TestApp, method: &Method, path: &str) -> Vec<RequestBuilder> {
    let fill = |id: &str, crm: &str| path.replace("{id}", id).replace("{crm}", crm);
    let usual = fill("01999999-9999-7999-8999-999999999999", "zendesk");
    let ask = |path: &str| app.request(method.clone(), path);
    let versioned = |body: &str| {
        ask(&usual)
            .header("if-match", "\"0\"")
            .header("content-type", "application/json")
            .body(body.to_owned())
    };
    vec![
        ask(&usual),
        ask(&usual).header("host", "evil.example"),
        ask(&usual).header("origin", "https://evil.example"),
        ask(&usual).header("origin", "null"),
        ask(&fill("%FF", "%FF")),
        ask(&fill("x", "siebel")).json(&json!({})),
        ask(&usual).header("if-match", "7").json(&json!({})),
        ask(&usual).json(&json!({})),
        ask(&usual).json(&draft([(Crm::Zendesk, complete(Crm::Zendesk, "token"))])),
        ask(&usual).json(&PanelDraft::default()),
        versioned("{"),
        versioned("[]"),
        versioned(r#"{"x":1}"#),
        versioned(r#"{"x":1,"x":1}"#),
        versioned(&format!(
            r#"{{"agent_platform":null,"x":"{}"}}"#,
            "x".repeat(70_000)
        )),
        ask(&usual).header("if-match", "\"9\"").json(&draft([])),
        ask(&usual).header("if-match", "\"0\"").body("text"),
    ]
}

#[tokio::test]
async fn every_status_that_is_answered_is_documented() {
    let app = spawn_app().await;
    let operations = operations();
    assert!(operations.len() > 8, "{operations:?}");
    for (method, path, statuses) in operations {
        for request in mistakes(&app, &method, &path) {
            let answer = app.send(request).await;
            let status = answer.status.to_string();
            assert!(
                statuses.contains(&status),
                "{method} {path} answered {status}: {}",
                answer.body
            );
            if answer.status >= 400 {
                answer.failure();
            }
        }
    }
}
