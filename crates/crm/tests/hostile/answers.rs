//! Answers with 200 that prove nothing, or are somebody else's.

use axum::{
    body::Body,
    http::{Response, StatusCode, header},
};
use crm::AgentsError;
use domain::{Cause, Verdict};

use crate::server::{self, Server, json};

#[tokio::test]
async fn a_web_page_with_200_proves_nothing() {
    let server = Server::start(|_| {
        let page = "<!doctype html><title>Sign in</title>";
        Response::builder()
            .header(header::CONTENT_TYPE, "text/html")
            .body(Body::from(page))
            .unwrap()
    })
    .await;
    for check in server.verify_all().await {
        assert_eq!(
            (check.verdict, check.cause),
            (Verdict::Unverified, Some(Cause::Unreadable))
        );
    }
    let agents = server.agents(&server::zendesk()).await;
    assert!(
        matches!(agents, Err(AgentsError::Answer(check)) if check.verdict == Verdict::Unverified)
    );
}

#[tokio::test]
async fn nulls_with_200_are_never_valid() {
    for body in [
        r#"{"user":null,"data":null,"access_token":null}"#,
        r#"{"user":{"id":null},"data":{"attributes":{"roles":null}},"access_token":"t0ken","UserId":null}"#,
        r#"{"user":{"id":1,"role":null},"data":{"attributes":null},"access_token":"t0ken","UserId":"x"}"#,
        "null",
        "[]",
        "\"\"",
        &"[".repeat(100_000),
    ] {
        let server = Server::start({
            let body = body.to_owned();
            move |_| json(StatusCode::OK, &body)
        })
        .await;
        for check in server.verify_all().await {
            assert!(
                matches!(check.verdict, Verdict::Unverified | Verdict::Rejected),
                "{body:.60} {check:?}"
            );
        }
    }
}

#[tokio::test]
async fn somebody_elses_identity_is_never_plainly_valid() {
    let server = Server::start(|request| {
        json(StatusCode::OK, if request.path.ends_with("WhoAmI") {
            r#"{"UserId":"5a0d0000-0000-4000-8000-000000000009"}"#
        } else if request.path.ends_with("/token") {
            r#"{"access_token":"t0ken"}"#
        } else if request.path.contains("systemusers(") {
            r#"{"fullname":"Mallory","applicationid":"a0000009-0000-4000-8000-000000000009","isdisabled":false}"#
        } else if request.path.contains("zendesk") {
            r#"{"user":{"id":9,"name":"Mallory","email":"mallory@else.example","role":"admin","active":true}}"#
        } else {
            r#"{"data":{"attributes":{"name":"Mallory","roles":["org.admin"]}}}"#
        })
    })
    .await;
    assert_eq!(
        server.verify(&server::dynamics()).await.verdict,
        Verdict::WrongAccount
    );
    let zendesk = server.verify(&server::zendesk()).await;
    assert_eq!(
        (zendesk.verdict, zendesk.warnings),
        (Verdict::Valid, vec![domain::Warning::EmailDiffers])
    );
    let kustomer = server
        .verify_with(&server::kustomer(), &server::foreign_key())
        .await;
    assert_eq!(kustomer.verdict, Verdict::Unverified);
}

#[tokio::test]
async fn a_list_that_goes_in_circles_or_never_ends_is_left() {
    let circle = Server::start(|_| {
        json(
            StatusCode::OK,
            r#"{"users":[],"next_page":"http://evil.example/api/v2/users?page=2"}"#,
        )
    })
    .await;
    assert_eq!(
        circle.agents(&server::zendesk()).await,
        Err(AgentsError::Circular)
    );
    assert!(
        circle
            .paths()
            .iter()
            .all(|path| path == "/at/acme.zendesk.com/api/v2/users"),
        "{:?}",
        circle.paths()
    );

    let endless = Server::start(|request| {
        let next = format!("/v1/users?{}x", request.query);
        json(
            StatusCode::OK,
            &serde_json::json!({"data": [], "links": {"next": next}}).to_string(),
        )
    })
    .await;
    assert_eq!(
        endless.agents(&server::kustomer()).await,
        Err(AgentsError::TooManyPages(5))
    );
}
