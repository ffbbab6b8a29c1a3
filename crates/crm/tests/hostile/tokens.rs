//! Access tokens that die early, and token endpoints that mean harm.

use std::sync::{
    Arc,
    atomic::{AtomicUsize, Ordering},
};

use axum::http::{StatusCode, header};
use crm::AgentsError;
use domain::{Cause, Verdict};

use crate::server::{self, Server, json};

/// Sells token after token; a list is given for the latest one only, and for none from `last` on.
async fn shop(last: usize) -> (Server, Arc<AtomicUsize>) {
    let sold = Arc::new(AtomicUsize::new(0));
    let counter = Arc::clone(&sold);
    let server = Server::start(move |request| {
        if request.path.ends_with("/oauth/tokens") {
            let number = counter.fetch_add(1, Ordering::Relaxed) + 1;
            let body =
                serde_json::json!({"access_token": format!("t0ken-{number}"), "expires_in": 1800});
            return json(StatusCode::OK, &body.to_string());
        }
        let number = counter.load(Ordering::Relaxed);
        let is_latest = request.headers[header::AUTHORIZATION] == format!("Bearer t0ken-{number}");
        if !is_latest || number >= last {
            return json(StatusCode::UNAUTHORIZED, r#"{"error":"invalid_token"}"#);
        }
        let body = if request.path.ends_with("/users/me") {
            server::ZENDESK_ADMIN
        } else {
            r#"{"users":[{"id":1,"name":"Camille Roy"}],"meta":{"has_more":false}}"#
        };
        json(StatusCode::OK, body)
    })
    .await;
    (server, sold)
}

#[tokio::test]
async fn a_cached_token_that_is_refused_is_bought_anew_once() {
    let (server, sold) = shop(10).await;
    let client = server::zendesk_client();
    assert!(server.agents(&client).await.is_ok());
    assert!(server.agents(&client).await.is_ok());
    assert_eq!(sold.load(Ordering::Relaxed), 1);
    // Somebody else's purchase ends ours.
    sold.fetch_add(1, Ordering::Relaxed);
    assert!(server.agents(&client).await.is_ok());
    assert_eq!(sold.load(Ordering::Relaxed), 3);
}

#[tokio::test]
async fn a_new_token_that_is_refused_is_the_end_of_it() {
    let (server, sold) = shop(1).await;
    let client = server::zendesk_client();
    let refused = server.agents(&client).await;
    assert!(
        matches!(&refused, Err(AgentsError::Answer(check)) if check.verdict == Verdict::Rejected)
    );
    assert_eq!(sold.load(Ordering::Relaxed), 1);
    assert!(server.agents(&client).await.is_err());
    assert_eq!(sold.load(Ordering::Relaxed), 2);
    assert_eq!(server.verify(&client).await.verdict, Verdict::Rejected);
    assert_eq!(sold.load(Ordering::Relaxed), 3);
}

#[tokio::test]
async fn a_secret_goes_into_the_body_and_an_id_into_json_as_it_stands() {
    let server = Server::start(|request| {
        let body: serde_json::Value = serde_json::from_str(&request.body).unwrap();
        let expected = serde_json::json!({
            "grant_type": "client_credentials", "client_id": "portal",
            "client_secret": server::SECRET, "scope": "read write",
        });
        assert_eq!(request.path, "/at/acme.zendesk.com/oauth/tokens");
        assert_eq!(body, expected);
        assert!(!request.headers.contains_key(header::AUTHORIZATION));
        json(StatusCode::OK, r#"{"errors":["no"],"access_token":null}"#)
    })
    .await;
    let check = server.verify(&server::zendesk_client()).await;
    assert_eq!(
        (check.verdict, check.cause),
        (Verdict::Unverified, Some(Cause::Unreadable))
    );
    assert_eq!(server.paths().len(), 1);
}
