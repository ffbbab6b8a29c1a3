//! Servers that mean harm or are broken, and what the connectors make of them.

mod server;

use std::time::{Duration, Instant};

use axum::{
    body::Body,
    http::{Response, StatusCode, header},
};
use crm::AgentsError;
use domain::{Cause, Check, Verdict};
use server::{SECRET, Server, json};

/// Nothing of a check, printed or sent, holds the secret.
fn assert_discreet(check: &Check) {
    let seen = format!("{check:?} {}", serde_json::to_string(check).unwrap());
    assert!(!seen.contains(SECRET), "{seen}");
}

#[tokio::test]
async fn a_redirect_is_not_followed() {
    for status in [301, 302, 303, 307, 308] {
        let server = Server::start(move |request| {
            let location = format!(
                "http://{}/stolen",
                request.headers[header::HOST].to_str().unwrap()
            );
            Response::builder()
                .status(status)
                .header(header::LOCATION, location)
                .body(Body::empty())
                .unwrap()
        })
        .await;
        for check in server.verify_all().await {
            assert_eq!(
                (check.verdict, check.cause),
                (Verdict::Unverified, Some(Cause::Redirected)),
                "{status}"
            );
        }
        assert!(
            server.paths().iter().all(|path| path != "/stolen"),
            "{:?}",
            server.paths()
        );
        assert_eq!(server.paths().len(), 3);
    }
}

#[tokio::test]
async fn an_endless_body_is_cut() {
    let server = Server::start(|_| Response::new(Body::from_stream(server::Endless))).await;
    for check in server.verify_all().await {
        assert_eq!(
            (check.verdict, check.cause),
            (Verdict::Unverified, Some(Cause::Unreadable))
        );
        assert_eq!(check.detail.status, Some(200));
    }
}

#[tokio::test]
async fn a_gzip_bomb_is_cut() {
    let bomb = server::gzip(&vec![b' '; 64 << 20]);
    assert!(bomb.len() < 1 << 17);
    let server = Server::start(move |_| {
        Response::builder()
            .header(header::CONTENT_ENCODING, "gzip")
            .body(Body::from(bomb.clone()))
            .unwrap()
    })
    .await;
    for check in server.verify_all().await {
        assert_eq!(
            (check.verdict, check.cause),
            (Verdict::Unverified, Some(Cause::Unreadable))
        );
    }
}

#[tokio::test]
async fn broken_compression_is_an_unreadable_answer() {
    let server = Server::start(|_| {
        Response::builder()
            .header(header::CONTENT_ENCODING, "gzip")
            .body(Body::from("no gzip at all"))
            .unwrap()
    })
    .await;
    for check in server.verify_all().await {
        assert_eq!(
            (check.verdict, check.cause),
            (Verdict::Unverified, Some(Cause::Unreadable))
        );
    }
}

#[tokio::test]
async fn an_honest_gzip_is_read() {
    let server = Server::start(|_| {
        let body = server::gzip(server::ZENDESK_ADMIN.as_bytes());
        Response::builder()
            .header(header::CONTENT_ENCODING, "gzip")
            .body(Body::from(body))
            .unwrap()
    })
    .await;
    assert_eq!(
        server.verify(&server::zendesk()).await.verdict,
        Verdict::Valid
    );
}

#[tokio::test]
async fn slow_headers_and_a_slow_body_run_out_of_time() {
    let silent = Server::silent().await;
    let dripping =
        Server::start(|_| Response::new(Body::from_stream(server::Dripping::default()))).await;
    for server in [silent, dripping] {
        let began = Instant::now();
        for check in server.verify_all().await {
            assert_eq!(
                (check.verdict, check.cause),
                (Verdict::Unreachable, Some(Cause::TimedOut))
            );
        }
        assert!(
            began.elapsed() < Duration::from_secs(5),
            "{:?}",
            began.elapsed()
        );
    }
}

#[tokio::test]
async fn a_closed_port_and_a_dropped_connection_are_unreachable() {
    for server in [Server::closed().await, Server::dropping().await] {
        for check in server.verify_all().await {
            assert_eq!((check.verdict, check.cause), (Verdict::Unreachable, None));
        }
    }
}

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
async fn an_echoed_secret_is_not_passed_on() {
    for status in [200, 400, 401, 403, 404, 422, 429, 500] {
        let server = Server::start(move |request| {
            let echo = request.headers.get(header::AUTHORIZATION).map(|value| value.to_str().unwrap().to_owned());
            let echo = serde_json::json!(format!("{} {SECRET} {}", echo.unwrap_or_default(), request.body));
            let body = serde_json::json!({
                "error": SECRET, "errors": [{"code": SECRET, "message": echo}], "error_description": echo,
                "user": {"id": 1, "name": echo, "email": SECRET, "role": "admin", "active": true},
                "data": {"attributes": {"name": echo, "email": SECRET, "roles": [SECRET, "org.user"]}},
                "access_token": "t0ken-t0ken", "UserId": "5a0d0000-0000-4000-8000-000000000001",
                "fullname": format!("{SECRET} t0ken-t0ken"), "isdisabled": false, "accessmode": 4,
                "applicationid": server::APP,
                "value": [{"roleid": server::APP, "name": echo, "_roletemplateid_value": null}],
            });
            json(StatusCode::from_u16(status).unwrap(), &body.to_string())
        })
        .await;
        for check in server.verify_all().await {
            assert_discreet(&check);
            assert!(!format!("{check:?}").contains("t0ken-t0ken"), "{check:?}");
            assert!(check.verdict != Verdict::Valid || status == 200);
        }
    }
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
