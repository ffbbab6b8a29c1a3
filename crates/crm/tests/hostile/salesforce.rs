//! A Salesforce that means harm.

use std::fmt::Debug;

use axum::{
    body::Body,
    http::{Response, StatusCode, header},
};
use crm::{
    AgentsError, Connector as _,
    salesforce::{App, Grant, Refused, Salesforce},
};
use domain::{Cause, Check, Verdict};

use crate::{
    log,
    server::{self, SECRET, Server, json},
};

const CODE: &str = "c4nary-code-of-these-tests";
const TOKEN: &str = "c4nary-token-of-these-tests";
const USER: &str = "005am00000CRoy1AAF";
const ORG: &str = "00Dam00000Acme7EAB";

fn salesforce(server: &Server) -> Salesforce {
    server.connectors.salesforce(&App {
        login: "acme.my.salesforce.com".parse().unwrap(),
        consumer_key: "3MVG9.key".to_owned(),
        org: ORG.parse().unwrap(),
    })
}

fn grant() -> Grant {
    Grant {
        access: TOKEN.into(),
        refresh: None,
        instance: Some("https://acme.my.salesforce.com".parse().unwrap()),
        org: None,
        user: None,
    }
}

/// What every kind of request came to.
async fn all(server: &Server) -> Vec<Check> {
    let salesforce = salesforce(server);
    let (secret, code, token) = (SECRET.into(), CODE.into(), TOKEN.into());
    let refused = |result: Result<Grant, Box<Refused>>| result.unwrap_err().check;
    let redirect = "https://portal.example/callback";
    let list = salesforce.agents((&grant()).into()).await.unwrap_err();
    let AgentsError::Answer(list) = list else {
        panic!("{list:?}")
    };
    vec![
        refused(salesforce.exchange(&secret, redirect, &code, &token).await),
        refused(salesforce.refresh(&secret, &token).await),
        salesforce.identify(&grant()).await.check,
        *salesforce.revoke(&token).await.err().unwrap_or_else(|| {
            // Whatever stands in the body of a 200, the token is ended.
            let ended = Check::of(Verdict::Unverified);
            Box::new(Check {
                cause: Some(Cause::Unreadable),
                ..ended
            })
        }),
        *list,
    ]
}

#[tokio::test]
async fn no_redirect_is_followed() {
    for status in [301, 302, 303, 307, 308] {
        let server = Server::start(move |request| {
            let host = request.headers[header::HOST].to_str().unwrap();
            Response::builder()
                .status(status)
                .header(header::LOCATION, format!("http://{host}/stolen"))
                .body(Body::empty())
                .unwrap()
        })
        .await;
        for check in all(&server).await {
            assert_eq!(
                (check.verdict, check.cause),
                (Verdict::Unverified, Some(Cause::Redirected))
            );
        }
        assert_eq!(server.paths().len(), 5);
        assert!(server.paths().iter().all(|path| path != "/stolen"));
    }
}

#[tokio::test]
async fn pages_nulls_and_bodies_without_end_prove_nothing() {
    let endless = Server::start(|_| Response::new(Body::from_stream(server::Endless))).await;
    for check in all(&endless).await {
        assert_eq!(
            (check.verdict, check.cause),
            (Verdict::Unverified, Some(Cause::Unreadable))
        );
    }
    for body in [
        "<!doctype html><title>Sign in</title>",
        r#"{"access_token":null,"user_id":null,"records":null,"totalSize":null}"#,
        r#"{"error":"invalid_grant","error_description":"x"}"#,
        r#"[{"errorCode":"INVALID_SESSION_ID","message":"x"}]"#,
        "null",
        "\"\"",
        "",
        &"[".repeat(100_000),
    ] {
        let body = body.to_owned();
        let server = Server::start(move |_| json(StatusCode::OK, &body)).await;
        for check in all(&server).await {
            assert_eq!(
                (check.verdict, check.cause),
                (Verdict::Unverified, Some(Cause::Unreadable))
            );
        }
    }
}

#[tokio::test]
async fn slow_and_lost_answers_are_unreachable() {
    for server in [
        Server::silent().await,
        Server::closed().await,
        Server::dropping().await,
    ] {
        for check in all(&server).await {
            assert_eq!(check.verdict, Verdict::Unreachable);
        }
    }
}

/// A server that puts everything it is sent into everything it answers.
async fn echoing(status: u16) -> Server {
    Server::start(move |request| {
        let sent = request.headers.get(header::AUTHORIZATION);
        let sent = sent.map(|value| value.to_str().unwrap().to_owned());
        let echo = format!("{} {}", sent.unwrap_or_default(), request.body);
        let row = serde_json::json!({"Id": USER, "Name": echo, "Email": TOKEN, "IsActive": true,
            "Profile": {"Name": echo}});
        let body = serde_json::json!({
            "error": SECRET, "error_description": echo, "errorCode": TOKEN,
            "access_token": TOKEN, "refresh_token": TOKEN, "instance_url": echo, "id": echo,
            "user_id": USER, "organization_id": ORG, "preferred_username": TOKEN, "name": echo,
            "email": TOKEN, "active": true, "totalSize": 0, "done": true, "records": [row],
        });
        json(StatusCode::from_u16(status).unwrap(), &body.to_string())
    })
    .await
}

#[tokio::test]
async fn nothing_that_is_echoed_is_passed_on_or_logged() {
    let log = log::Log::default();
    let _guard = log.listen();
    let assert_discreet = |seen: &dyn Debug| {
        let seen = format!("{seen:?}");
        for canary in [SECRET, CODE, TOKEN] {
            assert!(!seen.contains(canary), "{seen}");
        }
    };
    for status in [200, 400, 401, 403, 404, 429, 500] {
        let server = echoing(status).await;
        let salesforce = salesforce(&server);
        let (secret, code, token) = (SECRET.into(), CODE.into(), TOKEN.into());
        let exchanged = salesforce
            .exchange(&secret, "https://x", &code, &token)
            .await;
        assert_eq!(exchanged.is_ok(), status == 200);
        assert_discreet(&exchanged);
        assert_discreet(&salesforce.refresh(&secret, &token).await);
        assert_discreet(&salesforce.revoke(&token).await);
        assert_discreet(&salesforce.agents((&grant()).into()).await);
        let identity = salesforce.identify(&grant()).await;
        assert_discreet(&identity);
        assert_discreet(&serde_json::to_string(&identity.check).unwrap());
        assert_eq!(identity.check.acts_as.is_some(), status == 200);
    }
    let text = log.text();
    assert!(text.contains("a connection was verified"), "{text}");
    for absent in [SECRET, CODE, TOKEN, "Bearer", "Camille"] {
        assert!(!text.contains(absent), "{absent} in {text}");
    }
}

#[tokio::test]
async fn somebody_elses_organisation_or_user_is_never_valid() {
    let server = Server::start(|request| {
        let body = if request.path.ends_with("/userinfo") {
            r#"{"user_id":"005am00000Mall9AAF","organization_id":"00Dam00000aCME7EAO","active":true}"#
        } else {
            r#"{"totalSize":1,"done":true,"records":[{"IsActive":true}]}"#
        };
        json(StatusCode::OK, body)
    })
    .await;
    let identity = salesforce(&server).identify(&grant()).await;
    assert_eq!(identity.check.verdict, Verdict::WrongAccount);
    assert_eq!(server.paths().len(), 1);
}

#[tokio::test]
async fn a_list_is_followed_on_its_own_host_and_left_where_it_never_ends() {
    let circle = Server::start(|_| {
        let next = "https://evil.example/services/data/v66.0/query/01g-1";
        let body = serde_json::json!({"done": false, "records": [], "nextRecordsUrl": next});
        json(StatusCode::OK, &body.to_string())
    })
    .await;
    let list = salesforce(&circle).agents((&grant()).into()).await;
    assert_eq!(list, Err(AgentsError::Circular));
    let query = "/at/acme.my.salesforce.com/services/data/v66.0/query";
    assert_eq!(circle.paths(), [query.to_owned(), format!("{query}/01g-1")]);

    let endless = Server::start(|request| {
        let next = format!("/services/data/v66.0/query/01g-{}x", request.path.len());
        let body = serde_json::json!({"done": false, "records": [], "nextRecordsUrl": next});
        json(StatusCode::OK, &body.to_string())
    })
    .await;
    let list = salesforce(&endless).agents((&grant()).into()).await;
    assert!(matches!(
        list,
        Err(AgentsError::TooManyPages(5) | AgentsError::Circular)
    ));
}
